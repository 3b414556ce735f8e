from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._gherkin import keyword
from storyai.rules._rule import Problem, rule


@rule("AC303", "info", help="Split the story: by path, by data, by rule or by interface.")
def too_many_criteria(document: Document) -> Iterator[Problem]:
    """The story has more than 15 criteria.

    So many conditions are rarely done in one go; parts of it could be used earlier.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The report shows column a
    - [ ] The report shows column b
    - [ ] The report shows column c
    - [ ] The report shows column d
    - [ ] The report shows column e
    - [ ] The report shows column f
    - [ ] The report shows column g
    - [ ] The report shows column h
    - [ ] The report shows column i
    - [ ] The report shows column j
    - [ ] The report shows column k
    - [ ] The report shows column l
    - [ ] The report shows column m
    - [ ] The report shows column n
    - [ ] The report shows column o
    - [ ] The report shows column p
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The report shows the columns a to p
    ```

    Source: Cohn's SPIDR patterns for splitting; requirement checkers count 12.
    """
    for part in document.parts:
        steps = ("when", "then", "and", "but")  # of a scenario over several items, Given counts
        count = sum(keyword(criterion.slot) not in steps for criterion in part.criteria)
        if count > 15:
            heading = part.criteria[0].section.heading
            yield Problem(heading.start, heading.end, f"{count} criteria in one story", slot=heading)
