"""The nearest settings file, as a flat list of settings; ``tomllib`` is imported only where there is one."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from storyai.config.checks import KEYS, SECRET, meant
from storyai.errors import ConfigError


def nearest(start: Path) -> tuple[Path | None, dict[str, Any]]:
    """The nearest settings file at or above ``start`` and its table; (None, {}) where there is none."""
    folder = Path(os.path.abspath(start))  # noqa: PTH100 - resolve() would follow the links of a checked-out tree
    for parent in (folder, *folder.parents):
        own = parent / "storyai.toml"
        if own.is_file():
            return own, _toml(own, own.read_bytes)
        project = parent / "pyproject.toml"
        if project.is_file() and b"storyai" in _bytes(project, project.read_bytes):
            table = _toml(project, project.read_bytes).get("tool", {}).get("storyai")
            if isinstance(table, dict):
                return project, table
    return None, {}


def _bytes(file: Path, read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except OSError as error:
        raise ConfigError(f"{file}: cannot read the settings: {error.strerror}") from error


def _toml(file: Path, read: Callable[[], bytes]) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(_bytes(file, read).decode("utf-8"))
    except ValueError as error:  # TOMLDecodeError says line and column; UnicodeDecodeError is one too
        raise ConfigError(f"{file}: not a TOML file in UTF-8: {error}") from error


def flat(table: Mapping[str, Any], file: Path) -> list[tuple[str, Any]]:
    """The file's settings as (``section.key``, value)."""
    sections = {key.partition(".")[0] for key in KEYS if "." in key}
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if name in sections and isinstance(value, dict):
            found += [(f"{name}.{key}", item) for key, item in value.items()]
        elif name in sections:
            raise ConfigError(f"{file}: {name} must be a table: [{name}]")
        else:
            found.append((name, value))
    for key, _ in found:
        if key not in KEYS:
            last = key.rpartition(".")[2].lower().replace("_", "-")
            if last.rpartition("-")[2] in SECRET:
                advice = "keys come from the environment alone: set OPENAI_API_KEY and take the key out of this file"
                raise ConfigError(f"{file}: {key}: {advice}")
            advice = meant(key, KEYS) or f"; known: {', '.join(KEYS)}"
            raise ConfigError(f"{file}: there is no setting {key}{advice}")
    return found
