"""What a Document is made of.

``text`` of every part is exactly ``document.text[start:end]``. ``plain`` has the same length: code spans are
filled with backticks, and emphasis marks, link targets, HTML and comments with blanks, so that a pattern over
``plain`` sees only prose and its match positions are valid in the text.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Literal

from storyai.quick_dataclass import dataclass, field
from storyai.text import Lines

Shape = Literal["template", "story", "task", "spec", "collection", "none"]


@dataclass(slots=True, eq=False)
class Slot:
    """A piece of prose: a paragraph, an item's text, a field's value, a want."""

    text: str
    start: int
    end: int
    plain: str

    def part(self, start: int, end: int) -> "Slot":
        """The slot of ``text[start:end]``, offsets relative to this slot."""
        return Slot(self.text[start:end], self.start + start, self.start + end, self.plain[start:end])

    def stripped(self) -> "Slot":
        """Without surrounding white space and emphasis marks."""
        left = len(self.plain) - len(self.plain.lstrip())
        right = len(self.plain.rstrip())
        return self.part(min(left, right), right)

    def __bool__(self) -> bool:
        return bool(self.plain.strip())


@dataclass(slots=True, eq=False)
class Code:
    """A code block. ``start``/``end`` enclose its fences, ``body`` is the code, ``info`` the fence's words."""

    start: int
    end: int
    body: Slot
    info: str
    section: "Section"


@dataclass(slots=True, eq=False)
class Item:
    """A list item. ``slot`` is its own text, without marker, check box and nested lists.

    start, end: the whole item with its marker and everything nested in it.
    depth: 0 for a list at the top level.
    checked: None without a check box; ``box`` is then None too, else the offset of the ``[``.
    label: a leading ``**Label:**`` (or ``AC1:``, ``#3``, ``FR-001:``) without its marks, and ``body`` the text
    behind it; without a label, ``body`` is ``slot``.
    more: further paragraphs of the item.
    """

    start: int
    end: int
    slot: Slot
    depth: int
    section: "Section"
    ordered: bool = False
    checked: bool | None = None
    box: int | None = None
    label: Slot | None = None
    body: Slot = field(default=None)
    parent: "Item | None" = None
    children: list["Item"] = field(default_factory=list)
    more: list[Slot] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Field:
    """A ``**Name:** value`` line, or a key of the front matter. ``role`` is None for names we do not know."""

    name: str
    role: str | None
    value: Slot
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Table:
    """A table: the header's cells, then the rows' cells."""

    start: int
    end: int
    header: list[Slot]
    rows: list[list[Slot]]


@dataclass(slots=True, eq=False)
class Comment:
    """An HTML comment; ``text`` is what stands between ``<!--`` and ``-->``, stripped."""

    text: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Section:
    """A heading and what stands below it, up to the next heading of any level.

    role: what the section is for (``acceptance_criteria``, ``risks``, ...), None where unknown.
    level: 1 to 6; 7 for a bold or labelled line that acts as a heading; 0 for the text before the first heading.
    title: the heading's words. heading: the heading's line(s). start..end: heading and own body, without
    subsections. full_end: the end with subsections.
    """

    role: str | None
    level: int
    title: str
    heading: Slot
    start: int
    end: int
    full_end: int = 0
    parent: "Section | None" = None
    children: list["Section"] = field(default_factory=list)
    paragraphs: list[Slot] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Nothing stands below the heading, not even in subsections."""
        own = self.paragraphs or self.items or self.code or self.tables or self.fields
        return not own and all(child.empty for child in self.children)

    def ancestors(self) -> Iterator["Section"]:
        section = self.parent
        while section is not None:
            yield section
            section = section.parent

    def within(self, role: str) -> bool:
        """This section or one above it has the role."""
        section: Section | None = self
        while section is not None:
            if section.role == role:
                return True
            section = section.parent
        return False


@dataclass(slots=True, eq=False)
class Statement:
    """A user story sentence: who, what, why. A slot is None where the words for it are missing."""

    start: int
    end: int
    role: Slot | None
    want: Slot | None
    benefit: Slot | None
    language: str = "en"
    section: Section | None = None


@dataclass(slots=True, eq=False)
class Criterion:
    """One acceptance criterion. style: ``plain``, ``gherkin`` (Given/When/Then) or ``ears`` (WHEN ... SHALL)."""

    slot: Slot
    label: Slot | None
    style: Literal["plain", "gherkin", "ears"]
    section: Section
    item: Item | None = None
    steps: list[Slot] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.slot.start

    @property
    def end(self) -> int:
        return self.slot.end


@dataclass(slots=True, eq=False)
class Risk:
    """One risk: an item ``description → Mitigation: text``, or a row of a table."""

    slot: Slot
    description: Slot
    mitigation: Slot | None
    section: Section
    item: Item | None = None


@dataclass(slots=True, eq=False)
class Part:
    """One story of a document: its statement (None where there is none), criteria and sections."""

    start: int
    end: int
    statement: Statement | None
    criteria: list[Criterion]
    sections: list[Section]


@dataclass(slots=True, eq=False)
class Piece:
    """What was read from a piece of a text that is read again and again, see ``document.pieces``.

    start: where it stands now. text, plain: its own. title: the words of its first heading of level 1.
    criteria, risks: as far as context, what stands above and below its sections, makes them such.
    memo: what is known about it as long as text and context stay the same.
    """

    start: int
    text: str
    plain: str
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    title: Slot | None = None
    front_matter: Slot | None = None
    statements: list[Statement] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    context: tuple[Any, ...] | None = None
    memo: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Document:
    """A Markdown text and its parts, in the order of the text.

    shape: ``template`` (our headings), ``story`` (one story in another layout), ``task`` (a Backlog.md task or
    the like), ``spec`` (spec-kit, Kiro), ``collection`` (many stories), ``none`` (no story).
    pieces: what the text was read from where it is read again and again, and every statement and criterion stands in
    one of them; else empty. memory: what is kept from one reading of the text to the next, where anything is.
    """

    text: str
    plain: str
    lines: Lines
    shape: Shape = "none"
    language: str = "en"
    title: Slot | None = None
    front_matter: Slot | None = None
    sections: list[Section] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)

    def slot(self, start: int, end: int) -> Slot:
        return Slot(self.text[start:end], start, end, self.plain[start:end])

    def of_role(self, *roles: str) -> list[Section]:
        """Sections with one of the roles, in order."""
        return [section for section in self.sections if section.role in roles]

    def has(self, *roles: str) -> bool:
        return any(section.role in roles for section in self.sections)

    def field(self, role: str) -> Field | None:
        """The first field with the role: ``priority``, ``created``, ..."""
        return next((field for field in self.fields if field.role == role), None)

    def section_at(self, offset: int) -> Section | None:
        """The innermost section an offset stands in."""
        at = bisect_right(self.sections, offset, key=lambda section: section.start)
        return self.sections[at - 1] if at else None

    def prose(self, *roles: str) -> Iterator[Slot]:
        """Paragraphs, item texts and table cells of the sections with one of the roles and of their subsections.

        Without roles: of the whole document.
        """
        for section in self.sections:
            if roles and not any(section.within(role) for role in roles):
                continue
            yield from section.paragraphs
            for item in section.items:
                yield item.slot
                yield from item.more
            for table in section.tables:
                for row in table.rows:
                    yield from row


def disband(sections: list[Section], items: list[Item]) -> None:
    """Undo the circles of references between parts that nobody needs any more, so that their memory is free at once."""
    for section in sections:
        section.parent = None
        section.children, section.items, section.code, section.fields = [], [], [], []
        section.tables, section.paragraphs = [], []
    for item in items:
        item.parent = None
        item.children = []
