"""For people: place, message, the line with the place underlined, help; a summary at the end."""

from collections.abc import Iterable, Iterator

from storyai.finding import Finding
from storyai.report import Counts, Options, Reviewed, Write, plural
from storyai.text import Lines

TAB = 4
_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    for reviewed in files:
        if reviewed.findings:
            out("".join(_lines(reviewed, options)))
        for entry in reviewed.stale:
            out(f"{shown(reviewed.path)}: baseline: {entry['code']} is gone: {shown(str(entry['message']))}\n")
    if options.sums_up(counts):
        out(summary(counts) + "\n")


def _lines(reviewed: Reviewed, options: Options) -> Iterator[str]:
    lines = Lines(reviewed.text)
    path = shown(reviewed.path)
    for finding in reviewed.findings:
        line, column = lines.place(finding.start)
        severity: str = finding.severity
        head = f"{path}:{line}:{column}"
        code = f"{finding.code} {finding.name}"
        if options.colour:
            head = f"\x1b[1m{head}\x1b[0m"
            severity = f"\x1b[{_COLOURS[severity]}m{severity}\x1b[0m"
            code = f"\x1b[1m{finding.code}\x1b[0m {finding.name}"
        fix = "" if finding.fix is None or not finding.fix.edits else " [fix]" if finding.fix.safe else " [unsafe fix]"
        yield f"{head}: {severity} {code}: {shown(' '.join(finding.message.split()))}{fix}\n"
        yield from _excerpt(reviewed.text, lines, finding, options)
        if finding.help:
            yield f"    help: {shown(' '.join(finding.help.split()))}\n"


def _excerpt(text: str, lines: Lines, finding: Finding, options: Options) -> Iterator[str]:
    """The line of the place and a line of marks below it, cut to a window where it is long."""
    number, column = lines.place(finding.start)
    begin = lines.offset(number)
    end = lines.offset(number + 1)
    while end > begin and text[end - 1] in "\r\n":
        end -= 1
    if begin == end:
        return
    at = begin + column - 1
    until = min(max(finding.end, at + 1), max(end, at + 1))
    left, right = begin, end
    if end - begin > options.width:
        left = max(begin, min(at - options.width // 3, end - options.width))
        right = min(end, left + options.width)
    line = text[left:right]
    before = "…" if left > begin else ""
    behind = "…" if right < end else ""
    indent = width(text[left:at]) + len(before)
    marks = max(width(text[at : min(until, right)]), 1)
    underline = "^" * marks
    if options.colour:
        underline = f"\x1b[{_COLOURS[finding.severity]}m{underline}\x1b[0m"
    yield f"    {before}{shown(_tabs(line))}{behind}\n"
    yield f"    {' ' * indent}{underline}\n"


def _tabs(line: str) -> str:
    return line.replace("\t", " " * TAB)


def width(text: str) -> int:
    """Columns a text takes in a terminal: none for combining characters, two for wide ones."""
    if text.isascii():
        return len(text) + (TAB - 1) * text.count("\t")
    from unicodedata import category, east_asian_width

    columns = 0
    for character in text:
        if character == "\t":
            columns += TAB
        elif character < "\x7f":
            columns += 1
        elif category(character) in ("Mn", "Me", "Cf"):
            # What directs or joins is shown as nothing, except where ``shown`` makes it visible.
            columns += 1 if character in _DIRECTING else 0
        else:
            columns += 2 if east_asian_width(character) in ("W", "F") else 1
    return columns


# Characters that reorder text (a place could be made to look like another) are shown as a replacement character.
_DIRECTING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_VISIBLE = {code: 0x2400 + code for code in range(32)} | {127: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_VISIBLE |= {ord(character): 0xFFFD for character in _DIRECTING}


def shown(text: str) -> str:
    """A text for the terminal: control characters are made visible, so that nothing in a file can steer it."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_VISIBLE)


def summary(counts: Counts) -> str:
    files = plural(counts.files, "file")
    if not counts.findings:
        head = f"No findings in {files}"
    else:
        parts = [plural(counts.error, "error")] if counts.error else []
        parts += [plural(counts.warning, "warning")] if counts.warning else []
        parts += [f"{counts.info} info"] if counts.info else []
        where = files if counts.with_findings == counts.files else f"{counts.with_findings} of {files}"
        head = f"{plural(counts.findings, 'finding')} ({', '.join(parts)}) in {where}"
    more = []
    if counts.safe:
        more.append(f"{counts.safe} fixable with --fix")
    if counts.unsafe:
        more.append(f"{counts.unsafe}{' more' if counts.safe else ' fixable'} with --fix --unsafe-fixes")
    if counts.suppressed:
        more.append(f"{counts.suppressed} suppressed by comments")
    if counts.known:
        more.append(f"{counts.known} in the baseline")
    if counts.stale:
        more.append(f"{counts.stale} of the baseline gone (storyai baseline --prune)")
    return "; ".join((head, *more)) + "."
