"""What goes wrong with an endpoint, in words for a person: the one place where foreign errors are translated.

Every message begins with the model and the address, is one line, and holds no secret: the endpoint may echo the
key it was given. Knows the client library's exceptions by their attributes, and imports nothing of it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any, Literal

from storyai.engine.endpoint import Endpoint
from storyai.errors import BadReply, EngineError, EngineUnavailable

Kind = Literal["status", "timeout", "overdue", "connection", "broken-off", "body"]

# A server may ask to wait. Longer than this and the run ends with what it asked; a person decides.
LONGEST_WAIT_S = 20.0
# Requests for one answer where the fault may pass by itself. A time-out has already cost its limit, a whole
# answer that is overdue many times that.
TRIES: dict[Kind, int] = {"status": 3, "connection": 3, "broken-off": 3, "timeout": 2, "overdue": 1, "body": 1}
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
SHOWN = 240

_SECRETS = re.compile(r"\b(?:sk|pk|rk)-[\w*.-]{4,}|\bBearer\s+[^\s\"',]+", re.IGNORECASE)
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed request. wait: seconds the server asks for; again: its ``x-should-retry``, where it says."""

    kind: Kind
    message: str
    status: int | None = None
    code: str = ""
    param: str = ""
    wait: float | None = None
    again: bool | None = None

    @property
    def passing(self) -> bool:
        """Whether asking again may help."""
        if self.kind != "status":
            return True
        if self.code == "insufficient_quota":
            return False
        return self.status in PASSING if self.again is None else self.again

    @property
    def lasting(self) -> bool:
        """Whether every other question to this endpoint would meet it too, for a while."""
        told_to_wait = self.wait is not None and self.wait > LONGEST_WAIT_S
        return (
            self.kind == "connection"
            or self.status in (401, 402, 403, 404)
            or self.code == "insufficient_quota"
            or told_to_wait
        )


def fault_of(error: Exception) -> Fault | None:
    """The fault behind an exception of the client library or its transport; None for anything else."""
    module, name = type(error).__module__.partition(".")[0], type(error).__name__
    status = getattr(error, "status_code", None)
    if module == "openai" and isinstance(status, int):
        return _status_fault(error, status)
    if module.startswith(("openai", "httpx", "httpcore")):
        if "Timeout" in name:
            return Fault("timeout", "")
        if "Connection" in name or module.startswith("http"):
            return Fault("connection", _root(error))
        return Fault("body", str(getattr(error, "message", error)))  # an error inside a stream
    return None


def _status_fault(error: Any, status: int) -> Fault:
    headers = getattr(getattr(error, "response", None), "headers", {})
    body: dict[str, Any] = error.body if isinstance(error.body, dict) else {"message": error.body or ""}
    body = body["error"] if isinstance(body.get("error"), dict) else {"message": body.get("error"), **body}
    message = body.get("message") or body.get("detail") or ""
    again = {"true": True, "false": False}.get(headers.get("x-should-retry", ""))
    code, param = body.get("code") or body.get("type"), body.get("param")
    return Fault(
        "status", str(message), status, str(code or ""), str(param or ""), retry_after(headers), again,
    )  # fmt: skip


def retry_after(headers: Any) -> float | None:
    """Seconds a response asks to wait: ``retry-after-ms``, or ``Retry-After`` in seconds or as a date."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name)
        if value:
            with suppress(ValueError):
                return max(float(value) / unit, 0.0)
            with suppress(ValueError, TypeError):
                return max(parsedate_to_datetime(value).timestamp() - time(), 0.0)
    return None


def _root(error: BaseException) -> str:
    """What the operating system said, from the end of the chain of causes."""
    seen = list(_chain(error))
    system = next((one for one in seen if isinstance(one, OSError) and one.strerror), None)
    if system is not None and system.strerror:
        return system.strerror.lower()
    text = next((str(one) for one in reversed(seen) if str(one)), type(error).__name__)
    return re.sub(r"^\[Errno -?\d+\]\s*", "", text).lower().rstrip(".")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(20):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


class Speaker:
    """Errors of one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.who = f"{endpoint.model} at {endpoint.base_url}"

    def clean(self, text: str) -> str:
        """One line of a foreign text: no secret, no control character, not long."""
        if self.endpoint.key and len(self.endpoint.key) >= 4:
            text = text.replace(self.endpoint.key, "[key]")
        text = " ".join(_CONTROL.sub(" ", _SECRETS.sub("[key]", text[:4000])).split())
        return text if len(text) <= SHOWN else text[: SHOWN - 3].rstrip() + "..."

    def bad_reply(self, what: str) -> BadReply:
        return BadReply(f"{self.who}: {self.clean(what)}")

    def unavailable(self, what: str) -> EngineUnavailable:
        return EngineUnavailable(f"{self.who}: {self.clean(what)}")

    def error(self, fault: Fault, requests: int) -> EngineError:
        """The fault that a request ended with, after so many requests."""
        tried = f" ({requests} requests)" if requests > 1 else ""
        if fault.code == "content_filter":
            return BadReply(
                f"{self.who}: the provider's content filter stopped the request: {self.clean(fault.message)}"
            )
        if fault.wait is not None and fault.wait > LONGEST_WAIT_S and fault.passing:
            return EngineUnavailable(
                f"{self.who}: {self.what(fault)}; it asks to wait {fault.wait:.0f} s: try again later{tried}"
            )
        # A gateway's page says nothing that its status does not.
        page = fault.message.lstrip().startswith("<")
        said = f": {self.clean(fault.message).rstrip('.')}" if fault.kind == "status" and not page else ""
        said = "" if said == ": " else said
        advice = _ADVICE.get(fault.status or 0, "")
        return EngineUnavailable(f"{self.who}: {self.what(fault)}{said}{f'; {advice}' if advice else ''}{tried}")

    def what(self, fault: Fault) -> str:
        """The fault in a few words of ours."""
        if fault.kind == "timeout":
            return f"no answer within {self.endpoint.timeout:g} s (setting timeout)"
        if fault.kind == "overdue":
            return f"the answer was not complete within {self.endpoint.total_timeout:g} s (setting total-timeout)"
        if fault.kind in ("connection", "broken-off"):
            return f"the connection failed: {self.clean(fault.message)}"
        if fault.kind == "body":
            return f"an error in place of a reply: {self.clean(fault.message)}"
        if fault.code == "insufficient_quota":
            return "the quota is used up (429)"
        status = fault.status or 0
        if fault.code == "context_length_exceeded" or status == 413:
            return f"the text is too long for this model ({status})"
        words = _STATUS.get(status) or ("the server failed" if status >= 500 else "the request was refused")
        return f"{words} ({status})"


_STATUS = {
    401: "the key was refused", 402: "payment is required", 403: "access is denied", 404: "no such model or address",
    408: "the server timed out", 409: "conflict", 429: "too many requests", 502: "the gateway failed",
    503: "the server is overloaded", 504: "the gateway timed out",
}  # fmt: skip
_ADVICE = {
    401: "check OPENAI_API_KEY and the base URL",
    403: "check what this key may use",
    404: "check the model's name and the base URL",
}


def tell(notice: Callable[[str], None] | None, line: str) -> None:
    if notice:
        notice(line)
