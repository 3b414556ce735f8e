"""Completion: missing headings, enum values, rule codes inside suppressions, roles and issues seen elsewhere."""

import re
from collections.abc import Callable
from typing import Any

from storyai.document import Document
from storyai.document.roles import SECTIONS
from storyai.lsp.files import OpenFile
from storyai.rules import all_rules

_ENUMS = {
    "issue_type": ("FEATURE", "BUG", "ENHANCEMENT", "SECURITY"),
    "priority": ("Critical", "High", "Medium", "Low"),
    "complexity": ("Small", "Medium", "Large", "XL"),
}
_SUBSECTIONS = {
    "dependencies", "risks", "performance", "security", "migration", "breaking_changes", "ui", "api", "database",
    "unit_tests", "integration_tests", "e2e_tests", "performance_tests",
}  # fmt: skip
_ISSUE = re.compile(r"#[0-9]+\b|\b[A-Z][A-Z0-9]+-[0-9]+\b")
_ENUM_MEMBER, _KEYWORD, _MODULE, _CONSTANT, _REFERENCE = 20, 14, 9, 21, 18


def completion(file: OpenFile, offset: int, others: Callable[[], list[Document]]) -> list[dict[str, Any]]:
    """Items for the place; ``others`` gives the workspace's documents."""
    start = file.text.rfind("\n", 0, offset) + 1
    line = file.text[start:offset]
    place = file.positions.range(start, offset)
    if match := re.search(r"<!--\s*storyai-disable[\w-]*\s+[^>]*$", line):
        behind = line[match.start() :]
        if " -- " in behind:
            return []
        typed = re.search(r"[A-Za-z0-9-]*$", line)
        at = start + (typed.start() if typed else len(line))
        return [
            _item(rule.code, _CONSTANT, file.positions.range(at, offset), rule.code, f"{rule.name}: {rule.summary}")
            for rule in all_rules()
        ]
    if match := re.match(r"\s*(?:\*\*)?([A-Za-z ]+):(?:\*\*)?\s*(\w*)$", line):
        role = match[1].strip().lower().replace(" ", "_")
        at = start + match.start(2)
        if role in _ENUMS:
            return [_item(value, _ENUM_MEMBER, file.positions.range(at, offset), value) for value in _ENUMS[role]]
    if re.match(r"#{1,3}\s*\w*$", line):
        return _headings(file, place)
    if match := re.search(r"\bAs an? \**([\w ]*)$", line, re.IGNORECASE):
        at = start + match.start(1)
        return [_item(role, _REFERENCE, file.positions.range(at, offset), role) for role in _roles(others())]
    if match := re.search(r"(?:Related to|Blocks|Blocked by)\s+(\S*)$", line, re.IGNORECASE):
        at = start + match.start(1)
        return [_item(issue, _REFERENCE, file.positions.range(at, offset), issue) for issue in _issues(others())]
    return []


def _headings(file: OpenFile, place: dict[str, Any]) -> list[dict[str, Any]]:
    present = {section.role for section in file.document.sections}
    items = []
    for role, title in SECTIONS.items():
        if role not in present:
            marks = "###" if role in _SUBSECTIONS else "##"
            items.append(_item(f"{marks} {title}", _MODULE, place, f"{marks} {title}\n"))
    return items


def _roles(documents: list[Document]) -> list[str]:
    roles = {
        " ".join(statement.role.plain.split())
        for document in documents
        for statement in document.statements
        if statement.role is not None
    }
    return sorted(role for role in roles if 0 < len(role) <= 60 and not role.startswith("["))


def _issues(documents: list[Document]) -> list[str]:
    return sorted(
        {
            match[0]
            for document in documents
            for slot in document.prose("related")
            for match in _ISSUE.finditer(slot.text)
        }
    )


def _item(label: str, kind: int, place: dict[str, Any], text: str, detail: str = "") -> dict[str, Any]:
    item: dict[str, Any] = {
        "label": label,
        "kind": kind,
        "textEdit": {"range": place, "newText": text},
        "filterText": text,
    }
    if detail:
        item["detail"] = detail
    return item
