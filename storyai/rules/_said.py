"""The texts of a document as the missing-risk rules read them: what it says it does, and all it says."""

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache, cached_property

from storyai.document import Document, Slot, Statement
from storyai.rules._facts import Facts, Place, begin, facts, is_open, places_in
from storyai.rules._literals import may_match

# Where a story only talks about things, rather than saying what it does.
_NO_CLAIMS = frozenset(
    """risks mitigations security performance migration breaking_changes out_of_scope assumptions questions log status testing
    unit_tests integration_tests e2e_tests performance_tests documentation definition_of_done related effort edge_cases
    notes dependencies""".split()
)
# Work on the product's own insides: nothing reaches a user, so few risks are material.
_INSIDE = (
    # A look into something, or talk about it, changes nothing yet.
    r"^\W*(?:research|spike|document(?! (?:types?|upload|store|management|view))|poc|investigat\w+|evaluat\w+|explor\w+|discuss\w*|analy[sz]e|brainstorm\w*|compare|assess)\b|"
    r"\b(?:run|speed up|port|fix) (?:\w+ ){0,3}tests?\b|^\W*(?:(?:story|task|epic) [\d.]+\W*)?test(?:s|ing)?\b|\b(?:unit|integration|e2e|end-to-end|regression|contract|smoke|"
    r"add|write|new|missing|flaky|legacy) tests?\b|\btests? (?:suites?|strateg\w+|coverage|plans?|foundation|infrastructure|"
    r"harness|cleanup|migration)\b|\btesting(?: infrastructure| setup| design)?$|\b(?:coverage|docs?|documentation|"
    r"readme|refactor\w*|clean ?up|benchmark\w*|baselines?|lint\w*|type definitions|storybook|changelog|claude\.md|scaffold\w*|monorepo|boilerplate|prototype)\b"
)

# Latin letters and line feeds stay, all other bytes become blanks: passes in C, no search for each word.
_LETTERS = bytes(byte if 97 <= byte <= 122 or byte == 10 else 32 for byte in range(256))
_BUILDERS = r"\b(?:develop|engineer|maintain|tester|qa\b|contributor|programmer|team|committer)"
# A page without a story that still asks for a change, rather than telling how to use something.
_TICKET = r"\b(?:should|needs? to|would like|would be (?:nice|good|great|useful)|we want|i want|we need|must|backlog)\b"
_MANUAL = r"\b(?:installation|usage|licen[cs]e|getting started|quick ?start|contributing|table of contents)\b"

# Words below which a story is a bare statement.
_LEAST = 20

Claim = tuple[Place, str]


@cache
def search_pattern(source: str) -> re.Pattern[str]:
    """For text in lower case: without IGNORECASE a search is twice as fast."""
    return re.compile(source, re.MULTILINE)


def finds(pattern: str, text: str) -> bool:
    return may_match(pattern, text) and search_pattern(pattern).search(text) is not None


class Texts:
    """The prose of a document, or of a piece of one, in lower case.

    claims: what the story says it does there: no questions, nothing said about risks. live: all that is said there,
    without questions and history. hits: by category, the first claim that each touch was found in, once looked for.
    """

    __slots__ = ("claims", "hits", "live")

    def __init__(self, claims: list[Claim], live: list[str]) -> None:
        self.claims, self.live = claims, live
        self.hits: dict[str, dict[int, tuple[Place, int, int]]] = {}


class Index:
    """Claims, each with the number of the texts it is from, by the beginnings of their words."""

    def __init__(self, texts: list[Texts]) -> None:
        self.claims = [(number, claim) for number, each in enumerate(texts) for claim in each.claims]

    @cached_property
    def _beginnings(self) -> dict[str, list[int]]:
        """The first three and four letters of every word of the claims -> the claims they stand in, by number."""
        index: defaultdict[str, list[int]] = defaultdict(list)
        joined = "\n".join([text.replace("\n", " ") for _, (_, text) in self.claims])
        lines = joined.encode("utf-8", "surrogatepass").translate(_LETTERS).decode("ascii").split("\n")
        for number, line in enumerate(lines):
            words = {word[:4] for word in line.split()}
            for word in words | {word[:3] for word in words}:
                index[word].append(number)
        return index

    def hinting(self, hints_of: str, pattern: str) -> list[tuple[int, Claim]]:
        """The claims that a pattern may match, in order; hints_of: beginnings of words, one of which it always has."""
        index = self._beginnings
        hints = index.keys() & begin(hints_of)
        if not hints:
            return []
        numbers: set[int] = set()
        for hint in hints:
            numbers.update(index[hint])
        claims = [self.claims[number] for number in sorted(numbers)]
        return [claim for claim in claims if may_match(pattern, claim[1][1])]


class Said:
    """The texts of a document as the risk rules read them, each put together when it is asked for."""

    def __init__(self, found: Facts) -> None:
        self.found = found
        self._dealt: dict[str, bool] = {}
        self._index: tuple[list[Texts], Index] | None = None

    def deals(self, *patterns: str) -> bool:
        """Something in the document shows that somebody thought of it."""
        dealt = self._dealt
        for pattern in patterns:
            if pattern and pattern not in dealt:
                dealt[pattern] = self.says(pattern)
            if pattern and dealt[pattern]:
                return True
        return False

    def says(self, pattern: str) -> bool:
        """Whether the pattern stands in all it says; where it stood last is looked at first, from either end."""
        live, places = self.live, self.found.document.memory
        if pattern in places:
            start, left = places[pattern]
            for at in (start, len(live) - left):
                if 0 <= at < len(live) and search_pattern(pattern).match(live, at):
                    return True
        match = search_pattern(pattern).search(live) if may_match(pattern, live) else None
        if match is not None:
            places[pattern] = match.start(), len(live) - match.start()
        return match is not None

    @cached_property
    def texts(self) -> list[Texts]:
        """The title, then all else in order: piece by piece, where the document has pieces."""
        document = self.found.document
        if not document.pieces:
            return [Texts(self._title(), []), self._read(self.found.places, document.statements)]
        title = next((piece.memo for piece in document.pieces if piece.title is not None), {})
        if "said in title" not in title:
            title["said in title"] = Texts(self._title(), [])
        texts = [title["said in title"]]
        for piece in document.pieces:
            known = piece.memo.get("said")
            if known is None:
                known = piece.memo["said"] = self._read(places_in(piece), piece.statements)
            texts.append(known)
        return texts

    def _title(self) -> list[Claim]:
        document = self.found.document
        title = document.title
        if title is None or not document.sections or len(title.text.lower()) != len(title.text):
            return []
        place = Place(title, document.sections[0], title.text.lower())
        return [(place, place.lower)]

    def _read(self, places: list[Place], statements: list[Statement]) -> Texts:
        found = self.found
        benefits = sorted((each.benefit.start, each.benefit.end) for each in statements if each.benefit is not None)
        claims: list[Claim] = []
        live: list[str] = []
        may, out, section = False, False, None
        for place in places:
            if place.section is not section:
                section = place.section
                roles = found.roles(section)
                may = roles.isdisjoint(_NO_CLAIMS) and "scope" not in section.title.lower()
                out = "out_of_scope" in roles
            if out:
                continue
            lower = place.slot.text.lower()
            text = _without_benefit(lower, place.slot, benefits)
            if not _asks(text):
                live.append(text)
            if may and not _asks(lower) and len(lower) == len(place.slot.text):
                claims.append((place, text))
        return Texts(claims, live)

    def index_of(self, texts: list[Texts]) -> Index:
        """The index of these texts; remembered for the last ones, which the rules ask for in turn."""
        if self._index is None or self._index[0] != texts:
            self._index = (texts, Index(texts))
        return self._index[1]

    @cached_property
    def code(self) -> str:
        """The whole text with its code in lower case; empty where that changes its length."""
        text = self.found.document.text
        lower = text.lower()
        return lower if len(lower) == len(text) else ""

    @cached_property
    def live(self) -> str:
        """All it says in lower case, without headings, questions and history."""
        fields = [field.value.text.lower() for field in self.found.document.fields]
        said = [text for texts in self.texts for text in texts.live]
        return "\n".join([*said, *[text for text in fields if not _asks(text)]])

    @cached_property
    def brief(self) -> bool:
        """A bare statement: the place for risks is still to be written."""
        return len(self.live.split(maxsplit=_LEAST)) < _LEAST

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
    def ticket(self) -> bool:
        """A title and prose that asks for a change, with nothing of a manual: a ticket without the form of a story."""
        document = self.found.document
        if document.title is None or not any(texts.claims for texts in self.texts) or document.text.count("```") > 4:
            return False
        return finds(_TICKET, self.live) and not any(
            finds(_MANUAL, section.title.lower()) for section in document.sections
        )

    @cached_property
    def inside(self) -> bool:
        """The work is on tests, documentation or structure, or only looks into something: nothing reaches a user."""
        document = self.found.document
        told = document.title.plain if document.title else ""
        roles = [statement.role.plain.lower() for statement in document.statements if statement.role is not None]
        if roles and not finds(_BUILDERS, roles[0]):
            told = re.sub(
                r"^\W*test(?:s|ing)?\b", "", told, flags=re.IGNORECASE
            )  # "Testing - pair with ...": for users
        if not told:
            told = " ".join(statement.want.plain for statement in document.statements[:1] if statement.want)
        return finds(_INSIDE, told.lower())


def _without_benefit(lower: str, slot: Slot, benefits: list[tuple[int, int]]) -> str:
    """A slot's text in lower case, blank where it tells the benefit: what others gain is not what this change does.

    Of a benefit that runs on to the end of a long paragraph, as in tickets, only the first sentence is one.
    """
    at = bisect_right(benefits, (slot.start, slot.start))
    if at < len(benefits) and benefits[at][0] < slot.end and len(lower) == len(slot.text):
        start, end = (place - slot.start for place in benefits[at])
        stop = lower.find(". ", start, end)
        end = end if stop < 0 else stop
        return lower[:start] + " " * (end - start) + lower[end:]
    return lower


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
