from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

# With one of these the line is a sentence that breaks off; without, a heading.
_VERBS = frozenset((
    "is", "are", "has", "have", "can", "must", "should", "shall", "will", "shows", "displays", "lists", "includes", "contains", "defines",
    "returns", "provides", "creates", "created", "updates", "updated", "accepts", "supports", "uses", "consists", "covers", "describes",
    "evaluates", "tracks", "opens", "renders", "sends", "receives", "stores", "reports", "validates", "demonstrates", "explains", "states",
    "does", "need", "needs", "tells", "offers", "answers", "gets", "keeps", "handles", "takes",
))  # fmt: skip
_NONE = ("not-a-criterion",)
_BLOCKS = ("```", "~~~", "|", ">", "![", "<pre", "<table")


@rule(
    "AC223",
    "warning",
    tags=("completeness",),
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
            slot = reading.slot
            yield Problem(slot.start, slot.end, "the name of a file, and nothing about it", tags=_NONE, slot=slot)
        elif reading.words and reading.plain.rstrip().endswith(":") and not _lost(reading) and not _followed(reading):
            start, end = reading.slot.start + reading.starts[0], reading.slot.start + reading.ends[-1]
            if _VERBS.isdisjoint(reading.vocabulary):
                yield Problem(start, end, "a heading with nothing below it", tags=_NONE, slot=reading.slot)
            else:
                yield Problem(start, end, "it breaks off: nothing stands below it", slot=reading.slot)


def _lost(reading: Reading) -> bool:
    """Whether line breaks were lost on the way, as in tickets: the heading is that of the next paragraph."""
    return "   " in reading.plain


def _followed(reading: Reading) -> bool:
    """Whether anything stands behind the colon: code, a table, a quotation, a paragraph; inside the item or behind it."""
    item = reading.criterion.item
    if item is None:
        return False
    text = reading.document.text
    inside = text[reading.slot.start + len(reading.plain.rstrip()) : item.end]
    return bool(inside.strip(" \t\r\n>*_`.")) or text[item.end : item.end + 40].lstrip().startswith(_BLOCKS)
