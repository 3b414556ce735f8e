"""What comes back from an endpoint, whole or as a stream, as one plain ``Completion``. Knows no client library."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from storyai.engine import Usage


class BadEnvelope(ValueError):
    """An answer that holds no completion; the message says what it holds."""


class BrokenOff(Exception):
    """A stream that ended before the reply did."""


class Overdue(Exception):
    """An answer that was not complete when the time for the whole of it was up."""


@dataclass(slots=True)
class Completion:
    """text: the reply, without thoughts and fences. counted: whether the endpoint said what it cost."""

    text: str
    finish: str | None = None
    refusal: str | None = None
    usage: Usage = field(default_factory=Usage)
    counted: bool = False


@cache
def _thoughts() -> re.Pattern[str]:
    return re.compile(r"\s*<(think|thinking|reasoning)>.*?</\1>\s*", re.S)


@cache
def _fence() -> re.Pattern[str]:
    return re.compile(r"```(?:json)?[ \t]*\n(.*?)\n?[ \t]*```", re.S)


def bare(text: str) -> str:
    """The JSON of a reply: without leading thoughts, the fence around it, or prose around it."""
    while thought := _thoughts().match(text):
        text = text[thought.end() :]
    text = text.strip()
    if text.startswith("{"):
        return text
    if fenced := _fence().search(text):
        return fenced[1].strip()
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def whole(body: bytes) -> Completion:
    """A completion from the body of a response. Raises BadEnvelope."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        start = body[:200].lstrip().lower()
        if start.startswith((b"<!doctype", b"<html")):
            raise BadEnvelope("a web page in place of a reply: is this the base URL of an API?") from None
        raise BadEnvelope(f"a body that is not JSON: {body[:80].decode('utf-8', 'replace')!r}") from None
    choice = _choice(data)
    if choice is None:
        raise BadEnvelope("an answer without choices")
    message = choice.get("message")
    if not isinstance(message, dict):
        raise BadEnvelope("an answer without a message")
    usage = _usage(data.get("usage"))
    return _completion(_content(message), choice.get("finish_reason"), message.get("refusal"), usage)


def streamed(events: Iterable[Any], progress: Callable[[str], None] | None) -> Completion:
    """A completion from a stream's chunks (dicts). Raises BadEnvelope, BrokenOff."""
    text, refusal, finish, usage, chunks = "", "", None, None, 0
    for data in events:
        chunks += 1
        choice = _choice(data)
        if isinstance(data, dict) and data.get("usage"):
            usage = _usage(data["usage"])
        if choice is None:
            continue
        delta = choice.get("delta")
        if isinstance(delta, dict):
            piece = _content(delta)
            text += piece
            refusal += delta["refusal"] if isinstance(delta.get("refusal"), str) else ""
            if piece and progress:
                progress(text)
        finish = choice.get("finish_reason") or finish
    if not chunks:
        raise BadEnvelope("a stream without events")
    if finish is None and not _complete(text):
        raise BrokenOff("the stream stopped before the reply was complete")
    return _completion(text, finish, refusal, usage)


def _completion(text: str, finish: Any, refusal: Any, usage: Usage | None) -> Completion:
    ended = finish if isinstance(finish, str) else None
    refused = refusal if isinstance(refusal, str) and refusal else None
    return Completion(bare(text), ended, refused, usage or Usage(), usage is not None)


def _choice(data: Any) -> dict[str, Any] | None:
    """The first choice; None where the list is empty. Raises BadEnvelope for an error in place of choices."""
    if not isinstance(data, dict):
        raise BadEnvelope(f"a JSON {type(data).__name__} in place of a completion")
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None
    error = data.get("error") or (choice or {}).get("error")
    if error:
        said = error.get("message") if isinstance(error, dict) else error
        code = f" ({error['code']})" if isinstance(error, dict) and error.get("code") else ""
        raise BadEnvelope(f"an error in place of a reply{code}: {said}")
    return choice


def _content(message: dict[str, Any]) -> str:
    """The text of a message or delta; of a tool call nobody offered, its arguments."""
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    if isinstance(content, str) and content:
        return content
    calls = message.get("tool_calls")
    call = calls[0].get("function") if isinstance(calls, list) and calls and isinstance(calls[0], dict) else None
    arguments = call.get("arguments") if isinstance(call, dict) else None
    return arguments if isinstance(arguments, str) else ""


def _complete(text: str) -> bool:
    try:
        json.loads(bare(text))
    except (ValueError, RecursionError):
        return False
    return True


def _usage(value: Any) -> Usage | None:
    if not isinstance(value, dict):
        return None

    def count(table: Any, name: str) -> int:
        number = table.get(name) if isinstance(table, dict) else None
        return number if isinstance(number, int) and number > 0 else 0

    return Usage(
        prompt_tokens=count(value, "prompt_tokens"),
        completion_tokens=count(value, "completion_tokens"),
        cached_tokens=count(value.get("prompt_tokens_details"), "cached_tokens"),
    )
