"""How often each rule found something."""

from collections.abc import Iterable

from storyai.report import Counts, Options, Reviewed
from storyai.report.text import summary


def count(files: Iterable[Reviewed], options: Options) -> Counts:
    counts = Counts()
    for reviewed in files:
        counts.add(reviewed, options)
    return counts


def table(counts: Counts, options: Options) -> str:
    """The most frequent rule first, then the summary."""
    rows = sorted(counts.by_rule.items(), key=lambda row: (-row[1], row[0]))
    lines = [f"{number:>6}  {code}  {severity:<7}  {name}\n" for (code, name, severity), number in rows]
    return "".join(lines) + (summary(counts) + "\n" if options.sums_up(counts) else "")
