from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._gherkin import scenarios
from storyai.rules._rule import Problem, rule


@rule("AC407", "warning", tags=("completeness",), help="Add the table of examples, or write a plain scenario.")
def outline_without_examples(document: Document) -> Iterator[Problem]:
    """A scenario outline has no examples.

    Its placeholders stand for nothing, so it is never run.

    Bad:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario Outline: Pay
      Given <count> items
      When the buyer pays
      Then the order is listed
    ```
    ````

    Good:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario Outline: Pay
      Given <count> items
      When the buyer pays
      Then the order is listed

      Examples:
        | count |
        | 1     |
        | 20    |
    ```
    ````

    Source: gherkin-lint (no-scenario-outlines-without-examples).
    """
    for scenario in scenarios(document):
        if scenario.outline and not scenario.examples:
            end = document.text.find("\n", scenario.start)
            end = scenario.end if end < 0 else end
            yield Problem(scenario.start, end, "an outline without examples", slot=document.slot(scenario.start, end))
