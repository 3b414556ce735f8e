from bisect import bisect_left
from collections.abc import Iterator

from storyai.document import Document, Part
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_SIGNS = (" 4xx", " 400", " 401", " 403", " 404", " 409", " 422", " 429", " 500", " 5xx", "n't", "without ")
_EDGE = " .,;:()[]`*_\"'"
# What somebody does that can be refused or fail.
_FALLIBLE = frozenset((
    "upload", "uploads", "import", "imports", "submit", "submits", "send", "sends", "pay", "pays", "payment", "payments", "refund",
    "refunds", "delete", "deletes", "save", "saves", "fetch", "fetches", "search", "searches", "query", "queries", "request", "requests",
    "sync", "syncs", "synchronise", "synchronize", "download", "downloads", "export", "exports", "register", "registers", "login", "log",
    "sign", "book", "books", "order", "invite", "invites", "transfer", "transfers", "execute", "executes", "run", "runs", "deploy", "reset",
    "scan", "scans", "pair", "connect", "connects", "call", "calls", "buy", "checkout", "subscribe", "edit", "create", "creates", "publish",
))  # fmt: skip
# A story about these has nothing that a user could do wrong.
_STILL = frozenset((
    "documentation", "docs", "documented", "guide", "guides", "readme", "tests", "test", "testing", "structure", "scaffolded",
    "infrastructure", "monorepo", "schema", "layout", "design", "consistent", "placeholder", "example", "examples", "sample", "setup",
    "repository", "refactor", "refactored", "rename", "renamed", "package", "imports", "paths", "skill",
))  # fmt: skip


@rule(
    "AC306",
    "info",
    tags=("missing-error-path",),
    help="Add what happens on wrong input, denial, empty data or a failing service.",
)
def no_unhappy_path(document: Document) -> Iterator[Problem]:
    """Every criterion tells how it goes well.

    What happens on wrong input, at the limit, without permission or when a service fails is then decided by whoever
    writes the code. Asked only where something is uploaded, sent, paid, searched or the like, which can fail; stories
    about documents, tests and layout are left alone. Said once for a file.

    Bad:

    ```markdown
    ## User Story

    As a buyer, I want to upload a photo, so that sellers recognise me.

    ## Acceptance Criteria

    - [ ] The buyer can upload a photo
    - [ ] The photo is shown beside the name
    - [ ] The photo can be replaced
    ```

    Good:

    ```markdown
    ## User Story

    As a buyer, I want to upload a photo, so that sellers recognise me.

    ## Acceptance Criteria

    - [ ] The buyer can upload a photo
    - [ ] The photo is shown beside the name
    - [ ] A file above 10 MB is refused with the reason
    ```

    Source: edge cases in spec-kit's checklist; own labels of real stories.
    """
    unhappy = words("unhappy", document.language)
    found = sorted(
        reading.slot.start for reading in readings(document) if not reading.vocabulary.isdisjoint(unhappy.first)
    )
    group = document.title
    for part in document.parts:
        if part.statement is None or len(part.criteria) < 3:
            continue
        start, end = part.criteria[0].start, part.criteria[-1].end
        at = bisect_left(found, start)
        if at < len(found) and found[at] <= end:
            continue
        text = document.text[start:end]
        if "pen question" in text or any(sign in text for sign in _SIGNS):
            continue
        action = _action(part)
        if action:
            heading = part.criteria[0].section.heading
            message = f'no criterion says what happens when "{action}" fails or is refused'
            yield Problem(heading.start, heading.end, message, slot=heading, group=group or heading)
            group = group or heading


def _action(part: Part) -> str:
    """What can fail in the story: a word of its want, or one that two criteria have; empty where there is none."""
    statement = part.statement
    if statement is None:
        return ""
    want = statement.want.plain.lower().split() if statement.want is not None else []
    told = [word.strip(_EDGE) for word in want]
    if statement.language != "en":
        return ""
    if not _STILL.isdisjoint(told):
        return ""
    for word in told:
        if word in _FALLIBLE:
            return word
    seen: dict[str, int] = {}
    for criterion in part.criteria:
        here = {word.strip(_EDGE) for word in criterion.slot.plain.lower().split()} & _FALLIBLE
        if not here.isdisjoint(seen) or len(here) > 1:
            return min(here & seen.keys() or here)
        seen.update(dict.fromkeys(here, 1))
    return ""
