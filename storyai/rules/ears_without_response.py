from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule("AC421", "warning", tags=("completeness",), help='Say what the system shall do: "the <system> SHALL ..."')
def ears_without_response(document: Document) -> Iterator[Problem]:
    """A WHEN, IF, WHILE or WHERE has no response.

    The case is named and nothing is asked for. Looked at only where other criteria say SHALL.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - WHEN the buyer pays, the shop SHALL send a receipt
    - WHEN the card is expired
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - WHEN the buyer pays, the shop SHALL send a receipt
    - WHEN the card is expired, the shop SHALL ask for another card
    ```

    Source: Mavin et al., EARS (2009); "incomplete system response" in Paska.
    """
    normative = [reading for reading in readings(document) if not {"shall", "must"}.isdisjoint(reading.vocabulary)]
    if not any(reading.criterion.style == "ears" for reading in normative):
        return
    for reading in readings(document):
        if reading.slot is not reading.criterion.slot or not reading.words or reading.detailed:
            continue
        opening = reading.said(0, 1)
        if opening not in ("WHEN", "IF", "WHILE", "WHERE") or not {"shall", "must", "may", "should", "will"}.isdisjoint(
            reading.vocabulary
        ):
            continue
        if "THEN" not in reading.slot.text and "," not in reading.plain.rstrip(" ,."):
            yield reading.problem(0, len(reading.words), f"a {opening} without a response")
