"""Recordings: model answers as readable files, one for each request, written once and replayed without a network.

A recording is pretty JSON ``{task, model, key, sample, inputs, corrections, reply, usage}`` in a file named
``<task>-<first 16 digits of the key>.json``. The key is that of the request alone, so a recording answers
whatever endpoint is configured; editing the prompt, the schema or the inputs asks for another recording.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from storyai.engine import Answer, Engine, Request, Usage
from storyai.engine.keys import question
from storyai.engine.shape import fault
from storyai.errors import RecordingMissing, UsageError


def recording(request: Request, key: str, model: str | None, answer: Answer) -> dict[str, Any]:
    """A request and its answer as the JSON values of a recording."""
    return {
        "task": request.task,
        "model": model,
        "key": key,
        "sample": request.sample,
        "inputs": dict(request.inputs),
        "corrections": [{"reply": one.reply, "problem": one.problem} for one in request.corrections],
        "reply": answer.reply,
        "usage": asdict(answer.usage),
    }


def file_name(task: str, key: str) -> str:
    return f"{task}-{key[:16]}.json"


def write_recording(folder: Path, record: dict[str, Any], name: str | None = None) -> Path:
    """Write a recording into a folder (made where needed), replacing an older one whole. Raises UsageError."""
    path = folder / (name or file_name(record["task"], record["key"]))
    part = path.with_suffix(f".{os.getpid()}.part")
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(text.encode("utf-8", "replace"))
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise UsageError(f"{path}: cannot write the recording: {error.strerror}") from error
    return path


def read_recording(path: Path, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """A recording with the fields this module writes; schema: check the reply by it. Raises ValueError (one line)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path}: not a recording: {error.strerror}") from error
    return parsed(data, path, schema)


def parsed(data: bytes | str, name: Path | str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """The JSON text of a recording, checked; name: for messages. Raises ValueError (one line)."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name}: not a recording: {error}") from error
    kinds = {"task": str, "key": str, "inputs": dict, "corrections": list, "reply": dict, "usage": dict}
    wrong = [
        field for field, kind in kinds.items() if not isinstance(record, dict) or type(record.get(field)) is not kind
    ]
    if wrong:
        raise ValueError(f"{name}: not a recording: {', '.join(wrong)} missing or of another kind")
    bad = fault(schema, record["reply"]) if schema else None
    if bad:
        raise ValueError(f"{name}: not a recording of this reply: {bad}")
    return dict(record)


@dataclass(slots=True)
class Replay:
    """An engine that answers from recordings; ``model`` is that of the last recording read."""

    folders: tuple[Path, ...]
    prompts: Path | None = None
    name: str = "openai"
    model: str | None = None
    answered: Callable[[Usage], None] | None = field(default=None, repr=False)

    def __call__(self, request: Request, /) -> Answer:
        """Raises RecordingMissing, which says how to record; opens no socket."""
        asked = question(request, self.prompts)
        name = file_name(request.task, asked.key)
        damaged = ""
        for folder in self.folders:
            path = folder / name
            if not path.is_file():
                continue
            try:
                record = read_recording(path, asked.schema)
                if record["key"] != asked.key:
                    raise ValueError(f"{path}: a recording of another request")
            except ValueError as error:
                damaged = f" ({error})"
                continue
            self.model = record.get("model")
            usage = Usage(cached=1)
            if self.answered:
                self.answered(usage)
            return Answer(record["reply"], usage)
        where = ", ".join(map(str, self.folders))
        raise RecordingMissing(
            f"{request.task} {asked.key[:16]}: no recording of this request in {where}{damaged}; to record it, "
            f"run the same command with --engine openai --record {self.folders[0]} in place of --replay"
        )


def replay(
    *folders: Path | str, prompts: Path | None = None, answered: Callable[[Usage], None] | None = None
) -> Engine:
    """An engine that answers from the recordings in these folders, the first that has one.

    answered: told the usage of each answer. Raises UsageError for a folder that is not there.
    """
    paths = tuple(Path(folder) for folder in folders)
    for path in paths:
        if not path.is_dir():
            raise UsageError(f"{path}: there is no such folder of recordings")
    return Replay(paths, prompts, answered=answered)


@dataclass(slots=True)
class Record:
    """An engine that also writes what it answers."""

    engine: Engine
    folder: Path
    prompts: Path | None = None
    written: list[Path] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def model(self) -> str | None:
        return self.engine.model

    def __call__(self, request: Request, /) -> Answer:
        answer = self.engine(request)
        key = question(request, self.prompts).key
        self.written.append(write_recording(self.folder, recording(request, key, self.model, answer)))
        return answer


def record(engine: Engine, folder: Path | str, *, prompts: Path | None = None) -> Engine:
    """An engine that writes each of its answers into a folder, for ``replay``. Raises UsageError for no folder."""
    if Path(folder).exists() and not Path(folder).is_dir():
        raise UsageError(f"{folder}: cannot write recordings here: not a folder")
    return Record(engine, Path(folder), prompts)
