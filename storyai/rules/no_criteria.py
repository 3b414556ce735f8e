from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule


@rule("AC301", "error", tags=("completeness",), help="Say what must be true when the story is done, one line each.")
def no_criteria(document: Document) -> Iterator[Problem]:
    """The story has no acceptance criteria.

    Nobody can tell when it is done. A line of a backlog without any headings is left alone: it is not worked on yet.

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.

    ## Acceptance Criteria
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.

    ## Acceptance Criteria

    - The export lists the number, the date and the sum of each unpaid invoice
    ```

    Source: Cohn, User Stories Applied (2004); every guide since.
    """
    if document.criteria or not document.statements:
        return
    headings = [section for section in document.sections if section.level]
    found = next((section for section in headings if section.role == "acceptance_criteria"), None)
    if found is not None:
        if found.empty:
            yield Problem(
                found.heading.start, found.heading.end, "no criterion stands below this heading", slot=found.heading
            )
        return
    if len(document.statements) > 1 or len(headings) < 3 or document.has("requirements", "testing", "tasks"):
        return
    statement = document.statements[0]
    if not any(section.code for section in document.sections):
        yield Problem(
            statement.start,
            statement.end,
            "no acceptance criteria say when this is done",
            slot=document.slot(statement.start, statement.end),
        )
