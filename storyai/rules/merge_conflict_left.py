import re
from collections.abc import Iterator
from functools import cache

from storyai.document import Document
from storyai.rules._rule import Problem, rule


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"^<<<<<<< \S.*$", re.MULTILINE)


@rule("TP715", "error", tags=("form",), help="Resolve the conflict.")
def merge_conflict_left(document: Document) -> Iterator[Problem]:
    """A merge conflict was committed unresolved.

    Bad:

    ```markdown
    ## Acceptance Criteria
    <<<<<<< HEAD
    - [ ] Uploads over 10 MB are refused
    =======
    - [ ] Uploads over 25 MB are refused
    >>>>>>> main
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] Uploads over 10 MB are refused
    ```

    Source: pre-commit's check-merge-conflict.
    """
    if "<<<<<<< " not in document.text or ">>>>>>> " not in document.text:
        return
    match = _marks().search(document.text)
    if match and _closed(document.text, match.end()):
        yield Problem(match.start(), match.end(), "an unresolved merge conflict", slot=document.slot(*match.span()))


def _closed(text: str, start: int) -> bool:
    middle = text.find("\n=======", start)
    return middle >= 0 and text.find("\n>>>>>>> ", middle) >= 0
