from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import facts, not_applicable, pattern, state
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
    sections = facts(document).sections
    out = [
        (words, sections[role][0].heading)
        for role, words in _DEMANDS
        if role in sections and all(state(part) == "none" for part in sections[role])
    ]
    if not out:
        return
    for section in sections.get("definition_of_done", ()):
        for item in section.items:
            text = item.slot.plain
            for words, heading in out:
                if (
                    not pattern(words).search(text)
                    or not_applicable(text) is not None
                    or "if applicable" in text.lower()
                ):
                    continue
                yield Problem(
                    item.start, item.slot.end, "done asks for tests that the story rules out", slot=item.slot,
                    related=(Related(heading.start, heading.end, "ruled out here"),),
                )  # fmt: skip
                break
