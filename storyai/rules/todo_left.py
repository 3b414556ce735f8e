from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import facts, pattern
from storyai.rules._rule import Edit, Fix, Problem, rule

_TODO = (
    r"\b(?-i:TBD|TODO|FIXME|TBC|XXX)\b(?![\s>]*(?:app|list|item|comment|example|api|page)s?\b)(?![-/.\w])|(?<![?\w])\?\?\?+|"
    r"\blorem ipsum\b|\bto be (?:determined|defined|confirmed|decided)\b(?! (?:as|by|in|on|with|through|for|when)\b)"
)
_WORDS = frozenset(("tbd", "todo", "fixme", "tbc", "xxx", "lorem", "determined", "defined", "confirmed", "decided"))
_MARKS = ("tbd", "todo", "fixme", "tbc", "xxx", "???", "lorem ipsum", "to be ")


@rule("TP708", "warning", tags=("completeness",), help="Settle it, or ask: `Open question: ...`.", local=True)
def todo_left(document: Document) -> Iterator[Problem]:
    """A mark such as TBD or TODO says that somebody meant to come back.

    An open question says the same and can be answered.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] Uploads are limited to TBD
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] Open question: Which size limit do uploads have?
    ```

    Source: spec-kit, BMAD and OpenSpec.
    """
    found = facts(document)
    if found.words.isdisjoint(_WORDS) and "???" not in document.text:
        return
    seen: set[int] = set()
    for place in found.places:
        if not any(mark in place.lower for mark in _MARKS):
            continue
        if pattern(r"^\W*open question").match(place.lower):
            continue
        for match in pattern(_TODO).finditer(place.slot.plain):
            start, end = place.slot.start + match.start(), place.slot.start + match.end()
            if start in seen or _spoken_of(place.slot.plain, match.start(), match.end()):
                continue
            seen.add(start)
            fix = None
            if not place.slot.plain[: match.start()].strip(" \t*_:-") and not place.slot.plain[match.end() :].strip(
                " \t*_.:"
            ):
                fix = Fix(
                    "Put an open question in its place",
                    (Edit(start, end, f"Open question: What belongs under {place.section.title or 'this'}?"),),
                )
            yield Problem(start, end, f"{match[0]} is left", slot=place.slot, fix=fix)


def _spoken_of(text: str, start: int, end: int) -> bool:
    """The mark is what the sentence is about ("no TODO comments remain", "TODO/FIXME"), not a gap in it."""
    before, after = text[max(0, start - 30) : start].lower(), text[end : end + 14].lower()
    if pattern(
        r"(?:\bno|\ba|\bthe|\bmy|\bthings|\bany|\ball|\bevery|\bremove|\bwithout|\bmarkers?|\bcomments?|[\"'“`/(])\s*$"
    ).search(before):
        return not before.endswith("(")
    return after.startswith(('"', "'", "”", "`", " marker", " comment", "s ", "/"))
