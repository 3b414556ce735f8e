"""``storyai clarify``: what to ask before a story is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from storyai.cli._io import one_of, sayer

if TYPE_CHECKING:
    import typer

choices = {"format": ("md", "json")}


def clarify(
    notes: Annotated[str, typer.Argument(metavar="NOTES", help="A file of notes, or - for stdin.")],
    *,
    format: Annotated[str, typer.Option("--format", help="md, to answer in, or json.")] = "md",
    engine: Annotated[str, typer.Option("--engine", help="auto, offline or openai.")] = "",
    model: Annotated[str, typer.Option("--model", help="The model of an OpenAI-compatible endpoint.")] = "",
    base_url: Annotated[str, typer.Option("--base-url", help="The endpoint, such as http://localhost:11434/v1.")] = "",
    cache: Annotated[str, typer.Option("--cache", help="read-write, read, refresh or off.")] = "",
    replay: Annotated[list[str] | None, typer.Option("--replay", help="Answer from the recordings here only.")] = None,
    record: Annotated[str, typer.Option("--record", help="Keep the model's answers in this folder.")] = "",
    budget: Annotated[str, typer.Option("--budget", help="The most tokens this may cost.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the prompt and its size; call nobody.")] = False,
    mask_secrets: Annotated[bool, typer.Option("--mask-secrets", help="Send asterisks in place of secrets.")] = False,
    allow_secrets: Annotated[
        bool, typer.Option("--allow-secrets", help="Send secrets to the model as they are.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False,
) -> int:
    """Ask the few questions that would change the story most.

    At most five, each with options. The page is to be answered in: write behind each Answer, and hand it to storyai draft --answers FILE.

    \b
    Examples:
      storyai clarify notes.txt > questions.md
      storyai draft notes.txt --answers questions.md
    """
    from storyai.cli import _engine
    from storyai.cli.draft import notes_in

    one_of("--format", format, choices["format"])
    say = sayer(quiet)
    text = notes_in(notes, say)
    settings = _engine.settings(
        notes, engine=engine, model=model, base_url=base_url, cache_mode=cache, replay=replay, record=record,
        budget=budget, dry_run=dry_run, mask_secrets=mask_secrets, allow_secrets=allow_secrets,
    )  # fmt: skip
    answerer = _engine.chosen(settings, say, quiet=quiet)
    from storyai.clarifier import as_markdown, clarify
    from storyai.errors import EngineError

    text = _engine.sendable(text, notes, answerer, settings, say)
    try:
        made = clarify(text, answerer)
    except EngineError as error:
        if error.exit_code == 0:  # a dry run, which has shown what would be sent
            return 0
        raise
    finally:
        if not quiet and not settings.dry_run:
            _engine.report_usage(answerer, settings, say)
    if format == "json":
        import json

        sys.stdout.write(json.dumps(made.to_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        page = as_markdown(made.questions, "the notes" if notes == "-" else notes)
        if sys.stdout.isatty():
            from storyai.hostile import visible

            page = visible(page)
        sys.stdout.write(page)
    return 0
