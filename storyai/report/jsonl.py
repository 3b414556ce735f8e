"""One finding a line, as in ``json``, with its path in front."""

from collections.abc import Iterable
from json import dumps

from storyai.report import Counts, Options, Reviewed, Write
from storyai.report.json import finding_json
from storyai.text import Lines


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    for reviewed in files:
        lines = Lines(reviewed.text)
        for finding in reviewed.findings:
            out(dumps({"path": reviewed.path, **finding_json(finding, lines)}, ensure_ascii=False) + "\n")
