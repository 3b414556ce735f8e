from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


@rule("US106", "warning", tags=("form",), help="Name the person it serves.", local=True)
def system_as_role(document: Document) -> Iterator[Problem]:
    """The role is the product itself: "As the system, I want ...".

    A system wants nothing. Behind it stands a person whose problem it solves: the operator who is not woken at night,
    the buyer who gets the mail.

    Bad:

    ```markdown
    ## User Story

    As the system, I want to send a reminder, so that invoices are paid on time.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want a reminder sent to late payers, so that invoices are paid on time.
    ```

    Source: INCOSE Guide to Writing Requirements, R3; Cohn, User Stories Applied (2004).
    """
    for statement in document.statements:
        role = statement.role
        if role is not None and role.plain.lower().strip(" *_") in words("system roles", statement.language):
            yield Problem(
                role.start, role.end, f'"{role.text.strip(" *_")}" is no person who could want something', slot=role
            )
