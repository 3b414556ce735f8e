from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Edit, Fix, Problem, Related, rule
from storyai.rules.hours_outside_complexity import BANDS


@rule("XS608", "error", tags=("consistency",), help="Give the story one complexity.")
def two_complexities(document: Document) -> Iterator[Problem]:
    """The complexity at the top differs from the one in the estimate.

    Bad:

    ```markdown
    # Pause a running job

    **Complexity:** Small

    ## Effort Estimate
    **Complexity:** Large
    **Estimated Hours:** 30 hours
    ```

    Good:

    ```markdown
    # Pause a running job

    **Complexity:** Large

    ## Effort Estimate
    **Complexity:** Large
    **Estimated Hours:** 30 hours
    ```

    Source: the template, which asks for it twice.
    """
    if len(document.parts) > 1:
        return
    fields = [f for f in document.fields if f.role == "complexity" and f.value.plain.strip().lower() in BANDS]
    for field in fields[1:]:
        first, other = fields[0].value.plain.strip(), field.value.plain.strip()
        if first.lower() != other.lower():
            yield Problem(
                field.value.start, field.value.end, f"complexity {other} here, {first} at the top", slot=field.value,
                fix=Fix(f"Use {first}", (Edit(field.value.start, field.value.end, first),)),
                related=(Related(fields[0].start, fields[0].end, "the other complexity"),),
            )  # fmt: skip
