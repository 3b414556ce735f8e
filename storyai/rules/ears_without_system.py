from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule


@rule("AC422", "warning", tags=("completeness",), help='Name what acts: "the <system> SHALL ..."', local=True)
def ears_without_system(document: Document) -> Iterator[Problem]:
    """SHALL stands without anything that acts.

    With two systems in the story nobody knows which one has to do it.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - WHEN the session is idle for 15 minutes, SHALL end the session
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - WHEN the session is idle for 15 minutes, the web shop SHALL end it
    ```

    Source: Mavin et al., EARS (2009); "incomplete scope" in Paska.
    """
    for reading in readings(document):
        if "shall" not in reading.vocabulary:
            continue
        at = reading.words.index("shall")
        if reading.said(at, at + 1) != "SHALL":
            continue
        bare = at == 0 or reading.words[at - 1] == "then" or "," in reading.gap(at - 1)
        if bare and reading.words[0] in ("when", "if", "while", "where", "shall"):
            yield reading.problem(at, at + 1, "nothing is named that shall act")
