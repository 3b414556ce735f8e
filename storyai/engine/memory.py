"""What an endpoint was found to take: the rung of strictness, and parameters it refuses. Kept between runs.

One small JSON file in the cache folder. Losing it costs one or two requests, so no fault of it is reported.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Literal

# strict: the schema, enforced; schema: the schema, as far as the server takes it; text: the schema in the prompt.
Rung = Literal["strict", "schema", "text"]
RUNGS: tuple[Rung, ...] = ("strict", "schema", "text")


@dataclass(frozen=True, slots=True)
class Known:
    """rung: how the reply's shape is asked for; dropped: parameters not sent; tokens: how the limit is called."""

    rung: Rung = "strict"
    dropped: tuple[str, ...] = ()
    tokens: str = "max_completion_tokens"

    def down(self) -> "Known":
        return replace(self, rung=RUNGS[RUNGS.index(self.rung) + 1])

    def without(self, name: str) -> "Known":
        return replace(self, dropped=(*self.dropped, name))


class Memory:
    """``Known`` by an endpoint's address. folder: where it is kept; None keeps it for this run alone."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / "endpoints.json" if folder else None
        self._known: dict[str, Known] | None = None
        self._lock = Lock()

    def get(self, address: str, default: Known) -> Known:
        with self._lock:
            if self._known is None:
                self._known = self._read()
            return self._known.get(address, default)

    def learn(self, address: str, known: Known) -> None:
        with self._lock:
            # Read again: another run may have learnt about another endpoint meanwhile.
            self._known = {**(self._known or {}), **self._read(), address: known}
            self._write(self._known)

    def _read(self) -> dict[str, Known]:
        if self._path is None:
            return {}
        try:
            table = json.loads(self._path.read_bytes())
            return {address: known for address, value in table.items() if (known := _known(value))}
        except (OSError, ValueError, RecursionError, AttributeError):
            return {}

    def _write(self, table: dict[str, Known]) -> None:
        if self._path is None:
            return
        part = self._path.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            values = {address: asdict(known) for address, known in table.items()}
            part.write_text(json.dumps(values, indent=1), encoding="utf-8")
            part.replace(self._path)


def _known(value: Any) -> Known | None:
    if not isinstance(value, dict) or value.get("rung") not in RUNGS:
        return None
    dropped, tokens = value.get("dropped"), value.get("tokens")
    if not isinstance(dropped, list) or tokens not in ("max_tokens", "max_completion_tokens"):
        return None
    return Known(value["rung"], tuple(str(name) for name in dropped), tokens)
