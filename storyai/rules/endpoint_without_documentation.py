from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import endpoints, not_applicable, pattern
from storyai.rules._rule import Edit, Fix, Problem, rule


@rule("XS619", "info", tags=("consistency",), help="Keep the item for the API documentation.")
def endpoint_without_documentation(document: Document) -> Iterator[Problem]:
    """The story designs an endpoint and its documentation list has no item for the API, or rules it out.

    Bad:

    ```markdown
    ### API Design
    ~~~
    POST /api/v1/jobs/{job_id}/pause
    ~~~

    ## Documentation Requirements
    - [ ] Update CHANGELOG.md
    ```

    Good:

    ```markdown
    ### API Design
    ~~~
    POST /api/v1/jobs/{job_id}/pause
    ~~~

    ## Documentation Requirements
    - [ ] Update CHANGELOG.md
    - [ ] Update API documentation
    ```

    Source: own; the template's documentation list.
    """
    sections = document.of_role("documentation")
    if not sections or not sections[0].items:
        return
    found = endpoints(document)
    if not found:
        return
    for item in sections[0].items:
        if pattern(r"\bAPIs?\b|openapi|swagger|endpoint|postman|reference").search(item.slot.text):
            if not_applicable(item.slot.plain) is None:
                return
            message = f"the API documentation is ruled out, yet {found[0].text} is designed"
            yield Problem(item.start, item.slot.end, message, slot=item.slot)
            return
    last = sections[0].items[-1]
    box = "[ ] " if last.checked is not None else ""
    fix = (
        Fix("Insert the item", (Edit(last.end, last.end, f"\n- {box}Update API documentation"),))
        if last.depth == 0
        else None
    )
    slot = found[0]
    yield Problem(slot.start, slot.end, "an endpoint, and no item to document it", slot=slot, fix=fix)
