"""``storyai explain``: the page of one rule, or of all rules that a prefix or a tag names."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer


def explain(
    rule: Annotated[str, typer.Argument(help="A code, the beginning of one, a name or a tag.", metavar="RULE")],
) -> int:
    """Explain a rule: why, a bad and a good example, the source.

    \b
    Examples:
      storyai explain AC201
      storyai explain unmeasured-quality
    """
    from storyai.errors import UsageError
    from storyai.pages import pages

    meant = pages(rule)
    if not meant:
        from storyai.rules import all_rules
        from storyai.rules._selection import unknown_key

        near = unknown_key(rule, all_rules())
        hint = f"; did you mean {near}?" if near else "; `storyai rules` lists them"
        raise UsageError(f"no rule is called {rule}{hint}")
    sys.stdout.write("\n".join(page for _, page in meant))
    return 0
