"""Where the words a model quotes stand in a document: exact offsets, or nowhere."""

import re
from functools import cache

from storyai.document import Document


@cache
def _item() -> re.Pattern[str]:
    """What stands before an item's words: a line number as shown to the model, a list mark, a check box."""
    return re.compile(r"^[ \t]*(?:[0-9]+\|[ \t]?)?(?:[-*+>#]+[ \t]+|[0-9]+[.)][ \t]+)?(?:\[[ xX]\][ \t]+)?")


@cache
def _folds() -> dict[int, int]:
    """Characters that models write in place of others; one for one, so that offsets stay."""
    return str.maketrans("‘’‚‛“”„‟–—−‐‑\u00a0\u202f…", "''''\"\"\"\"-----  .")


def _normal(text: str) -> tuple[str, list[int]]:
    """Text without emphasis marks and backslashes, blanks collapsed, and for each character its offset."""
    kept: list[str] = []
    places: list[int] = []
    for offset, character in enumerate(text.translate(_folds())):
        if character in "*_`\\":
            continue
        if character.isspace():
            if not kept or kept[-1] == " ":
                continue
            character = " "
        kept.append(character)
        places.append(offset)
    return "".join(kept), places


def locate(document: Document, quote: str) -> tuple[int, int] | None:
    """Where a quotation stands, as exact offsets; None where it does not.

    Exact first; then regardless of emphasis marks, kinds of quotes and dashes, runs of white space and a line's
    number or list mark, which models tend to copy or drop. Of several places one in a criterion or risk wins.
    """
    text = document.text
    quote = quote.strip()
    if len(quote.strip("*_`\"' .-")) < 2:
        return None
    for words in dict.fromkeys((quote, _item().sub("", quote), quote.strip("\"'“”‘’ "))):
        if places := _every(text, words):
            return _best(document, places)
    wanted = " ".join(_item().sub("", line) for line in quote.splitlines())
    needle = _normal(wanted)[0].strip()
    if len(needle) < 2:
        return None
    normal, offsets = _normal(text)
    if places := _every(normal, needle):
        return _best(document, [(offsets[start], offsets[end - 1] + 1) for start, end in places])
    return None


def _every(text: str, words: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    start = text.find(words) if words else -1
    while start >= 0 and len(places) < 50:
        if _whole(text, start, start + len(words)):
            places.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return places


def _whole(text: str, start: int, end: int) -> bool:
    """Neither end cuts a word."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    behind = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not behind


def _best(document: Document, places: list[tuple[int, int]]) -> tuple[int, int]:
    if len(places) > 1:
        slots = [(criterion.start, criterion.end) for criterion in document.criteria]
        slots += [(risk.slot.start, risk.slot.end) for risk in document.risks]
        for start, end in places:
            if any(left <= start and end <= right for left, right in slots):
                return start, end
    return places[0]
