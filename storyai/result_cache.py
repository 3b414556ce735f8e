"""Findings remembered by content, rules and settings, in one SQLite file in the user's cache folder.

It may vanish, be damaged, full, foreign or read-only at any time: that costs speed, never a run. Values are JSON
text; nothing is unpickled.
"""

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

_ROWS = 200_000
_LAYOUT = 1


class ResultCache:
    """Outcomes as text by key. Every method swallows what the file system and SQLite throw."""

    def __init__(self, folder: str) -> None:
        self._connection: sqlite3.Connection | None = None
        self._new: list[tuple[bytes, str, int]] = []
        self._today = int(time.time() // 86400)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
            if hasattr(os, "getuid") and os.stat(folder).st_uid != os.getuid():  # noqa: PTH116
                return
            self._path = os.path.join(folder, f"findings-{_LAYOUT}.sqlite")  # noqa: PTH118
            try:
                self._connection = self._open()
            except sqlite3.OperationalError:
                return  # locked, read-only, full: leave it alone
            except sqlite3.DatabaseError:
                os.unlink(self._path)  # noqa: PTH108 - damaged; it holds nothing that cannot be found again
                self._connection = self._open()
        except (OSError, sqlite3.Error, ValueError):
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=0.5, isolation_level=None)
        try:
            # A crash of the machine may lose the newest rows or damage the file: see above.
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS outcome (key BLOB PRIMARY KEY, value TEXT NOT NULL, day INTEGER NOT NULL) "
                "WITHOUT ROWID"
            )
        except BaseException:
            connection.close()
            raise
        with suppress(OSError):
            os.chmod(self._path, 0o600)  # noqa: PTH101
        return connection

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The outcomes that are known."""
        if self._connection is None or not keys:
            return {}
        found: dict[bytes, str] = {}
        try:
            for at in range(0, len(keys), 500):
                part = keys[at : at + 500]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, value FROM outcome WHERE key IN ({marks})"  # marks: nothing but "?"
                found.update(self._connection.execute(query, part).fetchall())
        except (sqlite3.Error, UnicodeDecodeError, OverflowError):
            self._drop()
            return {}
        return found

    def put(self, key: bytes, value: str) -> None:
        self._new.append((key, value, self._today))
        if len(self._new) >= 2000:
            self.flush()

    def flush(self) -> None:
        """Write what is new; the oldest rows go when there are too many."""
        if self._connection is None or not self._new:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?)", self._new)
            rows = self._connection.execute("SELECT count(*) FROM outcome").fetchone()[0]
            if rows > _ROWS:
                oldest = "SELECT key FROM outcome ORDER BY day LIMIT ?"
                self._connection.execute(f"DELETE FROM outcome WHERE key IN ({oldest})", (rows - _ROWS // 2,))
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            self._drop()
        self._new.clear()

    def close(self) -> None:
        self.flush()
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _drop(self) -> None:
        """Stop using a file that fails; where it is damaged, remove it."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            healthy = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        except sqlite3.OperationalError:
            healthy = True
        except (sqlite3.Error, UnicodeDecodeError):
            healthy = False
        with suppress(sqlite3.Error):
            connection.close()
        if not healthy:
            for suffix in ("", "-wal", "-shm"):
                with suppress(OSError):
                    os.unlink(self._path + suffix)  # noqa: PTH108


def stamp(version: str) -> str:
    """Changes with every change to the code that makes findings: name, size and time of its files."""
    home = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
    parts = [version]
    for folder in ("", "document", "rules"):
        with os.scandir(os.path.join(home, folder)) as entries:  # noqa: PTH118
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    parts.append(f"{folder}/{entry.name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(parts))


def key(context: bytes, data: bytes) -> bytes:
    """The key of a file's content. context: what else decides about its findings, as a digest."""
    return sha256(context + data).digest()
