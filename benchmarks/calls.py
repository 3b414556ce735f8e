"""Calls to a model: how near to ideal many at once come, and what one costs beside a bare HTTP client.

    python benchmarks/calls.py [--requests 100] [--concurrency 16] [--latency 0.2] [--rounds 3]

A server on this machine answers every request after ``--latency`` seconds. The ideal is what the latency alone
takes: ceil(requests / concurrency) x latency. The overhead of a call is its time above that of the bare client
(http.client on one kept connection), both one after the other against a server without latency.
"""

import argparse
import gc
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from storyai.engine import Answer, Request
from storyai.engine.cached import Store, cached
from storyai.engine.endpoint import Endpoint
from storyai.engine.keys import question
from storyai.engine.many import ask_many
from storyai.engine.openai_compatible import openai_compatible
from tests.asking import draft_reply
from tests.fake_endpoint import FakeEndpoint, Response

# The server runs in a process of its own: in this one it would share the interpreter's lock with the client.
SERVER = """
import sys, time
sys.path.insert(0, {root!r})
from tests.fake_endpoint import FakeEndpoint, says
latency, text = float(sys.argv[1]), sys.stdin.readline()
answer = says(text.strip())
def step(body):
    time.sleep(latency)
    return answer(body)
with FakeEndpoint(step) as server:
    print(server.server.server_port, flush=True)
    sys.stdin.read()
"""
PROMPT = "# System\n\nYou write stories.\n\n# User\n\n{{notes:numbered}}\n"
NOTES = "Guests want to pay without an account.\n" * 75  # about 3 kB, as notes are


class Server:
    """A server with a latency in its own process; ``url`` is its base URL."""

    def __init__(self, latency: float) -> None:
        code = SERVER.format(root=str(Path(__file__).parent.parent))
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(latency)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(draft_reply()) + "\n")
        self.process.stdin.flush()
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *given: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def timed(work: Callable[[], Any]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def bare(port: int, body: bytes, count: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(count):
        connection.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
        json.loads(connection.getresponse().read())
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    requests = [Request("draft", {"notes": NOTES}, sample=number) for number in range(args.requests)]
    with tempfile.TemporaryDirectory() as folder:
        prompts = Path(folder)
        (prompts / "draft.md").write_text(PROMPT)
        loading = timed(lambda: first_call(prompts))
        print(f"first call of a process, both clients imported: {loading * 1000:.0f} ms")
        at_once(args, requests, prompts)
        one_by_one(requests, prompts, args.rounds)
        kept(requests, prompts)


def first_call(prompts: Path) -> None:
    reply = {"choices": [{"message": {"content": json.dumps(draft_reply())}, "finish_reason": "stop"}]}
    with FakeEndpoint(lambda body: Response(reply)) as server:
        openai_compatible(Endpoint("fake", server.url), prompts=prompts)(Request("draft", {"notes": NOTES}))


def at_once(args: argparse.Namespace, requests: list[Request], prompts: Path) -> None:
    ideal = -(-len(requests) // args.concurrency) * args.latency
    with Server(args.latency) as server:
        engine = openai_compatible(Endpoint("fake", server.url), prompts=prompts)
        times = []
        for _ in range(args.rounds):
            answers: list[Any] = []
            times.append(timed(lambda into=answers: into.extend(ask_many(engine, requests, args.concurrency))))
            assert all(isinstance(answer, Answer) for answer in answers), answers
    best = min(times)
    print(
        f"{len(requests)} requests, concurrency {args.concurrency}, latency {args.latency * 1000:.0f} ms: "
        f"{best:.2f} s, {best / ideal:.2f} x the ideal of {ideal:.2f} s (rounds: {', '.join(f'{t:.2f}' for t in times)})"
    )


def one_by_one(requests: list[Request], prompts: Path, rounds: int) -> None:
    asked = question(requests[0], prompts)
    schema = {"type": "json_schema", "json_schema": {"name": "x", "schema": asked.schema, "strict": True}}
    body = json.dumps({"model": "fake", "messages": asked.messages, "response_format": schema}).encode()
    with Server(0) as server:
        engine = openai_compatible(Endpoint("fake", server.url), prompts=prompts)
        engine(requests[0])
        ours = statistics.median(timed(lambda: [engine(r) for r in requests]) for _ in range(rounds))
        plain = statistics.median(timed(lambda: bare(server.port, body, len(requests))) for _ in range(rounds))
    one, two = ours / len(requests) * 1000, plain / len(requests) * 1000
    print(f"one call without latency: {one:.2f} ms; bare HTTP client {two:.2f} ms; overhead {one - two:.2f} ms")


def kept(requests: list[Request], prompts: Path) -> None:
    def never(request: Request, /) -> Answer:
        return Answer(draft_reply())

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        never.name, never.model = "openai", "fake"  # type: ignore[attr-defined]
        engine = cached(never, store, identity="fake", prompts=prompts)  # type: ignore[arg-type]
        filling = timed(lambda: [engine(r) for r in requests])
        hits = timed(lambda: [engine(r) for r in requests])
        store.close()
    print(
        f"an answer from the cache: {hits / len(requests) * 1000:.2f} ms; kept in {filling / len(requests) * 1000:.2f} ms"
    )


if __name__ == "__main__":
    main()
