from collections.abc import Iterator

from storyai.document import Document, Section
from storyai.rules._rule import Problem, Related, rule

ROLES = frozenset(
    """story background acceptance_criteria technical dependencies risks performance security migration breaking_changes
    design ui api database testing unit_tests integration_tests e2e_tests performance_tests documentation
    definition_of_done effort related notes""".split()
)


@rule("TP704", "warning", tags=("form",), shapes=("template", "story", "task"), help="Join the two sections.")
def duplicate_section(document: Document) -> Iterator[Problem]:
    """Two sections of one story have the same heading.

    Readers and tools find the first one; what stands in the second is lost on them.

    Bad:

    ```markdown
    As a clerk, I want to export orders, so that accounting can book them.

    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Acceptance Criteria
    - [ ] An empty filter exports all orders
    ```

    Good:

    ```markdown
    As a clerk, I want to export orders, so that accounting can book them.

    ## Acceptance Criteria
    - [ ] The export has one line for each order
    - [ ] An empty filter exports all orders
    ```

    Source: OpenSpec.
    """
    seen: dict[tuple[str, int, int], Section] = {}
    for section in document.sections:
        if section.role not in ROLES or section.level in (0, 7) or section.within("log"):
            continue
        title = section.title.strip().lower()
        first = seen.setdefault((title, section.level, id(section.parent)), section)
        if first is not section:
            heading = section.heading
            yield Problem(
                heading.start, heading.end, f'a second section "{section.title}"', slot=heading,
                related=(Related(first.heading.start, first.heading.end, "the first"),),
            )  # fmt: skip
