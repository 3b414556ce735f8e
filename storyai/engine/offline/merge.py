"""Lists below an introduction: fragments become one statement with it (``The report lists: name, date, total``)."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import lower_first
from storyai.engine.offline.predicates import FINITE, has_finite
from storyai.engine.offline.recognise import modal_in
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.units import Notes, Unit

DROP_COLON = r"(?i)\b(?:must|should|shall|can|will|to|contain|contains|include|includes|show|shows|list|lists|support|supports|of|are|is|have|has|with|for|by|in|enthält|enthalten|zeigt|sind)$"


LONG = 8_000
"""Code points of notes from which an item of some length is a statement, not a part of one."""


def merge(notes: Notes) -> None:
    """Join an introduction that ends in a colon with its items, where all of them are fragments."""
    children: dict[int, list[Unit]] = {}
    for unit in notes.units:
        if unit.intro is not None and unit.form == "item" and unit.intro.text.endswith(":"):
            children.setdefault(id(unit.intro), []).append(unit)
    for unit in notes.units:
        below = children.get(id(unit), [])
        if (
            not (2 if unit.kind in ("context", "limit") else 1) <= len(below) <= 9
            or unit.kind not in ("requirement", "want", "context", "limit", "data", "api", "ui")
            or unit.under("steps", "questions", "risks")
        ):
            continue
        if below and all(child.kind in ("reference", "chatter") for child in below):
            unit.kind = "reference"
            continue
        listed = [child for child in below if fragment(child, long=notes.size < LONG)]
        below = listed if 2 * len(listed) > len(below) else []
        if not below:
            continue
        lead = unit.text.rstrip(": ")
        lead = pattern(r"(?i),? (?:the|these) following (fields|columns|things|information|items)$").sub(
            r" these \1", lead
        )
        lead = pattern(r"(?i),? (?:the )?following$").sub("", lead)
        colon = "" if pattern(DROP_COLON).search(lead) else ":"
        parts = [child.text.rstrip(" .;,") for child in below]
        parts = [lower_first(part) if len(part.split()) > 1 else part for part in parts]
        joined = (
            ", ".join(parts[:-1]) + f", {'und' if notes.language == 'de' else 'and'} {parts[-1]}"
            if len(parts) > 2
            else (" und " if notes.language == "de" else " and ").join(parts)
        )
        if any("," in part for part in parts):
            joined = "; ".join(parts)
        unit.text = f"{lead}{colon} {joined}"
        unit.words = words_of(unit.text)
        for child in below:
            unit.lines.extend(line for line in child.lines if line not in unit.lines)
            child.kind, child.why = "repeat", "part of the line above it"


def fragment(unit: Unit, *, long: bool) -> bool:
    """A name or a short phrase, not a statement of its own. long: whether it may be a longer one that begins with no verb."""
    padded = f" {' '.join(unit.words)} "
    return (
        bool(unit.words)
        and len(unit.words) <= (9 if unit.words[0] in lex.IMPERATIVES or not long else 14)
        and len(unit.text) < (70 if unit.words[0] in lex.IMPERATIVES or not long else 110)
        and unit.kind not in ("question", "injection", "chatter", "out")
        and not modal_in(padded)
        and not pattern(FINITE).search(unit.text.lower())
        and not has_finite(unit.text.lower())
        and not unit.text.endswith(":")
    )
