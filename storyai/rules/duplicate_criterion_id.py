from collections.abc import Iterator

from storyai.document import Document, Slot
from storyai.finding import Related
from storyai.rules._rule import Problem, rule


@rule("AC307", "warning", tags=("consistency",), help="Give each criterion a number of its own.")
def duplicate_criterion_id(document: Document) -> Iterator[Problem]:
    """Two criteria of a story have the same number.

    Tests, tickets and people refer to the number and mean different lines.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - **AC1:** The order list shows the newest order first
    - **AC1:** The order list shows 20 orders on a page
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - **AC1:** The order list shows the newest order first
    - **AC2:** The order list shows 20 orders on a page
    ```

    Source: spectryn (E101); "ID continuity" in BMAD-METHOD.
    """
    for part in document.parts:
        seen: dict[tuple[int, str], Slot] = {}
        for criterion in part.criteria:
            label = criterion.label
            if label is None or not any(map(str.isdigit, label.plain)) or len(label.plain.split()) > 2:
                continue
            key = (id(criterion.section), "".join(label.plain.lower().split()))
            first = seen.setdefault(key, label)
            if first is not label:
                line = document.lines.place(first.start)[0]
                related = (Related(first.start, first.end, "the first time"),)
                yield Problem(
                    label.start,
                    label.end,
                    f'"{label.text.strip()}" is also in line {line}',
                    related=related,
                    slot=criterion.slot,
                )
