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

from storyai.config.checks import FLAGS, FLAGS_ONLY, KEYS, TYPED, ItemError, Typed, meant, shown
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
    retries: how often a reply in the wrong shape is asked again. total_timeout: of one request, however lively its
    answer; None for ten times ``timeout``. mask_secrets, allow_secrets: at most one of them (see ``secrets.guard``).
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
    total_timeout: float | None = None
    connect_timeout: float = 5.0
    retries: int = 2
    concurrency: int = 4
    budget: int | None = None
    rounds: int = 1
    samples: int = 1
    model_gate: bool = False
    mask_secrets: bool = False
    allow_secrets: bool = False
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
    """The settings for a run that begins at ``start``, a file or folder (see ``file.nearest``).

    flags: the command line's values by name; None and empty lists count as not given. ``replay``, ``record`` and
    ``dry_run`` are flags only. Raises ConfigError.
    """
    file, table = nearest(start)
    values: dict[str, Any] = {}
    source: dict[str, str] = {}
    names: dict[str, str] = {}

    def put(key: str, value: Any, where: str, name: str) -> None:
        try:
            values[key] = KEYS[key](Typed(value) if where != "file" and isinstance(value, str) else value)
        except ItemError as error:
            raise ConfigError(f"{name}.{error.key} = {shown(error.value)} {error}") from error
        except ValueError as error:
            raise ConfigError(f"{name} = {shown(value)} {error}") from error
        source[key], names[key] = where, name

    if file:
        for key, value in flat(table, file):
            put(key, value, "file", f"{file}: {key}")
    for key in KEYS:
        variables = ALIASES.get(key) or (() if "." in key else (f"STORYAI_{key.upper().replace('-', '_')}",))
        found = next((name for name in variables if os.environ.get(name)), None)
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
    if "prompts.folder" in values:
        values["prompts.folder"] = folder = _path("prompts.folder", values, source, file)
        if not os.path.isdir(folder):
            raise ConfigError(f'{names["prompts.folder"]} = "{folder}": there is no such folder')
    return _settings(values, source, special, file)


def _path(key: str, values: dict[str, Any], source: dict[str, str], file: str | None) -> str:
    """A folder that is named relative to the file it stands in, or else to the working folder."""
    path = os.path.expanduser(values[key])
    return os.path.join(os.path.dirname(file), path) if file and source[key] == "file" else path


def _settings(values: dict[str, Any], source: dict[str, str], special: dict[str, Any], file: str | None) -> Settings:
    beside = os.path.dirname(file) if file else ""
    named = {key.replace("-", "_"): value for key, value in values.items() if "." not in key}
    lint = {
        key[5:].replace("-", "_"): value for key, value in values.items() if key.startswith("lint.") and value != {}
    }
    price = {key[6:]: value for key, value in values.items() if key.startswith("price.")}
    if "prompts.folder" in values:
        named["prompts"] = values["prompts.folder"]
    if "cache.folder" in values:
        named["cache_folder"] = _path("cache.folder", values, source, file)
    if source.get("cache.folder") == "file" and _inside(named["cache_folder"], beside):
        raise ConfigError(
            f"{file}: cache.folder must lie outside the project: a repository must not bring its own cache"
        )
    _one_answer_to_secrets(named, source)
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


def _one_answer_to_secrets(named: dict[str, Any], source: dict[str, str]) -> None:
    """Of masking and allowing, what was said closer to the command line holds. Raises ConfigError for both at once."""
    if named.get("mask_secrets") and named.get("allow_secrets"):
        order = ("file", "environment", "flag")
        masked, allowed = order.index(source["mask-secrets"]), order.index(source["allow-secrets"])
        if masked == allowed:
            raise ConfigError("mask-secrets and allow-secrets exclude each other: leave one of them out")
        named["allow_secrets" if masked > allowed else "mask_secrets"] = False


def _inside(path: str, folder: str) -> bool:
    real = os.path.realpath(folder)
    return os.path.commonpath([os.path.realpath(path), real]) == real
