from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings, vague
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_BASELINE = frozenset(("than", "from", "by", "compared", "relative", "versus", "vs", "below", "until", "whichever"))
_NOT_A_NOUN = frozenset(("", "or", "and", "the", "if", "when", "case", "bound", "bounds", "left", "right", "limit", "equal",
                         "precedence", "priority", "version", "versions", "number", "value", "values", "end", "half", "numbered",
                         "severity", "order", "index", "score", "scores", "ranked", "motion", "than", "level", "levels", "row"))  # fmt: skip
_LIKELY_NOUN = frozenset(("better", "faster", "slower", "easier", "simpler", "smoother", "cleaner", "clearer", "quicker", "nicer",
                          "improved", "enhanced", "stronger", "leaner", "richer"))  # fmt: skip


@rule("AC205", "warning", tags=("vague",), help="Name what it is compared with, and by how much.", local=True)
def comparative_without_baseline(document: Document) -> Iterator[Problem]:
    """The criterion compares with nothing: "faster search", "reduces memory", "improved messages".

    Any change for the better by any amount passes, and so does none. Name the value of today and the one that counts.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Reduces the memory of the import
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] Reduces the memory of the import from 900 MB to below 500 MB
    ```

    Source: "comparatives" in Femmer et al., Rapid quality assurance with requirements smells (2017).
    """
    for reading in readings(document):
        hit = _hit(reading)
        if hit is not None:
            said = reading.said(*hit)
            yield vague(reading, *hit, f'"{said}" compares with nothing', "compared with what, and by how much?")


def _hit(reading: Reading) -> tuple[int, int] | None:
    language = reading.document.language
    if not reading.vocabulary.isdisjoint(_BASELINE) or reading.measured:
        return None
    for start, end in reading.find(words("comparative", language), reading.response):
        if (
            reading.word(start - 1) in ("or", "no", "any", "the", "a", "an", "is", "are")
            and reading.words[start] not in _LIKELY_NOUN
        ):
            continue
        following = reading.word(end)
        alone = following in _NOT_A_NOUN or reading.gap(end - 1).strip() != ""
        if alone and (end - start == 1) and reading.words[start] not in _LIKELY_NOUN:
            continue
        if following in ("motion", "case", "ranked"):
            continue
        if not reading.explained(end):
            return start, end
    verbs = words("comparative verb", language)
    for start, end in reading.find(verbs, reading.response):
        # as the main verb only: a purpose ("to minimise friction") leaves the outcome as concrete as it was
        leading = start == reading.response or (start == 1 and reading.words[0] in ("system", "it", "this", "app"))
        if (
            not leading
            and reading.word(start - 1)
            not in (
                "shall",
                "must",
                "should",
                "will",
                "is",
                "are",
                "and",
                "be",
                "that",
                "which",
            )
            and not (
                reading.words[start] in ("optimized", "optimised")
                and (reading.clause_end(end) or reading.word(end) in ("for", "with", "on"))
            )
        ):
            continue
        if (
            reading.words[start] in ("optimized", "optimised", "reduced", "simplified", "streamlined", "minimized")
            and not (reading.clause_end(end) or reading.word(end) in ("for", "in", "on", "with"))
            and start != reading.response
        ):
            continue
        if not reading.explained(end):
            return start, end
    return None
