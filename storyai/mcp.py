"""A Model Context Protocol server over stdio: the same engine for coding agents.

Four tools, one JSON message a line. The protocol's official package would add 28 packages and half a second to a
start for what is a read loop and a table; the tests drive this one with the official client.
"""

import json
import sys
from collections.abc import Callable
from io import StringIO, TextIOWrapper
from os.path import relpath
from pathlib import Path
from typing import Any, TextIO

from storyai.__main__ import VERSION
from storyai.errors import StoryaiError

PROTOCOLS = ("2025-06-18", "2025-03-26", "2024-11-05")
"""Protocol versions we speak, newest first."""

Tool = Callable[[dict[str, Any]], dict[str, Any]]


def _draft_story(arguments: dict[str, Any]) -> dict[str, Any]:
    from storyai.config import load
    from storyai.document import parse
    from storyai.drafter import draft
    from storyai.template import render

    notes = _text(arguments, "notes")
    if parse(notes).shape == "template":
        raise StoryaiError("the notes are a story already; review_story finds what is wrong with it")
    settings = load(".")
    result = draft(notes, author=settings.author, date=settings.date)
    return {"markdown": render(result.values), **result.to_json()}


def _review_story(arguments: dict[str, Any]) -> dict[str, Any]:
    from storyai.config import load
    from storyai.linter import LintSettings, lint
    from storyai.report import Reviewed
    from storyai.report.json import file_json

    text = _text(arguments, "story")
    path = _text(arguments, "path") if "path" in arguments else None
    settings = load(path or ".")
    # Globs of per-path count from the settings file's folder.
    name = relpath(path, Path(settings.file).parent) if path and settings.file else path
    findings = lint(text, LintSettings(**settings.lint), path=name)
    return {"findings": file_json(Reviewed(path or "<story>", text, findings))["findings"]}


def _explain_rule(arguments: dict[str, Any]) -> dict[str, Any]:
    from storyai.pages import pages

    key = _text(arguments, "rule").strip()
    found = next(((rule, page) for rule, page in pages(key) if key in (rule.code, rule.name)), None)
    if found is None:
        raise StoryaiError(f"no rule is called {key}")
    rule, page = found
    return {
        "code": rule.code, "name": rule.name, "severity": rule.severity, "tags": list(rule.tags), "page": page,
    }  # fmt: skip


def _trace_story(arguments: dict[str, Any]) -> dict[str, Any]:
    from storyai.report.trace import json as as_json
    from storyai.tracer import trace

    value: dict[str, Any] = json.loads(as_json(trace(_text(arguments, "story"), _text(arguments, "notes")), "<story>"))
    return value


def _text(arguments: dict[str, Any], name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str) or not value.strip():
        raise StoryaiError(f"the argument {name!r} must be a text that is not blank")
    return value


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def _string(description: str) -> dict[str, str]:
    return {"type": "string", "description": description}


_LIST = {"type": "array", "items": {"type": "object"}}
_SHARE = {"type": ["number", "null"]}

TOOLS: dict[str, tuple[Tool, str, dict[str, Any], dict[str, Any]]] = {
    "draft_story": (
        _draft_story,
        "Turn rough notes into a complete user story. Every statement says whether the notes state it; gaps are questions.",
        _object(("notes",), notes=_string("The notes, as plain text or Markdown.")),
        _object(
            ("markdown", "version", "story", "statements", "notes", "questions"),
            markdown=_string("The story in the template."), version={"type": "integer"}, story={"type": "object"},
            statements=_LIST, notes=_LIST, questions=_LIST, engine={"type": "object"}, usage={"type": "object"},
        ),
    ),
    "review_story": (
        _review_story,
        "Find what is wrong with a user story in Markdown: vague criteria, missing risks, contradictions, gaps.",
        _object(("story",), story=_string("The story's Markdown."), path=_string("Its file name, for per-path settings.")),
        _object(("findings",), findings=_LIST),
    ),
    "explain_rule": (
        _explain_rule,
        "The page of one rule: what it finds, why, a bad and a good example.",
        _object(("rule",), rule=_string("Its code or name, such as AC201 or unmeasured-quality.")),
        _object(
            ("code", "name", "page"), code=_string("Code."), name=_string("Name."), severity=_string("Severity."),
            tags={"type": "array", "items": {"type": "string"}}, page=_string("Markdown."),
        ),
    ),
    "trace_story": (
        _trace_story,
        "For each statement of a story the notes lines behind it, and for each notes line the statements made of it.",
        _object(("story", "notes"), story=_string("The story's Markdown."), notes=_string("The notes.")),
        _object(
            ("version", "faithfulness", "coverage", "statements", "notes", "findings"),
            version={"type": "integer"}, path={"type": "string"}, faithfulness=_SHARE, coverage=_SHARE,
            statements=_LIST, notes=_LIST, findings=_LIST,
        ),
    ),
}  # fmt: skip


def answer(message: dict[str, Any]) -> dict[str, Any] | None:
    """The response to one message, None for a notification."""
    method, number = message.get("method"), message.get("id")
    parameters = message.get("params") or {}
    if number is None:
        return None
    if not isinstance(parameters, dict) or not isinstance(parameters.get("arguments") or {}, dict):
        return _error(number, -32602, "params and arguments must be objects")
    if method == "initialize":
        asked = parameters.get("protocolVersion")
        result: dict[str, Any] = {
            "protocolVersion": asked if asked in PROTOCOLS else PROTOCOLS[0],
            "capabilities": {"tools": {"listChanged": False}},
            "serverInfo": {"name": "storyai", "version": VERSION},
        }
    elif method == "ping":
        result = {}
    elif method == "tools/list":
        result = {
            "tools": [
                {
                    "name": name, "description": words, "inputSchema": given, "outputSchema": returned,
                    "annotations": {"readOnlyHint": True},
                }
                for name, (_, words, given, returned) in TOOLS.items()
            ]
        }  # fmt: skip
    elif method == "tools/call":
        name = parameters.get("name")
        if not isinstance(name, str) or name not in TOOLS:
            return _error(number, -32602, f"no such tool: {name}")
        result = _call(TOOLS[name][0], parameters.get("arguments") or {})
    else:
        return _error(number, -32601, f"no such method: {method}")
    return {"jsonrpc": "2.0", "id": number, "result": result}


def _call(tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        value = tool(arguments)
    except StoryaiError as error:
        return {"content": [{"type": "text", "text": str(error)}], "isError": True}
    except Exception as error:  # a fault in one call answers that call, and the server lives on
        words = f"storyai failed: {type(error).__name__}: {error}"
        return {"content": [{"type": "text", "text": words}], "isError": True}
    return {
        "content": [{"type": "text", "text": json.dumps(value, ensure_ascii=False)}],
        "structuredContent": value,
        "isError": False,
    }


def _error(number: Any, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}


def serve(source: TextIO | None = None, target: TextIO | None = None) -> None:
    """Answer messages, one a line, until the input ends."""
    if source is None and isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # whatever the locale says
    source, target = source or sys.stdin or StringIO(), target or sys.stdout
    for line in source:
        if not line.strip():
            continue
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            response: dict[str, Any] | None = _error(None, -32700, "the line is not JSON")
        else:
            response = answer(message) if isinstance(message, dict) else _error(None, -32600, "not a request")
        if response is not None:
            target.write(json.dumps(response, ensure_ascii=False) + "\n")
            target.flush()
