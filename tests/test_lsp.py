"""The language server as a real process, driven by a client that shares no code with it."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lsp_client import Client

STORY = """# Pause a running job

**Issue Type:** FEATURE
**Priority:** High
**Complexity:** Small

## User Story
As an operator 😀, I want to pause a running job, so that I can change its configuration.

## Acceptance Criteria
- [ ] é😀́ A click on Pause answers fast
- [X ] The job list shows "Paused" within 2 s
"""


def _units(text: str, encoding: str) -> int:
    """Length of a text in an encoding's units; written apart from the server's own conversion."""
    return (
        len(text.encode(encoding + ("-le" if encoding != "utf-8" else "")))
        // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    )


def _command_line(text: str, path: str) -> list[dict[str, Any]]:
    """What ``storyai review`` says about a text: the server must say the same."""
    done = subprocess.run(
        [sys.executable, "-m", "storyai", "review", "-", "--stdin-filename", path, "--format", "json", "--no-cache"],
        input=text.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr.decode()
    findings: list[dict[str, Any]] = json.loads(done.stdout)["files"][0]["findings"]
    return findings


def _same(text: str, diagnostics: list[dict[str, Any]], findings: list[dict[str, Any]], encoding: str) -> None:
    lines = re.split(r"\r\n|\n|\r", text)

    def place(line: int, column: int) -> dict[str, int]:
        return {"line": line - 1, "character": _units(lines[line - 1][: column - 1], encoding)}

    wanted = [
        (f["code"], place(f["line"], f["column"]), place(f["end_line"], f["end_column"]), f"{f['message']}\n{f['help']}".strip())
        for f in findings
    ]  # fmt: skip
    assert [(d["code"], d["range"]["start"], d["range"]["end"], d["message"]) for d in diagnostics] == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_exact_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=[encoding]) as client:
        assert client.initialized["capabilities"]["positionEncoding"] == encoding
        client.open(uri, STORY)
        diagnostics = client.diagnostics(uri, 1)
    findings = _command_line(STORY, str(tmp_path / "story.md"))
    assert any(finding["code"] == "AC201" for finding in findings)
    _same(STORY, diagnostics, findings, encoding)


def test_without_a_choice_columns_count_utf16_units(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client() as client:
        client.open(uri, STORY)
        _same(STORY, client.diagnostics(uri, 1), _command_line(STORY, str(tmp_path / "story.md")), "utf-16")


def test_a_client_that_pulls_is_not_pushed(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(pull=True) as client:
        client.open(uri, STORY)
        report = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert report["kind"] == "full" and report["items"]
        again = client.ask(
            "textDocument/diagnostic", {"textDocument": {"uri": uri}, "previousResultId": report["resultId"]}
        )
        assert again["kind"] == "unchanged"
        assert not [message for message in client.seen if message["method"] == "textDocument/publishDiagnostics"]


def test_a_change_is_looked_at_anew(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        assert "AC201" in {d["code"] for d in client.diagnostics(uri, 1)}
        client.change(uri, STORY.replace("answers fast", "answers within 1 s"), 2)
        assert "AC201" not in {d["code"] for d in client.diagnostics(uri, 2)}


def test_hover_shows_the_rules_page_and_the_templates_guidance(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    line = STORY[: STORY.index("fast")].count("\n")
    column = STORY.splitlines()[line].index("fast")
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        document = {"uri": uri}
        page = client.ask(
            "textDocument/hover", {"textDocument": document, "position": {"line": line, "character": column}}
        )
        assert "AC201" in page["contents"]["value"] and "Good:" in page["contents"]["value"]
        heading = STORY[: STORY.index("## Acceptance")].count("\n")
        words = client.ask(
            "textDocument/hover", {"textDocument": document, "position": {"line": heading, "character": 5}}
        )
        assert words and words["contents"]["value"].strip()


def test_a_suppression_from_the_editor_silences_the_finding(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        found = next(d for d in client.diagnostics(uri, 1) if d["code"] == "AC201")
        actions = client.ask(
            "textDocument/codeAction",
            {"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}},
        )
        action = next(a for a in actions if a["title"].startswith("Suppress AC201"))
        text = _apply(STORY, action["edit"]["documentChanges"][0]["edits"])
        assert action["edit"]["documentChanges"][0]["textDocument"]["version"] == 1
        client.change(uri, text, 2)
        assert "AC201" not in {d["code"] for d in client.diagnostics(uri, 2)}


def _apply(text: str, edits: list[dict[str, Any]]) -> str:
    """Apply protocol edits in utf-32 columns."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]

    def offset(place: dict[str, int]) -> int:
        return starts[place["line"]] + place["character"] if place["line"] < len(starts) else len(text)

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        text = text[: offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]) :]
    return text


def test_formatting_touches_ticks_and_nothing_else(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    text = STORY.replace("- [X ] The", "- [X] The")
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, text)
        edits = client.ask(
            "textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}}
        )
    assert _apply(text, edits) == text.replace("[X]", "[x]")


def test_completion_offers_values_headings_and_codes(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    text = STORY + "\n<!-- storyai-disable AC\n\n##"
    lines = text.split("\n")

    def labels(client: Client, line: int, column: int) -> set[str]:
        items = client.ask(
            "textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        )
        return {item["label"] for item in items}

    with Client(encodings=["utf-32"]) as client:
        client.open(uri, text)
        priority = next(at for at, line in enumerate(lines) if line.startswith("**Priority"))
        assert labels(client, priority, len("**Priority:** ")) == {"Critical", "High", "Medium", "Low"}
        assert "AC201" in labels(client, len(lines) - 3, len(lines[-3]))
        assert {"### Risks", "## Background"} <= labels(client, len(lines) - 1, 2)


def test_outline_folding_lenses_and_hints_answer(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        document = {"textDocument": {"uri": uri}}
        (root,) = client.ask("textDocument/documentSymbol", document)
        assert root["name"] == "Pause a running job"
        assert [child["name"] for child in root["children"]] == ["User Story", "Acceptance Criteria"]
        assert client.ask("textDocument/foldingRange", document)
        everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
        hints = client.ask("textDocument/inlayHint", {**document, "range": everything})
        assert [hint["label"] for hint in hints] == ["under 4 hours"]
        assert client.ask("textDocument/codeLens", document)


def test_notes_get_a_lens_and_no_findings(tmp_path: Path) -> None:
    uri = (tmp_path / "notes.txt").as_uri()
    with Client() as client:
        client.open(uri, "- export invoices as CSV\n- max 10k rows\n", language="plaintext")
        assert client.diagnostics(uri, 1) == []
        lenses = client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
        assert "storyai.draft" in {lens["command"]["command"] for lens in lenses}


def test_a_draft_command_creates_a_file_beside_the_notes(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("- export invoices as CSV\n- max 10k rows\n")
    with Client() as client:
        client.open(notes.as_uri(), notes.read_text(), language="plaintext")
        number = client.start(
            "workspace/executeCommand", {"command": "storyai.draft", "arguments": [{"uri": notes.as_uri()}]}
        )
        result = client.response(number)["result"]
        edit = client.notification("workspace/applyEdit")["edit"]["documentChanges"]
    assert "## Acceptance Criteria" in result["markdown"]
    assert edit[0]["kind"] == "create" and edit[0]["uri"].endswith("notes.story.md")
    assert edit[1]["edits"][0]["newText"] == result["markdown"]
    assert notes.read_text() == "- export invoices as CSV\n- max 10k rows\n"


def test_a_request_that_fails_is_answered_and_the_server_lives_on(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"]) as client:
        client.open(uri, STORY)
        message = client.response(client.start("textDocument/hover", {"textDocument": {"uri": uri}}))
        assert "error" in message
        assert client.response(client.start("no/such", {}))["error"]["code"] == -32601
        assert client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})


def test_a_changed_configuration_is_read_again(tmp_path: Path) -> None:
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"], root=tmp_path) as client:
        client.open(uri, STORY)
        assert "AC201" in {d["code"] for d in client.diagnostics(uri, 1)}
        (tmp_path / "storyai.toml").write_text('[lint]\nignore = ["AC201"]\n')
        change = {"uri": (tmp_path / "storyai.toml").as_uri(), "type": 1}
        client.tell("workspace/didChangeWatchedFiles", {"changes": [change]})
        assert "AC201" not in {d["code"] for d in client.diagnostics(uri, 1)}


def test_bad_configuration_is_shown_and_findings_go_on(tmp_path: Path) -> None:
    (tmp_path / "storyai.toml").write_text('[lint]\nselct = ["AC201"]\n')
    uri = (tmp_path / "story.md").as_uri()
    with Client(encodings=["utf-32"], root=tmp_path) as client:
        client.open(uri, STORY)
        assert "selct" in client.notification("window/showMessage")["message"]
        assert client.diagnostics(uri, 1)


def test_the_server_ends_when_its_client_is_gone(tmp_path: Path) -> None:
    client = Client()
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(timeout=20) is not None
    client.process.stdout.close()  # type: ignore[union-attr]
    client.errors.join(timeout=5)
    client.process.stderr.close()  # type: ignore[union-attr]


SOAK = int(os.environ.get("STORYAI_SOAK", "60"))  # read before the tests' environment is sealed
FRAGMENTS = [
    "fast", "etc.", "- [ ] ", "\n", "😀", "́", "## Risks\n", "é", "\u2028", "\x0b", "\t", "| a | b |\n|---|---|\n",
    "<!-- storyai-disable AC201 -- r -->", "As a clerk, I want to print, so that I file it.", "\r\n", "**", "`", "```\n",
    "\n## Acceptance Criteria\n", "\n# Test suite\n", "\n## ", "\n<!--\n", "\n-->\n", "\n<div>\n", "\n[x]: http://y\n", "[x]", "\n---\n",
    "\n**Risks:**\n", "\nTBD\n", "\n- [ ] **AC1:** Uploads are limited to 5 MB\n", "\n- [ ] A click deletes all records permanently\n",
]  # fmt: skip


def _size(client: Client) -> tuple[int, int]:
    """Threads and resident kilobytes of the server; zeros where the system does not tell."""
    status = Path(f"/proc/{client.process.pid}/status")
    if not status.exists():
        return 0, 0
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(fields["Threads"]), int(fields["VmRSS"].split()[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_after_many_random_edits_the_server_agrees_with_a_fresh_run(encoding: str, tmp_path: Path) -> None:
    """STORYAI_SOAK sets the number of edits for each encoding; a tenth of the states are compared."""
    edits = SOAK
    choose = random.Random(f"{encoding}-{edits}")
    path = tmp_path / "story.md"
    uri = path.as_uri()
    text, before = STORY, [STORY]
    from storyai.linter import lint  # the same rules, called fresh, in another process than the server's
    from storyai.text import Lines

    with Client(encodings=[encoding]) as client:
        client.open(uri, text)
        client.diagnostics(uri, 1)
        for version in range(2, edits + 2):
            if choose.random() < 0.1 and len(before) > 1:
                text = before.pop()
            else:
                before.append(text)
                at = choose.randrange(len(text) + 1)
                cut = choose.randrange(6) if choose.random() < 0.4 else 0
                text = text[:at] + choose.choice(FRAGMENTS) + text[at + cut :]
            client.change(uri, text, version)
            if choose.random() < 0.3:
                number = client.start(
                    "textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 9, "character": 3}}
                )
                if choose.random() < 0.5:
                    client.tell("$/cancelRequest", {"id": number})
            if version % 10 == 0 or version == edits + 1:
                diagnostics = client.diagnostics(uri, version)
                lines = Lines(text)
                findings = [
                    dict(
                        zip(
                            ("line", "column", "end_line", "end_column"),
                            (*lines.place(f.start), *lines.place(f.end)),
                            strict=True,
                        ),
                        code=f.code,
                        message=f.message,
                        help=f.help,
                    )
                    for f in lint(text, path=str(path))
                ]
                _same(text, diagnostics, findings, encoding)
                if version <= edits // 2 + 10:
                    halfway = _size(client)
        threads, kilobytes = _size(client)
    assert threads <= halfway[0]
    # The text itself grows with the edits; what may not grow is what the server keeps of old versions.
    assert kilobytes - halfway[1] < 8_000 + 200 * len(text) // 1000
