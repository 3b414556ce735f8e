from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import not_applicable, pattern, state
from storyai.rules._rule import Problem, Related, rule

_DEMANDS = (
    ("performance_tests", r"\bperformance (?:benchmarks?|tests?)\b|\bload tests?\b"),
    ("e2e_tests", r"\be2e\b|\bend-to-end\b"),
    ("integration_tests", r"\bintegration tests?\b"),
    ("unit_tests", r"\bunit tests?\b"),
)  # fmt: skip


@rule("XS627", "info", tags=("consistency",), help="Plan the test, or mark the item as not applicable with the reason.")
def done_demands_missing_test(document: Document) -> Iterator[Problem]:
    """The definition of done asks for tests that the story rules out.

    Bad:

    ```markdown
    ### Performance Tests
    - N/A: nothing on a hot path changes

    ## Definition of Done
    - [ ] Performance benchmarks met
    ```

    Good:

    ```markdown
    ### Performance Tests
    - N/A: nothing on a hot path changes

    ## Definition of Done
    - [ ] Performance benchmarks met - not applicable: nothing on a hot path changes
    ```

    Source: own.
    """
    for section in document.of_role("definition_of_done"):
        for item in section.items:
            text = item.slot.plain
            if not_applicable(text) is not None or "if applicable" in text.lower():
                continue
            for role, words in _DEMANDS:
                if not pattern(words).search(text):
                    continue
                planned = document.of_role(role)
                if planned and all(state(part) == "none" for part in planned):
                    heading = planned[0].heading
                    yield Problem(
                        item.start, item.slot.end, "done asks for tests that the story rules out", slot=item.slot,
                        related=(Related(heading.start, heading.end, "ruled out here"),),
                    )  # fmt: skip
                break
