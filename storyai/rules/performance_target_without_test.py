from collections.abc import Iterator

from storyai.document import Document, Slot
from storyai.rules._facts import facts, has_digit, is_open, pattern, places_of, state, within
from storyai.rules._numbers import quantities
from storyai.rules._rule import Edit, Fix, Problem, rule

_TARGET = (
    r"\b(?:within|under|below|less than|at most|no more than|faster than|in less than|up to)\b|[<≤]|\bp\d\d\b|percentile|"
    r"\bunter|\bhöchstens|\binnerhalb|\bmenos de"
)
_SPEED = (
    r"\brespon|\bload|\blatenc|\brender|\bcomplete|\bfinish|\banswer|\bquer|\breturn|\bprocess|\bsearch|\bp\d\d\b|"
    r"\bshow|\bappear|\bthroughput|\bdisplay|\bgenerat|\bopen|\bfirst byte|\bexport|\bimport|\bduration|\btakes?\b|\bdauer"
)
# A limit on time that is no speed: how long something is kept, waited for, or valid.
_OTHER = r"\bexpir|\btime-?out|\bvalid|\bkept|\bretention|\bafter\b|\bevery\b|\bwait|\block|\bidle|\bcool-?down|\bttl\b|\bold\b"


@rule(
    "XS613", "warning", tags=("consistency",), shapes=("template",),
    help="Add a performance test with the same number, or take the target out.",
)  # fmt: skip
def performance_target_without_test(document: Document) -> Iterator[Problem]:
    """A criterion or the performance section sets a speed, and no performance test measures it.

    Bad:

    ```markdown
    # Search orders
    ## User Story
    As a clerk, I want to search orders, so that I can answer callers.
    ## Background
    Calls take long.
    ## Acceptance Criteria
    - [ ] The search returns its first page within 300 ms at p95
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ### Performance Tests
    - N/A
    ## Definition of Done
    ## Notes
    ```

    Good:

    ```markdown
    # Search orders
    ## User Story
    As a clerk, I want to search orders, so that I can answer callers.
    ## Background
    Calls take long.
    ## Acceptance Criteria
    - [ ] The search returns its first page within 300 ms at p95
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ### Performance Tests
    - 50 parallel searches over 100,000 orders: p95 below 300 ms
    ## Definition of Done
    ## Notes
    ```

    Source: spec-kit's coverage of non-functional requirements.
    """
    sections = document.of_role("performance_tests")
    if any(state(section) in ("filled", "open") for section in sections):
        return
    test = pattern(r"\bload[ -]test|\bbenchmark|\bperformance[ -]test|\bk6\b|\bjmeter\b|\blocust\b")
    if any(test.search(place.lower) for place in facts(document).of("testing")):
        return
    target = next(_targets(document), None)
    if target is None:
        return
    fix = None
    if sections:
        heading = sections[0].heading
        ask = "\n- Open question: Which performance test measures this target?"
        fix = (
            Fix("Insert an open question", (Edit(heading.end, heading.end, ask),))
            if state(sections[0]) == "empty"
            else None
        )
    yield Problem(target.start, target.end, "no performance test measures this target", slot=target, fix=fix)


def _targets(document: Document) -> Iterator[Slot]:
    slots = [criterion.slot for criterion in document.criteria]
    for section in document.of_role("performance"):
        slots += [place.slot for part in within(section) for place in places_of(part)]
    for slot in slots:
        text = slot.plain
        if is_open(text) or not has_digit(text):
            continue
        if not any(quantity.dimension in ("time", "rate") for quantity in quantities(text)):
            continue
        if pattern(_TARGET).search(text) and pattern(_SPEED).search(text) and not pattern(_OTHER).search(text):
            yield slot
