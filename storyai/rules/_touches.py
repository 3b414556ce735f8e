"""What a story touches, and whether it says how it deals with that.

A material risk is found by evidence, never by a bare word: a *claim* (what the change does, in the want, the criteria,
the description or the tasks), sometimes a second fact about the document, and the absence of every word that would
show that somebody thought of it, in the whole document. Sober readers find no missing risk in most stories, so silence
is the normal answer and the words that silence a rule are many.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from storyai.document import Document, Slot
from storyai.finding import Category
from storyai.rules._facts import Facts, Place, facts, is_open, pattern
from storyai.rules._rule import Problem

# Where a story only talks about things, rather than saying what it does.
_NO_CLAIMS = frozenset(
    """risks mitigations security performance migration breaking_changes out_of_scope assumptions questions log status testing
    unit_tests integration_tests e2e_tests performance_tests documentation definition_of_done related effort edge_cases
    notes technical dependencies""".split()
)
# Work on the product's own insides: nothing reaches a user, so few risks are material.
_INSIDE = (
    r"\b(?:tests?|test suites?|test strategy|coverage|docs?|documentation|readme|refactor\w*|clean ?up|benchmark\w*|baselines?|"
    r"lint\w*|type definitions|storybook|changelog|claude\.md|scaffold\w*|monorepo|boilerplate|prototype)\b"
)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """For text in lower case: without IGNORECASE a search is twice as fast."""
    return re.compile(source, re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Touch:
    """One way of touching a category.

    hints: beginnings of words, one of which the claim always has. claim: a pattern over one place, in lower case.
    also: a pattern that the document must contain as well. unless: words that show it is dealt with.
    why: what is missing, as the message. inside: holds for tests, documentation and refactorings too.
    """

    hints: str
    claim: str
    unless: str
    why: str
    also: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of a document as the risk rules read them."""

    claims: list[tuple[Place, str]]
    live: str
    words: int
    inside: bool


_last: tuple[Facts, Said] | None = None


def said(document: Document) -> Said:
    """The claims of a document and all it says in lower case, questions left out; remembered for the last document."""
    global _last
    found = facts(document)
    last = _last
    if last is not None and last[0] is found:
        return last[1]
    claims, live = [], []
    benefits = [statement.benefit.start for statement in document.statements if statement.benefit is not None]
    claiming: dict[int, bool] = {}
    for place in found.places:
        slot = place.slot
        text = slot.text.lower()
        if text.rstrip().endswith("?") or is_open(text):
            continue
        live.append(text)
        section = place.section
        may = claiming.get(id(section))
        if may is None:
            may = found.roles(section).isdisjoint(_NO_CLAIMS) and "scope" not in section.title.lower()
            claiming[id(section)] = may
        if may and len(text) == len(slot.text):
            cut = next((start - slot.start for start in benefits if slot.start < start < slot.end), None)
            claims.append((place, text[:cut]))  # a benefit is what others gain, not what this change does
    for field in document.fields:
        live.append(field.value.text.lower())
    title = document.title.plain.lower() if document.title else ""
    wants = " ".join(statement.want.plain.lower() for statement in document.statements[:1] if statement.want)
    inside = pattern(_INSIDE).search(title if title else wants) is not None
    made = Said(claims, "\n".join(live), sum(text.count(" ") + 1 for text in live), inside)
    _last = (found, made)
    return made


def missing(document: Document, category: Category, touches: tuple[Touch, ...], help: str) -> Iterator[Problem]:
    """At most one problem: the first touch of a document that nothing in it deals with."""
    if document.shape == "none" or document.language != "en":
        return
    found = facts(document)
    near = [touch for touch in touches if found.speaks_of(touch.hints)]
    if not near:
        return
    told = said(document)
    if told.words < 25:
        return  # a bare statement: the place for risks is still to be written
    for touch in near:
        if told.inside and not touch.inside:
            continue
        place = _claim(told, touch)
        if place is None or _pattern(touch.unless).search(told.live):
            continue
        if touch.also and not _pattern(touch.also).search(told.live):
            continue
        yield Problem(place.start, place.end, touch.why, help=help, tags=(category,), slot=place)
        return


def _claim(told: Said, touch: Touch) -> Slot | None:
    search = _pattern(touch.claim).search
    hints = touch.hints.split()
    for place, text in told.claims:
        for hint in hints:
            if hint in text:
                break
        else:
            continue
        match = search(text)
        if match is not None:
            start, end = match.span()
            return place.slot.part(start, end)
    return None
