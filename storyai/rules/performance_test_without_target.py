from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import has_digit, is_open, is_placeholder, not_applicable
from storyai.rules._rule import Problem, rule


@rule("XS614", "info", tags=("completeness",), help="Say which number the test has to reach, and at which load.")
def performance_test_without_target(document: Document) -> Iterator[Problem]:
    """A performance test names no number it could fail at, and no criterion does either.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] The search lists matching orders

    ### Performance Tests
    - Load test the search
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] The search lists matching orders

    ### Performance Tests
    - 50 parallel searches over 100,000 orders: p95 below 300 ms
    ```

    Source: own.
    """
    for section in document.of_role("performance_tests"):
        items = [item for item in section.items if item.slot and item.parent is None]
        if not items or any(has_digit(document.plain[item.start : item.end]) for item in items):
            continue
        if any("baseline" in item.slot.plain.lower() or "compared" in item.slot.plain.lower() for item in items):
            continue
        first = items[0]
        text = first.slot.plain
        if is_open(text) or is_placeholder(text) or not_applicable(text) is not None:
            continue
        yield Problem(first.slot.start, first.slot.end, "a performance test without a number to reach", slot=first.slot)
