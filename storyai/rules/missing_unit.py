from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule

_MEASURES = frozenset(("timeout", "time-out", "latency", "delay", "duration", "interval", "ttl", "expiry", "filesize"))


@rule("AC211", "warning", tags=("vague",), help="Write the unit behind the number.", local=True)
def missing_unit(document: Document) -> Iterator[Problem]:
    """A time or a size is given without its unit.

    "Timeout 30" is seconds to one and milliseconds to the other.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The request is cancelled after a timeout of 30
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The request is cancelled after a timeout of 30 s
    ```

    Source: INCOSE Guide to Writing Requirements, R6 (units of measure).
    """
    for reading in readings(document):
        if reading.vocabulary.isdisjoint(_MEASURES) or not reading.numeric:
            continue
        for at, word in enumerate(reading.words):
            if word in _MEASURES and (hit := _number(reading, at)) is not None:
                yield vague(reading, hit, hit + 1, f'"{reading.words[hit]}" has no unit', "in which unit?")
                break


def _number(reading: Reading, at: int) -> int | None:
    """The bare number that a measure is given as: "timeout of 30", "latency: 200"."""
    if "\n" in reading.gap(at):
        return None
    for near in range(at + 1, min(at + 6, len(reading.words))):
        word = reading.words[near]
        if word.isdigit():
            behind = reading.gap(near)
            ended = reading.clause_end(near + 1) and reading.word(near + 1) not in ("to",)
            return near if ended and behind.lstrip()[:1] not in ("%", "/", "×", "x", "`", "-", "–", "(", ":") else None
        if word not in (
            "of",
            "is",
            "to",
            "at",
            "most",
            "least",
            "under",
            "below",
            "than",
            "less",
            "set",
            "max",
            "maximum",
        ):
            return None
        if "`" in reading.gap(near) or "\n" in reading.gap(near):
            return None
    return None
