"""The story's fields: title, type, priority, complexity, hours, dates, people."""

import re
from functools import cache
from typing import Any

from storyai import values as forms
from storyai.document import Document
from storyai.template.pieces import Piece, title_section

NAMES = ("issue_type", "priority", "complexity", "created", "created_by", "last_updated")
CHOICES = {"issue_type": forms.ISSUE_TYPES, "priority": forms.PRIORITIES, "complexity": forms.COMPLEXITIES}
LABELS = {"Issue Type": "issue_type", "Priority": "priority", "Complexity": "complexity"}


@cache
def _field() -> re.Pattern[str]:
    return re.compile(r"(?m)^\*\*(?P<name>Issue Type|Priority|Complexity|Estimated Hours):\*\*[ \t]*(?P<value>[^\n]*)$")


@cache
def _footer() -> re.Pattern[str]:
    return re.compile(
        r"(?m)^\*\*Created:\*\*[ \t]*([^\n]*)\n\*\*Created By:\*\*[ \t]*([^\n]*)\n\*\*Last Updated:\*\*[ \t]*([^\n]*)$"
    )


def set_field(values: dict[str, Any], extra: dict[str, list[str]], name: str, text: str) -> None:
    """Set a field from its text; what is none of the field's values is kept in ``extra``."""
    text = forms.line(text, name)
    if not text:
        return
    choice = choose(text, CHOICES[name]) if name in CHOICES else text
    if choice is None:
        extra[name] = [text]
    else:
        values[name] = choice


def choose(text: str, allowed: tuple[str, ...]) -> str | None:
    """The allowed value that a text names, whatever its case, brackets and emphasis."""
    words = text.strip("[]*_` ").lower()
    return next((name for name in allowed if name.lower() == words), None)


def read_title(document: Document) -> str | None:
    section = title_section(document)
    if section is None:
        return None
    text = forms.clean(document.text[section.start : section.heading.end])
    mark = re.match(r" {0,3}#[ \t]+", text)
    if mark is not None:
        return text[mark.end() :]
    return text.rpartition("\n")[0]  # underlined with ===


def read_header(document: Document, piece: Piece, values: dict[str, Any], extra: dict[str, list[str]]) -> None:
    """Title, front matter and the fields above the first section."""
    values["title"] = read_title(document)
    if document.front_matter is not None:
        text = forms.clean(document.front_matter.text).strip()
        extra["front_matter"] = [text.removeprefix("---").removesuffix("---").strip("\n")]
    for match in _field().finditer(document.text, piece.start, piece.inner):
        if match["name"] in LABELS:
            set_field(values, extra, LABELS[match["name"]], match["value"])
            piece.take(*match.span())
    for field in document.fields:
        name = field.role
        if name in NAMES and piece.start <= field.start < piece.inner and not values[name] and name not in extra:
            set_field(values, extra, name, field.value.text)
            piece.take(field.start, field.end)


def read_effort(document: Document, piece: Piece, effort: dict[str, Any], extra: dict[str, list[str]]) -> None:
    """Complexity and hours of the effort section."""
    for match in _field().finditer(document.text, piece.start, piece.inner):
        text = forms.line(match["value"])
        if match["name"] == "Complexity":
            effort["complexity"] = choose(text, forms.COMPLEXITIES)
            if effort["complexity"] is None and forms.line(text, "complexity"):
                extra["effort_complexity"] = [text]
        elif match["name"] == "Estimated Hours":
            effort["hours_text"] = text
        else:
            continue
        piece.take(*match.span())


def read_footer(document: Document, pieces: list[Piece], values: dict[str, Any], extra: dict[str, list[str]]) -> None:
    """The three lines at the end; the last ones, where the notes hold such lines too."""
    matches = list(_footer().finditer(document.text))
    if not matches:
        return
    match = matches[-1]
    next(piece for piece in pieces if match.start() < piece.end).take(*match.span())
    for name, text in zip(("created", "created_by", "last_updated"), match.groups(), strict=True):
        set_field(values, extra, name, text)


def read_elsewhere(document: Document, values: dict[str, Any], extra: dict[str, list[str]]) -> None:
    """In other layouts: fields in other places. They stay where they stand, too."""
    for name in NAMES:
        found = document.field(name)
        if found is not None and not values[name] and name not in extra:
            set_field(values, extra, name, found.value.text.strip("\"'"))
    if not values["title"]:
        named = next((field for field in document.fields if field.name.lower() == "title" and field.value), None)
        values["title"] = named.value.text.strip("\"'") if named else None
