"""Project briefs: long documents with a heading for each part (problem, users, scope, risks). All their parts are about
one thing, which the summary or the proposed solution names."""

from collections.abc import Callable

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import base, lower_first, singular
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.units import Notes, Unit

PARTS = frozenset("background problem want criteria out users benefit risks questions dependencies security".split())
LEAST_PARTS = 5
LEAST_UNITS = 30
DEFINED = r"^((?:The |This )?[\w.-]+(?: [\w.-]+){0,3}?) (?:is|will be) (an? (?!good|bad|lot|bit)\w.+)$"


def is_brief(notes: Notes) -> bool:
    """Whether the notes are a document of named parts: at least five of them, and thirty statements."""
    if notes.genre != "notes" or len(notes.units) < LEAST_UNITS:
        return False
    return len({heading.role for heading in notes.headings} & PARTS) >= LEAST_PARTS


def proposal_of(notes: Notes, order: Callable[[str], bool]) -> Unit | None:
    """What the document proposes: an order under the proposed solution, else the sentence that says what the thing is.

    order: tells whether a text begins with a verb that is an order.
    """
    prose = [
        unit
        for unit in notes.units
        if unit.form in ("prose", "field")
        and 6 <= len(unit.words) <= 60
        and unit.kind not in ("silent", "chatter", "injection", "question", "code")
        and not unit.under("users", "problem", "out", "risks", "references")
    ]
    for unit in prose:
        if unit.under("want") and order(unit.text):
            return unit
    for unit in prose:
        if unit.under("background", "want", "criteria") and pattern(DEFINED).match(unit.text):
            return unit
    return None


def user_of(notes: Notes) -> tuple[str, int] | None:
    """The first group of users that a heading names (``Primary User Segment: Shop Owners``), and its line."""
    for heading in notes.headings:
        match = pattern(r"(?i)^(?:primary|secondary|target|main) (?:user|audience|persona)[\w ]*: (.+)$").match(
            heading.text
        )
        if match is None:
            continue
        name = pattern(r"(?i)(?: *(?:&|/|,|\() *| (?:and|or|using|at|in|who|with|on|for)\b ?).*$").sub("", match[1])
        words = name.split()
        if 1 <= len(words) <= 4 and words[-1].lower() in lex.ROLES:
            kept = [word if any(char.isupper() for char in word[1:]) else word.lower() for word in words]
            return singular(" ".join(kept)), heading.line
    return None


def gain_of(notes: Notes) -> tuple[str, Unit] | None:
    """What the users want to reach (an item under their goals), as it follows ``so that``."""
    for unit in notes.units:
        if not (unit.form == "item" and unit.under("users") and unit.heading is not None):
            continue
        if unit.heading.role != "want" or not 3 <= len(unit.words) <= 14:
            continue
        verb = unit.words[0]
        if verb in lex.IMPERATIVES | GAINS and base(verb) == verb:
            return f"I can {lower_first(unit.text.rstrip(' .'))}", unit
    return None


GAINS = frozenset("ship save find learn win earn grow reach spend know".split())


def settle(notes: Notes) -> None:
    """What stands under the users of a brief is about them: their goals are gains, their pains problems, no demand."""
    name = product(notes)
    for unit in notes.units:
        if unit.kind in ("silent", "chatter", "injection", "code"):
            continue
        if unit.under("users"):
            unit.kind = "problem" if unit.under("problem") or unit.text.startswith('"') else "users"
        elif unit.under("benefit") and unit.kind != "performance":
            unit.kind = "benefit"
        elif (
            name
            and unit.kind in ("requirement", "want")
            and pattern(r"(?i)^(?:must|should|shall|has to|needs to) \w").match(unit.text)
        ):
            unit.told, unit.text = unit.text, f"{name} {lower_first(unit.text)}"
            unit.words = words_of(unit.text)


def product(notes: Notes) -> str | None:
    """The name of the thing, where the first heading ends in it (``Project Brief: Shelfmark``)."""
    match = (
        pattern(r"^[^:]{3,30}: ([A-Z]\w{2,20}|[a-z]+(?:-[a-z]+)+)$").match(notes.headings[0].text)
        if notes.headings
        else None
    )
    return match[1] if match else None


def rank(unit: Unit) -> int:
    """How sure it is that a unit of a brief is a criterion: its scope and success criteria first, then its solution."""
    if unit.heading is not None and "success criteria" in unit.heading.text.lower():
        return 0
    return 1 if unit.under("criteria") else 2
