from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule

# Told as what the role then has, which says what is wanted: "As a buyer, I receive a mail when the parcel is sent".
_EXPERIENCES = (
    ", i receive ", ", i get ", ", i see ", ", i am told ", ", i am shown ", ", i have ", ", it is necessary ", ", it would be ", ", it should be ",
)  # fmt: skip


@rule("US103", "error", tags=("form",), help='Say what the role wants: "I want to ..."', local=True)
def missing_want(document: Document) -> Iterator[Problem]:
    """The statement does not say what is wanted.

    The role and the benefit alone leave everything to be built open.

    Bad:

    ```markdown
    ## User Story

    As an accountant, invoices, so that I can chase late payers.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: "well-formed: means" in the Quality User Story framework (Lucassen et al. 2016).
    """
    for statement in document.statements:
        if statement.want is None:
            slot = document.slot(statement.start, statement.end)
            if any(mark in slot.plain.lower() for mark in _EXPERIENCES):
                continue
            place = statement.role if statement.role is not None else slot
            yield Problem(place.start, place.end, 'no "I want ..." says what is wanted', slot=slot)
