"""The contract for machines, version 1; ``finding_json`` is also one line of ``jsonl``."""

from collections.abc import Iterable
from json import dumps
from typing import Any

from storyai.finding import Finding
from storyai.report import Counts, Options, Reviewed, Write, place
from storyai.text import Lines


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    out('{"version": 1, "files": [')
    first = True
    for reviewed in files:
        out("\n" if first else ",\n")
        first = False
        out(dumps(file_json(reviewed), ensure_ascii=False))
    summary = {"error": counts.error, "warning": counts.warning, "info": counts.info}
    out(f'{"" if first else chr(10)}], "summary": {dumps(summary)}}}\n')


def file_json(reviewed: Reviewed) -> dict[str, Any]:
    """One file: path, findings, and the usage of a model (None without one)."""
    lines = Lines(reviewed.text)
    return {
        "path": reviewed.path,
        "findings": [finding_json(finding, lines) for finding in reviewed.findings],
        "usage": reviewed.usage,
    }


def finding_json(finding: Finding, lines: Lines) -> dict[str, Any]:
    """One finding. Lines and columns are 1-based, columns in code points, ends exclusive; edits are offsets."""
    line, column, end_line, end_column = place(lines, finding)
    fix = finding.fix
    rewrites = finding.extra.get("suggestions")
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "source": finding.source,
        "tags": list(finding.tags),
        "message": finding.message,
        "help": finding.help,
        "section": finding.section,
        "quote": finding.quote,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "fix": None
        if fix is None
        else {
            "safe": fix.safe,
            "title": fix.title,
            "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits],
        },
        "fingerprint": finding.fingerprint,
        **({"suggestions": rewrites} if rewrites else {}),
    }
