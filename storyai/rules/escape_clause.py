from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_TRYING = frozenset(("attempt", "attempts", "attempted", "try", "tries", "aim", "aims", "strive", "strives"))


@rule("AC203", "warning", tags=("vague",), help="Say in which case it applies, or drop the words.", local=True)
def escape_clause(document: Document) -> Iterator[Problem]:
    """The criterion lets itself off: "if possible", "where appropriate", "attempt to".

    Whoever builds it may decide that it was not possible, and no test can fail. Name the case in which it does not
    apply and what happens then.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Attachments are encrypted where possible
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Attachments of up to 25 MB are encrypted; larger ones are refused
    ```

    Source: INCOSE Guide to Writing Requirements, R8 (escape clauses); "loopholes" in Femmer et al. (2017).
    """
    for reading in readings(document):
        for start, end in reading.find(words("escape", document.language)):
            if not _fine(reading, start, end):
                said = reading.said(start, end)
                yield vague(
                    reading,
                    start,
                    end,
                    f'"{said}" lets the criterion off',
                    "when does this not apply, and what happens then?",
                )
                break


def _fine(reading: Reading, start: int, end: int) -> bool:
    first = reading.words[start]
    if first == "as" and reading.word(start - 2) == "as":
        return True  # "as soon as possible": a time, and reported as one
    if first in _TRYING:
        # "when a viewer tries to save" is the case under test; "the client retries and tries to reconnect 3 times"
        return (
            start < reading.response
            or reading.measured
            or reading.word(start - 1) in ("who", "that", "user", "users", "they", "i", "we", "he", "she", "you", "and")
        )
    if first in ("best", "best-effort", "ideally", "preferably", "nice", "nice-to-have"):
        return not (reading.clause_end(end) or first in ("ideally", "preferably"))
    if start < reading.response and start > 0:
        return True
    # "if available in the cache", "as required by law" name the case
    return not reading.clause_end(end) or reading.explained(end)
