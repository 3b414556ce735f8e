"""One file's outcome, in this process or another, and what several files have to do with each other."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from storyai.document import Document, parse
from storyai.finding import Finding
from storyai.linter import LintSettings, Outcome, examine, project_problems
from storyai.quick_dataclass import dataclass
from storyai.rules import Rule, all_rules

if TYPE_CHECKING:
    from multiprocessing.pool import Pool


@dataclass(slots=True)
class Result:
    """The outcome of one text: as lists, or as text where it comes from another process."""

    findings: list[Finding]
    suppressed: list[tuple[Finding, str]]
    crashes: list[str]
    value: str = ""
    digest: Document | None = None


def examined(text: str, path: str, settings: LintSettings, digest: bool) -> Result:
    """The outcome of one text, a line for each rule that failed on it, and what rules over several files look at."""
    crashes: list[str] = []
    document = parse(text)
    outcome = examine(document, settings, path=path, crash=lambda *what: crashes.append(_crash(*what)))
    return Result(
        outcome.findings, outcome.suppressed, crashes, digest=_digest(document) if digest else None
    )  # fmt: skip


def _crash(rule: Rule, path: str | None, error: Exception) -> str:
    words = f"{type(error).__name__}: {error}".strip(": ")
    return f"{path or 'several files'}: rule {rule.code} {rule.name} failed ({words}); the other rules went on"


def work(task: tuple[list[tuple[str, str]], LintSettings, bool]) -> list[Result]:
    from storyai.outcomes import encode

    texts, settings, digest = task
    results = [examined(text, path, settings, digest) for text, path in texts]
    for result in results:
        # Text is half as long to send as objects, and the cache wants text anyway.
        result.value = encode(result.findings, result.suppressed)
        result.findings, result.suppressed = [], []
    return results


def across(
    files: Sequence[tuple[str, str, Document | None]], settings: LintSettings, rooted: Callable[[str], str],
    crashes: list[str],
) -> dict[str, Outcome]:  # fmt: skip
    """What the rules over several files find, by path. files: path, text and digest (None: made here)."""

    def crash(*what: Any) -> None:
        crashes.append(_crash(*what))

    rules = [rule for rule in all_rules() if rule.project is not None and settings.allows(rule)]
    if not rules:
        return {}
    digests = [(path, looked or _digest(parse(text))) for path, text, looked in files]
    problems = project_problems(digests, settings, rules=rules, crash=crash)
    texts = {path: text for path, text, _ in files}
    return {
        path: examine(texts[path], settings, path=rooted(path), rules=rules, crash=crash, found_elsewhere=found)
        for path, found in problems.items()
    }


def pool(jobs: int) -> "Pool | None":
    """Processes that share what is loaded already; None where the system gives none."""
    import multiprocessing
    import signal

    all_rules()
    methods = multiprocessing.get_all_start_methods()
    try:
        # An interrupt is for the parent, which then ends the others.
        return multiprocessing.get_context("fork" if "fork" in methods else None).Pool(
            jobs, signal.signal, (signal.SIGINT, signal.SIG_IGN)
        )
    except OSError:
        return None


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _digest(document: Document) -> Document:
    from storyai.rules._digest import digest

    return digest(document)
