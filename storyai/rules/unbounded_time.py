from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._quality import quality
from storyai.rules._reading import readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words


@rule("AC208", "warning", tags=("vague",), help="Give the time: within how long, how often, until when.", local=True)
def unbounded_time(document: Document) -> Iterator[Problem]:
    """The criterion names a time that never runs out: "soon", "periodically", "in real time".

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The stock is synchronised periodically
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The stock is synchronised every 15 minutes
    ```

    Source: INCOSE Guide to Writing Requirements, R35 (temporal dependencies).
    """
    for reading in readings(document):
        for start, end in reading.find(words("time", document.language), reading.response):
            if reading.measured or reading.explained(end) or (quality(reading) or (-1, -1))[0] == start:
                continue
            if reading.words[start] in ("often", "frequently", "soon", "regularly") and (
                reading.word(start - 1) in ("how", "as", "more", "most", "coming", "too") or not reading.clause_end(end)
            ):
                continue
            said = reading.said(start, end)
            yield vague(reading, start, end, f'"{said}" sets no time', "within how long, or how often?")
            break
