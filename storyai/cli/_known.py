"""Findings against a baseline."""

from collections.abc import Iterator

from storyai.baseline import read
from storyai.cli._io import read_text
from storyai.report import Reviewed


def against(files: Iterator[Reviewed], path: str) -> Iterator[Reviewed]:
    """The files with their known findings set apart. Raises UsageError, ConfigError."""
    baseline = read(read_text(path), path)
    for reviewed in files:
        reviewed.findings, reviewed.known, reviewed.stale = baseline.divide(reviewed.path, reviewed.findings)
        reviewed.with_baseline = True
        yield reviewed
