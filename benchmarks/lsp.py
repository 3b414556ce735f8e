"""Times from a change to its diagnostics in a language server, over stdin and stdout.

    python benchmarks/lsp.py                      storyai
    python benchmarks/lsp.py --beside rumdl ruff  and servers that are installed

Prints, for 6 kB and 200 kB of story: median and 99th percentile of 200 single edits, the time until the last answer to
a burst of 20, from start to first diagnostics, and memory (proportional set size). Milliseconds and megabytes.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

SECTION = """## Story {n}

As an operator, I want to pause job {n}, so that I can change its configuration.

### Acceptance Criteria

- [ ] **Criterion 1:** A click on Pause stops the worker of job {n} after the current record.
- [ ] **Criterion 2:** The list shows "Paused" within 2 s (p95, 100 jobs).
- [ ] **Criterion 3:** A viewer who calls the endpoint gets 403 and job {n} goes on.

### Risks

- **Risk 1:** The pause is lost on restart of worker {n} → **Mitigation:** The state is kept in the jobs table.

"""
PYTHON = 'def handler_{n}(value: int) -> int:\n    """Return the value of case {n}."""\n    result = value + {n}\n    return result\n\n\n'
SERVERS = {
    "storyai": ([sys.executable, "-m", "storyai", "lsp"], "markdown", ".md", SECTION, "- [ ] Edit {n} loads fast.\n"),
    "rumdl": (["rumdl", "server"], "markdown", ".md", SECTION, "- [ ] Edit {n} loads fast.  \n"),
    "ruff": (["ruff", "server"], "python", ".py", PYTHON, "import os_{n}\n"),
}


class Server:
    """A server process and the frames to and from it."""

    def __init__(self, command: list[str]) -> None:
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        text_document = {"publishDiagnostics": {"versionSupport": True}, "synchronization": {}}
        capabilities = {"textDocument": text_document, "workspace": {}, "general": {"positionEncodings": ["utf-16"]}}
        self.send("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities}, 1)
        while self.receive().get("id") != 1:
            pass
        self.send("initialized", {})

    def send(self, method: str, params: object, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict:
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            answer = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": None}).encode()
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(answer), answer))
            self.process.stdin.flush()
        return message

    def published(self, version: int) -> None:
        while True:
            message = self.receive()
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"].get("version") == version
            ):
                return

    def memory(self) -> float:
        """Proportional set size in MB; 0 where the system does not tell."""
        try:
            rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        except OSError:
            return 0.0
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


def measure(name: str, size: int, edits: int) -> str:
    command, language, suffix, piece, edit = SERVERS[name]
    text = "# Stories\n\n" if language == "markdown" else ""
    number = 0
    while len(text) < size:
        text += piece.format(n=number)
        number += 1
    uri = f"file:///tmp/storyai-benchmark{suffix}"
    server = Server(command)
    server.send(
        "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}}
    )
    server.published(1)
    first = (time.perf_counter() - server.started) * 1000
    lines = text.splitlines(keepends=True)
    version, times = 1, []

    def change(at: int) -> None:
        nonlocal version
        version += 1
        lines[at % len(lines)] = edit.format(n=version)
        params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": "".join(lines)}]}
        server.send("textDocument/didChange", params)

    for at in range(edits):
        begin = time.perf_counter()
        change(at * 7 + 3)
        server.published(version)
        times.append((time.perf_counter() - begin) * 1000)
    begin = time.perf_counter()
    # From a thread of its own: a server that waits until its answers are read would wait for us, and we for it.
    last = version + 20
    sender = threading.Thread(target=lambda: [change(at * 11 + 5) for at in range(20)])
    sender.start()
    server.published(last)
    sender.join()
    burst = (time.perf_counter() - begin) * 1000
    memory = server.memory()
    server.process.kill()
    server.process.wait()
    times.sort()
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    return f"{name:8} {size // 1000:4} kB  p50 {statistics.median(times):7.1f}  p99 {p99:7.1f}  burst of 20 {burst:7.1f}  first {first:6.0f}  {memory:5.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", nargs="*", default=[], choices=sorted(set(SERVERS) - {"storyai"}))
    parser.add_argument("--edits", type=int, default=200)
    arguments = parser.parse_args()
    for name in ["storyai", *arguments.beside]:
        if name != "storyai" and shutil.which(SERVERS[name][0][0]) is None:
            print(f"{name:8} is not installed")
            continue
        for size in (6_000, 200_000):
            print(measure(name, size, arguments.edits), flush=True)


if __name__ == "__main__":
    main()
