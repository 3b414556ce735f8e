from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule("AC218", "info", tags=("vague",), help="List all that count, or name the list.", local=True)
def examples_for_list(document: Document) -> Iterator[Problem]:
    """Examples stand where the whole list belongs.

    "Formats such as CSV" is met by CSV alone, and by CSV and nine others.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The report can be exported to formats such as CSV
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The report can be exported as CSV and as XLSX
    ```

    Source: INCOSE Guide to Writing Requirements, R9 (open-ended clauses).
    """
    for reading in readings(document):
        for at, word in enumerate(reading.words):
            if word == "such" and reading.word(at + 1) == "as" and reading.word(at - 1) not in ("in", "way", "a"):
                yield reading.problem(at, at + 2, '"such as" gives examples, not the list')
                break
