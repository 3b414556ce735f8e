"""Rules over documents: which run where, what they found, what a comment hides.

``lint`` is the whole of it for one file, ``lint_project`` for several; ``examine`` also tells what was hidden.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from storyai.document import Document, Section, parse
from storyai.finding import SEVERITIES, Finding, Severity
from storyai.linter.suppressions import apply
from storyai.quick_dataclass import dataclass, field
from storyai.rules import Rule, all_rules
from storyai.rules._fold import fold
from storyai.rules._rule import Problem
from storyai.rules._selection import matches, specificity

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

__all__ = ["LintSettings", "Outcome", "examine", "examine_project", "lint", "lint_project"]

Crash = Callable[[Rule, str | None, Exception], None]


@dataclass(frozen=True, slots=True)
class LintSettings:
    """What is looked for. A key is a code, the beginning of one, a name, a tag, or ``all``.

    select: only these rules, also those that are off by default. extend_select: these besides. ignore: not these.
    Where two keys disagree about a rule, the more specific one wins; on a tie it is ignored.
    severity: findings below it are dropped. severities: key -> severity in place of the rule's own.
    per_path: glob over paths -> keys ignored there.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity = "info"
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_path: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def allows(self, rule: Rule, path: str | None = None) -> bool:
        """Whether the rule is on for a file."""
        ignored = max((specificity(key, rule) for key in self.ignore), default=0)
        wanted = max((specificity(key, rule) for key in (*self.select, *self.extend_select)), default=0)
        if not wanted and (self.select or not rule.default):
            return False
        if ignored and ignored >= wanted:
            return False
        return not any(
            matches(key, rule) for glob, keys in self.per_path.items() if path_matches(path, glob) for key in keys
        )

    def severity_of(self, rule: Rule) -> Severity:
        """The rule's severity, or what the settings put in its place."""
        best, level = 0, rule.severity
        for key, severity in self.severities.items():
            if (found := specificity(key, rule)) > best:
                best, level = found, severity
        return level


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings of one file by place, and those that a comment hides, each with the comment's reason."""

    findings: list[Finding]
    suppressed: list[tuple[Finding, str]]


def path_matches(path: str | None, glob: str) -> bool:
    """Whether a path, or the end of it behind a slash, matches a glob (``*`` also crosses slashes)."""
    if path is None:
        return False
    from fnmatch import fnmatchcase

    path = path.replace("\\", "/")
    glob = glob.removeprefix("./")
    return fnmatchcase(path, glob) or fnmatchcase(path, f"*/{glob}")


def lint(
    source: str | Document,
    settings: LintSettings | None = None,
    *,
    path: str | None = None,
    rules: Sequence[Rule] | None = None,
    crash: Crash | None = None,
) -> list[Finding]:
    """The findings of one story, by place; what a comment suppresses is left out.

    rules: in place of all. crash: told about a rule that raises, which is then passed over; without it the
    exception goes on.
    """
    return examine(source, settings, path=path, rules=rules, crash=crash).findings


def lint_project(
    files: Sequence[tuple[str, Document]],
    settings: LintSettings | None = None,
    *,
    rules: Sequence[Rule] | None = None,
    crash: Crash | None = None,
) -> dict[str, list[Finding]]:
    """The findings of several stories by path, the rules over several files included."""
    outcomes = examine_project(files, settings, rules=rules, crash=crash)
    return {path: outcome.findings for path, outcome in outcomes.items()}


def examine(
    source: str | Document,
    settings: LintSettings | None = None,
    *,
    path: str | None = None,
    rules: Sequence[Rule] | None = None,
    crash: Crash | None = None,
    found_elsewhere: Iterable[tuple[Rule, Problem]] = (),
) -> Outcome:
    """As ``lint``, with what was hidden. found_elsewhere: problems of rules over several files in this one."""
    settings = settings or _DEFAULTS
    document = parse(source) if isinstance(source, str) else source
    chosen = [rule for rule in _allowed(settings, rules, path) if _looks_at(rule, document)]
    problems = _problems(document, chosen, path, crash)
    problems.extend(pair for pair in found_elsewhere if settings.allows(pair[0], path))
    # Of a rule over several files it is not known here whether it would have found something to hide.
    kept, hidden = apply(document, problems, [rule for rule in chosen if rule.check is not None])
    kept = fold(document, kept)
    hush = {id(problem): reason for _, problem, reason in hidden}
    findings: list[Finding] = []
    suppressed: list[tuple[Finding, str]] = []
    floor = SEVERITIES.index(settings.severity)
    levels = {rule.code: settings.severity_of(rule) for rule, _ in (*kept, *(pair[:2] for pair in hidden))}
    pairs = [*kept, *((rule, problem) for rule, problem, _ in hidden)]
    for finding, problem in _findings(document, pairs, levels):
        if SEVERITIES.index(finding.severity) < floor:
            continue
        if id(problem) in hush:
            suppressed.append((finding, hush[id(problem)]))
        else:
            findings.append(finding)
    return Outcome(findings, suppressed)


def _problems(
    document: Document, chosen: list[Rule], path: str | None, crash: Crash | None
) -> list[tuple[Rule, Problem]]:  # fmt: skip
    """What the rules object to, by rule."""
    problems: list[tuple[Rule, Problem]] = []
    remembered = False
    if document.pieces:
        from storyai.rules._local import local_problems

        try:
            problems = local_problems(document, [rule for rule in chosen if rule.local])
            remembered = True
        except Exception:  # a rule failed, so that what the others found is not remembered either
            problems = []
    for rule in chosen:
        if rule.check is None or rule.name == "unused-suppression" or (remembered and rule.local):
            continue
        try:
            for problem in rule.check(document):
                problems.append((rule, problem))
        except Exception as error:
            if crash is None:
                raise
            crash(rule, path, error)
    if remembered:
        order = {rule.code: place for place, rule in enumerate(chosen)}
        problems.sort(key=lambda pair: order[pair[0].code])
    return problems


def examine_project(
    files: Sequence[tuple[str, Document]],
    settings: LintSettings | None = None,
    *,
    rules: Sequence[Rule] | None = None,
    crash: Crash | None = None,
) -> dict[str, Outcome]:
    """As ``lint_project``, with what was hidden."""
    across = project_problems(files, settings, rules=rules, crash=crash)
    return {
        path: examine(
            document, settings, path=path, rules=rules, crash=crash, found_elsewhere=across.get(path, ())
        )
        for path, document in files
    }  # fmt: skip


def project_problems(
    files: Sequence[tuple[str, Document]],
    settings: LintSettings | None = None,
    *,
    rules: Sequence[Rule] | None = None,
    crash: Crash | None = None,
) -> dict[str, list[tuple[Rule, Problem]]]:
    """What the rules over several files object to, by path."""
    settings = settings or _DEFAULTS
    found: dict[str, list[tuple[Rule, Problem]]] = {}
    for rule in all_rules() if rules is None else rules:
        if rule.project is None or not settings.allows(rule):
            continue
        try:
            for each in rule.project(files):
                found.setdefault(each.path, []).append((rule, each.problem))
        except Exception as error:
            if crash is None:
                raise
            crash(rule, None, error)
    return found


_DEFAULTS = LintSettings()


_last: tuple[LintSettings, Sequence[Rule] | None, list[Rule]] | None = None


def _allowed(settings: LintSettings, rules: Sequence[Rule] | None, path: str | None) -> list[Rule]:
    """The rules that are on; remembered, because one run asks the same for every file."""
    global _last
    last = _last
    if last is not None and last[0] is settings and last[1] is rules and not settings.per_path:
        return last[2]
    allowed = [rule for rule in (all_rules() if rules is None else rules) if settings.allows(rule, path)]
    _last = (settings, rules, allowed)
    return allowed


def _looks_at(rule: Rule, document: Document) -> bool:
    return document.shape in rule.shapes if rule.shapes else document.shape != "none"


def _findings(
    document: Document, pairs: list[tuple[Rule, Problem]], levels: Mapping[str, Severity]
) -> list[tuple[Finding, Problem]]:
    """Findings by place, with section and fingerprint; exact repetitions of one rule are dropped."""
    if not pairs:
        return []
    pairs.sort(key=lambda pair: (pair[1].start, pair[1].end, pair[0].code))
    length = len(document.text)
    starts = [section.start for section in document.sections]
    seen: set[tuple[str, int, int, str]] = set()
    counts: dict[tuple[str, str, str], int] = {}
    found: list[tuple[Finding, Problem]] = []
    for rule, problem in pairs:
        start = min(max(problem.start, 0), length)
        end = min(max(problem.end, start), length)
        if (same := (rule.code, start, end, problem.message)) in seen:
            continue
        seen.add(same)
        section = document.sections[max(bisect_right(starts, start) - 1, 0)] if starts else None
        anchor = " ".join((problem.slot.text if problem.slot is not None else document.text[start:end]).split())
        key = (rule.code, _section_path(section), anchor.lower())
        ordinal = counts[key] = counts.get(key, -1) + 1
        finding = Finding(
            rule.code, rule.name, levels[rule.code], problem.message, start, end, document.text[start:end],
            problem.help or rule.help, _title(section), "rule", tuple(dict.fromkeys((*rule.tags, *problem.tags))),
            problem.fix, problem.related, fingerprint(*key, ordinal),
        )  # fmt: skip
        found.append((finding, problem))
    return found


def fingerprint(code: str, section: str, anchor: str, ordinal: int) -> str:
    """32 hexadecimal digits that stay when lines move or other slots change.

    section: roles or titles from the outermost section inwards. anchor: the slot's words, blanks collapsed.
    ordinal: 0-based, among findings that agree in the rest.
    """
    return _sha256()(f"{code}\0{section}\0{anchor}\0{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _sha256() -> Callable[[bytes], "Hash"]:
    """Python's own, where it can be had without loading OpenSSL, which takes 2 ms of a start."""
    for module in ("_sha2", "_sha256"):
        try:
            return import_module(module).sha256  # type: ignore[no-any-return]
        except (ImportError, AttributeError):
            continue
    from hashlib import sha256

    return sha256


def _section_path(section: Section | None) -> str:
    if section is None:
        return ""
    names = [above.role or above.title.lower() for above in section.ancestors() if above.level > 1]
    return "/".join([*reversed(names), section.role or section.title.lower()])


def _title(section: Section | None) -> str | None:
    while section is not None and not section.title:
        section = section.parent
    return section.title if section is not None else None
