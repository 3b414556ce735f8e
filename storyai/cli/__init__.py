"""The command line: parse, one call, print, exit code.

Each command lives in a module here and is imported only when it is asked for, because importing them all would
cost every start. A command is a plain function with typer's annotations that returns its exit code (None means 0).

Importing typer takes longer than reviewing a story. A module that opens with ``from __future__ import annotations``
and imports typer only for type checking is therefore called without it, as long as every word of the command line
is plain (see ``_plain``); help, errors and completion always go through typer.
"""

import gc
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from storyai.errors import StoryaiError

# Command name -> module in this package, which holds a function (or a typer.Typer) of the command's name.
COMMANDS: dict[str, str] = {
    "draft": "draft",
    "clarify": "clarify",
    "revise": "revise",
    "trace": "trace",
    "review": "review",
    "lsp": "lsp",
    "mcp": "mcp",
    "rules": "rules",
    "explain": "explain",
    "baseline": "baseline",
    "cache": "cache",
    "init": "init",
}

HELP = "Turn rough notes into a complete user story, and find what is wrong with a story before work starts."


def run(arguments: list[str]) -> int:
    """Run one command; the process's exit code."""
    # Next to nothing becomes garbage while modules load; looking for it every 700 objects takes 3 ms of a start.
    gc.set_threshold(50_000)
    return _guarded(lambda: _run(arguments))


def _run(arguments: list[str]) -> int:
    from os import environ

    _streams()
    arguments = arguments or ["--help"]
    completing = "_STORYAI_COMPLETE" in environ
    if arguments[0] in COMMANDS and not completing:
        from storyai.cli._plain import read

        command = _command(arguments[0])
        values = read(command, arguments[1:])
        if values is not None:
            return command(**values) or 0
    return _through_typer(arguments, completing)


def _through_typer(arguments: list[str], completing: bool) -> int:
    import typer

    from storyai.cli._typed import described

    app = typer.Typer(
        name="storyai", help=HELP, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip

    def show_version(value: bool) -> None:
        if value:
            from storyai.__main__ import VERSION

            typer.echo(f"storyai {VERSION}")
            raise typer.Exit

    def storyai(
        version: bool = typer.Option(False, "--version", "-V", help="Show the version.", callback=show_version,
                                     is_eager=True),
    ) -> None:  # fmt: skip
        pass

    app.callback()(storyai)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for name in COMMANDS:
        if asked in COMMANDS and name != asked and not completing:
            continue
        command = _command(name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            # A module that leaves typer out names it in its annotations, which are now evaluated.
            command.__globals__.setdefault("typer", typer)
            app.command(name)(_coded(described(command)))
    try:
        result = app(arguments, prog_name="storyai", standalone_mode=False)
    except typer.Abort:
        return interrupted()
    except Exception as error:
        # typer vendors click from 0.26 on: its usage errors have no importable name common to all versions.
        if not (hasattr(error, "show") and hasattr(error, "exit_code")):
            raise
        error.show()
        return int(error.exit_code)
    return result if isinstance(result, int) else 0


def _command(name: str) -> Any:
    return getattr(import_module(f"storyai.cli.{COMMANDS[name]}"), name.replace("-", "_"))


def _coded(command: Callable[..., int | None]) -> Callable[..., int]:
    """The command with errors already turned into exit codes, before typer can catch them."""

    @wraps(command)
    def coded(**values: Any) -> int:
        return _guarded(lambda: command(**values))

    return coded


def _guarded(work: Callable[[], int | None]) -> int:
    try:
        code = work() or 0
        sys.stdout.flush()
        return code
    except StoryaiError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return interrupted()
    except BrokenPipeError:
        _end_output()
        return 141
    except (Exception, RecursionError) as error:
        from os import environ

        if environ.get("STORYAI_DEBUG"):
            raise
        # The errors of files are told where they are opened. Without a name it is a stream, or os.getcwd.
        nameless = isinstance(error, OSError) and error.filename is None and error.strerror
        if nameless and isinstance(error, FileNotFoundError):
            _say("the working folder is gone")
        elif nameless:
            _end_output()
            _say(f"standard output: cannot be written ({nameless})")
        else:
            _say(f"internal error: {type(error).__name__}: {error} (STORYAI_DEBUG=1 shows where; please report it)")
        return 2


def _end_output() -> None:
    """Write no more: what Python flushes at exit must not fail once more."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def interrupted() -> int:
    """The exit code after Ctrl-C, which is answered in one line; what was already written stays."""
    _say("interrupted")
    return 130


def _say(message: str) -> None:
    from storyai.cli._io import complaint

    complaint(message)


def _streams() -> None:
    """Results are UTF-8, whatever the locale says, and no character of a file name or a text stops them."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            from os import devnull

            setattr(sys, name, open(devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
