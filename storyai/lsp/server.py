"""The protocol side of the language server. The only importer of pygls.

Documents are synchronised in full: pygls' incremental sync breaks at the characters that ``str.splitlines`` takes
for line ends. Results are plain JSON values, so that a thousand diagnostics need no conversion. A model is asked
only by a command, never by typing.
"""

import asyncio
import gc
import itertools
import json
import logging
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter
from pygls.protocol.json_rpc import JsonRPCNotification

from storyai.__main__ import VERSION
from storyai.config import Settings, load
from storyai.errors import StoryaiError
from storyai.finding import Edit, Finding, Fix
from storyai.lsp import tasks
from storyai.lsp.actions import KINDS, code_actions
from storyai.lsp.completion import completion
from storyai.lsp.diagnostics import diagnostics
from storyai.lsp.files import OpenFile, path_of
from storyai.lsp.formatting import formatting
from storyai.lsp.hints import code_lenses, inlay_hints
from storyai.lsp.hover import hover
from storyai.lsp.symbols import document_symbols, folding_ranges, workspace_symbols

# Changes that arrive while others wait are linted once: long enough to see the rest of a burst, too short to notice.
DEBOUNCE_S = 0.002
COMMANDS = (
    "storyai.draft",
    "storyai.review",
    "storyai.revise",
    "storyai.clarify",
    "storyai.explain",
    "storyai.suggest",
)
WORKSPACE_FILES = 200
"""How many story files of the workspace are read for completion and symbols."""


_numbers = itertools.count(1)


class Protocol(LanguageServerProtocol):
    """pygls' protocol, except that plain JSON results go out as they are."""

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if error is None and (result is None or type(result) in (dict, list, str)):
            self._result_types.pop(msg_id, None)
            self._send_data({"jsonrpc": "2.0", "id": msg_id, "result": result})
            return
        super()._send_response(msg_id, result, error)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """As pygls, except that a request with unusable parameters is answered instead of dropped."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" not in data or "method" not in data:
                raise
            self._send_data(
                {"jsonrpc": "2.0", "id": data["id"], "error": {"code": error.code, "message": error.message}}
            )
            return JsonRPCNotification(method="$/answered", jsonrpc="2.0", params=None)

    def ask_plain(self, method: str, params: Any = None) -> None:
        """Send a request whose parameters are plain JSON values; the answer is awaited by nobody."""
        number = f"storyai-{next(_numbers)}"
        self._request_futures[number] = Future()
        self._send_data({"jsonrpc": "2.0", "id": number, "method": method, "params": params})

    def notify_plain(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification whose parameters are plain JSON values."""
        self._send_data({"jsonrpc": "2.0", "method": method, "params": params})


class Server(LanguageServer):
    """State of one session."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            "storyai", VERSION, types.TextDocumentSyncKind.Full, protocol_cls=Protocol, converter_factory=default_converter,
            max_workers=2,
        )  # fmt: skip
        self.files: dict[str, OpenFile] = {}
        self.client_settings: dict[str, Any] = {}
        self.settings_of: dict[str, Settings] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        self.refused: set[str] = set()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A fault in a notification is logged to the client; a request's fault answers that request."""
        self.protocol.notify_plain(
            "window/logMessage", {"type": 1, "message": f"storyai: {type(error).__name__}: {error}"}
        )

    @property
    def pulls(self) -> bool:
        """The client asks for diagnostics itself, so none are pushed."""
        text_document = self.client_capabilities.text_document
        return text_document is not None and text_document.diagnostic is not None

    @property
    def encoding(self) -> str:
        chosen = self.workspace.position_encoding
        return str(getattr(chosen, "value", chosen))

    def settings(self, path: Path | None) -> Settings:
        """The configuration for a file: the nearest file upwards, then what the client set."""
        folder = path.parent if path is not None else self.root()
        key = str(folder)
        if key not in self.settings_of:
            try:
                self.settings_of[key] = load(folder, self.client_settings)
            except StoryaiError as error:
                if str(error) not in self.refused:
                    self.refused.add(str(error))
                    self.protocol.notify_plain("window/showMessage", {"type": 1, "message": f"storyai: {error}"})
                self.settings_of[key] = Settings()
        return self.settings_of[key]

    def root(self) -> Path:
        for folder in self.workspace.folders.values():
            path = path_of(folder.uri)
            if path is not None:
                return path
        return Path.cwd()

    def open(self, uri: str, version: int, text: str, language: str) -> None:
        path = path_of(uri)
        self.files[uri] = OpenFile(uri, version, text, language, self.encoding, self.settings(path))
        self.schedule(uri)

    def schedule(self, uri: str) -> None:
        """Publish soon; a newer version before that takes its place."""
        if self.pulls:
            return
        waiting = self.waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self.waiting[uri] = asyncio.get_running_loop().call_later(DEBOUNCE_S, self.publish, uri)

    def publish(self, uri: str) -> None:
        self.waiting.pop(uri, None)
        file = self.files.get(uri)
        if file is None:
            return
        try:
            found = diagnostics(file)
        except Exception as error:  # one broken file must not silence the others
            self.report_server_error(error, None)
            found = []
        self.protocol.notify_plain(
            "textDocument/publishDiagnostics", {"uri": uri, "version": file.version, "diagnostics": found}
        )

    def forget_settings(self) -> None:
        """Configuration changed: read it again and look at every open file anew."""
        self.settings_of.clear()
        self.refused.clear()
        for uri, file in list(self.files.items()):
            self.open(uri, file.version, file.text, file.language)
        if self.pulls:
            self.protocol.ask_plain("workspace/diagnostic/refresh")

    def model_configured(self, file: OpenFile) -> bool:
        """Whether the settings name an endpoint, so that asking it can be offered."""
        settings = file.settings
        keys = settings.openai_key or settings.storyai_key or settings.azure_key
        return settings.engine == "openai" or (settings.engine == "auto" and bool(keys or settings.base_url))

    def known(self) -> list[OpenFile]:
        """Open files and the workspace's story files, for completion and symbols."""
        known = dict(self.files)
        for folder in self.workspace.folders.values():
            root = path_of(folder.uri)
            if root is None or not root.is_dir():
                continue
            for at, path in enumerate(sorted(root.rglob("*.md"))):
                if at >= WORKSPACE_FILES:
                    break
                uri = path.as_uri()
                if uri not in known and not any(part.startswith(".") or part == "node_modules" for part in path.parts):
                    try:
                        text = path.read_text("utf-8")
                    except (OSError, ValueError):
                        continue
                    known[uri] = OpenFile(uri, 0, text, "markdown", self.encoding, Settings())
        return list(known.values())


def plain_position(position: types.Position) -> dict[str, int]:
    return {"line": position.line, "character": position.character}


def make_server() -> Server:
    """A server with all features registered, not yet started."""
    server = Server()
    feature = server.feature

    @feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        options = params.initialization_options
        if isinstance(options, dict):
            server.client_settings = dict(options)

    @feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        watched = getattr(server.client_capabilities.workspace, "did_change_watched_files", None)
        if watched is not None and watched.dynamic_registration:
            watchers = [{"globPattern": "**/storyai.toml"}, {"globPattern": "**/pyproject.toml"}]
            options = {"watchers": watchers}
            method = "workspace/didChangeWatchedFiles"
            server.protocol.ask_plain(
                "client/registerCapability",
                {"registrations": [{"id": "storyai-watch", "method": method, "registerOptions": options}]},
            )
        # What was imported until now lives as long as the server: keep the collector from walking it at each change.
        gc.collect()
        gc.freeze()

    @feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.open(document.uri, document.version, document.text, str(document.language_id))

    @feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        before = server.files.get(uri)
        text = server.workspace.get_text_document(uri).source
        server.open(uri, params.text_document.version, text, before.language if before else "markdown")

    @feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.files.pop(uri, None)
        waiting = server.waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        if not server.pulls:
            server.protocol.notify_plain("textDocument/publishDiagnostics", {"uri": uri, "diagnostics": []})

    @feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None and path.name in ("storyai.toml", "pyproject.toml"):
            server.forget_settings()

    @feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched(_: types.DidChangeWatchedFilesParams) -> None:
        server.forget_settings()

    @feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        settings = params.settings
        if isinstance(settings, dict):
            ours = settings.get("storyai", settings)
            server.client_settings = dict(ours) if isinstance(ours, dict) else {}
        server.forget_settings()

    @feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="storyai"),
    )
    def pull(params: types.DocumentDiagnosticParams) -> dict[str, Any]:
        file = server.files.get(params.text_document.uri)
        if file is None:
            return {"kind": "full", "items": []}
        result = f"{file.version}-{id(file)}-{len(file.model_findings)}"
        if params.previous_result_id == result:
            return {"kind": "unchanged", "resultId": result}
        return {"kind": "full", "resultId": result, "items": diagnostics(file)}

    @feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> dict[str, Any] | None:
        file = server.files.get(params.text_document.uri)
        return hover(file, file.positions.offset(plain_position(params.position))) if file else None

    @feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=list(KINDS)))
    def on_code_action(params: types.CodeActionParams) -> list[dict[str, Any]]:
        file = server.files.get(params.text_document.uri)
        if file is None:
            return []
        start = file.positions.offset(plain_position(params.range.start))
        end = file.positions.offset(plain_position(params.range.end))
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only] if params.context.only else None
        return code_actions(file, start, end, only, server.model_configured(file))

    @feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["#", ":", " "]))
    def on_completion(params: types.CompletionParams) -> list[dict[str, Any]]:
        file = server.files.get(params.text_document.uri)
        if file is None:
            return []
        offset = file.positions.offset(plain_position(params.position))
        return completion(file, offset, lambda: [known.document for known in server.known()])

    @feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def on_document_symbol(params: types.DocumentSymbolParams) -> list[dict[str, Any]]:
        file = server.files.get(params.text_document.uri)
        return document_symbols(file) if file else []

    @feature(types.WORKSPACE_SYMBOL)
    def on_workspace_symbol(params: types.WorkspaceSymbolParams) -> list[dict[str, Any]]:
        return workspace_symbols(server.known(), params.query)

    @feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def on_folding(params: types.FoldingRangeParams) -> list[dict[str, Any]]:
        file = server.files.get(params.text_document.uri)
        return folding_ranges(file) if file else []

    @feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    def on_code_lens(params: types.CodeLensParams) -> list[dict[str, Any]]:
        file = server.files.get(params.text_document.uri)
        return code_lenses(file, server.model_configured(file)) if file else []

    @feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def on_inlay_hint(params: types.InlayHintParams) -> list[dict[str, Any]]:
        file = server.files.get(params.text_document.uri)
        if file is None:
            return []
        start = file.positions.offset(plain_position(params.range.start))
        return inlay_hints(file, start, file.positions.offset(plain_position(params.range.end)))

    @feature(types.TEXT_DOCUMENT_FORMATTING)
    def on_formatting(params: types.DocumentFormattingParams) -> list[dict[str, Any]]:
        file = server.files.get(params.text_document.uri)
        return formatting(file) if file else []

    for name in COMMANDS:
        _register(server, name)
    return server


def _register(server: Server, name: str) -> None:
    @server.command(name)
    async def command(*arguments: Any) -> Any:
        given = arguments[0] if arguments else None
        if isinstance(given, list):
            given = given[0] if given else None
        asked = given if isinstance(given, dict) else {"uri": given} if isinstance(given, str) else {}
        return await execute(server, name, asked)


async def execute(server: Server, name: str, asked: dict[str, Any]) -> Any:
    """Run one command; progress is shown where the client can, and cancelling stops the work."""
    if name == "storyai.explain":
        from storyai.rules import find_rule

        rule = find_rule(str(asked.get("code", asked.get("uri", ""))))
        return {"markdown": rule.markdown()} if rule else None
    file = server.files.get(str(asked.get("uri", "")))
    if file is None:
        server.protocol.notify_plain("window/showMessage", {"type": 2, "message": "storyai: open the file first"})
        return None
    name = name.partition(".")[2]
    token = f"storyai-{name}-{id(file)}"
    work = asyncio.current_task()
    shown = await _begin(server, token, f"storyai {name}")

    def progress(line: str) -> None:
        if shown:
            server.protocol.notify_plain(
                "$/progress", {"token": token, "value": {"kind": "report", "message": line[:200]}}
            )

    async def watch() -> None:
        while True:
            future = server.work_done_progress.tokens.get(token)
            if future is not None and future.cancelled() and work is not None:
                work.cancel()
                return
            await asyncio.sleep(0.05)

    watcher = asyncio.create_task(watch()) if shown else None
    try:
        return await _work(server, name, file, asked, progress)
    except tasks.TaskFailed as error:
        server.protocol.notify_plain("window/showMessage", {"type": 1, "message": str(error)})
        return None
    finally:
        if watcher is not None:
            watcher.cancel()
        if shown:
            server.protocol.notify_plain("$/progress", {"token": token, "value": {"kind": "end"}})


async def _begin(server: Server, token: str, title: str) -> bool:
    window = server.client_capabilities.window
    if window is None or not window.work_done_progress:
        return False
    try:
        await server.work_done_progress.create_async(token)
    except Exception:  # the client may refuse, or know the token already
        return False
    value = {"kind": "begin", "title": title, "cancellable": True}
    server.protocol.notify_plain("$/progress", {"token": token, "value": value})
    return True


async def _work(server: Server, name: str, file: OpenFile, asked: dict[str, Any], progress: Any) -> Any:
    folder = str(file.path.parent) if file.path is not None and file.path.parent.is_dir() else None
    filename = ["--stdin-filename", str(file.path)] if file.path is not None else []
    if name in ("review", "suggest"):
        suggest = ["--suggest"] if name == "suggest" else []
        _, text = await tasks.run(
            ["review", "-", "--format", "json", "--engine", "openai", *suggest, *filename], file.text, progress, folder
        )
        return _adopt(server, file, json.loads(text))
    if name == "revise":
        _, text = await tasks.run(["revise", "-"], file.text, progress, folder)
        if text and text != file.text:
            edit = {"range": file.positions.range(0, len(file.text)), "newText": text}
            target = {"uri": file.uri, "version": file.version}
            _apply(server, "storyai revise", {"documentChanges": [{"textDocument": target, "edits": [edit]}]})
        return {"markdown": text}
    _, text = await tasks.run([name, "-"], file.text, progress, folder)
    suffix = ".story.md" if name == "draft" else ".questions.md"
    return {"markdown": text, "uri": _show(server, file, suffix, text)}


def _adopt(server: Server, file: OpenFile, result: dict[str, Any]) -> dict[str, Any]:
    """Show the model's findings, unless the file has changed since."""
    current = server.files.get(file.uri)
    found = [finding for entry in result["files"] for finding in entry["findings"] if finding["source"] == "model"]
    if current is None or current.version != file.version:
        message = "storyai: the file changed while the model read it; review again"
        server.protocol.notify_plain("window/showMessage", {"type": 2, "message": message})
        return {"findings": len(found), "stale": True}
    current.model_findings = [_finding(current, value) for value in found]
    if server.pulls:
        server.protocol.ask_plain("workspace/diagnostic/refresh")
    else:
        server.publish(file.uri)
    return {"findings": len(found), "stale": False}


def _finding(file: OpenFile, value: dict[str, Any]) -> Finding:
    lines = file.document.lines
    fix = value["fix"]
    return Finding(
        value["code"], value["name"], value["severity"], value["message"],
        lines.offset(value["line"], value["column"]), lines.offset(value["end_line"], value["end_column"]),
        value["quote"], value["help"], value["section"], "model", tuple(value["tags"]),
        Fix(fix["title"], tuple(Edit(e["start"], e["end"], e["text"]) for e in fix["edits"]), fix["safe"]) if fix else None,
        fingerprint=value["fingerprint"],
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


def serve() -> None:
    """Serve on stdin and stdout until the client leaves."""
    # Faults reach the client as log messages; without a handler the library would write them to stderr as well.
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    make_server().start_io()
