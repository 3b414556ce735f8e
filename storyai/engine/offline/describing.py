"""Statements in the present: which of them demand something, and which say how things are."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.predicates import KEEPS, has_finite
from storyai.engine.offline.recognise import modal_in
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.units import Notes, Unit
from storyai.engine.offline.wish import as_order


def specification(notes: Notes) -> None:
    """Notes that only describe, in the present and without complaint, describe what is to be built."""
    units = [unit for unit in notes.units if unit.form != "code"]
    heads = {word for heading in notes.headings for word in heading.text.lower().split()} | set(
        units[0].words if units else ()
    )
    pure = (
        notes.genre == "notes"
        and not heads & lex.PROBLEM
        and not any(unit.kind in ("want", "problem", "actual", "step") for unit in units)
    )
    demanding: dict[int, Unit] = {}
    for unit in units[1:]:
        if unit.form == "prose" and (
            modal_in(f" {' '.join(unit.words)} ") or unit.kind == "want" or as_order(unit.text)
        ):
            for line in unit.lines:
                demanding.setdefault(line, unit)
    place = {id(unit): number for number, unit in enumerate(units)}

    def before(unit: Unit) -> bool:
        """Tells how things are, ahead of a sentence on its line that says what must be."""
        return unit.form == "prose" and unit.line in demanding and place[id(unit)] < place[id(demanding[unit.line])]

    for unit in units if notes.language == "de" and notes.genre != "transcript" else ():
        if (
            unit.form == "item"
            and unit.kind in ("context", "limit")
            and len(unit.words) >= 3
            and (
                (
                    any(char.isdigit() for char in unit.text)
                    and not pattern(r"(?i)\b(?:ca\.|rund|etwa|heute|derzeit)").search(unit.text)
                )
                or pattern(
                    r"(?i)\b(?:nur|möglich|pflicht|anzeigen|senden|schicken|speichern|sperren|löschen|ablehnen|ausblenden)\b"
                ).search(unit.text)
            )
            and not unit.under("background", "problem", "references", "example", "users", "steps", "actual", "out")
        ):
            unit.kind = "requirement"
        if unit.form == "prose" and unit.kind == "limit" and lex.MODALS_DE.isdisjoint(unit.words):
            unit.kind = "problem"  # a figure of today
    listed = sum(unit.form == "item" and unit.kind in ("requirement", "want", "limit") for unit in units) >= 3
    for unit in units:
        own_line = unit.form == "item" or (len(unit.lines) == 1 and len(unit.text) < 110 and unit.speaker is None)
        own_line = own_line and not before(unit)
        if (
            unit.kind in ("context", "api")
            and own_line
            and notes.genre in ("notes", "mail")
            and not unit.under(
                "background", "problem", "environment", "references", "example", "users", "steps", "actual"
            )
        ):
            if unit.form == "item" and pattern(
                r"^(?:the )?[a-z][\w-]*s with \w+ |^[A-Za-z][\w ]{3,30}s: [\w-]+(?: [\w-]+)?(?:, [\w-]+(?: [\w-]+)?)+$"
            ).match(unit.text):
                unit.kind = "requirement"
            if unit.kind == "api":
                continue
            if listed and unit.form == "prose" and not unit.under("want", "criteria", "expected"):
                continue  # a list says what is demanded; the prose around it tells how things are
            if whole_present(unit, bool(heads & lex.PROBLEM) and unit.form != "item"):
                unit.kind = "requirement"
        if (
            unit.kind in ("limit", "performance")
            and unit.form == "prose"
            and not lex.PROBLEM.isdisjoint(
                unit.heading.text.lower().split() if unit.heading is not None else units[0].words
            )
            and not pattern(
                r"(?i)^(?:target|goal|limit|budget):|\\b(?:must|should|shall|under|at most|within|less than)\\b"
            ).search(unit.text)
        ):
            unit.kind = "problem"
    if not pure:
        return
    for unit in units:
        low = unit.text.lower()
        if (
            unit.kind == "context"
            and not before(unit)
            and not unit.under("background", "problem")
            and pattern(PRESENT).match(low)
            and not pattern(PAST).search(low)
        ):
            unit.kind = "requirement"


def whole_present(unit: Unit, doubtful: bool) -> bool:
    """A statement of its own in the present: ``the file name contains the date range``."""
    low = unit.text.lower()
    if pattern(
        r"\b(?:about|around|roughly|rund|etwa|ca\.?) \d|\b(?:once|twice|\d+ ?x|times) (?:a|per) |\blast (?:week|month|year)\b"
    ).search(low):
        return False
    if (
        doubtful
        or pattern(PAST.replace("|dataset|project", "")).search(low)
        or pattern(r"^(?:we|i|they|he|she|it|this|that|these|there|you|our|my|who|see)\b|\b(?:we|i|my|us)\b").search(
            low
        )
    ):
        return False
    if pattern(KEEPS).match(low):
        return True
    return has_finite(low) and len(unit.words) >= (3 if unit.form == "item" else 4)


PRESENT = r"^(?:then |to start, )?(?:when |if )?(?:the|an?|each|every) (?:[\w-]+ ){1,3}?(?:then |also |only |can )?(?:is|are|can|has|[a-z]+s) "


PAST = r"\b(?:was|were|had|currently|today|has been|have been|used to|already|dataset|project)\b"
