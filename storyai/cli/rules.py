"""``storyai rules``: all rules, in one line each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer

choices = {"format": ("text", "json", "markdown")}


def rules(
    *,
    format: Annotated[str, typer.Option(help="text, json or markdown.")] = "text",
) -> int:
    """List the rules with code, severity, name and summary."""
    from storyai.cli._io import one_of
    from storyai.rules import all_rules

    one_of("--format", format, choices["format"])
    known = all_rules()
    if format == "json":
        import json

        entries = [
            {
                "code": rule.code, "name": rule.name, "severity": rule.severity, "tags": list(rule.tags),
                "default": rule.default, "shapes": list(rule.shapes), "summary": rule.summary, "help": rule.help,
            }
            for rule in known
        ]  # fmt: skip
        sys.stdout.write(json.dumps({"version": 1, "rules": entries}, indent=2, ensure_ascii=False) + "\n")
    elif format == "markdown":
        lines = ["| Code | Rule | Severity | Finds |", "| --- | --- | --- | --- |"]
        for rule in known:
            off = "" if rule.default else " (off by default)"
            summary = rule.summary.replace("|", "\\|")
            lines.append(f"| {rule.code} | `{rule.name}` | {rule.severity}{off} | {summary} |")
        sys.stdout.write("\n".join(lines) + "\n")
    else:
        width = max((len(rule.name) for rule in known), default=0)
        for rule in known:
            off = "" if rule.default else " (off by default)"
            sys.stdout.write(f"{rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {rule.summary}{off}\n")
    return 0
