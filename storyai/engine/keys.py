"""What makes two requests the same: task, messages, reply schema and sample; never keys, addresses or time-outs."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from storyai.engine import Request
from storyai.engine.prompts import Message, render_prompt, reply_schema


@dataclass(frozen=True, slots=True)
class Question:
    """A request as it is sent: its messages, the schema of the reply, and its key (64 hexadecimal digits)."""

    messages: list[Message]
    schema: dict[str, Any]
    key: str


def question(request: Request, prompts: Path | None = None) -> Question:
    """Render a request and compute its key. Corrections are in the messages, and so in the key.

    Raises ConfigError for a prompt that cannot be used.
    """
    messages, schema = render_prompt(request, prompts), reply_schema(request.task)
    parts = [request.task, messages, schema, request.sample]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return Question(messages, schema, sha256(text.encode()).hexdigest())


def cache_key(key: str, identity: str) -> str:
    """The key of an answer in the cache: the request's, and who was asked (model, address, sampling)."""
    return sha256(f"{key} {identity}".encode()).hexdigest()
