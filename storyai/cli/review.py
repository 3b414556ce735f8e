"""``storyai review``: findings in stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer

choices: dict[str, tuple[str, ...]] = {}


def review(stories: Annotated[list[str], typer.Argument(help="Files, folders, patterns, or - for stdin.")]) -> int:
    """Find what is wrong with stories."""
    return 0
