"""The MCP server as a real process, driven by the protocol's official client where it is installed."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from storyai.resources import shipped

TEMPLATE = shipped("fixtures").joinpath("template.md").read_text("utf-8")
STORY = "## User Story\nAs a clerk, I want to export invoices.\n\n## Acceptance Criteria\n- [ ] The export is fast\n"


def _exchange(*messages: dict[str, Any] | str, folder: Path | None = None, **environment: str) -> list[dict[str, Any]]:
    lines = [message if isinstance(message, str) else json.dumps({"jsonrpc": "2.0", **message}) for message in messages]
    done = subprocess.run(
        [sys.executable, "-m", "storyai", "mcp"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=folder,
        env={**os.environ, **environment},
    )
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def _call(number: int, name: str, **arguments: Any) -> dict[str, Any]:
    return {"id": number, "method": "tools/call", "params": {"name": name, "arguments": arguments}}


def test_every_tool_answers_with_structured_content() -> None:
    answers = _exchange(
        {"id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}}},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/list"},
        _call(3, "draft_story", notes="- clerks export invoices as CSV\n- at most 500 rows\n"),
        _call(4, "review_story", story=STORY),
        _call(5, "explain_rule", rule="AC201"),
        _call(6, "trace_story", story=STORY, notes="clerks export invoices\n"),
    )
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, 5, 6]
    assert answers[0]["result"]["protocolVersion"] == "2025-06-18"
    tools = {tool["name"]: tool for tool in answers[1]["result"]["tools"]}
    assert set(tools) == {"draft_story", "review_story", "explain_rule", "trace_story"}
    for answer, name in zip(answers[2:], ("draft_story", "review_story", "explain_rule", "trace_story"), strict=True):
        result = answer["result"]
        assert result["isError"] is False, result
        assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
        assert set(tools[name]["outputSchema"]["required"]) <= set(result["structuredContent"])
    assert "## Acceptance Criteria" in answers[2]["result"]["structuredContent"]["markdown"]
    assert "AC201" in {finding["code"] for finding in answers[3]["result"]["structuredContent"]["findings"]}
    assert "unmeasured-quality" in answers[4]["result"]["structuredContent"]["page"]


def test_bad_calls_are_answered_and_the_server_lives_on() -> None:
    answers = _exchange(
        "not json",
        "[1, 2]",
        {"id": 1, "method": "no/such"},
        _call(2, "no_such_tool"),
        _call(3, "review_story"),
        _call(4, "explain_rule", rule="AC999"),
        _call(5, "draft_story", notes=TEMPLATE),
        {"id": 6, "method": "initialize", "params": [1]},
        {"id": 7, "method": "tools/call", "params": {"name": ["review_story"]}},
        {"id": 8, "method": "tools/call", "params": {"name": "review_story", "arguments": [1]}},
        "[" * 100_000,
        {"id": 9, "method": "ping"},
    )
    assert [answer.get("error", {}).get("code") for answer in answers[:4]] == [-32700, -32600, -32601, -32602]
    for answer, word in zip(answers[4:7], ("story", "AC999", "a story already"), strict=True):
        assert answer["result"]["isError"] and word in answer["result"]["content"][0]["text"]
    assert [answer["error"]["code"] for answer in answers[7:11]] == [-32602, -32602, -32602, -32700]
    assert answers[11]["result"] == {}


def test_settings_count_as_they_do_at_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "storyai.toml").write_text(
        'author = "Mia Example"\n[lint.severities]\nAC201 = "error"\n[lint.per-path]\n"old/*" = ["AC201"]\n'
    )
    here, old, made = _exchange(
        _call(1, "review_story", story=STORY),
        _call(2, "review_story", story=STORY, path="old/a.md"),
        _call(3, "draft_story", notes="- clerks export invoices as CSV\n"),
        folder=tmp_path,
    )
    found = {finding["code"]: finding["severity"] for finding in here["result"]["structuredContent"]["findings"]}
    assert found["AC201"] == "error"
    assert "AC201" not in {finding["code"] for finding in old["result"]["structuredContent"]["findings"]}
    assert "**Created By:** Mia Example" in made["result"]["structuredContent"]["markdown"]


def test_what_a_model_and_a_trace_find_is_explained_too() -> None:
    answers = _exchange(_call(1, "explain_rule", rule="MD006"), _call(2, "explain_rule", rule="ungrounded-fact"))
    names = [answer["result"]["structuredContent"]["name"] for answer in answers]
    assert names == ["unmentioned-risk", "ungrounded-fact"]


def test_text_is_utf_8_whatever_the_locale_says() -> None:
    story = STORY.replace("fast", "fast (schnell, für 1 €)")
    call = json.dumps({"jsonrpc": "2.0", **_call(1, "review_story", story=story)}, ensure_ascii=False)
    plain, latin = _exchange(call), _exchange(call, PYTHONIOENCODING="latin-1")
    assert latin == plain


def test_the_official_client_agrees() -> None:
    mcp = pytest.importorskip("mcp", reason="the official MCP client is not installed")
    from mcp.client.stdio import stdio_client

    async def talk() -> tuple[set[str], dict[str, Any]]:
        parameters = mcp.StdioServerParameters(command=sys.executable, args=["-m", "storyai", "mcp"])
        async with stdio_client(parameters) as (read, write), mcp.ClientSession(read, write) as session:
            await session.initialize()
            tools = await session.list_tools()
            result = await session.call_tool("review_story", {"story": STORY})
            content = getattr(result, "structured_content", None) or getattr(result, "structuredContent", None)
            return {tool.name for tool in tools.tools}, content or {}

    names, content = asyncio.run(talk())
    assert "draft_story" in names
    assert content["findings"]
