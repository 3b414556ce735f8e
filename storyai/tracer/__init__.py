"""Trace: which notes lines stand behind each statement of a story, and what was made of each notes line.

Needs no model and no evidence inside the story, so that it works on stories edited by hand or written elsewhere. A
line stands behind a statement if it holds enough of the statement's content words, rare ones counting more. What a
statement says beyond the notes (numbers, dates, addresses, ids, quoted strings, names) is a finding.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from math import log
from typing import Literal

from storyai.amounts import amount as amount_of
from storyai.amounts import numbers
from storyai.document import Document, Slot, parse
from storyai.finding import Finding
from storyai.grounding import Fact, Source, fold, is_german
from storyai.grounding.evidence import content
from storyai.places import OPEN
from storyai.rules._rule import Problem, Rule, rule
from storyai.text import line_texts
from storyai.tracer.claims import FIXED, listed_questions, proposed, slots

Basis = Literal["grounded", "follows", "ungrounded", "assumed"]

# Share of a statement's content words, weighted by rarity, that its lines together must hold.
ENOUGH = 0.5
# What a further line must add to be one of the lines behind a statement.
ADDS = 0.15
MOST_LINES = 4
# Share of a question's words that its lines must hold: it has words of its own ("which", "what happens").
ASKED_ENOUGH = 0.3

# How a draft begins a statement about what the notes put off.
OUT = "Out of scope:"

_TESTS = ("testing", "unit_tests", "integration_tests", "e2e_tests", "performance_tests")


@dataclass(slots=True)
class Traced:
    """A statement of the story. lines: the notes lines behind it, best first; support: 0 to 1, how much they hold.

    basis: ``grounded`` in the notes, ``follows`` from another statement (``origin``), ``assumed`` as the story says,
    else ``ungrounded``. missing: facts that the notes do not have; their offsets count from ``start``.
    """

    slot: Slot
    section: str
    line: int
    basis: Basis = "ungrounded"
    lines: list[int] = field(default_factory=list)
    support: float = 0.0
    origin: int | None = None
    missing: list[Fact] = field(default_factory=list)


@dataclass(slots=True)
class NotesLine:
    """A notes line that is not blank. statements: indexes of those made of it; asked: a question repeats it."""

    line: int
    text: str
    statements: list[int] = field(default_factory=list)
    asked: bool = False


@dataclass(slots=True)
class Trace:
    """faithfulness: share of the story's unmarked statements that the notes bear out; coverage: share of the notes
    lines (those with content words) that the story uses or asks about. None where there is nothing to count."""

    document: Document
    statements: list[Traced]
    notes: list[NotesLine]

    @property
    def faithfulness(self) -> float | None:
        claims = [one for one in self.statements if one.basis != "assumed"]
        if not claims:
            return None
        return sum(one.basis != "ungrounded" and not one.missing for one in claims) / len(claims)

    @property
    def coverage(self) -> float | None:
        lines = [line for line in self.notes if tokens(line.text)]
        return sum(bool(line.statements) or line.asked for line in lines) / len(lines) if lines else None

    def findings(self) -> list[Finding]:
        """GR101 for every fact that the notes do not have, GR102 for statements that nothing in the notes bears out."""
        found: list[Finding] = []
        for one in self.statements:
            if one.basis == "assumed":
                continue
            for fact in one.missing:
                start = one.slot.start + fact.start
                said = f'{_FACTS[fact.kind]} "{fact.text}" is not in the notes'
                found.append(_finding(ungrounded_fact, start, start + len(fact.text), fact.text, one.section, said))
            if one.basis == "ungrounded" and not one.missing:
                found.append(_finding(
                    untraced_statement, one.slot.start, one.slot.end, one.slot.text, one.section,
                    "nothing in the notes says this",
                ))  # fmt: skip
        return sorted(found, key=lambda finding: (finding.start, finding.code))


_FACTS = {
    "number": "the number", "date": "the date", "time": "the time", "url": "the address", "id": "the identifier",
    "quoted": "the quoted text", "name": "the name",
}  # fmt: skip

# What a trace finds, in the form of rules that find nothing by themselves, as in ``rules._kinds``.


@rule(
    "GR101", "warning", tags=("grounding",),
    help="Take it from the notes, mark the statement as assumed, or ask for it.",
)  # fmt: skip
def ungrounded_fact(document: Document) -> Iterator[Problem]:
    """A number, date, time, address, identifier, quoted text or name that the notes do not have.

    Somebody made it up or knows it from elsewhere, and whoever reads the story cannot tell which.

    `storyai trace` finds this; it needs the notes that the story was made of.
    """
    yield from ()


@rule("GR102", "info", tags=("grounding",), help="Name where it comes from, or mark it as assumed.")
def untraced_statement(document: Document) -> Iterator[Problem]:
    """A statement that no line of the notes stands behind: too few of its words are there.

    It may follow from the notes all the same, in words of its own; that is for a reader to say.

    `storyai trace` finds this; it needs the notes that the story was made of.
    """
    yield from ()


KINDS = (ungrounded_fact, untraced_statement)


def _finding(kind: Rule, start: int, end: int, quote: str, section: str, message: str) -> Finding:
    mark = sha256(f"{kind.code}\0{section}\0{quote}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Finding(
        kind.code, kind.name, kind.severity, message, start, end, quote, kind.help, section, tags=kind.tags,
        fingerprint=mark,
    )  # fmt: skip


def trace(story: str | Document, notes: str, known: tuple[str, ...] = ()) -> Trace:
    """What of a story is in its notes, and what of the notes is in the story. known: texts that count as notes."""
    document = parse(story) if isinstance(story, str) else story
    lines = [NotesLine(number, text) for number, text in enumerate(line_texts(notes), 1) if text.strip()]
    index = _Index(lines)
    fields = (document.field(role) for role in ("created", "created_by", "last_updated"))
    written = [found.value.text for found in fields if found]
    source, german = Source(notes, *known, *written), is_german(notes)
    statements: list[Traced] = []
    for section, slot in slots(document):
        if slot.text.strip("* ").startswith(OPEN.strip()):
            index.ask(slot.text)
            continue
        if not tokens(slot.text) or slot.text.strip("* ") in FIXED or _of_notes(slot.text):
            continue
        one = Traced(slot, section.role or section.title, document.lines.place(slot.start)[0])
        if any(code.body.start <= slot.start < code.body.end for code in section.code) and proposed(section):
            one.basis = "assumed"
        claim = _claim(slot.text)
        one.lines, one.support = index.behind(tokens(claim))
        one.missing = source.missing(claim, german=german)
        statements.append(one)
    _judge(statements)
    for question in listed_questions(document):
        index.ask(question)
    for number, one in enumerate(statements):
        for line in one.lines:
            index.line[line].statements.append(number)
    return Trace(document, statements, lines)


def _claim(text: str) -> str:
    """What a text claims: the mark of an assumption, questions in brackets and a label of ours as blanks."""
    text = text.replace("(assumed)", " " * len("(assumed)"))
    if text.startswith(OUT):
        text = " " * len(OUT) + text[len(OUT) :]
    at = text.lower().find("(open question:")
    while at >= 0:
        end = text.find(")", at) + 1 or len(text)
        text = text[:at] + " " * (end - at) + text[end:]
        at = text.lower().find("(open question:")
    return text


def _of_notes(text: str) -> bool:
    """Whether a text says what the notes do not say ("the notes name no screen"): nothing could stand behind it."""
    lower = text.lower()
    return any(words in lower for words in ("the notes name", "the notes give", "the notes touch", "the notes do not",
                                            "the notes describe", "what the notes say", "in the notes",
                                            "notizen"))  # fmt: skip


def _judge(statements: list[Traced]) -> None:
    """Give every statement its basis; a test follows from the criterion whose words it repeats."""
    for one in statements:
        if "(assumed)" in one.slot.text or one.basis == "assumed":
            one.basis = "assumed"
        elif one.support >= ENOUGH:
            one.basis = "grounded"
        if one.support < ENOUGH:
            one.lines = []
    origins = [
        (number, tokens(one.slot.text)) for number, one in enumerate(statements)
        if one.basis == "grounded" and one.section not in _TESTS
    ]  # fmt: skip
    for one in statements:
        if one.basis != "ungrounded" or one.section not in (*_TESTS, "risks"):
            continue
        words = tokens(one.slot.text)
        shared = max(((len(words & other) / len(words), -number) for number, other in origins), default=(0.0, 0))
        if shared[0] >= ENOUGH:
            one.basis, one.origin = "follows", -shared[1]
            one.lines = list(statements[one.origin].lines)


def tokens(text: str) -> set[str]:
    """Content words and amounts: what two texts that say the same have in common."""
    found = {word for word in content(text) if word.isalpha()}
    for start, end in numbers(text):
        amount = amount_of(text[start:end])
        if amount:
            found.add(f"#{max(amount.values):g}")
    return found


class _Index:
    """The notes lines by content word."""

    def __init__(self, lines: list[NotesLine]) -> None:
        self.line = {line.line: line for line in lines}
        self.words = {line.line: tokens(line.text) for line in lines}
        self.with_word: dict[str, list[int]] = {}
        for number, words in self.words.items():
            for word in words:
                self.with_word.setdefault(word, []).append(number)

    def weight(self, word: str) -> float:
        """What a word counts: more if few lines have it; a word that no line has counts as one of a single line."""
        return 1 + log((1 + len(self.line)) / max(1, len(self.with_word.get(word, ()))))

    def ask(self, question: str) -> None:
        """Mark the lines that an open question is about, or quotes."""
        quoted = [fold(words) for pair in re.findall(r'"([^"]+)"|„([^“]+)“', question) for words in pair if words]
        for line in self.line.values() if quoted else ():
            line.asked = line.asked or any(words in fold(line.text) for words in quoted)
        lines, share = self.behind(tokens(question.partition("? (")[0].removeprefix(OPEN)))
        for number in lines if share >= ASKED_ENOUGH else ():
            self.line[number].asked = True

    def behind(self, words: set[str]) -> tuple[list[int], float]:
        """The lines that together hold the most of these words, best first, and the share that they hold."""
        weights = {word: self.weight(word) for word in words}
        total, left, chosen, held = sum(weights.values()), set(words), list[int](), 0.0
        while left and len(chosen) < MOST_LINES:
            gains: Counter[int] = Counter()
            for word in left:
                for number in self.with_word.get(word, ()):
                    gains[number] += weights[word]  # type: ignore[assignment]
            best = min(gains, key=lambda number: (-gains[number], number), default=None)
            if best is None or (chosen and gains[best] < ADDS * total):
                break
            chosen.append(best)
            held += gains[best]
            left -= self.words[best]
        return chosen, held / total if total else 0.0
