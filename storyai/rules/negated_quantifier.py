from collections.abc import Iterator

from storyai.document import Document
from storyai.finding import Edit, Fix
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_SIMPLER = {
    "not less than": "at least", "no less than": "at least", "not fewer than": "at least", "no fewer than": "at least",
    "not more than": "at most", "no more than": "at most",
}  # fmt: skip


@rule("AC215", "info", help='Say it without the negation: "at least", "at most".', local=True)
def negated_quantifier(document: Document) -> Iterator[Problem]:
    """The criterion hides a limit behind a negation.

    "Not less than 8" is read as "less than 8" by one reader in ten, and coded so.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] A password has not less than 8 characters
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] A password has at least 8 characters
    ```

    Source: Winter et al., Quantifiers in requirements (2020); INCOSE R16.
    """
    for reading in readings(document):
        for start, end in reading.find(words("negated", document.language)):
            said = reading.said(start, end)
            better = _SIMPLER.get(said.lower())
            fix = None
            if better is not None:
                place = reading.slot.start + reading.starts[start]
                better = better.capitalize() if said[0].isupper() else better
                fix = Fix(
                    f'write "{better}"', (Edit(place, reading.slot.start + reading.ends[end - 1], better),), safe=True
                )
            yield reading.problem(start, end, f'"{said}" is a limit behind a negation', fix=fix)
            break
