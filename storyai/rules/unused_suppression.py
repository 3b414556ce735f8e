from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._suppression import Suppression, suppressions, unused


@rule("SU901", "warning", tags=("hygiene",), help="Remove the comment.")
def unused_suppression(document: Document) -> Iterator[Problem]:
    """A suppression hides nothing.

    The text it once excused was rewritten or the comment stands in the wrong place. Left standing, it hides the
    next finding of that rule before anyone has seen it. Comments whose rules are switched off are not reported.

    Bad:

    ```markdown
    ## Acceptance Criteria

    <!-- storyai-disable unmeasured-quality -- agreed with the team -->
    - [ ] The search answers within 200 ms at the 95th percentile.
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The search answers within 200 ms at the 95th percentile.
    ```

    Source: Ruff's unused-noqa (RUF100).
    """
    # The linter does not call this: it knows already what the comments have hidden.
    from storyai.rules import all_rules

    found = suppressions(document)
    if not found:
        return
    ran = [each for each in all_rules() if each.default and each.check is not None and each.code[:3] != "SU9"]
    used = [
        each
        for one in ran
        if one.check is not None
        for problem in one.check(document)
        for each in found
        if each.hides(one, problem)
    ]
    for each in unused(found, used, ran):
        yield problem_of(document, each)


def problem_of(document: Document, suppression: Suppression) -> Problem:
    """The problem of one comment that hides nothing, with the fix that removes it."""
    keys = ", ".join(key for key, _, _ in suppression.keys) or "any rule"
    start, end = suppression.start, suppression.end
    line_start = document.lines.offset(document.lines.place(start)[0])
    line_end = document.lines.offset(document.lines.place(max(end - 1, start))[0] + 1)
    cut = (start, end)
    if not (document.text[line_start:start] + document.text[end:line_end]).strip():
        cut = (line_start, line_end)
    elif document.text[start - 1 : start] == " " and not document.text[end:line_end].strip():
        cut = (start - 1, end)
    fix = Fix("Remove the suppression", (Edit(*cut, ""),), safe=True)
    return Problem(start, end, f"suppression hides no finding of {keys}", fix=fix)
