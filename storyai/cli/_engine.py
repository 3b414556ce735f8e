"""What the commands that may ask a model have in common: settings, the engine, its progress, what it cost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from storyai.cli._io import notice, quiet_filter
from storyai.config import Settings, load

if TYPE_CHECKING:
    from storyai.engine.choose import Chosen

Say = Callable[[str], None]


def settings(beside: str, **flags: Any) -> Settings:
    """The settings for a run on a file (``-``: the working folder); flags that are empty count as not given."""
    start = os.getcwd() if beside == "-" else os.path.abspath(beside)  # noqa: PTH100, PTH109
    return load(start, {name: value for name, value in flags.items() if value not in ("", None, False)})


def chosen(run: Settings, say: Say = notice, *, quiet: bool = False) -> Chosen | None:
    """The engine of a run, or None for the offline one, with its progress on stderr."""
    from storyai.engine.endpoint import configured

    # Choosing imports what asking needs, which an offline start does not have to pay for.
    asked = run.dry_run or run.replay or run.engine == "openai" or (run.engine == "auto" and configured(run))
    if not asked:
        say("engine: offline" if run.engine == "offline" else "engine: offline (no key or base URL is set)")
        return None
    from storyai.engine.choose import choose

    progress = None if quiet else Progress(sys.stderr.isatty())
    return choose(run, notice=say, progress=progress, show=sys.stdout.write)


def sendable(text: str, path: str, answerer: Chosen | None, run: Settings, say: Say = notice) -> str:
    """A file's text as the engine may see it. Raises UsageError with the place of a secret."""
    if answerer is None or not text:
        return text
    from storyai.secrets import guard

    return guard(text, path, masked=run.mask_secrets, allowed=run.allow_secrets, say=say)


def report_usage(answerer: Chosen | None, run: Settings, say: Say = notice) -> None:
    """What a model's answers cost, in one line; nothing where nobody was asked."""
    from storyai.engine import Usage

    if answerer is not None and answerer.meter.usage != Usage():
        from storyai.engine.usage import usage_line

        say(usage_line(answerer.meter.usage, run.price))


class Progress:
    """Names the parts of a reply as they arrive: on a terminal in one line that goes at the end, elsewhere a line each.

    Reads the unfinished JSON once, from where it stopped the last time.
    """

    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal
        self._begin()

    def _begin(self) -> None:
        self.at = self.depth = 0
        self.start = -1

    def __call__(self, text: str) -> None:
        """text: the reply as far as it has arrived."""
        if len(text) < self.at:
            self._begin()
        while self.at < len(text):
            char = text[self.at]
            if self.start >= 0:
                if char == "\\":
                    if self.at + 1 == len(text):
                        return
                    self.at += 1
                elif char == '"':
                    if text[self.at + 1 : self.at + 3].lstrip()[:1] in ("", ":"):
                        if self.at + 2 >= len(text):
                            return
                        self._name(text[self.start : self.at])
                    self.start = -1
            elif char == '"':
                self.start = self.at + 1
            elif char in "{[":
                self.depth += 1
            elif char in "}]":
                self.depth -= 1
                if self.depth == 0 and self.terminal:
                    self._write("\r\x1b[K")
            self.at += 1

    def _name(self, key: str) -> None:
        if self.depth == 1:
            words = key.replace("_", " ")
            self._write(f"\r\x1b[Kwriting {words}" if self.terminal else f"storyai: writing {words}\n")

    def _write(self, text: str) -> None:
        if quiet_filter():
            return
        sys.stderr.write(text)
        sys.stderr.flush()
