from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

_MARKS = frozenset(("note", "nb", "n.b", "fyi", "remark", "reminder", "caveat", "rationale", "assumption"))
_ASIDES = frozenset(("i.e", "e.g", "cf"))
_ELSEWHERE = frozenset(("attached", "below", "above", "comment", "comments", "http", "https", "also"))
_ABOUT = frozenset((
    "sub-task", "subtask", "task", "story", "ticket", "spike", "epic", "follow-up", "followup", "prerequisite", "something", "stretch",
    "dependency", "duplicate", "continuation",
))  # fmt: skip


@rule("AC226", "warning", tags=("not-a-criterion",), help="Move it to the notes, or say what the product does.")
def note_as_criterion(document: Document) -> Iterator[Problem]:
    """The line is a note about the story, not something it must do.

    "Note: ...", "This is a sub-task of ..." and "see the design" explain; there is nothing in them to pass or fail.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] This is a sub-task of the new export
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The export ends with a line of totals
    ```

    Source: own reading of real criteria.
    """
    for reading in readings(document):
        if reading.slot is reading.criterion.slot and len(reading.words) > 1:
            end = _note(reading)
            if end:
                yield reading.problem(0, end, "a note, not a criterion")


def _note(reading: Reading) -> int:
    """Where the words end that show it, as a word index; 0 without."""
    first, second = reading.words[:2]
    if first in _MARKS and reading.gap(0).strip(" *_")[:1] == ":":
        return 1
    if first in _ASIDES or (first == "see" and second in _ELSEWHERE):
        return 1
    if first in ("this", "it") and second in ("is", "was") and not _ABOUT.isdisjoint(reading.words[2:5]):
        return next(at for at in range(2, 5) if reading.word(at) in _ABOUT) + 1
    return 0
