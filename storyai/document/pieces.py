"""Reading one text again and again, as an editor does: what stands between two headings is read once.

A heading at the beginning of its line ends every paragraph, list, quotation and table above it; only fenced code and
raw HTML reach past it. So a text that is cut before its headings reads the same in pieces as in one, provided that no
piece ends inside of code or HTML, and that no link is defined in one piece and used in another.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from storyai.document.criteria import criteria_of
from storyai.document.markdown import Block, front_matter, scan
from storyai.document.parse import begin, complete, parse, read, statements_of, tree
from storyai.document.parts import (
    Code,
    Comment,
    Document,
    Field,
    Item,
    Piece,
    Section,
    Slot,
    Statement,
    Table,
    disband,
)  # fmt: skip
from storyai.document.risks import risks_of
from storyai.text import Lines

_HEADING = re.compile(r"\n(?=#{1,6}[ \t\r\n])")
# What ends a piece when it is read alone; whether it is found as a heading tells whether the piece ends there at all.
_NEXT = "# x\n"
# Where a link may be defined: at the beginning of a line, behind the marks of quotations, lists and boxes.
_MARKS = re.compile(r"(?:[\s>]|[-+*](?=\s)|[0-9]{1,9}[.)](?=\s)|\[[ xX]\](?=\s))*")

_start = attrgetter("start")
Blocks = tuple[list[Block], list[tuple[int, int, str]]]
Scanned = tuple[list[Block], str, list[tuple[int, int, str]]]
Place = Section | Slot | Item | Code | Table | Field | Comment | Statement
Path = tuple[tuple[str | None, str], ...]
# Whether a piece begins and ends the text, and its words up to the next line that looks like a heading.
_Key = tuple[bool, bool, str]


class Pieces:
    """The pieces of a text as it was last, to be used again for what it is now."""

    def __init__(self) -> None:
        self._known: dict[_Key, list[Piece]] = {}
        self._memory: dict[str, Any] = {}
        self._whole: Document | None = None  # the last one, where it could not be read in pieces

    def parse(self, text: str) -> Document:
        """As ``storyai.document.parse``. Uses up the document parsed before: its parts move into this one."""
        if defines_links(text):
            self.release()
            self._whole = parse(text)
            return self._whole
        before, self._known = self._known, {}
        pieces: list[Piece] = []
        fresh: dict[int, Blocks] = {}
        for piece, key, blocks in _cut(text, before):
            self._known.setdefault(key, []).append(piece)
            pieces.append(piece)
            if blocks is not None:
                fresh[id(piece)] = blocks
        _release(before)
        self._disband()
        document = Document(text, "".join([piece.plain for piece in pieces]), Lines(text))
        document.memory = self._memory
        _read(document, pieces, fresh)
        complete(document)
        spread = sum(len(piece.statements) for piece in pieces) == len(document.statements)
        if spread and sum(len(piece.criteria) for piece in pieces) == len(document.criteria):
            document.pieces = pieces  # else some were found by looking at the whole of it
        return document

    def release(self) -> None:
        """Give the memory back; the document parsed last is used up."""
        _release(self._known)
        self._known = {}
        self._disband()

    def _disband(self) -> None:
        if self._whole is not None:
            disband(self._whole.sections, self._whole.items)
            self._whole = None


def _cut(text: str, known: dict[_Key, list[Piece]]) -> Iterator[tuple[Piece, _Key, Blocks | None]]:
    """The pieces of a text in order: those known at their new places, of others what stands in them.

    What is unknown is scanned up to the next known piece, or farther where that begins inside of code or HTML; the
    steps double, so that time stays linear.
    """
    length = len(text)
    _, behind = front_matter(text)
    cuts = [0, *[match.end() for match in _HEADING.finditer(text, max(behind - 1, 0))], length]
    last = len(cuts) - 1
    places = {cut: at for at, cut in enumerate(cuts)}

    def again(at: int) -> tuple[_Key, Piece] | None:
        """The piece that is known to begin and end as the text does from this cut on."""
        start, words = cuts[at], text[cuts[at] : cuts[at + 1]]
        for final in (False, True):
            key = (start == 0, final, words)
            for piece in known.get(key, ()):
                end = start + len(piece.text)
                fits = end == length if final else end < length and end in places
                if fits and text.startswith(piece.text, start):
                    return key, piece
        return None

    at = 0
    while at < last:
        found = again(at)
        if found is not None:
            key, piece = found
            known[key].remove(piece)
            _move(piece, cuts[at])
            yield piece, key, None
            at = places[piece.start + len(piece.text)]
            continue
        to, step = at + 1, 1
        while to < last and again(to) is None:
            to += 1
        while not (scanned := _scan(text, cuts[at], cuts[to])):
            to, step = min(to + step, last), step * 2
        blocks, plain, comments = scanned
        heads = [cuts[at], *[block.start for block in blocks if block.kind == "heading" and block.parent is None]]
        starts = [start for start in dict.fromkeys(heads) if start in places]
        for start, end in zip(starts, [*starts[1:], cuts[to]], strict=True):
            piece = Piece(start, text[start:end], plain[start - cuts[at] : end - cuts[at]])
            inside = blocks[bisect_left(blocks, start, key=_start) : bisect_left(blocks, end, key=_start)]
            noted = comments[bisect_left(comments, (start,)) : bisect_left(comments, (end,))]
            words = text[start : cuts[min(places[start] + 1, last)]]
            yield piece, (start == 0, end == length, words), (inside, noted)
        at = to


def _scan(text: str, start: int, end: int) -> Scanned | None:
    """What stands in ``text[start:end]``, with offsets into the text; None where it does not end there."""
    length = end - start
    if end == len(text):
        blocks, plain, comments = scan(text[start:])
    else:
        blocks, plain, comments = scan(text[start:end] + _NEXT)
        if not blocks or blocks[-1].kind != "heading" or blocks[-1].start != length:
            return None
        blocks.pop()
    for block in blocks:
        block.move(start)
    return blocks, plain[:length], [(start + first, start + behind, words) for first, behind, words in comments]


def defines_links(text: str) -> bool:
    """Whether a link may be defined somewhere: what it defines holds in the whole text."""
    at, before, line, looked = text.find("]:"), 0, 0, -1
    while at >= 0:
        opened = text.rfind("[", before, at)
        if opened >= 0:
            line = max(line, text.rfind("\n", before, opened) + 1, text.rfind("\r", before, opened) + 1)
            # Only the first of a line can: what stands before a second is more than marks.
            if (line != looked and _MARKS.fullmatch(text, line, opened)) or text[opened - 1 : opened] == "\\":
                return True
            before, looked = opened + 1, line
        at = text.find("]:", at + 2)
    return False


def _read(document: Document, pieces: list[Piece], fresh: dict[int, Blocks]) -> None:
    """Fill the document from its pieces, and those that are new from the blocks that stand in them."""
    begin(document)
    for piece in pieces:
        blocks = fresh.get(id(piece))
        if blocks is not None:
            _read_piece(document, piece, *blocks)
            continue
        if piece.start == 0:
            document.sections.clear()
        for section in piece.sections:
            section.parent = None
            section.children = []
        document.sections += piece.sections
        document.items += piece.items
        document.fields += piece.fields
        document.comments += piece.comments
        document.title = piece.title if document.title is None else document.title
        document.front_matter = piece.front_matter if piece.start == 0 else document.front_matter
    tree(document)
    paths: dict[int, Path] = {}
    for piece in pieces:
        context = tuple([(_path(section.parent, paths), bool(section.children)) for section in piece.sections])
        if piece.context != context:
            piece.context = context
            piece.criteria = [each for section in piece.sections for each in criteria_of(document, section)]
            piece.risks = [each for section in piece.sections for each in risks_of(section)]
            piece.memo.clear()
        document.statements += piece.statements
        document.criteria += piece.criteria
        document.risks += piece.risks


def _read_piece(
    document: Document, piece: Piece, blocks: list[Block], comments: list[tuple[int, int, str]]
) -> None:  # fmt: skip
    start = piece.start
    counts = len(document.sections), len(document.items), len(document.fields), len(document.comments)
    title, document.title = document.title, None
    read(document, blocks, comments)
    piece.title, document.title = document.title, document.title if title is None else title
    if start == 0:
        piece.front_matter = document.front_matter
    piece.sections = document.sections[counts[0] if start else 0 :]
    piece.items = document.items[counts[1] :]
    piece.fields = document.fields[counts[2] :]
    piece.comments = document.comments[counts[3] :]
    piece.statements = [each for section in piece.sections for each in statements_of(document, section)]
    piece.sections[-1].end = start + len(piece.text)


def _path(section: Section | None, paths: dict[int, Path]) -> Path:
    """Roles and titles of a section and of all above it."""
    if section is None:
        return ()
    known = paths.get(id(section))
    if known is None:
        known = paths[id(section)] = (*_path(section.parent, paths), (section.role, section.title))
    return known


def _move(piece: Piece, start: int) -> None:
    """Let a piece stand elsewhere."""
    by = start - piece.start
    if not by:
        return
    piece.start = start
    places = piece.memo.get("places")
    if places is None:
        places = piece.memo["places"] = list({id(place): place for place in _places(piece)}.values())
    for place in places:
        place.start += by
        place.end += by
    for item in piece.items:
        if item.box is not None:
            item.box += by


def _places(piece: Piece) -> Iterator[Place]:
    """All that has a start and an end, some of it several times."""
    for section in piece.sections:
        yield section
        yield section.heading
        yield from section.paragraphs
        for code in section.code:
            yield from (code, code.body)
        for table in section.tables:
            yield table
            for row in (table.header, *table.rows):
                yield from row
    for item in piece.items:
        yield item
        yield from (item.slot, item.body, *item.more, *_there(item.label))
    for each in piece.fields:
        yield from (each, each.value)
    for statement in piece.statements:
        yield statement
        yield from _there(statement.role, statement.want, statement.benefit)
    for criterion in piece.criteria:
        yield from (criterion.slot, *criterion.steps, *_there(criterion.label))
    for risk in piece.risks:
        yield from (risk.slot, risk.description, *_there(risk.mitigation))
    yield from piece.comments
    yield from _there(piece.title, piece.front_matter)


def _there(*slots: Slot | None) -> Iterator[Slot]:
    return (slot for slot in slots if slot is not None)


def _release(known: dict[_Key, list[Piece]]) -> None:
    """Undo the circles of references in pieces that nobody needs any more, so that their memory is free at once."""
    for piece in [piece for pieces in known.values() for piece in pieces]:
        disband(piece.sections, piece.items)
        piece.memo.clear()
