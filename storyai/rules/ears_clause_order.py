from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule(
    "AC425",
    "info",
    tags=("consistency",),
    help='Begin with the condition: "WHEN ..., the <system> SHALL ..."',
    local=True,
)
def ears_clause_order(document: Document) -> Iterator[Problem]:
    """The condition stands behind the response.

    EARS begins with the condition so that criteria can be compared and sorted by it.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - The shop SHALL send a receipt WHEN the buyer pays
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - WHEN the buyer pays, the shop SHALL send a receipt
    ```

    Source: Mavin et al., EARS (2009).
    """
    for reading in readings(document):
        if "shall" not in reading.vocabulary or reading.words[0] in ("when", "if", "while", "where", "given"):
            continue
        shall = reading.words.index("shall")
        for at in range(shall + 1, len(reading.words)):
            if (
                reading.words[at] in ("when", "while", "if")
                and reading.said(at, at + 1).isupper()
                and reading.said(shall, shall + 1).isupper()
            ):
                yield reading.problem(at, at + 1, f'"{reading.said(at, at + 1)}" behind the response')
                break
