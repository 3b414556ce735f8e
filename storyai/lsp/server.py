"""The protocol side of the language server. The only importer of pygls.

Documents are synchronised in full: pygls' incremental sync breaks at the characters that ``str.splitlines`` takes
for line ends. Results are plain JSON values, so that a thousand diagnostics need no conversion. A model is asked
only by a command, never by typing.
"""

import asyncio
import gc
import logging
import os
import signal
import sys
from typing import Any

from lsprotocol import types

from storyai.lsp import tasks
from storyai.lsp.actions import KINDS, code_actions
from storyai.lsp.commands import COMMANDS, execute
from storyai.lsp.completion import completion
from storyai.lsp.diagnostics import diagnostics
from storyai.lsp.files import path_of
from storyai.lsp.formatting import formatting
from storyai.lsp.hints import code_lenses, inlay_hints
from storyai.lsp.hover import hover
from storyai.lsp.session import Server
from storyai.lsp.symbols import document_symbols, folding_ranges, workspace_symbols

CLIENT_S = 3.0
"""How often we look whether the client still lives, in seconds."""


def plain_position(position: types.Position) -> dict[str, int]:
    return {"line": position.line, "character": position.character}


def make_server() -> Server:
    """A server with all features registered, not yet started."""
    server = Server()
    feature = server.feature

    @feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.take_client_settings(params.initialization_options)
        if params.process_id is not None:
            watch_client(params.process_id)

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
        closed = server.files.pop(uri, None)
        if closed is not None:
            closed.release()
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
            server.take_client_settings(settings.get("storyai", settings))
        server.forget_settings()

    @feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="storyai"),
    )
    def pull(params: types.DocumentDiagnosticParams) -> dict[str, Any]:
        file = server.files.get(params.text_document.uri)
        if file is None:
            return {"kind": "full", "items": []}
        result = f"{file.number}"
        if params.previous_result_id == result:
            return {"kind": "unchanged", "resultId": result}
        items = diagnostics(file)
        server.tell_faults(file)
        return {"kind": "full", "resultId": result, "items": items}

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

    @feature(types.SHUTDOWN)
    def on_shutdown(_: Any) -> None:
        server.protocol.stop_work()

    @feature(types.EXIT)
    def on_exit(_: Any) -> None:
        server.exited = True

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
        return await server.protocol.cancellable(execute(server, name, asked))


def watch_client(number: int) -> None:
    """End with the client's process, also where something else still holds our standard input open."""
    if sys.platform == "win32":  # there os.kill would end the client; a closed pipe must do
        return

    def look() -> None:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            tasks.kill_all()
            os._exit(1)  # the thread that waits for input cannot be woken
        except OSError:
            pass
        asyncio.get_running_loop().call_later(CLIENT_S, look)

    asyncio.get_running_loop().call_later(CLIENT_S, look)


def _interrupted(*_: object) -> None:
    tasks.kill_all()
    os._exit(130)  # every message was flushed when it was written


def serve() -> int:
    """Serve on stdin and stdout until the client leaves; the exit code: 1 for an exit without a shutdown before."""
    # Faults reach the client as log messages; without a handler the library would write them to stderr as well.
    for name in ("pygls", "asyncio"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    # Interrupted while it waits for input, Python would fail at its own end: the waiting thread holds the stream.
    signal.signal(signal.SIGINT, _interrupted)
    server = make_server()
    # What was imported lives as long as the server: keep the collector from walking it at each change. Files give
    # their memory back by themselves, so there is little for it to do (see OpenFile.release).
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)
    # What prints to stdout by mistake must not break the protocol.
    channel, sys.stdout = sys.stdout.buffer, sys.stderr
    server.start_io(sys.stdin.buffer, channel)
    return 1 if server.exited and not server.protocol.stopped else 0
