from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_run import CONCURRENCY_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_run import CONCURRENCY
from storyai.rules._touches import SHAPES, Touch, missing

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
            r"\b(?:book|reserv)(?:e|es|ing|s)?\b\s+(?:\w+\s+){0,3}?(?:slots?|seats?|tables?|rooms?|tickets?|"
            r"vehicles?|cars?)\b"
        ),
        _ORDER,
        "the same slot can be booked twice",
        nor=(
            r"\bdouble|\boverlap|\balready (?:booked|taken|reserved)|\btaken\b|\bholds?\b|\bavailab|\brefus|"
            r"\bfree (?:places|slots|seats)"
        ),
    ),
    Touch(
        "webhook",
        (
            r"\bwebhooks?\b(?! urls?\b)[^.]{0,40}\b(?:process\w*|handl\w*|sync\w*|updat\w*|trigger\w*|all (?:\w+ )?events)\b|"
            r"\b(?:process|handl|sync|receiv|consum)\w*\b[^.]{0,40}(?<!via )(?<!via a )(?<!to a )\bwebhooks?\b"
        ),
        r"\bidempot|\bduplicat|\bdedup|\bout[- ]of[- ]order|\bordering\b|\bexactly once|\btwice\b|\bevent ids?\b|\breplay",
        "an event can come twice, late or not at all, and nothing says what then",
    ),
    Touch(
        "schedul siri shortcut cron headless background nightly unattend",
        (
            r"\b(?:schedul\w+|siri|shortcuts?\.?(?:app)?|cron\w*|headless\b|unattended|nightly|background)\b[^.]{0,80}"
            r"\b(?:deploy\w*|back(?:s|ed)?[ -]?ups?|publish\w*|migrat\w+|sync\w*)\b|\b(?:deploy\w*|"
            r"publish\w*|back(?:s|ed)?[ -]?ups?)\b[^.]{0,80}\b(?:siri|shortcuts?|cron\w*|headless\b|unattended)\b"
        ),
        (
            r"\balready (?:running|in progress|active)|\block(?:s|ed|ing|file)?\b|\bconcurren|\boverlap|\bmutex|\bqueue|"
            r"\bone at a time|\bserial(?:i[sz]ed?|ly)\b|\bexclusi|\bidempot|\bskip(?:s|ped)? if|\brace\b"
        ),
        "it starts on its own, and nothing says what happens when it is already running",
    ),
    Touch(
        "actor handler subscriber emit",
        (
            r"\b(?:handler|subscriber|emit\w*|listener|callback)\b[^.]{0,80}\bactor(?:'s|-\w+)?\b|"
            r"\bactor(?:'s|-\w+)?\b[^.]{0,80}\b(?:handler|subscriber|emit\w*|listener|callback|await\w*)\b"
        ),
        r"\breentran|\binterleav|\bmutex|\brace\b|\bgeneration counter|\bsequence number|\bdebounc|\bcoalesc|\bserialized\b|\bconsistent snapshot",
        "work waits in the middle of a change, so two changes can interleave",
        also=r"\b(?:upsert|mutat|bulk|load|replac)\w*",
    ),
    Touch(
        "stock inventory quantit balance credit points seats",
        (
            r"\b(?:stock|inventory|quantit(?:y|ies)|balances?|credits|points)\b[^.]{0,40}\b(?:decreas|decrement|deduct|reduc|"
            r"subtract)\w*|\b(?:decreas|decrement|deduct|reduc|subtract)\w*\b[^.]{0,40}\b(?:stock|inventory|quantit(?:y|ies)|"
            r"balances?|credits|points)\b"
        ),
        _ORDER,
        "two at once can take the last one",
        nor=r"\boversell|\boversold|\bnegative\b|\bout of stock",
    ),
    Touch(
        "actor",
        r"\bactors?\b",
        _ORDER + r"|\bserialized\b|\bconsistent snapshot",
        "work waits in the middle of a change, so two changes can interleave",
        also=r"\b(?:swift|await|async)\b",
        nor=r"\breentran|\binterleav|\bserial executor",
    ),
    Touch(
        "async",
        r"\basync\b(?! (?:task|workflow|communication))|\basynchronous(?:ly)?\b",
        _ORDER,
        "work goes on in the background, and nothing says what happens when it meets other work",
        also=r"\b(?:updat|writ|sav|mutat|upsert|delet|insert|modif)\w*",
        nor=r"\breentran|\binterleav|\bdebounc|\bcancel",
    ),
    Touch(
        "cron schedul",
        (
            r"\bcron ?(?:jobs?|tab)\b|\bscheduled (?:\w+ )?(?:jobs?|tasks?|runs?|backups?|syncs?|deploy\w*|exports?|imports?|"
            r"reports?|e-?mails?)\b|\b(?:background|an?|own|job|task) scheduler\b"
        ),
        _ORDER,
        "it starts on its own, and nothing says what happens when it is already running",
        nor=r"\balready (?:running|in progress)|\boverlap|\bskip|\bmissed\b",
    ),
    Touch(
        "append",
        r"\bappend(?:s|ed|ing)?\b[^.]{0,40}\b(?:jsonl|log files?|shared file|same file|csv)\b",
        _ORDER,
        "several can write the same file at once",
        nor=r"\bconcurren|\bo_append|\bflock|\bsingle writer",
    ),
    Touch(
        "offline sync",
        (
            r"\boffline\b[^.]{0,60}\b(?:syncs?|synced|synchroni\w+|queued?|edits?|changes are|saved)\b|\bbackground sync\b|"
            r"\bsync\w*\b[^.]{0,40}\bwhen (?:back )?online\b"
        ),
        _ORDER.replace(r"\bqueue|", ""),
        "what is changed offline meets what changed meanwhile, and nothing says which wins",
    ),
    Touch(
        "sqs queue worker kafka rabbit celery pub",
        (
            r"\b(?:sqs|kafka|rabbitmq|celery|pub/?sub|message queue|job queue)\b[^.]{0,60}\b(?:process\w*|consum\w*|"
            r"trigger\w*|worker|lambda|handler|jobs?)\b|\b(?:worker|lambda|consumer)s?\b[^.]{0,60}\b(?:sqs|kafka|"
            r"rabbitmq|message queue|job queue)\b"
        ),
        r"\bidempot|\bduplicat|\bdedup|\bexactly once|\btwice\b|\bvisibility timeout|\bfifo\b|\border(?:ed|ing)\b",
        "a message can come twice or out of order, and nothing says what then",
    ),
    Touch(
        "next increment sequential assign allocat",
        (
            r"\b(?:generat|assign|allocat|comput|determin)\w*\b[^.]{0,40}\b(?:next|sequential|incrementing|"
            r"auto-?increment\w*) (?:\w+ )?(?:ids?|numbers?)\b"
        ),
        _ORDER,
        "two at once can get the same number",
        nor=r"\bcollision|\buuid|\bnanoid|\bunique constraint",
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
    *CONCURRENCY,
    *CONCURRENCY_CONCEPTS,
)
_ASKED = r"\bsimultaneous|\bconcurrent|\bsame time|\brace\b|\bduplicate|\bout of order|\btwice\b"
_HELP = "Say what happens to the second one: refused, merged, ignored."


@rule("RK508", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
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
