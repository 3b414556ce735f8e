"""Outline, folding and workspace symbols."""

from typing import Any

from storyai.document import Section
from storyai.lsp.files import OpenFile

_MODULE, _STRING, _EVENT, _PROPERTY = 2, 15, 24, 7


def document_symbols(file: OpenFile) -> list[dict[str, Any]]:
    """Sections as a tree, with criteria and risks as leaves."""
    roots = [section for section in file.document.sections if section.parent is None and section.level]
    return [_section(file, section) for section in roots]


def _section(file: OpenFile, section: Section) -> dict[str, Any]:
    leaves = [
        _leaf(file, (criterion.label.text + ": " if criterion.label else "") + criterion.slot.text, _STRING,
              criterion.start, criterion.end)
        for criterion in file.document.criteria if criterion.section is section
    ]  # fmt: skip
    leaves += [
        _leaf(file, risk.description.text, _EVENT, risk.slot.start, risk.slot.end)
        for risk in file.document.risks
        if risk.section is section
    ]
    end = max(section.full_end, section.heading.end)
    return {
        "name": section.title or "(untitled)",
        "detail": section.role or "",
        "kind": _MODULE,
        "range": file.positions.range(section.start, end),
        "selectionRange": file.positions.range(section.heading.start, section.heading.end),
        "children": leaves + [_section(file, child) for child in section.children],
    }


def _leaf(file: OpenFile, name: str, kind: int, start: int, end: int) -> dict[str, Any]:
    name = " ".join(name.split())
    place = file.positions.range(start, end)
    return {"name": name[:117] + "..." if len(name) > 120 else name or "(empty)", "kind": kind, "range": place,
            "selectionRange": place}  # fmt: skip


def folding_ranges(file: OpenFile) -> list[dict[str, Any]]:
    """One range for each section that has more than its heading's line."""
    ranges = []
    for section in file.document.sections:
        if not section.level:
            continue
        end = max(section.full_end, section.heading.end)
        while end > section.heading.end and file.text[end - 1] in " \t\r\n":
            end -= 1
        first, last = file.document.lines.place(section.heading.end)[0], file.document.lines.place(end)[0]
        if last > first:
            ranges.append({"startLine": first - 1, "endLine": last - 1, "kind": "region"})
    return ranges


def workspace_symbols(files: list[OpenFile], query: str) -> list[dict[str, Any]]:
    """Stories of the workspace by title, role or want."""
    found = []
    for file in files:
        for part in file.document.parts:
            statement = part.statement
            title = file.document.title
            words = [
                slot.text.strip()
                for slot in (title, statement and statement.want, statement and statement.role)
                if slot is not None and slot
            ]
            if not words or query.lower() not in " ".join(words).lower():
                continue
            start, end = (
                (statement.start, statement.end) if statement else (title.start, title.end) if title else (0, 0)
            )
            location = {"uri": file.uri, "range": file.positions.range(start, end)}
            found.append({"name": " ".join(words[0].split())[:120], "kind": _PROPERTY, "location": location})
    return found
