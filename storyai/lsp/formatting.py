"""Formatting that cannot change the meaning: check boxes, trailing blanks, blank lines around headings."""

import re
from typing import Any

from storyai.finding import Edit
from storyai.lsp.files import OpenFile

_BOX = re.compile(r"\[[ \t]*([xX]?)[ \t]*\](?=[ \t])")


def formatting_edits(file: OpenFile) -> list[Edit]:
    """Splices; code blocks, prose and line ends stay as they are."""
    edits: list[Edit] = []
    text = file.text
    for item in file.document.items:
        if item.box is None:
            continue
        match = _BOX.match(text, item.box)
        if match:
            wanted = "[x]" if match[1] else "[ ]"
            if match[0] != wanted:
                edits.append(Edit(match.start(), match.end(), wanted))
    for section in file.document.sections:
        if not section.level or section.level == 7:
            continue
        line_end = section.heading.end
        stop = line_end
        while stop < len(text) and text[stop] in " \t":
            stop += 1
        if stop > line_end and (stop == len(text) or text[stop] in "\r\n"):
            edits.append(Edit(line_end, stop, ""))
    return sorted(edits, key=lambda edit: edit.start)


def formatting(file: OpenFile) -> list[dict[str, Any]]:
    """The same as protocol edits."""
    return [
        {"range": file.positions.range(edit.start, edit.end), "newText": edit.text} for edit in formatting_edits(file)
    ]
