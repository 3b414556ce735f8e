from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._quality import quality
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_TROUBLES = frozenset(("issues", "issue", "problems", "problem", "difficulties", "trouble", "troubles", "hiccups"))
_HAS = frozenset(("has", "have", "having", "any", "of", "are", "other", "encounter", "encounters", "some"))
_OPENERS = frozenset(("if", "when", "whenever", "while", "upon", "case"))


@rule("AC209", "warning", tags=("vague",), help="Say at which value, state or event the condition holds.", local=True)
def vague_condition(document: Document) -> Iterator[Problem]:
    """The criterion applies in a case that nobody can set up: "if there are issues", "when the network is slow".

    A tester must be able to bring the case about. Name the value, the state or the error.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Falls back to the cached rates if the provider has issues
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Falls back to the cached rates if the provider answers 5xx or not within 2 s
    ```

    Source: INCOSE Guide to Writing Requirements, R11 (conditions are explicit); own reading of real criteria.
    """
    for reading in readings(document):
        for start, end in reading.find(words("trouble", document.language)):
            if (
                _fits(reading, start, end)
                and not reading.figure(0, len(reading.plain))
                and not reading.explained(end)
                and quality(reading) is None
            ):
                said = reading.said(start, end)
                yield vague(
                    reading, start, end, f'"{said}" is a case nobody can set up', "at which value, state or error?"
                )
                break


def _fits(reading: Reading, start: int, end: int) -> bool:
    word, before = reading.words[start], reading.word(start - 1)
    conditional = start < reading.response or not _OPENERS.isdisjoint(reading.words[max(0, start - 5) : start])
    if word in _TROUBLES:
        return (before in _HAS and conditional) or before in (
            "numerical",
            "performance",
            "compatibility",
            "rendering",
            "quality",
            "minor",
            "layout",
        )
    if word in ("underperforms", "underperform", "degrades", "poorly", "badly"):
        return True
    if word in ("slow", "slowly", "unstable", "degraded", "busy"):
        return conditional and (before in ("is", "are", "too", "a") or word == "slowly")
    return False
