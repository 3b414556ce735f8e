from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


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
    for part in document.parts:
        if part.statement is None or len(part.criteria) < 3:
            continue
        unhappy = words("unhappy", document.language)
        start, end = part.criteria[0].start, part.criteria[-1].end
        text = document.text[start:end].lower()
        for mark in text.replace("/", " ").replace("-", " ").split():
            if mark.strip(".,;:!?()[]*_\"'`“”") in unhappy:
                break
        else:
            if not any(
                sign in text
                for sign in (
                    " 4xx",
                    " 400",
                    " 401",
                    " 403",
                    " 404",
                    " 409",
                    " 422",
                    " 429",
                    " 500",
                    " 5xx",
                    " not ",
                    "n't",
                    " no ",
                    " never ",
                    "without ",
                )
            ):
                heading = part.criteria[0].section.heading
                yield Problem(
                    heading.start, heading.end, "no criterion says what happens when it does not go well", slot=heading
                )
