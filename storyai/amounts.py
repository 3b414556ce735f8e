"""Numbers with units, dates and times in prose, and whether two of them say the same."""

import re
from collections.abc import Iterator
from functools import cache

from storyai.quick_dataclass import dataclass

Span = tuple[int, int]

# Unit as written -> (dimension, size in the dimension's base unit).
_UNITS: dict[str, tuple[str, float]] = {
    name: (dimension, size)
    for dimension, size, names in (
        ("time", 0.001, "ms msec millisecond milliseconds millisekunden"),
        ("time", 1, "s sec secs second seconds sekunde sekunden"),
        ("time", 60, "min mins minute minutes minuten"),
        ("time", 3600, "h hr hrs hour hours stunde stunden std"),
        ("time", 86400, "d day days tag tage tagen"),
        ("time", 604800, "week weeks wk wks woche wochen"),
        ("time", 2592000, "month months monat monate monaten"),
        ("time", 31536000, "year years yr yrs jahr jahre jahren"),
        ("share", 1, "% percent prozent pct"),
        ("bytes", 1, "byte bytes"),
        ("bytes", 1e3, "kb kib kilobyte kilobytes"),
        ("bytes", 1e6, "mb mib megabyte megabytes"),
        ("bytes", 1e9, "gb gib gigabyte gigabytes"),
        ("bytes", 1e12, "tb tib"),
        ("pixels", 1, "px pixel pixels"),
        ("euro", 1, "€ eur euro euros"),
        ("dollar", 1, "$ usd dollar dollars"),
        ("pound", 1, "£ gbp"),
    )
    for name in names.split()
}
_SCALES = {"k": 1e3, "m": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9, "billion": 1e9, "thousand": 1e3}
WORDS = {
    word: value
    for value, words in {
        2: "two zwei", 3: "three drei", 4: "four vier", 5: "five fünf", 6: "six sechs", 7: "seven sieben",
        8: "eight acht", 9: "nine neun", 10: "ten zehn", 11: "eleven elf", 12: "twelve zwölf dozen",
        15: "fifteen", 20: "twenty zwanzig",
        24: "twenty-four", 30: "thirty dreißig", 40: "forty", 48: "forty-eight", 50: "fifty fünfzig", 60: "sixty",
        90: "ninety", 100: "hundred hundert", 1000: "thousand tausend",
    }.items()
    for word in words.split()
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar", "feb february februar", "mar march märz", "apr april", "may mai", "jun june juni",
            "jul july juli", "aug august", "sep sept september", "oct october oktober", "nov november",
            "dec december dezember",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS_TEXT = (
    "monday tuesday wednesday thursday friday saturday sunday "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag"
)
_DAYS = _DAYS_TEXT.split()


@dataclass(frozen=True, slots=True)
class Amount:
    """The values a number may have (``10.000`` is ten, or ten thousand) and its unit, if one is known."""

    values: frozenset[float]
    unit: str | None

    def matches(self, other: "Amount") -> bool:
        """The same number with the same unit, or with one on one side only; or the same size in another unit."""
        mine, theirs = _UNITS.get(self.unit or ""), _UNITS.get(other.unit or "")
        if mine is None or theirs is None:
            return not self.values.isdisjoint(other.values)
        if mine[0] != theirs[0]:
            return False
        sizes = {round(value * theirs[1], 6) for value in other.values}
        return any(round(value * mine[1], 6) in sizes for value in self.values)


@dataclass(frozen=True, slots=True)
class When:
    """A date, or part of one: year, month, day, or a day's or quarter's name."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    name: str | None = None

    def within(self, other: "When") -> bool:
        """Everything this date says, the other says too."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day), (self.name, other.name))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


@cache
def _number() -> re.Pattern[str]:
    units = "|".join(sorted((re.escape(unit) for unit in _UNITS if unit.isalpha()), key=len, reverse=True))
    scales = "|".join(sorted(_SCALES, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,#])(?P<sign>[$€£]\s?)?"
        r"(?P<digits>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])|[0-9]+(?:[.,'][0-9]+)*)"
        rf"(?:\s?(?P<scale>{scales})(?![\w]))?"
        rf"(?:\s?(?P<mark>[%€$£])|[\s-]?(?P<unit>{units})\b|(?P<glued>[A-Za-z]{{1,3}})\b)?(?![0-9_])",
        re.IGNORECASE,
    )


@cache
def _word() -> re.Pattern[str]:
    units = "|".join(sorted((re.escape(unit) for unit in _UNITS if len(unit) > 2), key=len, reverse=True))
    words = "|".join(sorted(WORDS, key=len, reverse=True))
    return re.compile(rf"\b(?P<word>{words})\b(?:[\s-](?P<unit>{units})\b)?", re.IGNORECASE)


@cache
def _date() -> re.Pattern[str]:
    months = "|".join(sorted(_MONTHS, key=len, reverse=True))
    day, month, year = r"[0-9]{1,2}(?:st|nd|rd|th|\.)?", rf"(?:{months})\b\.?", r"[12][0-9]{3}"
    return re.compile(
        rf"\b[12][0-9]{{3}}-[01][0-9](?:-[0-3][0-9])?(?![0-9])|\b[0-9]{{1,2}}([./])[0-9]{{1,2}}\1(?:[12][0-9]{{3}}|[0-9]{{2}})\b"
        rf"|\b{day}\s+(?:of\s+)?{month}(?:,?\s+{year}\b)?|\b{month}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{year}\b)?"
        rf"|\b{month}\s+{year}\b|\bQ[1-4](?:\s*/?\s*{year}\b)?|\b(?:{'|'.join(_DAYS)})s?\b",
        re.IGNORECASE,
    )


@cache
def _time() -> re.Pattern[str]:
    clock = r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?Z?(?:\s?[ap]\.?m\b\.?)?"
    return re.compile(rf"{clock}|\b[0-1]?[0-9]\s?[ap]m\b", re.IGNORECASE)


def has_digit(text: str) -> bool:
    return any(map(text.__contains__, "0123456789"))


def numbers(text: str) -> Iterator[Span]:
    """Places of numbers with their units, in digits and in words."""
    if has_digit(text):
        for match in _number().finditer(text):
            # "OAuth2" and "p95" are words; letters glued to a number are one word with it, unless a unit.
            end = match.start("glued") if match["glued"] and match["glued"].lower() not in _UNITS else match.end()
            yield match.start(), end
    lower = text.casefold()
    if any(word in lower for word in WORDS):
        for match in _word().finditer(text):
            yield match.span()


def dates(text: str) -> Iterator[Span]:
    """Places of dates, days of the week and quarters."""
    lower = text.casefold()
    if has_digit(text) or "day" in lower or "tag" in lower or "mittwoch" in lower:
        for match in _date().finditer(text):
            # "monday" needs its capital: "sun", "sat" are left out for the same reason.
            if has_digit(match[0]) or match[0][0].isupper():
                yield match.span()


def times(text: str) -> Iterator[Span]:
    """Places of times of day."""
    if has_digit(text):
        for match in _time().finditer(text):
            yield match.span()


@cache
def amount(text: str) -> Amount | None:
    """The amount a text is, or None where it is none or more than one."""
    match = _number().fullmatch(text.strip())
    if match:
        scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
        unit = match["mark"] or (match["unit"] or "").lower() or (match["sign"] or "").strip() or None
        if match["glued"]:
            return None
        return Amount(frozenset(value * scale for value in _values(match["digits"])), unit)
    word = _word().fullmatch(text.strip())
    if word:
        return Amount(frozenset({float(WORDS[word["word"].lower()])}), (word["unit"] or "").lower() or None)
    return None


def _values(digits: str) -> set[float]:
    """``1,5`` and ``1.5`` are a fraction; three digits behind each mark may also be thousands."""
    digits = re.sub(r"\s", "'", digits)
    plain = re.sub(r"[.,']", "", digits)
    found: set[float] = set()
    groups = re.split(r"[.,']", digits)
    if len(groups) == 1 or all(len(group) == 3 for group in groups[1:]):
        found.add(float(plain))
    if len(groups) == 2:
        found.add(float(".".join(groups)))
    elif len(groups) > 2 and not found:
        found.add(float("".join(groups[:-1]) + "." + groups[-1]))
    return found


def when(text: str) -> list[When]:
    """The dates a text may mean: 03/04/2025 is two of them."""
    lower = text.casefold()
    numbers_ = [int(number) for number in re.findall(r"[0-9]+", lower)]
    day = next((name for name in _DAYS if name in lower), None)
    if day:
        return [When(name=day)]
    if lower.startswith("q"):
        return [When(name=lower[:2], year=numbers_[1] if len(numbers_) > 1 else None)]
    month = next((_MONTHS[word] for word in re.findall(r"[a-zä]+", lower) if word in _MONTHS), None)
    if month:
        year = next((number for number in numbers_ if number > 31), None)
        return [When(year, month, next((number for number in numbers_ if number <= 31), None))]
    if len(numbers_) < 2:
        return []
    if numbers_[0] > 31:
        return [When(numbers_[0], numbers_[1], numbers_[2] if len(numbers_) > 2 else None)]
    year = numbers_[2] + 2000 if numbers_[2] < 100 else numbers_[2]
    return [When(year, numbers_[1], numbers_[0]), When(year, numbers_[0], numbers_[1])]


def minutes(text: str) -> int:
    """Minutes since midnight of a time of day; seconds are dropped."""
    parts = [int(number) for number in re.findall(r"[0-9]+", text)]
    hour = parts[0] % 12 if re.search(r"[ap]\.?m", text, re.IGNORECASE) else parts[0]
    hour += 12 if re.search(r"p\.?m", text, re.IGNORECASE) else 0
    return hour * 60 + (parts[1] if len(parts) > 1 else 0)
