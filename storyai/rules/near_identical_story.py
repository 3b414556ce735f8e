from collections.abc import Iterator, Sequence

from storyai.document import Document
from storyai.rules._files import similar, stories
from storyai.rules._rule import Problem, ProjectProblem, Related, project_rule

LEAST = 0.85
_WORDS = 12


@project_rule("SF803", "info", tags=("consistency",), help="Join them, or say in each what the other is for.")
def near_identical_story(files: Sequence[tuple[str, Document]]) -> Iterator[ProjectProblem]:
    """Two stories say nearly the same.

    Compared are the content words of statement and criteria, the rare ones weighing more (TF-IDF, cosine of at least
    0.85); the template's own text does not count.

    Bad:

    ```markdown
    <!-- file: a.md -->
    As a clerk, I want to refund a paid order, so that the customer gets the money back.

    ## Acceptance Criteria
    - [ ] The refund button shows on paid orders
    - [ ] A refunded order shows the amount and the day of the refund
    <!-- file: b.md -->
    As a clerk, I want to refund paid orders, so that customers get their money back.

    ## Acceptance Criteria
    - [ ] The refund button shows on a paid order
    - [ ] A refunded order shows the amount and day of its refund in the list
    <!-- file: c.md -->
    As a courier, I want to see my next stop, so that I can plan the route.
    ```

    Good:

    ```markdown
    <!-- file: a.md -->
    As a clerk, I want to refund a paid order, so that the customer gets the money back.

    ## Acceptance Criteria
    - [ ] The refund button shows on paid orders
    - [ ] A refunded order shows the amount and the day of the refund
    <!-- file: b.md -->
    As a clerk, I want to cancel an order before it is sent, so that nothing has to come back.

    ## Acceptance Criteria
    - [ ] The cancel button shows until the parcel is handed over
    - [ ] A cancelled order leaves the packing list
    <!-- file: c.md -->
    As a courier, I want to see my next stop, so that I can plan the route.
    ```

    Source: the Quality User Story framework ("unique").
    """
    told = [story for story in stories(files) if len(story.stems) >= _WORDS]
    for story, first, score in similar(told, LEAST):
        if story.stems == first.stems:
            continue
        where = "above" if first.path == story.path else f"in {first.path}"
        yield ProjectProblem(story.path, Problem(
            story.slot.start, story.slot.end, f"{score:.0%} like the story {where}", slot=story.slot,
            related=(Related(first.slot.start, first.slot.end, "the other", first.path),),
        ))  # fmt: skip
