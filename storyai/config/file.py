"""The nearest settings file, as a flat list of settings; ``tomllib`` is imported only where there is one."""

# ruff: noqa: PTH100, PTH109, PTH113, PTH118, PTH120, PTH123
# pathlib costs 6 ms of every start.

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from storyai.config.checks import KEYS, NOT_IN_FILES, SECRET, meant
from storyai.errors import ConfigError

if TYPE_CHECKING:
    from os import PathLike


def nearest(start: "str | PathLike[str]") -> tuple[str | None, dict[str, Any]]:
    """The settings file nearest to ``start``, at it or above it, else to the working folder; and its table.

    (None, {}) where there is none. Raises ConfigError.
    """
    for place in places(start):
        file, table = _above(place)
        if file:
            return file, table
    return None, {}


def places(start: "str | PathLike[str]") -> list[str]:
    """Where settings are looked for, upwards from each."""
    # Not resolved: that would follow the links of a checked-out tree.
    try:
        here = os.getcwd()
        begin = os.path.abspath(start)
    except OSError:  # the working folder is gone
        return [os.fspath(start)] if os.path.isabs(start) else []  # noqa: PTH117
    return [begin] if begin == here or begin.startswith(os.path.join(here, "")) else [begin, here]


def _above(folder: str) -> tuple[str | None, dict[str, Any]]:
    while True:
        own = os.path.join(folder, "storyai.toml")
        if os.path.isfile(own):
            return own, _toml(own, _bytes(own))
        if os.path.lexists(own):
            raise ConfigError(f"{own}: cannot read the settings: not a file")
        project = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(project) and b"storyai" in (data := _bytes(project)):
            tool = _toml(project, data).get("tool")
            table = tool.get("storyai") if isinstance(tool, dict) else None
            if isinstance(table, dict):
                return project, table
        above = os.path.dirname(folder)
        if above == folder:
            return None, {}
        folder = above


def _bytes(file: str) -> bytes:
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except OSError as error:
        raise ConfigError(f"{file}: cannot read the settings: {error.strerror}") from error


def _toml(file: str, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except ValueError as error:  # TOMLDecodeError says line and column; UnicodeDecodeError is one too
        raise ConfigError(f"{file}: not a TOML file in UTF-8: {error}") from error


def flat(table: Mapping[str, Any], file: str) -> list[tuple[str, Any]]:
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
        if key in NOT_IN_FILES:
            raise ConfigError(f"{file}: {key}: {NOT_IN_FILES[key]}")
        if key not in KEYS:
            last = key.rpartition(".")[2].lower().replace("_", "-")
            if last.rpartition("-")[2] in SECRET:
                advice = "keys come from the environment alone: set OPENAI_API_KEY and take the key out of this file"
                raise ConfigError(f"{file}: {key}: {advice}")
            raise ConfigError(f"{file}: there is no setting {key}{_advice(key, table, sections)}")
    return found


def _advice(key: str, table: Mapping[str, Any], sections: set[str]) -> str:
    """What may have been meant instead of an unknown setting."""
    if key == "tool":
        return ": in a storyai.toml the settings stand at the top, without [tool.storyai]"
    section, dot, _ = key.rpartition(".")
    if not dot and isinstance(table[key], dict):
        return meant(key, sections) or f"; the sections are {', '.join(sorted(sections))}"
    if not dot and (inside := [known for known in KEYS if known.rpartition(".")[2] == key]):
        return f"; did you mean {key} in [{inside[0].rpartition('.')[0]}]?"
    if dot and key.rpartition(".")[2] in KEYS:
        return f"; {key.rpartition('.')[2]} stands at the top of the file, above [{section}]"
    known = [name for name in KEYS if name.rpartition(".")[0] == section]
    return meant(key, KEYS) or f"; known {f'in [{section}]' if dot else 'here'}: {', '.join(known)}"
