"""Where a criterion asks for an unmeasured quality: shared by the rules that would object to the same words."""

from storyai.rules._reading import Reading
from storyai.rules._words import words

_SPEED_FINE = frozenset(("fail", "fails", "forward", "path", "paths", "lane", "track", "fail-fast", "check", "mode"))


def quality(reading: Reading) -> tuple[int, int] | None:
    """The first unmeasured quality, as half-open word indexes."""
    if "quality" not in reading.memo:
        reading.memo["quality"] = _find(reading)
    return reading.memo["quality"]  # type: ignore[return-value]


def _find(reading: Reading) -> tuple[int, int] | None:
    language = reading.document.language
    start = reading.response
    for at, end in reading.find(words("quality", language), start):
        if not _concrete(reading, at, end):
            return at, end
    for at, end in reading.find(words("speed", language), start):
        following = reading.word(end)
        if reading.words[at] == "fast" and (
            following in _SPEED_FINE or not (reading.clause_end(end) or following in words("speed nouns"))
        ):
            continue
        if not reading.measured and not _concrete(reading, at, end):
            return at, end
    nouns = words("clear nouns", language)
    for at, end in reading.find(words("attributive quality", language), start):
        # "clear error messages", not "clear button", "clear the cache"
        near = end if reading.word(end) in nouns else end + 1
        if (
            reading.word(near) in nouns
            and "," not in reading.gap(end - 1)
            and not _imperative(reading, at)
            and not _concrete(reading, at, near, arrows=False)
        ):
            return at, end
    copula = words("copula", language)
    for at, end in reading.find(words("predicate quality", language), start):
        before = reading.word(at - 1)
        if before in ("very", "fully", "always", "also", "still", "really", "reasonably", "more", "as"):
            before = reading.word(at - 2)
        if before == "and":
            if not any(word in copula and word != "and" for word in reading.words[max(at - 4, 0) : at]):
                continue
        elif before not in copula:
            continue
        if reading.clause_end(end) and not reading.measured and not _concrete(reading, at, end):
            return at, end
    return None


def _imperative(reading: Reading, at: int) -> bool:
    """Whether "clear" or "clean" is the verb: "Clear the result list", "clear all filters"."""
    if reading.words[at] not in ("clear", "clean"):
        return False
    following = reading.word(at + 1)
    return following in ("the", "all", "a", "any", "button", "link", "icon", "up") or reading.word(at - 1) in (
        "to",
        "can",
        "and",
        "or",
    )


def _concrete(reading: Reading, at: int, end: int, arrows: bool = True) -> bool:
    word = reading.words[at]
    if word in ("appropriate", "proper", "suitable", "acceptable", "sufficient", "reasonable") and reading.word(end) in (
        "values", "nouns", "use", "name", "names", "privileges", "permissions", "funds", "balance", "stock",
    ):  # fmt: skip
        # "insufficient funds" and its like name a state; "proper noun" a thing
        return word in ("sufficient", "acceptable") or reading.word(end) in ("nouns", "name", "names")
    if word in ("acceptable", "effective") and reading.word(end) in (
        "values",
        "use",
        "date",
        "dates",
        "from",
        "immediately",
    ):
        return True
    before = reading.word(at - 1)
    if word in ("sufficient", "adequate", "acceptable") and before in ("not", "is", "are"):
        return True  # "a prefix is not sufficient": an explanation, not a measure
    if word in ("excessive", "unnecessary", "unnecessarily") and reading.measured:
        return True
    if (
        word == "relevant"
        and (reading.clause_end(end) or reading.word(end) in ("to", "for"))
        and before not in ("be", "is", "are")
    ):
        return True
    if word == "consistently" and not (
        reading.clause_end(end) or reading.word(end) in ("across", "throughout", "in", "on")
    ):
        return True
    if "why" in reading.words[max(0, at - 4) : at] or before in ("how", "whether"):
        return True
    if word in ("clearly", "clear") and any(sign in reading.plain[reading.ends[at] :] for sign in "✗✓✅❌⚠"):
        return True
    if word in ("logically", "consistently", "clearly") and reading.word(end) == "by":
        return True  # "grouped logically by file"
    if word in ("sufficient", "adequate") and "wcag" in reading.vocabulary:
        return True
    if word == "interfere" and before not in ("not", "never", "to"):
        return True
    return reading.bracketed(at) or reading.explained(end, arrows)
