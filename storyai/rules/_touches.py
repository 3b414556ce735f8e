"""What a story touches, and whether it says how it deals with that.

A material risk is found by evidence, never by a bare word: a *claim* (what the change does, in the want, the criteria,
the description or the tasks), sometimes a second fact about the document, and the absence of every word that would
show that somebody thought of it, in the whole document. Sober readers find no missing risk in most stories, so silence
is the normal answer and the words that silence a rule are many.
"""

from collections.abc import Iterator

from storyai.document import Document, Slot
from storyai.finding import Category
from storyai.quick_dataclass import dataclass
from storyai.rules._facts import Place
from storyai.rules._literals import may_match
from storyai.rules._rule import Problem
from storyai.rules._said import Claim, Said, finds, said, search_pattern

Hit = tuple[Place, int, int]
_NONE: dict[int, Hit] = {}  # what most pieces have: one for all, never changed

# The rules look at tickets too, which have no story, see ``Said.ticket``.
SHAPES = ("template", "story", "task", "spec", "collection", "none")
_UNWANTED = ("n't want to", "not want to", "n't have to", "not have to", "proof of ")
_DENIED = ("cannot", "cannot:", "can't", "must not", "may not", "shall not", "not able to")


@dataclass(frozen=True, slots=True)
class Touch:
    """One way of touching a category.

    hints: beginnings of words, one of which the claim always has. claim: a pattern over one place, in lower case.
    also: a pattern that the document must contain as well. unless, nor: words that show it is dealt with, in two parts
    so that what many touches share is looked for once.
    why: what is missing, as the message. inside: holds for tests, documentation and refactorings too. shape: the only
    shapes of document it is for. code: the claim is looked for in the whole text with its code, and the hints are parts
    of words. near: a second thing the claim's sentence must speak of, before or behind it.
    grave: told of a backlog of one-liners too, where most details are still to be written.
    """

    hints: str
    claim: str
    unless: str
    why: str
    also: str = ""
    inside: bool = False
    shape: str = ""
    code: bool = False
    nor: str = ""
    near: str = ""
    grave: bool = False


def missing(
    document: Document, category: Category, touches: tuple[Touch, ...], help: str, asked: str = ""
) -> Iterator[Problem]:
    """At most one problem: the first touch of a document that nothing in it deals with.

    asked: words of the risk that, in a question, show that somebody saw it, and elsewhere that it is answered.
    """
    if document.language != "en":
        return
    told = said(document)
    if document.shape == "none" and not told.ticket:
        return
    shape = document.shape
    hits = _hits(told, category, touches) if document.pieces else None
    fitting = [
        (number, touch)
        for number, touch in enumerate(touches)
        if (touch.inside or not told.inside)
        and (not touch.shape or shape in touch.shape)
        and (touch.grave or shape != "collection")
    ]
    # A phrase that says it outright is told first, then an open question, then two things met in one sentence.
    found = (
        _touched(told, [each for each in fitting if not each[1].near], hits)
        or _asked(told, asked)
        or _touched(told, [each for each in fitting if each[1].near], hits)
    )
    if found is not None:
        place, why = found
        yield Problem(place.start, place.end, why, help=help, tags=(category,), slot=place)


def _touched(told: Said, touches: list[tuple[int, Touch]], hits: dict[int, Hit] | None) -> tuple[Slot, str] | None:
    index = told.index_of(told.texts) if hits is None else None
    for number, touch in touches:
        if hits is not None and not touch.code and number not in hits:
            continue
        claims = index.hinting(touch.hints, touch.claim) if index is not None and not touch.code else []
        if not (claims or touch.code or hits) or (touch.also and not may_match(touch.also, told.live)):
            continue
        if touch.code:
            place = _in_code(told, touch)
        elif hits is not None:
            claimed, start, end = hits[number]
            place = claimed.slot.part(start, end)
        else:
            place = _claim(claims, touch)
        if place is None or told.brief:
            continue
        if not told.deals(touch.unless, touch.nor) and not (touch.also and not told.says(touch.also)):
            return place, touch.why
    return None


def _hits(told: Said, category: str, touches: tuple[Touch, ...]) -> dict[int, Hit]:
    """The first claim of the document that each touch stands in, by the number of the touch; none for code.

    Every piece remembers its own, so that only those that are new are searched.
    """
    stale = [texts for texts in told.texts if category not in texts.hits]
    if stale:
        for texts in stale:
            texts.hits[category] = _NONE
        index = told.index_of(stale)
        for number, touch in enumerate(touches):
            if touch.code:
                continue
            for owner, (place, text) in index.hinting(touch.hints, touch.claim):
                hits = stale[owner].hits
                if number not in hits[category] and (span := _span(text, touch)) is not None:
                    hits[category] = {**hits[category], number: (place, *span)}
    found: dict[int, Hit] = {}
    for texts in told.texts:
        if hit := texts.hits[category]:
            found = {**hit, **found}
    return found


def _asked(told: Said, asked: str) -> tuple[Slot, str] | None:
    if not asked or told.inside or not told.questions:
        return None
    search = search_pattern(asked).search
    asking = next((slot for slot in told.questions if search(slot.text.lower())), None)
    if asking is None or search(told.live):
        return None
    return asking, "this is asked and nowhere answered"


def _in_code(told: Said, touch: Touch) -> Slot | None:
    starts = [start for start in map(told.code.find, touch.hints.split()) if start >= 0]
    if not starts:
        return None
    match = search_pattern(touch.claim).search(told.code, max(0, min(starts) - 40))
    return None if match is None else told.found.document.slot(*match.span())


def _claim(claims: list[tuple[int, Claim]], touch: Touch) -> Slot | None:
    for _, (place, text) in claims:
        span = _span(text, touch)
        if span is not None:
            return place.slot.part(*span)
    return None


def _span(text: str, touch: Touch) -> tuple[int, int] | None:
    """Where a claim speaks of the touch."""
    for match in search_pattern(touch.claim).finditer(text):
        start, end = match.span()
        before = text[max(0, start - 26) : start]
        if before.rstrip().endswith(_DENIED) or any(words in before for words in _UNWANTED):
            continue  # "guests cannot make payments", "I don't want to overwrite"
        if not touch.near or finds(touch.near, _sentence(text, start, end)):
            return start, end
    return None


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a place; at most some 200 characters on each side."""
    low, high = max(0, start - 200), min(len(text), end + 200)
    before, behind = text.rfind(". ", low, start), text.find(". ", end, high)
    return text[low if before < 0 else before + 2 : high if behind < 0 else behind]
