from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._gherkin import scenarios
from storyai.rules._rule import Problem, rule


@rule("AC402", "warning", tags=("completeness",), help="Say what is seen when it is done: Then ...")
def scenario_without_then(document: Document) -> Iterator[Problem]:
    """The scenario has no Then.

    It sets up and acts and looks at nothing, so it cannot fail.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Given the cart holds one item, When the buyer pays
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Given the cart holds one item, When the buyer pays, Then the order is listed
    ```

    Source: cuke_linter (MissingVerification).
    """
    for scenario in scenarios(document):
        kinds = scenario.kinds()
        begun = scenario.code or "given" in kinds  # "When X, Y should ..." is a sentence
        if begun and not scenario.background and "then" not in kinds and "when" in kinds:
            last = scenario.steps[-1].slot
            if last.plain.rstrip().endswith(":") or any(
                word in last.plain for word in (" should ", " must ", " shall ", " will ")
            ):
                continue  # the outcome stands in the list below, or in the sentence
            yield Problem(last.start, last.end, "nothing is looked at: no Then", slot=last)
