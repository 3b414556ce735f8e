from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule

_LEAST = {
    "medium": 2,
    "m": 2,
    "large": 3,
    "l": 3,
    "high": 3,
    "xl": 3,
    "x-large": 3,
    "extra large": 3,
    "mittel": 2,
    "groß": 3,
    "alta": 3,
}


@rule(
    "AC302",
    "warning",
    tags=("completeness",),
    help="Add what happens on failure, at the limit, and without permission.",
)
def too_few_criteria(document: Document) -> Iterator[Problem]:
    """The story is too large for so few criteria.

    A large story with one or two criteria has its conditions in somebody's head.

    Bad:

    ```markdown
    **Complexity:** Large

    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.

    ## Acceptance Criteria

    - [ ] The export contains the unpaid invoices
    ```

    Good:

    ```markdown
    **Complexity:** Large

    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.

    ## Acceptance Criteria

    - [ ] The export contains the unpaid invoices
    - [ ] Paid invoices are left out
    - [ ] A viewer without the role "accounting" is refused
    ```

    Source: spectryn's minimum of two; own.
    """
    field = document.field("complexity")
    if field is None or len(document.parts) != 1 or not document.criteria:
        return
    least = _LEAST.get(field.value.plain.strip(" *_.").lower(), 0)
    count = len(document.criteria)
    if any("open question" in criterion.slot.plain.lower() for criterion in document.criteria):
        return
    if count < least:
        heading = document.criteria[0].section.heading
        said = field.value.text.strip(" *_.")
        noun = "criterion" if count == 1 else "criteria"
        yield Problem(heading.start, heading.end, f"{count} {noun} for a story of complexity {said}", slot=heading)
