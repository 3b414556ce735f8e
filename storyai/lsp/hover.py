"""Hover: the rule's page on a finding, the template's guidance on a heading, a criterion's tests on a criterion."""

from typing import Any

from storyai.document import Document
from storyai.lsp.files import OpenFile
from storyai.rules import find_rule
from storyai.rules.criterion_without_test import tests_of

__all__ = ["hover"]


def hover(file: OpenFile, offset: int) -> dict[str, Any] | None:
    """Markdown for the place, or None."""
    from storyai.template import guidance

    found = [finding for finding in file.findings if finding.start <= offset < max(finding.end, finding.start + 1)]
    if found:
        finding = min(found, key=lambda finding: finding.end - finding.start)
        rule = find_rule(finding.code)
        text = rule.markdown() if rule is not None else f"**{finding.name} ({finding.code})**\n\n{finding.message}"
        return _markdown(file, text, finding.start, finding.end)
    document = file.document
    for section in document.sections:
        if section.role and section.heading.start <= offset <= section.heading.end and section.level:
            words = guidance(section.role)
            if words:
                return _markdown(file, words, section.heading.start, section.heading.end)
    for field in document.fields:
        if field.role and field.start <= offset <= field.end and (words := guidance(field.role)):
            return _markdown(file, words, field.start, field.end)
    for criterion in document.criteria:
        if criterion.start <= offset <= criterion.end:
            tests = tests_of(document, criterion) if document.shape == "template" else []
            if tests:
                listed = "\n".join(f"- {test.slot.text.strip()}" for test in tests)
                return _markdown(file, f"**Tests of this criterion**\n\n{listed}", criterion.start, criterion.end)
            if _has_tests(document):
                return _markdown(file, "No test mentions this criterion yet.", criterion.start, criterion.end)
    return None


def _has_tests(document: Document) -> bool:
    return document.has("unit_tests", "integration_tests", "e2e_tests", "testing")


def _markdown(file: OpenFile, text: str, start: int, end: int) -> dict[str, Any]:
    return {"contents": {"kind": "markdown", "value": text}, "range": file.positions.range(start, end)}
