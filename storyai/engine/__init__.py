"""The seam to whatever answers: an engine is a function from a request to an answer.

``offline``, ``openai_compatible``, ``replay``, ``record`` and ``cached`` make or wrap such functions.
Requests and replies are plain JSON values, so that a cached or replayed answer needs neither pydantic
nor a model client: the shape of a task's reply is ``prompts/<task>.schema.json``, made from the pydantic
models in ``engine/replies.py`` and kept equal to them by a test.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from storyai.quick_dataclass import dataclass, field

Reply = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Correction:
    """An earlier reply to the same request (JSON text) and what was wrong with it, in words for the model."""

    reply: str
    problem: str


@dataclass(frozen=True, slots=True)
class Request:
    """One question to an engine, as data.

    task: names ``prompts/<task>.md`` and ``prompts/<task>.schema.json``.
    inputs: the prompt's variables; untrusted text, inserted as quoted data, never evaluated.
    corrections: earlier replies that failed a check, with the reason; sent as further turns.
    sample: 0-based index where the same question is asked several times.
    """

    task: str
    inputs: Mapping[str, str]
    corrections: tuple[Correction, ...] = ()
    sample: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """What answering cost, failed attempts included. ``cached`` counts requests answered without a call."""

    requests: int = 0
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    cached: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.requests + other.requests,
            self.retries + other.retries,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
            self.cached + other.cached,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply in the shape of the task's schema, and what it cost."""

    reply: Reply
    usage: Usage = field(default_factory=Usage)


class Engine(Protocol):
    """``name`` is ``offline`` or ``openai``; ``model`` names the model, None offline."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> str | None: ...

    def __call__(self, request: Request, /) -> Answer:
        """Raises EngineError (EngineUnavailable, BadReply, RecordingMissing, BudgetSpent)."""
        ...
