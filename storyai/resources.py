"""Files that ship with the package: ``prompts`` and ``fixtures``."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal


def shipped(folder: Literal["prompts", "fixtures"]) -> Traversable:
    """The folder as shipped: inside an installed wheel, else beside the package in a checkout."""
    checkout = Path(__file__).parent.parent / folder
    if (checkout.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return files("storyai") / folder
