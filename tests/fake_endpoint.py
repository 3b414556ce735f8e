"""A real HTTP server on localhost that plays an OpenAI-compatible endpoint from a script.

``with FakeEndpoint(step, step, ...) as server``: each request takes the next step, the last one for ever. A step is
a function from the request's body to a ``Response``, or to a function that writes to the connection by itself.
"""

import json
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Body = dict[str, Any]
USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


@dataclass
class Response:
    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Raw = Callable[["Handler"], None]
Step = Callable[[Body], "Response | Raw"]


def completion(message: Body, finish: str = "stop", usage: Body | None = USAGE) -> Body:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish, "logprobs": None}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "fake", "choices": [choice]}
    return head | ({"usage": usage} if usage else {})


def says(text: str | None, *, finish: str = "stop", usage: Body | None = USAGE, **message: Any) -> Step:
    """A completion with this text; streamed in pieces where the request asks for a stream."""

    def step(request: Body) -> Response | Raw:
        if request.get("stream"):
            return stream(text or "", finish=finish, usage=usage, **message)(request)
        return Response(completion({"content": text, **message}, finish, usage))

    return step


def stream(
    text: str, *, finish: str | None = "stop", usage: Body | None = USAGE, piece: int = 7, done: bool = True,
    **delta: Any,
) -> Step:  # fmt: skip
    """Server-sent events; without ``finish`` and ``done`` the stream just stops."""

    def write(handler: "Handler") -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        events = [{"content": text[start : start + piece]} for start in range(0, len(text), piece)]
        for one in [{"role": "assistant", "content": "", **delta}, *events]:
            handler.event({"choices": [{"index": 0, "delta": one, "finish_reason": None}]})
        if finish:
            handler.event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        if usage and finish:
            handler.event({"choices": [], "usage": usage})
        if done:
            handler.wfile.write(b"data: [DONE]\n\n")
        handler.close_connection = True

    return lambda request: write


def fails(status: int, message: str = "boom", *, headers: dict[str, str] | None = None, **error: Any) -> Step:
    body = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None, **error}}
    return lambda request: Response(body, status, headers or {})


def gives(body: Any, content_type: str = "application/json", status: int = 200) -> Step:
    return lambda request: Response(body, status, {"Content-Type": content_type})


def resets() -> Step:
    def write(handler: "Handler") -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True
        handler.connection.close()

    return lambda request: write


def hangs(gate: threading.Event, *, after: bytes | None = None) -> Step:
    """Sends nothing, or a head and the beginning of a body, and then waits until ``gate`` opens."""

    def write(handler: "Handler") -> None:
        if after is not None:
            handler.send_response(200)
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
            handler.wfile.write(after)
            handler.wfile.flush()
        gate.wait(30)
        handler.close_connection = True

    return lambda request: write


def trickles(gate: threading.Event, head: bytes, piece: bytes) -> Step:
    """Sends the beginning of an answer, then a little more for ever: until ``gate`` opens or nobody listens."""

    def write(handler: "Handler") -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        while not gate.wait(0.01):
            handler.wfile.write(piece)
            handler.wfile.flush()

    return lambda request: write


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without these two every request on a kept connection costs 40 ms.
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "Server"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def event(self, data: Body) -> None:
        head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
        self.wfile.write(b"data: " + json.dumps(head | data).encode() + b"\n\n")
        self.wfile.flush()

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            answer = self.server.next_step(
                self.path, {name.lower(): value for name, value in self.headers.items()}, body
            )(body)
            if callable(answer):
                answer(self)
                return
            data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in ({"Content-Type": "application/json"} | answer.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.steps = list(steps)
        self.bodies: list[Body] = []
        self.paths: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.lock = threading.Lock()

    def next_step(self, path: str, headers: dict[str, str], body: Body) -> Step:
        with self.lock:
            self.bodies.append(body)
            self.paths.append(path)
            self.heads.append(headers)
            return self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]


class FakeEndpoint:
    """The server while the ``with`` block runs; what it was asked is in ``bodies``, ``paths`` and ``heads``."""

    def __init__(self, *steps: Step) -> None:
        self.server = Server(steps)
        self.bodies, self.paths, self.heads = self.server.bodies, self.server.paths, self.server.heads
        self.root = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.root}/v1"

    def __enter__(self) -> "FakeEndpoint":
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()
