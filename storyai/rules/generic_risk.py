from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import pattern
from storyai.rules._rule import Problem, rule

_GENERIC = (
    r"^\W*(?:(?:possible|potential|some|there (?:may|might|could) be|risk of|unexpected|unforeseen|general|the usual)\s+)*"
    r"(?:delays?|timeline(?: risk)?s?|schedule(?: slip(?:page)?| risk)?|scope creep|bugs?|defects?|errors?|technical (?:issues?|problems?|risks?|debt)|"
    r"complexity|unknowns|unforeseen (?:issues|problems|circumstances)|unexpected (?:issues|problems)|issues|problems|"
    r"performance issues?|security issues?|regressions?|things (?:may|might|could) (?:break|go wrong)|it (?:may|might|could) (?:break|fail|not work|take longer)"
    r"|(?:the )?(?:project|story|feature|work) (?:may|might|could) (?:be (?:late|delayed)|take longer|slip))"
    r"(?:\s+(?:may|might|could|can) (?:occur|arise|happen|appear))?\W*$"
)


@rule(
    "RK523",
    "info",
    tags=("completeness",),
    help="Say what exactly goes wrong in this story, when, and who notices.",
    local=True,
)
def generic_risk(document: Document) -> Iterator[Problem]:
    """A risk that every story has.

    "Delay" and "bugs" are true of all work and tell nobody what to look at here.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Risks
    - **Risk 1:** Possible delays → **Mitigation:** Start with the largest shop
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Risks
    - **Risk 1:** The export of a large shop exceeds the memory of the worker → **Mitigation:** Write it in pages
    ```

    Source: own.
    """
    for risk in document.risks:
        text = risk.description.plain
        if text.strip() and len(text) < 90 and pattern(_GENERIC).match(text):
            slot = risk.description
            yield Problem(
                slot.start, slot.start + len(slot.text.rstrip()), "a risk that every story has", slot=risk.slot
            )
