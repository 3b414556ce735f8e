"""Outcomes as text: what crosses between processes and into the result cache."""

from collections.abc import Iterable, Sequence
from json import dumps, loads
from typing import Any

from storyai.finding import SEVERITIES, Edit, Finding, Fix, Related

NOTHING = "[[], []]"
"""The outcome of a file without findings."""


def encode(findings: Iterable[Finding], suppressed: Iterable[tuple[Finding, str]]) -> str:
    """An outcome as JSON text."""
    return dumps(
        [[_row(finding) for finding in findings], [[*_row(finding), reason] for finding, reason in suppressed]],
        ensure_ascii=False,
    )


def decode(value: str, text: str) -> tuple[list[Finding], list[tuple[Finding, str]]] | None:
    """The findings and suppressed findings of an outcome; None for a value that is not whole."""
    if value == NOTHING:
        return [], []
    try:
        findings, suppressed = loads(value)
        return [_finding(row, text) for row in findings], [(_finding(row[:-1], text), row[-1]) for row in suppressed]
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _row(finding: Finding) -> list[Any]:
    fix = finding.fix
    return [
        finding.code, finding.name, finding.severity, finding.message, finding.start, finding.end, finding.help,
        finding.section, finding.source, finding.tags, finding.fingerprint,
        None if fix is None else [fix.title, fix.safe, [[edit.start, edit.end, edit.text] for edit in fix.edits]],
        [[other.start, other.end, other.message, other.path] for other in finding.related],
    ]  # fmt: skip


def _finding(row: Sequence[Any], text: str) -> Finding:
    code, name, severity, message, start, end, help, section, source, tags, fingerprint, fix, related = row
    if severity not in SEVERITIES or not 0 <= start <= end <= len(text):
        raise ValueError("not an outcome of this text")
    return Finding(
        code, name, severity, message, start, end, text[start:end], help, section, source, tuple(tags),
        None if fix is None else Fix(fix[0], tuple(Edit(*edit) for edit in fix[2]), fix[1]),
        tuple(Related(*other) for other in related), fingerprint,
    )  # fmt: skip
