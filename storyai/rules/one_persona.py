from collections import Counter
from collections.abc import Iterator, Sequence

from storyai.document import Document
from storyai.rules._rule import Problem, ProjectProblem, project_rule

LEAST = 10


@project_rule(
    "SF805",
    "info",
    tags=("completeness",),
    help="Name the different people: who sets it up, who pays, who is only a guest.",
)
def one_persona(files: Sequence[tuple[str, Document]]) -> Iterator[ProjectProblem]:
    """Ten stories or more, and all of them are for the same "user".

    A product has people who set it up, use it, pay for it and look after it; one word for all hides their conflicts.

    Bad:

    ```markdown
    <!-- file: all.md -->
    - As a user, I want to sign in.
    - As a user, I want to sign out.
    - As a user, I want to upload a photo.
    - As a user, I want to delete a photo.
    - As a user, I want to share a photo.
    - As a user, I want to rename an album.
    - As a user, I want to order prints.
    - As a user, I want to pay for prints.
    - As a user, I want to see my orders.
    - As a user, I want to cancel an order.
    ```

    Good:

    ```markdown
    <!-- file: all.md -->
    - As a photographer, I want to sign in.
    - As a photographer, I want to sign out.
    - As a photographer, I want to upload a photo.
    - As a photographer, I want to delete a photo.
    - As a photographer, I want to share a photo.
    - As a photographer, I want to rename an album.
    - As a guest, I want to order prints.
    - As a guest, I want to pay for prints.
    - As a guest, I want to see my orders.
    - As a guest, I want to cancel an order.
    ```

    Source: nechmark's persona diversity.
    """
    roles = [
        (path, statement, " ".join(statement.role.plain.lower().split()))
        for path, document in files
        for statement in document.statements
        if statement.role is not None
    ]
    if len(roles) < LEAST:
        return
    (name, count), *others = Counter(role for _, _, role in roles).most_common()
    if others or name.split()[-1] not in ("user", "users", "customer", "person", "developer", "someone"):
        return
    path, statement, _ = roles[0]
    if statement.role is not None:
        slot = statement.role
        yield ProjectProblem(path, Problem(slot.start, slot.end, f'all {count} stories are for "{name}"', slot=slot))
