"""Offsets to protocol positions and back, in the unit the client chose. Pure."""

from typing import Any

from storyai.text import Lines

Position = dict[str, int]
Range = dict[str, Position]


def _units(text: str, encoding: str) -> int:
    if text.isascii() or encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


class Positions:
    """Converts for one text. ``encoding`` is ``utf-8``, ``utf-16`` or ``utf-32``; offsets are code points."""

    __slots__ = ("encoding", "lines", "text")

    def __init__(self, text: str, lines: Lines, encoding: str) -> None:
        self.text, self.lines, self.encoding = text, lines, encoding

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line, column = self.lines.place(offset)
        start = self.lines.starts[line - 1]
        return {"line": line - 1, "character": _units(self.text[start : start + column - 1], self.encoding)}

    def range(self, start: int, end: int) -> Range:
        """The range of ``text[start:end]``."""
        return {"start": self.position(start), "end": self.position(end)}

    def offset(self, position: Any) -> int:
        """The offset of a position; places beyond a line's or the text's end are clamped to it."""
        line, units = int(position["line"]), int(position["character"])
        starts = self.lines.starts
        if line >= len(starts):
            return len(self.text)
        start = starts[line]
        stop = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        while stop > start and self.text[stop - 1] in "\r\n":
            stop -= 1
        words = self.text[start:stop]
        if words.isascii() or self.encoding == "utf-32":
            return start + min(units, len(words))
        for at, character in enumerate(words):
            if units <= 0:
                return start + at
            units -= _units(character, self.encoding)
        return stop
