from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


@rule("AC202", "warning", tags=("vague",), help="Give the number, the limit or the list.", local=True)
def undefined_quantity(document: Document) -> Iterator[Problem]:
    """The criterion names an amount that nobody can count.

    "Several retries" is passed by two and failed by two. A number, a limit or the list itself settles it.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The upload is tried several times before it fails
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The upload is tried 3 times before it fails
    ```

    Source: INCOSE Guide to Writing Requirements, R7 (vague terms) and R34 (measurable performance).
    """
    for reading in readings(document):
        for start, end in reading.find(words("quantity", document.language)):
            if reading.measured or reading.explained(end) or not _counts(reading, start, end):
                continue
            said = reading.said(start, end)
            yield vague(reading, start, end, f'"{said}" is an amount nobody can count', f'how many is "{said}"?')
            break


def _counts(reading: Reading, start: int, end: int) -> bool:
    first, following = reading.words[start], reading.word(end)
    if first == "large":  # "large files", not the size "Large"
        return (
            end - start > 1
            or (following.endswith("s") and len(following) > 3)
            or following in ("file", "dataset", "list", "table")
        )
    if first == "too":  # "too large message" names a text
        return following not in ("message", "messages", "error", "errors", "label")
    if first in ("many", "some"):
        return reading.word(start - 1) not in ("how", "as", "too", "not", "one-to", "to")
    return True
