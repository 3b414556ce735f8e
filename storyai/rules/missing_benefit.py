from collections.abc import Iterator

from storyai.document import Document
from storyai.finding import Edit, Fix
from storyai.rules._rule import Problem, rule


@rule("US104", "warning", tags=("form",), help='Add the reason: "so that ..."', local=True)
def missing_benefit(document: Document) -> Iterator[Problem]:
    """The statement does not say what it is good for.

    The reason lets the team find a cheaper way, and stop when it is reached. "So that", "in order to", "so I can" all do.

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: Cohn, User Stories Applied (2004); "well-formed: ends" in the Quality User Story framework.
    """
    for statement in document.statements:
        if statement.benefit is None and statement.want is not None:
            slot = document.slot(statement.start, statement.end)
            want = statement.want
            yield Problem(
                want.start,
                want.end,
                'no "so that ..." says what it is good for',
                slot=slot,
                fix=_fix(document, want.end),
            )


def _fix(document: Document, end: int) -> Fix | None:
    """A visible question in place of the reason."""
    while end < len(document.text) and document.text[end] in "*_":
        end += 1
    return Fix("ask for the reason", (Edit(end, end, ", so that [Open question: what is it good for?]"),))
