"""A document, cut at its headings with a role of the template.

Raw text is read rather than the Document's slots, because what ``render`` wrote must come back as it was.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from storyai import values as forms
from storyai.document import Document, Item, Section
from storyai.document.roles import SECTIONS
from storyai.template.writer import COMPLETE_WHEN, CONDITIONS, WHY

GUIDANCE = frozenset((WHY, CONDITIONS, COMPLETE_WHEN))
"""Lines of the template that say nothing about the story."""

EXAMPLES = frozenset(
    (
        "As a **ETL operator**, I want **to pause running jobs**, "
        "so that **I can make configuration changes without restarting**.",
        '[ ] User can click "Pause" button on running job',
        '[ ] Job status changes to "Paused" in UI and database',
        "[ ] Worker threads stop processing after current record",
        "[ ] User can resume job without data loss",
    )
)
"""The items of the template's examples, without their markers."""


@dataclass(slots=True)
class Piece:
    """The text behind a heading, up to the next heading with a role of the template.

    inner: where a heading of another kind begins, else ``end``; only what stands before it is read.
    items: the list items to read. taken: the ranges a reader has used; the rest is kept as it is.
    """

    role: str
    heading: str
    start: int
    inner: int
    end: int
    items: list[Item] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        self.taken.append((start, end))

    def gaps(self, end: int) -> list[tuple[int, int]]:
        """The ranges up to ``end`` that nobody has taken."""
        found: list[tuple[int, int]] = []
        at = self.start
        for start, stop in [*sorted(self.taken), (end, end)]:
            if at < min(start, end):
                found.append((at, min(start, end)))
            at = max(at, stop)
        return found


def title_section(document: Document) -> Section | None:
    """The section whose heading is the story's title: the first of level 1, unless all sections have level 1."""
    firsts = [section for section in document.sections if section.level == 1]
    if not firsts or (firsts[0].role in SECTIONS and any(section.role in SECTIONS for section in firsts[1:])):
        return None
    return firsts[0]


def cut(document: Document) -> list[Piece]:
    """The pieces in the order of the text; the first, ``header``, begins with the text."""
    real = {section.role for section in document.sections if 0 < section.level < 7}
    title = title_section(document)
    start = document.front_matter.end if document.front_matter else 0
    last = Piece("header", "", start, -1, len(document.text))
    pieces = [last]
    for section in document.sections:
        if section.level == 0:
            continue
        if section is title:
            last.take(section.start, section.heading.end)
            continue
        # A bold line is a heading only where no real heading has its role.
        named = section.level < 7 or (document.shape != "template" and section.role not in real)
        if named and section.role in SECTIONS and section.role is not None:
            last.end = section.start
            if last.inner < 0:
                last.inner = last.end
            last = Piece(section.role, section.title, section.heading.end, -1, len(document.text))
            pieces.append(last)
        elif last.inner < 0 and (section.level < 7 or last.role not in ("notes", "background", "header")):
            last.inner = section.start
    if last.inner < 0:
        last.inner = last.end
    _hand_out(document, pieces)
    return pieces


def _hand_out(document: Document, pieces: list[Piece]) -> None:
    """Give every piece its top-level items, and criteria that stand in groups below headings of their own."""
    groups: list[tuple[Piece, Item]] = []
    at = 0
    for item in document.items:
        if item.parent is not None or not own_line(document, item.start):
            continue
        while at + 1 < len(pieces) and item.start >= pieces[at].end:
            at += 1
        if item.start < pieces[at].inner:
            pieces[at].items.append(item)
        elif pieces[at].role == "acceptance_criteria":
            groups.append((pieces[at], item))
    alone = {id(piece) for piece, _ in groups if not any(item.slot or item.children for item in piece.items)}
    # A heading as high as the template's own ends the criteria.
    ends = {
        id(piece): min(
            (section.start for section in document.sections if section.start >= piece.inner and 0 < section.level < 3),
            default=len(document.text),
        )
        for piece, _ in groups
        if id(piece) in alone
    }
    for piece, item in groups:
        if item.start < ends.get(id(piece), 0) and item.section.role is None:
            piece.items.append(item)


def line_start(document: Document, offset: int) -> int:
    text = document.text
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def own_line(document: Document, start: int) -> bool:
    """Nothing but white space stands before it on its line: it is in no quote and no table."""
    return not document.text[line_start(document, start) : start].strip()


@cache
def _marker() -> re.Pattern[str]:
    return re.compile(r"(?P<marker>[-+*]|[0-9]{1,9}[.)])(?P<space>[ \t]*)")


def raw(document: Document, item: Item) -> str:
    """The item's Markdown without its marker and indentation."""
    text = forms.clean(document.text[item.start : item.end])
    match = _marker().match(text)
    if match is None:
        return text
    first, *rest = text[match.end() :].split("\n")
    if not rest:
        return first
    before = document.text[line_start(document, item.start) : item.start]
    spaces = len(match["space"].expandtabs(4))
    indent = len(before.expandtabs(4)) + len(match["marker"]) + (spaces if 1 <= spaces <= 4 else 1)
    return "\n".join([first, *(_dedent(line, indent) for line in rest)])


def _dedent(line: str, indent: int) -> str:
    column = at = 0
    while at < len(line) and column < indent and line[at] in " \t":
        column += 4 - column % 4 if line[at] == "\t" else 1
        at += 1
    return " " * (column - indent) + line[at:]


def texts(document: Document, piece: Piece, end: int) -> list[str]:
    """What nobody has taken up to ``end``, without the template's guidance."""
    found = []
    for start, stop in piece.gaps(end):
        lines = forms.clean(document.text[start:stop]).split("\n")
        text = forms.block("\n".join(line for line in lines if line.strip() not in GUIDANCE))
        if text:
            found.append(text)
    return found


def own(document: Document, piece: Piece) -> str:
    """Take what is left up to the first inner heading, as one text."""
    text = "\n\n".join(texts(document, piece, piece.inner))
    piece.take(piece.start, piece.inner)
    return text


def pass_over_examples(document: Document, piece: Piece) -> None:
    """Take the template's own examples."""
    found = [item for item in piece.items if raw(document, item) in EXAMPLES]
    if not found:
        return
    piece.items = [item for item in piece.items if item not in found]
    for item in found:
        piece.take(item.start, item.end)
    label = "**Example:**"
    at = document.text.rfind(label, piece.start, found[0].start)
    if at >= 0 and not document.text[at + len(label) : found[0].start].strip():
        piece.take(at, at + len(label))
