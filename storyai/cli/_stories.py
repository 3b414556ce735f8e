"""Which files the words of a command line stand for."""

# ruff: noqa: PTH100, PTH112, PTH113, PTH207
# pathlib costs 6 ms of every start.

import os
from collections.abc import Iterable, Iterator

from storyai.cli._io import STDIN, notice
from storyai.errors import UsageError

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__", "venv", "site-packages"))


def find_stories(path: str) -> Iterator[str]:
    """The files a word on the command line stands for: itself, the Markdown files below a folder, or a pattern's.

    Folders that are hidden or hold other people's files are passed over. Raises UsageError where there is nothing.
    """
    if path == STDIN or os.path.isfile(path):
        yield path
        return
    found: list[str] = []
    if os.path.isdir(path):
        found = sorted(_below(path))
        if not found:
            raise UsageError(f"{path}: no Markdown files in this folder")
    elif any(mark in path for mark in "*?[") and not os.path.lexists(path):
        from glob import glob

        for match in sorted(glob(path, recursive=True)):
            skipped = SKIPPED_FOLDERS.intersection(match.replace("\\", "/").split("/"))
            if any(folder not in path for folder in skipped):
                continue
            if os.path.isdir(match):
                found.extend(sorted(_below(match)) if not path.endswith("**") else [])
            else:
                found.append(match)
        if not found:
            raise UsageError(f"{path}: no file matches")
    else:
        yield path  # reading it tells what is wrong
    yield from found


def each_once(paths: Iterable[str]) -> list[str]:
    """The files in their order, each as it is spelt first: ``a.md`` and ``./a.md`` are no two stories."""
    found: dict[str, str] = {}
    for path in paths:
        found.setdefault(os.path.abspath(path), path)
    return list(found.values())


def _below(folder: str) -> Iterator[str]:
    folders = [folder]
    while folders:
        try:
            entries = os.scandir(folders.pop())
        except OSError as error:
            notice(f"{error.filename}: cannot be listed ({error.strerror})")
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") and entry.name not in SKIPPED_FOLDERS:
                        folders.append(entry.path)
                elif entry.name.lower().endswith(SUFFIXES) and entry.is_file():
                    yield entry.path.removeprefix("./")
