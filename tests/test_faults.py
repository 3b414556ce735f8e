"""What an endpoint can do to a run: each fault ends in one clear line, after the documented number of requests."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from pathlib import Path
from time import time

import pytest

from storyai.engine import Answer, Request, Usage
from storyai.engine.cached import Store, cached
from storyai.engine.endpoint import Endpoint
from storyai.engine.openai_compatible import openai_compatible
from storyai.engine.replay import record
from storyai.engine.usage import Meter
from storyai.errors import BadReply, EngineError, EngineUnavailable
from tests.asking import NOTES, draft_reply, prompt_folder
from tests.fake_endpoint import FakeEndpoint, Step, fails, gives, hangs, resets, says, stream, trickles

SECRET = "sk-proj-hunter2hunter2hunter2"
REPLY = draft_reply()
GOOD = json.dumps(REPLY)
BAD = json.dumps(REPLY | {"title": 3})
OTHER = json.dumps({"name": "someone else's shape"})


@dataclass
class Run:
    """One question put to a server: what came of it."""

    server: FakeEndpoint
    answer: Answer | None = None
    error: Exception | None = None
    waits: list[float] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    meter: Meter = field(default_factory=Meter)
    texts: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The error's line without the model and address that every line begins with."""
        begin = f"gpt-x at {self.server.url}: "
        assert str(self.error).startswith(begin), repr(self.error)
        return str(self.error).removeprefix(begin)


def ask(
    tmp_path: Path, *steps: Step, streaming: bool = False, request: Request = NOTES, remember: Path | None = None,
    **settings: float | int | None,
) -> Run:  # fmt: skip
    with FakeEndpoint(*steps) as server:
        return ask_at(server, tmp_path, streaming=streaming, request=request, remember=remember, **settings)


def ask_at(
    server: FakeEndpoint, tmp_path: Path, *, streaming: bool = False, request: Request = NOTES,
    remember: Path | None = None, url: str | None = None, **settings: float | int | None,
) -> Run:  # fmt: skip
    run = Run(server)
    endpoint = replace(Endpoint("gpt-x", url or server.url, SECRET), **settings)  # type: ignore[arg-type]
    engine = openai_compatible(
        endpoint, prompts=prompt_folder(tmp_path / "prompts"), meter=run.meter, notice=run.notices.append,
        progress=run.texts.append if streaming else None, remember=remember, wait=run.waits.append,
    )  # fmt: skip
    try:
        run.answer = engine(request)
    except EngineError as error:
        run.error = error
    return run


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Opens when the test is over, so that no server thread hangs on."""
    event = threading.Event()
    yield event
    event.set()


TOOL = {"id": "c", "type": "function", "function": {"name": "SomethingElse", "arguments": OTHER}}
# Fault -> steps of the server, class and line of the error, requests.
FAULTS: dict[str, tuple[tuple[Step, ...], type[EngineError], str, int]] = {
    "reset": ((resets(),), EngineUnavailable, "the connection failed: connection reset by peer (3 requests)", 3),
    "400": ((fails(400, "bad request"),), EngineUnavailable, "the request was refused (400): bad request", 1),
    "400 too long": (
        (fails(400, "maximum context length is 8192", code="context_length_exceeded"),),
        EngineUnavailable, "the text is too long for this model (400): maximum context length is 8192", 1,
    ),
    "400 filter": (
        (fails(400, "the prompt triggered a policy", code="content_filter"),),
        BadReply, "the provider's content filter stopped the request: the prompt triggered a policy", 1,
    ),
    "401 that echoes the key": (
        (fails(401, f"Incorrect API key provided: {SECRET}."),),
        EngineUnavailable,
        "the key was refused (401): Incorrect API key provided: [key]; check OPENAI_API_KEY and the base URL", 1,
    ),
    "402": ((fails(402, "no credit"),), EngineUnavailable, "payment is required (402): no credit", 1),
    "403": (
        (fails(403, "not yours"),),
        EngineUnavailable, "access is denied (403): not yours; check what this key may use", 1,
    ),
    "404 model": (
        (fails(404, "The model `gpt-x` does not exist"),),
        EngineUnavailable,
        "no such model or address (404): The model `gpt-x` does not exist; check the model's name and the base URL", 1,
    ),
    "408": ((fails(408, ""),), EngineUnavailable, "the server timed out (408) (3 requests)", 3),
    "409": ((fails(409, "busy"),), EngineUnavailable, "conflict (409): busy (3 requests)", 3),
    "413": ((fails(413, "big"),), EngineUnavailable, "the text is too long for this model (413): big", 1),
    "422": ((fails(422, "messages missing"),), EngineUnavailable, "the request was refused (422): messages missing", 1),
    "429": ((fails(429, "slow down"),), EngineUnavailable, "too many requests (429): slow down (3 requests)", 3),
    "429 with a long wait": (
        (fails(429, "slow down", headers={"Retry-After": "90"}),),
        EngineUnavailable, "too many requests (429); it asks to wait 90 s: try again later", 1,
    ),
    "429 without quota": (
        (fails(429, "You exceeded your quota", code="insufficient_quota"),),
        EngineUnavailable, "the quota is used up (429): You exceeded your quota", 1,
    ),
    "429 that says not again": (
        (fails(429, "no", headers={"x-should-retry": "false"}),), EngineUnavailable, "too many requests (429): no", 1,
    ),
    "500": ((fails(500, "oops"),), EngineUnavailable, "the server failed (500): oops (3 requests)", 3),
    "502 with a page": (
        (gives(b"<html><b>Bad gateway</b></html>", "text/html", 502),),
        EngineUnavailable, "the gateway failed (502) (3 requests)", 3,
    ),
    "503": ((fails(503, "later"),), EngineUnavailable, "the server is overloaded (503): later (3 requests)", 3),
    "503 with a long wait": (
        (fails(503, "x", headers={"Retry-After": "3600"}),),
        EngineUnavailable, "the server is overloaded (503); it asks to wait 3600 s: try again later", 1,
    ),
    "200 with an error": (
        (gives({"error": {"message": "Provider down", "code": 502}}),),
        EngineUnavailable, "an error in place of a reply (502): Provider down", 1,
    ),
    "200 with a page": (
        (gives(b"<!DOCTYPE html><title>Login</title>", "text/html"),),
        EngineUnavailable, "a web page in place of a reply: is this the base URL of an API?", 1,
    ),
    "200 with no JSON": ((gives(b"hello"),), EngineUnavailable, "a body that is not JSON: 'hello'", 1),
    "200 with another JSON": ((gives([1]),), EngineUnavailable, "a JSON list in place of a completion", 1),
    "empty choices": ((gives({"choices": []}),), EngineUnavailable, "an answer without choices", 1),
    "no message": ((gives({"choices": [{}]}),), EngineUnavailable, "an answer without a message", 1),
    "refusal": ((says(None, refusal="I cannot help."),), BadReply, "the model refuses: I cannot help.", 1),
    "content filter": (
        (says("", finish="content_filter"),), BadReply, "the provider's content filter stopped the reply", 1,
    ),
    "cut off": (
        (says(GOOD[:50], finish="length"),), BadReply,
        "the reply was cut off at the length limit: set a higher max-tokens, or shorten the text", 1,
    ),
    "malformed JSON": (
        (says("{'title': 1}"),), BadReply,
        "the reply to draft never had the right shape (3 replies): the reply: Invalid JSON: key must be a string at "
        "line 1 column 2", 3,
    ),
    "nothing": (
        (says(None),), BadReply,
        "the reply to draft never had the right shape (3 replies): the reply: Invalid JSON: EOF while parsing a value "
        "at line 1 column 0", 3,
    ),
    "wrong tool": (
        (says(None, tool_calls=[TOOL]),), BadReply,
        "the reply to draft never had the right shape (3 replies): title: Field required (and ", 3,
    ),
    "wrong for ever": (
        (says(BAD),), BadReply, "the reply to draft never had the right shape (3 replies): title: Input should be a", 3,
    ),
}  # fmt: skip
STREAMED = [name for name in FAULTS if name not in ("empty choices", "no message")]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_one_clear_line(tmp_path: Path, name: str) -> None:
    check(tmp_path, name, streaming=False)


@pytest.mark.parametrize("name", STREAMED)
def test_a_fault_while_streaming_ends_in_the_same_line(tmp_path: Path, name: str) -> None:
    check(tmp_path, name, streaming=True)


def check(tmp_path: Path, name: str, streaming: bool) -> None:
    steps, kind, line, requests = FAULTS[name]
    run = ask(tmp_path, *steps, streaming=streaming)
    assert type(run.error) is kind and kind.exit_code == 3
    assert run.line.startswith(line) if line.endswith(("(and ", "be a")) else run.line == line
    assert len(run.server.bodies) == requests == run.meter.usage.requests
    assert run.meter.usage.retries == requests - 1
    assert "\n" not in run.line and "hunter2" not in f"{run.error}{run.notices}"
    assert max(run.waits, default=0) <= 20


# What still ends well -> steps, requests.
MENDED: dict[str, tuple[tuple[Step, ...], int]] = {
    "good": ((says(GOOD),), 1),
    "fenced": ((says(f"```json\n{GOOD}\n```"),), 1),
    "fenced within prose": ((says(f"Here you are:\n\n```\n{GOOD}\n```\nAnything else?"),), 1),
    "thoughts before it": ((says(f"<think>\nThey want {{json}}. ```x```\n</think>\n\n{GOOD}"),), 1),
    "prose around it": ((says(f"Sure! {GOOD} Bye."),), 1),
    "in a tool call nobody offered": (
        (says(None, tool_calls=[{**TOOL, "function": {"name": "json", "arguments": GOOD}}]),), 1,
    ),
    "in parts": ((gives({"choices": [{"message": {"content": [{"type": "text", "text": GOOD}]}}]}),), 1),
    "wrong shape twice, then right": ((says(BAD), says(OTHER), says(GOOD)), 3),
    "not JSON, then right": ((says("I would rather talk."), says(GOOD)), 2),
    "two resets": ((resets(), resets(), says(GOOD)), 3),
    "429, then 500": ((fails(429), fails(500), says(GOOD)), 3),
    "500 after a wrong shape": ((says(BAD), fails(500), says(GOOD)), 3),
}  # fmt: skip


@pytest.mark.parametrize("streaming", [False, True])
@pytest.mark.parametrize("name", MENDED)
def test_a_fault_that_passes_is_mended(tmp_path: Path, name: str, streaming: bool) -> None:
    steps, requests = MENDED[name]
    run = ask(tmp_path, *steps, streaming=streaming)
    assert run.answer is not None and run.answer.reply == REPLY
    assert run.answer.usage == run.meter.usage
    assert (len(run.server.bodies), run.answer.usage.requests, run.answer.usage.retries) == (
        requests, requests, requests - 1,
    )  # fmt: skip


def test_usage_counts_failed_replies_too(tmp_path: Path) -> None:
    run = ask(tmp_path, says(BAD), says(OTHER), says(GOOD))
    assert run.meter.usage == Usage(requests=3, retries=2, prompt_tokens=300, completion_tokens=60)
    failed = ask(tmp_path, says(BAD))
    assert failed.meter.usage.prompt_tokens == 300


def test_tokens_cached_by_the_provider_are_counted(tmp_path: Path) -> None:
    usage = {"prompt_tokens": 2000, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 1024}}
    run = ask(tmp_path, says(GOOD, usage=usage))
    assert run.meter.usage == Usage(1, 0, 2000, 5, 1024)


def test_a_wrong_reply_goes_back_with_its_faults_and_no_more_than_that(tmp_path: Path) -> None:
    huge = json.dumps(REPLY | {"title": "x" * 200_000})
    run = ask(tmp_path, says(BAD), says(huge), says(GOOD))
    roles = [[message["role"] for message in body["messages"]] for body in run.server.bodies]
    assert roles == [["system", "user"], *[["system", "user", "assistant", "user"]] * 2]
    first, second = run.server.bodies[1]["messages"][2:], run.server.bodies[2]["messages"][2:]
    assert first[0]["content"] == BAD and "title" in first[1]["content"]
    assert "pydantic.dev" not in first[1]["content"]
    assert len(second[0]["content"]) < 30_000 and "characters left out" in second[0]["content"]
    assert run.server.bodies[0]["messages"] == run.server.bodies[2]["messages"][:2]


def test_a_time_out_before_the_answer_is_tried_twice(tmp_path: Path, gate: threading.Event) -> None:
    run = ask(tmp_path, hangs(gate), timeout=0.2)
    assert run.line == "no answer within 0.2 s (setting timeout) (2 requests)" and len(run.server.bodies) == 2


def test_a_time_out_within_the_answer_is_tried_twice(tmp_path: Path, gate: threading.Event) -> None:
    run = ask(tmp_path, hangs(gate, after=b'{"choices": ['), timeout=0.2)
    assert run.line == "no answer within 0.2 s (setting timeout) (2 requests)" and len(run.server.bodies) == 2


OK = b"HTTP/1.1 200 OK\r\nContent-Type: "
TRICKLES = {
    "the head": (False, b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
    "the body": (False, OK + b"application/json\r\nContent-Length: 100000\r\n\r\n", b" "),
    "comments in the stream": (True, OK + b"text/event-stream\r\n\r\n", b": still working\n\n"),
    "text in the stream": (
        True, OK + b"text/event-stream\r\n\r\n", b'data: {"choices": [{"index": 0, "delta": {"content": "x"}}]}\n\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRICKLES)
def test_an_answer_that_trickles_for_ever_ends_at_the_limit_for_the_whole(
    tmp_path: Path, gate: threading.Event, name: str
) -> None:
    streaming, head, piece = TRICKLES[name]
    run = ask(tmp_path, trickles(gate, head, piece), streaming=streaming, timeout=20.0, total_timeout=2.0)
    assert isinstance(run.error, EngineUnavailable) and len(run.server.bodies) == 1
    assert run.line == "the answer was not complete within 2 s (setting total-timeout)"


def test_a_stream_that_stops_is_asked_for_again_three_times_in_all(tmp_path: Path) -> None:
    run = ask(tmp_path, stream(GOOD[:40], finish=None, done=False), streaming=True)
    assert run.line == "the connection failed: the stream stopped before the reply was complete (3 requests)"
    assert len(run.server.bodies) == 3


def test_a_stream_that_stops_after_the_whole_reply_is_good(tmp_path: Path) -> None:
    run = ask(tmp_path, stream(GOOD, finish=None, done=False), streaming=True)
    assert run.answer is not None and run.answer.reply == REPLY


def test_a_server_that_does_not_stream_is_understood(tmp_path: Path) -> None:
    body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": GOOD}, "finish_reason": "stop"}]}
    run = ask(tmp_path, gives(body), streaming=True)
    assert run.answer is not None and len(run.server.bodies) == 1


@pytest.mark.parametrize(
    ("refused", "sent"),
    [("stream_options", [(True, True), (True, None)]), ("stream", [(True, True), (None, None)])],
)
def test_an_endpoint_that_refuses_to_stream_is_asked_without(
    tmp_path: Path, refused: str, sent: list[tuple[bool | None, bool | None]]
) -> None:
    run = ask(tmp_path, fails(400, f"unknown field {refused}", param=refused), says(GOOD), streaming=True)
    assert run.answer is not None and run.answer.reply == REPLY
    assert [(body.get("stream"), bool(body.get("stream_options")) or None) for body in run.server.bodies] == sent


def test_progress_is_the_text_so_far(tmp_path: Path) -> None:
    run = ask(tmp_path, says(GOOD), streaming=True)
    assert len(run.texts) > 10 and run.texts[-1] == GOOD
    assert all(GOOD.startswith(text) for text in run.texts) and run.texts == sorted(run.texts, key=len)


def test_a_refused_connection_is_one_line(tmp_path: Path) -> None:
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
    run = ask_at(FakeEndpoint(says(GOOD)), tmp_path, url=url)
    run.server.server.server_close()
    assert str(run.error) == f"gpt-x at {url}: the connection failed: connection refused (3 requests)"


def test_an_unknown_host_is_one_line(tmp_path: Path) -> None:
    server = FakeEndpoint(says(GOOD))
    server.server.server_close()
    run = ask_at(server, tmp_path, url="http://no-such-host.invalid/v1")
    assert str(run.error).startswith("gpt-x at http://no-such-host.invalid/v1: the connection failed: ")
    assert "\n" not in str(run.error) and "Errno" not in str(run.error)


def test_a_short_wait_that_is_asked_for_is_kept_and_said(tmp_path: Path) -> None:
    run = ask(
        tmp_path, fails(429, headers={"Retry-After": "7"}), fails(503, headers={"retry-after-ms": "1500"}), says(GOOD)
    )
    assert run.waits == [7.0, 1.5] and run.answer is not None
    assert run.notices == [
        f"gpt-x at {run.server.url}: too many requests (429); asking again in 7.0 s",
        f"gpt-x at {run.server.url}: the server is overloaded (503); asking again in 1.5 s",
    ]


def test_a_wait_until_a_date_is_understood(tmp_path: Path) -> None:
    near = ask(tmp_path, fails(429, headers={"Retry-After": formatdate(time() + 10, usegmt=True)}), says(GOOD))
    assert 5 < near.waits[0] <= 10
    far = ask(tmp_path, fails(429, headers={"Retry-After": formatdate(time() + 900, usegmt=True)}))
    assert "it asks to wait " in far.line and len(far.server.bodies) == 1


def test_without_a_wait_asked_for_the_second_is_longer(tmp_path: Path) -> None:
    run = ask(tmp_path, fails(500))
    assert 0.3 < run.waits[0] <= 0.5 and 1.5 <= run.waits[1] <= 2.0


def twice(tmp_path: Path, *steps: Step) -> tuple[list[str], int]:
    """Two questions to one engine: the lines they end with, and the requests made."""
    lines = []
    with FakeEndpoint(*steps) as server:
        engine = openai_compatible(
            Endpoint("gpt-x", server.url), prompts=prompt_folder(tmp_path / "prompts"), wait=lambda seconds: None
        )
        for number in range(2):
            try:
                engine(replace(NOTES, sample=number))
                lines.append("good")
            except EngineError as error:
                lines.append(str(error).partition("/v1: ")[2])
    return lines, len(server.bodies)


def test_after_a_fault_that_lasts_the_next_question_costs_no_request(tmp_path: Path) -> None:
    for step in (resets(), fails(401, "x"), fails(403, "x"), fails(404, "x"), fails(429, code="insufficient_quota")):
        lines, requests = twice(tmp_path, step)
        assert lines[0] == lines[1] != "good" and requests in (1, 3)
    assert twice(tmp_path, fails(429, headers={"Retry-After": "60"}))[1] == 1


def test_after_a_fault_of_one_question_the_next_is_asked(tmp_path: Path) -> None:
    for step in (fails(400, "too long"), says(None, refusal="no"), gives({"choices": []})):
        lines, requests = twice(tmp_path, step, says(GOOD))
        assert lines[0] != "good" and lines[1] == "good" and requests == 2


def test_control_characters_of_an_endpoint_stay_out_of_the_line(tmp_path: Path) -> None:
    run = ask(tmp_path, fails(400, "a\x1b[31mred\x1b[0m\r\nb\x07\u202ec\u2028d" + "x" * 5000))
    assert run.line.isprintable() and len(run.line) < 300 and "[31m" not in run.line


def test_no_secret_is_left_anywhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="storyai")
    caplog.set_level("INFO")
    echo = json.dumps({"error": {"message": f"key {SECRET} Bearer {SECRET} sk-abc***xyz", "echo": SECRET}})
    steps = [
        fails(400, f"Unsupported parameter 'temperature' {SECRET}"),
        fails(500, SECRET),
        says(GOOD),
        gives(echo.encode()),
    ]
    lines = []
    with FakeEndpoint(*steps) as server, closing(Store(tmp_path / "cache")) as store:
        endpoint = Endpoint("gpt-x", server.url, SECRET, temperature=0.5)
        prompts = prompt_folder(tmp_path / "prompts")
        engine = openai_compatible(
            endpoint, prompts=prompts, notice=lines.append, remember=tmp_path / "cache", wait=lambda seconds: None
        )
        engine = record(
            cached(engine, store, identity=endpoint.identity, prompts=prompts), tmp_path / "recordings", prompts=prompts
        )
        engine(NOTES)
        with pytest.raises(EngineUnavailable) as caught:
            engine(replace(NOTES, sample=1))
    lines += [str(caught.value), caplog.text, repr(engine), repr(endpoint)]
    assert server.heads[0]["authorization"] == f"Bearer {SECRET}"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 4
    for text in [*lines, *(path.read_bytes().decode("latin-1") for path in files)]:
        assert "hunter2" not in text and "sk-abc" not in text


def storyai(server: FakeEndpoint, cwd: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    import os

    environment = {**os.environ, "OPENAI_API_KEY": SECRET, "OPENAI_BASE_URL": server.url, "STORYAI_MODEL": "gpt-x"}
    environment |= variables
    command = [sys.executable, "-m", "storyai", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment)


@pytest.mark.parametrize("name", ["401 that echoes the key", "refusal", "200 with a page", "wrong for ever"])
def test_at_the_command_line_a_fault_is_exit_3_one_line_and_no_output(tmp_path: Path, name: str) -> None:
    steps, _, line, requests = FAULTS[name]
    (tmp_path / "notes.txt").write_text("Guests want to pay without an account.\n")
    with FakeEndpoint(*steps) as server:
        done = storyai(server, tmp_path, "draft", "notes.txt", "-o", "story.md")
    assert done.returncode == 3 and done.stdout == "" and not (tmp_path / "story.md").exists()
    assert "Traceback" not in done.stderr and "hunter2" not in done.stderr
    assert line in done.stderr and len(server.bodies) == requests


def test_at_the_command_line_an_answer_that_trickles_is_exit_3_and_one_line(
    tmp_path: Path, gate: threading.Event
) -> None:
    (tmp_path / "notes.txt").write_text("Guests want to pay without an account.\n")
    with FakeEndpoint(trickles(gate, *TRICKLES["the body"][1:])) as server:
        done = storyai(server, tmp_path, "draft", "notes.txt", "--quiet", STORYAI_TOTAL_TIMEOUT="2.5")
        assert done.returncode == 3 and done.stdout == ""
        line = f"storyai: gpt-x at {server.url}: the answer was not complete within 2.5 s (setting total-timeout)\n"
        assert done.stderr == line and len(server.bodies) == 1


def test_at_the_command_line_a_spent_budget_is_exit_4_before_any_call(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Guests want to pay without an account.\n")
    with FakeEndpoint(says(GOOD)) as server:
        done = storyai(server, tmp_path, "draft", "notes.txt", "--budget", "50")
    assert done.returncode == 4 and "the budget of 50 tokens is spent" in done.stderr and server.bodies == []


def test_the_documented_numbers_of_requests_are_those_tested() -> None:
    page = (Path(__file__).parent.parent / "docs" / "engines.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:3]] for line in page.splitlines() if line.startswith("|")]
    documented = {
        code: int(requests)
        for faults, requests in rows
        for code in faults.split(", ")
        if requests.isdigit() and code.isdigit()
    }
    tested = {name: FAULTS[name][3] for name in FAULTS if name.isdigit()}
    assert len(tested) >= 9 and tested == {code: documented[code] for code in tested}
    assert set(documented) - set(tested) <= {"401", "404", "502", "504"}
