"""How a rule reads one criterion: its words, where its outcome begins, and what makes a word in it concrete.

The readings of a document are made once and shared by all rules of a pass.
"""

import re
from collections.abc import Iterator

from storyai.document import Criterion, Document, Section, Slot
from storyai.finding import Edit, Fix
from storyai.rules._evidence import explains, measures, pattern
from storyai.rules._rule import Problem
from storyai.rules._words import Phrases

__all__ = ["Reading", "ask", "readings", "vague"]

_WORD = re.compile(r"\w+(?:['’./-]\w+)*")
_CONDITION = frozenset(("when", "whenever", "if", "while", "given", "where", "wenn", "falls", "cuando", "si", "dado"))
_DIGITS = frozenset("0123456789")
_ENOUGH = 40  # hits of one list in one criterion; the rest of a pathological line is not worth quadratic time
_STEP = frozenset(("given", "when"))


class Reading:
    """One criterion, or one item below it, as words.

    words are in lower case; ``starts``/``ends`` are their offsets into the slot. response: the index of the first
    word behind a leading condition ("When ..., ..."), 0 without one, ``len(words)`` for a lone condition.
    """

    __slots__ = (
        "_ends",
        "_starts",
        "criterion",
        "document",
        "memo",
        "numeric",
        "plain",
        "response",
        "slot",
        "vocabulary",
        "words",
    )

    def __init__(self, document: Document, criterion: Criterion, slot: Slot) -> None:
        self.document = document
        self.criterion = criterion
        self.slot = slot
        self.plain = slot.plain
        lowered = self._lowered()
        self.words: list[str] = _WORD.findall(lowered)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.vocabulary = frozenset(self.words)
        self.numeric = not _DIGITS.isdisjoint(lowered)
        self.response = self._response()
        self.memo: dict[str, object] = {}

    @property
    def starts(self) -> list[int]:
        if len(self._starts) < len(self.words):
            self._measure()
        return self._starts

    @property
    def ends(self) -> list[int]:
        if len(self._ends) < len(self.words):
            self._measure()
        return self._ends

    def _measure(self) -> None:
        """Most criteria have no word that a rule looks for, and need no offsets."""
        spans = [match.span() for match in _WORD.finditer(self._lowered())]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def _lowered(self) -> str:
        lowered = self.plain.lower()
        return lowered if len(lowered) == len(self.plain) else self.plain  # a few letters change their length ("İ")

    def _response(self) -> int:
        words = self.words
        if not words:
            return 0
        if "then" in self.vocabulary:
            return words.index("then") + 1
        if words[0] not in _CONDITION:
            return 0
        for name in ("shall", "dann", "entonces"):
            if name in self.vocabulary:
                return words.index(name) + 1
        for at in range(1, len(words)):
            if "," in self.gap(at - 1) or "->" in self.gap(at - 1) or "→" in self.gap(at - 1):
                if words[at] in ("and", "or", "when", "given") or words[0] == "given":
                    continue
                return at
        return len(words) if words[0] in _STEP else 0

    def gap(self, at: int) -> str:
        """What stands between word ``at`` and the next."""
        end = self.starts[at + 1] if at + 1 < len(self.words) else len(self.plain)
        return self.plain[self.ends[at] : end]

    def word(self, at: int) -> str:
        """Word ``at``; empty outside."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def find(self, phrases: Phrases, start: int = 0) -> Iterator[tuple[int, int]]:
        """Where the phrases stand, as half-open word indexes, none overlapping."""
        if self.vocabulary.isdisjoint(phrases.first):
            return
        at, first, left = start, phrases.first, _ENOUGH
        while at < len(self.words) and left:
            if self.words[at] in first:
                end = phrases.at(self.words, at)
                if end > at and not any(mark in self.plain[self.ends[at] : self.starts[end - 1]] for mark in ".;:("):
                    if not self.quoted(at) and not self._beside(at):
                        left -= 1
                        yield at, end
                    at = end
                    continue
            at += 1

    def _beside(self, at: int) -> bool:
        """Whether word ``at`` demands nothing: it tells the benefit ("so that ..."), what is left ("instead of large files"),
        or an example in brackets.
        """
        words = self.words
        if (
            "so" in self.vocabulary
            and "that" in self.vocabulary
            and any(words[i : i + 2] == ["so", "that"] for i in range(3, at - 1))
        ):
            return True
        if words[max(0, at - 2) : at] in (["instead", "of"], ["rather", "than"]):
            return True
        if "(e.g" not in self.plain:
            return False
        start = self.starts[at]
        opened = self.plain.rfind("(e.g", 0, start)
        return opened > self.plain.rfind(")", 0, start)

    def clause(self, at: int) -> int:
        """Offset of the end of the clause that word ``at`` stands in."""
        if ";" not in self.plain and ". " not in self.plain:
            return len(self.plain.rstrip().rstrip(".!"))
        match = pattern("clause").search(self.plain, self.ends[at])
        return match.start() if match else len(self.plain.rstrip())

    def quoted(self, at: int) -> bool:
        """Whether word ``at`` stands in a quotation inside the criterion: a text of the product, not a demand."""
        if '"' not in self.plain and "“" not in self.plain and "„" not in self.plain:
            return False
        spans = self.memo.get("quotations")
        if spans is None:
            found = [match.span() for match in pattern("quotation").finditer(self.plain)]
            most = len(self.plain) * (1.0 if self.below else 0.8)
            spans = self.memo["quotations"] = [span for span in found if span[1] - span[0] <= most]
        start = self.starts[at]
        return any(a <= start < b for a, b in spans)  # type: ignore[attr-defined]

    @property
    def below(self) -> bool:
        """Whether it stands below a sentence that ends in a colon: a part of what that one lists."""
        if self.slot is not self.criterion.slot:
            return self.criterion.slot.plain.rstrip().endswith(":")
        item = self.criterion.item
        return item is not None and item.parent is not None and item.parent.slot.plain.rstrip().endswith(":")

    @property
    def measured(self) -> bool:
        """Whether a figure that measures something stands in it."""
        known = self.memo.get("measured")
        if known is None:
            known = self.memo["measured"] = self.numeric and self.figure(0, len(self.plain))
        return bool(known)

    def figure(self, start: int, end: int) -> bool:
        """Whether a figure that measures stands between two offsets."""
        return measures(self.plain[start:end])

    @property
    def detailed(self) -> bool:
        """Whether items or paragraphs below it say more."""
        item = self.criterion.item
        return item is not None and bool(item.children or item.more) and self.slot is self.criterion.slot

    def explained(self, end: int, arrows: bool = True) -> bool:
        """Whether something behind word ``end - 1`` in its clause, or below the criterion, makes it concrete.

        See ``_evidence.explains``.
        """
        return self.detailed or explains(self.plain[self.ends[end - 1] : self.clause(end - 1)], arrows)

    def bracketed(self, at: int) -> bool:
        """Whether word ``at`` stands in brackets behind a figure: "3-5k tokens (an appropriate size)"."""
        before = self.plain[: self.starts[at]]
        opened = before.rfind("(")
        return opened > before.rfind(")") and self.figure(0, opened)

    def aside(self, at: int) -> bool:
        """Whether word ``at`` stands in brackets behind the criterion's own words."""
        start = self.starts[at]
        opened = self.plain.rfind("(", 0, start)
        return opened > self.plain.rfind(")", 0, start) and at > 2

    def clause_end(self, end: int) -> bool:
        """Whether a clause or the criterion ends behind word ``end - 1``."""
        if end >= len(self.words):
            return True
        mark = self.gap(end - 1).strip()[:1]
        return (bool(mark) and mark in ",.;:)–—-/") or self.words[end] in ("and", "or", "but", "to", "then")

    def problem(self, start: int, end: int, message: str, help: str = "", fix: Fix | None = None) -> Problem:
        """A problem over the words ``start`` to ``end - 1``."""
        base = self.slot.start
        return Problem(base + self.starts[start], base + self.ends[end - 1], message, help, fix, slot=self.slot)

    def said(self, start: int, end: int) -> str:
        """The words as written."""
        return " ".join(self.slot.text[self.starts[start] : self.ends[end - 1]].split())


_last: tuple[Document, list[Reading]] | None = None


def readings(document: Document) -> list[Reading]:
    """The readings of all criteria and of the items below them, without open questions.

    Remembered for the last document, which all rules of a pass ask for in turn, and with its pieces.
    """
    global _last
    last = _last
    if last is not None and last[0] is document:
        return last[1]
    found: list[Reading] = []
    if document.pieces:
        for piece in document.pieces:
            known = piece.memo.get("readings")
            if known is None or known[0] != document.language:  # by which words are known
                known = piece.memo["readings"] = (document.language, _read(document, piece.criteria))
            found += known[1]
        for reading in found:
            reading.document = document
    else:
        found = _read(document, document.criteria)
    _last = (document, found)
    return found


def _read(document: Document, criteria: list[Criterion]) -> list[Reading]:
    found: list[Reading] = []
    seen: set[int] = set()
    own = {criterion.slot.start for criterion in criteria}
    keyword = ""  # of the last step, which "And" continues, within one section
    section: Section | None = None
    for criterion in criteria:
        if criterion.slot.start in seen or _asks(criterion.slot):
            continue
        if criterion.section is not section:
            keyword, section = "", criterion.section
        seen.add(criterion.slot.start)
        reading = Reading(document, criterion, criterion.slot)
        first = reading.word(0)
        if first in ("and", "but") and keyword in _STEP:
            reading.response = len(reading.words)
        elif first not in ("and", "but"):
            keyword = first
        found.append(reading)
        below = list(criterion.item.children) if criterion.item is not None else []
        for item in below:  # grows while it is read
            if item.body.start in own:
                continue
            below.extend(item.children)
            if item.slot and item.body.start not in seen and not _asks(item.slot):
                seen.add(item.body.start)
                found.append(Reading(document, criterion, item.body))
    return found


def _asks(slot: Slot) -> bool:
    """Whether it holds an open question: what is unclear about it is known."""
    return "pen question" in slot.plain


def ask(reading: Reading, at: int, question: str) -> Fix:
    """A fix that adds no fact: it asks for the missing one behind the clause that word ``at`` stands in."""
    place = reading.clause(at)
    text = reading.slot.text
    while place > 0 and text[place - 1] in " \t.":
        place -= 1
    place += reading.slot.start
    return Fix(f"ask: {question}", (Edit(place, place, f" (Open question: {question})"),))


def vague(reading: Reading, start: int, end: int, message: str, question: str, help: str = "") -> Problem:
    """A problem with words that cannot be tested, and the question that would make them testable."""
    return reading.problem(start, end, message, help, ask(reading, end - 1, question))
