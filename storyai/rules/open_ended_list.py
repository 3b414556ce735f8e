from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


@rule("AC204", "warning", tags=("vague",), help="List everything that counts, or name the list that does.", local=True)
def open_ended_list(document: Document) -> Iterator[Problem]:
    """The criterion's list ends in "etc." or "and so on".

    What is not on the list cannot be tested, and what was meant cannot be known.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The report can be exported as CSV, XLSX, etc.
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The report can be exported as CSV and as XLSX
    ```

    Source: INCOSE Guide to Writing Requirements, R9 (open-ended clauses).
    """
    for reading in readings(document):
        for start, end in reading.find(words("open-ended", document.language)):
            if _closed(reading, start, end):
                continue
            yield vague(
                reading,
                start,
                end,
                f'"{reading.said(start, end)}" leaves the list open',
                "what else belongs to the list?",
            )
            break
        else:
            text = reading.plain.rstrip(" .`*")
            if reading.plain.rstrip().endswith(("...", "…")) and text.count(",") >= 2 and reading.words:
                at = len(reading.words)
                yield vague(reading, at - 1, at, '"..." leaves the list open', "what else belongs to the list?")


def _closed(reading: Reading, start: int, end: int) -> bool:
    """Whether the words mean something else here: "and more than 3", "and others' comments"."""
    first, second = reading.words[start], reading.word(start + 1)
    if first in ("etc", "including", "include", "includes", "but", "et", "usw") or second == "so":
        return False
    if not reading.clause_end(end):
        return True
    return (
        first == "and" and second in ("such", "more", "similar") and "," not in reading.plain[: reading.starts[start]]
    )
