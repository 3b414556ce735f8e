from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_run import PERFORMANCE_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_run import PERFORMANCE
from storyai.rules._touches import SHAPES, Touch, missing

_FAST = (
    r"\bpagina|\bpages of\b|\blazy|\blimit|\bbatch|\bcach|\bindex(?:es|ed)\b|\bstream|\bbenchmark|\bperforman|"
    r"\bp9[59]\b|\b\d+ ?ms\b|\bseconds?\b|\bvirtuali[sz]|\bdebounc|\bthrottl|\bchunk|\bmemory|"
    r"\binfinite scroll|\bper page|\bscal(?:e|es|able|ability)\b"
)
_TOUCHES = (
    Touch(
        "all every entire whole million thousand hundred large huge",
        (
            r"\b(?:load|fetch|render|scan|index|download|upload|import|export|display|quer|crawl|search|"
            r"process)\w*\b[^.]{0,30}\b(?:all|every|entire|whole|millions? of|thousands? of|hundreds of thousands|"
            r"large|huge)\b[^.]{0,25}\b(?:records?|rows|transactions?|data ?sets?|tweets|files (?:of )?over|"
            r"histor(?:y|ies)|log files?|archives?|catalog(?:ue)?s?)\b"
        ),
        _FAST,
        "a large volume is handled without a limit or a target",
    ),
    Touch(
        "poll every keystroke continuous",
        (
            r"\bpoll(?:s|ing)?\b[^.]{0,30}\bevery (?:\d+ )?(?:milli)?seconds?|\bon every (?:keystroke|keypress|frame|"
            r"scroll)|\bcontinuous(?:ly)? (?:track|record|scan|captur|monitor)\w*"
        ),
        r"\bdebounc|\bthrottl|\bback-?off|\bbattery|\bcpu\b|\bperformance|\bmemory|\bbandwidth|\bcach",
        "something runs all the time without a word on load or battery",
    ),
    *PERFORMANCE,
    *PERFORMANCE_CONCEPTS,
)
_HELP = "Name the volume to expect and a limit, a page size or a target."


@rule("RK507", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_performance_risk(document: Document) -> Iterator[Problem]:
    """Load, data volume or battery can hurt and no limit, target or measure is named.

    What works on ten rows stalls on ten thousand.

    Bad:

    ```markdown
    As an analyst, I want to see the whole history of a machine, so that I can find drifts.

    ## Acceptance Criteria
    - [ ] The page loads all records of the machine since its installation
    - [ ] A chart shows one point for each record
    - [ ] A click on a point shows the record
    ```

    Good:

    ```markdown
    As an analyst, I want to see the whole history of a machine, so that I can find drifts.

    ## Acceptance Criteria
    - [ ] The page loads all records of the machine since its installation, in pages of 1,000
    - [ ] A chart shows one point for each record
    - [ ] A click on a point shows the record
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "performance", _TOUCHES, _HELP)
