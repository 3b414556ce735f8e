from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._quality import quality
from storyai.rules._reading import readings, vague
from storyai.rules._rule import Problem, rule


@rule(
    "AC201",
    "warning",
    tags=("vague",),
    help="Say what can be seen or measured instead: a figure, a text, a state.",
    local=True,
)
def unmeasured_quality(document: Document) -> Iterator[Problem]:
    """The criterion asks for a quality and does not say how to see it.

    "Fast", "user-friendly", "properly" or "gracefully" mean something else to every tester, so the criterion can be
    passed or failed at will. The word is fine where the text makes it concrete: "fast (p95 < 200 ms)", "gracefully:
    shows the cached copy", "a clear error 'File too large'".

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The import page shows an appropriate message when the file is rejected
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The import page shows an appropriate message ("Only CSV files") when the file is rejected
    ```

    Source: INCOSE Guide to Writing Requirements, R7 and R34; "subjective language" and "ambiguous adverbs and
    adjectives" in Femmer et al., Rapid quality assurance with requirements smells (2017).
    """
    for reading in readings(document):
        hit = quality(reading)
        if hit is not None:
            said = reading.said(*hit)
            yield vague(reading, *hit, f'"{said}" is a quality without a measure', f'what does "{said}" mean here?')
