from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

_MARKS = frozenset(("note", "nb", "n.b", "fyi", "remark", "reminder", "caveat", "rationale", "assumption"))
_ASIDES = frozenset(("i.e", "e.g", "cf"))
_ELSEWHERE = frozenset((
    "figma", "mockup", "mockups", "wireframe", "wireframes", "screenshot", "screenshots", "jira", "confluence", "attached", "below", "above",
    "comment", "comments", "http", "https", "also",
))  # fmt: skip
# Headings, where they are all there is.
_HEADINGS = frozenset((
    "technical notes", "implementation notes", "implementation details", "notes", "open questions", "assumptions", "constraints", "references",
    "resources", "background", "overview", "details", "technical details", "additional notes", "design notes", "other notes", "mockups", "wireframes",
))  # fmt: skip
_ABOUT = frozenset((
    "sub-task", "subtask", "task", "story", "ticket", "spike", "epic", "follow-up", "followup", "prerequisite", "something", "stretch",
    "dependency", "duplicate", "continuation",
))  # fmt: skip


@rule("AC226", "warning", tags=("not-a-criterion",), help="Move it to the notes, or say what the product does.")
def note_as_criterion(document: Document) -> Iterator[Problem]:
    """The line is a note about the story, not something it must do.

    "Note: ...", "This is a sub-task of ..." and "see the mockups" explain, "Technical notes" is a heading: there is nothing
    in them to pass or fail.

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
        if reading.slot is reading.criterion.slot and reading.words:
            end = _note(reading)
            if end:
                heading = end == len(reading.words) < 3 and ":" not in reading.plain
                yield reading.problem(0, end, "a heading, not a criterion" if heading else "a note, not a criterion")


def _note(reading: Reading) -> int:
    """Where the words end that show it, as a word index; 0 without."""
    first, second = reading.words[0], reading.word(1)
    plain = reading.plain.strip(" .*_")
    heading = len(reading.words) < 3 and " ".join(reading.words) in _HEADINGS
    if heading or (plain.startswith(("http://", "https://")) and " " not in plain):
        return len(reading.words)
    if not second:
        return int(plain.isalpha() and not reading.below and reading.criterion.style == "plain")  # "Filters"
    if first in ("depends", "blocked") and second in ("on", "by") and len(reading.words) <= 8:
        return 2
    if reading.words[:3] == ["out", "of", "scope"]:
        return 3
    if first in _MARKS and reading.gap(0).strip(" *_")[:1] == ":":
        return 1
    if first in _ASIDES or (first == "see" and second in _ELSEWHERE):
        return 1
    if first in ("this", "it") and second in ("is", "was") and not _ABOUT.isdisjoint(reading.words[2:5]):
        return next(at for at in range(2, 5) if reading.word(at) in _ABOUT) + 1
    return 0
