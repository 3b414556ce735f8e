"""The command line: parse, one call, print, exit code.

Each command lives in a module of its own name here and is imported only when it is asked for, because
importing them all would cost every start. A command function returns its exit code (None means 0).
"""

import sys
from importlib import import_module

from storyai.errors import StoryaiError

# Command name -> module in this package; a module defines ``commands``: name -> function.
COMMANDS: dict[str, str] = {
    "draft": "draft",
    "review": "review",
}

HELP = "Turn rough notes into a complete user story, and find what is wrong with a story before work starts."


def run(arguments: list[str]) -> int:
    """Run one command; the process's exit code."""
    import typer

    asked = next((word for word in arguments if not word.startswith("-")), None)
    app = typer.Typer(
        name="storyai", help=HELP, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False,
        no_args_is_help=True,
    )  # fmt: skip

    @app.callback()
    def storyai() -> None:
        pass

    for name, module in COMMANDS.items():
        if asked in COMMANDS and name != asked:
            continue
        app.command(name)(getattr(import_module(f"storyai.cli.{module}"), name.replace("-", "_")))
    try:
        result = app(arguments, prog_name="storyai", standalone_mode=False)
    except StoryaiError as error:
        print(f"storyai: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    return result if isinstance(result, int) else 0
