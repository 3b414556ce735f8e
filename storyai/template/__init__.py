"""The user story template: a story as Markdown (``render``) and back (``story_values``, ``to_story``).

Works on plain values (see ``storyai.values``): drafting and rendering never import pydantic.
"""

from typing import TYPE_CHECKING

from storyai.document import Document
from storyai.template.writer import render
from storyai.values import Values, blank

if TYPE_CHECKING:
    from storyai.model import Story

__all__ = ["blank", "guidance", "render", "story_values", "to_story"]


def story_values(document: Document) -> Values:
    """What a document says, as story values in normal form.

    What the template has no place for is kept in ``extra``, and ``render`` writes it back into its section.
    """
    from storyai.template.reader import read

    return read(document)


def to_story(document: Document) -> "Story":
    """What a document says, as a Story."""
    from storyai.model import Story

    return Story.model_validate(story_values(document))


def guidance(role: str) -> str:
    """What belongs into a section or field with this role, in a few sentences of Markdown; empty for others."""
    from storyai.template.guide import GUIDE

    return GUIDE.get(role, "")
