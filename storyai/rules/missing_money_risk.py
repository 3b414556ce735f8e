from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_run import MONEY_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_input import MONEY
from storyai.rules._touches import SHAPES, Touch, missing

_TOUCHES = (
    Touch(
        "pay charge billing subscription refund deposit withdraw buy sell",
        (
            r"\b(?:process|mak|accept|handl|tak|collect|receiv|complet)\w*\s+(?:\w+\s+){0,2}?payments?\b|"
            r"\bpays?\b[^.]{0,30}\b(?:by|with|via|for|using|online|my|the)\b[^.]{0,20}\b(?:card|paypal|order|"
            r"subscription|bill|ticket|booking|account|rent|cart|stripe)s?\b|\b(?:implement|integrat|add|build|"
            r"creat)\w*\b[^.]{0,20}\bpayment (?:processing|flow|integration|gateway)\b|"
            r"\bcharge[sd]?\b[^.]{0,20}\b(?:customers?|users?|cards?|accounts?)\b|\brecurring billing|"
            r"\bsubscription (?:billing|payments?)|\b(?:deposit|withdraw)\w*\b[^.]{0,20}\b(?:funds|money|cash)\b|"
            r"\b(?:buy|sell) (?:orders?|shares|stocks?|crypto)\b|\b(?:process|issu)\w*\s+(?:\w+\s+){0,2}?refunds?\b"
        ),
        (
            r"\bidempot|\bdouble[- ]?(?:charg|pay|click|submit)|\bduplicate (?:charge|payment|order|transaction|"
            r"submission)|\breconcil|\bcharge[sd]? (?:only )?once|\bonly once\b|\bexactly once|\brounding|"
            r"\bfail(?:ed)? payments?|\bpayment fail|\bdeclin|\bpci\b|\baudit (?:log|trail)|\bpaper trad|\bsimulat"
        ),
        "money moves without a word on doubled or wrong charges",
    ),
    *MONEY,
    *MONEY_CONCEPTS,
)
_HELP = "Say how a charge is made only once, and who finds and repairs a wrong one."


@rule("RK511", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_money_risk(document: Document) -> Iterator[Problem]:
    """Money moves and nothing guards against doing it twice or wrongly.

    A doubled charge or a wrong total is noticed by customers first.

    Bad:

    ```markdown
    As a customer, I want to pay my order by card, so that it is sent at once.

    ## Acceptance Criteria
    - [ ] A customer can pay by card at checkout
    - [ ] A paid order shows "paid" in the list of orders
    - [ ] The receipt is sent by e-mail
    ```

    Good:

    ```markdown
    As a customer, I want to pay my order by card, so that it is sent at once.

    ## Acceptance Criteria
    - [ ] A customer can pay by card at checkout
    - [ ] A second click or a retried request charges only once (idempotency key per order)
    - [ ] The receipt is sent by e-mail
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "money", _TOUCHES, _HELP)
