"""What the server knows during one session: open files, settings, what waits to be published."""

import asyncio
import re
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from storyai.__main__ import VERSION
from storyai.config import Settings, load
from storyai.errors import StoryaiError
from storyai.lsp.diagnostics import diagnostics
from storyai.lsp.files import OpenFile, path_of
from storyai.lsp.protocol import Protocol
from storyai.lsp.workspace import Stories

# Changes that arrive while others wait are linted once: long enough to see the rest of a burst, too short to notice.
DEBOUNCE_S = 0.002


class Server(LanguageServer):
    """State of one session."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            "storyai", VERSION, types.TextDocumentSyncKind.Full, protocol_cls=Protocol, converter_factory=default_converter,
            max_workers=1,  # it only waits for input; a second would start by chance, and idle
        )  # fmt: skip
        self.files: dict[str, OpenFile] = {}
        self.client_settings: dict[str, Any] = {}
        self.settings_of: dict[str, Settings] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        self.refused: set[str] = set()
        self.stories = Stories()
        self.versions = 0
        self.exited = False

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
                self._refuse(str(error))
                self.settings_of[key] = self._without_client(folder)
        return self.settings_of[key]

    def _without_client(self, folder: Path) -> Settings:
        """What the files say, where the client's settings cannot be used."""
        try:
            return load(folder, {})
        except StoryaiError as error:
            self._refuse(str(error))
            return Settings()

    def _refuse(self, fault: str) -> None:
        if fault not in self.refused:
            self.refused.add(fault)
            self.protocol.show(1, fault)

    def root(self) -> Path:
        for folder in self.workspace.folders.values():
            path = path_of(folder.uri)
            if path is not None:
                return path
        return Path.cwd()

    def open(self, uri: str, version: int, text: str, language: str) -> None:
        path = path_of(uri)
        self.versions += 1
        self.files[uri] = OpenFile(
            uri, version, text, language, self.encoding, self.settings(path), self.files.get(uri)
        )
        self.files[uri].number = self.versions
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
        self.tell_faults(file)
        self.protocol.notify_plain(
            "textDocument/publishDiagnostics", {"uri": uri, "version": file.version, "diagnostics": found}
        )

    def looked_again(self, file: OpenFile) -> None:
        """More is known about a file without a change of its text: show it."""
        self.versions += 1
        file.number = self.versions
        if self.pulls:
            self.protocol.ask_plain("workspace/diagnostic/refresh")
        else:
            self.publish(file.uri)

    def tell_faults(self, file: OpenFile) -> None:
        """Log what failed on a file, once."""
        for fault in file.faults:
            self.protocol.notify_plain("window/logMessage", {"type": 1, "message": f"storyai: {fault}"})
        file.faults.clear()

    def forget_settings(self) -> None:
        """Configuration changed: read it again and look at every open file anew."""
        self.settings_of.clear()
        self.refused.clear()
        for uri, file in list(self.files.items()):
            self.open(uri, file.version, file.text, file.language)
            self.files[uri].model_findings, self.files[uri].rewrites = file.model_findings, file.rewrites
        if self.pulls:
            self.protocol.ask_plain("workspace/diagnostic/refresh")

    def model_configured(self, file: OpenFile) -> bool:
        """Whether the settings name an endpoint, so that asking it can be offered."""
        settings = file.settings
        keys = settings.openai_key or settings.storyai_key or settings.azure_key
        return settings.engine == "openai" or (settings.engine == "auto" and bool(keys or settings.base_url))

    def known(self) -> list[OpenFile]:
        """Open files and the workspace's story files, for completion and symbols."""
        folders = [path_of(folder.uri) for folder in self.workspace.folders.values()]
        on_disk = self.stories.of([path for path in folders if path is not None], self.encoding)
        return [*self.files.values(), *(file for file in on_disk if file.uri not in self.files)]

    def take_client_settings(self, given: object) -> None:
        """Settings from the client: ``{"engine": ..., "lint": {"ignore": [...]}}``, also as ``baseUrl``.

        What is empty counts as not given, and ``path`` is the extension's own.
        """
        flat: dict[str, Any] = {}
        for name, value in given.items() if isinstance(given, dict) else ():
            key = re.sub(r"(?<=[a-z])([A-Z])", lambda match: "-" + match[1].lower(), str(name))
            inner = value if isinstance(value, dict) else {"": value}
            for below, part in inner.items():
                flat[f"{key}.{below}" if below else key] = part
        flat.pop("path", None)
        self.client_settings = {key: value for key, value in flat.items() if value not in (None, "", [], {})}

    def flags(self, engine: str | None = None) -> list[str]:
        """The client's choice of a model as options of the command line; engine: in place of the client's."""
        settings = {**self.client_settings, "engine": engine or self.client_settings.get("engine")}
        chosen = [(f"--{key}", settings.get(key)) for key in ("engine", "model", "base-url")]
        return [part for name, value in chosen if isinstance(value, str) for part in (name, value)]
