import re
from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_RELATIVE = frozenset(
    ("that", "which", "who", "if", "when", "where", "because", "whether", "what", "it", "whose", "so")
)
_BOUND = re.compile(r"(?i)(?: [\w-]+){1,5}? (?:up to|at most|no (?:more|longer|later) than|a maximum of) \d")


@rule("AC207", "warning", tags=("vague",), help="Say what does happen, and in which case.", local=True)
def uncertain_modality(document: Document) -> Iterator[Problem]:
    """The criterion says that something may happen.

    "May", "might", "could" and "possibly" are passed by doing nothing. "Should" is read as "shall" and left alone, and
    so is what people are allowed to do ("members may delete their own comments").

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The page might show a hint after the upload
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The page shows the hint "Saved as draft" after the upload
    ```

    Source: "uncertain verbs" in Femmer et al. (2017); "weakness" and "optionality" in NALABS.
    """
    for reading in readings(document):
        for start, end in reading.find(words("modality", document.language), reading.response):
            if not _fine(reading, start, end):
                said = reading.said(start, end)
                yield vague(
                    reading, start, end, f'"{said}" is passed by doing nothing', "does it happen, and in which case?"
                )
                break


def _fine(reading: Reading, start: int, end: int) -> bool:
    word = reading.words[start]
    if reading.document.language != "en":
        return reading.explained(end)
    if word in ("may", "could"):
        if (
            reading.word(end) in ("not", "only", "never")
            or reading.slot.text[reading.starts[start] : reading.ends[start]] == "May"
        ):
            return True
        if not _RELATIVE.isdisjoint(reading.words[max(0, start - 6) : start]):
            return True
        if _BOUND.match(reading.slot.text, reading.ends[start]):
            return True  # "may take up to 5 seconds": a limit
        return not words("people").first.isdisjoint(reading.words[max(0, start - 3) : start])
    if word == "potentially":
        return True
    return word == "might" and not _RELATIVE.isdisjoint(reading.words[max(0, start - 4) : start])
