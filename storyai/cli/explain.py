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
    from storyai.rules import all_rules
    from storyai.rules._selection import matches, unknown_key

    meant = [each for each in all_rules() if matches(rule, each)]
    if not meant:
        from storyai.rules._kinds import KINDS, page

        if kinds := [each for each in KINDS.values() if matches(rule, each)]:
            sys.stdout.write("\n".join(map(page, kinds)))
            return 0
        near = unknown_key(rule, all_rules())
        hint = f"; did you mean {near}?" if near else "; `storyai rules` lists them"
        raise UsageError(f"no rule is called {rule}{hint}")
    sys.stdout.write("\n".join(each.markdown() for each in meant))
    return 0
