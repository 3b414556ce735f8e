from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._touches import Touch, missing

_ORDER = (
    r"\bconflict|\block(?:s|ed|ing)?\b|\bidempot|\bduplicat|\brace\b|\blast[- ]write|\boptimistic|\batomic|"
    r"\btransaction(?:al|s)?\b|\bdedup|\bsame time|\bqueue|\bfirst come|\bordering\b|\bexactly once|\btwice\b"
)
_TOUCHES = (
    Touch(
        "simultaneous concurrent collaborat edit sync multiple two-way",
        (
            r"\b(?:simultaneous|concurrent)(?:ly)? (?:edit|updat|writ|book|play)\w*|\bcollaborat\w+ (?:edit|writ)\w*|"
            r"\bco-?edit\w*|\bmultiple (?:users|people|players|devices|agents|workers|processes)\b[^.]{0,30}\b(?:edit|"
            r"updat|writ|book|chang|join|play)\w*|\bsync(?:hroni[sz])?(?:s|ed|es|ing|"
            r"e)?\b[^.]{0,40}\b(?:across (?:all )?(?:devices|apps|platforms)|between (?:devices|apps)|offline|"
            r"both (?:ways|directions)|bidirectional)|\btwo-way sync"
        ),
        _ORDER,
        "several may change the same thing at once and nothing says who wins",
    ),
    Touch(
        "book reserv seat slot ticket stock",
        (
            r"\b(?:book|reserv)(?:e|es|ing|s)?\b\s+(?:\w+\s+){0,3}?(?:slots?|seats?|tables?|rooms?|appointments?|"
            r"tickets?|sessions?|vehicles?|cars?)\b"
        ),
        _ORDER
        + (
            r"|\bdouble|\boverlap|\balready (?:booked|taken|reserved)|\btaken\b|\bholds?\b|\bavailab|\brefus|"
            r"\bfree (?:places|slots|seats)"
        ),
        "the same slot can be booked twice",
    ),
    Touch(
        "webhook payment charge order invoice retr",
        (
            r"\b(?:webhook|payment|charge|order|invoice)s?\b[^.]{0,50}\b(?:retry|retries|retried|resent|"
            r"redeliver\w*)\b|\b(?:retry|retries)\b[^.]{0,50}\b(?:payments?|charges?|orders?|webhooks?)\b|"
            r"\bwebhook endpoints?\b"
        ),
        _ORDER,
        "a retried event can be handled twice",
    ),
)
_ASKED = r"\bsimultaneous|\bconcurrent|\bsame time|\brace\b|\bduplicate|\bout of order|\btwice\b"
_HELP = "Say what happens to the second one: refused, merged, ignored."


@rule("RK508", "info", tags=("missing-risk",), help=_HELP)
def missing_concurrency_risk(document: Document) -> Iterator[Problem]:
    """Two things can happen at once, twice or out of order, and nothing says what then.

    Double bookings, lost edits and doubled charges come from here.

    Bad:

    ```markdown
    As a patient, I want to book a free appointment, so that I need not call.

    ## Acceptance Criteria
    - [ ] A patient can book an appointment slot from the calendar
    - [ ] The booked slot shows under "My appointments"
    - [ ] The practice gets an e-mail for each booking
    ```

    Good:

    ```markdown
    As a patient, I want to book a free appointment, so that I need not call.

    ## Acceptance Criteria
    - [ ] A patient can book an appointment slot from the calendar
    - [ ] When two patients pick the same slot, the second one is told that it is taken
    - [ ] The booked slot shows under "My appointments"
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "concurrency", _TOUCHES, _HELP, _ASKED)
