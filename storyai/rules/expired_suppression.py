from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._suppression import suppressions


@rule("SU903", "warning", tags=("hygiene",), help="Settle what it hid, or give it a new date with a reason.")
def expired_suppression(document: Document) -> Iterator[Problem]:
    """A suppression is past its date.

    The date was a promise to settle the matter. From the day after it the comment hides nothing any more.
    A date that the calendar does not have is reported too, because it would never pass.

    Bad:

    ```markdown
    ## Acceptance Criteria

    <!-- storyai-disable unmeasured-quality -- the limit is being measured until 2001-01-31 -->
    - [ ] The search is fast.
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    <!-- storyai-disable unmeasured-quality -- the limit is being measured until 2999-01-31 -->
    - [ ] The search is fast.
    ```

    Source: our own; after expiring to-do comments (unicorn/expiring-todo-comments).
    """
    for each in suppressions(document):
        if each.expired:
            yield Problem(each.start, each.end, f"suppression expired on {each.until}")
        elif not each.real_date:
            yield Problem(each.start, each.end, f"suppression ends on {each.until}, which is no date")
