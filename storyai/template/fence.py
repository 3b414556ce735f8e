"""Keep a block of Markdown from reaching beyond its place, reversibly.

A background may hold ``## Risks``, an unclosed code fence or an open HTML comment. Written as it is, such a
text would take over what follows. ``guard`` puts a backslash before every line that could begin a block of its
own, unless the text is harmless as it is; ``unguard`` is its exact inverse on everything ``guard`` returns.
"""

import re
from functools import cache

# Lines that begin a heading, a rule, a fence or HTML; list items and quotes end by themselves.
_QUICK = re.compile(r"(?m)^ {0,3}[\\#`~<=*_-]")


@cache
def _hostile() -> re.Pattern[str]:
    return re.compile(
        r"(?m)^(?P<indent> {0,3})(?P<marks>\\*)(?=\#{1,6}(?:[ \t]|$)|`{3}|~{3}|<[/!?a-zA-Z]|=+[ \t]*$|-+[ \t]*$"
        r"|(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$)"
    )


def contained(text: str) -> bool:
    """Whether a text has no headings of its own and leaves what stands behind it alone."""
    from storyai.document.markdown import scan

    blocks, _, _ = scan(f"{text}\n\n# end\n")
    headings = [block for block in blocks if block.kind == "heading" and block.parent is None]
    return len(headings) == 1 and headings[0].start > len(text) and not any(block.kind == "meta" for block in blocks)


def closed(text: str) -> bool:
    """Whether a text leaves what stands behind it alone; it may have headings."""
    from storyai.document.markdown import scan

    blocks, _, _ = scan(f"{text}\n\n# end\n")
    headings = [block for block in blocks if block.kind == "heading" and block.parent is None]
    return bool(headings) and headings[-1].start > len(text)


def _lines(text: str) -> list[re.Match[str]]:
    return list(_hostile().finditer(text)) if _QUICK.search(text) else []


def _escape(text: str) -> str:
    return _hostile().sub(lambda match: f"{match['indent']}\\{match['marks']}", text)


def guard(text: str) -> str:
    """The text, or the text with a backslash before every line that could begin a block."""
    lines = _lines(text)
    if not lines or (any(not match["marks"] for match in lines) and contained(text)):
        return text
    return _escape(text)


def unguard(text: str) -> str:
    """What was given to ``guard``."""
    lines = _lines(text)
    if not lines or any(not match["marks"] for match in lines):
        return text
    return _hostile().sub(lambda match: f"{match['indent']}{match['marks'][1:]}", text)


def close(text: str) -> str:
    """The text so that it leaves what stands behind it alone: an open fence or comment is closed."""
    if not _QUICK.search(text) or closed(text):
        return text
    for end in ("```", "~~~", "````", "~~~~", "-->"):
        if closed(f"{text}\n{end}"):
            return f"{text}\n{end}"
    return _escape(text)
