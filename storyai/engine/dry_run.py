"""``--dry-run``: what would be sent, shown and not sent."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storyai.engine import Answer, Request
from storyai.engine.keys import question
from storyai.engine.prompts import Message
from storyai.engine.usage import REPLY_ALLOWANCE, estimate
from storyai.errors import EngineError


class NotAsked(EngineError):
    """A dry run asks nobody; the request was shown. Not a failure."""

    exit_code = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """A request as it would be sent. tokens: estimate of the prompt, by the rule in ``engine.usage``."""

    task: str
    key: str
    messages: list[Message]
    schema: dict[str, Any]
    tokens: int
    reply_tokens: int

    def text(self) -> str:
        """For a person: every message as it stands, the schema, the estimate."""
        turns = [f"--- {message['role']} ---\n{message['content']}" for message in self.messages]
        schema = json.dumps(self.schema, ensure_ascii=False, indent=1)
        about = f"task {self.task}, request {self.key[:16]}"
        count = (
            f"about {self.tokens:,} tokens to send (4 bytes a token), up to {self.reply_tokens:,} allowed for the reply"
        )
        return "\n\n".join([f"--- {about} ---", *turns, f"--- reply schema ---\n{schema}", f"--- {count} ---"]) + "\n"


def preview(request: Request, prompts: Path | None = None, max_tokens: int | None = None) -> Preview:
    """What a request would send. Raises ConfigError for a prompt that cannot be used."""
    asked = question(request, prompts)
    tokens = estimate(asked.messages, asked.schema)
    return Preview(request.task, asked.key, asked.messages, asked.schema, tokens, max_tokens or REPLY_ALLOWANCE)


@dataclass(slots=True)
class DryRun:
    """An engine that shows each request and raises NotAsked."""

    show: Callable[[Preview], object]
    prompts: Path | None = None
    max_tokens: int | None = None
    name: str = "openai"
    model: str | None = None

    def __call__(self, request: Request, /) -> Answer:
        self.show(preview(request, self.prompts, self.max_tokens))
        raise NotAsked(f"{request.task}: nobody was asked (dry run)")
