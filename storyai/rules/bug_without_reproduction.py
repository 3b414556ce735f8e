from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import facts, pattern
from storyai.rules._rule import Problem, rule

_TOLD = (
    r"\bsteps?\b|\breproduc|\brepro\b|\bexpected\b|\bactual|\binstead of\b|\bshould\b|\bcurrently\b|\bobserved\b|\bstack ?trace|"
    r"\bopen question:|\bwhen(?:ever)?\b|\bafter\b|\breported\b|\bsince\b|\bfails?\b|\bschritte|\berwartet|\bpasos|\besperado"
)


@rule("XS626", "info", tags=("completeness",), help="Say how to see it, what happens and what should happen.")
def bug_without_reproduction(document: Document) -> Iterator[Problem]:
    """A bug whose background does not say how to see it or what is wrong.

    Bad:

    ```markdown
    # Export button

    **Issue Type:** BUG

    ## Background
    The export is a known nuisance for the accounting team.
    ```

    Good:

    ```markdown
    # Export button

    **Issue Type:** BUG

    ## Background
    A click on Export with an empty filter shows a blank page. Expected: the full list as CSV.
    ```

    Source: the usual bug report form (steps, expected, actual).
    """
    kind = document.field("issue_type")
    if document.front_matter is not None:
        return  # other tools' trackers keep the report elsewhere
    if kind is None or kind.value.plain.strip().lower() != "bug":
        return
    places = facts(document).of("background", "notes")
    search = pattern(_TOLD).search
    if any(search(place.lower) for place in places):
        return
    section = next(iter(document.of_role("background")), None)
    slot = section.heading if section is not None else kind.value
    yield Problem(slot.start, slot.end, "a bug without how to see it and what is expected", slot=slot)
