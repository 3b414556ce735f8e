"""A small client of our own for the language server: frames, JSON, a process; nothing shared with the server."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

WAIT_S = 30.0


class Client:
    """Drives ``storyai lsp`` as a real process. Notifications and server requests are kept in ``seen``."""

    def __init__(self, *, encodings: list[str] | None = None, pull: bool = False, root: Path | None = None,
                 options: dict[str, Any] | None = None, env: dict[str, str] | None = None) -> None:  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "storyai", "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=env,
        )  # fmt: skip
        self.messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.seen: list[dict[str, Any]] = []
        self.number = 0
        self.stderr = b""
        threading.Thread(target=self._read, daemon=True).start()
        self.errors = threading.Thread(target=self._drain, daemon=True)
        self.errors.start()
        text_document: dict[str, Any] = {"publishDiagnostics": {"versionSupport": True}}
        if pull:
            text_document["diagnostic"] = {}
        capabilities: dict[str, Any] = {
            "general": {"positionEncodings": encodings} if encodings else {},
            "textDocument": text_document,
            "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
                          "didChangeWatchedFiles": {"dynamicRegistration": True}},
            "window": {"workDoneProgress": True},
        }  # fmt: skip
        folders = [{"uri": root.as_uri(), "name": root.name}] if root else None
        self.initialized = self.ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri() if root else None, "capabilities": capabilities,
             "workspaceFolders": folders, "initializationOptions": options},
        )  # fmt: skip
        self.tell("initialized", {})

    def _drain(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.stderr += line

    def _read(self) -> None:
        assert self.process.stdout
        stream = self.process.stdout
        while True:
            length = 0
            while line := stream.readline():
                if line in (b"\r\n", b"\n"):
                    break
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            else:
                self.messages.put(None)
                return
            self.messages.put(json.loads(stream.read(length)))

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def start(self, method: str, params: Any) -> int:
        """Send a request and return its number."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        return self.number

    def receive(self) -> dict[str, Any]:
        message = self.messages.get(timeout=WAIT_S)
        assert message is not None, f"the server closed its output: {self.stderr.decode()}"
        if "method" in message and "id" in message:  # a request of the server: agree to everything
            self.send({"id": message["id"], "result": {"applied": True} if "applyEdit" in message["method"] else None})
        if "method" in message:
            self.seen.append(message)
        return message

    def response(self, number: int) -> dict[str, Any]:
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                return message

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request; raises AssertionError for an error."""
        message = self.response(self.start(method, params))
        assert "error" not in message, message
        return message["result"]

    def notification(self, method: str, accept: Any = lambda params: True) -> Any:
        """The parameters of the next matching notification or server request, kept ones first."""
        while True:
            for at, message in enumerate(self.seen):
                if message["method"] == method and accept(message.get("params")):
                    del self.seen[at]
                    return message.get("params")
            self.receive()

    def open(self, uri: str, text: str, version: int = 1, language: str = "markdown") -> None:
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, text: str, version: int) -> None:
        self.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]},
        )

    def diagnostics(self, uri: str, version: int) -> list[dict[str, Any]]:
        """What the server pushes for this version of a file."""
        found = self.notification(
            "textDocument/publishDiagnostics", lambda p: p["uri"] == uri and p.get("version") == version
        )
        return list(found["diagnostics"])

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None and kind is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=WAIT_S)
        self.close()

    def close(self) -> None:
        """End the process, whatever it does, and close the pipes."""
        self.process.kill()
        self.process.wait()
        self.errors.join(timeout=5)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
