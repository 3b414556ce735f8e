"""The shapes of a model's replies, as pydantic models: one module a task or family of tasks.

Only ``openai_compatible`` and the schema writer (``python -m storyai.engine.replies``) import the models; everybody
else reads a reply as a plain dict in the shape of ``prompts/<task>.schema.json``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storyai.engine.replies._base import Reply

# Task -> (module in this package, class).
MODELS: dict[str, tuple[str, str]] = {
    "draft": ("draft", "DraftReply"),
    "revise": ("revise", "ReviseReply"),
    "critique": ("critique", "CritiqueReply"),
    "suggest": ("suggest", "SuggestReply"),
    "clarify": ("clarify", "ClarifyReply"),
}


def reply_model(task: str) -> "type[Reply]":
    """The model of a task's reply. Raises KeyError for an unknown task."""
    module, name = MODELS[task]
    model: type[Reply] = getattr(import_module(f"{__name__}.{module}"), name)
    return model


def schema(task: str) -> dict[str, Any]:
    """The JSON schema of a task's reply, strict as it stands."""
    return reply_model(task).model_json_schema()
