from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import not_applicable, pattern
from storyai.rules._rule import Problem, Related, rule
from storyai.rules._stems import stems

# Every criterion is compared with every item: beyond this it is no story.
_MOST = 10_000
_DENIES = r"\b(?:not?|never|without|cannot|unchanged|existing|rejects?|refus\w+|except|only)\b"


@rule("XS625", "info", tags=("consistency",), help="Take the criterion out, or the item off the list.")
def criterion_out_of_scope(document: Document) -> Iterator[Problem]:
    """A criterion asks for what the story lists as out of scope.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] Bulk deletion of invoices asks for a confirmation

    ## Out of Scope
    - Bulk deletion of invoices
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] Deletion of an invoice asks for a confirmation

    ## Out of Scope
    - Bulk deletion of invoices
    ```

    Source: own; BMAD's scope honesty.
    """
    excluded = [
        (item, stems(item.slot.text))
        for section in document.of_role("out_of_scope")
        for item in section.items
        if item.slot and not_applicable(item.slot.plain) is None
    ]
    if not excluded or len(document.parts) > 1 or len(excluded) * len(document.criteria) > _MOST:
        return
    for criterion in document.criteria:
        if pattern(_DENIES).search(criterion.slot.plain):
            continue
        words = stems(criterion.slot.text)
        for item, out in excluded:
            if len(out) >= 2 and len(out) <= 8 and out <= words:
                yield Problem(
                    criterion.start, criterion.end, "this is listed as out of scope", slot=criterion.slot,
                    related=(Related(item.slot.start, item.slot.end, "out of scope"),),
                )  # fmt: skip
                break
