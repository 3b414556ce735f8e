"""A baseline: the findings a project had when it began, so that only new ones count.

A JSON file: ``{"version": 1, "files": {path: [{"code", "name", "message", "fingerprint"}]}}``, paths relative to the
file's folder. Fingerprints stay when lines move; the file only ever shrinks, unless it is made anew.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from json import dumps, loads
from typing import Any

from storyai.errors import ConfigError
from storyai.finding import Finding

VERSION = 1
_KEYS = ("code", "message", "fingerprint")
Entry = dict[str, Any]
Looked = Callable[[str, str], bool]


@dataclass(slots=True)
class Baseline:
    """Entries by path relative to ``folder``."""

    folder: str
    files: dict[str, list[Entry]] = field(default_factory=dict)

    def name(self, path: str) -> str:
        """A path as the baseline writes it: relative to its folder, with slashes."""
        if path == "-":
            return path
        return os.path.relpath(path, self.folder).replace(os.sep, "/")

    def divide(
        self, path: str, findings: Sequence[Finding], looked: Looked = lambda path, code: True
    ) -> tuple[list[Finding], list[Finding], list[Entry]]:
        """New findings, known findings, and entries that the file has no finding for any more.

        looked: whether in a file, by its path, a rule, by its code, was looked for; of others nothing is known.
        """
        entries = self.files.get(self.name(path), [])
        if not entries:
            return list(findings), [], []
        known = {entry["fingerprint"] for entry in entries}
        here = {finding.fingerprint for finding in findings}
        return (
            [finding for finding in findings if finding.fingerprint not in known],
            [finding for finding in findings if finding.fingerprint in known],
            [entry for entry in entries if entry["fingerprint"] not in here and looked(path, entry["code"])],
        )

    def set(self, path: str, findings: Iterable[Finding]) -> None:
        entries = [entry_of(finding) for finding in findings]
        if entries:
            self.files[self.name(path)] = entries

    def prune(self, path: str, findings: Sequence[Finding], looked: Looked = lambda path, code: True) -> int:
        """Drop what the file has no finding for any more (see ``divide``); how many entries that was."""
        name = self.name(path)
        _, _, gone = self.divide(path, findings, looked)
        kept = [entry for entry in self.files.get(name, []) if entry not in gone]
        if kept:
            self.files[name] = kept
        else:
            self.files.pop(name, None)
        return len(gone)

    def text(self) -> str:
        """The file's content: sorted, one entry a line, so that changes are easy to read and to merge."""
        lines = [f'{{"version": {VERSION}, "files": {{']
        names = sorted(self.files)
        for name in names:
            entries = sorted(self.files[name], key=lambda entry: tuple(entry[key] for key in _KEYS))
            lines.append(f"{dumps(name, ensure_ascii=False)}: [")
            lines.extend(
                f"  {dumps(entry, ensure_ascii=False)}{',' if at < len(entries) - 1 else ''}"
                for at, entry in enumerate(entries)
            )
            lines.append("]" if name == names[-1] else "],")
        return "\n".join([*lines, "}}", ""])


def entry_of(finding: Finding) -> Entry:
    return {
        "code": finding.code, "name": finding.name, "message": finding.message, "fingerprint": finding.fingerprint,
    }  # fmt: skip


def read(text: str, path: str) -> Baseline:
    """The baseline in a file's text. Raises ConfigError."""
    try:
        data = loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: is no baseline ({error}); `storyai baseline --force` makes it anew") from None
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("files"), dict):
        raise ConfigError(f"{path}: is no baseline of version {VERSION}; `storyai baseline --force` makes it anew")
    for name, entries in data["files"].items():
        whole = isinstance(entries, list) and all(
            isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in _KEYS) for entry in entries
        )
        if not whole:
            raise ConfigError(f"{path}: files.{name}: must be a list of entries with code, message and fingerprint")
    return Baseline(os.path.dirname(path) or ".", data["files"])  # noqa: PTH120
