"""Code lenses and inlay hints: what a reader wants to know without asking."""

from typing import Any

from storyai.lsp.files import OpenFile
from storyai.rules.criterion_without_test import tests_of

BANDS = {"small": "under 4 hours", "medium": "1-2 days", "large": "3-5 days", "xl": "1-2 weeks"}
"""The template's bands of effort."""


def code_lenses(file: OpenFile, model: bool) -> list[dict[str, Any]]:
    """Lenses above the first line and above the criteria."""
    top = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    arguments = [{"uri": file.uri}]

    def lens(place: dict[str, Any], title: str, command: str = "") -> dict[str, Any]:
        return {
            "range": place,
            "command": {"title": title, "command": command, "arguments": arguments if command else []},
        }

    if file.notes:
        return [
            lens(top, "Draft a story from these notes", "storyai.draft"),
            lens(top, "What is missing?", "storyai.clarify"),
        ]
    document = file.document
    lenses = []
    if document.shape != "none":
        if model:
            lenses.append(lens(top, "Review with model", "storyai.review"))
        lenses.append(lens(top, "Revise", "storyai.revise"))
    if document.shape == "template":
        untested = [criterion for criterion in document.criteria if not tests_of(document, criterion)]
        sections = document.of_role("acceptance_criteria")
        if untested and sections:
            count = len(untested)
            words = "1 criterion without a test" if count == 1 else f"{count} criteria without a test"
            lenses.append(lens(file.positions.range(sections[0].heading.start, sections[0].heading.end), words))
    return lenses


def inlay_hints(file: OpenFile, start: int, end: int) -> list[dict[str, Any]]:
    """The band behind each complexity in the range of offsets."""
    hints = []
    for field in file.document.fields:
        if field.role != "complexity" or not start <= field.value.end <= end:
            continue
        band = BANDS.get(field.value.plain.strip().lower())
        if band:
            hints.append({"position": file.positions.position(field.value.end), "label": band, "paddingLeft": True})
    return hints
