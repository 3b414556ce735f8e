import re
from collections.abc import Iterator
from functools import cached_property

from storyai.document import Criterion, Document, Item
from storyai.rules._facts import has_digit, is_open, is_placeholder, not_applicable
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._stems import stems

# Every criterion is compared with every test: beyond this it is no story.
_MOST = 10_000
TEST_ROLES = ("unit_tests", "integration_tests", "e2e_tests", "performance_tests")


@rule(
    "XS612", "info", tags=("completeness",), shapes=("template",),
    help="Add the test that shows it, or name the criterion in the test that already does.",
)  # fmt: skip
def criterion_without_test(document: Document) -> Iterator[Problem]:
    """No planned test has anything to do with a criterion.

    A test counts when it names the criterion (`AC 2`, `Criterion 2`), shares two of its content words, or most of
    the words of the shorter of the two. Where more than half of the criteria are without a test, the test plan is
    written in other words or not at all, and that is said once.

    Bad:

    ```markdown
    # Pause a running job
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker after the current record
    - [ ] A paused job resumes at the next record
    - [ ] A viewer who calls the endpoint gets 403
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ### Unit Tests
    - The worker stops after the current record
    ### Integration Tests
    - A paused job resumes at the next record
    ## Definition of Done
    ## Notes
    ```

    Good:

    ```markdown
    # Pause a running job
    ## User Story
    As an operator, I want to pause jobs, so that I can change the configuration.
    ## Background
    Restarts lose work.
    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker after the current record
    - [ ] A paused job resumes at the next record
    - [ ] A viewer who calls the endpoint gets 403
    ## Technical Considerations
    ## Design Notes
    ## Testing Requirements
    ### Unit Tests
    - The worker stops after the current record
    - The endpoint answers 403 to a viewer
    ### Integration Tests
    - A paused job resumes at the next record
    ## Definition of Done
    ## Notes
    ```

    Source: spec-kit's coverage check of requirements against tasks; own for tests.
    """
    tests = planned_tests(document)
    if all(is_open(item.slot.plain) for item in tests):
        return
    plans = [_Plan(item) for item in tests]
    if any("all acceptance criteria" in plan.text or "every acceptance criterion" in plan.text for plan in plans):
        return
    criteria = [(n, c) for n, c in enumerate(document.criteria, 1) if _counts(c)]
    if len(criteria) * len(plans) > _MOST:
        return
    alone = [(n, c) for n, c in criteria if not _covered(n, c, plans)]
    if len(alone) > 1 and 2 * len(alone) > len(criteria):
        heading = tests[0].section.heading
        yield Problem(
            heading.start, heading.end, f"{len(alone)} of {len(criteria)} criteria have no test that mentions them",
            slot=heading,
        )  # fmt: skip
        return
    for _, criterion in alone:
        last = tests[-1]
        ask = f"\n- Open question: Which test shows that {_quoted(criterion)}?"
        yield Problem(
            criterion.start, criterion.end, "no planned test covers this criterion", slot=criterion.slot,
            fix=Fix("Insert an open question", (Edit(last.end, last.end, ask),)) if last.depth == 0 else None,
        )  # fmt: skip


def planned_tests(document: Document) -> list[Item]:
    """The test items of a story, without placeholders and those that do not apply."""
    found = []
    for section in document.sections:
        if section.items and any(section.within(role) for role in TEST_ROLES):
            for item in section.items:
                text = item.slot.plain
                if item.slot and not is_placeholder(text) and not_applicable(text) is None:
                    found.append(item)
    return found


def _counts(criterion: Criterion) -> bool:
    text = criterion.slot.plain
    return (
        bool(criterion.slot)
        and not is_open(text)
        and not is_placeholder(text)
        and (criterion.item is None or criterion.item.parent is None)
    )


class _Plan:
    """A test item: its text in lower case, and its stems once they are asked for."""

    def __init__(self, item: Item) -> None:
        self.text = item.slot.text.lower()

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.text)


def _covered(number: int, criterion: Criterion, plans: list[_Plan]) -> bool:
    label = criterion.label.plain.strip().lower() if criterion.label is not None else ""
    if label and not has_digit(label) and any(label in plan.text for plan in plans):
        return True
    own = stems(f"{label} {criterion.slot.text}" if not has_digit(label) else criterion.slot.text)
    if not own:
        return True
    for plan in plans:
        shared = len(own & plan.stems)
        if shared >= 2 or (shared == 1 and min(len(own), len(plan.stems)) <= 2):
            return True
    named = re.compile(rf"\b(?:ac|criterion|criteria)[ #:_-]*{number}\b")
    return any(named.search(plan.text) for plan in plans)


def _quoted(criterion: Criterion) -> str:
    text = " ".join(criterion.slot.text.split()).rstrip(".")
    return f'"{text}"' if len(text) <= 80 else f'"{text[:77]}..."'


def tests_of(document: Document, criterion: Criterion) -> list[Item]:
    """The planned tests that have to do with one of the document's criteria."""
    number = next((at for at, other in enumerate(document.criteria, 1) if other is criterion), 0)
    return [
        item
        for item in planned_tests(document)
        if not is_open(item.slot.plain) and _covered(number, criterion, [_Plan(item)])
    ]
