from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule


@rule("US101", "warning", tags=("form",), help='Write one: "As a ..., I want ..., so that ..."')
def missing_statement(document: Document) -> Iterator[Problem]:
    """The story section holds no story: nobody wants anything.

    A reader must learn in one sentence who wants what, and why. A title or a description leaves one of them open.

    Bad:

    ```markdown
    ## User Story

    Invoice export

    ## Acceptance Criteria

    - [ ] The export lists the number, the date and the sum of each unpaid invoice
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: "well-formed" in the Quality User Story framework (Lucassen et al. 2016).
    """
    if document.statements:
        return
    for section in document.of_role("story"):
        if (
            not section.empty
            and section.level
            and not any(child.items or child.paragraphs for child in section.children)
        ):
            slot = section.paragraphs[0] if section.paragraphs else section.heading
            if "open question" not in slot.plain.lower():
                yield Problem(slot.start, slot.end, "no sentence says who wants what, and why", slot=slot)
            return
