from collections.abc import Iterator

from storyai.document import Document, Field
from storyai.rules._facts import is_open, is_placeholder
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._template import NAMES, VALUES

_ALSO = {
    "issue_type": {"story": "FEATURE", "defect": "BUG", "improvement": "ENHANCEMENT", "feat": "FEATURE", "fix": "BUG"},
    "priority": {
        "hi": "High",
        "med": "Medium",
        "normal": "Medium",
        "mid": "Medium",
        "urgent": "Critical",
        "blocker": "Critical",
    },
    "complexity": {
        "s": "Small",
        "m": "Medium",
        "l": "Large",
        "extra large": "XL",
        "x-large": "XL",
        "sm": "Small",
        "med": "Medium",
    },
}


@rule("TP707", "error", tags=("form",), shapes=("template",), help="Use one of the template's values.")
def unknown_field_value(document: Document) -> Iterator[Problem]:
    """Issue type, priority or complexity has a value that the template does not know.

    Filters and boards sort by these words; `Hi` is on no board.

    Bad:

    ```markdown
    # Pause a running job
    **Priority:** Hi
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ## Definition of Done
    ## Notes
    ```

    Good:

    ```markdown
    # Pause a running job
    **Priority:** High
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ## Definition of Done
    ## Notes
    ```

    Source: the template's lists of values; spectryn.
    """
    for field in document.fields:
        if field.role in VALUES and field.value:
            problem = _problem(field)
            if problem is not None:
                yield problem


def _problem(field: Field) -> Problem | None:
    assert field.role is not None
    known = VALUES[field.role]
    value = field.value.plain.strip(" `*_.").removesuffix("(assumed)").strip()
    if not value or value in known or is_open(value) or is_placeholder(value):
        return None
    near = next((word for word in known if word.lower() == value.lower()), None)
    safe = near is not None
    near = near or _ALSO[field.role].get(value.lower()) or _nearest(value, known)
    at = field.value.text.find(value)
    fix = None
    if near is not None and at >= 0:
        start = field.value.start + at
        fix = Fix(f"Use {near}", (Edit(start, start + len(value), near),), safe=safe)
    told = f"did you mean {near}?" if near else f"use one of {', '.join(known)}"
    return Problem(
        field.value.start, field.value.end, f'"{value[:40]}" is no {NAMES[field.role]} of the template; {told}',
        slot=field.value, fix=fix,
    )  # fmt: skip


def _nearest(value: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(value.lower(), [word.lower() for word in known], n=1, cutoff=0.75)
    return next((word for word in known if found and word.lower() == found[0]), None)
