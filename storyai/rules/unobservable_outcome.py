from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._quality import quality
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_HANDLE = frozenset(("handle", "handles", "handled", "handling"))
_TROUBLE = frozenset((
    "error", "errors", "failure", "failures", "exception", "exceptions", "edge", "case", "cases", "timeout", "timeouts",
    "invalid", "missing", "conflict", "conflicts", "constraints", "issues", "limit", "limits", "corrupted", "malformed",
    "unexpected", "special", "empty", "duplicate", "duplicates", "large", "multiple", "scenarios", "situations", "all",
))  # fmt: skip
_BEHIND = frozenset(
    (
        "with",
        "on",
        "in",
        "when",
        "within",
        "across",
        "for",
        "without",
        "correctly",
        "properly",
        "after",
        "from",
        "as",
        "offline",
    )
)
_SUPPORT = frozenset(("support", "supports"))
_MANAGE = frozenset(("manage", "manages"))
_CASES = frozenset(("until", "when", "once", "after", "if", "while", "before", "whether"))
_VIA = frozenset(("via", "through", "using", "by", "from", "email", "page", "contact", "team", "ticket", "tickets"))
_FALLBACK = frozenset(("fallback", "fallbacks", "retry", "retries", "backoff", "rollback", "redirect"))
_NOT_WORK_VERB = frozenset(("how", "what", "as", "art", "that"))


@rule(
    "AC206",
    "warning",
    tags=("vague",),
    help="Say what can be observed: what appears, is stored, sent or refused.",
    local=True,
)
def unobservable_outcome(document: Document) -> Iterator[Problem]:
    """The criterion's verb has no outcome: "works", "handles errors", "integration with the shop".

    Two testers will look for different things. Say what is seen when it works, and what happens to each error.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The importer handles errors
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The importer handles errors: it names the line, skips it and goes on
    ```

    Source: "imprecise verb" in Paska (Veizaga et al. 2024); INCOSE Guide to Writing Requirements, R3 and R7.
    """
    for reading in readings(document):
        hit = _hit(reading)
        if hit is not None and quality(reading) is None:
            said = reading.said(*hit)
            yield vague(reading, *hit, f'"{said}" names no outcome to look for', "what can be observed?")


def _hit(reading: Reading) -> tuple[int, int] | None:
    if reading.document.language != "en":
        for start, end in reading.find(words("works", reading.document.language), reading.response):
            if not reading.explained(end):
                return start, end
        return None
    if len(reading.words) > 600:
        return None  # no criterion, and each word below is looked at with all that follows it
    vocabulary = reading.vocabulary
    if not vocabulary.isdisjoint(_HANDLE):
        hit = _handles(reading)
        if hit is not None:
            return hit
    for start, end in reading.find(words("works"), reading.response):
        if _works(reading, start, end):
            return start, end
    if not vocabulary.isdisjoint(_SUPPORT):
        hit = _supports(reading)
        if hit is not None:
            return hit
    if not vocabulary.isdisjoint(_MANAGE):
        at = next(at for at, word in enumerate(reading.words) if word in _MANAGE)
        leading = at == reading.response or reading.word(at - 1) in (
            "can",
            "to",
            "shall",
            "must",
            "should",
            "will",
            "and",
            "users",
            "admins",
        )
        if leading and at >= reading.response and not reading.explained(at + 1) and not _outcome(reading, at + 1):
            return at, at + 1
    if "work" in vocabulary:
        for at in range(reading.response, len(reading.words)):
            if reading.words[at] != "work" or reading.explained(at + 1) or _outcome(reading, at + 1):
                continue
            before = reading.word(at - 1)
            plural = (
                before.endswith("s")
                and len(before) > 3
                and (reading.clause_end(at + 1) or reading.word(at + 1) in _BEHIND)
            )
            if plural or before in ("to", "should", "must", "shall", "will", "still", "all", "both", "continue"):
                return at, at + 1
    if not vocabulary.isdisjoint(("integration", "integrates", "integrate")):
        for at, word in enumerate(reading.words):
            if (
                word in ("integration", "integrates", "integrate")
                and reading.word(at + 1) == "with"
                and (
                    (word != "integration" or at <= 2)
                    and not reading.explained(at + 2)
                    and not _outcome(reading, at + 2)
                )
            ):
                return at, at + 2
    return None


def _supports(reading: Reading) -> tuple[int, int] | None:
    """ "Support bulk operations": neither who does what nor what comes of it. Named things are fine ("Support PayPal")."""
    at = next(at for at, word in enumerate(reading.words) if word in _SUPPORT)
    leading = at == reading.response or reading.word(at - 1) in ("shall", "must", "should", "will")
    noun = reading.word(at) == "support" and reading.word(at + 1) == "for" and at <= 5
    leading = leading or noun
    if (
        at < reading.response
        or not leading
        or len(reading.words) - at < 3
        or reading.explained(at + 1)
        or _outcome(reading, at + 1)
    ):
        return None
    tail = reading.words[at + 1 :]
    doing = "for" in tail[:3]  # "support for filtering" names a topic, "supports filtering by date" an action
    if (
        any(word in _VIA or (word.endswith("ing") and not doing) for word in tail)
        or "`" in reading.plain[reading.ends[at] :]
    ):
        return None
    if any(reading.plain[start].isupper() or reading.plain[start].isdigit() for start in reading.starts[at + 1 :]):
        return None
    return at, at + 1


def _handles(reading: Reading) -> tuple[int, int] | None:
    for at in range(reading.response, len(reading.words)):
        word = reading.words[at]
        if word not in _HANDLE or reading.explained(at + 1) or _outcome(reading, at + 1):
            continue
        if word == "handling":
            # "Error handling for ...", "... with error handling"; not one of a list of topics
            added = reading.word(at - 2) in ("with", "consistent", "include", "includes")
            topic = reading.clause_end(at + 1) or reading.word(at + 1) in _BEHIND
            if at and reading.word(at - 1) in _TROUBLE and topic and (added or at <= 2):
                return at - 1, at + 1
        elif word == "handled":
            if at and reading.word(at + 1) not in ("by", "in", "with", "via"):
                return at, at + 1
        elif not _TROUBLE.isdisjoint(reading.words[at + 1 : at + 5]):
            return at, at + 1
    return None


def _works(reading: Reading, start: int, end: int) -> bool:
    word = reading.words[start]
    before = reading.word(start - 1)
    if reading.explained(end) or _outcome(reading, end) or reading.aside(start):
        return False
    if not _CASES.isdisjoint(reading.words[max(0, start - 6) : start]) and word in ("is", "are"):
        return False  # "until the report is ready" is a case, not the outcome
    if word in ("works", "worked"):
        return before not in _NOT_WORK_VERB and (start > 0 or reading.word(end) in ("with", "on", "in", "for"))
    if word == "ready" and start and before not in ("is", "are", "be", "and"):
        return start <= 2  # "Plugin ready for release", not "returns a buffer ready for upload"
    if word == "working":
        if (
            start > 0
            and before not in ("a", "an", "the", "of", "for", "while", "when")
            and (reading.clause_end(end) or reading.word(end) in _BEHIND)
        ):
            return True
        return before in ("is", "are", "fully", "keeps", "keep", "still") or (
            before in ("a", "an")
            and reading.word(end) not in ("directory", "day", "days", "hours", "copy", "tree", "set")
        )
    if word in ("functional", "operational"):
        return before in ("is", "are", "be", "fully", "remain", "remains", "stay", "stays", "and") and reading.word(
            end
        ) not in ("requirements", "tests", "testing")
    if word in ("functions", "function", "behaves", "behave", "performs", "scales"):
        return (
            word in ("scales", "performs")
            and reading.clause_end(end)
            and start > 0
            and reading.word(start) != "performs"
        )
    return True


def _outcome(reading: Reading, end: int) -> bool:
    """Whether a verb with an outcome follows: "handles time-outs and retries 3 times", "with a fallback to ..."."""
    if "with" in reading.words[end : end + 2] and not _FALLBACK.isdisjoint(reading.words[end : end + 5]):
        return True
    outcomes = words("outcome verbs")
    return any(
        reading.words[at] in outcomes
        and (reading.words[at - 1] in ("and", "then", "it", "to", "or", "but") or "," in reading.gap(at - 1))
        for at in range(end + 1, len(reading.words))
    )
