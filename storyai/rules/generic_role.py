from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_OTHERS = frozenset((
    "admin", "admins", "administrator", "administrators", "guest", "guests", "moderator", "moderators", "manager", "managers",
    "customer", "customers", "visitor", "visitors", "member", "members", "subscriber", "subscribers", "employee", "employees",
))  # fmt: skip


@rule("US107", "info", tags=("form",), help="Say which user: what they do, what they may, what they know.")
def generic_role(document: Document) -> Iterator[Problem]:
    """The role is anybody: "As a user".

    A returning guest and an auditor are both users and want different things: what each may see and do decides what is
    built. Reported once for a file, and only where the story has criteria or names other people too; a one-line ticket
    may leave it open.

    Bad:

    ```markdown
    ## User Story

    As a user, I want to see my last orders, so that I can order again.

    ## Acceptance Criteria

    - [ ] The ten newest orders are listed, those of guests too
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
            said = role.text.strip(" *_")
            other = _other(document)
            if other:
                yield Problem(
                    role.start, role.end, f'"{said}" can be anybody, and the story also names "{other}"', slot=role
                )
            elif document.criteria:
                yield Problem(role.start, role.end, f'"{said}" can be anybody', slot=role)
            return


def _other(document: Document) -> str:
    """A kind of people that the text sets apart from other users, as written."""
    return next(
        (word for word in document.plain.replace(".", " ").replace(",", " ").split() if word.lower() in _OTHERS), ""
    )
