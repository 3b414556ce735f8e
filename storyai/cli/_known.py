"""Findings against a baseline."""

import os
from collections.abc import Iterator, Sequence

from storyai.baseline import Baseline, Looked, read
from storyai.cli._io import read_text
from storyai.finding import SEVERITIES
from storyai.linter import LintSettings
from storyai.report import Reviewed


def against(
    files: Iterator[Reviewed], path: str, settings: LintSettings, paths: Sequence[str], *, since: bool
) -> Iterator[Reviewed]:
    """The files with their known findings set apart. Raises UsageError, ConfigError.

    since: the files hold only what is new, so that nothing can be told to be gone.
    """
    baseline = read(read_text(path), path)
    looked = (lambda path, code: False) if since else looked_for(baseline, settings, paths)
    for reviewed in files:
        reviewed.findings, reviewed.known, reviewed.stale = baseline.divide(reviewed.path, reviewed.findings, looked)
        reviewed.with_baseline = True
        yield reviewed


def looked_for(baseline: Baseline, settings: LintSettings, paths: Sequence[str]) -> Looked:
    """Which rules a review of these paths would tell about; the entries of others are not gone, only not looked for.

    A rule over several files is, where all files of the baseline are reviewed.
    """
    from storyai.rules import all_rules

    here = {baseline.name(path) for path in paths}
    whole = all(name in here for name in baseline.files if os.path.exists(os.path.join(baseline.folder, name)))  # noqa: PTH110, PTH118
    lowest = SEVERITIES.index(settings.severity)
    rules = {rule.code: rule for rule in all_rules()}
    silent = {
        rule.code
        for rule in rules.values()
        if SEVERITIES.index(settings.severity_of(rule)) < lowest or (rule.project is not None and not whole)
    }
    return lambda path, code: code not in silent and (code not in rules or settings.allows(rules[code], path))
