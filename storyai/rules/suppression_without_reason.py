from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._suppression import suppressions


@rule("SU902", "info", tags=("hygiene",), help="Add ` -- ` and why this text may stay as it is.")
def suppression_without_reason(document: Document) -> Iterator[Problem]:
    """A suppression does not say why.

    Whoever reads the story next cannot tell a decision from a shortcut, and nobody dares to remove the comment.

    Bad:

    ```markdown
    ## Acceptance Criteria

    <!-- storyai-disable unmeasured-quality -->
    - [ ] The search is fast.
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    <!-- storyai-disable unmeasured-quality -- the limit is being measured until 2999-01-31 -->
    - [ ] The search is fast.
    ```

    Source: ESLint's directive comments with a description (eslint-comments/require-description).
    """
    for each in suppressions(document):
        if not any(character.isalnum() for character in each.reason):
            yield Problem(each.start, each.end, "suppression gives no reason")
