from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._template import VALUES

_NAMES = {"issue_type": "Issue Type", "priority": "Priority", "complexity": "Complexity", "hours": "Estimated Hours"}


@rule("TP712", "info", tags=("completeness",), shapes=("template",), help="Fill the field.")
def missing_field(document: Document) -> Iterator[Problem]:
    """Issue type, priority, complexity or the estimate is missing or empty.

    Bad:

    ```markdown
    # Pause a running job
    **Issue Type:** FEATURE
    **Priority:**
    **Complexity:** Small
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
    ## Effort Estimate
    **Estimated Hours:** 3
    ```

    Good:

    ```markdown
    # Pause a running job
    **Issue Type:** FEATURE
    **Priority:** High
    **Complexity:** Small
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
    ## Effort Estimate
    **Estimated Hours:** 3
    ```

    Source: the template.
    """
    for role, name in _NAMES.items():
        fields = [field for field in document.fields if field.role == role]
        if any(field.value for field in fields):
            continue
        allowed = f" ({', '.join(VALUES[role])})" if role in VALUES else ""
        if fields:
            field = fields[0]
            fix = None
            if role == "hours":
                fix = Fix("Insert an open question", (Edit(field.end, field.end, " Open question: How many hours?"),))
            yield Problem(field.start, field.end, f"{name} is empty{allowed}", slot=field.value, fix=fix)
        else:
            title = document.title
            start, end = (title.start, title.end) if title else (0, 0)
            yield Problem(start, end, f"no {name}{allowed}", slot=title)
