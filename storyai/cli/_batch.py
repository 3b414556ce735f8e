"""Reviewing many files: from the cache where possible, on all cores where there are many, in order."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from storyai.cli._io import STDIN, Source, decode, notice, read_bytes
from storyai.errors import UsageError
from storyai.linter import LintSettings, Outcome, examine
from storyai.report import Reviewed
from storyai.rules._suppression import MARK

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

    from storyai.result_cache import ResultCache

CHUNK = 200
# Below this number of files a second process costs more than it saves.
PARALLEL = 96

Critic = Callable[[Reviewed], Reviewed]


@dataclass(slots=True)
class Batch:
    """How files are reviewed. show: path as printed, by path as read. critic: adds what a model objects to.

    unreadable: how many files could not be read; they are named on stderr and passed over.
    """

    settings: LintSettings
    root: str = "."
    show: dict[str, str] = field(default_factory=dict)
    cache: "ResultCache | None" = None
    stamp: str = ""
    jobs: int = 1
    critic: Critic | None = None
    say: Callable[[str], None] = notice
    unreadable: int = 0

    def review(self, paths: Sequence[str]) -> Iterator[Reviewed]:
        """The files in order. Files that cannot be read are named on stderr and left out."""
        pool: Pool | None = None
        try:
            if self.jobs > 1 and len(paths) >= PARALLEL:
                pool = _pool(self.jobs)
            for at in range(0, len(paths), CHUNK):
                yield from self._chunk(paths[at : at + CHUNK], pool)
        finally:
            if self.cache is not None:
                self.cache.close()
            if pool is not None:
                pool.terminate()

    def _chunk(self, paths: Sequence[str], pool: "Pool | None") -> Iterator[Reviewed]:
        sources: list[tuple[str, Source, bytes]] = []
        for path in paths:
            try:
                data = read_bytes(path)
                sources.append((path, decode(data, self.show.get(path, path), self.say), self._key(path, data)))
            except UsageError as error:
                self.unreadable += 1
                self.say(str(error))
        if self.cache is None and pool is None:
            for path, source, _ in sources:
                yield self._fresh(path, source)
            return
        known = self.cache.get([key for _, _, key in sources]) if self.cache is not None else {}
        done = {path: value for path, source, key in sources if (value := known.get(key)) is not None}
        missing = [(self._rooted(path), source.text) for path, source, _ in sources if path not in done]
        if missing:
            fresh = self._examine(missing, pool)
            for (path, source, key), value in zip((s for s in sources if s[0] not in done), fresh, strict=True):
                done[path] = value
                # A date in a suppression makes the outcome depend on the day.
                if self.cache is not None and not (MARK in source.text and "until" in source.text):
                    self.cache.put(key, value)
        for path, source, _ in sources:
            yield self._reviewed(path, source, done[path])

    def _reviewed(self, path: str, source: Source, value: str) -> Reviewed:
        from storyai.outcomes import decode

        outcome = decode(value, source.text)
        if outcome is None:  # damaged
            return self._fresh(path, source)
        return self._criticised(Reviewed(self.show.get(path, path), source.text, *outcome))

    def _fresh(self, path: str, source: Source) -> Reviewed:
        outcome, crashes = _examined(source.text, self._rooted(path), self.settings)
        for crash in crashes:
            self.say(crash)
        return self._criticised(
            Reviewed(self.show.get(path, path), source.text, outcome.findings, outcome.suppressed)
        )  # fmt: skip

    def _criticised(self, reviewed: Reviewed) -> Reviewed:
        return reviewed if self.critic is None else self.critic(reviewed)

    def _examine(self, texts: list[tuple[str, str]], pool: "Pool | None") -> list[str]:
        if pool is None or len(texts) < 16:
            results = [_encoded(text, path, self.settings) for path, text in texts]
        else:
            size = max(4, len(texts) // 8)
            parts = [texts[at : at + size] for at in range(0, len(texts), size)]
            results = [one for part in pool.imap(_work, [(part, self.settings) for part in parts]) for one in part]
        for _, crashes in results:
            for crash in crashes:
                self.say(crash)
        return [value for value, _ in results]

    def _rooted(self, path: str) -> str:
        """A path as ``per_path`` sees it: relative to the settings file's folder."""
        path = self.show.get(path, path)
        if not self.settings.per_path or path == STDIN:
            return path
        return os.path.relpath(path, self.root)

    def _key(self, path: str, data: bytes) -> bytes:
        if self.cache is None:
            return b""
        from hashlib import sha256

        from storyai.linter import path_matches
        from storyai.result_cache import key

        settings = self.settings
        here = [keys for glob, keys in settings.per_path.items() if path_matches(self._rooted(path), glob)]
        lists = (settings.select, settings.extend_select, settings.ignore, settings.severity)
        context = repr((self.stamp, lists, sorted(settings.severities.items()), here))
        return key(sha256(context.encode("utf-8", "surrogatepass")).digest(), data)


def _examined(text: str, path: str, settings: LintSettings) -> tuple[Outcome, list[str]]:
    """The outcome of one text, and a line for each rule that failed on it."""
    crashes: list[str] = []

    def crash(rule: Any, path: str | None, error: Exception) -> None:
        words = f"{type(error).__name__}: {error}".strip(": ")
        crashes.append(f"{path}: rule {rule.code} {rule.name} failed ({words}); the other rules went on")

    return examine(text, settings, path=path, crash=crash), crashes


def _encoded(text: str, path: str, settings: LintSettings) -> tuple[str, list[str]]:
    from storyai.outcomes import encode

    outcome, crashes = _examined(text, path, settings)
    return encode(outcome.findings, outcome.suppressed), crashes


def _work(task: tuple[list[tuple[str, str]], LintSettings]) -> list[tuple[str, list[str]]]:
    texts, settings = task
    return [_encoded(text, path, settings) for path, text in texts]


def _pool(jobs: int) -> "Pool | None":
    """Processes that share what is loaded already; None where the system gives none."""
    import multiprocessing
    import signal

    from storyai.rules import all_rules

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
