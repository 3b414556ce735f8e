from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._ids import Reference, references
from storyai.rules._rule import Problem, Related, rule


@rule("XS611", "error", tags=("consistency",), help="Keep the direction that holds.")
def blocks_and_blocked_by(document: Document) -> Iterator[Problem]:
    """The same issue blocks this story and is blocked by it: neither could ever start.

    Bad:

    ```markdown
    # Refund an order

    ## Related Issues
    - Blocks #12
    - Blocked by #12
    ```

    Good:

    ```markdown
    # Refund an order

    ## Related Issues
    - Blocks #14
    - Blocked by #12
    ```

    Source: own; the shortest dependency cycle.
    """
    seen: dict[str, Reference] = {}
    for reference in references(document):
        if reference.kind == "related_to":
            continue
        other = seen.setdefault(reference.id, reference)
        if other.kind != reference.kind:
            slot = reference.slot
            yield Problem(
                slot.start, slot.end, f"{slot.text} both blocks this story and is blocked by it", slot=slot,
                related=(Related(other.slot.start, other.slot.end, "the other direction"),),
            )  # fmt: skip
