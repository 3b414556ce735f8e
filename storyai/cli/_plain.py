"""Reads a command line as typer would, where that needs nothing of typer."""

from collections.abc import Callable, Mapping
from typing import Any


def read(command: Callable[..., Any], words: list[str]) -> dict[str, Any] | None:
    """The command's arguments by name, or None where typer has to read them.

    Understood: plain words for the first parameter, and ``--name value``, ``--name=value`` and ``--flag`` for the
    others, whose kind (bool, int, list of str, else str) is read from their annotation's text. ``-o`` is the option
    whose annotation names it. Everything else is None: help, mistakes, letters run together. What values an option
    may have is for the command to say.
    """
    code = getattr(command, "__code__", None)
    if code is None or "typer" in command.__globals__:
        return None
    names: tuple[str, ...] = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    kinds = {name: _kind(str(command.__annotations__.get(name, ""))) for name in names}
    first = names[0] if code.co_argcount else None
    values: dict[str, Any] = {}
    plain: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            plain.extend(rest)
            break
        if word == "-" or not word.startswith("-"):
            plain.append(word)
            continue
        if len(word) == 2:
            word = _long(word, command.__annotations__)
        option, equals, value = word[2:].partition("=")
        name = option.replace("-", "_")
        if not word.startswith("--") or "_" in option or name not in kinds or name == first:
            return None
        kind = kinds[name]
        if kind == "bool":
            if equals:
                return None
            values[name] = True
            continue
        if not equals:
            value = next(rest, "")
            if not value or (value.startswith("-") and value != "-"):
                return None
        if kind == "int":
            if not (value.isascii() and value.isdigit()):
                return None
            values[name] = int(value)
        elif kind == "list":
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    return _with_plain(values, plain, first, kinds, code.co_argcount - len(command.__defaults__ or ()))


def _long(word: str, annotations: Mapping[str, Any]) -> str:
    """``--output`` for ``-o``; the word itself where no annotation names it."""
    names = (name for name, annotation in annotations.items() if f"'{word}'" in str(annotation))
    name = next(names, "")
    return f"--{name.replace('_', '-')}" if name else word


def _kind(annotation: str) -> str:
    bare = annotation.removeprefix("Annotated[")
    return next((kind for kind in ("bool", "int", "list", "str") if bare.startswith(kind)), "")


def _with_plain(
    values: dict[str, Any], plain: list[str], first: str | None, kinds: Mapping[str, str], required: int
) -> dict[str, Any] | None:
    """The values with the plain words as first parameter; None where their number does not fit."""
    if any(not kinds[name] for name in values) or required > 1:
        return None
    if not plain:
        return None if required else values
    if first is None or (kinds[first] != "list" and len(plain) > 1):
        return None
    return {first: plain if kinds[first] == "list" else plain[0], **values}
