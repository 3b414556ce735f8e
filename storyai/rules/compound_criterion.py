from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

_REASONS = frozenset(("so", "because", "therefore", "why", "since"))
_VERBS = frozenset((
    "shows", "displays", "returns", "logs", "sends", "saves", "creates", "updates", "deletes", "removes", "opens", "closes", "emits",
    "stores", "writes", "redirects", "notifies", "reduces", "increments", "sets", "resets", "adds", "marks", "triggers", "receives",
    "rejects", "validates", "prints", "exports", "publishes", "archives", "restores", "calls", "keeps", "disables", "enables",
))  # fmt: skip


@rule(
    "AC213", "info", tags=("compound",), help="Make one criterion of each, so that each can pass or fail.", local=True
)
def compound_criterion(document: Document) -> Iterator[Problem]:
    """One criterion asks for several outcomes.

    When one of them fails the whole is failed, and nobody sees which. Steps of one scenario and fields of one form are fine.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The order is saved; the buyer receives a mail; the stock is reduced by one
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The order is saved
    - [ ] The buyer receives a mail
    - [ ] The stock is reduced by one
    ```

    Source: "non-atomic" in Paska; INCOSE R18 (single thought).
    """
    for reading in readings(document):
        if reading.criterion.style != "plain":
            continue
        hit = _second(reading)
        if hit is not None:
            yield reading.problem(hit, len(reading.words), "a further outcome in the same criterion")


def _second(reading: Reading) -> int | None:
    """The word that a second independent outcome begins with."""
    plain = reading.plain
    if ";" in plain:
        at = plain.index(";")
        before = sum(end <= at for end in reading.ends)
        if not _REASONS.isdisjoint(reading.words[before:]):
            return None
        if (
            before >= 3
            and len(reading.words) - before >= 3
            and any(_verb(word) for word in reading.words[before : before + 7])
            and "(" not in plain[:at]
        ):
            return before
    # three verbs with objects of their own: "is saved, sends a mail and reduces the stock"
    verbs = [
        at
        for at in range(1, len(reading.words))
        if reading.words[at] in _VERBS and (reading.words[at - 1] == "and" or "," in reading.gap(at - 1))
    ]
    return verbs[1] if len(verbs) >= 2 and reading.response == 0 else None


def _verb(word: str) -> bool:
    return word in _VERBS or word in (
        "is",
        "are",
        "has",
        "must",
        "can",
        "should",
        "does",
        "shall",
        "will",
        "includes",
        "contains",
        "flag",
        "stays",
        "runs",
        "pass",
    )
