"""What a story touches, and whether it says how it deals with that.

A material risk is found by evidence, never by a bare word: a *claim* (what the change does, in the want, the criteria,
the description or the tasks), sometimes a second fact about the document, and the absence of every word that would
show that somebody thought of it, in the whole document. Sober readers find no missing risk in most stories, so silence
is the normal answer and the words that silence a rule are many.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property

from storyai.document import Document, Slot
from storyai.finding import Category
from storyai.quick_dataclass import dataclass
from storyai.rules._facts import Facts, Place, begin, facts, is_open
from storyai.rules._literals import may_match
from storyai.rules._rule import Problem

# Where a story only talks about things, rather than saying what it does.
_NO_CLAIMS = frozenset(
    """risks mitigations security performance migration breaking_changes out_of_scope assumptions questions log status testing
    unit_tests integration_tests e2e_tests performance_tests documentation definition_of_done related effort edge_cases
    notes dependencies""".split()
)
# Work on the product's own insides: nothing reaches a user, so few risks are material.
_INSIDE = (
    r"^\W*(?:(?:story|task|epic) [\d.]+\W*)?test(?:s|ing)?\b|\b(?:unit|integration|e2e|end-to-end|regression|contract|smoke|"
    r"add|write|new|missing|flaky|legacy) tests?\b|\btests? (?:suites?|strateg\w+|coverage|plans?|foundation|infrastructure|"
    r"harness|cleanup|migration)\b|\btesting(?: infrastructure| setup| design)?$|\b(?:coverage|docs?|documentation|"
    r"readme|refactor\w*|clean ?up|benchmark\w*|baselines?|lint\w*|type definitions|storybook|changelog|claude\.md|scaffold\w*|monorepo|boilerplate|prototype)\b"
)

# Latin letters and line feeds stay, all other bytes become blanks: passes in C, no search for each word.
_LETTERS = bytes(byte if 97 <= byte <= 122 or byte == 10 else 32 for byte in range(256))
# Words below which a story is a bare statement: the place for risks is still to be written.
_LEAST = 20


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """For text in lower case: without IGNORECASE a search is twice as fast."""
    return re.compile(source, re.MULTILINE)


def _finds(pattern: str, text: str) -> bool:
    return may_match(pattern, text) and _pattern(pattern).search(text) is not None


@dataclass(frozen=True, slots=True)
class Touch:
    """One way of touching a category.

    hints: beginnings of words, one of which the claim always has. claim: a pattern over one place, in lower case.
    also: a pattern that the document must contain as well. unless, nor: words that show it is dealt with, in two parts
    so that what many touches share is looked for once.
    why: what is missing, as the message. inside: holds for tests, documentation and refactorings too. shape: the only
    shape of document it is for. code: the claim is looked for in the whole text with its code, and the hints are parts
    of words.
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


class Said:
    """The texts of a document as the risk rules read them, each put together when it is asked for."""

    def __init__(self, found: Facts) -> None:
        self.found = found
        self._dealt: dict[str, bool] = {}

    def deals(self, touch: Touch) -> bool:
        """Something in the document shows that somebody thought of it."""
        dealt = self._dealt
        for pattern in (touch.unless, touch.nor):
            if pattern and pattern not in dealt:
                dealt[pattern] = _finds(pattern, self.live)
            if pattern and dealt[pattern]:
                return True
        return False

    @cached_property
    def claims(self) -> list[tuple[Place, str]]:
        """What the story says it does, in lower case: no questions, no benefits, nothing said about risks."""
        found = self.found
        benefits = sorted(s.benefit.start for s in found.document.statements if s.benefit is not None)
        claims = []
        may, section = False, None
        for place in found.places:
            if place.section is not section:
                section = place.section
                may = found.roles(section).isdisjoint(_NO_CLAIMS) and "scope" not in section.title.lower()
            if not may:
                continue
            slot = place.slot
            text = slot.text.lower()
            if _asks(text) or len(text) != len(slot.text):
                continue
            at = bisect_right(benefits, slot.start)
            if at < len(benefits) and benefits[at] < slot.end:
                text = text[: benefits[at] - slot.start]  # a benefit is what others gain, not what this change does
            claims.append((place, text))
        return claims

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """The first three and four letters of every word of the claims -> the claims they stand in, by number."""
        index: defaultdict[str, list[int]] = defaultdict(list)
        joined = "\n".join([text.replace("\n", " ") for _, text in self.claims])
        lines = joined.encode("utf-8", "surrogatepass").translate(_LETTERS).decode("ascii").split("\n")
        for number, line in enumerate(lines):
            words = {word[:4] for word in line.split()}
            for word in words | {word[:3] for word in words}:
                index[word].append(number)
        return index

    def hinting(self, touch: Touch) -> list[tuple[Place, str]]:
        """The claims that the touch's pattern may match, in order."""
        index = self.index
        hints = index.keys() & begin(touch.hints)
        if not hints:
            return []
        numbers: set[int] = set()
        for hint in hints:
            numbers.update(index[hint])
        claims = [self.claims[number] for number in sorted(numbers)]
        return [claim for claim in claims if may_match(touch.claim, claim[1])]

    @cached_property
    def code(self) -> str:
        """The whole text with its code in lower case; empty where that changes its length."""
        text = self.found.document.text
        lower = text.lower()
        return lower if len(lower) == len(text) else ""

    @cached_property
    def live(self) -> str:
        """All it says in lower case, without headings, questions and history."""
        texts = [place.slot.text.lower() for place in self.found.places]
        texts += [field.value.text.lower() for field in self.found.document.fields]
        return "\n".join([text for text in texts if not _asks(text)])

    @cached_property
    def questions(self) -> list[Slot]:
        """Questions the text asks and leaves open, such as edge cases of spec-kit; ours ("Open question:") are known."""
        found = []
        for place in self.found.places:
            text = place.slot.text
            asks = "?" in text and (text.rstrip().endswith("?") or "[NEEDS CLARIFICATION" in text)
            if asks and "open question:" not in place.lower and not (place.item is not None and place.item.checked):
                found.append(place.slot)
        return found

    @cached_property
    def inside(self) -> bool:
        """The work is on tests, documentation or structure: nothing reaches a user."""
        document = self.found.document
        told = document.title.plain if document.title else ""
        if not told:
            told = " ".join(statement.want.plain for statement in document.statements[:1] if statement.want)
        return _finds(_INSIDE, told.lower())


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?") or is_open(text) or "[needs clarification" in text


_last: tuple[Facts, Said] | None = None


def said(document: Document) -> Said:
    """What a document says; remembered for the last one."""
    global _last
    found = facts(document)
    last = _last
    if last is not None and last[0] is found:
        return last[1]
    made = Said(found)
    _last = (found, made)
    return made


def missing(
    document: Document, category: Category, touches: tuple[Touch, ...], help: str, asked: str = ""
) -> Iterator[Problem]:
    """At most one problem: the first touch of a document that nothing in it deals with.

    asked: words of the risk that, in a question, show that somebody saw it, and elsewhere that it is answered.
    """
    if document.shape == "none" or document.language != "en":
        return
    told = said(document)
    for touch in touches:
        if (told.inside and not touch.inside) or touch.shape not in ("", document.shape):
            continue
        claims = [] if touch.code else told.hinting(touch)
        if not (claims or touch.code) or (touch.also and not may_match(touch.also, told.live)):
            continue
        place = _in_code(told, touch) if touch.code else _claim(claims, touch)
        if place is None or told.live.count(" ") < _LEAST:
            continue
        if told.deals(touch) or (touch.also and not _finds(touch.also, told.live)):
            continue
        yield Problem(place.start, place.end, touch.why, help=help, tags=(category,), slot=place)
        return
    if asked and told.questions and not told.inside:
        search = _pattern(asked).search
        asking = next((slot for slot in told.questions if search(slot.text.lower())), None)
        if asking is not None and not search(told.live):
            why = "this is asked and nowhere answered"
            yield Problem(asking.start, asking.end, why, help=help, tags=(category,), slot=asking)


def _in_code(told: Said, touch: Touch) -> Slot | None:
    starts = [start for start in map(told.code.find, touch.hints.split()) if start >= 0]
    if not starts:
        return None
    match = _pattern(touch.claim).search(told.code, max(0, min(starts) - 40))
    return None if match is None else told.found.document.slot(*match.span())


def _claim(claims: list[tuple[Place, str]], touch: Touch) -> Slot | None:
    search = _pattern(touch.claim).search
    for place, text in claims:
        match = search(text)
        if match is not None:
            start, end = match.span()
            return place.slot.part(start, end)
    return None
