import re
from collections.abc import Iterator
from functools import cache

from storyai.document import Document
from storyai.rules._reading import readings
from storyai.rules._rule import Problem, rule

_SUBJECTS = frozenset((
    "respond", "responds", "response", "responses", "load", "loads", "loading", "latency", "render", "renders", "query", "queries",
    "search", "page", "endpoint", "api", "request", "requests", "time",
))  # fmt: skip
_SAMPLES = frozenset(("average", "median", "mean", "each", "every", "concurrent", "worst", "timeout", "timeouts"))


@rule("AC212", "info", help="Say for which share of the requests, and under which load.", local=True)
def latency_without_percentile(document: Document) -> Iterator[Problem]:
    """A response time is given for nobody knows which request.

    The fastest request meets every limit and the slowest none. A percentile and a load make it a test.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] The search page responds within 2 seconds
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The search page responds within 2 seconds (p95, 50 requests per second)
    ```

    Source: own; "measurable performance" in INCOSE R34.
    """
    for reading in readings(document):
        if reading.vocabulary.isdisjoint(_SUBJECTS) or not reading.numeric:
            continue
        match = _limit().search(reading.plain.lower())
        if match is None or not _SAMPLES.isdisjoint(reading.vocabulary) or _percentile().search(reading.plain.lower()):
            continue
        # "does not answer within 3 seconds" is when to give up, and needs no share.
        if _given_up().search(reading.plain.lower()[: match.start()]):
            continue
        start = reading.slot.start + match.start()
        yield Problem(
            start, start + len(match[0]), "for which share of the requests, under which load?", slot=reading.slot
        )


@cache
def _limit() -> re.Pattern[str]:
    return re.compile(
        r"(?:<|≤|\b(?:within|under|below|in less than|less than|at most|in under|faster than))\s*\d[\d.,]*\s*(?:ms|milliseconds?|s|secs?|seconds?)\b"
    )


@cache
def _given_up() -> re.Pattern[str]:
    return re.compile(r"(?:\b(?:not|no|nothing|never|cannot|without|fails? to|unless|until)|n't)\b[^.;,:]{0,60}$")


@cache
def _percentile() -> re.Pattern[str]:
    return re.compile(
        r"\bp\d\d|\bpercentile|\d\s*%|\brps\b|per second|\d+\s+(?:concurrent|users|requests|records|rows|items)"
    )
