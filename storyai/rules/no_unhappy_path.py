from bisect import bisect_left
from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_SIGNS = (" 4xx", " 400", " 401", " 403", " 404", " 409", " 422", " 429", " 500", " 5xx", "n't", "without ")


@rule(
    "AC306",
    "info",
    tags=("missing-error-path",),
    help="Add what happens on wrong input, denial, empty data or a failing service.",
)
def no_unhappy_path(document: Document) -> Iterator[Problem]:
    """Every criterion tells how it goes well.

    What happens on wrong input, at the limit, without permission or when a service fails is then decided by whoever writes the code.

    Bad:

    ```markdown
    ## User Story

    As a buyer, I want to upload a photo, so that sellers recognise me.

    ## Acceptance Criteria

    - [ ] The buyer can upload a photo
    - [ ] The photo is shown beside the name
    - [ ] The photo can be replaced
    ```

    Good:

    ```markdown
    ## User Story

    As a buyer, I want to upload a photo, so that sellers recognise me.

    ## Acceptance Criteria

    - [ ] The buyer can upload a photo
    - [ ] The photo is shown beside the name
    - [ ] A file above 10 MB is refused with the reason
    ```

    Source: edge cases in spec-kit's checklist; own labels of real stories.
    """
    unhappy = words("unhappy", document.language)
    found = sorted(
        reading.slot.start for reading in readings(document) if not reading.vocabulary.isdisjoint(unhappy.first)
    )
    for part in document.parts:
        if part.statement is None or len(part.criteria) < 3:
            continue
        start, end = part.criteria[0].start, part.criteria[-1].end
        at = bisect_left(found, start)
        if at < len(found) and found[at] <= end:
            continue
        text = document.text[start:end]
        if "pen question" not in text and not any(sign in text for sign in _SIGNS):
            heading = part.criteria[0].section.heading
            message = "no criterion says what happens when it does not go well"
            yield Problem(heading.start, heading.end, message, slot=heading)
