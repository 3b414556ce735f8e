from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule("AC423", "info", tags=("consistency",), help='Write "IF ..., THEN the <system> SHALL ..."', local=True)
def ears_if_without_then(document: Document) -> Iterator[Problem]:
    """An IF has no THEN.

    In EARS the pair marks unwanted behaviour, and WHEN an event. Without THEN the reader cannot tell which is meant.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - IF the payment fails, the shop SHALL keep the cart
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - IF the payment fails, THEN the shop SHALL keep the cart
    ```

    Source: Mavin et al., EARS (2009).
    """
    for reading in readings(document):
        if (
            not reading.words
            or reading.words[0] != "if"
            or "shall" not in reading.vocabulary
            or "then" in reading.vocabulary
        ):
            continue
        if reading.said(0, 1) == "IF" and reading.slot is reading.criterion.slot:
            yield reading.problem(0, 1, "an IF without THEN")
