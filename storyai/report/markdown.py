"""A table for a comment on a change or a job's summary."""

from collections.abc import Iterable

from storyai.report import Counts, Options, Reviewed, Write
from storyai.report.text import summary
from storyai.text import Lines


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    out("## Story review\n")
    for reviewed in files:
        if not reviewed.findings:
            continue
        lines = Lines(reviewed.text)
        out(f"\n### `{reviewed.path.replace('`', chr(39))}`\n\n")
        out("| Line | Severity | Rule | Finding |\n| ---: | --- | --- | --- |\n")
        for finding in reviewed.findings:
            line, _ = lines.place(finding.start)
            words = f"{_cell(finding.message)}<br>{_cell(finding.help)}" if finding.help else _cell(finding.message)
            out(f"| {line} | {finding.severity} | {finding.code} `{finding.name}` | {words} |\n")
    if options.sums_up(counts):
        out(f"\n{summary(counts)}\n")


def _cell(text: str) -> str:
    """Words in a table: nothing in them makes a cell, a tag, a link, a mention or a reference."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;").replace("#", "&#35;")
    return "".join(f"\\{character}" if character in "\\|*_[]`" else character for character in text)
