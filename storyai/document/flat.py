"""Stories whose line ends were lost on the way, as tickets often come out of a tracker's export.

``As a user, I want x.  Acceptance criteria:  * a  * b  h2. Notes ...`` in one paragraph. Looked for only where
nothing was found in the usual places.
"""

import re
from collections.abc import Iterator
from functools import cache

from storyai.document.parts import Criterion, Document, Section, Slot, Statement
from storyai.document.statement import find_statement

_PATTERNS = {
    "criteria": r"(?:^|\s)(?:h[1-6]\.\s*)?\W?acceptance criteria\W{0,3}?\s+(?=[*#-]\s)",
    "bullet": r"(?:^|(?<!\s)\s+)[*#-]{1,2}\s+",
    "heading": r"(?<!\s)\s+h[1-6]\.\s",
    "statement": r"(?:[.!?:]\s+|(?<!\s)\s{2,}|\bh[1-6]\.\s+\w+(?:\s\w+)?\s+)(?=as an? [^.]{2,80}?\bI\b)",
    "break": r"(?<!\s)\s{2,}(?=\S)|(?<!\s)\s+h[1-6]\.\s|\n",
}

# A run of blanks is looked at from its start only: from each of its blanks it would cost the square of its length.


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name], re.IGNORECASE)


def flat_criteria(document: Document) -> Iterator[Criterion]:
    """Bullets behind "Acceptance criteria" within a paragraph."""
    for section, paragraph in _paragraphs(document):
        match = _pattern("criteria").search(paragraph.plain)
        if match is None:
            continue
        rest = paragraph.part(match.end(), len(paragraph.plain))
        heading = _pattern("heading").search(rest.plain)
        rest = rest.part(0, heading.start() if heading else len(rest.plain))
        for slot in bullets(rest):
            yield Criterion(slot, None, "plain", section)


def bullets(slot: Slot) -> Iterator[Slot]:
    """The texts behind the bullets of a paragraph."""
    marks = list(_pattern("bullet").finditer(slot.plain))
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(slot.plain)], strict=True):
        part = slot.part(mark.end(), end).stripped()
        if part:
            yield part


def flat_statements(document: Document) -> Iterator[Statement]:
    """A sentence "As a ..., I ..." within a paragraph."""
    for section, paragraph in _paragraphs(document):
        match = _pattern("statement").search(paragraph.plain)
        if match is None:
            continue
        slot = paragraph.part(match.end(), len(paragraph.plain))
        end = _pattern("break").search(slot.plain)
        statement = find_statement(slot.part(0, end.start() if end else len(slot.plain)), True)
        if statement is not None and statement.want is not None:
            statement.section = section
            yield statement
            return


def _paragraphs(document: Document) -> Iterator[tuple[Section, Slot]]:
    for section in document.sections:
        for slot in (*section.paragraphs, *(item.slot for item in section.items)):
            yield section, slot
