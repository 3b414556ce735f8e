from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._ids import own_id, references
from storyai.rules._rule import Problem, rule


@rule("XS610", "error", tags=("consistency",), help="Remove the reference, or name the issue that is meant.")
def self_reference(document: Document) -> Iterator[Problem]:
    """A story is listed among its own related or blocking issues.

    Bad:

    ```markdown
    # PAY-12: Refund an order

    ## Related Issues
    - Blocked by PAY-12
    ```

    Good:

    ```markdown
    # PAY-12: Refund an order

    ## Related Issues
    - Blocked by PAY-9
    ```

    Source: own.
    """
    own = own_id(document)
    if own is None:
        return
    for reference in references(document):
        if reference.id == own:
            slot = reference.slot
            yield Problem(slot.start, slot.end, f"{slot.text} is this story itself", slot=slot)
