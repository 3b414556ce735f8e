from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._gherkin import scenarios
from storyai.rules._rule import Problem, rule


@rule("AC404", "info", tags=("compound",), help="Write one scenario for each action.")
def several_whens(document: Document) -> Iterator[Problem]:
    """The scenario acts, looks, and acts again.

    When the first half fails the second is never run. Two scenarios say which half broke.

    Bad:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario: Pay and cancel
      Given the cart holds one item
      When the buyer pays
      Then the order is listed
      When the buyer cancels it
      Then the money is sent back
    ```
    ````

    Good:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario: Pay
      Given the cart holds one item
      When the buyer pays
      Then the order is listed

    Scenario: Cancel
      Given a paid order
      When the buyer cancels it
      Then the money is sent back
    ```
    ````

    Source: gherkin-lint (only-one-when).
    """
    for scenario in scenarios(document):
        looked = False
        for step in scenario.steps:
            if step.kind == "then":
                looked = True
            elif step.kind == "when" and looked:
                yield Problem(step.slot.start, step.slot.end, "a second action in one scenario", slot=step.slot)
                break
