"""Comments that hide findings, as written: ``<!-- storyai-disable AC201 -- reason until 2027-01-31 -->``.

What one covers:

- ``storyai-disable-file``: the whole file, wherever the comment stands.
- ``storyai-disable-line``: the line it stands on. ``storyai-disable-next-line`` is ``storyai-disable``.
- ``storyai-disable`` behind other words on its line: that line's block.
- ``storyai-disable`` before a heading: that section with its subsections; in a section that has nothing else
  below its heading: that section.
- ``storyai-disable`` elsewhere: the next block (paragraph, list item with what is nested in it, table, code, field).

Keys are codes, beginnings of codes, names or tags, divided by commas or blanks; without a key it hides all. Past
its date it hides nothing.
"""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from re import Match, Pattern

from storyai.document import Comment, Document, Section
from storyai.quick_dataclass import dataclass
from storyai.rules._rule import Problem, Rule
from storyai.rules._selection import MODEL_FAMILY, matches

MARK = "storyai-disable"


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """keys: as written, with their places. start..end: the comment's words. scope: what it covers, half-open.

    until: the date as written, None without one. real_date: whether the calendar has it.
    """

    keys: tuple[tuple[str, int, int], ...]
    reason: str
    until: str | None
    real_date: bool
    start: int
    end: int
    scope: tuple[int, int]

    @property
    def expired(self) -> bool:
        return self.until is not None and self.real_date and self.until < time.strftime("%Y-%m-%d")

    def covers(self, start: int, end: int) -> bool:
        """Whether a place begins in the scope, or ends where an empty scope's text does."""
        return self.scope[0] <= start < self.scope[1] or (start == end == self.scope[1])

    def hides(self, rule: Rule, problem: Problem) -> bool:
        if self.expired or rule.code.startswith("SU9") or not self.covers(problem.start, problem.end):
            return False
        return not self.keys or any(matches(key, rule) for key, _, _ in self.keys)


@cache
def _form() -> Pattern[str]:
    import re

    return re.compile(
        r"[ \t\r\n]*storyai-disable(?P<kind>-file|-line|-next-line)?(?![\w-])[ \t\r\n:]*(?P<keys>.*?)[ \t\r\n]*"
        r"(?:(?:--|–|—)[ \t\r\n]*(?P<reason>.*?)[ \t\r\n]*)?\Z",
        re.DOTALL,
    )


@cache
def _until() -> Pattern[str]:
    import re

    return re.compile(r"(?:^|[ \t\r\n,;(])until[ \t\r\n]+(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})\W*\Z", re.IGNORECASE)


@cache
def _word() -> Pattern[str]:
    import re

    return re.compile(r"[^\s,]+")


# Of the last document: several rules and the linter ask in turn.
_last: tuple[Document, list[Suppression]] | None = None


def suppressions(document: Document) -> list[Suppression]:
    """The suppressions of a document, by place."""
    global _last
    if MARK not in document.text:
        return []
    if _last is not None and _last[0] is document:
        return _last[1]
    found: list[Suppression] = []
    starts: list[tuple[int, int, Section | None]] | None = None
    for comment in document.comments:
        if not comment.text.startswith(MARK):
            continue
        inner = document.text.find("<!--", comment.start, comment.end)
        inner = comment.start if inner < 0 else inner + 4
        match = _form().match(document.text, inner, max(comment.end - 3, inner))
        if match is None:
            continue
        if starts is None:
            starts = _blocks(document)
        found.append(_suppression(document, comment, match, starts))
    _last = (document, found)
    return found


def unused(found: Sequence[Suppression], used: Iterable[Suppression], rules: Sequence[Rule]) -> list[Suppression]:
    """Suppressions that hid nothing although every key names a rule that ran."""
    hidden = {id(each) for each in used}
    known: dict[str, bool] = {}

    def ran(key: str) -> bool:
        if key not in known:
            known[key] = not key.upper().startswith(MODEL_FAMILY) and any(matches(key, rule) for rule in rules)
        return known[key]

    return [
        each
        for each in found
        if id(each) not in hidden and not each.expired and all(ran(key) for key, _, _ in each.keys)
    ]  # fmt: skip


def _suppression(
    document: Document, comment: Comment, match: Match[str], blocks: list[tuple[int, int, Section | None]]
) -> Suppression:
    reason = match["reason"] or ""
    until = _until().search(reason)
    at = match.start("keys")
    keys = tuple((word[0], at + word.start(), at + word.end()) for word in _word().finditer(match["keys"]))
    if match["kind"] == "-file":
        scope = (0, len(document.text))
    elif match["kind"] == "-line":
        scope = _line(document, comment)
    else:
        scope = _scope(document, comment, blocks)
    return Suppression(
        keys, reason[: until.start()].strip(" ,;(") if until else reason, until["date"] if until else None,
        until is None or _is_date(until["date"]), comment.start, comment.end, scope,
    )  # fmt: skip


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _blocks(document: Document) -> list[tuple[int, int, Section | None]]:
    """Start and end of everything a comment can stand before, by place; headings with their section."""
    blocks: list[tuple[int, int, Section | None]] = [(item.start, item.end, None) for item in document.items]
    for section in document.sections:
        if section.level:
            blocks.append((section.start, section.full_end or section.end, section))
        blocks.extend((slot.start, slot.end, None) for slot in section.paragraphs)
        blocks.extend((table.start, table.end, None) for table in section.tables)
        blocks.extend((code.start, code.end, None) for code in section.code)
        blocks.extend((field.start, field.end, None) for field in section.fields)
    blocks.sort(key=lambda block: block[:2])
    return blocks


def _line(document: Document, comment: Comment) -> tuple[int, int]:
    """Start and end of the comment's line or lines."""
    lines = document.lines
    return lines.offset(lines.place(comment.start)[0]), lines.offset(lines.place(comment.end - 1)[0] + 1)


def _scope(
    document: Document, comment: Comment, blocks: list[tuple[int, int, Section | None]]
) -> tuple[int, int]:  # fmt: skip
    begin, finish = _line(document, comment)
    if document.text[begin : comment.start].strip(" \t>"):
        return _block_with(document, comment, begin, finish, blocks)
    sections = document.sections
    home = sections[bisect_right(sections, comment.start, key=lambda section: section.start) - 1] if sections else None
    if home is not None and home.level and _bare(home):
        return home.start, home.end
    at = bisect_left(blocks, comment.end, key=lambda block: block[0])
    if at < len(blocks):
        start, end, _ = blocks[at]
        return start, max(end, start + 1)
    return begin, finish


def _block_with(
    document: Document, comment: Comment, begin: int, finish: int, blocks: list[tuple[int, int, Section | None]]
) -> tuple[int, int]:
    """The innermost block on the comment's line that holds the comment, else the line."""
    at = bisect_left(blocks, finish, key=lambda block: block[0])
    while at > 0:
        at -= 1
        left, right, section = blocks[at]
        if left < begin and right <= comment.start:
            break
        if section is None and left <= comment.start <= right:
            return min(left, begin), max(right, finish)
        if section is not None:
            break
    return begin, finish


def _bare(section: Section) -> bool:
    own = section.paragraphs or section.items or section.code or section.tables or section.fields
    return not own and not section.children
