"""From marked-up lines to plain words: Markdown and Jira marks off, sentences apart."""

import re
from functools import cache
from itertools import pairwise

ABBREVIATIONS = frozenset(
    "e.g i.e etc vs mr mrs ms dr prof approx ca no nr st incl excl resp fig cf z.b bzw usw d.h u.a ggf evtl inkl vgl "
    "min max est temp perf dept jr sr inc ltd co a.m p.m".split()
)


@cache
def pattern(text: str) -> re.Pattern[str]:
    """A pattern, compiled on first use: a draft that never needs it does not pay for it."""
    return re.compile(text)


def plain(text: str) -> str:
    """The words of a marked-up text: emphasis, links, images, HTML and Jira marks off; code spans stay in backticks."""
    if "[" in text:
        text = pattern(r"!\[([^\]]*)\]\([^)]*\)").sub("", text)
        text = pattern(r"\[([^\]|]+)\]\(([^)\s]*)[^)]*\)").sub(_link, text)
        text = pattern(r"\[([^\]|]+)\|([^\]]+)\]").sub(r"\1", text)
    if "<" in text:
        text = pattern(r"<!--.*?-->|</?(?:b|i|em|strong|u|br|p|div|span|a|sub|sup|details|summary|img)\b[^>]*>").sub(
            " ", text
        )
        text = pattern(r"<(https?://[^>\s]+)>").sub(r"\1", text)
    if "{" in text:
        text = pattern(r"\{\{(.+?)\}\}(?!\})").sub(r"`\1`", text)
        text = pattern(r"\{(?:color|quote|panel|noformat|code|\\code)[^}]*\}").sub("", text)
    if "!" in text:
        text = pattern(r"![\w.-]+\.(?:png|jpe?g|gif|svg)(?:\|[^!]*)?!").sub("", text)
    if "(" in text:
        text = pattern(r"\((?:/|x|!|\?|i|\*)\) ?").sub("", text)
    if "*" in text or "_" in text or "~" in text:
        text = pattern(r"(\*\*\*|\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1").sub(r"\2", text)
        text = pattern(r"(?<![\w*/.])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])").sub(r"\1", text)
        text = pattern(r"(?<![\w/`.])_(?=[^\s_])([^_`]+?)(?<=\S)_(?![\w/])").sub(r"\1", text)
    if "\\" in text:
        text = pattern(r"\\([\\`*_{}\[\]()#+.!@>-])").sub(r"\1", text)
    return " ".join(text.split())


def _link(match: re.Match[str]) -> str:
    return match[1].strip("`* ") if not match[1].startswith("http") else match[1]


def split(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a paragraph. Does not split after abbreviations, numbers or initials."""
    spans = []
    start = 0
    for match in pattern(r"[.!?…]+[\"'”’)\]]*\s+").finditer(text):
        before = text[start : match.start()]
        if not before:
            continue
        word = before.rsplit(None, 1)[-1].lstrip("(\"'[")
        rest = text[match.end() : match.end() + 1]
        mark = match[0][0]
        if mark in "!?" and ")" in match[0] and rest.islower():
            continue  # "(ask Gwen!) without a release"
        if mark in "!?" and match[0].rstrip()[-1:] in "\"'”’" and (rest.islower() or rest in "-–—("):
            continue  # 'asks "Really?" - only once'
        if mark == "." and match[0].startswith("...") and rest.islower():
            continue
        if mark == "." and (word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
            continue
        if mark == "." and (word[-1:].isdigit() and (rest.islower() or len(word) <= 2)):
            continue
        if rest.islower() and len(word) < 3:
            continue
        if text.count('"', start, match.end()) % 2 and -1 < text.find('"', match.end()) < match.end() + 400:
            continue
        spans.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    if "(1)" in text and "(2)" in text:
        parts: list[tuple[int, int]] = []
        for left, right in spans:
            cuts = [
                left,
                *(left + m.start() for m in pattern(r"(?<=[:;,.] )\(\d\) ").finditer(text[left:right])),
                right,
            ]
            parts.extend((a, b) for a, b in pairwise(cuts) if b - a > 3)
        spans = parts
    return spans


def hidden(text: str) -> tuple[str, list[str]]:
    """The text with a stand-in for what stands in quotes or backticks, and what it stands for: no rule for words may
    change a message, a label or an identifier."""
    inside: list[str] = []

    def hide(match: re.Match[str]) -> str:
        inside.append(match[0])
        return stand_in(match[0], len(inside))

    found = pattern(r'"[^"\n]+"|`[^`\n]+`').sub(hide, text)
    return (found, inside) if len(inside) <= 20 else (text, [])


def shown(text: str, inside: list[str]) -> str:
    """The way back from ``hidden``."""
    for number, written in enumerate(inside, 1):
        text = text.replace(stand_in(written, number), written, 1)
    return text


def stand_in(written: str, number: int) -> str:
    """A short word in the same marks, plural where the last one in them looks so."""
    return f"{written[0]}Q{'abcdefghjklmnopqrtvwxyz'[number - 1]}{'s' if written[-2] == 's' else ''}{written[-1]}"


def words_of(text: str) -> tuple[str, ...]:
    """The words in lower case, apostrophes kept inside (``don't``)."""
    return tuple(pattern(r"[^\W_]+(?:['’][^\W_]+)?").findall(text.lower().replace("’", "'")))
