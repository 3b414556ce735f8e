from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import is_open, pattern
from storyai.rules._rule import Problem, rule

# The whole mitigation is an attitude: nothing in it could be done, checked or forgotten.
_ATTITUDE = (
    r"^\W*(?:we (?:will|should|must)\s+|to\s+)?(?:(?:monitor|watch|observe|track|review|test|plan|communicate|coordinate|handle|manage|proceed|work|"
    r"code|implement|develop|design|consider)\s*(?:(?:it|this|them|things|the situation|progress|everything|the risk)\s*)?"
    r"(?:closely|carefully|thoroughly|regularly|well|properly|appropriately|adequately|as needed|if necessary|early|continuously)?"
    r"|be (?:very |extra )?(?:careful|cautious|mindful|aware|vigilant)(?: (?:about|of|with) (?:it|this))?|(?:good|careful|proper|best|thorough) (?:planning|practices?|testing|communication|coding|care)"
    r"|pay attention(?: to (?:it|this))?|keep an eye on (?:it|this)|hope for the best|follow best practices|do (?:our|the) best|take care|tbd|later|none|n/?a)\W*$"
)


@rule(
    "RK522",
    "warning",
    tags=("completeness",),
    help="Name something that is done and can be checked: a limit, an alert, a fallback, a test.",
    local=True,
)
def mitigation_without_action(document: Document) -> Iterator[Problem]:
    """A mitigation is an attitude, not an action.

    "Monitor closely" cannot be done, checked or forgotten; "alert when the queue holds 1,000 jobs" can.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Risks
    - **Risk 1:** The export of a large shop exceeds the memory of the worker → **Mitigation:** Monitor closely
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Risks
    - **Risk 1:** The export of a large shop exceeds the memory of the worker → **Mitigation:** Alert at 80 % of the memory
    ```

    Source: own.
    """
    for risk in document.risks:
        mitigation = risk.mitigation
        if mitigation is None or is_open(mitigation.plain) or len(mitigation.plain) > 90:
            continue
        if pattern(_ATTITUDE).match(mitigation.plain):
            yield Problem(
                mitigation.start, mitigation.start + len(mitigation.text.rstrip()), "this mitigation is no action",
                slot=risk.slot,
            )  # fmt: skip
