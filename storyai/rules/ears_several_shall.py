from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule


@rule("AC424", "warning", tags=("compound",), help="Write one criterion for each SHALL.", local=True)
def ears_several_shall(document: Document) -> Iterator[Problem]:
    """One criterion says SHALL more than once.

    Each SHALL is a requirement of its own, to be built, tested and traced.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - WHEN the buyer pays, the shop SHALL send a receipt and SHALL reduce the stock
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - WHEN the buyer pays, the shop SHALL send a receipt
    - WHEN the buyer pays, the shop SHALL reduce the stock
    ```

    Source: INCOSE R18; "multiple imperatives" in QVscribe.
    """
    for reading in readings(document):
        if reading.words.count("shall") < 2:
            continue
        places = [
            at
            for at, word in enumerate(reading.words)
            if word == "shall" and reading.said(at, at + 1) == "SHALL" and not _denies(reading, at)
        ]
        if len(places) > 1:
            yield reading.problem(places[1], places[1] + 1, f"{len(places)} times SHALL in one criterion")


def _denies(reading: Reading, at: int) -> bool:
    """Whether it says what the outcome before it rules out: "SHALL refuse the file and SHALL NOT store it"."""
    return reading.word(at + 1) == "not" and "shall" in reading.words[:at]
