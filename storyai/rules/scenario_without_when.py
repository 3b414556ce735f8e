from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._gherkin import scenarios
from storyai.rules._rule import Problem, rule


@rule("AC403", "info", tags=("completeness",), help="Say who does what: When ...")
def scenario_without_when(document: Document) -> Iterator[Problem]:
    """The scenario has no When.

    Without an action it describes a state, and nobody knows what brings it about.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Given the cart holds one item, Then the sum is shown
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Given the cart holds one item, When the buyer opens it, Then the sum is shown
    ```

    Source: cuke_linter (MissingAction).
    """
    for scenario in scenarios(document):
        kinds = scenario.kinds()
        if not scenario.background and "when" not in kinds and "then" in kinds and "given" in kinds:
            first = next(step.slot for step in scenario.steps if step.kind == "then")
            yield Problem(first.start, first.end, "nothing happens: no When", slot=first)
