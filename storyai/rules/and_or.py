from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule("AC216", "info", help='Write "and", "or", or "either ... or ... or both".', local=True)
def and_or(document: Document) -> Iterator[Problem]:
    """ "And/or" leaves open which of the two counts.

    A test of one, a test of the other, a test of both: three criteria, and nobody knows which were meant.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The order can be paid by card and/or voucher
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The order can be paid by card, by voucher, or by both together
    ```

    Source: INCOSE Guide to Writing Requirements, R15 and R17.
    """
    for reading in readings(document):
        if "and/or" in reading.vocabulary:
            at = reading.words.index("and/or")
            yield reading.problem(at, at + 1, '"and/or" has two readings')
