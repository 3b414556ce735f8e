from collections.abc import Iterator
from itertools import zip_longest

from storyai.document import Document, Section
from storyai.rules._facts import state
from storyai.rules._rule import Edit, Fix, Problem, rule

ROLES = frozenset(
    """story background acceptance_criteria dependencies risks performance security migration breaking_changes unit_tests
    integration_tests e2e_tests performance_tests documentation definition_of_done effort""".split()
)
# Their heading says "if applicable", or they hold the template's own list.


@rule("TP703", "warning", tags=("completeness",), help="Fill it, or say in a few words why nothing belongs there.")
def empty_section(document: Document) -> Iterator[Problem]:
    """A heading with nothing below it.

    Bad:

    ```markdown
    As a clerk, I want to export orders, so that accounting can book them.

    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Security Implications

    ## Notes
    Agreed with accounting.
    ```

    Good:

    ```markdown
    As a clerk, I want to export orders, so that accounting can book them.

    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Security Implications
    - None: accounting sees all orders already

    ## Notes
    Agreed with accounting.
    ```

    Source: all template linters.
    """
    for section, after in zip_longest(document.sections, document.sections[1:]):
        assert section is not None
        if section.items and section.items[0].slot:
            continue
        if section.role not in ROLES or section.level == 0 or section.level == 7 or not section.heading:
            continue
        if section.fields or any(child.fields for child in section.children) or state(section) != "empty":
            continue
        if section.children and not all(child.empty for child in section.children):
            continue
        if any(statement.section is section for statement in document.statements) or section.code:
            continue
        if document.shape != "template" and _continued(section, after):
            continue
        heading = section.heading
        ask = f"\n\n- Open question: What belongs under {section.title}?"
        yield Problem(
            heading.start, heading.end, f'"{section.title}" is empty', slot=heading,
            fix=Fix("Insert an open question", (Edit(heading.end, heading.end, ask),)),
        )  # fmt: skip


def _continued(section: Section, after: Section | None) -> bool:
    """The next section holds the text: some put a heading of the same level inside a block of another tool."""
    return after is not None and after.role in (section.role, None) and after.level <= section.level and not after.empty
