"""What the notes are made of, once read: units (a sentence, an item, a field, a code block) under headings."""

from storyai.quick_dataclass import dataclass, field


@dataclass(slots=True, eq=False)
class Heading:
    """A heading and what the lines below it are about; ``role`` is None for names we do not know."""

    text: str
    level: int
    line: int
    role: str | None
    parent: "Heading | None" = None

    def path(self) -> list["Heading"]:
        """This heading and those above it, innermost first."""
        found: list[Heading] = []
        heading: Heading | None = self
        while heading is not None:
            found.append(heading)
            heading = heading.parent
        return found

    def within(self, *roles: str) -> bool:
        return any(heading.role in roles for heading in self.path())


@dataclass(slots=True, eq=False)
class Unit:
    """One thing the notes say.

    text: without Markdown, markers, speaker and label. quote: a verbatim part of one of the ``lines`` (1-based).
    form: ``item``, ``prose``, ``field`` (``Deadline: Friday``), ``row`` (of a table) or ``code``.
    label: the words before a colon that introduce the text; for code the fence's words.
    intro: the line that leads into a list (``The export must contain:``).
    near: in a conversation, said around the main ask.
    topic: what an item is about, where it stands before a colon (``Audit: who did what``).
    told: the text as the notes have it, where it was spelled out.
    cut: the end of a sentence or line is not read, because it is too long.
    kind: what the unit is, decided in ``recognise``; why: the reason where it is left out.
    """

    text: str
    lines: list[int]
    quote: str
    form: str
    heading: Heading | None = None
    depth: int = 0
    ordered: bool = False
    speaker: str | None = None
    label: str = ""
    intro: "Unit | None" = None
    block: int = 0
    words: tuple[str, ...] = ()
    kind: str = ""
    why: str = ""
    told: str = ""
    topic: str = ""
    used: bool = False
    near: bool = False
    cut: bool = False

    @property
    def line(self) -> int:
        return self.lines[0]

    def under(self, *roles: str) -> bool:
        return self.heading is not None and self.heading.within(*roles)


@dataclass(slots=True)
class Notes:
    """The notes as read: their units in order, and the lines that hold no unit with the reason.

    own: criteria in the words of the notes. cut: the lines whose end is not read.
    """

    units: list[Unit] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    silent: dict[int, str] = field(default_factory=dict)
    title: Unit | None = None
    subject: Unit | None = None
    people: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    genre: str = "notes"
    language: str = "en"
    size: int = 0
