from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._dates import day
from storyai.rules._rule import Problem, Related, rule


@rule("XS609", "error", tags=("consistency",), help="Correct the date that is wrong.")
def updated_before_created(document: Document) -> Iterator[Problem]:
    """The story was updated before it was created.

    Bad:

    ```markdown
    # Pause a running job

    **Created:** 2026-03-14
    **Last Updated:** 2026-03-02
    ```

    Good:

    ```markdown
    # Pause a running job

    **Created:** 2026-03-02
    **Last Updated:** 2026-03-14
    ```

    Source: own.
    """
    created, updated = document.field("created"), document.field("last_updated")
    if created is None or updated is None:
        return
    first, last = day(created.value.plain), day(updated.value.plain)
    if first and last and last < first:
        yield Problem(
            updated.value.start, updated.value.end, f"updated {last} but created {first}", slot=updated.value,
            related=(Related(created.start, created.end, "the day it was created"),),
        )  # fmt: skip
