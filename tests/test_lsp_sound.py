"""What the language server does with broken messages, at the end of its life, and over a long session."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.lsp_client import WAIT_S, Client
from tests.test_lsp import STORY, _apply, _size

BROKEN: list[bytes] = [
    b"not json",
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b"[1, 2]",
    b"null",
    b"17",
    b'"text"',
    b"{}",
    b'{"jsonrpc": "2.0"}',
    b'{"jsonrpc": "1.0", "id": 1, "method": "textDocument/hover"}',
    b'{"jsonrpc": "2.0", "method": 5}',
    b'{"jsonrpc": "2.0", "method": null, "id": null}',
    b'{"jsonrpc": "2.0", "id": {"a": 1}, "method": "textDocument/hover", "params": {}}',
    b'{"jsonrpc": "2.0", "id": 900, "result": 1, "error": 2}',
    b'{"jsonrpc": "2.0", "id": "unknown", "result": {}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": 1}}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///x.md", "version": 1}}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "nonsense", "version": 1}, '
    b'"contentChanges": [{"text": "x"}]}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "http://[", "languageId": "markdown", '
    b'"version": 1, "text": "x"}}}',
    b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 12345}}',
    b'{"jsonrpc": "2.0", "method": "window/workDoneProgress/cancel", "params": {"token": "nobody"}}',
    b'{"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": {"settings": [1]}}',
    b'{"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": {"settings": {"storyai": {"select": 5}}}}',
    b"[" * 100_000,
]


def send(client: Client, body: bytes) -> None:
    assert client.process.stdin
    client.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    client.process.stdin.flush()


@pytest.mark.parametrize("body", BROKEN, ids=lambda body: body[:40].decode("latin-1"))
def test_a_broken_message_leaves_the_server_alive(body: bytes, broken: Client) -> None:
    send(broken, body)
    uri = "untitled:after"
    broken.number += 1
    broken.open(uri, STORY, version=broken.number)
    assert "AC201" in {d["code"] for d in broken.diagnostics(uri, broken.number)}
    assert broken.process.poll() is None


@pytest.fixture(scope="module")
def broken() -> Any:
    with Client(encodings=["utf-32"]) as client:
        yield client


def test_random_damage_to_messages_leaves_the_server_alive() -> None:
    choose = random.Random(5)
    uri = "untitled:x"
    place = {"textDocument": {"uri": uri}, "position": {"line": 9, "character": 3}}
    good = [
        {"id": 1, "method": "textDocument/hover", "params": place},
        {"id": 2, "method": "textDocument/completion", "params": place},
        {"id": 3, "method": "textDocument/codeAction",
         "params": {"textDocument": {"uri": uri}, "context": {"diagnostics": []},
                    "range": {"start": place["position"], "end": place["position"]}}},
        {"method": "textDocument/didChange",
         "params": {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": STORY}]}},
        {"id": 4, "method": "workspace/executeCommand", "params": {"command": "storyai.explain", "arguments": [{"code": "AC201"}]}},
    ]  # fmt: skip
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        for _ in range(300):
            body = bytearray(json.dumps({"jsonrpc": "2.0", **choose.choice(good)}).encode())
            for _ in range(choose.randrange(1, 4)):
                at = choose.randrange(len(body))
                if choose.random() < 0.5:
                    body[at] = choose.randrange(32, 127)
                else:
                    del body[at : at + choose.randrange(1, 9)]
            send(client, bytes(body))
        client.number = 10_000
        client.open("untitled:after", STORY, 1)
        assert client.diagnostics("untitled:after", 1)
        assert client.ask("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:after"}})


def test_a_request_after_the_shutdown_is_refused_and_the_exit_is_clean() -> None:
    with Client() as client:
        client.open("untitled:x", STORY)
        assert client.ask("shutdown", None) is None
        message = client.response(client.start("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:x"}}))
        assert message["error"]["code"] == -32600
        client.tell("exit", None)
        assert client.process.wait(timeout=WAIT_S) == 0
        assert client.stderr == b""


def test_an_exit_without_a_shutdown_is_an_error() -> None:
    with Client() as client:
        client.tell("exit", None)
        assert client.process.wait(timeout=WAIT_S) == 1


@pytest.mark.parametrize("rest", [b"", b"Content-Length: 50\r\n\r\n{", b"Content-Le"])
def test_the_end_of_the_input_ends_the_server_cleanly(rest: bytes) -> None:
    client = Client()
    assert client.process.stdin
    client.process.stdin.write(rest)
    client.process.stdin.close()
    assert client.process.wait(timeout=WAIT_S) == 0
    client.close()
    assert client.stderr == b""


def test_the_server_ends_with_its_client_although_its_input_stays_open() -> None:
    if sys.platform == "win32":
        pytest.skip("there is no way to look for a process there")
    read, write = os.pipe()  # we hold the writing end, as a forgotten child of an editor would
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    server = subprocess.Popen([sys.executable, "-m", "storyai", "lsp"], stdin=read, stdout=subprocess.DEVNULL)
    os.close(read)
    params = {"processId": editor.pid, "rootUri": None, "capabilities": {}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode()
    os.write(write, b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    editor.communicate(b"\n")
    assert server.wait(timeout=WAIT_S) == 1
    os.close(write)


def test_an_interrupt_ends_the_server_at_once_although_its_input_stays_open() -> None:
    client = Client()
    client.process.send_signal(signal.SIGINT)
    assert client.process.wait(timeout=WAIT_S) == 130
    client.close()
    assert client.stderr == b""


def test_stdout_carries_frames_and_nothing_else() -> None:
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen",
         "params": {"textDocument": {"uri": "untitled:x", "languageId": "markdown", "version": 1, "text": STORY}}},
        {"id": 2, "method": "no/such", "params": {}},
        {"id": 3, "method": "textDocument/hover", "params": {"wrong": 1}},
        {"id": 4, "method": "shutdown"},
        {"method": "exit"},
    ]  # fmt: skip
    frames = b""
    for message in messages:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        frames += b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    done = subprocess.run(
        [sys.executable, "-m", "storyai", "lsp"], input=frames, capture_output=True, check=True, timeout=WAIT_S
    )
    rest, numbers = done.stdout, []
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        assert head.startswith(b"Content-Length: "), head
        length = int(head.split(b"\r\n")[0].partition(b": ")[2])
        numbers.append(json.loads(rest[:length]).get("id"))
        rest = rest[length:]
    assert {1, 2, 3, 4} <= set(numbers)
    assert done.stderr == b""


def test_a_long_session_keeps_nothing_of_old_versions() -> None:
    uri = "untitled:x"
    with Client(encodings=["utf-32"]) as client:
        long = STORY + "".join(f"- [ ] Step {n} is done within {n} s\n" for n in range(400))

        def edits(first: int, last: int) -> tuple[int, int]:
            for version in range(first, last):
                client.change(uri, f"{long}- [ ] Edit {version} is fast\n", version)
                if version % 10 == 0:
                    client.diagnostics(uri, version)
                    client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
                    client.ask(
                        "workspace/executeCommand", {"command": "storyai.explain", "arguments": [{"code": "AC201"}]}
                    )
            time.sleep(0.05)
            return _size(client)

        client.open(uri, long)
        before = edits(2, 202)
        after = edits(202, 602)
    assert max(after[0], before[0]) <= 3  # the loop's and two workers'
    assert after[1] - before[1] < 6_000  # 400 texts alone would be 5 MB, their documents 100 MB


MESSY = """\
# Pause a running job

**Issue Type:** FEATURE
**Priority:** Urgent
**Complexity:** Small

## User Story
As an operator I want to pause a running job, so that I can change its configuration.

## Background
Restarts lose work.

## Acceptance Criteria
- [ ] **Criterion 1:** A click on Pause answers fast and is user-friendly
- [ ] **Criterion 2:** [Describe the criterion]
- [ ] **Criterion 3:** The old configuration is deleted from the disk etc.

## Technical Considerations
### Risks
- **Risk 1:** A paused job holds its lock

### Breaking Changes
- [x] Yes

## Testing Requirements
### Unit Tests
- 

<!-- storyai-disable AC201 -- nothing here -->
## Definition of Done
- [ ] Code reviewed

## Effort Estimate
**Estimated Hours:**
"""


def test_every_suppression_silences_its_finding_and_every_fix_is_an_edit_that_fits(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    everywhere = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, MESSY)
        found = client.diagnostics(uri, 1)
        context = {"range": everywhere, "context": {"diagnostics": []}}
        actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, **context})
        version = 1
        seen = set()
        for action in actions:
            if "edit" not in action or "diagnostics" not in action:
                continue
            version += 1
            (change,) = action["edit"]["documentChanges"]
            text = _apply(MESSY, change["edits"])
            client.change(uri, text, version)
            code, message = action["diagnostics"][0]["code"], action["diagnostics"][0]["message"]
            after = [d for d in client.diagnostics(uri, version) if (d["code"], d["message"]) == (code, message)]
            before = [d for d in found if (d["code"], d["message"]) == (code, message)]
            assert len(after) < len(before), (action["title"], text)
            seen.add(action["title"].split()[0])
        assert "Suppress" in seen and "Insert" in seen, seen
