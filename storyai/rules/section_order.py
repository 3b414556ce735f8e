from collections.abc import Iterator
from itertools import pairwise

from storyai.document import Document
from storyai.document.roles import SECTIONS
from storyai.rules._rule import Problem, Related, rule


@rule("TP716", "info", tags=("form",), shapes=("template",), help="Move the section to its place in the template.")
def section_order(document: Document) -> Iterator[Problem]:
    """The main sections do not stand in the template's order.

    Who reads many stories knows where to look; only the first section out of place is named.

    Bad:

    ```markdown
    # Pause a running job
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ## Definition of Done
    ## Notes
    ```

    Good:

    ```markdown
    # Pause a running job
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ## Definition of Done
    ## Notes
    ```

    Source: OpenSpec.
    """
    order = {role: place for place, role in enumerate(SECTIONS)}
    found = [section for section in document.sections if section.role in order and section.level == 2]
    for before, section in pairwise(found):
        if order[str(section.role)] < order[str(before.role)]:
            heading = section.heading
            yield Problem(
                heading.start, heading.end, f'"{section.title}" belongs before "{before.title}"', slot=heading,
                related=(Related(before.heading.start, before.heading.end, "stands before it"),),
            )  # fmt: skip
            return
