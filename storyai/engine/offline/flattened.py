"""A ticket whose line ends were turned into runs of blanks, cut into its lines again."""

from storyai.engine.offline.headings import role_of
from storyai.engine.offline.sentences import pattern

INLINE = r"^([^:]{3,60}:) (?=([-*]) [A-Z].* \2 [A-Z])"
"""A list on one line: ``Criteria: - The first - The second``."""


ITEM = r"\s+(?=- [A-Z][\w']*(?: \S+){0,14}? (?:should|must|shall|can|will)\b)"
"""Where the next item of a list begins behind the one before: a demand after a dash."""


def headed(part: str) -> list[str]:
    """A heading whose line end was lost altogether: ``h2. Narrative As a reader, I ...``."""
    match = pattern(r"^\s*h[1-6]\.\s*(.+)$").match(part)
    words = match[1].split() if match else []
    for count in (3, 2, 1):
        name = " ".join(words[:count])
        if len(words) > count + 4 and words[count][:1] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ#*-" and role_of(name):
            return [part[: part.index(name) + len(name)], part[part.index(name) + len(name) :].strip()]
    return [part]


def lines_in(paragraph: str) -> list[str]:
    """The lines of a paragraph whose line ends became runs of blanks."""
    parts: list[str] = []
    cuts = pattern(
        r"\s{2,}(?=h[1-6]\.|[*#-]{1,3} \S|\d{1,2}[.)]-? ?\S|\*\w[^*]+\*|!\w)|(?<=[.!?:)}\]>\"])\s{2,}(?=\S)|\s{4,}(?=\S)|\s{2,}(?=[A-Z][a-z])|\s+(?=\*{2,3} \S|\*# \S)|(?<=[\w.)])\s(?=# [A-Z][a-z])|(?<=[.!?:)\"])\s(?=\* \S)"
    ).split(paragraph)
    for cut in cuts:
        marks = pattern(r"\s\* [A-Za-z`\"]").findall(cut) if cut.lstrip().startswith("* ") else ()
        head = pattern(INLINE).match(cut)
        if head:
            parts.extend([head[1], *pattern(r"\s+(?=[-*] [A-Z])").split(cut[head.end() :])])
            continue
        named = pattern(r"^([^:]{3,40}): (?=[-*] [A-Z])").match(cut)
        if named and role_of(named[1]):
            parts.append(named[1] + ":")
            cut = cut[named.end() :]
        if cut.lstrip().startswith("- ") and pattern(ITEM).search(cut):
            parts.extend(pattern(ITEM).split(cut))
            continue
        parts.extend(pattern(r"\s+(?=\* [A-Za-z`\"])").split(cut) if marks else [cut])
    return parts


def unflatten(line: str) -> list[str]:
    """A ticket's text often comes with its line ends turned into runs of blanks: cut it there again."""
    parts = []
    for part in pattern(r"(\{(?:code|noformat)[^}]*\}|\{\\code\})").split(line):
        if pattern(r"^\{(?:code|noformat|\\code)").match(part):
            parts.append(part)
            continue
        for index, paragraph in enumerate(pattern(r"(?<=\S)\s{4,}(?=\S)").split(part)):
            parts.extend(["", *lines_in(paragraph)] if index else lines_in(paragraph))
    merged: list[str] = []
    inline = [i for i, part in enumerate(parts) if pattern(r"^\{(?:code|noformat|\\code)").match(part)]
    if len(inline) % 2 == 0 and all(
        b - a == 2 and len(parts[a + 1]) < 60 for a, b in zip(inline[::2], inline[1::2], strict=True)
    ):
        for i, part in enumerate(parts):
            joined = i in inline or i - 1 in inline
            if joined and merged:
                merged[-1] += part
            else:
                merged.append(part)
        parts = merged
    kept: list[str] = []
    for part in parts:
        title = pattern(
            r"^\s*(h[1-6]\.\s*\S+(?: (?:to|of|Result|Results|Behaviou?r|Steps)\S*)*(?: Reproduce)?:?)\s{2,}(\S.*)$"
        ).match(part)
        kept.extend([title[1], title[2]] if title else headed(part))
    found: list[str] = []
    coded = False
    for part in kept:
        text = part.strip()
        if not text:
            found.append("")  # four blanks were an empty line
            continue
        last = found[-1].split()[-1].lower() if found and found[-1] else ""
        hangs = last in HANGING - {"over", "not", "this", "that"} or last in ("(i.e.", "(e.g.", "i.e.", "e.g.")
        mark = text.startswith(("{code", "{noformat", "{\\code"))
        if (
            hangs
            and not coded
            and not mark
            and text[0] not in "*#-|{"
            and not pattern(r"^(?:h[1-6]|\d+)[.)]").match(text)
        ):
            found[-1] = f"{found[-1].rstrip()} {text}"  # a wrapped line, no end of a statement
        else:
            found.append(part)
        coded = coded != mark
    return found or [line]


HANGING = frozenset(
    "across between into than via per their its your our this these such can will should must have has during over a an the and or of to for with in on at by from as that which is are be not but so if when der die das und oder von zu für mit in dass ein eine den dem".split()
)
