from bisect import bisect_right
from collections.abc import Iterator

from storyai.document import Document
from storyai.finding import Related
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

_STEPS = frozenset(("given", "when", "then", "and", "but", "scenario"))


@rule("AC304", "warning", tags=("consistency",), help="Delete one of them, or say in what they differ.")
def duplicate_criterion(document: Document) -> Iterator[Problem]:
    """The same criterion stands twice.

    Both will be tested, and when one is changed they contradict each other.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The buyer receives a mail with the order number
    - [ ] A mail with the order number is received by the buyer
    - [ ] The buyer receives a mail with the order number.
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The buyer receives a mail with the order number
    - [ ] The seller receives a mail with the order number
    ```

    Source: OpenSpec (duplicate requirements); "unique" in QUS.
    """
    seen: dict[tuple[int, str], Reading] = {}
    starts = [part.start for part in document.parts]
    for reading in readings(document):
        if "said" not in reading.memo:
            reading.memo["said"] = _said(reading)
        said = reading.memo["said"]
        if not isinstance(said, str):
            continue
        first = seen.setdefault((bisect_right(starts, reading.slot.start), said), reading)
        if first is not reading:
            line = document.lines.place(first.slot.start)[0]
            related = (Related(first.slot.start, first.slot.end, "the first time"),)
            message = f"the same criterion as in line {line}"
            yield Problem(reading.slot.start, reading.slot.end, message, related=related, slot=reading.slot)


def _said(reading: Reading) -> str | None:
    """What is compared; None for what may well be said twice."""
    if reading.slot is not reading.criterion.slot or len(reading.words) < 3:
        return None
    step = reading.words[0] in _STEPS and reading.criterion.style == "plain"
    if step and not 0 < reading.response < len(reading.words):
        return None  # a lone step may well be the same in two scenarios
    return " ".join(reading.slot.text.lower().split()).rstrip(" .;*_")
