"""The settings of a review: file, environment and flags; without the first two, nothing is imported for them."""

import os
from collections.abc import Mapping
from typing import Any

from storyai.cli._io import one_of
from storyai.errors import ConfigError, UsageError
from storyai.linter import LintSettings
from storyai.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """lint: what is looked for. root: the folder that ``per_path`` is relative to. cache: folder, None for none."""

    lint: LintSettings
    fail_on: str
    root: str
    cache: str | None


def settings(start: str, flags: Mapping[str, Any], cache: bool) -> ReviewSettings:
    """start: a file or folder whose nearest settings file counts. Raises UsageError and ConfigError."""
    lint: dict[str, Any] = {}
    fail_on, file, folder = "warning", None, ""
    given = {name: value for name, value in flags.items() if value}
    if {"severity", "fail_on"} & given.keys():
        from storyai.config.checks import FAIL_ON, GRAVEST_FIRST

        one_of("--severity", given.get("severity", "info"), GRAVEST_FIRST)
        one_of("--fail-on", given.get("fail_on", fail_on), FAIL_ON)
    if _configured(start):
        from pathlib import Path

        from storyai.config import load

        loaded = load(Path(start))
        lint, fail_on, file = dict(loaded.lint), loaded.fail_on, loaded.file
        folder = str(loaded.cache_folder)
        cache = cache and loaded.cache_mode != "off"
    where = {name: f"--{name.replace('_', '-')}" if name in given else f"{file}: lint.{name.replace('_', '-')}"
             for name in ("select", "extend_select", "ignore", "severities", "per_path")}  # fmt: skip
    for name in ("select", "extend_select", "ignore"):
        if name in given:
            lint[name] = tuple(word for value in given[name] for word in value.replace(",", " ").split())
    if "severity" in given:
        lint["severity"] = given["severity"]
    found = LintSettings(**lint)
    _check_keys(found, where)
    root = os.path.dirname(file) if file else "."  # noqa: PTH120
    return ReviewSettings(
        found, given.get("fail_on", fail_on), root or ".", (folder or _cache_folder()) if cache else None
    )  # fmt: skip


def _configured(start: str) -> bool:
    """Whether a settings file or variable may say anything. Reading them costs 10 ms, which most runs can save."""
    if any(name.startswith("STORYAI_") for name in os.environ):
        return True
    from storyai.config.file import places

    return any(map(_configured_above, places(start)))


def _configured_above(folder: str) -> bool:
    while True:
        if os.path.lexists(os.path.join(folder, "storyai.toml")):  # noqa: PTH118
            return True
        try:
            with open(os.path.join(folder, "pyproject.toml"), "rb") as file:  # noqa: PTH118, PTH123
                if b"storyai" in file.read():
                    return True
        except PermissionError:
            return True  # reading it tells what is wrong
        except OSError:
            pass
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return False
        folder = above


def _cache_folder() -> str:
    """As ``config.cache_folder``, for runs that have no settings."""
    import sys

    if sys.platform in ("darwin", "win32"):
        from storyai.config import cache_folder

        return str(cache_folder())
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return os.path.join(base, "storyai")  # noqa: PTH118


def _check_keys(found: LintSettings, where: Mapping[str, str]) -> None:
    """Raises UsageError or ConfigError for a key that names no rule."""
    keys = [(name, key) for name in ("select", "extend_select", "ignore") for key in getattr(found, name)]
    keys += [("severities", key) for key in found.severities]
    keys += [("per_path", key) for values in found.per_path.values() for key in values]
    if not keys:
        return
    from storyai.rules import all_rules
    from storyai.rules._selection import unknown_key

    for name, key in keys:
        near = unknown_key(key, all_rules())
        if near is None:
            continue
        hint = f"did you mean {near}?" if near else "`storyai rules` lists them"
        kind = UsageError if where[name].startswith("--") else ConfigError
        raise kind(f'{where[name]}: no rule, name or tag is called "{key}"; {hint}')
