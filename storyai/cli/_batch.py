"""Reviewing many files: from the cache where possible, on all cores where there are many, in order."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from storyai.cli._io import STDIN, Source, complaint, decode, notice, read_bytes
from storyai.cli._looking import Result, across, examined, pool, work
from storyai.document import Document
from storyai.errors import UsageError
from storyai.linter import LintSettings, Outcome
from storyai.quick_dataclass import dataclass, field
from storyai.report import Reviewed
from storyai.rules._suppression import MARK

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

    from storyai.result_cache import ResultCache

CHUNK = 200
# Below this number of files a second process costs more than it saves.
PARALLEL = 64
# Up to this number of files the rules over several files are run; they keep something of every file in memory.
TOGETHER = 2000

Critic = Callable[[Reviewed], Reviewed]


@dataclass(slots=True)
class _File:
    path: str
    source: Source
    key: bytes


@dataclass(slots=True)
class Batch:
    """How files are reviewed. show: path as printed, by path as read. critic: adds what a model objects to.

    unreadable: how many files could not be read; they are named on stderr and passed over. tick: called for each file
    that is done.
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
    tick: Callable[[], None] | None = None
    _pool: "Pool | None" = None

    def review(self, paths: Sequence[str]) -> Iterator[Reviewed]:
        """The files in order. Files that cannot be read are named on stderr and left out."""
        wanted = self._across_wanted()
        together = wanted and 1 < len(paths) <= TOGETHER
        if wanted and len(paths) > TOGETHER:
            self.say(f"{len(paths)} files: rules over several files are run for up to {TOGETHER} only")
        size = TOGETHER if together else CHUNK
        parallel = len(paths) >= PARALLEL
        try:
            for at in range(0, len(paths), size):
                yield from self._chunk(paths[at : at + size], together, parallel)
        finally:
            if self.cache is not None:
                self.cache.close()
            if self._pool is not None:
                self._pool.terminate()
                self._pool = None

    def _across_wanted(self) -> bool:
        """Whether a rule over several files is on; by default some are, which is known without loading the rules."""
        if not (self.settings.select or self.settings.ignore):
            return True
        from storyai.rules import all_rules

        return any(rule.project is not None and self.settings.allows(rule) for rule in all_rules())

    def _chunk(self, paths: Sequence[str], together: bool, parallel: bool) -> Iterator[Reviewed]:
        files = list(self._read(paths))
        known = self.cache.get([file.key for file in files]) if self.cache is not None else {}
        shared = self._remembered_across(files) if together else {}
        missing = [file for file in files if file.key not in known]
        fresh = self._examine(missing, shared is None, parallel)
        if shared is None:
            results = list(self._ticking(fresh))
            looked = {file.path: result.digest for file, result in zip(missing, results, strict=True)}
            shared = self._across(files, looked)
            fresh = iter(results)
        else:
            fresh = self._ticking(fresh)
        for file in files:
            value = known.get(file.key)
            outcome = self._outcome(next(fresh), file) if value is None else self._remembered(value, file)
            yield self._reviewed(file, outcome, shared.get(file.path))

    def _ticking(self, results: Iterator[Result]) -> Iterator[Result]:
        for result in results:
            if self.tick is not None:
                self.tick()
            yield result

    def _read(self, paths: Sequence[str]) -> Iterator[_File]:
        for path in paths:
            try:
                data = read_bytes(path)
                source = decode(data, self.show.get(path, path), self.say)
            except UsageError as error:
                self.unreadable += 1
                complaint(str(error))
                continue
            yield _File(path, source, self._key(path, data))

    def _remembered(self, value: str, file: _File) -> Outcome:
        from storyai.outcomes import decode

        known = decode(value, file.source.text)
        if known is None:  # damaged
            return self._outcome(examined(file.source.text, self._rooted(file.path), self.settings, False), file)
        return Outcome(*known)

    def _outcome(self, result: Result, file: _File) -> Outcome:
        for crash in result.crashes:
            self.say(crash)
        if self.cache is None and not result.value:
            return Outcome(result.findings, result.suppressed)
        from storyai.outcomes import decode, encode

        text = file.source.text
        # A date in a suppression makes the outcome depend on the day; a rule that fails may be mended.
        if self.cache is not None and not result.crashes and not (MARK in text and "until" in text):
            value = result.value or encode(result.findings, result.suppressed)
            self.cache.put(file.key, value)
        if result.value:
            return Outcome(*(decode(result.value, text) or ([], [])))
        return Outcome(result.findings, result.suppressed)

    def _reviewed(self, file: _File, outcome: Outcome, across: Outcome | None) -> Reviewed:
        findings, suppressed = outcome.findings, outcome.suppressed
        if across is not None:
            findings = sorted((*findings, *across.findings), key=lambda one: (one.start, one.end, one.code))
            suppressed = [*suppressed, *across.suppressed]
        reviewed = Reviewed(self.show.get(file.path, file.path), file.source.text, findings, suppressed)
        return reviewed if self.critic is None else self.critic(reviewed)

    def _examine(self, files: list[_File], digests: bool, parallel: bool) -> Iterator[Result]:
        """What the files' outcomes are, in order; begins at once where other processes do it."""
        texts = [(file.source.text, self._rooted(file.path)) for file in files]
        if parallel and self.jobs > 1 and len(texts) >= PARALLEL // 2 and self._pool is None:
            self._pool = pool(self.jobs)
        if self._pool is None or len(texts) < PARALLEL // 2:
            return (examined(text, path, self.settings, digests) for text, path in texts)
        size = max(4, min(32, len(texts) // (4 * self.jobs)))
        parts = [(texts[at : at + size], self.settings, digests) for at in range(0, len(texts), size)]
        return (one for part in self._pool.imap(work, parts) for one in part)

    def _remembered_across(self, files: list[_File]) -> dict[str, Outcome] | None:
        """What the rules over several files found in exactly these; None where that is to be found out."""
        from storyai.outcomes import decode

        if self.cache is None or len(files) < 2:
            return None if len(files) > 1 else {}
        key = self._across_key(files)
        value = self.cache.get([key]).get(key)
        if value is None:
            return None
        from json import loads

        found: dict[str, Outcome] = {}
        texts = {file.path: file.source.text for file in files}
        try:
            for path, outcome in loads(value).items():
                known = decode(outcome, texts[path])
                if known is None:
                    return None
                found[path] = Outcome(*known)
        except (ValueError, AttributeError, LookupError, TypeError):
            return None
        return found

    def _across(self, files: list[_File], looked: dict[str, Document | None]) -> dict[str, Outcome]:
        crashes: list[str] = []
        found = across(
            [(file.path, file.source.text, looked.get(file.path)) for file in files],
            self.settings,
            self._rooted,
            crashes,
        )
        for crash in crashes:
            self.say(crash)
        dated = any(MARK in file.source.text and "until" in file.source.text for file in files)
        if self.cache is not None and not crashes and not dated:
            from json import dumps

            from storyai.outcomes import encode

            values = {path: encode(outcome.findings, outcome.suppressed) for path, outcome in found.items()}
            self.cache.put(self._across_key(files), dumps(values))
        return found

    def _across_key(self, files: list[_File]) -> bytes:
        from hashlib import sha256

        digest = sha256(b"across")
        for file in files:
            digest.update(file.path.encode("utf-8", "surrogateescape") + b"\0" + file.key)
        return digest.digest()

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
