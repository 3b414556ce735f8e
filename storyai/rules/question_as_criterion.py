from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule("AC224", "warning", tags=("not-a-criterion",), help="Answer it, or move it to the open questions.", local=True)
def question_as_criterion(document: Document) -> Iterator[Problem]:
    """The line asks a question.

    A question cannot be passed. Answer it here, or keep it where it is seen: as "Open question: ...".

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Should guests see the price?
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Guests see the price without the discount
    ```

    Source: own reading of real criteria.
    """
    for reading in readings(document):
        item = reading.criterion.item
        if item is not None and item.parent is not None and "question" in item.parent.slot.plain.lower():
            continue  # the questions that the product asks
        text = reading.plain.rstrip(" *_`\"”'")
        if text.endswith("?") and reading.words and "open question" not in reading.plain.lower():
            # a quoted text of the product ('asks "Delete 3 items?"') is no question to the team
            before = (
                text[: max(text.rfind(mark) for mark in '"“')]
                if reading.plain.rstrip().endswith(('"', "”", "`"))
                else ""
            )
            quoted = len(before.strip(' *_:"“').split()) > 1 or (reading.below and reading.plain.strip()[:1] in '"“')
            if not quoted and "(" not in text[text.rfind("?") - 60 :].partition("?")[0]:
                yield reading.problem(0, len(reading.words), "a question, not a criterion")
