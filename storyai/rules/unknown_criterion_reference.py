from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import Facts, facts, pattern
from storyai.rules._rule import Problem, rule

_REFERENCE = (
    r"\(\s*(?:AC|ACs|acceptance criteri(?:a|on))\s*[:#]?\s*(?P<numbers>#?\d{1,2}(?:\s*[,&-]\s*#?\d{1,2})*)\s*\)"
)


@rule("XS623", "warning", tags=("consistency",), help="Correct the number, or add the criterion that is meant.")
def unknown_criterion_reference(document: Document) -> Iterator[Problem]:
    """A task or test refers to a criterion that is not there.

    Bad:

    ```markdown
    ## Acceptance Criteria
    1. A click on Pause stops the worker
    2. A paused job resumes at the next record

    ## Tasks
    - [ ] Add the endpoint (AC: 1, 4)
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    1. A click on Pause stops the worker
    2. A paused job resumes at the next record

    ## Tasks
    - [ ] Add the endpoint (AC: 1, 2)
    ```

    Source: BMAD's references from tasks to criteria.
    """
    if len(document.parts) > 1 or not _refers(facts(document)) or not document.criteria:
        return
    top = [c for c in document.criteria if c.item is None or c.item.depth == 0]
    labels = [c.label.plain for c in top if c.label is not None]
    known = {n for n in range(1, len(document.criteria) + 1)}
    known |= {int(number) for label in labels for number in pattern(r"\d+").findall(label)}
    for item in document.items:
        if "(" not in item.slot.text or item.section.within("log"):
            continue
        for match in pattern(_REFERENCE).finditer(item.slot.text):
            for number in pattern(r"\d+").finditer(match["numbers"]):
                if int(number[0]) > 0 and int(number[0]) not in known:
                    start = item.slot.start + match.start("numbers") + number.start()
                    message = f"criterion {number[0]} does not exist; there are {len(top)}"
                    yield Problem(start, start + len(number[0]), message, slot=item.slot)


def _refers(found: Facts) -> bool:
    return not found.words.isdisjoint(("ac", "acs")) or "(acceptance criteri" in found.lower
