from collections.abc import Iterator

from storyai.document import Document, Slot
from storyai.rules._facts import pattern
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._template import ORDERS, PLACEHOLDERS

_BRACKETS = r"\[(?P<words>[^\[\]\n]{4,140})\](?![(\[:])"
_ASKS = {
    "role": "Who wants this?", "feature/change": "What is wanted?", "benefit/value": "What is it good for?",
    "specific, measurable requirement": "Which observable result is required?", "x hours": "How many hours?",
    "how to address": "How is this risk addressed?", "date": "On which day?", "name/role": "Who wrote this?",
    "issue-number": "Which issue?", "describe migration": "Which data is migrated, and how?",
    "describe what breaks": "What breaks, and for whom?",
}  # fmt: skip


@rule("TP705", "error", tags=("completeness",), help="Put the fact there, or an open question.")
def placeholder_left(document: Document) -> Iterator[Problem]:
    """A placeholder of the template stands where a fact belongs.

    Bad:

    ```markdown
    ## User Story
    As a **[role]**, I want **to export orders**, so that **accounting can book them**.
    ```

    Good:

    ```markdown
    ## User Story
    As a **clerk**, I want **to export orders**, so that **accounting can book them**.
    ```

    Source: spec-kit, BMAD and OpenSpec reject leftovers of their templates.
    """
    if "[" not in document.text:
        return
    skip = [(code.start, code.end) for section in document.sections for code in section.code]
    for match in pattern(_BRACKETS).finditer(document.plain):
        words = " ".join(match["words"].replace("*", " ").split()).lower()
        if words not in PLACEHOLDERS and (not words.startswith(ORDERS) or "://" in words):
            continue
        if any(start <= match.start() < end for start, end in skip) or document.text[match.start()] != "[":
            continue
        if _quoted(document.text, match.start()):
            continue  # 'asks "Is this you, [name]?"': a text of the product
        slot = document.slot(match.start(), match.end())
        yield Problem(
            slot.start, slot.end, f"placeholder {slot.text[:60]}", slot=_around(document, slot), fix=_fix(slot, words)
        )


def _quoted(text: str, at: int) -> bool:
    """Whether the place stands inside a quotation that has further words."""
    start = text.rfind("\n", 0, at) + 1
    opened = text.rfind('"', start, at)
    return opened >= 0 and text.count('"', start, at) % 2 == 1 and at - opened > 3


def _around(document: Document, slot: Slot) -> Slot:
    """The line it stands on, so that the same placeholder twice has two fingerprints."""
    start = document.text.rfind("\n", 0, slot.start) + 1
    end = document.text.find("\n", slot.end)
    return document.slot(start, end if end >= 0 else len(document.text))


def _fix(slot: Slot, words: str) -> Fix | None:
    ask = _ASKS.get(words)
    if ask is None:
        return None
    return Fix("Put an open question in its place", (Edit(slot.start, slot.end, f"Open question: {ask}"),))
