from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_run import ACCESSIBILITY_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_run import ACCESSIBILITY
from storyai.rules._touches import SHAPES, Touch, missing

_TOUCHES = (
    Touch(
        "drag hover color colour swip pinch only",
        (
            r"\bdrag(?:s|ging)?[- ](?:and|&|n)[- ]drop\b|\bdrag(?:s|ging)? \w+ (?:from|to|between|into|onto)\b|"
            r"\bonly (?:on hover|visible on hover|by colou?r)|\bcolou?r[- ]coded\b|\b(?:pinch|swipe) to\b"
        ),
        (
            r"\bkeyboard|\baccessib|\baria\b|\bscreen[- ]?readers?|\ba11y|\bwcag|\bcontrast|\bcolou?r[- ]?blind|"
            r"\bfocus\b"
        ),
        "this cannot be done without a pointer or full sight",
        also=r"\bi want\W[^.]{0,80}\b(?:drag|swip|pinch|colou?r|hover)",
        shape="template story task none",
    ),
    *ACCESSIBILITY,
    *ACCESSIBILITY_CONCEPTS,
)
_HELP = "Add the way with a keyboard and a screen reader, or the text beside the colour."


@rule("RK512", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_accessibility_risk(document: Document) -> Iterator[Problem]:
    """The interface can only be used with a pointer, good eyes or one kind of device.

    Dragging, hovering and colours alone lock people out.

    Bad:

    ```markdown
    As a planner, I want a drag-and-drop board, so that I can move tasks quickly.

    ## Acceptance Criteria
    - [ ] Tasks are moved between columns by drag and drop
    - [ ] A moved task keeps its colour
    - [ ] The board shows the number of tasks per column
    ```

    Good:

    ```markdown
    As a planner, I want a drag-and-drop board, so that I can move tasks quickly.

    ## Acceptance Criteria
    - [ ] Tasks are moved between columns by drag and drop, or with the keyboard
    - [ ] A moved task keeps its colour
    - [ ] The board shows the number of tasks per column
    ```

    Source: WCAG 2.2, 2.1.1, 2.5.7 and 1.4.1.
    """
    yield from missing(document, "accessibility", _TOUCHES, _HELP)
