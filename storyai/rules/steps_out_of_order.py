from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._gherkin import scenarios
from storyai.rules._rule import Problem, rule


@rule(
    "AC401",
    "warning",
    tags=("consistency",),
    help="Order the steps: Given what is there, When somebody acts, Then what is seen.",
)
def steps_out_of_order(document: Document) -> Iterator[Problem]:
    """A Given stands behind a When or a Then, or a Then before any When.

    The state a test starts from must be set before anything happens; in another order the scenario cannot be run.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] When the buyer pays, Given the cart holds one item, Then the order is listed
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Given the cart holds one item, When the buyer pays, Then the order is listed
    ```

    Source: gherkin-lint (keywords-in-logical-order); cuke_linter.
    """
    for scenario in scenarios(document):
        acted = False
        for step in scenario.steps:
            if step.kind == "given" and acted:
                yield Problem(step.slot.start, step.slot.end, "a Given behind the action", slot=step.slot)
                break
            if step.kind == "when" or step.kind == "then":
                acted = True
