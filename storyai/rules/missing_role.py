from collections.abc import Iterator

from storyai.document import Document, Section
from storyai.finding import Edit, Fix
from storyai.rules._rule import Problem, rule


@rule("US102", "warning", tags=("form",), help='Name the person who wants it: "As an accountant, ..."', local=True)
def missing_role(document: Document) -> Iterator[Problem]:
    """The statement does not say who wants it.

    Without a role nobody knows whom to ask, what they may see, and whether it was worth it.

    Bad:

    ```markdown
    ## User Story

    I want to export unpaid invoices, so that I can chase late payers.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: "well-formed: role" in the Quality User Story framework (Lucassen et al. 2016).
    """
    for statement in document.statements:
        if statement.role is None:
            slot = document.slot(statement.start, statement.end)
            if "..." in slot.text[:20]:
                continue  # a form to be filled in
            if _above(statement.section) or slot.plain.lower().startswith(
                ("we need", "we should", "we must", "we can", "we may", "we might", "we will", "we would", "we have")
            ):
                continue  # the heading names it, or it is the prose of a ticket
            end = statement.want.start if statement.want is not None else slot.end
            text = slot.text.rstrip()
            yield Problem(
                slot.start,
                max(end, slot.start + 1),
                "nobody is named who wants this",
                slot=slot,
                fix=_fix(text, slot.start),
            )


def _above(section: Section | None) -> bool:
    """Whether a heading above names the role: "### As a developer"."""
    while section is not None:
        if section.title.lower().startswith(("as a", "as the", "als ", "como ")):
            return True
        section = section.parent
    return False


def _fix(text: str, start: int) -> Fix | None:
    """A role to be filled in, only where the sentence begins with what is wanted."""
    if not text.startswith(("I ", "We ")):
        return None
    return Fix("ask who wants it", (Edit(start, start, "As a [Open question: which role?], "),))
