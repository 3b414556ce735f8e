"""What a text must hold for a pattern to match: a look that spares compiling and searching patterns.

Compiling one pattern takes as long as looking for the literals of thirty; most stories have those of few.
"""

import re
from collections.abc import Iterator
from functools import cache

# One piece that every match has out of each group; a pattern has groups for each of its alternatives.
Group = tuple[str, ...]

_LEAST = 3  # shorter pieces stand in every text
_LITERAL = "abcdefghijklmnopqrstuvwxyz0123456789 -'/_@"


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"[a-z0-9 \-'/_@]+|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P<\w+>|<?[=!]|:)|[?*+]\??|\{[0-9,]*\}\??|.", re.DOTALL
    )


@cache
def needs(pattern: str) -> tuple[tuple[Group, ...], ...]:
    """For each alternative of a pattern in lower case, groups of pieces; empty where an alternative needs none."""
    branches = _branches(iter(_token().findall(pattern)))
    found = tuple(tuple(sorted({group for group in branch if _useful(group)}, key=len)) for branch in branches)
    return found if all(found) else ()


def may_match(pattern: str, text: str) -> bool:
    """Whether the pattern can match in a text in lower case: False only where it surely cannot."""
    alternatives = needs(pattern)
    for groups in alternatives:  # plain loops: this runs a hundred times for each story
        for group in groups:
            for piece in group:
                if piece in text:
                    break
            else:
                break
        else:
            return True
    return not alternatives


def _useful(group: Group) -> bool:
    return bool(group) and len(min(group, key=len)) >= _LEAST


def _branches(tokens: Iterator[str]) -> list[list[Group]]:
    """The groups of each alternative, up to the bracket that closes; ``()`` stands for what has no literal."""
    branches: list[list[Group]] = [[]]
    literal = False
    for token in tokens:
        groups = branches[-1]
        if token == "|":
            branches.append([])
        elif token == ")":
            break
        elif token[0] == "(":
            inside = _branches(tokens)
            around = token.endswith(("=", "!"))  # looks around and takes nothing
            groups.append(() if around else _one_of(inside))
        elif token[0] in "?*{":
            if token[0] != "{" or token[1] in "0,":  # what stands before may be left out: of a word, its last letter
                before = groups.pop()
                groups.append((before[0][:-1],) if literal else ())
        elif token != "+":
            groups.append((token,) if token[0] in _LITERAL else ())
        literal = token[0] in _LITERAL
    return branches


def _one_of(branches: list[list[Group]]) -> Group:
    """The best group of each alternative, together."""
    pieces: list[str] = []
    for branch in branches:
        best = max(branch, key=lambda group: len(min(group, key=len)) if group else 0, default=())
        if not best:
            return ()
        pieces += best
    return tuple(dict.fromkeys(pieces))
