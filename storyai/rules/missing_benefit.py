from collections.abc import Iterator

from storyai.document import Document, Statement
from storyai.finding import Edit, Fix
from storyai.rules._rule import Problem, rule

_REASONS = (
    "so that ", "in order to ", "because ", "this allows ", "this would allow ", "this will allow ", "this enables ", "this helps ",
    "this would help ", "which allows ", "which would allow ", "this way ", "the reason ", "otherwise ", "as a result",
)  # fmt: skip


@rule("US104", "warning", tags=("form",), help='Add the reason: "so that ..."', local=True)
def missing_benefit(document: Document) -> Iterator[Problem]:
    """The statement does not say what it is good for.

    The reason lets the team find a cheaper way, and stop when it is reached. "So that", "in order to", "so I can" all do.

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
    for statement in document.statements:
        if statement.benefit is None and statement.want is not None and not _told(document, statement):
            slot = document.slot(statement.start, statement.end)
            want = statement.want
            yield Problem(
                want.start,
                want.end,
                'no "so that ..." says what it is good for',
                slot=slot,
                fix=_fix(document, want.end),
            )


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
