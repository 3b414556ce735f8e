"""Findings as the protocol's diagnostics."""

from typing import Any

from storyai.finding import Finding
from storyai.lsp.files import OpenFile

_SEVERITY = {"error": 1, "warning": 2, "info": 3}
# What these find can be deleted: editors fade it.
_UNNECESSARY = {"unused-suppression", "template-example-left"}
RULES_PAGE = "https://github.com/storyai/storyai/blob/main/docs/rules.md"


def diagnostic(file: OpenFile, finding: Finding) -> dict[str, Any]:
    """One finding. ``data`` carries offsets and version: some clients send back ranges in other units."""
    value: dict[str, Any] = {
        "range": file.positions.range(finding.start, finding.end),
        "severity": _SEVERITY[finding.severity],
        "code": finding.code,
        "source": "storyai",
        "message": f"{finding.message}\n{finding.help}" if finding.help else finding.message,
        "data": {"start": finding.start, "end": finding.end, "version": file.version, "name": finding.name,
                 "tags": list(finding.tags), "source": finding.source},
    }  # fmt: skip
    if finding.source == "rule":
        value["codeDescription"] = {"href": f"{RULES_PAGE}#{finding.name}-{finding.code.lower()}"}
    related = [
        {"location": {"uri": file.uri, "range": file.positions.range(other.start, other.end)}, "message": other.message}
        for other in finding.related
        if other.path in (None, file.name)
    ]
    if finding.name in _UNNECESSARY:
        value["tags"] = [1]
    if related:
        value["relatedInformation"] = related
    return value


def diagnostics(file: OpenFile) -> list[dict[str, Any]]:
    """All findings of a file, in order."""
    return [diagnostic(file, finding) for finding in file.findings]
