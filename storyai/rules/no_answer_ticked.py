from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice, is_open
from storyai.rules._rule import Problem, rule
from storyai.rules.yes_and_no_ticked import NAMES


@rule("XS602", "info", tags=("completeness",), help="Tick one of the two, or write an open question.")
def no_answer_ticked(document: Document) -> Iterator[Problem]:
    """A yes/no question has no answer.

    An unanswered box reads as "no" to one reader and as "nobody looked" to the next.

    Bad:

    ```markdown
    ### Breaking Changes
    - [ ] Yes - The field `state` disappears from the reply
    - [ ] No
    ```

    Good:

    ```markdown
    ### Breaking Changes
    - [ ] Yes
    - [x] No
    ```

    Source: the template's either/or boxes.
    """
    for role, name in NAMES.items():
        found = choice(document, role)
        if found is None or found.ticked != "neither" or found.yes is None:  # "No new tables" is a thing to check
            continue
        texts = [item.slot.plain for item in found.section.items] + [p.plain for p in found.section.paragraphs]
        if any(is_open(text) for text in texts) or (found.description and is_open(found.description.plain)):
            continue
        item = found.yes
        yield Problem(item.start, item.slot.end, f"{name}: neither yes nor no is ticked", slot=item.slot)
