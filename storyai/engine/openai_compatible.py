"""The engine that asks a model at any OpenAI-compatible endpoint. The only module that imports openai or instructor.

instructor runs the loop of a validated reply: a reply in the wrong shape is asked again with its faults, at most
``endpoint.retries`` times. Below it every request goes through ``wire.Wire``, which has the patience and the budget.
Both clients are imported on the first question, because they take about a second.
"""

import json
import logging
import os
import time
import weakref
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from storyai.engine import Answer, Engine, Request, Usage
from storyai.engine.endpoint import Endpoint, host
from storyai.engine.envelope import Completion, streamed, whole
from storyai.engine.memory import Memory
from storyai.engine.prompts import PROBLEM_SHOWN, REPLY_SHOWN, Message, render_prompt, shortened
from storyai.engine.usage import Meter
from storyai.engine.wire import Wire
from storyai.engine.within import within
from storyai.errors import BadReply, EngineError

if TYPE_CHECKING:
    from pydantic import BaseModel

logger = logging.getLogger(__name__)

# The text of a fault is sent to the model: without this it would hold the version of pydantic.
os.environ.setdefault("PYDANTIC_ERRORS_INCLUDE_URL", "0")


def _models(task: str) -> "type[BaseModel]":
    from storyai.engine.replies import reply_model

    return reply_model(task)


class OpenAICompatible:
    """See ``openai_compatible``."""

    name = "openai"

    def __init__(
        self, endpoint: Endpoint, wire: Wire, prompts: Path | None, models: "Callable[[str], type[BaseModel]]",
        allow_secrets: bool,
    ) -> None:  # fmt: skip
        self.endpoint = endpoint
        self.model: str | None = endpoint.model
        self._wire = wire
        self._prompts = prompts
        self._models = models
        self._allow_secrets = allow_secrets

    def __call__(self, request: Request, /) -> Answer:
        from storyai.secrets import guard

        # Commands have looked at each file, and name places in it; whoever else asks is held to the same here.
        for name, text in request.inputs.items():
            guard(text, name, allowed=self._allow_secrets)
        messages = render_prompt(request, self._prompts)
        import instructor

        # Failures are reported once, by whoever runs the command.
        logging.getLogger("instructor").addHandler(logging.NullHandler())
        model = _prepared(self._models(request.task))
        usage: list[Usage] = []
        begun = time.perf_counter()

        def create(**given: Any) -> Any:
            # instructor appends the reply and its faults, whole and for every attempt; the last pair is enough.
            turns = messages + [_bounded(turn) for turn in given["messages"][len(messages) :][-2:]]
            completion, used = self._wire.exchange(turns, given["response_format"]["json_schema"], bool(usage))
            usage.append(used)
            return _accepted(completion, self._wire)

        ask = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            reply = ask(
                response_model=model, max_retries=self.endpoint.retries, strict=False,
                messages=[dict(message) for message in messages],
            )  # fmt: skip
        except Exception as error:
            raise _translated(error, request.task, self._wire, len(usage)) from error
        total = sum(usage, Usage())
        logger.info(
            "%s: %s, %.0f ms, %d requests, %d + %d tokens", request.task, self.endpoint.address,
            (time.perf_counter() - begun) * 1000, total.requests, total.prompt_tokens, total.completion_tokens,
        )  # fmt: skip
        return Answer(reply.model_dump(mode="json"), total)


def openai_compatible(
    endpoint: Endpoint,
    *,
    prompts: Path | None = None,
    meter: Meter | None = None,
    progress: Callable[[str], None] | None = None,
    notice: Callable[[str], None] | None = None,
    remember: Path | None = None,
    models: "Callable[[str], type[BaseModel]]" = _models,
    wait: Callable[[float], None] = time.sleep,
    allow_secrets: bool = False,
) -> Engine:
    """An engine that asks ``endpoint``; safe to call from several threads.

    prompts: a project's own prompts. progress: given the reply's text so far as it arrives; turns streaming on.
    notice: told in one line of every retry and of what the endpoint refuses. remember: folder that keeps what it
    refuses. models: the pydantic model of a task's reply. wait: sleeps (seconds). allow_secrets: ask even where an
    input holds what looks like a secret; without it the engine raises UsageError for one, and sends nothing.
    """
    wire = Wire(endpoint, Sender(endpoint, progress), meter or Meter(), Memory(remember), notice, bool(progress), wait)
    return OpenAICompatible(endpoint, wire, prompts, models, allow_secrets)


@cache
def _prepared(model: "type[BaseModel]") -> "type[BaseModel]":
    """The model as instructor would wrap it and describe it for every call, once: half of a call's overhead."""
    import instructor

    schema = model.model_json_schema()

    def model_json_schema(cls: Any, *given: Any, **named: Any) -> dict[str, Any]:
        return schema

    return type(model.__name__, (model, instructor.OpenAISchema), {
        "__module__": model.__module__, "__doc__": model.__doc__, "model_json_schema": classmethod(model_json_schema),
    })  # fmt: skip


class Sender:
    """Sends one request's body and raises the client's own exceptions; from any thread."""

    def __init__(self, endpoint: Endpoint, progress: Callable[[str], None] | None) -> None:
        self.endpoint = endpoint
        self.progress = progress
        self._lock = Lock()
        self._client: Any = None

    def __call__(self, body: dict[str, Any]) -> Completion:
        """Raises Overdue where the answer is not complete after ``total_timeout``, and the client's own exceptions."""
        with self._lock:
            if self._client is None:
                self._client = _client(self.endpoint)
                # Its connections stay open between calls, and must not outlive this object.
                weakref.finalize(self, self._client.close)
        return within(self.endpoint.total_timeout, lambda alive: self._sent(body, alive))

    def _sent(self, body: dict[str, Any], alive: Callable[[], bool]) -> Completion:
        # What the client has no name for goes beside its own parameters.
        extra = {name: body[name] for name in ("provider",) if name in body}
        known = {name: value for name, value in body.items() if name not in extra}
        raw = self._client.chat.completions.with_raw_response.create(**known, extra_body=extra or None)
        response = raw.http_response
        try:
            if body.get("stream") and "text/event-stream" in response.headers.get("content-type", ""):
                return streamed(_events(raw.parse(), alive), self.progress)
            return whole(response.read())
        finally:
            response.close()


def _events(stream: Any, alive: Callable[[], bool]) -> Iterator[Any]:
    """The stream's chunks, as long as somebody waits for them."""
    for chunk in stream:
        if not alive():
            return
        yield chunk.to_dict(warnings=False) if hasattr(chunk, "to_dict") else chunk


def _client(endpoint: Endpoint) -> Any:
    import openai

    options: dict[str, Any] = {
        "api_key": endpoint.key or "none",  # the client insists on one; local servers read none
        "max_retries": 0,  # see wire.Wire
        "timeout": openai.Timeout(endpoint.timeout, connect=endpoint.connect_timeout),
    }
    if endpoint.api_version:
        return openai.AzureOpenAI(azure_endpoint=endpoint.base_url, api_version=endpoint.api_version, **options)
    client = openai.OpenAI(base_url=endpoint.base_url, **options)
    if not host(endpoint.base_url).endswith(".openai.com"):
        # OPENAI_ORG_ID and OPENAI_PROJECT_ID are no business of others.
        client.organization = client.project = None
    return client


def _bounded(turn: Message) -> Message:
    """A turn that instructor appended: the model's reply, or its faults."""
    limit = REPLY_SHOWN if turn["role"] == "assistant" else PROBLEM_SHOWN
    return {"role": turn["role"], "content": shortened(str(turn.get("content") or ""), limit)}


def _accepted(completion: Completion, wire: Wire) -> Any:
    """The completion as instructor reads it. Raises BadReply for one that asking again would not mend."""
    from openai.types.chat import ChatCompletion

    if completion.refusal:
        raise wire.speaker.bad_reply(f"the model refuses: {completion.refusal}")
    if completion.finish == "content_filter":
        raise wire.speaker.bad_reply("the provider's content filter stopped the reply")
    if completion.finish == "length":
        raise wire.speaker.bad_reply(
            "the reply was cut off at the length limit: set a higher max-tokens, or shorten the text"
        )
    message = {"role": "assistant", "content": completion.text}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    head = {"id": "", "created": 0, "object": "chat.completion", "model": wire.endpoint.model}
    return ChatCompletion.model_validate({**head, "choices": [choice]})


def _translated(error: Exception, task: str, wire: Wire, replies: int) -> Exception:
    """The EngineError behind what instructor raised; a reply that never had the shape is a BadReply."""
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        if isinstance(cause, EngineError):
            return cause
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    attempts = getattr(error, "failed_attempts", None) or ()
    last = attempts[-1].exception if attempts else None
    if last is None:
        return error
    return wire.speaker.bad_reply(f"the reply to {task} never had the right shape ({replies} replies): {_fault(last)}")


def _fault(error: Any) -> str:
    """The first fault of a reply, in one line."""
    if isinstance(error, json.JSONDecodeError) or not hasattr(error, "errors"):
        return f"it is not JSON: {error}"
    faults = error.errors(include_url=False, include_input=False)
    place = ".".join(map(str, faults[0]["loc"])) or "the reply"
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{place}: {faults[0]['msg']}{more}"


__all__ = ["BadReply", "OpenAICompatible", "openai_compatible"]
