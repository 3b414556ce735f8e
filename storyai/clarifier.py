"""Clarify: the few questions worth asking before a story is written, and their answers as further notes.

Offline the questions are those a draft leaves open, ranked by how much an answer decides; with a model they are its
own, checked the same way.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from storyai.answers import chosen, place_of
from storyai.answers.options import ORDER, options_for
from storyai.engine import Engine, Request, Usage
from storyai.errors import UsageError
from storyai.grounding.evidence import Notes
from storyai.places import ABOUT

MOST = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One question with two to four options; recommended is one of them. lines: 1-based notes lines, may be empty."""

    text: str
    why: str
    about: str
    options: tuple[str, ...]
    recommended: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clarification:
    """At most five questions, most valuable first, and what asking for them cost."""

    questions: list[Question]
    engine: str
    model: str | None
    usage: Usage = field(default_factory=Usage)

    def to_json(self) -> dict[str, Any]:
        """Version 1 of ``clarify --format json``; ``answer`` is for whoever answers."""
        usage = {key: value for key, value in asdict(self.usage).items() if key != "retries" and key != "cached_tokens"}
        return {
            "version": 1,
            "questions": [{**asdict(question), "answer": None} for question in self.questions],
            "engine": {"name": self.engine, "model": self.model},
            "usage": usage,
        }


def clarify(notes: str, engine: Engine | None = None) -> Clarification:
    """What to ask about notes. Offline without an engine. Raises EngineError."""
    if engine is None or engine.name == "offline":
        return Clarification(_offline(notes), "offline", None)
    answer = engine(clarify_request(notes))
    return Clarification(_checked(answer.reply, notes), engine.name, engine.model, answer.usage)


def clarify_request(notes: str) -> Request:
    """The question to a model."""
    return Request("clarify", {"notes": notes})


def _offline(notes: str) -> list[Question]:
    from storyai.drafter import draft

    ranked: list[tuple[float, Question]] = []
    made = draft(notes)
    for found in made.questions:
        place = place_of(found.text)
        if (place is not None and place not in ORDER) or "…" in found.text:
            continue  # no use before the draft, or about the draft's own words
        # What the notes themselves leave open comes behind the wanted change and ahead of what nobody mentioned.
        rank: float = ORDER.index(place) if place is not None else ORDER.index("*")
        rank += 0 if found.lines or place is not None else 0.5
        options, recommended = options_for(place, found.text)
        if place == "benefit" and made.values.get("issue_type") in ("BUG", "SECURITY"):
            recommended = options[1]  # it prevents mistakes or loss
        why = _sentence(found.why)
        ranked.append((rank, Question(found.text, why, found.about, options, recommended, found.lines)))
    ranked.sort(key=lambda pair: pair[0])
    return [question for _, question in ranked[:MOST]]


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) or not text else ".")


def _checked(reply: dict[str, Any], notes: str) -> list[Question]:
    """A model's questions that can be asked: with options, and without facts the notes do not have."""
    told = Notes(notes)
    found: list[Question] = []
    for raw in reply.get("questions", []):
        text, why = told.clean(raw["text"]), told.clean(raw["why"])
        options = tuple(
            dict.fromkeys(
                option
                for option in map(told.clean, raw["options"])
                if option and not told.source.missing(option, german=told.german)
            )
        )[:4]
        if not text or len(options) < 2 or told.source.missing(text, german=told.german):
            continue
        recommended = told.clean(raw["recommended"])
        lines = tuple(number for number in raw["lines"] if told.has_line(number))
        about = ABOUT.get(raw["about"], "notes")
        found.append(Question(text, why, about, options, recommended if recommended in options else options[0], lines))
    return found[:MOST]


def as_markdown(questions: Sequence[Question], about: str) -> str:
    """The questions as a page to answer in; ``storyai.answers`` reads it back. about: what the notes are called."""
    if not questions:
        return f"# Questions about {about}\n\nNone: the notes say enough for a first draft.\n"
    parts = [
        f"# Questions about {about}",
        "Write an answer, or the letter of an option, behind each `Answer:`; leave it empty to keep a question open."
        " `storyai draft NOTES --answers FILE` takes the answers as further notes.",
    ]
    for number, question in enumerate(questions, 1):
        options = "\n".join(
            f"- {letter}: {option}{' (recommended)' if option == question.recommended else ''}"
            for letter, option in zip("ABCD", question.options, strict=False)
        )
        why = question.why + (f" (notes line {', '.join(map(str, question.lines))})" if question.lines else "")
        parts.append(f"## {number}. {question.text}\n\n{why}\n\n{options}\n\nAnswer:".replace("\n\n\n\n", "\n\n"))
    return "\n\n".join(parts) + "\n"


def ask_in_turn(
    questions: Sequence[Question], read: Callable[[str], str], say: Callable[[str], None]
) -> list[tuple[str, str]]:
    """Ask one question at a time: a letter, own words, Enter for the recommended option, ``-`` to leave it open.

    read: given the prompt, returns a line; EOFError ends the asking with the answers so far.
    """
    pairs: list[tuple[str, str]] = []
    for number, question in enumerate(questions, 1):
        options = dict(zip("ABCD", question.options, strict=False))
        best = next(letter for letter, option in options.items() if option == question.recommended)
        say(f"\n{number}/{len(questions)}  {question.text}\n     {question.why}")
        for letter, option in options.items():
            say(f"     {letter}  {option}")
        answer = _answer(read, say, options, best, question.text)
        if answer is None:
            break
        if answer:
            pairs.append((question.text, answer))
    return pairs


def _answer(
    read: Callable[[str], str], say: Callable[[str], None], options: dict[str, str], best: str, question: str
) -> str | None:
    """One answer, asked for again after a letter that no option has; None where there is no more to read."""
    while True:
        try:
            said = read(f"Answer [{best}, - for none]: ").strip() or best
        except EOFError:
            return None
        try:
            return chosen(said, options, question)
        except UsageError as error:
            say(f"     {error}")
