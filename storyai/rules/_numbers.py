"""Quantities: numbers with their units, brought to one unit for each dimension."""

import re
from collections.abc import Iterator
from functools import cache

from storyai.quick_dataclass import dataclass
from storyai.rules._facts import has_digit

_TIME = {
    "ms": 0.001, "msec": 0.001, "millisecond": 0.001, "s": 1.0, "sec": 1.0, "second": 1.0, "min": 60.0, "minute": 60.0,
    "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "d": 86400.0, "day": 86400.0, "week": 604800.0, "month": 2592000.0,
    "year": 31536000.0,
}  # fmt: skip
_SIZE = {"kb": 1e3, "kib": 1024.0, "mb": 1e6, "mib": 1048576.0, "gb": 1e9, "gib": 1073741824.0, "tb": 1e12}
_RATE = {"rps": 1.0, "req/s": 1.0, "requests/s": 1.0, "qps": 1.0, "requests/second": 1.0, "tps": 1.0}
_WORDS = (
    "attempt", "retry", "character", "char", "row", "record", "item", "file", "user", "request", "page", "message",
    "digit", "column", "device", "session", "result", "entry", "connection", "log-in", "login",
)  # fmt: skip

_UNITS: dict[str, tuple[str, float]] = {
    **{unit: ("time", factor) for unit, factor in _TIME.items()},
    **{unit: ("size", factor) for unit, factor in _SIZE.items()},
    **{unit: ("rate", factor) for unit, factor in _RATE.items()},
    **{word: (word, 1.0) for word in _WORDS},
    "%": ("percent", 1.0), "percent": ("percent", 1.0),
}  # fmt: skip
_PLURALS = {"retries": "retry", "entries": "entry", "hrs": "hr", "secs": "sec", "mins": "min", "chars": "char"}
_QUANTITY = (
    # The look behind stands after the first digit, so that a search runs from digit to digit.
    r"(?P<number>\d(?<![\w.,:#/-]\d)(?:\d{0,2}(?:[,  ]\d{3})+(?!\d)|\d*(?:\.\d+)?))(?P<kilo>k\b)?[ -]{0,2}"
    r"(?P<unit>%|[a-z]+/s(?:econd)?\b|[a-z]+(?:-[a-z]+)?\b)"
)


@dataclass(slots=True)
class Quantity:
    """``value`` in the base unit of its dimension (seconds, bytes, requests a second, or the noun counted)."""

    value: float
    dimension: str
    start: int
    end: int


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(_QUANTITY)


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers with a known unit in a text, with offsets into it."""
    if not has_digit(text):
        return
    lower = text.lower()
    if len(lower) != len(text):
        return  # a letter whose small form is longer: offsets would be wrong
    for match in _quantity().finditer(lower):
        number, kilo, unit = match.group("number", "kilo", "unit")
        unit = _PLURALS.get(unit, unit)
        known = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
        if known is None:
            continue
        dimension, factor = known
        if not number.isdecimal():
            number = re.sub(r"[,  ]", "", number)
        value = float(number) * (1000 if kilo else 1) * factor
        yield Quantity(value, dimension, *match.span())


def hours(text: str) -> tuple[float, float] | None:
    """The least and greatest number of hours an estimate such as "6", "12-16 hours" or "2 days" names; 8 h a day."""
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text.replace(",", "."))]
    if not numbers or len(numbers) > 2:
        return None
    words = text.lower()
    factor = 1.0
    if re.search(r"\bdays?\b|\d\s*d\b|\btage?\b", words):
        factor = 8.0
    elif re.search(r"\bweeks?\b|\d\s*w\b|\bwochen?\b", words):
        factor = 40.0
    elif re.search(r"\bmin(?:ute)?s?\b", words):
        factor = 1 / 60
    elif re.search(r"point|month|sp\b", words):
        return None
    return min(numbers) * factor, max(numbers) * factor
