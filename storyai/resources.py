"""Files that ship with the package: ``prompts`` and ``fixtures``."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def shipped(folder: Literal["prompts", "fixtures"]) -> "Traversable":
    """The folder as shipped: inside an installed wheel, else beside the package in a checkout."""
    checkout = Path(__file__).parent.parent / folder
    if (checkout.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    from importlib.resources import files

    return files("storyai") / folder
