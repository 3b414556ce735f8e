from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._gherkin import scenarios
from storyai.rules._rule import Problem, rule


@rule("AC406", "warning", tags=("consistency",), help="Name what the scenario shows, each by another name.")
def scenario_name(document: Document) -> Iterator[Problem]:
    """A scenario has no name, or the name of another.

    The name is all that a test report shows.

    Bad:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario: Pay
      Given one item
      When the buyer pays
      Then the order is listed

    Scenario: Pay
      Given no item
      When the buyer pays
      Then "Your cart is empty" is shown
    ```
    ````

    Good:

    ````markdown
    ## Acceptance Criteria

    ```gherkin
    Scenario: Pay for one item
      Given one item
      When the buyer pays
      Then the order is listed

    Scenario: Pay for an empty cart
      Given no item
      When the buyer pays
      Then "Your cart is empty" is shown
    ```
    ````

    Source: gherkin-lint (no-unnamed-scenarios, no-dupe-scenario-names).
    """
    seen: set[str] = set()
    for scenario in scenarios(document):
        if not scenario.code or scenario.background:
            continue
        if scenario.name is None:
            if document.text.startswith(("Scenario", "Example"), scenario.start):
                end = document.text.find(":", scenario.start) + 1
                yield Problem(scenario.start, end, "a scenario without a name", slot=document.slot(scenario.start, end))
            continue
        said = " ".join(scenario.name.text.lower().split())
        if said in seen:
            yield Problem(
                scenario.name.start,
                scenario.name.end,
                f'a second scenario "{scenario.name.text.strip()}"',
                slot=scenario.name,
            )
        seen.add(said)
