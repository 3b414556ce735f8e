"""Long commands run as a process of their own: cancelling kills it, and its memory goes with it.

A model client would cost the server 70 MB and half a second; a killed process really stops its request.
"""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Sequence


class TaskFailed(Exception):
    """The command ended with an error; ``str`` is its last line for the user."""


_running: set[asyncio.subprocess.Process] = set()


def kill_all() -> None:
    """Kill what still runs, without waiting for it."""
    for process in _running:
        with contextlib.suppress(ProcessLookupError):
            process.kill()


async def run(
    arguments: Sequence[str], stdin: str, progress: Callable[[str], None], folder: str | None = None
) -> tuple[int, str]:
    """Run ``storyai ARGUMENTS`` with a text on stdin; (exit code, stdout).

    Each line on stderr goes to ``progress``. Cancelling the task kills the process.
    Raises TaskFailed for exit codes of 2 and above.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "storyai", *arguments,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=folder,
    )  # fmt: skip
    _running.add(process)
    assert process.stdin and process.stdout and process.stderr
    last = ""

    async def listen() -> None:
        nonlocal last
        assert process.stderr
        async for line in process.stderr:
            words = line.decode("utf-8", "replace").strip().removeprefix("storyai: ")
            if words:
                if not words.startswith("usage:"):  # what it cost comes last, and is not why it failed
                    last = words
                progress(words)

    async def feed() -> None:
        assert process.stdin
        try:
            process.stdin.write(stdin.encode("utf-8", "replace"))
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass
        process.stdin.close()

    try:
        _, _, output = await asyncio.gather(feed(), listen(), process.stdout.read())
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        _running.discard(process)
    text = output.decode("utf-8", "replace")
    if code >= 2:
        raise TaskFailed(last or f"storyai {arguments[0]} ended with exit code {code}")
    return code, text
