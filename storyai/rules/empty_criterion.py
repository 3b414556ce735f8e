from collections.abc import Iterator

from storyai.document import Document
from storyai.finding import Edit, Fix
from storyai.rules._rule import Problem, rule


@rule("AC225", "warning", tags=("completeness",), help="Write the criterion or delete the line.", local=True)
def empty_criterion(document: Document) -> Iterator[Problem]:
    """A line of the criteria has no words.

    A tick box without a condition can be ticked by anybody.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The order list shows the newest order first
    - [ ]
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The order list shows the newest order first
    ```

    Source: own reading of real criteria.
    """
    for item in document.items:
        if item.children or item.more or len(item.body.text) > 12:
            continue
        bare = not item.slot.text.strip(" *_`[]xX.-")
        labelled = item.label is not None and item.checked is not None and not item.body.text.strip(" *_`")
        if (bare or labelled) and item.section.within("acceptance_criteria"):
            end = max(len(document.text[item.start : item.end].rstrip()) + item.start, item.start + 1)
            edits = (Edit(item.start, _line_end(document.text, item.end), ""),)
            fix = Fix("delete the line", edits) if bare else None
            yield Problem(item.start, end, "nothing to test", slot=item.slot, fix=fix)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", max(at - 1, 0))
    return len(text) if end < 0 else end + 1
