"""The stories of the workspace that are not open, for completion and symbols."""

import os
from collections.abc import Iterable
from pathlib import Path

from storyai.config import Settings
from storyai.lsp.files import OpenFile

LIMIT = 200
"""How many files of one folder are read."""
ENTRIES = 5_000
"""How many folder entries are looked at before the search ends: a folder may be somebody's home."""
LARGEST = 1_000_000
"""Files of more bytes are not stories."""
_SKIPPED = {"node_modules", "__pycache__", "dist", "build", "target", "venv"}


class Stories:
    """Reads each file once for each time it changes."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[tuple[int, int], OpenFile]] = {}

    def of(self, folders: Iterable[Path], encoding: str) -> list[OpenFile]:
        """The Markdown files below the folders, by path."""
        read: dict[str, tuple[tuple[int, int], OpenFile]] = {}
        for folder in folders:
            for path in _markdown(folder):
                uri = path.as_uri()
                try:
                    state = path.stat()
                    key = (state.st_mtime_ns, state.st_size)
                    before = self._read.get(uri)
                    if before is not None and before[0] == key:
                        read[uri] = before
                    elif state.st_size <= LARGEST:
                        text = path.read_text("utf-8")
                        read[uri] = (key, OpenFile(uri, 0, text, "markdown", encoding, Settings()))
                except (OSError, ValueError):
                    continue
        self._read = read
        return [file for _, file in read.values()]


def _markdown(folder: Path) -> list[Path]:
    found: list[Path] = []
    seen = 0
    for here, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith(".") and name not in _SKIPPED)
        seen += len(below) + len(names)
        found += [Path(here, name) for name in sorted(names) if name.lower().endswith((".md", ".markdown"))]
        if len(found) >= LIMIT or seen > ENTRIES:
            break
    return found[:LIMIT]
