from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

_BLOCKS = ("```", "~~~", "|", ">", "![", "<pre", "<table")


@rule(
    "AC223",
    "warning",
    tags=("not-a-criterion",),
    help="Finish the sentence, or indent the lines that belong below it.",
    local=True,
)
def heading_as_criterion(document: Document) -> Iterator[Problem]:
    """The line ends in a colon and nothing stands below it.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The export contains:
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The export contains:
      - the order's number
      - the order's date
    ```

    Source: own reading of real criteria.
    """
    for reading in readings(document):
        item = reading.criterion.item
        if (
            item is None
            or reading.criterion.style == "gherkin"
            or item.children
            or item.more
            or reading.slot is not reading.criterion.slot
        ):
            continue
        rest = reading.plain.replace("`", " ").strip(" .*_")
        if not rest and "." in reading.slot.text.strip("`*_ ."):
            yield Problem(
                reading.slot.start, reading.slot.end, "the name of a file, and nothing about it", slot=reading.slot
            )
        elif reading.plain.rstrip().endswith(":") and not _followed(reading):
            yield reading.problem(0, len(reading.words), "a heading with nothing below it")


def _followed(reading: Reading) -> bool:
    """Whether anything stands behind the colon: code, a table, a quotation, a paragraph; inside the item or behind it."""
    item = reading.criterion.item
    if item is None:
        return False
    text = reading.document.text
    inside = text[reading.slot.start + len(reading.plain.rstrip()) : item.end]
    return bool(inside.strip(" \t\r\n>*_`.")) or text[item.end : item.end + 40].lstrip().startswith(_BLOCKS)
