from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule


@rule(
    "TP701",
    "info",
    tags=("form",),
    shapes=("none",),
    help="Leave the file out of the review, or write the statement and criteria.",
)
def not_a_story(document: Document) -> Iterator[Problem]:
    """The file has neither a user story statement nor acceptance criteria.

    A README or a changelog gets this one notice instead of forty findings.

    Bad:

    ```markdown
    # Changelog

    - Fixed the export
    ```

    Good:

    ```markdown
    # Export orders

    As a clerk, I want to export orders, so that accounting can book them.
    ```

    Source: own.
    """
    if not document.plain.strip():
        yield Problem(0, 0, "the file is empty")
        return
    if "i want" in document.plain.lower():
        return  # a wish in words that are not read as a statement
    slot = document.title or next(document.prose(), None)
    start = slot.start if slot else len(document.text) - len(document.text.lstrip())
    end = slot.end if slot else start
    line = document.text.find("\n", start, end)
    yield Problem(
        start,
        line if line > 0 else end,
        "no user story in this file: neither a statement nor acceptance criteria",
        slot=slot,
    )
