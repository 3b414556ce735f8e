"""``storyai revise``: a story with its findings settled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from storyai.cli._io import (
    STDIN,
    check_target,
    decode,
    named,
    read_bytes,
    read_source,
    replace_unchanged,
    sayer,
    write_atomically,
)
from storyai.errors import UsageError

if TYPE_CHECKING:
    import typer

    from storyai.reviser import Revision


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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False,
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

    say = sayer(quiet)
    if write and (output or story == STDIN):
        raise UsageError("--write replaces the story's own file; leave out " + ("-o" if output else "-"))
    if story == notes == STDIN:
        raise UsageError("the story and its notes cannot both come from standard input")
    data = read_bytes(story)
    source = decode(data, story, say)
    if not source.text.strip():
        raise UsageError(f"{named(story)}: is empty; there is no story to revise")
    if output:
        check_target(output, (notes,), force=force)
    told = read_source(notes, say).text if notes else None
    run = _engine.settings(
        story, engine=engine, model=model, base_url=base_url, cache_mode=cache, replay=replay, record=record,
        rounds=rounds, budget=budget, dry_run=dry_run, mask_secrets=mask_secrets,
        allow_secrets=allow_secrets,
    )  # fmt: skip
    rules = _lint_settings.settings("." if story == STDIN else story, {}, False).lint
    answerer = _engine.chosen(run, say, quiet=quiet)
    # Each file by itself, so that the place named is the place in it; what is sent is made of both.
    for path, text in ((story, source.text), (notes, told or "")):
        _engine.sendable(text, path, answerer, run, say)

    def sendable(text: str) -> str:
        from storyai.secrets import guard

        return guard(text, "the story or its notes", masked=run.mask_secrets, allowed=run.allow_secrets)

    from storyai.reviser import revise as make

    try:
        made = make(source.text, told, answerer, settings=rules, rounds=run.rounds, say=say, sendable=sendable)
    finally:
        if not quiet:
            _engine.report_usage(answerer, run)
    if made.text != made.before:
        source.check_changeable(data)
    after = source.encode(made.text)
    if write and made.text != made.before:
        replace_unchanged(story, data, after)
    if output:
        write_atomically(output, after, force=force)
    if diff or not (write or output or story == STDIN):
        from storyai.cli._difference import difference

        sys.stdout.write(difference(made.before, made.text, story))
    elif story == STDIN and not output:
        sys.stdout.flush()
        sys.stdout.buffer.write(after)
    for line in made.refused:
        say(f"not changed: {line}")
    say(summary(made))
    return 0


def summary(made: Revision) -> str:
    """What was changed and what is left, in one line."""
    from storyai.report import plural

    left = [plural(sum(one.severity == name for one in made.left), name) for name in ("error", "warning")]
    return f"{plural(len(made.changes), 'change')}; left: {', '.join(left)}"
