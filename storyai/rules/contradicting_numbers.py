from bisect import bisect_right
from collections.abc import Iterator

from storyai.document import Document
from storyai.finding import Related
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

_IGNORED = frozenset(
    """
    a an the of in on is are be can may shall should must will to at most least up maximum minimum max min no more than less
    fewer within under below limit exactly every after and it has have with for per total allowed
    """.split()
)
_UNITS = {
    "second": "s",
    "sec": "s",
    "millisecond": "ms",
    "minute": "min",
    "megabyte": "mb",
    "gigabyte": "gb",
    "hour": "h",
}


@rule("AC305", "error", tags=("consistency",), help="Decide which number counts and delete the other.")
def contradicting_numbers(document: Document) -> Iterator[Problem]:
    """Two criteria give different numbers for the same thing.

    One of them must fail. Reported only where the rest of the words is the same.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] A cart holds at most 20 items
    - [ ] A cart can hold up to 50 items
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] A cart of a guest holds at most 20 items
    - [ ] A cart of a member holds at most 50 items
    ```

    Source: "conflict-free" in the Quality User Story framework.
    """
    found: dict[tuple[int, str, str, frozenset[str]], tuple[Reading, str]] = {}
    starts = [part.start for part in document.parts]
    for reading in readings(document):
        if not reading.numeric:
            continue
        if "limit" not in reading.memo:
            reading.memo["limit"] = _limit(reading)
        limit = reading.memo["limit"]
        if not isinstance(limit, tuple):
            continue
        kind, number, unit, rest = limit
        part = bisect_right(starts, reading.slot.start)
        other, before = found.setdefault((part, kind, unit, rest), (reading, number))
        if before != number:
            line = document.lines.place(other.slot.start)[0]
            related = (Related(other.slot.start, other.slot.end, f"{before} here"),)
            message = f"{number} here, {before} in line {line}"
            yield Problem(reading.slot.start, reading.slot.end, message, related=related, slot=reading.slot)


def _limit(reading: Reading) -> tuple[str, str, str, frozenset[str]] | None:
    """The one limit of a criterion, and the stems of what it is about."""
    bound = None if reading.words[:1] == ["given"] else _bound(reading)
    if bound is None:
        return None
    stems = (_stem(word) for word in reading.words if word not in _IGNORED and not word[0].isdigit())
    rest = frozenset(stem for stem in stems if stem != bound[2])
    return (*bound, rest) if rest else None


def _stem(word: str) -> str:
    return word.rstrip("s").removesuffix("ing").removesuffix("ed").rstrip("e")


def _bound(reading: Reading) -> tuple[str, str, str] | None:
    """The one limit of a criterion: (upper, lower or exact; number; unit). None without one or with several numbers."""
    numbers = [at for at, word in enumerate(reading.words) if word[0].isdigit()]
    if len(numbers) != 1 or "`" in reading.plain:
        return None
    at = numbers[0]
    before = " ".join(reading.words[max(0, at - 4) : at])
    sign = reading.plain[max(0, reading.starts[at] - 3) : reading.starts[at]]
    if (
        any(
            word in before
            for word in (
                "at most",
                "up to",
                "maximum",
                "max",
                "no more than",
                "less than",
                "within",
                "under",
                "below",
                "limit",
            )
        )
        or "<" in sign
        or "≤" in sign
    ):
        kind = "upper"
    elif (
        any(word in before for word in ("at least", "minimum", "min", "no less than", "more than", "no fewer than"))
        or ">" in sign
        or "≥" in sign
    ):
        kind = "lower"
    elif any(word in before for word in ("exactly", "every", "after", "expires in", "expire")):
        kind = "exact"
    else:
        return None
    word = reading.words[at]
    number = "".join(c for c in word if c.isdigit() or c in ".,")
    unit = word[len(number) :] or _stem(reading.word(at + 1))
    return kind, number, _UNITS.get(unit, unit)
