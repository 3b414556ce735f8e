"""What the commands that may ask a model have in common: settings, the engine, its progress, what it cost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from storyai.cli._io import notice
from storyai.config import Settings, load

if TYPE_CHECKING:
    from storyai.engine.choose import Chosen

Say = Callable[[str], None]


def settings(beside: str, **flags: Any) -> Settings:
    """The settings for a run on a file (``-``: the working folder); flags that are empty count as not given."""
    from pathlib import Path

    start = Path.cwd() if beside == "-" else Path(os.path.abspath(beside))  # noqa: PTH100
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


def report_usage(answerer: Chosen | None, run: Settings, say: Say = notice) -> None:
    """What a model's answers cost, in one line; nothing where nobody was asked."""
    from storyai.engine import Usage

    if answerer is not None and answerer.meter.usage != Usage():
        from storyai.engine.usage import usage_line

        say(usage_line(answerer.meter.usage, run.price))


class Progress:
    """Names the parts of a reply as they arrive: on a terminal in one line, elsewhere a line each."""

    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal
        self.seen: list[str] = []

    def __call__(self, text: str) -> None:
        """text: the reply (JSON) as far as it has arrived."""
        names = _top_keys(text)
        if len(names) < len(self.seen):
            self.seen = []
        for name in names[len(self.seen) :]:
            self.seen.append(name)
            words = name.replace("_", " ")
            sys.stderr.write(f"\r\x1b[Kwriting: {words}" if self.terminal else f"storyai: writing {words}\n")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line off a terminal."""
        if self.terminal and self.seen:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _top_keys(text: str) -> list[str]:
    """The keys of the outermost object of an unfinished JSON text."""
    names: list[str] = []
    depth, at, start = 0, 0, 0
    while at < len(text):
        char = text[at]
        if char == '"':
            start = at + 1
            at += 1
            while at < len(text) and text[at] != '"':
                at += 2 if text[at] == "\\" else 1
            if depth == 1 and text[at + 1 : at + 3].lstrip().startswith(":"):
                names.append(text[start:at])
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
        at += 1
    return names
