from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._template import EXPECTED, TESTS


@rule(
    "TP702",
    "warning",
    tags=("completeness",),
    shapes=("template",),
    help="Add the section; where nothing applies, say why.",
)
def missing_section(document: Document) -> Iterator[Problem]:
    """A section of the template is not there.

    Only for stories in the template's shape: a task of another tool is not scolded for lacking our headings. A
    missing statement or missing criteria are the business of other rules.

    Bad:

    ```markdown
    # Pause a running job
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    ## Technical Considerations
    ### Dependencies
    - None: the scheduler has all it takes
    ## Design Notes
    ## Testing Requirements
    ### Unit Tests
    - The worker stops
    ## Documentation Requirements
    - [ ] Update CHANGELOG.md
    ## Definition of Done
    - [ ] Code reviewed
    ## Effort Estimate
    **Estimated Hours:** 8
    ```

    Good:

    ```markdown
    # Pause a running job
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    ## Technical Considerations
    ### Dependencies
    - None: the scheduler has all it takes
    ### Risks
    - **Risk 1:** A paused job holds its lock → **Mitigation:** Release it on pause
    ### Performance Impact
    - None: one flag is read at each record
    ### Security Implications
    - Only the owner of a job may pause it
    ### Data Migration Required
    - [x] No
    ### Breaking Changes
    - [x] No
    ## Design Notes
    ## Testing Requirements
    ### Unit Tests
    - The worker stops
    ## Documentation Requirements
    - [ ] Update CHANGELOG.md
    ## Definition of Done
    - [ ] Code reviewed
    ## Effort Estimate
    **Estimated Hours:** 8
    ```

    Source: spec-kit and OpenSpec check their own templates this way.
    """
    missing = [(role, title) for role, title in EXPECTED if not document.has(role)]
    if not document.has(*TESTS):
        missing.append(("testing", "Testing Requirements"))
    for role, title in missing:
        anchor = document.title
        start, end = (
            (anchor.start, anchor.end)
            if anchor
            else (0, min(len(document.text), document.text.find("\n") % (len(document.text) + 1)))
        )
        level = (
            "###"
            if role in ("dependencies", "risks", "performance", "security", "migration", "breaking_changes")
            else "##"
        )
        at = _place(document, role)
        body = f"{level} {title}\n\n- Open question: What belongs under {title}?\n\n"
        before = "" if at == 0 or document.text[at - 1] == "\n" else "\n\n"
        yield Problem(
            start, end, f'no section "{title}"', slot=anchor,
            fix=Fix("Insert the section with an open question", (Edit(at, at, before + body),)),
        )  # fmt: skip


def _place(document: Document, role: str) -> int:
    """Where the section belongs: before the first section that follows it in the template."""
    from storyai.document.roles import SECTIONS

    order = list(SECTIONS)
    behind = frozenset(order[order.index(role) + 1 :])
    return next(
        (section.start for section in document.sections if section.role in behind and section.level < 7),
        len(document.text),
    )
