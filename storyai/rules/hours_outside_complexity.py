from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import has_digit
from storyai.rules._numbers import hours
from storyai.rules._rule import Problem, Related, rule

# The template's bands at eight hours a day, widened so that neighbours overlap: an estimate is no measurement.
BANDS = {"small": (0.0, 6.0), "medium": (4.0, 24.0), "large": (16.0, 48.0), "xl": (36.0, 120.0)}
_TOLD = {"small": "under 4 hours", "medium": "1-2 days", "large": "3-5 days", "xl": "1-2 weeks"}


@rule("XS607", "warning", tags=("consistency",), help="Change the hours or the complexity, or split the story.")
def hours_outside_complexity(document: Document) -> Iterator[Problem]:
    """The estimated hours lie outside the band of the complexity.

    The bands are the template's (Small under 4 hours, Medium 1-2 days, Large 3-5 days, XL 1-2 weeks, eight hours a
    day), with room at both ends.

    Bad:

    ```markdown
    ## Effort Estimate
    **Complexity:** Small
    **Estimated Hours:** 60 hours
    ```

    Good:

    ```markdown
    ## Effort Estimate
    **Complexity:** Large
    **Estimated Hours:** 30 hours
    ```

    Source: the template's effort bands.
    """
    estimate = document.field("hours")
    if estimate is None or not has_digit(estimate.value.plain):
        return
    told = hours(estimate.value.plain)
    fields = [field for field in document.fields if field.role == "complexity"]
    inside = [
        field
        for field in fields
        if field.start > 0 and document.section_at(field.start) is document.section_at(estimate.start)
    ]
    if told is None or not fields:
        return
    complexity = (inside or fields)[-1]
    band = BANDS.get(complexity.value.plain.strip().lower())
    if band is None or (told[1] > band[0] and told[0] <= band[1]) or told == (0.0, 0.0):
        return
    name = complexity.value.plain.strip()
    yield Problem(
        estimate.value.start, estimate.value.end,
        f"{estimate.value.plain.strip()} does not fit the complexity {name} ({_TOLD[name.lower()]})",
        slot=estimate.value, related=(Related(complexity.start, complexity.end, "the complexity"),),
    )  # fmt: skip
