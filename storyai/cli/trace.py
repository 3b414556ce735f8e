"""``storyai trace``: a story against its notes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from storyai.cli._io import STDIN, check_target, one_of, read_source, write_atomically
from storyai.errors import UsageError

if TYPE_CHECKING:
    import typer

choices: dict[str, tuple[str, ...]] = {
    "format": ("text", "json", "html"),
    "fail_on": ("error", "warning", "info", "never"),
}


def trace(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A Markdown file, or - for stdin.")],
    *,
    notes: Annotated[str, typer.Option("--notes", help="The notes that the story was made of.  [required]")] = "",
    format: Annotated[str, typer.Option("--format", help="text, json, or html: the story beside its notes.")] = "text",
    output: Annotated[str, typer.Option("--output", "-o", help="Write here instead of to stdout.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing output file.")] = False,
    fail_on: Annotated[str, typer.Option("--fail-on", help="error, warning, info or never.")] = "warning",
) -> int:
    """Show which notes lines stand behind each statement of a story.

    A number, date, address, name or quoted text that the notes do not have is a finding, whoever wrote the story.

    \b
    Examples:
      storyai trace story.md --notes notes.txt
      storyai trace story.md --notes notes.txt --format html -o trace.html
    """
    from storyai.config.checks import FAIL_ON
    from storyai.report import trace as report
    from storyai.tracer import trace as make

    one_of("--format", format, choices["format"])
    one_of("--fail-on", fail_on, FAIL_ON)
    if not notes:
        raise UsageError("--notes FILE is missing: the notes that the story was made of")
    if story == notes == STDIN:
        raise UsageError("the story and its notes cannot both come from standard input")
    if output:
        check_target(output, (story, notes), force=force)
    told = read_source(notes).text
    traced = make(read_source(story).text, told)
    if format == "html":
        text = report.html(traced, story, told)
    else:
        text = report.json(traced, story) if format == "json" else report.text(traced, story)
    if output:
        write_atomically(output, text, force=force)
    else:
        sys.stdout.write(text)
    return int(report.failing(traced.findings(), fail_on))
