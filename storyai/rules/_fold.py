"""Findings that one remedy settles are said once: the first place, and with it where else."""

from typing import Any

from storyai.document import Document
from storyai.finding import Fix
from storyai.rules._rule import Problem, Related, Rule

_LINES = 8  # more line numbers help nobody
Found = tuple[Rule, Problem]


def fold(document: Document, found: list[Found]) -> list[Found]:
    """Problems of one rule with the same group become one, at the first place, with the others as related places.

    Done behind the suppressions, so that a comment hides one place and not all. The group is the slot of what is left:
    a finding on a list stays the same finding when its first place is mended.
    """
    if not any(problem.group is not None for _, problem in found):
        return found
    groups: dict[tuple[str, int, str], list[Found]] = {}
    kept: list[Any] = []  # a pair, or the key of a group
    for pair in sorted(found, key=lambda pair: pair[1].start):
        rule, problem = pair
        if problem.group is None:
            kept.append(pair)
            continue
        key = (rule.code, problem.group.start, problem.help)
        if key not in groups:
            kept.append(key)
        groups.setdefault(key, []).append(pair)
    return [_one(document, groups[each]) if isinstance(each[0], str) else each for each in kept]


def _one(document: Document, group: list[Found]) -> Found:
    rule, first = group[0]
    if len(group) == 1:
        return rule, _with(first, first.message, first.fix, first.related)
    others = [problem for _, problem in group[1:]]
    lines = sorted({document.lines.place(problem.start)[0] for problem in others})
    listed = ", ".join(str(line) for line in lines[:_LINES]) + (", ..." if len(lines) > _LINES else "")
    where = f"line {listed}" if len(lines) == 1 else f"lines {listed}"
    fix = first.fix
    if fix is not None:
        fixes = [problem.fix for _, problem in group if problem.fix is not None]
        fix = Fix(fix.title, tuple(edit for each in fixes for edit in each.edits), all(each.safe for each in fixes))
    related = tuple(Related(problem.start, problem.end, "here too") for problem in others)
    message = f"{first.message} ({len(others)} more: {where})"
    return rule, _with(first, message, fix, (*first.related, *related))


def _with(problem: Problem, message: str, fix: Fix | None, related: tuple[Related, ...]) -> Problem:
    return Problem(problem.start, problem.end, message, problem.help, fix, problem.tags, related, problem.group)
