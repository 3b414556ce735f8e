"""Findings as output: one module for each format, all of them streams over the reviewed files."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

from storyai.finding import SEVERITIES, Finding
from storyai.quick_dataclass import dataclass, field
from storyai.text import Lines

FORMATS: tuple[str, ...] = (
    "text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown",
)  # fmt: skip

Write = Callable[[str], object]


@dataclass(slots=True)
class Reviewed:
    """One file and what was found. suppressed: hidden by a comment, with its reason. known: in the baseline.

    stale: fingerprints of the baseline that the file no longer has. usage: what a model's review of it cost.
    """

    path: str
    text: str
    findings: list[Finding]
    suppressed: list[tuple[Finding, str]] = field(default_factory=list)
    known: list[Finding] = field(default_factory=list)
    stale: list[dict[str, Any]] = field(default_factory=list)
    usage: dict[str, Any] | None = None
    with_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """fail_on: severity from which on a finding fails, ``never`` for none. quiet: no summary.

    width: characters of a source line that are shown. model_gate: a model's findings fail too. unread: whether files
    could not be read, asked at the end: "no findings in 0 files" would then sound like good news.
    """

    fail_on: str = "warning"
    colour: bool = False
    quiet: bool = False
    width: int = 100
    version: str = ""
    model_gate: bool = False
    unread: Callable[[], bool] = bool

    def sums_up(self, counts: "Counts") -> bool:
        return not self.quiet and (counts.files > 0 or not self.unread())

    def fails(self, finding: Finding) -> bool:
        if finding.source == "model" and not self.model_gate:
            return False
        return self.fail_on != "never" and SEVERITIES.index(finding.severity) >= SEVERITIES.index(self.fail_on)


@dataclass(slots=True)
class Counts:
    """What a run found, by severity, and how much of it can be fixed."""

    files: int = 0
    with_findings: int = 0
    error: int = 0
    warning: int = 0
    info: int = 0
    suppressed: int = 0
    known: int = 0
    stale: int = 0
    safe: int = 0
    unsafe: int = 0
    failing: int = 0
    by_rule: dict[tuple[str, str, str], int] = field(default_factory=dict)

    @property
    def findings(self) -> int:
        return self.error + self.warning + self.info

    def add(self, reviewed: Reviewed, options: Options) -> None:
        self.files += 1
        self.with_findings += bool(reviewed.findings)
        self.suppressed += len(reviewed.suppressed)
        self.known += len(reviewed.known)
        self.stale += len(reviewed.stale)
        for finding in reviewed.findings:
            if finding.severity == "error":
                self.error += 1
            elif finding.severity == "warning":
                self.warning += 1
            else:
                self.info += 1
            if finding.fix is not None and finding.fix.edits:
                if finding.fix.safe:
                    self.safe += 1
                else:
                    self.unsafe += 1
            self.failing += options.fails(finding)
            key = (finding.code, finding.name, finding.severity)
            self.by_rule[key] = self.by_rule.get(key, 0) + 1


def report(format: str, files: Iterable[Reviewed], write: Write, options: Options) -> Counts:
    """Write the files' findings in a format (one of FORMATS); what was found is returned."""
    counts = Counts()

    def counted() -> Iterator[Reviewed]:
        for reviewed in files:
            counts.add(reviewed, options)
            yield reviewed

    module = import_module(f"storyai.report.{format}")
    module.write(counted(), write, options, counts)
    return counts


def place(lines: Lines, finding: Finding) -> tuple[int, int, int, int]:
    """Line, column, end line and end column: 1-based, columns in code points, the end exclusive."""
    return (*lines.place(finding.start), *lines.place(finding.end))


def plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
