"""Checkstyle's XML, which many build servers read."""

from collections.abc import Iterable

from storyai.report import Counts, Options, Reviewed, Write
from storyai.report._xml import attribute, sentence
from storyai.text import Lines


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    out('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n')
    for reviewed in files:
        if not reviewed.findings:
            continue
        lines = Lines(reviewed.text)
        out(f'  <file name="{attribute(reviewed.path)}">\n')
        for finding in reviewed.findings:
            line, column = lines.place(finding.start)
            place = f'line="{line}" column="{column}" severity="{finding.severity}"'
            source = f"storyai.{finding.code}.{attribute(finding.name)}"
            out(f'    <error {place} message="{attribute(sentence(finding))}" source="{source}"/>\n')
        out("  </file>\n")
    out("</checkstyle>\n")
