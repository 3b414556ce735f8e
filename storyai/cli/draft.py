"""``storyai draft``: notes become a story."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from storyai.cli._io import (
    STDIN,
    check_target,
    decode,
    named,
    notice,
    one_of,
    read_bytes,
    read_source,
    sayer,
    write_atomically,
)
from storyai.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from storyai.config import Settings
    from storyai.drafter import Draft
    from storyai.engine import Engine

    Say = Callable[[str], None]
    Pair = tuple[str, str]

choices = {"format": ("md", "json")}
# One story comes from a page or an hour of talk; 1 MB is a book.
MOST = 1_000_000


def draft(
    notes: Annotated[str, typer.Argument(metavar="NOTES", help="A file of notes, or - for stdin.")],
    *,
    output: Annotated[str, typer.Option("--output", "-o", help="Write the story here instead of to stdout.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing output file.")] = False,
    format: Annotated[str, typer.Option("--format", help="md, or json with the evidence of every statement.")] = "md",
    engine: Annotated[str, typer.Option("--engine", help="auto, offline or openai.")] = "",
    model: Annotated[str, typer.Option("--model", help="The model of an OpenAI-compatible endpoint.")] = "",
    base_url: Annotated[str, typer.Option("--base-url", help="The endpoint, such as http://localhost:11434/v1.")] = "",
    author: Annotated[str, typer.Option("--author", help="Who the story is by.")] = "",
    date: Annotated[str, typer.Option("--date", help="The story's date, YYYY-MM-DD; today by default.")] = "",
    answers: Annotated[str, typer.Option("--answers", help="A file of answers to questions, read as more notes.")] = "",
    interactive: Annotated[bool, typer.Option("--interactive", "-i", help="Ask what is missing first.")] = False,
    cache: Annotated[str, typer.Option("--cache", help="read-write, read, refresh or off.")] = "",
    replay: Annotated[list[str] | None, typer.Option("--replay", help="Answer from the recordings here only.")] = None,
    record: Annotated[str, typer.Option("--record", help="Keep the model's answers in this folder.")] = "",
    rounds: Annotated[str, typer.Option("--rounds", help="How often faults go back to the model; default 1.")] = "",
    budget: Annotated[str, typer.Option("--budget", help="The most tokens this may cost.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the prompt and its size; call nobody.")] = False,
    mask_secrets: Annotated[bool, typer.Option("--mask-secrets", help="Send asterisks in place of secrets.")] = False,
    allow_secrets: Annotated[
        bool, typer.Option("--allow-secrets", help="Send secrets to the model as they are.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False,
) -> int:
    """Turn notes into a user story.

    Every statement of the story is in the notes, follows from them, or says that it is assumed; what the notes
    leave open stands there as a question.

    \b
    Examples:
      storyai draft notes.txt -o story.md
      pbpaste | storyai draft - --format json
      storyai draft notes.txt --base-url http://localhost:11434/v1 --model qwen3
    """
    from storyai.cli import _engine

    say = sayer(quiet)
    one_of("--format", format, choices["format"])
    if notes == answers == STDIN:
        raise UsageError("the notes and the answers cannot both come from standard input")
    told = read_notes(notes, say)
    said = read_source(answers, say).text if answers else ""
    settings = _engine.settings(
        notes, engine=engine, model=model, base_url=base_url, author=author, date=date, cache_mode=cache,
        replay=replay, record=record, rounds=rounds, budget=budget, dry_run=dry_run, mask_secrets=mask_secrets,
        allow_secrets=allow_secrets,
    )  # fmt: skip
    if output:
        check_target(output, (notes, answers), force=force)
    answerer = _engine.chosen(settings, say, quiet=quiet)
    told = _engine.sendable(told, notes, answerer, settings, say)
    said = _engine.sendable(said, answers, answerer, settings, say)
    pairs = answered(said, answers, say) if answers else []
    if answers and not pairs and not is_page(said):
        told = f"{told.rstrip()}\n\n{said.strip()}\n"
    try:
        if interactive:
            pairs += asked(told, answerer, {question for question, _ in pairs})
        made = _drafted(told, answerer, settings, say, pairs)
    finally:
        if not quiet:
            _engine.report_usage(answerer, settings)
    text = _text(made, format)
    if output:
        write_atomically(output, text, force=force)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
    say(summary(made))
    return 0


def _drafted(notes: str, answerer: Engine | None, settings: Settings, say: Say, pairs: list[Pair]) -> Draft:
    from storyai.drafter import draft as make

    return make(
        notes, answerer, author=settings.author, date=settings.date, rounds=settings.rounds, say=say, answers=pairs
    )


def _text(made: Draft, format: str) -> str:
    if format == "json":
        import json

        return json.dumps(made.to_json(), ensure_ascii=False, indent=2) + "\n"
    from storyai.template import render

    return render(made.values)


def read_notes(path: str, say: Say = notice) -> str:
    """The notes of a file or of stdin. Raises UsageError where they cannot be used."""
    text = notes_in(path, say)
    if "## " in text and is_story(text):
        name = named(path)
        raise UsageError(
            f"{name}: is a story already; storyai review finds what is wrong with it, storyai revise repairs it"
        )
    return text


def notes_in(path: str, say: Say = notice) -> str:
    """The text of a file or of stdin. Raises UsageError where it is empty or longer than notes are."""
    data = read_bytes(path)
    name = named(path)
    if len(data) > MOST:
        raise UsageError(f"{name}: {len(data) / 1e6:.1f} MB are too much for one story; keep what belongs to it (1 MB)")
    text = decode(data, path, say).text
    if not text.strip():
        raise UsageError(f"{name}: holds no notes; write down at least who wants what")
    return text


def is_story(text: str) -> bool:
    """Whether a text has the template's own shape."""
    from storyai.document import parse

    return parse(text).shape == "template"


def answered(text: str, path: str, say: Say) -> list[Pair]:
    """The answers of a file (a page of ``storyai clarify`` or its JSON) with their questions. Raises UsageError."""
    from storyai.answers import read_answers

    name = named(path)
    try:
        found = read_answers(text)
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from None
    if not found and is_page(text):
        raise UsageError(f'{name}: holds no answers; write them behind Answer: or as "answer"')
    pairs = [pair for pair in found if pair[1]]
    if found and not pairs:
        say(f"{name}: nothing is decided there; the questions stay open")
    return pairs


def is_page(text: str) -> bool:
    """Whether a text is a page or JSON of questions, and no further notes."""
    return text.lstrip().startswith(("{", "[")) or "Answer:" in text


def asked(notes: str, answerer: Engine | None, known: set[str]) -> list[Pair]:
    """Answers given in the terminal, one question at a time. known: questions that are answered already."""
    from storyai.clarifier import ask_in_turn, clarify

    try:
        terminal = open("/dev/tty", encoding="utf-8")  # noqa: SIM115, PTH123
    except OSError:
        raise UsageError("-i needs a terminal; without one, storyai clarify writes the questions to answer") from None
    with terminal:

        def read(prompt: str) -> str:
            sys.stderr.write(prompt)
            sys.stderr.flush()
            line = ""
            try:
                line = terminal.readline()
            finally:
                if not line:  # Ctrl-D and Ctrl-C leave the cursor behind the question
                    sys.stderr.write("\n")
            if not line:
                raise EOFError
            return line

        questions = [one for one in clarify(notes, answerer).questions if one.text not in known]
        return ask_in_turn(questions, read, _to_terminal)


def _to_terminal(message: str) -> None:
    from storyai.hostile import visible

    sys.stderr.write(visible(message) + "\n")


def summary(made: Draft) -> str:
    """What became of the notes, in one line."""
    from storyai.report import plural

    count = {fate: sum(line.fate == fate for line in made.notes) for fate in ("used", "question", "left_out")}
    assumed = sum(statement.basis == "assumed" for statement in made.statements)
    engine = "offline" if made.engine == "offline" else f"by {made.model or made.engine}"
    open_ones, assumptions = plural(len(made.questions), "open question"), plural(assumed, "assumption")
    listed = " (--format json lists them)"
    return (
        f"drafted {engine}: {count['used']} of {len(made.notes)} notes lines used, {count['question']} asked about, "
        f"{count['left_out']} left out{listed if count['left_out'] else ''}; {open_ones}, {assumptions}"
    )
