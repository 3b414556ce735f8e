"""What a change would do to a file, as a patch that ``git apply`` and ``patch`` take."""

import sys
from difflib import unified_diff
from io import StringIO


def difference(before: str, after: str, name: str) -> str:
    """A unified diff; empty where nothing changed. On a terminal, nothing in the text can steer it."""
    # Lines end at line feeds alone, as patch sees them, and not at the other ends that str.splitlines knows.
    names = (name, name) if name.startswith("/") else (f"a/{name}", f"b/{name}")
    old, new = list(StringIO(before)), list(StringIO(after))
    lines = [
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(old, new, *names)
    ]
    if sys.stdout.isatty():
        from storyai.hostile import visible

        lines = [visible(line.rstrip("\r\n")) + "\n" for line in lines]
    return "".join(lines)
