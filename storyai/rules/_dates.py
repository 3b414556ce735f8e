"""Dates in the fields of a story."""

import re
from datetime import date

from storyai.document import Document, Field
from storyai.rules._facts import has_digit

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
ROLES = ("created", "last_updated")


def date_fields(document: Document) -> list[Field]:
    """The fields that hold a date, those that are filled."""
    return [field for field in document.fields if field.role in ROLES and has_digit(field.value.plain)]


def parts(text: str) -> tuple[int, int, int] | None:
    """Year, month, day as written, whether or not there is such a day; None for other notations."""
    words = text.strip(" '\"*_")
    match = _ISO.match(words) or _SLASHED.match(words)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def day(text: str) -> date | None:
    """The day a text names in the order year, month, day, or None."""
    found = parts(text)
    try:
        return date(*found) if found else None
    except ValueError:
        return None
