from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule("AC217", "info", help="Cut it into criteria that can pass or fail one by one.", local=True)
def long_criterion(document: Document) -> Iterator[Problem]:
    """The criterion has more than 60 words.

    What is that long holds several outcomes, reasons or exceptions. A scenario of Given, When and Then may be longer.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The list shows the order, the buyer, the seller and the date of the order and of the delivery, The list shows the order, the buyer, the seller and the date of the order and of the delivery, The list shows the order, the buyer, the seller and the date of the order and of the delivery, The list shows the order, the buyer, the seller and the date of the order and of the delivery, sorted by date
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The list shows the order, the buyer and the date, the newest first
    ```

    Source: OpenSpec limits requirements to 500 characters; no limit is proven.
    """
    for reading in readings(document):
        if reading.slot is reading.criterion.slot and len(reading.words) > (
            100 if reading.criterion.style == "gherkin" else 60
        ):
            yield reading.problem(0, len(reading.words), f"{len(reading.words)} words in one criterion")
