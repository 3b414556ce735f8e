"""Facts of a text, and whether another text holds them: the check behind "nothing is invented".

A fact is a number with its unit, a date, a time, a URL, an id or identifier, a quoted string, or a proper name.
The check compares meaning where that is safe ("10k" is "10,000", "17 Dec 2025" is "2025-12-17") and letters
elsewhere. It knows no dictionary: a capitalised word is a name unless something says otherwise.
"""

import re
from functools import cache, cached_property
from typing import Literal

from storyai import amounts
from storyai.amounts import Amount, When
from storyai.quick_dataclass import dataclass

Kind = Literal["number", "date", "time", "url", "id", "quoted", "name"]


@dataclass(frozen=True, slots=True)
class Fact:
    """``text[start:end]`` of the text it was found in (code points)."""

    kind: Kind
    text: str
    start: int
    end: int


_PATTERNS: dict[str, str] = {
    "url": r"(?:https?://|ftp://|www\.)[^\s<>()\[\]\"'`|]+|[\w.+-]+@[\w-]+\.[\w.-]*\w",
    # Double quotes of all kinds, code spans, and single quotes that cannot be apostrophes.
    "quoted": r"\"[^\"\n]{1,200}\"|[“„«»][^“”„«»\n]{1,200}[”“»«]|`[^`\n]{1,200}`|(?<!\w)['‘][^'‘’\n]{1,80}['’](?!\w)",
    # Tickets, versions, hashes, paths, snake_case, camelCase, words with digits in them.
    "id": r"#[0-9]+\b|\b[A-Z][A-Z0-9]+-[0-9]+(?:-[0-9]+)?\b|\bv?[0-9]+\.[0-9]+\.[0-9]+(?:\.[0-9]+)*\b"
    r"|(?<![\w/.])/(?:[\w{}:.*-]+/?)+"
    r"|\b\w*[A-Za-z]\w*(?:_\w+)+\b|\b[a-z]+(?:[A-Z][a-z0-9]*)+\b|\b(?:[A-Z][a-z0-9]+){2,}\b"
    r"|\b[A-Za-z]+-?[0-9][\w-]*\b|\b\w+\.(?:[a-z]{2,5})(?:\(\))?(?![\w.])",
    "name": r"[^\W\d_](?:[\w&’'-]*\w)?",
}

# Capitalised for reasons other than being somebody's name: the story grammar, Gherkin, EARS, RFC 2119, and the
# trade's own short forms that say nothing about one product.
_NO_NAMES_TEXT = """i i'm i'd i'll i've given when then and but as so or if not must shall should may can will
    the a an while where who what which how why is are do does has have system it its this that these those with
    get post put patch delete api apis ui ux id ids url urls uri http https html qa ci cd e2e ok todo tbd n/a faq ac
    acs pr prs changelog documentation readme claude storybook yes no open question mitigation assumed
    test tests check verify update new see use ein eine der die das ich wir als wenn dann und"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
_QUOTES = str.maketrans("“”„«»‘’‚–—−", '"""""\'\'\'---')
_FILE_ENDS_TEXT = "md txt json yaml yml toml csv xml html pdf sql py js ts log ini png jpg svg xlsx docx"
_FILE_ENDS = frozenset(_FILE_ENDS_TEXT.split())
_ENDINGS = ("ations", "ation", "ities", "ings", "ing", "edly", "ies", "ers", "ed", "es", "er", "ly", "s", "e")


_IRREGULAR_TEXT = """show shown send sent write written write wrote see seen see saw build built keep kept
    lose lost find found make made choose chosen choose chose run ran give given give gave take taken take took
    break broken break broke pay paid sell sold buy bought tell told hold held leave left begin begun
    hide hidden know known person people child children criterion criteria datum data"""
_IRREGULAR = dict(zip(_IRREGULAR_TEXT.split()[1::2], _IRREGULAR_TEXT.split()[::2], strict=True))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    # Compiled when first needed: most texts of a draft hold no fact of most kinds.
    return re.compile(_PATTERNS[kind])


def fold(text: str) -> str:
    """Case, white space, quotation marks and dashes made equal."""
    return " ".join(text.translate(_QUOTES).casefold().split())


def _bare(folded: str) -> list[str]:
    return [word.strip(".,;:!?()[]{}\"'*_`") for word in folded.split()]


@cache
def stem(word: str) -> str:
    """A word without case and its commonest English ending; of short words only an "s" goes."""
    word = word.casefold().removesuffix("'s").removesuffix("’s")
    word = _IRREGULAR.get(word, word)
    endings = _ENDINGS if len(word) > 4 else ("s",)
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            word = word[: -len(ending)] + ("i" if ending == "ies" else "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _sentence_start(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t*_\"'`“„‘(»«[")
    return not before or before[-1] in ".!?:;\n→•|" or before.endswith((" -", "\n-", "–", "—")) or before == "-"


def _names(text: str, german: bool) -> list[Fact]:
    found: list[Fact] = []
    words = list(_pattern("name").finditer(text))
    capital = sum(match[0][0].isupper() for match in words)
    # In a heading in title case, or a text all in capitals, a capital tells nothing.
    titled = len(words) > 2 and capital >= 0.7 * len(words)
    for match in words:
        word = match[0]
        short = word.isupper() and len(word) > 1
        if len(word) < 2 or not word[0].isupper() or word.casefold().removesuffix("'s").removesuffix("’s") in _NO_NAMES:
            continue
        if short and titled and capital == len(words):
            continue
        if not short and (german or titled or _sentence_start(text, match.start())):
            continue
        found.append(Fact("name", word, match.start(), match.end()))
    return found


def facts(text: str, *, german: bool = False) -> list[Fact]:
    """The facts of a text, in order, none inside another. german: capitals do not make a name."""
    if text[1:].islower() and text.replace(" ", "").isalpha():
        return amounts_in_words(text)
    found: list[Fact] = []
    taken = bytearray(len(text))

    def take(kind: Kind, start: int, end: int) -> None:
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Fact(kind, text[start:end], start, end))

    if "://" in text or "www." in text or "@" in text:
        for match in _pattern("url").finditer(text):
            take("url", match.start(), match.start() + len(match[0].rstrip(".,;:!?*_")))
    if any(mark in text for mark in "\"“„«»`'‘"):
        for match in _pattern("quoted").finditer(text):
            take("quoted", match.start(), match.end())
    for start, end in amounts.dates(text):
        take("date", start, end)
    for start, end in amounts.times(text):
        take("time", start, end)
    for match in _pattern("id").finditer(text):
        word = match[0]
        if "." in word and "/" not in word and not word[-1].isdigit() and word.rpartition(".")[2] not in _FILE_ENDS:
            continue
        if not amounts.amount(word):
            take("id", match.start(), match.end())
    for start, end in amounts.numbers(text):
        take("number", start, end)
    for name in _names(text, german):
        take("name", name.start, name.end)
    return sorted(found, key=lambda fact: fact.start)


def amounts_in_words(text: str) -> list[Fact]:
    """The number words of a text without digits or marks."""
    return [Fact("number", text[start:end], start, end) for start, end in amounts.numbers(text)]


class Source:
    """What may be said: notes, and what the configuration adds. Everything is computed when first asked for."""

    def __init__(self, *texts: str) -> None:
        self.text = "\n".join(texts)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def squeezed(self) -> str:
        """Letters and digits only: "git hub", "Git-Hub" and "GitHub" are one."""
        return "".join(filter(str.isalnum, self.text.casefold()))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(match[0]) for match in _pattern("name").finditer(self.text.casefold()))

    @cached_property
    def amounts(self) -> list[Amount]:
        # The 12 of 2025-12-17, of 12:30 and of #12 is no amount.
        other = bytearray(len(self.text))
        for start, end in (*amounts.dates(self.text), *amounts.times(self.text)):
            other[start:end] = b"\1" * (end - start)
        found = (amounts.amount(self.text[start:end]) for start, end in amounts.numbers(self.text) if not other[start])
        return [amount for amount in found if amount is not None]

    @cached_property
    def dates(self) -> list[When]:
        return [when for start, end in amounts.dates(self.text) for when in amounts.when(self.text[start:end])]

    @cached_property
    def times(self) -> set[int]:
        return {amounts.minutes(self.text[start:end]) for start, end in amounts.times(self.text)}

    def _has_word(self, word: str) -> bool:
        squeezed = "".join(filter(str.isalnum, word.casefold().removesuffix("'s").removesuffix("’s")))
        return stem(word) in self.stems or (len(squeezed) > 3 and squeezed in self.squeezed) or word in self.text

    def has(self, fact: Fact) -> bool:
        """Whether the fact occurs here, maybe written differently."""
        if fact.kind == "number":
            amount = amounts.amount(fact.text)
            return amount is None or any(amount.matches(other) for other in self.amounts)
        if fact.kind == "date":
            told = amounts.when(fact.text)
            return fold(fact.text) in self.folded or any(date.within(other) for date in told for other in self.dates)
        if fact.kind == "time":
            return fold(fact.text) in self.folded or amounts.minutes(fact.text) in self.times
        if fact.kind == "quoted":
            inner = fold(fact.text[1:-1]).strip(" .,;:!?")
            return not inner or inner in self.folded or (fact.text[0] == "`" and self._has_word(inner))
        if fact.kind == "url":
            return fold(fact.text).rstrip("/") in self.folded
        if fact.kind == "name":
            parts = re.split(r"[-&]", fact.text)
            return self._has_word(fact.text) or (len(parts) > 1 and all(map(self._has_word, parts)))
        squeezed = "".join(filter(str.isalnum, fact.text.casefold()))
        if fold(fact.text) in self.folded:
            return True
        return bool(squeezed) and not squeezed.isdigit() and squeezed in self.squeezed

    def _surely_has(self, text: str) -> bool:
        """Whether every word that could be part of a fact stands here as it is, a number with the word behind it.

        Spares most texts of a draft the patterns, whose compilation would take longer than everything else.
        """
        folded = fold(text)
        if folded in self.folded:
            return True
        words, plain = text.split(), _bare(folded)
        if any(mark in text for mark in '"“”„«»`‘') or " '" in f" {text}" or len(words) != len(plain):
            return False
        for at, (word, low) in enumerate(zip(words, plain, strict=True)):
            if not low.isalpha() or low in amounts.WORDS:
                if low and f" {' '.join(plain[at : at + 2])} " not in self.spaced:
                    return False
            elif at and not word.lstrip("(").islower() and f" {low} " not in self.spaced:
                return False
        return True

    @cached_property
    def spaced(self) -> str:
        """The folded words without the marks around them, each between two blanks."""
        return f" {' '.join(_bare(self.folded))} "

    def missing(self, text: str, *, german: bool = False) -> list[Fact]:
        """The facts of a text that do not occur here."""
        if self._surely_has(text):
            return []
        return [fact for fact in facts(text, german=german) if not self.has(fact)]


_GERMAN_TEXT = "der die das und ist nicht ein eine mit für auf dem den wir ich soll sollen wird werden bei auch"
_GERMAN = frozenset(_GERMAN_TEXT.split())


def is_german(text: str) -> bool:
    """Whether common German words are more than a few: German nouns are written with a capital."""
    words = text.casefold().split()[:2000]
    return sum(map(_GERMAN.__contains__, words)) > max(1, len(words) / 15)
