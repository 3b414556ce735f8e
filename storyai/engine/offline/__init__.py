"""The engine of a machine without a model: it extracts, derives by named rules and asks; it never guesses."""

from typing import Any


def draft_reply(notes: str, *, author: str | None = None, today: str | None = None) -> dict[str, Any]:
    """The draft reply to the notes, as a plain dict; see ``prompts/draft.schema.json``."""
    from storyai.engine.offline.assemble import assemble

    return assemble(notes, author=author, today=today)
