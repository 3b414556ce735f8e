"""``storyai cache``: look at the kept model answers, delete them, take them to another machine."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

from storyai.cli._io import notice, one_of
from storyai.errors import UsageError
from storyai.report import plural

if TYPE_CHECKING:
    from pathlib import Path

    import typer

    from storyai.config import Settings
    from storyai.engine.cached import Store

choices = {"action": ("info", "clear", "export", "import")}


def cache(
    action: Annotated[str, typer.Argument(metavar="info|clear|export|import", help="What to do.")],
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Of recordings, for export and import.")] = "",
    *,
    force: Annotated[bool, typer.Option("--force", help="Export over files that say something else.")] = False,
) -> int:
    """Show, delete, export or import the kept answers of models.

    An exported answer is a recording: --replay DIR answers from it without a network.

    \b
    Examples:
      storyai cache info
      storyai cache export recordings
    """
    from pathlib import Path

    from storyai.config import load
    from storyai.engine.cached import Store

    one_of("cache action", action, choices["action"])
    if (action in ("export", "import")) != bool(folder):
        wants = "needs a folder of recordings" if not folder else "takes no folder"
        raise UsageError(f"cache {action} {wants}")
    settings = load(Path.cwd())
    with closing(Store(Path(settings.cache_folder), notice)) as store:
        if action == "info":
            lines = info(store)
        elif action == "clear":
            lines = clear(store, Path(settings.cache_folder))
        elif action == "export":
            lines = export(store, Path(folder), force=force)
        else:
            lines = import_from(store, Path(folder), settings)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def info(store: Store) -> list[str]:
    """Where the answers are, how many, and of whom."""
    from collections import Counter

    count, size = store.size()
    by = Counter((record["task"], record.get("identity") or "?") for _, record in entries(store))
    rows = [f"  {number:>5}  {task} by {identity}" for (task, identity), number in sorted(by.items())]
    return [f"folder   {store.folder}", f"answers  {count} ({size / 1e6:.1f} MB)", *rows]


def clear(store: Store, folder: Path) -> list[str]:
    """Delete every answer, and what was learnt about endpoints."""
    deleted = store.clear()
    (folder / "endpoints.json").unlink(missing_ok=True)
    return [f"deleted {plural(deleted, 'answer')} from {store.folder}"]


def export(store: Store, folder: Path, *, force: bool) -> list[str]:
    """Write each answer as a recording; where two models answered the same request, the second file has a number."""
    from storyai.engine.replay import file_name, write_recording

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file, not a folder")
    written, same, kept = 0, 0, 0
    for _, record in sorted(entries(store), key=lambda entry: str(entry[1].get("identity"))):
        number, name = 1, file_name(record["task"], record["key"])
        while (old := _read(folder / name)) and old["key"] == record["key"] and _who(old) != _who(record):
            number += 1
            name = file_name(record["task"], record["key"]).replace(".json", f".{number}.json")
        if old == record:
            same += 1
        elif (folder / name).exists() and not force:
            kept += 1
            notice(f"{folder / name}: exists and says something else; --force replaces it")
        else:
            write_recording(folder, record, name)
            written += 1
    unchanged = f", {same} there already" if same else ""
    return [f"exported {plural(written, 'answer')} to {folder}{unchanged}{f', {kept} left as before' if kept else ''}"]


def import_from(store: Store, folder: Path, settings: Settings) -> list[str]:
    """Keep each recording of a folder as an answer of the model and address it names, else of those configured."""
    from storyai.engine.keys import cache_key
    from storyai.engine.prompts import reply_schema
    from storyai.engine.replay import read_recording
    from storyai.errors import ConfigError

    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder of recordings")
    configured = _configured(settings)
    taken = nameless = 0
    for path in sorted(folder.glob("*.json")):
        try:
            record = read_recording(path)
            record = read_recording(path, reply_schema(record["task"]))
        except (ValueError, ConfigError) as error:
            notice(f"left out: {error}")
            continue
        identity = record.get("identity") or configured
        if not isinstance(identity, str):
            nameless += 1
            continue
        store.put(cache_key(record["key"], identity), json.dumps(record | {"identity": identity}))
        taken += 1
    if nameless:
        notice(
            f"left out: {plural(nameless, 'recording')} without an endpoint; STORYAI_MODEL and STORYAI_BASE_URL, or "
            "model and base-url in storyai.toml, say whose answers they are"
        )
    return [f"imported {plural(taken, 'answer')} into {store.folder}"]


def entries(store: Store) -> list[tuple[str, dict[str, Any]]]:
    """Every answer that can be read as one, by its key."""
    from storyai.engine.replay import parsed

    found = []
    for key, text in store.items():
        try:
            found.append((key, parsed(text, key)))
        except ValueError as error:
            notice(f"left out: {error}")
    return found


def _configured(settings: Settings) -> str | None:
    from storyai.engine.endpoint import configured, endpoint
    from storyai.errors import ConfigError

    try:
        return endpoint(settings).identity if configured(settings) else None
    except ConfigError:
        return None


def _read(path: Path) -> dict[str, Any] | None:
    from storyai.engine.replay import read_recording

    try:
        return read_recording(path)
    except ValueError:
        return None


def _who(record: dict[str, Any]) -> Any:
    return record.get("identity") or record.get("model")
