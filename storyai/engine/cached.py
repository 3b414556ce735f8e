"""The cache of model answers: a model is asked once. The only module that imports diskcache.

An entry is the JSON text of a recording. Nothing is pickled or unpickled, whatever a row claims to hold, and
nothing is evicted. The cache may never cost the run: whatever fails in it is one notice, then it is done without.
"""

import json
import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from storyai.engine import Answer, Engine, Request, Usage
from storyai.engine.keys import cache_key, question
from storyai.engine.replay import recording
from storyai.engine.shape import fault

Notice = Callable[[str], None]

# Seconds to wait for another process that is writing.
LOCK_TIMEOUT_S = 5


@cache
def _diskcache() -> Any:
    import diskcache

    class TextDisk(diskcache.Disk):  # type: ignore[misc]
        """Text keys and text values. diskcache's own classes unpickle what a row's ``mode`` or ``raw`` says is one."""

        def put(self, key: Any) -> tuple[str, bool]:
            if type(key) is not str:
                raise TypeError("a key is a text")
            return key, True

        def get(self, key: Any, raw: Any) -> str:
            if not raw or type(key) is not str:
                raise ValueError("a key that is not a text")
            return key

        def store(self, value: Any, read: bool, key: Any = diskcache.UNKNOWN) -> Any:
            if type(value) is not str:
                raise TypeError("a value is a text")
            return super().store(value, read, key=key)

        def fetch(self, mode: Any, filename: Any, value: Any, read: bool) -> Any:
            # A crafted row could also name a file outside the cache.
            inside = not filename or not (Path(filename).is_absolute() or ".." in Path(filename).parts)
            if mode == diskcache.core.MODE_PICKLE or not inside:
                raise ValueError("a value that is not a text")
            return super().fetch(mode, filename, value, read)

    return diskcache, TextDisk


class Store:
    """Texts by key in ``folder``/answers; opened on first use, private to the user, safe between processes.

    ``notice`` gets one line if the cache cannot be used; from then on reading finds nothing, writing does nothing.
    """

    def __init__(self, folder: Path, notice: Notice | None = None) -> None:
        self.folder = folder / "answers"
        self._notice = notice
        self._told = False
        self._opened: Any = None
        self._failed = False
        self._lock = threading.Lock()

    def get(self, key: str) -> str | None:
        value = self._do(lambda found: found.get(key))
        return value if isinstance(value, str) else None

    def put(self, key: str, text: str) -> None:
        self._do(lambda found: found.set(key, text))

    def items(self) -> Iterator[tuple[str, str]]:
        """Every readable entry, in no order that means anything."""
        for key in self._do(lambda found: list(found.iterkeys())) or ():
            text = self.get(key)
            if text is not None:
                yield key, text

    def size(self) -> tuple[int, int]:
        """Number of entries and bytes on disk."""
        return self._do(lambda found: (len(found), found.volume())) or (0, 0)

    def clear(self) -> int:
        """Delete every entry; how many there were."""
        return self._do(lambda found: found.clear(retry=True)) or 0

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _do(self, act: Callable[[Any], Any]) -> Any:
        with self._lock:
            if self._opened is None and not self._failed:
                self._opened = self._open()
                self._failed = self._opened is None
                if self._opened is not None:
                    weakref.finalize(self, self._opened.close)
        if self._failed:
            return None
        diskcache, _ = _diskcache()
        try:
            return act(self._opened)
        except (OSError, sqlite3.Error, diskcache.Timeout, ValueError, UnicodeError) as error:
            self._tell(_reason(error))
            # Another process holds the lock for good: waiting once is enough.
            self._failed = isinstance(error, diskcache.Timeout)
            return None
        finally:
            # A connection belongs to its thread, and would stay open when the thread has ended.
            if threading.current_thread() is not threading.main_thread():
                self._opened.close()

    def _open(self) -> Any:
        diskcache, disk = _diskcache()
        for attempt in (1, 2):
            try:
                _private(self.folder)
                return diskcache.Cache(
                    str(self.folder), disk=disk, timeout=LOCK_TIMEOUT_S,
                    eviction_policy="none", cull_limit=0, statistics=0,
                )  # fmt: skip
            except (OSError, sqlite3.Error, diskcache.Timeout, ValueError, TypeError) as error:
                # A damaged or foreign file is not ours to delete: it is set aside, once, and a new cache begun.
                damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
                if damaged and attempt == 1 and (aside := self._set_aside()):
                    self._tell(f"{_reason(error)}; it was moved to {aside}, and a new one is begun")
                    continue
                self._tell(_reason(error))
                return None
        return None

    def _set_aside(self) -> Path | None:
        for number in range(1, 100):
            aside = self.folder.with_name(f"answers.damaged-{number}")
            if not aside.exists():
                with suppress(OSError):
                    return self.folder.rename(aside)
                return None
        return None

    def _tell(self, reason: str) -> None:
        if not self._told and self._notice:
            self._notice(f"the cache in {self.folder} cannot be used: {reason}; going on without it")
        self._told = True


def _private(folder: Path) -> None:
    """Make the folder, readable by its owner alone. Raises OSError, also where it belongs to somebody else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.stat()
    if hasattr(os, "getuid"):
        if status.st_uid != os.getuid():
            raise PermissionError("it belongs to another user")
        if status.st_mode & 0o077:
            folder.chmod(0o700)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()) or type(error).__name__


@dataclass(slots=True)
class Cached:
    """An engine that asks another only what the store has no answer to. ``mode``: read-write, read or refresh."""

    engine: Engine
    store: Store
    identity: str
    mode: str = "read-write"
    prompts: Path | None = None
    answered: Callable[[Usage], None] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def model(self) -> str | None:
        return self.engine.model

    def __call__(self, request: Request, /) -> Answer:
        asked = question(request, self.prompts)
        key = cache_key(asked.key, self.identity)
        if self.mode != "refresh":
            reply = _reply(self.store.get(key), asked.schema)
            if reply is not None:
                usage = Usage(cached=1)
                if self.answered:
                    self.answered(usage)
                return Answer(reply, usage)
        answer = self.engine(request)
        if self.mode != "read":
            record = recording(request, asked.key, self.model, answer) | {"identity": self.identity}
            self.store.put(key, json.dumps(record, ensure_ascii=True))
        return answer


def _reply(text: str | None, schema: dict[str, Any]) -> dict[str, Any] | None:
    """The reply of an entry; None for none, and for one that is damaged."""
    try:
        record = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None
    reply = record.get("reply") if isinstance(record, dict) else None
    return reply if isinstance(reply, dict) and fault(schema, reply) is None else None


def cached(
    engine: Engine,
    store: Store,
    *,
    identity: str,
    mode: str = "read-write",
    prompts: Path | None = None,
    answered: Callable[[Usage], None] | None = None,
) -> Engine:
    """An engine that keeps its answers; with mode ``off``, the engine itself.

    identity: who is asked (``Endpoint.identity``). answered: told the usage of each answer from the store.
    """
    return engine if mode == "off" else Cached(engine, store, identity, mode, prompts, answered)
