from collections.abc import Iterator
from itertools import pairwise

from storyai.document import Document
from storyai.finding import Edit, Fix
from storyai.rules._gherkin import scenarios
from storyai.rules._rule import Problem, rule

_ENGLISH = ("given", "when", "then")


@rule("AC405", "info", help="Begin the second one with And.")
def repeated_keyword(document: Document) -> Iterator[Problem]:
    """The same keyword begins two steps in a row.

    "And" shows at a glance where the state ends and the action begins.

    Bad:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario: Pay
      Given the cart holds one item
      Given the buyer is signed in
      When the buyer pays
      Then the order is listed
    ```
    ````

    Good:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario: Pay
      Given the cart holds one item
      And the buyer is signed in
      When the buyer pays
      Then the order is listed
    ```
    ````

    Source: gherkin-lint (use-and).
    """
    for scenario in scenarios(document):
        if not scenario.code:
            continue
        for before, step in pairwise(scenario.steps):
            if step.keyword == before.keyword and step.keyword in _ENGLISH:
                start = step.slot.start
                fix = Fix("begin the step with And", (Edit(start, start + len(step.keyword), "And"),), safe=True)
                yield Problem(
                    start,
                    start + len(step.keyword),
                    f'"{step.slot.text[: len(step.keyword)]}" twice in a row',
                    slot=step.slot,
                    fix=fix,
                )
