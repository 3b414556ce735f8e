"""One exchange with an endpoint: parameters as it takes them, patience, the budget, and usage of failed tries.

How many requests an exchange makes: one; three where the fault may pass by itself (no connection, 408, 409, 429,
5xx); two for a time-out, one for an answer that does not end; one more for each parameter the endpoint refuses by name, and for each rung of
strictness it cannot do, both remembered. A wait the server asks for is kept up to 20 s, and said; above, the run ends.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import random
from typing import Any

from storyai.engine import Usage
from storyai.engine.endpoint import Endpoint, host
from storyai.engine.envelope import BadEnvelope, BrokenOff, Completion, Overdue
from storyai.engine.faults import LONGEST_WAIT_S, TRIES, Fault, Speaker, fault_of, tell
from storyai.engine.memory import RUNGS, Known, Memory
from storyai.engine.prompts import Message
from storyai.engine.usage import REPLY_ALLOWANCE, Meter, estimate
from storyai.errors import EngineUnavailable

Send = Callable[[dict[str, Any]], Completion]
# Seconds before the second and third try, where the server does not say; up to a quarter is taken off at random.
BACKOFF_S = (0.5, 2.0)
# For so long after a fault that the next question would meet too (no connection, key refused, told to wait), questions
# fail with the same line and no request: of a hundred stories, the first alone waits.
DOWN_S = 20.0

# What a refusal of the reply's shape mentions, in the words of OpenAI, Azure, OpenRouter, vLLM, llama.cpp, LM Studio.
_SHAPE = re.compile(
    r"response_format|response format|json_schema|json schema|structured output|\bstrict\b|grammar|invalid schema"
    r"|requested parameters|guided"
)
_REFUSES = (400, 404, 415, 422, 500, 501)
_OPTIONAL = ("temperature", "max_tokens", "max_completion_tokens", "stream_options", "stream", "provider")


def at_first(endpoint: Endpoint) -> Known:
    """What an endpoint is taken to know before it was asked: only OpenAI and Azure have the new name of the limit."""
    newest = endpoint.api_version is not None or host(endpoint.base_url).endswith((".openai.com", ".azure.com"))
    return Known(tokens="max_completion_tokens" if newest else "max_tokens")


@dataclass(slots=True)
class Wire:
    """Exchanges with one endpoint, from any thread. ``wait`` sleeps (seconds)."""

    endpoint: Endpoint
    send: Send
    meter: Meter
    memory: Memory
    notice: Callable[[str], None] | None = None
    stream: bool = False
    wait: Callable[[float], None] = time.sleep
    speaker: Speaker = field(init=False)
    _down: tuple[float, str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.speaker = Speaker(self.endpoint)

    def exchange(self, messages: list[Message], shape: dict[str, Any], again: bool = False) -> tuple[Completion, Usage]:
        """The completion, and the usage of all requests, which the meter counts also where this raises EngineError.

        shape: ``{"name", "schema"}`` of the reply. again: an earlier reply had another shape.
        """
        known = before = self.memory.get(self.endpoint.address, at_first(self.endpoint))
        requests, tries = 0, 0
        if self._down and time.monotonic() < self._down[0]:
            raise EngineUnavailable(self._down[1])
        while True:
            parameters = self.parameters(messages, shape, known)
            reserved = estimate(parameters["messages"], shape["schema"])
            reserved += self.endpoint.max_tokens or REPLY_ALLOWANCE
            self.meter.reserve(reserved)
            requests, tries = requests + 1, tries + 1
            usage, unknown = Usage(requests=1, retries=int(again or requests > 1)), 0
            try:
                completion = self.send(parameters)
                usage += completion.usage
                unknown = 0 if completion.counted else reserved
            except BadEnvelope as error:
                raise self.speaker.unavailable(f"{error}") from error
            except BrokenOff as error:
                fault, cause = Fault("broken-off", str(error)), error
            except Overdue as error:
                fault, cause = Fault("overdue", ""), error  # type: ignore[assignment]
            except Exception as error:
                found = fault_of(error)
                if found is None:
                    raise
                fault, cause = found, error  # type: ignore[assignment]
            else:
                if known != before:
                    self.memory.learn(self.endpoint.address, known)
                total = Usage(requests, requests - 1 + again) + completion.usage
                return completion, total
            finally:
                self.meter.settle(reserved, usage, unknown)
            adapted, change = adapt(fault, known, parameters)
            if adapted != known:
                known, tries = adapted, 0
                tell(self.notice, f"{self.speaker.who}: {change}")
                continue
            if not fault.passing or tries >= TRIES[fault.kind] or (fault.wait or 0) > LONGEST_WAIT_S:
                failed = self.speaker.error(fault, requests)
                if fault.lasting:
                    self._down = time.monotonic() + DOWN_S, str(failed)
                raise failed from cause
            pause = BACKOFF_S[tries - 1] * (1 - random() / 4) if fault.wait is None else fault.wait
            tell(self.notice, f"{self.speaker.who}: {self.speaker.what(fault)}; asking again in {pause:.1f} s")
            self.wait(pause)

    def parameters(self, messages: list[Message], shape: dict[str, Any], known: Known) -> dict[str, Any]:
        """The request's body, as far as the endpoint is known to take it."""
        body: dict[str, Any] = {"model": self.endpoint.model, "messages": messages}
        if known.rung == "text":
            body["messages"] = _with_schema(messages, shape["schema"])
        else:
            strict = {"strict": True} if known.rung == "strict" else {}
            body["response_format"] = {"type": "json_schema", "json_schema": {**shape, **strict}}
        if self.endpoint.temperature is not None:
            body["temperature"] = self.endpoint.temperature
        if self.endpoint.max_tokens is not None:
            body[known.tokens] = self.endpoint.max_tokens
        if self.stream:
            body["stream"] = True
            if "stream" not in known.dropped:
                body["stream_options"] = {"include_usage": True}
        if f".{self.endpoint.host}".endswith(".openrouter.ai"):
            # Without this it may route to a provider that ignores the schema.
            body["provider"] = {"require_parameters": True}
        return {name: value for name, value in body.items() if name not in known.dropped}


def adapt(fault: Fault, known: Known, sent: dict[str, Any]) -> tuple[Known, str]:
    """What to do without after a refusal, and that in words; the same ``known`` where nothing helps."""
    if fault.kind != "status" or fault.status not in _REFUSES:
        return known, ""
    said = fault.message.lower()
    named = next((name for name in _OPTIONAL if name in sent and name == fault.param.lower()), None)
    if named is None and not fault.param and fault.status in (400, 422):
        named = next((name for name in _OPTIONAL if name in sent and re.search(rf"\b{name}\b", said)), None)
    if named in ("max_tokens", "max_completion_tokens"):
        other = "max_tokens" if named == "max_completion_tokens" else "max_completion_tokens"
        if re.search(rf"\b{other}\b", said) and "limit-renamed" not in known.dropped:
            return replace(known.without("limit-renamed"), tokens=other), f"{named} is refused; sending {other}"
    if named:
        return known.without(named), f"the parameter {named} is refused; going on without it"
    if known.rung != RUNGS[-1] and _SHAPE.search(f"{fault.param.lower()} {said}"):
        lower = known.down()
        how = "without strict mode" if lower.rung == "schema" else "with the schema in the prompt"
        return lower, f"the reply schema is refused; asking again {how}"
    return known, ""


def _with_schema(messages: list[Message], schema: dict[str, Any]) -> list[Message]:
    text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    rule = f"\n\nReply with one JSON object and nothing else. Its JSON schema:\n\n{text}"
    return [{**messages[0], "content": messages[0]["content"] + rule}, *messages[1:]]
