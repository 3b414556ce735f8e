"""Places in a text: offsets, lines and columns. Knows nothing of Markdown or stories.

Offsets and columns count code points. A line ends at ``\\n``, ``\\r\\n`` or ``\\r``, as in editors and
CommonMark; not at the further characters that ``str.splitlines`` breaks at.
"""

import re
from bisect import bisect_right
from itertools import accumulate

LINE_END = re.compile(r"\r\n|\n|\r")


class Lines:
    """Index of a text's lines: offset to (line, column) and back, both 1-based."""

    __slots__ = ("_starts", "_text", "length")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self.length = len(text)

    @property
    def starts(self) -> list[int]:
        """The offset of every line; counted when first asked for, as most texts have no finding to place."""
        if not self._starts:
            text = self._text
            if text.count("\r") == text.count("\r\n"):  # as nearly all are: five times as fast
                self._starts = [0, *accumulate([len(line) + 1 for line in text.split("\n")])]
                self._starts.pop()
            else:
                self._starts = [0, *[match.end() for match in LINE_END.finditer(text)]]
        return self._starts

    def place(self, offset: int) -> tuple[int, int]:
        """1-based line and column (in code points) of an offset; offsets outside are clamped."""
        offset = min(max(offset, 0), self.length)
        starts = self.starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """Offset of a 1-based line and column, clamped to the text."""
        if line < 1:
            return 0
        if line > len(self.starts):
            return self.length
        return min(self.starts[line - 1] + max(column, 1) - 1, self.length)


def line_texts(text: str) -> list[str]:
    """The lines of a text without their ends; ``"a\\n"`` has two lines, the second empty."""
    return LINE_END.split(text)
