from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from storyai.document import Document, Slot
from storyai.quick_dataclass import dataclass
from storyai.rules._facts import Facts, Place, facts, pattern
from storyai.rules._numbers import Quantity, quantities
from storyai.rules._rule import Problem, Related, rule
from storyai.rules._stems import stems

ROLES = (
    "acceptance_criteria", "performance", "security", "api", "ui", "database", "unit_tests", "integration_tests", "e2e_tests",
    "performance_tests", "background", "notes", "risks", "story", "requirements",
)  # fmt: skip
_ROLES = frozenset(ROLES)
# Pairs are compared: a text with more limits of one kind than this is no story.
_MOST = 100
TESTS = ("unit_tests", "integration_tests", "e2e_tests", "performance_tests")
# Words that say that a number is the limit itself rather than an example beyond or below it.
_LIMIT = (
    r"\b(?:max(?:imum)?|up to|at most|limit(?:ed|s)?|no more than|min(?:imum)?|at least|within|under|below|less than|after|every|"
    r"longer than|larger than|exceed\w*|over|more than|for|expires?|timeout|older than)\b|[<>≤≥]"
)
# Words that tell two numbers of one kind apart: percentiles, environments, directions.
_APART = (
    r"\bp\d\d\b|\bmedian|\baverage|\bmean\b|\bmin(?:imum)?\b|\bmax(?:imum)?\b|\bat least\b|\bat most\b|\bcold\b|\bwarm\b|\bstaging|"
    r"\bproduction|\bmobile|\bdesktop|\bfirst|\bsecond\b|\bthird|\bfree\b|\bpremium|\badmins?\b|\bper \w+|\bcurrent(?:ly)?|\btoday|\binstead"
    r"|\bwarn|\bwas\b|\bbefore\b|\bdefault"
)


@dataclass(eq=False)
class _Value:
    """One limit and the slot it stands in; what it is about is worked out when it is compared."""

    quantity: Quantity
    slot: Slot
    role: str

    @cached_property
    def about(self) -> frozenset[str]:
        """The stems of the text around the number."""
        text = self.slot.text
        return stems(text[: self.quantity.start] + " " + text[self.quantity.end :])

    @cached_property
    def apart(self) -> frozenset[str]:
        """The words that tell it from other numbers of its kind."""
        return frozenset(match[0].lower() for match in pattern(_APART).finditer(self.slot.plain))


@rule("XS622", "warning", tags=("consistency",), help="Decide which number holds and use it everywhere.")
def number_conflict(document: Document) -> Iterator[Problem]:
    """Two sections give the same quantity different values.

    Compared are limits with the same unit whose sentences say nearly the same; two numbers that differ by a word such
    as p95, mobile or at least are taken for two quantities. Criteria against criteria is another rule's matter.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] Uploads of photos up to 10 MB are accepted

    ### Security Implications
    - Photo uploads are accepted up to 25 MB
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] Uploads of photos up to 10 MB are accepted

    ### Security Implications
    - Photo uploads are accepted up to 10 MB
    ```

    Source: own; GtWR consistency.
    """
    if len(document.parts) > 1:
        return
    values: dict[str, list[_Value]] = {}
    for quantity, place in _alone(facts(document)):
        if place.item is not None and place.item.parent is not None:
            continue
        role = _role(facts(document), place)
        if role is not None:
            start = place.slot.start
            inside = Quantity(quantity.value, quantity.dimension, quantity.start - start, quantity.end - start)
            values.setdefault(quantity.dimension, []).append(_Value(inside, place.slot, role))
    for group in values.values():
        if len({value.quantity.value for value in group}) < 2 or len({value.role for value in group}) < 2:
            continue
        for at, value in enumerate(group[:_MOST]):
            other = next((other for other in group[:at] if _conflict(value, other)), None)
            if other is not None:
                yield _problem(value, other)


def _alone(found: Facts) -> Iterator[tuple[Quantity, Place]]:
    """The quantities that are the only one in their place, in one search over the whole text."""
    if len(found.lower) != len(found.document.text):
        return
    places = sorted(found.places, key=lambda place: place.slot.start)
    starts = [place.slot.start for place in places]
    seen: dict[int, list[Quantity]] = {}
    for quantity in quantities(found.lower):
        at = bisect_right(starts, quantity.start) - 1
        if at >= 0 and quantity.end <= places[at].slot.end:
            seen.setdefault(at, []).append(quantity)
    for at, inside in seen.items():
        if len(inside) == 1:
            yield inside[0], places[at]


def _role(found: Facts, place: Place) -> str | None:
    own = place.section.role
    role = own if own in _ROLES else next((role for role in ROLES if role in found.roles(place.section)), None)
    return "test" if role in TESTS else role


def _conflict(one: _Value, other: _Value) -> bool:
    if one.quantity.value == other.quantity.value or one.role == other.role:
        return False
    first, second = one.about, other.about
    shared = len(first & second)
    if shared < 2 or shared < 0.6 * min(len(first), len(second)) or shared < 0.4 * max(len(first), len(second)):
        return False
    if "test" in (one.role, other.role):
        test = one.slot.plain if one.role == "test" else other.slot.plain
        if pattern(r"\breject|\bexceed|\btoo |\blarger|\bfail|\berror|\brefus|4\d\d").search(test):
            return False  # a test beyond the limit
    return one.apart == other.apart and all(pattern(_LIMIT).search(value.slot.plain) for value in (one, other))


def _problem(value: _Value, other: _Value) -> Problem:
    start, end = value.slot.start + value.quantity.start, value.slot.start + value.quantity.end
    first, last = other.slot.start + other.quantity.start, other.slot.start + other.quantity.end
    here = value.slot.text[value.quantity.start : value.quantity.end]
    there = other.slot.text[other.quantity.start : other.quantity.end]
    return Problem(
        start, end, f"{here} here, {there} elsewhere for the same thing", slot=value.slot,
        related=(Related(first, last, "the other value"),),
    )  # fmt: skip
