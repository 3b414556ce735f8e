"""What each setting may be: one check a key, which returns the value or raises ValueError with what it must be."""

from collections.abc import Callable
from typing import Any

from storyai.finding import SEVERITIES

ENGINES = ("auto", "offline", "openai")
CACHE_MODES = ("read-write", "read", "refresh", "off")
GRAVEST_FIRST = SEVERITIES[::-1]
FAIL_ON = (*GRAVEST_FIRST, "never")

Check = Callable[[Any], Any]


class Typed(str):
    """A value of the environment or the command line, where a number and a yes are texts too."""

    __slots__ = ()


class ItemError(ValueError):
    """What is wrong with one entry of a table."""

    def __init__(self, key: str, value: Any, what: str) -> None:
        super().__init__(what)
        self.key, self.value = key, value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    text = value.strip()
    if not text.isprintable():
        raise ValueError("must be one line of plain text")
    return text


def _date(value: Any) -> str:
    from datetime import date

    if type(value) is date:  # TOML has dates, without quotes
        return value.isoformat()
    try:
        if isinstance(value, str) and len(value.strip()) == 10:
            return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        pass
    raise ValueError("must be a date such as 2026-01-31")


def _choice(*allowed: str) -> Check:
    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"is not one of {', '.join(allowed)}{meant(value, allowed)}")
        return str(value)

    return check


def _number(kind: type[int] | type[float], low: float, high: float, unit: str = "") -> Check:
    def check(value: Any) -> float:
        quoted = isinstance(value, str) and not isinstance(value, Typed) and _is_number(value)
        if isinstance(value, Typed):
            try:
                value = kind(value)
            except ValueError:
                value = None
        if isinstance(value, bool) or not isinstance(value, (int, kind)) or not low <= value <= high:
            what = f"a {'whole ' if kind is int else ''}number{f' of {unit}' if unit else ''}"
            raise ValueError(f"must be {what} from {low:g} to {high:.12g}{', without quotes' if quoted else ''}")
        return kind(value)

    return check


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _flag(value: Any) -> bool:
    if isinstance(value, Typed) and value.lower() in ("1", "true", "yes", "on", "0", "false", "no", "off"):
        return value.lower() in ("1", "true", "yes", "on")
    if not isinstance(value, bool):
        quoted = ", without quotes" if isinstance(value, str) and not isinstance(value, Typed) else ""
        raise ValueError(f"must be true or false{quoted}")
    return value


def _url(value: Any) -> str:
    text = _text(value).rstrip("/")
    scheme, mark, rest = text.partition("://")
    host = rest.partition("/")[0]
    if scheme not in ("http", "https") or not mark or not host or any(c.isspace() or not c.isprintable() for c in text):
        raise ValueError("must be a URL such as https://api.openai.com/v1")
    if "?" in text or "#" in text:
        raise ValueError("must hold nothing behind a ? or #: keys come from the environment")
    if "@" in host:
        raise ValueError("must hold no user name or password: keys come from the environment")
    if not all(c.isalnum() or c in ".-_:[]" for c in host):
        raise ValueError("must be a URL such as https://api.openai.com/v1")
    return text


def _words(value: Any) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, (list, tuple)) or not all(isinstance(word, str) for word in given):
        raise ValueError("must be a list of texts")
    return tuple(part for word in given for part in (piece.strip() for piece in word.split(",")) if part)


def _table(check: Check) -> Check:
    def checked(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueError("must be a table")
        return {key: _item(check, key, item) for key, item in value.items()}

    return checked


def _item(check: Check, key: str, value: Any) -> Any:
    try:
        return check(value)
    except ValueError as error:
        raise ItemError(key, value, str(error)) from error


_TOKENS = _number(int, 1, 1e9, "tokens")
_MONEY = _number(float, 0, 1e6)
# Setting (``section.key``) -> its check. The names are those of the file; flags say the same with ``_`` or ``-``.
KEYS: dict[str, Check] = {
    "engine": _choice(*ENGINES), "model": _text, "base-url": _url, "azure-endpoint": _url, "api-version": _text,
    "temperature": _number(float, 0, 2), "max-tokens": _TOKENS, "budget": _TOKENS,
    "timeout": _number(float, 0.1, 3600, "seconds"), "total-timeout": _number(float, 0.1, 86400, "seconds"),
    "connect-timeout": _number(float, 0.1, 600, "seconds"),
    "retries": _number(int, 0, 10, "retries"), "concurrency": _number(int, 1, 64, "requests"),
    "rounds": _number(int, 0, 10, "rounds"), "samples": _number(int, 1, 20, "samples"),
    "model-gate": _flag, "mask-secrets": _flag, "allow-secrets": _flag, "author": _text, "date": _date,
    "lint.select": _words, "lint.extend-select": _words, "lint.ignore": _words,
    "lint.severity": _choice(*GRAVEST_FIRST), "lint.severities": _table(_choice(*GRAVEST_FIRST)),
    "lint.fail-on": _choice(*FAIL_ON), "lint.per-path": _table(_words),
    "cache.mode": _choice(*CACHE_MODES), "cache.folder": _text, "prompts.folder": _text,
    "price.prompt": _MONEY, "price.completion": _MONEY, "price.cached": _MONEY, "price.currency": _text,
}  # fmt: skip
# Flags whose name is not that of their key.
FLAGS = {"cache": "cache.mode", "cache-mode": "cache.mode", "cache-folder": "cache.folder", "prompts": "prompts.folder"}
FLAGS |= {key.partition(".")[2]: key for key in KEYS if key.startswith("lint.")}
# Flags as they are typed, where the commands call their value something else.
TYPED = {"cache-mode": "cache"}
# Settings that no file can set, and why: a file comes with a repository, and would decide for whoever runs storyai there.
NOT_IN_FILES = {
    "allow-secrets": "no file may allow this for others: pass --allow-secrets or set STORYAI_ALLOW_SECRETS=1"
}
# Flags that no file or environment can set.
FLAGS_ONLY = ("replay", "record", "dry_run")
SECRET = ("key", "token", "secret", "password")


def meant(word: Any, known: Any) -> str:
    from difflib import get_close_matches

    close = get_close_matches(str(word).lower().replace("_", "-"), list(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


def shown(value: Any) -> str:
    """A value for a message: short, and without what a URL may hold of secrets."""
    text = str(value)
    if "://" in text:
        text = text.partition("?")[0].partition("#")[0]
        text = f"{text.partition('://')[0]}://...@{text.rpartition('@')[2]}" if "@" in text else text
    text = text if len(text) <= 60 else text[:57] + "..."
    return f'"{text}"' if isinstance(value, str) else text
