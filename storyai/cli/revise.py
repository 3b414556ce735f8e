"""``storyai revise``: a story with its findings settled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from storyai.cli._io import Source, notice, read_source, write_atomically
from storyai.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from storyai.reviser import Revision

    Say = Callable[[str], None]

choices: dict[str, tuple[str, ...]] = {
    "engine": ("auto", "offline", "openai"),
    "cache": ("read-write", "read", "refresh", "off"),
}


def revise(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A Markdown file, or - for stdin.")],
    *,
    notes: Annotated[str, typer.Option("--notes", help="The notes that the story was made of.")] = "",
    write: Annotated[bool, typer.Option("--write", help="Replace the story's file.")] = False,
    output: Annotated[str, typer.Option("--output", "-o", help="Write the revised story here.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing output file.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the difference (the default for a file).")] = False,
    engine: Annotated[str, typer.Option("--engine", help="auto, offline or openai.")] = "",
    model: Annotated[str, typer.Option("--model", help="The model of an OpenAI-compatible endpoint.")] = "",
    base_url: Annotated[str, typer.Option("--base-url", help="The endpoint, such as http://localhost:11434/v1.")] = "",
    cache: Annotated[str, typer.Option("--cache", help="read-write, read, refresh or off.")] = "",
    replay: Annotated[list[str] | None, typer.Option("--replay", help="Answer from the recordings here only.")] = None,
    record: Annotated[str, typer.Option("--record", help="Keep the model's answers in this folder.")] = "",
    rounds: Annotated[str, typer.Option("--rounds", help="How often findings go to the model; default 1.")] = "",
    budget: Annotated[str, typer.Option("--budget", help="The most tokens this may cost.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the prompt and its size; call nobody.")] = False,
    mask_secrets: Annotated[bool, typer.Option("--mask-secrets", help="Send asterisks in place of secrets.")] = False,
    allow_secrets: Annotated[
        bool, typer.Option("--allow-secrets", help="Send secrets to the model as they are.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Nothing on stderr but errors.")] = False,
) -> int:
    """Settle what a review objects to, and ask for missing facts.

    Only what is objected to changes. Without a model: safe fixes, and open questions for what is left out; with
    one, what the story and its notes already say as well.

    \b
    Examples:
      storyai revise story.md --notes notes.txt
      storyai revise story.md --write
    """
    from storyai.cli import _engine, _lint_settings

    say: Say = _nothing if quiet else notice
    if write and (output or story == "-"):
        raise UsageError("--write replaces the story's own file; leave out " + ("-o" if output else "-"))
    if story == notes == "-":
        raise UsageError("the story and its notes cannot both come from standard input")
    source = read_source(story, say)
    if not source.text.strip():
        raise UsageError(f"{'standard input' if story == '-' else story}: is empty; there is no story to revise")
    told = read_source(notes, say).text if notes else None
    run = _engine.settings(
        story, engine=engine, model=model, base_url=base_url, cache_mode=cache, replay=replay, record=record,
        rounds=rounds, budget=budget, dry_run=dry_run, mask_secrets=mask_secrets,
        allow_secrets=allow_secrets,
    )  # fmt: skip
    rules = _lint_settings.settings("." if story == "-" else story, {}, False).lint
    answerer = _engine.chosen(run, say, quiet=quiet)
    if answerer is not None:
        # Each file by itself, so that the place named is the place in it; what else is sent is made of both.
        from storyai.secrets import guard

        for path, text in ((story, source.text), (notes, told or "")):
            guard(text, path, masked=run.mask_secrets, allowed=run.allow_secrets, say=say)

    def sendable(text: str) -> str:
        from storyai.secrets import guard

        return guard(text, "the story or its notes", masked=run.mask_secrets, allowed=run.allow_secrets)

    from storyai.reviser import revise as make

    try:
        made = make(source.text, told, answerer, settings=rules, rounds=run.rounds, say=say, sendable=sendable)
    finally:
        if not quiet:
            _engine.report_usage(answerer, run)
    _put(made, source, output, force, write, diff)
    for line in made.refused:
        say(f"not changed: {line}")
    say(summary(made))
    return 0


def _nothing(message: str) -> None:
    pass


def _put(made: Revision, source: Source, output: str, force: bool, write: bool, diff: bool) -> None:
    if write and made.text != made.before:
        write_atomically(source.path, source.encode(made.text), force=True)
    if output:
        write_atomically(output, source.encode(made.text), force=force)
    if diff or not (write or output or source.path == "-"):
        sys.stdout.write(difference(made.before, made.text, source.path))
    elif source.path == "-" and not output:
        sys.stdout.write(made.text)


def difference(before: str, after: str, path: str) -> str:
    """A unified diff; empty where nothing changed."""
    from difflib import unified_diff

    from storyai.hostile import visible

    lines = map(visible, unified_diff(before.splitlines(True), after.splitlines(True), path, path))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def summary(made: Revision) -> str:
    """What was changed and what is left, in one line."""
    changed = len(made.changes)
    left = {severity: sum(one.severity == severity for one in made.left) for severity in ("error", "warning")}
    return f"{changed} change{'' if changed == 1 else 's'}; left: {left['error']} errors, {left['warning']} warnings"
