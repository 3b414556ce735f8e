from collections.abc import Iterator

from storyai.document import Document, Statement
from storyai.finding import Edit, Fix
from storyai.rules._rule import Problem, rule

_MANY = 3  # statements without a reason in one file are told once
_PURPOSES = (
    " to ensure ", " to prioriti", " to prevent ", " to avoid ", " to improve ", " to reduce ", " to make sure ", " to verify ", " to comply ",
    " to increase ", " to speed up ", " to save time", " to stay ", " for better ", " because ", " for easier ", " for improving ",
)  # fmt: skip
_REASONS = (
    "so that ", "in order to ", "because ", "this allows ", "this would allow ", "this will allow ", "this enables ", "this helps ",
    "this would help ", "which allows ", "which would allow ", "this way ", "the reason ", "otherwise ", "as a result",
)  # fmt: skip


@rule("US104", "warning", tags=("form",), help='Add the reason: "so that ..."', local=True)
def missing_benefit(document: Document) -> Iterator[Problem]:
    """The statement does not say what it is good for.

    The reason lets the team find a cheaper way, and stop when it is reached. "So that", "in order to", "so I can" all do.
    Told once for a backlog whose statements have none.

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: Cohn, User Stories Applied (2004); "well-formed: ends" in the Quality User Story framework.
    """
    missing = [
        (document.slot(statement.start, statement.end), statement.want)
        for statement in document.statements
        if statement.benefit is None and statement.want is not None and not _told(document, statement)
    ]
    missing = [(slot, want) for slot, want in missing if not _purpose(want.plain.lower())]
    group = missing[0][0] if len(missing) > _MANY else None
    message = 'no "so that ..." says what it is good for'
    for slot, want in missing:
        yield Problem(want.start, want.end, message, slot=slot, fix=_fix(document, want.end), group=group)


def _purpose(want: str) -> bool:
    """Whether the want ends in what it is good for: "a board of beds to prioritize urgent care"."""
    return any(want.find(words, 15) >= 0 for words in _PURPOSES)


def _told(document: Document, statement: Statement) -> bool:
    """Whether a ticket, which has no place for it in a form, says the reason in the sentences around the statement."""
    if len(document.statements) > 1 or document.title is None or document.shape == "template":
        return False
    if statement.section is not None and statement.section.role == "story":
        return False
    around = f"{document.plain[: statement.start]} {document.plain[statement.end :]}".lower()
    return any(words in around for words in _REASONS)


def _fix(document: Document, end: int) -> Fix | None:
    """A visible question in place of the reason."""
    while end < len(document.text) and document.text[end] in "*_":
        end += 1
    return Fix("ask for the reason", (Edit(end, end, ", so that [Open question: what is it good for?]"),))
