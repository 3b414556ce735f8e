"""Workflow commands of GitHub Actions: annotations on the lines of a change."""

from collections.abc import Iterable

from storyai.report import Counts, Options, Reviewed, Write, place
from storyai.text import Lines

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    for reviewed in files:
        lines = Lines(reviewed.text)
        path = _property(reviewed.path.replace("\\", "/"))
        for finding in reviewed.findings:
            line, column, end_line, end_column = place(lines, finding)
            # Columns are shown only for a place within one line.
            columns = f",col={column},endColumn={end_column}" if line == end_line else ""
            title = _property(f"{finding.code} {finding.name}")
            words = finding.message + (f"\n{finding.help}" if finding.help else "")
            head = f"file={path},line={line},endLine={end_line}{columns},title={title}"
            out(f"::{LEVELS[finding.severity]} {head}::{_escaped(words)}\n")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
