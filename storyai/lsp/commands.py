"""Commands: each runs as a process of its own, with progress, and a cancelled one is killed."""

import asyncio
import itertools
import json
from concurrent.futures import Future
from typing import Any

from storyai.finding import Edit, Finding, Fix
from storyai.lsp import tasks
from storyai.lsp.files import OpenFile
from storyai.lsp.session import Server

COMMANDS = (
    "storyai.draft",
    "storyai.review",
    "storyai.revise",
    "storyai.clarify",
    "storyai.explain",
    "storyai.suggest",
)
CLIENT_WAIT_S = 5.0
"""How long a client may take to agree to show progress, in seconds."""
_tokens = itertools.count(1)


async def execute(server: Server, name: str, asked: dict[str, Any]) -> Any:
    """Run one command; progress is shown where the client can, and cancelling stops the work."""
    if name == "storyai.explain":
        from storyai.rules import find_rule

        rule = find_rule(str(asked.get("code", asked.get("uri", ""))))
        return {"markdown": rule.markdown()} if rule else None
    file = server.files.get(str(asked.get("uri", "")))
    if file is None:
        server.protocol.show(2, "open the file first")
        return None
    name = name.partition(".")[2]
    token = f"storyai-{name}-{next(_tokens)}"
    shown = await _begin(server, token, f"storyai {name}")

    def progress(line: str) -> None:
        if shown:
            value = {"kind": "report", "message": line[:200]}
            server.protocol.notify_plain("$/progress", {"token": token, "value": value})

    try:
        return await _work(server, name, file, asked, progress)
    except tasks.TaskFailed as error:
        server.protocol.show(1, str(error))
        return None
    finally:
        server.work_done_progress.tokens.pop(token, None)
        if shown:
            server.protocol.notify_plain("$/progress", {"token": token, "value": {"kind": "end"}})


async def _begin(server: Server, token: str, title: str) -> bool:
    """Show progress where the client can; its Cancel button cancels the current task."""
    window = server.client_capabilities.window
    if window is None or not window.work_done_progress:
        return False
    try:
        await asyncio.wait_for(server.work_done_progress.create_async(token), CLIENT_WAIT_S)
    except Exception:  # the client may refuse, or never answer; the work goes on without
        return False
    loop, work = asyncio.get_running_loop(), asyncio.current_task()

    def cancelled(future: "Future[Any]") -> None:
        if future.cancelled() and work is not None:
            loop.call_soon_threadsafe(work.cancel)

    server.work_done_progress.tokens[token].add_done_callback(cancelled)
    value = {"kind": "begin", "title": title, "cancellable": True}
    server.protocol.notify_plain("$/progress", {"token": token, "value": value})
    return True


async def _work(server: Server, name: str, file: OpenFile, asked: dict[str, Any], progress: Any) -> Any:
    folder = str(file.path.parent) if file.path is not None and file.path.parent.is_dir() else None
    filename = ["--stdin-filename", str(file.path)] if file.path is not None else []
    flags = server.flags()
    if name in ("review", "suggest"):
        suggest = ["--suggest"] if name == "suggest" else []
        _, text = await tasks.run(
            ["review", "-", "--format", "json", *server.flags("openai"), *suggest, *filename],
            file.text,
            progress,
            folder,
        )
        result = _adopt(server, file, json.loads(text))
        if name == "suggest" and not result["stale"]:
            count = result["rewrites"]
            words = (
                f"{count} rewrite{'s' * (count != 1)} among the quick fixes" if count else "no rewrite stood the check"
            )
            server.protocol.show(3, words)
        return result
    if name == "revise":
        _, text = await tasks.run(["revise", "-", *flags], file.text, progress, folder)
        current = server.files.get(file.uri)
        if current is None or current.text != file.text:
            server.protocol.show(2, "the file changed while it was revised; revise again")
        elif text and text != file.text:
            edit = {"range": current.positions.range(0, len(current.text)), "newText": text}
            target = {"uri": current.uri, "version": current.version}
            _apply(server, "storyai revise", {"documentChanges": [{"textDocument": target, "edits": [edit]}]})
        return {"markdown": text}
    _, text = await tasks.run([name, "-", *flags], file.text, progress, folder)
    suffix = ".story.md" if name == "draft" else ".questions.md"
    return {"markdown": text, "uri": _show(server, file, suffix, text)}


def _adopt(server: Server, file: OpenFile, result: dict[str, Any]) -> dict[str, Any]:
    """Show the model's findings and offer its rewrites, unless the file has changed since."""
    current = server.files.get(file.uri)
    values = [value for entry in result["files"] for value in entry["findings"]]
    found = [value for value in values if value["source"] == "model"]
    if current is None or current.text != file.text:
        server.protocol.show(2, "the file changed while the model read it; ask again")
        return {"findings": len(found), "rewrites": 0, "stale": True}
    current.model_findings = [_finding(current, value) for value in found]
    current.rewrites = {
        value["fingerprint"]: [_rewrite(value["fix"], text) for text in value["suggestions"]]
        for value in values
        if value.get("suggestions") and value["fix"] and not value["fix"]["safe"]
    }
    count = sum(len(fixes) for fixes in current.rewrites.values())
    server.looked_again(current)
    return {"findings": len(found), "rewrites": count, "stale": False}


def _rewrite(fix: dict[str, Any], text: str) -> Fix:
    edit = fix["edits"][0]
    return Fix(fix["title"], (Edit(edit["start"], edit["end"], text),))


def _finding(file: OpenFile, value: dict[str, Any]) -> Finding:
    lines = file.document.lines
    fix = value["fix"]
    edits = tuple(Edit(edit["start"], edit["end"], edit["text"]) for edit in fix["edits"]) if fix else ()
    return Finding(
        value["code"], value["name"], value["severity"], value["message"],
        lines.offset(value["line"], value["column"]), lines.offset(value["end_line"], value["end_column"]),
        value["quote"], value["help"], value["section"], "model", tuple(value["tags"]),
        Fix(fix["title"], edits, fix["safe"]) if fix else None, fingerprint=value["fingerprint"],
    )  # fmt: skip


def _show(server: Server, file: OpenFile, suffix: str, text: str) -> str | None:
    """Put a result into a new file beside the notes, where the client can create files; never over an old one."""
    workspace = server.client_capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    kinds = [str(getattr(kind, "value", kind)) for kind in (edits.resource_operations or [])] if edits else []
    if "create" not in kinds or file.path is None:
        return None
    target = file.path.with_suffix(suffix)
    number = 2
    while target.exists():
        target = file.path.with_suffix(f".{number}{suffix}")
        number += 1
    uri = target.as_uri()
    start = {"line": 0, "character": 0}
    changes = [
        {"kind": "create", "uri": uri, "options": {"overwrite": False, "ignoreIfExists": True}},
        {
            "textDocument": {"uri": uri, "version": None},
            "edits": [{"range": {"start": start, "end": start}, "newText": text}],
        },
    ]
    _apply(server, f"storyai: {target.name}", {"documentChanges": changes})
    return uri


def _apply(server: Server, label: str, edit: dict[str, Any]) -> None:
    server.protocol.ask_plain("workspace/applyEdit", {"label": label, "edit": edit})
