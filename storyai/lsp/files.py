"""Open files: text, version and, made on first use, what was found in them."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from storyai.document import Document
from storyai.document.pieces import Pieces
from storyai.finding import Finding, Fix
from storyai.linter import LintSettings, lint
from storyai.lsp.positions import Positions
from storyai.rules import Rule

if TYPE_CHECKING:
    from storyai.config import Settings

NOTES_SUFFIXES = (".txt", ".notes")


def path_of(uri: str) -> Path | None:
    """The file a ``file:`` URI names, else None (an unsaved buffer)."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if len(path) > 2 and path[0] == "/" and path[2] == ":":  # /c:/folder on Windows
        path = path[1:]
    return Path(path)


_last: "tuple[Settings, LintSettings] | None" = None  # the linter remembers what equal settings allow, by identity


class OpenFile:
    """One open file at one version. A new version is a new object, so that nothing stale can be mixed in.

    before: the version that this one takes the place of; what was read from it is used again, and it is released.
    """

    def __init__(
        self, uri: str, version: int, text: str, language: str, encoding: str, settings: "Settings",
        before: "OpenFile | None" = None,
    ) -> None:  # fmt: skip
        self.uri, self.version, self.text, self.language = uri, version, text, language
        self.path = path_of(uri)
        self.settings = settings
        self.encoding = encoding
        self.model_findings: list[Finding] = []
        self.number = 0  # which version of all files in this session: tells apart what a client numbers alike
        self.rewrites: dict[str, list[Fix]] = {}  # the model's, by the finding's fingerprint
        self.faults: list[str] = []  # rules that failed on this version; the others' findings stand
        self._document: Document | None = None
        self._findings: list[Finding] | None = None
        self._positions: Positions | None = None
        self._pieces: Pieces = before._pieces if before is not None else Pieces()
        if before is not None:
            before._document, before._pieces = None, Pieces()

    def release(self) -> None:
        """Give the memory back at once, at the end of this file's life.

        A document's parts refer to each other, so that without this only the collector would free them: 20 ms, at
        a moment of its own choice, for 200 kB.
        """
        self._pieces.release()
        self._document = None

    @property
    def document(self) -> Document:
        if self._document is None:
            self._document = self._pieces.parse(self.text)
        return self._document

    @property
    def positions(self) -> Positions:
        if self._positions is None:
            self._positions = Positions(self.text, self.document.lines, self.encoding)
        return self._positions

    @property
    def notes(self) -> bool:
        """Rough notes rather than a story: no findings, but a lens that drafts from them."""
        if self.path is not None and self.path.suffix.lower() in NOTES_SUFFIXES:
            return self.document.shape == "none"
        return self.language == "plaintext" and self.document.shape == "none"

    @property
    def findings(self) -> list[Finding]:
        """The rules' findings, then the model's that were asked for at this version; in order of place."""
        if self._findings is None:
            self._findings = (
                [] if self.notes else lint(self.document, self.lint_settings, path=self.name, crash=self._crash)
            )
        if self.model_findings:
            return sorted([*self._findings, *self.model_findings], key=lambda finding: (finding.start, finding.end))
        return self._findings

    @property
    def name(self) -> str | None:
        """The path as globs of the settings see it: relative to the folder of the settings file."""
        if self.path is None or self.settings.file is None:
            return None if self.path is None else str(self.path)
        return os.path.relpath(self.path, Path(self.settings.file).parent)

    @property
    def lint_settings(self) -> LintSettings:
        global _last
        if _last is None or _last[0] is not self.settings:
            _last = (self.settings, LintSettings(**self.settings.lint))
        return _last[1]

    def _crash(self, rule: Rule, path: str | None, error: Exception) -> None:
        self.faults.append(f"rule {rule.code} failed on {path or self.uri}: {type(error).__name__}: {error}")

    def finding_at(self, start: int, end: int) -> list[Finding]:
        """Findings that touch the range, given in offsets."""
        return [finding for finding in self.findings if finding.start <= end and start <= finding.end]
