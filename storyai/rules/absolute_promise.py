from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


@rule("AC219", "info", help="Give the figure that can be met and measured.", local=True)
def absolute_promise(document: Document) -> Iterator[Problem]:
    """The criterion promises what nobody can keep or test.

    "Zero downtime" and "always available" cannot be observed; "99.9 % in a month" can.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The shop is always available
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The shop is available 99.9 % of each month
    ```

    Source: INCOSE Guide to Writing Requirements, R26 (absolutes).
    """
    for reading in readings(document):
        for start, end in reading.find(words("absolute", document.language)):
            yield reading.problem(start, end, f'"{reading.said(start, end)}" cannot be kept or tested')
            break
