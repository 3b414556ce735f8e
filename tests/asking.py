"""What tests of engines ask: a small prompt, the smallest reply of a schema, and a scripted engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storyai.engine import Answer, Reply, Request, Usage
from storyai.engine.prompts import reply_schema

PROMPT = "For readers.\n\n# System\n\nYou write stories.\n\n# User\n\nThe notes:\n\n{{notes:numbered}}\n"
NOTES = Request("draft", {"notes": "Guests pay without an account.\n"})


def prompt_folder(folder: Path, text: str = PROMPT) -> Path:
    """A project's prompt folder with one prompt, for the task draft."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "draft.md").write_text(text, encoding="utf-8")
    return folder


def smallest(schema: dict[str, Any], root: dict[str, Any] | None = None) -> Any:
    """The smallest value of a schema's shape."""
    root = root or schema
    if "$ref" in schema:
        return smallest(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "anyOf" in schema:
        return None if {"type": "null"} in schema["anyOf"] else smallest(schema["anyOf"][0], root)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: smallest(field, root) for name, field in schema["properties"].items()}
    values = {"array": [], "string": "x" * schema.get("minLength", 0), "integer": 1, "number": 1.5, "boolean": True}
    return values[schema["type"]]


def draft_reply(title: str = "Pay as a guest") -> Reply:
    """A reply to the task draft, in the shape of its schema."""
    reply: Reply = smallest(reply_schema("draft"))
    reply["title"]["text"] = title
    return reply


@dataclass
class Scripted:
    """An engine that gives its answers in turn, the last one for ever; an exception is raised."""

    answers: Sequence[Reply | Exception]
    name: str = "openai"
    model: str | None = "scripted"
    asked: list[Request] = field(default_factory=list)

    def __call__(self, request: Request, /) -> Answer:
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return Answer(answer, Usage(requests=1, prompt_tokens=100, completion_tokens=20))
