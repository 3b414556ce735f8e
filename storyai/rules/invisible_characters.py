import re
from collections.abc import Iterator
from functools import cache

from storyai.document import Document
from storyai.rules._rule import Edit, Fix, Problem, rule

_CHARACTERS = "\u200b\u2060\ufeff\u00ad\u200c\u200d"
# Only overrides: an embedding (U+202A) is what copying a path out of a Windows dialog leaves behind.
_REORDERING = "\u202d\u202e"


@cache
def _invisible() -> re.Pattern[str]:
    # Zero-width space, word joiner, BOM inside the text, soft hyphen; joiners only between plain Latin letters (they are
    # part of emoji and of Arabic, Persian and Indic words).
    return re.compile("(?<!^)[\u200b\u2060\ufeff\u00ad]+|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])")


@cache
def _reordering() -> re.Pattern[str]:
    return re.compile(f"[{_REORDERING}]+")


@rule("TP714", "warning", tags=("form",), help="Remove the characters.")
def invisible_characters(document: Document) -> Iterator[Problem]:
    """A word contains characters that nobody sees.

    They come with copies from web pages, split words for every search, and hide text from reviewers. Overrides of
    the writing direction show a line in another order than tools read it.

    Bad:

    ```markdown
    As a clerk, I want to ex\u200bport orders, so that accounting can book them.
    ```

    Good:

    ```markdown
    As a clerk, I want to export orders, so that accounting can book them.
    ```

    Source: Unicode TR36; Trojan Source (CVE-2021-42574).
    """
    text = document.text
    if text.isascii() or not any(character in text for character in _CHARACTERS + _REORDERING):
        return
    for match in _reordering().finditer(text):
        start, end = match.span()
        names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(match[0])))
        yield Problem(start, end, f"characters that reorder text ({names})", slot=document.slot(start, end))
    for match in _invisible().finditer(document.text):
        start, end = match.span()
        while start > 0 and document.text[start - 1].isalnum():
            start -= 1
        while end < len(document.text) and document.text[end].isalnum():
            end += 1
        names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(match[0])))
        fix = Fix("Remove them", (Edit(match.start(), match.end(), ""),), safe=True)
        yield Problem(start, end, f"invisible characters ({names})", slot=document.slot(start, end), fix=fix)
