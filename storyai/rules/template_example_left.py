from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import facts
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._template import CODE_EXAMPLES, EXAMPLES, bare

# Every example has one of these.
_WORDS = frozenset(("pause", "paused", "pausing", "celery", "queries", "threads", "resume"))


@rule("TP706", "error", tags=("completeness",), help="Delete the example.", local=True)
def template_example_left(document: Document) -> Iterator[Problem]:
    """An example of the template was left in the story.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order

    **Example:**
    - [ ] User can click "Pause" button on running job
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order
    ```

    Source: spec-kit's template check.
    """
    if facts(document).words.isdisjoint(_WORDS):
        return
    for item in document.items:
        if item.slot and bare(item.slot.plain) in EXAMPLES:
            end = item.end
            if document.text[end : end + 1] == "\n":
                end += 1
            line = document.text.rfind("\n", 0, item.start) + 1
            fix = Fix("Delete the example", (Edit(line, end, ""),)) if not item.children else None
            yield Problem(item.start, item.slot.end, "an example of the template", slot=item.slot, fix=fix)
    for section in document.sections:
        for code in section.code:
            body = " ".join(code.body.text.lower().split())
            if body.startswith(CODE_EXAMPLES):
                line_end = code.body.text.find("\n")
                end = code.body.start + (line_end if line_end > 0 else len(code.body.text))
                yield Problem(code.body.start, end, "an example of the template", slot=code.body)
