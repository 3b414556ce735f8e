from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


@rule("US107", "info", tags=("form",), help="Say which user: what they do, what they may, what they know.")
def generic_role(document: Document) -> Iterator[Problem]:
    """The role is anybody: "As a user".

    A returning guest and an auditor are both users and want different things. Reported once for a file.

    Bad:

    ```markdown
    ## User Story

    As a user, I want to see my last orders, so that I can order again.
    ```

    Good:

    ```markdown
    ## User Story

    As a returning guest, I want to see my last orders, so that I can order again.
    ```

    Source: Cohn, User Stories Applied (2004), chapter 3 on user roles.
    """
    for statement in document.statements:
        role = statement.role
        if role is not None and role.plain.lower().strip(" *_") in words("generic roles", statement.language):
            yield Problem(role.start, role.end, f'"{role.text.strip(" *_")}" can be anybody', slot=role)
            return
