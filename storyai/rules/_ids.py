"""Ids of stories and references between them."""

import re
from collections.abc import Iterator
from functools import cache

from storyai.document import Document, Slot
from storyai.quick_dataclass import dataclass

KINDS = (
    ("blocked_by", ("blocked by", "depends on", "requires")),
    ("blocks", ("blocks",)),
    ("related_to", ("related", "see")),
)


@cache
def _id(small: bool = False) -> re.Pattern[str]:
    """small: also ids in lower case, for places that hold nothing but ids; in prose they are words ("phase-2")."""
    first = "[A-Za-z]" if small else "[A-Z]"
    return re.compile(rf"#\d{{1,7}}\b|\b{first}[A-Za-z]{{1,9}}[-_]\d{{1,6}}(?:\.\d+)*\b")


@dataclass(frozen=True, slots=True)
class Reference:
    """One id named under Related Issues or Dependencies. kind: ``blocked_by``, ``blocks`` or ``related_to``."""

    id: str
    kind: str
    slot: Slot


def normal(text: str) -> str:
    """An id in the one spelling that ids are compared in."""
    return text.strip(" '\"#*`").upper().replace("_", "-").lstrip("#")


def own_id(document: Document) -> str | None:
    """The id the document gives itself: a field, the front matter, or the start of its title."""
    field = document.field("id")
    if field is not None and field.value:
        return normal(field.value.text)
    if document.title is not None:
        match = _id().match(document.title.text.strip())
        if match:
            return normal(match[0])
        match = re.search(r"[(\[](#\d{1,7})[)\]]\s*$", document.title.text)
        if match:
            return normal(match[1])
    return None


def references(document: Document) -> Iterator[Reference]:
    """The ids in the related issues and dependencies sections and fields, in order."""
    for section in document.of_role("related", "dependencies"):
        default = "blocked_by" if section.role == "dependencies" else "related_to"
        for item in section.items:
            yield from _in(document, item.slot, default)
        for paragraph in section.paragraphs:
            yield from _in(document, paragraph, default)
        for field in section.fields:
            if field.role != "dependencies":
                yield from _in(document, document.slot(field.start, field.end), default)
    for field in document.fields:
        if field.role == "dependencies":
            slot = field.value
            if (
                document.front_matter is not None
                and field.start < document.front_matter.end
                and not slot.text.strip(" []")
            ):
                slot = _list_below(document, field.end)
            yield from _in(document, slot, "blocked_by", small=True)


def _list_below(document: Document, start: int) -> Slot:
    """The ``- value`` lines behind a key of the front matter."""
    match = re.compile(r"(?:\r?\n[ \t]*-[ \t]+[^\r\n]*)*").match(document.text, start)
    return document.slot(start, match.end() if match else start)


def _in(document: Document, slot: Slot, default: str, small: bool = False) -> Iterator[Reference]:
    words = slot.plain.lower().lstrip(" *_-[]x")
    kind = next((kind for kind, starts in KINDS if words.startswith(starts)), default)
    for match in _id(small).finditer(slot.text):
        yield Reference(normal(match[0]), kind, document.slot(slot.start + match.start(), slot.start + match.end()))
