from collections.abc import Iterator, Sequence

from storyai.document import Document, Slot
from storyai.rules._ids import own_id
from storyai.rules._rule import Problem, ProjectProblem, Related, project_rule


@project_rule("SF801", "error", tags=("consistency",), help="Give one of the stories another id.")
def duplicate_id(files: Sequence[tuple[str, Document]]) -> Iterator[ProjectProblem]:
    """Two files claim the same id.

    Links and dependencies by that id reach one of the two, and nobody knows which.

    Bad:

    ```markdown
    <!-- file: refund.md -->
    # PAY-12: Refund an order

    As a clerk, I want to refund an order, so that the customer gets the money back.
    <!-- file: invoice.md -->
    # PAY-12: Send an invoice

    As a clerk, I want to send an invoice, so that the customer pays.
    ```

    Good:

    ```markdown
    <!-- file: refund.md -->
    # PAY-12: Refund an order

    As a clerk, I want to refund an order, so that the customer gets the money back.
    <!-- file: invoice.md -->
    # PAY-13: Send an invoice

    As a clerk, I want to send an invoice, so that the customer pays.
    ```

    Source: spectryn.
    """
    seen: dict[str, tuple[str, Slot]] = {}
    for path, document in files:
        identity = own_id(document)
        if not identity or document.shape == "none":
            continue
        field = document.field("id")
        slot = field.value if field is not None and field.value else document.title
        if slot is None:
            continue
        first = seen.setdefault(identity, (path, slot))
        if first[0] != path:
            yield ProjectProblem(path, Problem(
                slot.start, slot.end, f"{identity} is also the id of {first[0]}", slot=slot,
                related=(Related(first[1].start, first[1].end, "the first", first[0]),),
            ))  # fmt: skip
