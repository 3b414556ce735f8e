"""Markdown structure with code-point offsets. The only importer of pyromark.

pyromark (pulldown-cmark) gives UTF-8 byte ranges for every event; a table of the non-ASCII characters turns
them into code points.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any

import pyromark

from storyai.quick_dataclass import dataclass

_OPTIONS = pyromark.Options
# No metadata blocks: pulldown-cmark finds them in the middle of a text too, between two rules.
_MARKDOWN = pyromark.Markdown(options=_OPTIONS.ENABLE_TABLES | _OPTIONS.ENABLE_TASKLISTS)
_FRONT_MATTER = re.compile(
    r"\ufeff?(?P<meta>---[ \t]*(?:\r\n|\n|\r)(?=[\w\"'#-]+[^\r\n]*:)"
    r"(?:(?!(?:---|\.\.\.)[ \t]*(?:[\r\n]|\Z))[^\r\n]*(?:\r\n|\n|\r))*+(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z))"
)
_NOT_LINE_END = re.compile(r"[^\r\n]")
# Below a bold line, a list that goes on counting is a list too; in CommonMark it has to begin with 1.
_NUMBERED = re.compile(r"(?m)^( {0,3}(?:\*\*|__)[^*_\r\n]+(?:\*\*|__):?[ \t]*\r?\n {0,3})([0-9]{1,3})(?=[.)][ \t])")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(slots=True)
class Block:
    """kind: heading, paragraph, item, code, table, rule, html or meta.

    start..end is the whole block; text_start..text_end its words (equal where there are none).
    """

    kind: str
    start: int
    end: int
    text_start: int = -1
    text_end: int = -1
    level: int = 0
    parent: "Block | None" = None
    checked: bool | None = None
    box: int | None = None
    ordered: bool = False
    info: str = ""
    rows: list[list[tuple[int, int]]] | None = None

    def move(self, by: int) -> None:
        """Let it stand elsewhere, with its rows; what is inside of it is moved by itself."""
        self.start += by
        self.end += by
        self.text_start += by
        self.text_end += by
        if self.box is not None:
            self.box += by
        if self.rows:
            self.rows = [[(start + by, end + by) for start, end in row] for row in self.rows]


def _offsets(text: str) -> Callable[[int], int]:
    """A function from UTF-8 byte offset to code-point offset."""
    ends: list[int] = []
    extras = [0]
    extra = 0
    for match in _NON_ASCII.finditer(text):
        code = ord(match[0])
        at = match.start() + extra
        extra += 1 if code < 0x800 else 2 if code < 0x10000 else 3
        ends.append(at + 1)
        extras.append(extra)

    def offset(byte: int) -> int:
        return byte - extras[bisect_right(ends, byte)]

    return offset


def _identity(byte: int) -> int:
    return byte


def scan(text: str) -> tuple[list[Block], str, list[tuple[int, int, str]]]:
    """Blocks in the order of their starts, the plain text (see ``document.parts``) and the HTML comments."""
    blocks: list[Block] = []
    source = _readable(text, blocks)
    at = _identity if source.isascii() else _offsets(source)
    fills: list[tuple[int, int, str]] = []
    comment_blocks: list[tuple[int, int]] = []
    stack: list[Block] = []  # open containers and leaf blocks, innermost last
    items: list[Block] = []  # the open list items among them
    leaf: Block | None = None  # the block that inline events belong to
    table: Block | None = None
    list_depth = 0
    lists: list[bool] = []
    links: list[list[int]] = []  # open links: [start, end of the last inline inside]
    events: Iterable[Any] = _MARKDOWN.events_with_range(source)
    # Offsets are bytes until the end: most events need no conversion.
    value: Any
    for event, place in events:
        if type(event) is str:
            name, value = event, None
        else:
            for name, value in event.items():  # noqa: B007 - one key; the fastest way to get it
                break
        if name == "Text" and leaf is not None and not links:
            if leaf.text_start < 0:
                leaf.text_start = place["start"]
            if place["end"] > leaf.text_end:  # the emphasis around it may have reached further
                leaf.text_end = place["end"]
            continue
        if name == "SoftBreak":
            continue
        start, end = place["start"], place["end"]
        if name == "Start":
            tag = value if type(value) is str else next(iter(value))
            if tag == "Item":
                leaf = Block("item", start, end, -1, -1, list_depth - 1, items[-1] if items else None)
                leaf.ordered = lists[-1]
                blocks.append(leaf)
                stack.append(leaf)
                items.append(leaf)
            elif tag in ("Strong", "Emphasis"):
                width = 2 if tag == "Strong" else 1
                fills.append((start, start + width, " "))
                fills.append((end - width, end, " "))
                _extend(leaf, start, end)
            elif tag in ("Link", "Image"):
                links.append([start, start + (2 if tag == "Image" else 1)])
                _extend(leaf, start, end)
            elif tag == "Paragraph":
                inside = items[-1] if items else None
                if inside is not None and inside.text_start < 0 and inside is stack[-1]:
                    leaf = inside
                    stack.append(Block("loose", start, end))
                else:
                    leaf = Block("paragraph", start, end, parent=inside)
                    blocks.append(leaf)
                    stack.append(leaf)
            elif tag == "Heading":
                inside = items[-1] if items else None
                leaf = Block("heading", start, end, -1, -1, int(value["Heading"]["level"][1]), inside)
                blocks.append(leaf)
                stack.append(leaf)
            elif tag == "List":
                lists.append(value["List"] is not None)
                list_depth += 1
                leaf = None
            elif tag == "CodeBlock":
                kind = value["CodeBlock"]
                info = kind.get("Fenced", "") if isinstance(kind, dict) else ""
                inside = items[-1] if items else None
                leaf = Block("code", start, end, info=str(info), parent=inside)
                blocks.append(leaf)
                stack.append(leaf)
            elif tag == "HtmlBlock":
                leaf = Block("html", start, end)
                blocks.append(leaf)
                stack.append(leaf)
                fills.append((start, end, " "))
                comment_blocks.append((start, end))
            elif tag == "Table":
                table = Block("table", start, end, rows=[])
                blocks.append(table)
                stack.append(table)
            elif tag in ("TableHead", "TableRow"):
                if table is not None and table.rows is not None:
                    table.rows.append([])
            elif tag == "TableCell":
                leaf = Block("cell", start, end)
            elif tag == "BlockQuote":
                stack.append(Block("quote", start, end))
                leaf = None
            continue
        if name == "End":
            tag = value if type(value) is str else next(iter(value))
            if tag in ("Strong", "Emphasis"):
                continue
            if tag in ("Link", "Image"):
                opened, words = links.pop()
                fills.append((opened, opened + (2 if tag == "Image" else 1), " "))
                fills.append((max(words, opened + 1), end, " "))
                if links:
                    links[-1][1] = end
                continue
            if tag == "List":
                lists.pop()
                list_depth -= 1
                leaf = None
            elif tag == "TableCell":
                if table is not None and table.rows and leaf is not None:
                    if leaf.text_start < 0:
                        leaf.text_start = leaf.text_end = leaf.start
                    table.rows[-1].append((leaf.text_start, leaf.text_end))
                leaf = None
            elif tag in ("TableHead", "TableRow"):
                pass
            elif stack:
                if stack.pop().kind == "item":
                    items.pop()
                if tag == "Table":
                    table = None
                leaf = stack[-1] if stack and stack[-1].kind == "item" and tag != "Item" else None
                if leaf is not None and leaf.text_start >= 0:
                    leaf = None  # text behind a nested block is not the item's own
            continue
        # inline events
        if name == "TaskListMarker":
            owner = items[-1] if items else None
            if owner is not None:
                owner.checked, owner.box = bool(value), start
            continue
        if name == "Rule":
            blocks.append(Block("rule", start, end))
            continue
        if leaf is None and stack and stack[-1].kind == "item" and name not in ("SoftBreak", "HardBreak"):
            # pulldown-cmark puts tight text behind a nested block directly into the item
            leaf = Block("paragraph", start, end, parent=stack[-1])
            blocks.append(leaf)
        if name == "Code":
            fills.append((start, end, "`"))
        elif name in ("InlineHtml", "Html") and (leaf is None or leaf.kind != "html"):
            fills.append((start, end, " "))
            comment_blocks.append((start, end))
        if links:
            links[-1][1] = max(links[-1][1], end)
        if name not in ("SoftBreak", "HardBreak"):
            _extend(leaf, start, end)
    if at is not _identity:
        for block in blocks:
            if block.kind == "meta":
                continue
            block.start, block.end = at(block.start), at(block.end)
            if block.text_start >= 0:
                block.text_start, block.text_end = at(block.text_start), at(block.text_end)
            if block.box is not None:
                block.box = at(block.box)
            if block.rows:
                block.rows = [[(at(start), at(end)) for start, end in row] for row in block.rows]
        fills = [(at(start), at(end), character) for start, end, character in fills]
        comment_blocks = [(at(start), at(end)) for start, end in comment_blocks]
    for block in blocks:
        if block.text_start < 0:
            words = _words(text, block) if block.kind in ("item", "heading") else block.start
            block.text_start = block.text_end = words
    comments = [comment for start, end in comment_blocks for comment in _comments(text, start, end)]
    return blocks, _fill(text, fills), comments


def _comments(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The HTML comments in ``text[start:end]``. Not a pattern: with many open comments it would search anew for each."""
    found: list[tuple[int, int, str]] = []
    while (opened := text.find("<!--", start, end)) >= 0 and (closed := text.find("-->", opened + 4, end)) >= 0:
        start = closed + 3
        found.append((opened, start, text[opened + 4 : closed]))
    return found


def _readable(text: str, blocks: list[Block]) -> str:
    """The text as pulldown-cmark is given it, of the same length; front matter becomes a block and white space."""
    source = _SURROGATE.sub("?", text)
    if text.startswith(("---", "\ufeff")):
        start, end = front_matter(text)
        if end:
            blocks.append(Block("meta", start, end, start, end))
            source = _NOT_LINE_END.sub(" ", source[:end]) + source[end:]
        elif text[0] == "\ufeff":
            source = " " + source[1:]
    if "**" in text or "__" in text:
        source = _NUMBERED.sub(lambda match: match[1] + "1".zfill(len(match[2])), source)
    return source


def front_matter(text: str) -> tuple[int, int]:
    """Where the front matter of a text stands; (0, 0) without one."""
    found = _FRONT_MATTER.match(text) if text.startswith(("---", "\ufeff")) else None
    return found.span("meta") if found is not None else (0, 0)


def _words(text: str, block: Block) -> int:
    """Where the words of an empty item or heading would stand: behind its marker."""
    line_end = text.find("\n", block.start, block.end)
    end = block.end if line_end < 0 else line_end
    while end > block.start and text[end - 1] in " \t\r":
        end -= 1
    return end


def _extend(leaf: Block | None, start: int, end: int) -> None:
    if leaf is None:
        return
    if leaf.text_start < 0:
        leaf.text_start = start
    leaf.text_end = max(leaf.text_end, end)


def _fill(text: str, fills: list[tuple[int, int, str]]) -> str:
    if not fills:
        return text
    fills.sort()
    pieces: list[str] = []
    at = 0
    for start, end, character in fills:
        start = max(start, at)
        if end <= start:
            continue
        pieces.append(text[at:start])
        covered = text[start:end]
        if "\n" in covered or "\r" in covered:
            pieces.append("".join(c if c in "\r\n" else character for c in covered))
        else:
            pieces.append(character * (end - start))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
