"""The language server's commands over the real process, with a model that is a real server on localhost."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.asking import draft_reply
from tests.fake_endpoint import FakeEndpoint, Response, fails, hangs, says
from tests.lsp_client import WAIT_S, Client
from tests.test_lsp import _apply

STORY = """\
# Export orders

## User Story
As a **shop owner**, I want **to export my orders**, so that **my accountant has them**.

## Acceptance Criteria
- [ ] The export is a CSV file with a `total` column
- [ ] 😀 The export of an order is fast
- [ ] The export is refused while an import runs, with the text "Import running"
"""
NOTES = "- shop owners export orders as CSV\n- at most 500 rows\n"
PROC = Path("/proc/self/task")


def children(client: Client) -> list[int]:
    """The processes that the server has started and that still live."""
    if not PROC.exists():
        pytest.skip("this system does not list the children of a process")
    found: list[int] = []
    for task in Path(f"/proc/{client.process.pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has just ended
            found += map(int, (task / "children").read_text().split())
    return found


@contextlib.contextmanager
def opened(gate: threading.Event) -> Iterator[None]:
    """Whatever happens, nobody waits at the gate afterwards."""
    try:
        yield
    finally:
        gate.set()


def start(client: Client, command: str, uri: str, **more: Any) -> int:
    return client.start("workspace/executeCommand", {"command": command, "arguments": [{"uri": uri, **more}]})


def until(true: Any) -> None:
    end = time.monotonic() + WAIT_S
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def endpoint(server: FakeEndpoint) -> dict[str, Any]:
    return {"engine": "openai", "baseUrl": server.url, "model": "fake", "path": "storyai"}


@pytest.mark.parametrize("way", ["$/cancelRequest", "window/workDoneProgress/cancel"])
@pytest.mark.parametrize("command", ["storyai.draft", "storyai.review"])
def test_cancelling_stops_the_process_that_asks_the_model(way: str, command: str, tmp_path: Path) -> None:
    gate = threading.Event()
    name, text = ("notes.txt", NOTES) if command == "storyai.draft" else ("story.md", STORY)
    uri = (tmp_path / name).as_uri()
    with FakeEndpoint(hangs(gate)) as server, opened(gate), Client(options=endpoint(server)) as client:
        client.open(uri, text, language="plaintext" if name.endswith("txt") else "markdown")
        number = start(client, command, uri)
        begun = client.notification("$/progress", lambda p: p["value"]["kind"] == "begin")
        assert begun["value"]["cancellable"]
        until(lambda: server.bodies)
        (child,) = children(client)
        client.tell(way, {"id": number} if way.startswith("$") else {"token": begun["token"]})
        assert client.response(number)["error"]["code"] == -32800
        ended = client.notification("$/progress", lambda p: p["value"]["kind"] == "end")
        assert ended["token"] == begun["token"]
        assert children(client) == []
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
        assert client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}}) is not None


@pytest.mark.parametrize("goodbye", [True, False], ids=["after a shutdown", "when the client is gone"])
def test_a_model_call_does_not_outlive_the_server(goodbye: bool, tmp_path: Path) -> None:
    gate = threading.Event()
    uri = (tmp_path / "story.md").as_uri()
    with FakeEndpoint(hangs(gate)) as server, opened(gate):
        client = Client(options=endpoint(server))
        client.open(uri, STORY)
        start(client, "storyai.review", uri)
        until(lambda: server.bodies)
        (child,) = children(client)
        assert client.process.stdin
        if goodbye:
            client.ask("shutdown", None)
            client.tell("exit", None)
        else:
            client.process.stdin.close()
        assert client.process.wait(timeout=WAIT_S) == 0
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
        client.close()


def test_typing_and_looking_never_ask_the_model(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    document = {"textDocument": {"uri": uri}}
    place = {"line": 7, "character": len(STORY.splitlines()[7])}  # in UTF-16 this is inside "fast"
    with FakeEndpoint(says("{}")) as server, Client(options=endpoint(server)) as client:
        client.open(uri, STORY)
        for version in range(2, 6):
            client.change(uri, STORY + "x" * version, version)
            client.diagnostics(uri, version)
        client.ask("textDocument/hover", {**document, "position": place})
        context = {"range": {"start": place, "end": place}, "context": {"diagnostics": []}}
        actions = client.ask("textDocument/codeAction", {**document, **context})
        assert "Ask the model for rewrites" in {action["title"] for action in actions}
        client.ask("textDocument/codeLens", document)
        assert server.bodies == []


def test_a_models_findings_join_the_others_until_the_text_changes(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    found = {"quote": "while an import runs", "kind": "untestable", "category": None, "why": "w", "remedy": "r",
             "severity": "warning"}  # fmt: skip
    reply = says(json.dumps({"surface": "orders", "findings": [found]}))
    with FakeEndpoint(reply) as server, Client(options=endpoint(server), encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        before = {d["code"] for d in client.diagnostics(uri, 1)}
        result = client.response(start(client, "storyai.review", uri))["result"]
        assert result == {"findings": 1, "rewrites": 0, "stale": False}
        codes = [d["code"] for d in client.diagnostics(uri, 1)]
        assert set(codes) == before | {"MD001"}
        assert server.bodies[0]["model"] == "fake"
        client.change(uri, STORY + "\n", 2)
        assert "MD001" not in {d["code"] for d in client.diagnostics(uri, 2)}


def test_findings_for_a_text_that_has_changed_since_are_dropped(tmp_path: Path) -> None:
    gate = threading.Event()
    uri = (tmp_path / "story.md").as_uri()

    def slow(request: dict[str, Any]) -> Any:
        gate.wait(WAIT_S)
        return says(json.dumps({"surface": "orders", "findings": []}))(request)

    with FakeEndpoint(slow) as server, Client(options=endpoint(server)) as client:
        client.open(uri, STORY)
        number = start(client, "storyai.review", uri)
        until(lambda: server.bodies)
        client.change(uri, STORY + "\nmore\n", 2)
        client.diagnostics(uri, 2)  # the server answers while the model thinks
        gate.set()
        assert client.response(number)["result"]["stale"]
        assert "changed" in client.notification("window/showMessage")["message"]


def test_rewrites_become_quick_fixes(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    rewrites = ["The export of an order ends in (Open question: how many seconds?)",
                "The export of an order shows a bar (Open question: of which steps?)"]  # fmt: skip

    def step(request: dict[str, Any]) -> Any:
        if "criteria to rewrite" in request["messages"][1]["content"]:
            return says(json.dumps({"suggestions": [{"criterion": 1, "rewrites": rewrites}]}))(request)
        return says(json.dumps({"surface": "orders", "findings": []}))(request)

    with FakeEndpoint(step) as server, Client(options=endpoint(server), encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        vague = next(d for d in client.diagnostics(uri, 1) if d["code"] == "AC201")
        result = client.response(start(client, "storyai.suggest", uri))["result"]
        assert result["rewrites"] == 2
        context = {"range": vague["range"], "context": {"diagnostics": []}}
        actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, **context})
        texts = [_apply(STORY, a["edit"]["documentChanges"][0]["edits"]) for a in actions if "edit" in a]
    for rewrite in rewrites:
        assert STORY.replace("😀 The export of an order is fast", rewrite) in texts


def test_a_model_that_fails_is_reported_and_the_server_lives_on(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with FakeEndpoint(fails(401, "no such key")) as server, Client(options=endpoint(server)) as client:
        client.open(uri, STORY)
        assert client.response(start(client, "storyai.review", uri))["result"] is None
        assert "no such key" in client.notification("window/showMessage")["message"]
        assert client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})


def test_a_draft_with_the_model_comes_from_the_clients_endpoint(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES)
    with FakeEndpoint(says(json.dumps(draft_reply("Export the orders")))) as server:
        with Client(options=endpoint(server)) as client:
            client.open(notes.as_uri(), NOTES, language="plaintext")
            result = client.response(start(client, "storyai.draft", notes.as_uri()))["result"]
        assert server.bodies and server.bodies[0]["model"] == "fake"
    assert result["uri"] == (tmp_path / "notes.story.md").as_uri()


def test_an_unsaved_buffer_of_notes_is_drafted_clarified_and_explained() -> None:
    uri = "untitled:Untitled-1"
    with Client() as client:
        client.open(uri, NOTES, language="plaintext")
        assert client.diagnostics(uri, 1) == []
        draft = client.response(start(client, "storyai.draft", uri))["result"]
        assert "## Acceptance Criteria" in draft["markdown"] and draft["uri"] is None
        questions = client.response(start(client, "storyai.clarify", uri))["result"]["markdown"]
        assert "?" in questions
        client.open("untitled:Untitled-2", STORY)
        assert "AC201" in {d["code"] for d in client.diagnostics("untitled:Untitled-2", 1)}
        page = client.ask("workspace/executeCommand", {"command": "storyai.explain", "arguments": [{"code": "AC201"}]})
        assert "unmeasured-quality" in page["markdown"]


def test_a_revision_is_an_edit_for_the_version_it_was_made_of(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    text = STORY.replace("As a **shop owner**, I want", "As a shop owner I want")
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, text, version=7)
        result = client.response(start(client, "storyai.revise", uri))["result"]
        if result["markdown"] != text:
            (change,) = client.notification("workspace/applyEdit")["edit"]["documentChanges"]
            assert change["textDocument"] == {"uri": uri, "version": 7}
            assert _apply(text, change["edits"]) == result["markdown"]
        assert STORY.splitlines()[0] in result["markdown"]


def test_a_draft_never_replaces_a_file(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES)
    (tmp_path / "notes.story.md").write_text("mine")
    with Client() as client:
        client.open(notes.as_uri(), NOTES, language="plaintext")
        result = client.response(start(client, "storyai.draft", notes.as_uri()))["result"]
    assert result["uri"] == (tmp_path / "notes.2.story.md").as_uri()
    assert (tmp_path / "notes.story.md").read_text() == "mine"


def test_a_fault_of_the_endpoint_in_words_reaches_nobodys_stdout(tmp_path: Path) -> None:
    """Every byte on stdout belongs to a frame: the client would fail to read anything else."""
    uri = (tmp_path / "story.md").as_uri()
    noisy = Response({"choices": "nonsense"})
    with FakeEndpoint(lambda request: noisy) as server, Client(options=endpoint(server)) as client:
        client.open(uri, STORY)
        client.response(start(client, "storyai.review", uri))
        assert client.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}})
