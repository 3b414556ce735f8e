from collections.abc import Iterator, Sequence

from storyai.document import Document
from storyai.rules._files import Told, stories
from storyai.rules._rule import Problem, ProjectProblem, Related, project_rule


@project_rule("SF802", "warning", tags=("consistency",), help="Keep one of the two.")
def identical_story(files: Sequence[tuple[str, Document]]) -> Iterator[ProjectProblem]:
    """Two stories have the same statement and the same criteria.

    Bad:

    ```markdown
    <!-- file: a.md -->
    As a clerk, I want to refund an order, so that the customer gets the money back.
    <!-- file: b.md -->
    As a clerk, I want to refund an order, so that the customer gets the money back.
    ```

    Good:

    ```markdown
    <!-- file: a.md -->
    As a clerk, I want to refund an order, so that the customer gets the money back.
    <!-- file: b.md -->
    As a clerk, I want to send an invoice, so that the customer pays.
    ```

    Source: the Quality User Story framework ("unique").
    """
    seen: dict[tuple[str, ...], Told] = {}
    for story in stories(files):
        if len(story.stems) < 3:
            continue
        first = seen.setdefault(story.stems, story)
        if first is not story and not story.restates(first):
            where = "above" if first.path == story.path else f"in {first.path}"
            yield ProjectProblem(story.path, Problem(
                story.slot.start, story.slot.end, f"the same story stands {where}", slot=story.slot,
                related=(Related(first.slot.start, first.slot.end, "the first", first.path),),
            ))  # fmt: skip
