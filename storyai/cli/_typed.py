"""What typer is told about a command beyond its annotations: how values are called in help, and what completes them."""

from collections.abc import Callable, Iterable
from inspect import signature
from typing import Any, get_args, get_type_hints

from storyai.config.checks import CACHE_MODES, ENGINES, FAIL_ON, GRAVEST_FIRST

# What help calls the value of an option.
VALUES = {
    "output": "FILE", "output_file": "FILE", "answers": "FILE", "notes": "FILE", "baseline": "FILE",
    "replay": "FOLDER", "record": "FOLDER", "model": "NAME", "author": "NAME", "stdin_filename": "NAME",
    "base_url": "URL", "date": "DATE", "rounds": "N", "samples": "N", "concurrency": "N", "jobs": "N",
    "budget": "TOKENS", "select": "RULES", "extend_select": "RULES", "ignore": "RULES", "severity": "LEVEL",
    "fail_on": "LEVEL", "cache": "MODE", "engine": "ENGINE", "format": "FORMAT",
}  # fmt: skip
# What completes the options that more than one command has; ``choices`` in a command's module come first.
CHOICES = {"severity": GRAVEST_FIRST, "fail_on": FAIL_ON, "cache": CACHE_MODES, "engine": ENGINES}
RULES = frozenset(("select", "extend_select", "ignore", "rule"))
"""Parameters that take a rule's code or name."""


def described(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with its annotations evaluated and completed, as typer reads them."""
    hints = get_type_hints(command, include_extras=True)
    own = command.__globals__.get("choices", {})
    for name in signature(command).parameters:
        for info in get_args(hints.get(name))[1:]:
            if hasattr(info, "param_decls"):
                info.metavar = info.metavar or VALUES.get(name)
                info.autocompletion = info.autocompletion or _completion(name, own.get(name) or CHOICES.get(name))
    command.__annotations__ = hints
    return command


def _completion(name: str, choices: Iterable[str] | None) -> Callable[[str], list[str]] | None:
    if choices is None and name not in RULES:
        return None

    def complete(incomplete: str) -> list[str]:
        known = choices if choices is not None else _rules()
        return [word for word in known if word.startswith(incomplete)]

    return complete


def _rules() -> list[str]:
    from storyai.rules import all_rules

    return [word for rule in all_rules() for word in (rule.code, rule.name)]
