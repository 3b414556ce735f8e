"""What several rules ask of one document, found once: its places, its words, the state of its sections."""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from storyai.document import Document, Item, Piece, Section, Slot
from storyai.hostile import words_of
from storyai.quick_dataclass import dataclass

_DIGIT = re.compile(r"\d")
_FILLER = (
    "(?:identified|known|needed|required|expected|anticipated|planned|applicable|yet|so far|for now|at this time|found)"
)


@dataclass(slots=True, eq=False)  # not frozen: that doubles the time to make one
class Place:
    """One slot of prose with its section and its text in lower case (for cheap word checks, not for offsets)."""

    slot: Slot
    section: Section
    lower: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The yes/no boxes of a section such as Data Migration: an item is None where its box is missing."""

    section: Section
    yes: Item | None
    no: Item | None
    description: Slot | None
    reason: Slot | None

    @property
    def ticked(self) -> str:
        """``yes``, ``no``, ``both`` or ``neither``."""
        yes = self.yes is not None and self.yes.checked is True
        no = self.no is not None and self.no.checked is True
        return "both" if yes and no else "yes" if yes else "no" if no else "neither"


class Facts:
    """The facts about one document, each computed on first use."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def lower(self) -> str:
        """The plain text in lower case."""
        return self.document.plain.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the text, code included, in lower case."""
        pieces = self.document.pieces
        return words_of("".join([piece.text for piece in pieces]) if pieces else self.document.text)

    @cached_property
    def places(self) -> list[Place]:
        """Every slot of prose outside logs and histories, in order."""
        if not self.document.pieces:
            return _places(self.document.sections)
        return [place for piece in self.document.pieces for place in places_in(piece)]

    def of(self, *roles: str) -> list[Place]:
        """The places in sections with one of the roles and their subsections."""
        wanted = frozenset(roles)
        return [place for place in self.places if not wanted.isdisjoint(self.roles(place.section))]

    @cached_property
    def sections(self) -> dict[str, list[Section]]:
        """Role -> its sections, in order."""
        found: dict[str, list[Section]] = {}
        for section in self.document.sections:
            if section.role is not None:
                found.setdefault(section.role, []).append(section)
        return found

    @cached_property
    def endpoints(self) -> list[Slot]:
        """The ``METHOD /path`` pieces of the API sections."""
        return list(_endpoints(self.document, self.sections.get("api", [])))

    @cached_property
    def choices(self) -> dict[str, Choice | None]:
        """The yes/no boxes looked up so far."""
        return {}

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What modules of rules keep about this document, each under its own name."""
        return {}

    def roles(self, section: Section) -> frozenset[str]:
        """The roles of a section and of those above it."""
        found = self._roles.get(id(section))
        if found is None:
            above = self.roles(section.parent) if section.parent is not None else frozenset()
            found = above | {section.role} if section.role else above
            self._roles[id(section)] = found
        return found

    @cached_property
    def _roles(self) -> dict[int, frozenset[str]]:
        return {}


@cache
def begin(words: str) -> frozenset[str]:
    """The first four letters of each of these words."""
    return frozenset(word[:4] for word in words.split())


def has_digit(text: str) -> bool:
    """The text has a digit."""
    return _DIGIT.search(text) is not None


_last: tuple[Document, Facts] | None = None


def facts(document: Document) -> Facts:
    """The facts about a document; remembered for the last one, which all rules look at in turn."""
    global _last
    last = _last
    if last is not None and last[0] is document:
        return last[1]
    made = Facts(document)
    _last = (document, made)
    return made


def places_in(piece: Piece) -> list[Place]:
    """The slots of prose of a piece outside logs and histories, remembered with it."""
    known: list[Place] | None = piece.memo.get("prose")
    if known is None:
        known = piece.memo["prose"] = _places(piece.sections)
    return known


def _places(sections: list[Section]) -> list[Place]:
    return [place for section in sections if not section.within("log") for place in places_of(section)]


def places_of(section: Section) -> Iterator[Place]:
    """The slots of prose of one section, without its subsections."""
    for paragraph in section.paragraphs:
        yield Place(paragraph, section, paragraph.plain.lower())
    for item in section.items:
        yield Place(item.slot, section, item.slot.plain.lower(), item)
        for more in item.more:
            yield Place(more, section, more.plain.lower(), item)
    for table in section.tables:
        for row in table.rows:
            for cell in row:
                yield Place(cell, section, cell.plain.lower())


def within(section: Section) -> Iterator[Section]:
    """A section and everything below it."""
    yield section
    for child in section.children:
        yield from within(child)


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A regular expression, compiled on first use: most documents never need most of them."""
    return re.compile(source, re.IGNORECASE)


def is_open(text: str) -> bool:
    """The text is a visible open question, or a spec-kit clarification marker."""
    words = text.lstrip(" *_-[").lower()
    return words.startswith(("open question", "needs clarification", "offene frage", "pregunta abierta"))


def is_placeholder(text: str) -> bool:
    """The whole text stands in square brackets, as the template's placeholders do."""
    words = text.strip(" *_.")
    return len(words) > 2 and words[0] == "[" and words[-1] == "]" and "](" not in words


def not_applicable(text: str) -> str | None:
    """None unless the text says that there is nothing here; then the reason it gives, ``""`` without one."""
    words = text.strip(" \t*_.-–—").lower()
    if words[:1] not in "nke" and "applicable" not in words and "n/a" not in words:
        return None
    match = pattern(
        rf"(?:n/?a|none|not applicable|nothing|nil|keine?|entfällt|nicht zutreffend|ningun[oa]|no aplica|no (?:impact|changes?))"
        rf"(?:\s+{_FILLER})?(?![\w/])"
    ).match(words)
    if match is None:
        behind = pattern(r".{2,80}?[-–—(]\s*(?:not applicable|n/a)(?![\w/])").match(words)
        if behind is None:
            return None
        match = behind
    rest = words[match.end() :].strip(" :.,;()-–—")
    return rest if len(rest) > 3 else ""


def state(section: Section) -> str:
    """``empty``, ``placeholder``, ``open``, ``none`` (nothing applies) or ``filled``: the best of its texts wins."""
    found = "empty"
    for part in within(section):
        if part.code and any(code.body.text.strip() for code in part.code):
            return "filled"
        for field in part.fields:
            if field.role is None and field.value:
                return "filled"
        for place in places_of(part):
            text = (
                place.item.body.plain
                if place.item and place.slot is place.item.slot and place.item.body
                else place.slot.plain
            )
            if not text.strip() or text.strip() == "---":
                continue
            if is_open(text):
                found = "open"
            elif is_placeholder(text):
                found = "placeholder" if found == "empty" else found
            elif not_applicable(text) is not None:
                found = "none" if found in ("empty", "placeholder") else found
            elif not _boilerplate(text):
                return "filled"
    return found


def _boilerplate(text: str) -> bool:
    """A line of the template itself that says nothing about this story."""
    words = text.strip(" *_").lower()
    return words.startswith(("why is this needed?", "define clear, testable conditions", "this story is complete when"))


def choice(document: Document, role: str) -> Choice | None:
    """The yes/no boxes of the first section with the role, or None where it has none."""
    found = facts(document)
    if role not in found.choices:
        found.choices[role] = _choice(found.sections.get(role, []))
    return found.choices[role]


def _choice(sections: list[Section]) -> Choice | None:
    for section in sections:
        yes = no = None
        for item in section.items:
            if item.checked is None:
                continue
            words = item.slot.plain.lstrip().lower()
            if yes is None and (words[:3] == "yes" or words[:2] in ("ja", "sí", "si")):
                yes = item
            elif no is None and ((words[:2] == "no" and not words[2:3].isalpha()) or words[:4] == "nein"):
                no = item
        if yes is not None or no is not None:
            return Choice(section, yes, no, _behind(yes), _behind(no))
    return None


def _behind(item: Item | None) -> Slot | None:
    """What stands behind the yes or no of an item: its description, without the dash."""
    if item is None:
        return None
    match = re.match(r"\W*\w+[\s*_]*[-–—:,;(.]*\s*", item.slot.plain)
    slot = item.slot.part(match.end(), len(item.slot.text)) if match else item.slot
    if slot and not is_placeholder(slot.plain):
        return slot
    inner = next((child.slot for child in item.children if child.slot), None)
    return inner or next((more for more in item.more if more), None)


def endpoints(document: Document) -> list[Slot]:
    """The ``METHOD /path`` pieces of the API sections, in order."""
    return facts(document).endpoints


def _endpoints(document: Document, sections: list[Section]) -> Iterator[Slot]:
    for section in sections:
        text = document.text[section.start : section.full_end]
        if "/" in text:
            for match in _verbs().finditer(text):
                yield document.slot(section.start + match.start(), section.start + match.end())


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+`?/[^\s`]*")
