"""Settings: defaults, below the nearest ``storyai.toml`` or ``[tool.storyai]``, the environment, and flags.

Plain data with its own checks, because this runs before every command. Keys to an endpoint come from the
environment alone, never from a file. Paths are texts here.
"""

# ruff: noqa: PTH111, PTH112, PTH118, PTH120
# pathlib costs 6 ms of every start.

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from storyai.config.checks import FLAGS, FLAGS_ONLY, KEYS, TYPED, ItemError, meant, shown
from storyai.config.file import flat, nearest
from storyai.errors import ConfigError
from storyai.quick_dataclass import dataclass, field

if TYPE_CHECKING:
    from os import PathLike

# Environment variables beside STORYAI_<KEY>, by setting; the first that is set counts.
ALIASES = {
    "base-url": ("STORYAI_BASE_URL", "OPENAI_BASE_URL"),
    "model": ("STORYAI_MODEL", "OPENAI_MODEL"),
    "azure-endpoint": ("STORYAI_AZURE_ENDPOINT", "AZURE_OPENAI_ENDPOINT"),
    "api-version": ("STORYAI_API_VERSION", "OPENAI_API_VERSION"),
    "cache.mode": ("STORYAI_CACHE",),
    "cache.folder": ("STORYAI_CACHE_FOLDER",),
    "prompts.folder": ("STORYAI_PROMPTS",),
}


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in ``currency``; cached: prompt tokens the provider had cached (None: as prompt)."""

    prompt: float = 0.0
    completion: float = 0.0
    cached: float | None = None
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told. Times in seconds; budget and max_tokens in tokens.

    lint: the keywords of ``linter.LintSettings``. file: the settings file that was read. base_url_from (also of
    azure_endpoint): ``flag``, ``environment`` or ``file``, because a strange repository's file must not say where
    the user's key is sent.
    retries: how often a reply in the wrong shape is asked again.
    """

    engine: str = "auto"
    model: str | None = None
    base_url: str | None = None
    base_url_from: str | None = None
    azure_endpoint: str | None = None
    api_version: str | None = None
    openai_key: str | None = field(default=None, repr=False)
    azure_key: str | None = field(default=None, repr=False)
    storyai_key: str | None = field(default=None, repr=False)
    temperature: float | None = None
    max_tokens: int | None = None
    timeout: float = 180.0
    connect_timeout: float = 5.0
    retries: int = 2
    concurrency: int = 4
    budget: int | None = None
    rounds: int = 1
    samples: int = 1
    model_gate: bool = False
    mask_secrets: bool = False
    author: str | None = None
    date: str | None = None
    fail_on: str = "warning"
    lint: Mapping[str, Any] = field(default_factory=dict)
    cache_mode: str = "read-write"
    cache_folder: str = field(default_factory=lambda: cache_folder())
    prompts: str | None = None
    price: Price | None = None
    replay: tuple[str, ...] = ()
    record: str | None = None
    dry_run: bool = False
    file: str | None = None


def cache_folder() -> str:
    """The user's cache folder for storyai; not made here."""
    if sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "storyai")


def load(start: "str | PathLike[str]", flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings for a run that begins at ``start`` (a file or folder; its parents are searched for a file).

    flags: the command line's values by name; None and empty lists count as not given. ``replay``, ``record`` and
    ``dry_run`` are flags only. Raises ConfigError.
    """
    file, table = nearest(start)
    values: dict[str, Any] = {}
    source: dict[str, str] = {}

    def put(key: str, value: Any, where: str, name: str) -> None:
        try:
            values[key] = KEYS[key](value)
        except ItemError as error:
            raise ConfigError(f"{name}.{error.key} = {shown(error.value)} {error}") from error
        except ValueError as error:
            raise ConfigError(f"{name} = {shown(value)} {error}") from error
        source[key] = where

    if file:
        for key, value in flat(table, file):
            put(key, value, "file", f"{file}: {key}")
    for key in KEYS:
        names = ALIASES.get(key) or (() if "." in key else (f"STORYAI_{key.upper().replace('-', '_')}",))
        found = next((name for name in names if os.environ.get(name)), None)
        if found:
            put(key, os.environ[found], "environment", f"environment variable {found}")
    special: dict[str, Any] = {}
    for name, value in (flags or {}).items():
        key = name.replace("_", "-")
        if value in (None, (), []):
            continue
        if key in KEYS or key in FLAGS:
            put(FLAGS.get(key, key), value, "flag", f"--{TYPED.get(key, key)}")
        elif name in FLAGS_ONLY:
            special[name] = value
        else:
            raise ConfigError(f"there is no setting {key}{meant(key, (*KEYS, *FLAGS, *FLAGS_ONLY))}")
    return _settings(values, source, special, file)


def _settings(values: dict[str, Any], source: dict[str, str], special: dict[str, Any], file: str | None) -> Settings:
    beside = os.path.dirname(file) if file else ""
    named = {key.replace("-", "_"): value for key, value in values.items() if "." not in key}
    lint = {
        key[5:].replace("-", "_"): value for key, value in values.items() if key.startswith("lint.") and value != {}
    }
    price = {key[6:]: value for key, value in values.items() if key.startswith("price.")}
    for key, name in (("cache.folder", "cache_folder"), ("prompts.folder", "prompts")):
        if key in values:
            path = os.path.expanduser(values[key])
            named[name] = os.path.join(beside, path) if source[key] == "file" else path
    if source.get("cache.folder") == "file" and _inside(named["cache_folder"], beside):
        raise ConfigError(
            f"{file}: cache.folder must lie outside the project: a repository must not bring its own cache"
        )
    if "prompts" in named and not os.path.isdir(named["prompts"]):
        raise ConfigError(f"prompts folder {named['prompts']}: there is no such folder")
    if isinstance(special.get("replay"), (str, os.PathLike)):
        special["replay"] = (special["replay"],)
    if "replay" in special:
        special["replay"] = tuple(map(os.fspath, special["replay"]))
    return Settings(
        **named, **special, price=Price(**price) if price else None, file=file,
        base_url_from=source.get("base-url") or source.get("azure-endpoint"),
        cache_mode=values.get("cache.mode", "read-write"), fail_on=lint.pop("fail_on", "warning"), lint=lint,
        openai_key=os.environ.get("OPENAI_API_KEY") or None, storyai_key=os.environ.get("STORYAI_API_KEY") or None,
        azure_key=os.environ.get("AZURE_OPENAI_API_KEY") or None,
    )  # fmt: skip


def _inside(path: str, folder: str) -> bool:
    real = os.path.realpath(folder)
    return os.path.commonpath([os.path.realpath(path), real]) == real
