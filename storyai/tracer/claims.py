"""What a story claims: the passages of a Document that say something about the change, one statement each.

Left out is what says nothing about this change (check lists, effort bands, logs) and what repeats it (the lists of
open questions and assumptions under notes).
"""

import re
from collections.abc import Iterator

from storyai.document import Document, Section, Slot
from storyai.engine.offline import sentences
from storyai.values import PLACEHOLDERS

# Sections that say nothing about this change: check lists, bands, logs, and the lists that repeat what stands above.
_SKIPPED = ("documentation", "definition_of_done", "effort", "questions", "assumptions", "log", "status")
FIXED = frozenset(
    (
        "Why is this needed? What problem does it solve?",
        "Define clear, testable conditions that must be met for this story to be considered complete.",
        "Yes", "No", "Open questions", "Assumptions", *(text for texts in PLACEHOLDERS.values() for text in texts),
    )
)  # fmt: skip
# A label that says something in numbers ("Up to 50 files at once"); "Scenario 2" and the like only count.
_NUMBERED = re.compile(r"(?i)(?!(?:ac|case|criterion|requirement|rule|scenario|step|test)\b)(?=.*\d)\S+(?: \S+){2,}")


def slots(document: Document) -> Iterator[tuple[Section, Slot]]:
    """The statements of a document with their sections: the story's parts, sentences, items, cells."""
    seen: set[int] = set()
    if document.title and document.sections:
        yield document.sections[0], document.title
    for statement in document.statements:
        for slot in (statement.role, statement.want, statement.benefit):
            if slot and statement.section:
                yield statement.section, slot
        seen.add(statement.start)
    risks = {risk.slot.start: risk for risk in document.risks}
    for section in document.sections:
        if section.role in _SKIPPED or any(section.within(role) for role in _SKIPPED):
            continue
        repeated = repeats(section)
        for paragraph in section.paragraphs:
            if paragraph.start not in seen and paragraph.text.strip("* ") not in FIXED:
                yield from ((section, slot) for slot in _sentences(paragraph))
        for item in section.items:
            risk = risks.get(item.slot.start) or risks.get(item.body.start)
            if item.slot.start in seen or any(start <= item.start < end for start, end in repeated):
                continue
            if risk:
                yield section, risk.description
                if risk.mitigation:
                    yield section, risk.mitigation
            else:
                if item.label and _NUMBERED.match(item.label.plain):
                    yield section, item.label
                yield from ((section, slot) for slot in (_answered(item.body), *item.more) if slot)
        for code in section.code:
            yield from ((section, slot) for slot in _code_lines(code.body))
        for table in section.tables:
            yield from ((section, cell) for row in table.rows for cell in row if cell)


def _answered(slot: Slot) -> Slot:
    """What stands behind ``Yes -`` or ``No -``."""
    for mark in ("Yes - ", "No - "):
        if slot.text.startswith(mark):
            return slot.part(len(mark), len(slot.text))
    return slot


def _sentences(paragraph: Slot) -> Iterator[Slot]:
    for start, end in sentences.split(paragraph.text):
        yield paragraph.part(start, end).stripped()


def _code_lines(body: Slot) -> Iterator[Slot]:
    at = 0
    for line in body.text.split("\n"):
        yield body.part(at, at + len(line)).stripped()
        at += len(line) + 1


def proposed(section: Section) -> bool:
    """Whether the section says that its code is an assumption."""
    return any("proposal (assumed)" in item.slot.text for item in section.items)


def listed_questions(document: Document) -> Iterator[str]:
    """The open questions that are listed together, under notes or in a section of their own."""
    for section in document.sections:
        spans = [span for span in repeats(section) if "Open questions" in document.text[span[0] : span[0] + 20]]
        for item in section.items:
            if section.role == "questions" or any(start <= item.start < end for start, end in spans):
                yield item.slot.text


def repeats(section: Section) -> list[tuple[int, int]]:
    """Where the notes section lists open questions and assumptions that stand elsewhere already."""
    if section.role != "notes":
        return []
    heads = section.paragraphs
    ends = [*(paragraph.start for paragraph in heads[1:]), section.end]
    return [
        (paragraph.start, end) for paragraph, end in zip(heads, ends, strict=False)
        if paragraph.text.strip("* :") in ("Open questions", "Assumptions")
    ]  # fmt: skip
