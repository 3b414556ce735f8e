"""Clarify: the few questions worth asking before a story is written, and their answers as further notes.

Offline the questions are those a draft leaves open, ranked by how much an answer decides; with a model they are its
own, checked the same way.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from storyai.engine import Engine, Request, Usage
from storyai.errors import UsageError
from storyai.evidence import Notes
from storyai.options import ORDER, UNDECIDED, options_for
from storyai.places import ABOUT, ASKED

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

    gaps = {asked.text: name for name, asked in ASKED.items()}
    ranked: list[tuple[float, Question]] = []
    for found in draft(notes).questions:
        place = gaps.get(found.text)
        if (place is not None and place not in ORDER) or "…" in found.text:
            continue  # no use before the draft, or about the draft's own words
        # What the notes themselves leave open comes behind the wanted change and ahead of what nobody mentioned.
        rank: float = ORDER.index(place) if place is not None else ORDER.index("*")
        rank += 0 if found.lines or place is not None else 0.5
        options, recommended = options_for(place, found.text)
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
        found.append(
            Question(text, why, about, options, recommended if recommended in options else options[0], lines)
        )
    return found[:MOST]


def as_markdown(questions: Sequence[Question], about: str) -> str:
    """The questions as a page to answer in; ``answers_in`` reads it back. about: what the notes are called."""
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


_HEADING = r"#{1,6}[ \t]+(?:[0-9]+[.)][ \t]*)?(?P<question>.*\S)[ \t]*#*$"


def answers_in(text: str) -> list[tuple[str, str]]:
    """The answered questions of a file: the page of ``as_markdown``, or the JSON of ``clarify`` with answers.

    A letter stands for its option. Questions without an answer are left out. Raises UsageError for broken JSON.
    """
    if text.lstrip().startswith(("{", "[")):
        return _answers_in_json(text)
    heading = re.compile(_HEADING)
    found: list[tuple[str, str]] = []
    question = ""
    options: dict[str, str] = {}
    answer: list[str] | None = None

    def close() -> None:
        if question and answer is not None and (said := _chosen(" ".join(filter(None, answer)), options)):
            found.append((question, said))

    for line in text.splitlines():
        if match := heading.match(line.strip()):
            close()
            question, options, answer = match["question"], {}, None
        elif line.strip().strip("*").lower().startswith("answer:"):
            answer = [line.strip().strip("*")[len("answer:") :].strip(" *")]
        elif answer is not None:
            answer.append(line.strip())
        elif match := re.match(r"[-*+][ \t]+(?:\[[ xX]\][ \t]*)?([A-D])[:.)][ \t]+(.*\S)", line.strip()):
            options[match[1]] = match[2].removesuffix("(recommended)").strip()
    close()
    return found


def _chosen(answer: str, options: dict[str, str]) -> str:
    """What an answer says: its text, or the option whose letter it is; nothing for ``-`` and for undecided."""
    letter = answer.strip().rstrip(".):").upper()
    said = options.get(letter, answer.strip())
    return "" if said in ("-", UNDECIDED) else said


def _answers_in_json(text: str) -> list[tuple[str, str]]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UsageError(f"the answers are neither Markdown nor JSON ({error})") from None
    entries = found.get("questions", []) if isinstance(found, dict) else found
    pairs: list[tuple[str, str]] = []
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("answer"), str):
            question = entry.get("text") or entry.get("question") or ""
            letters = dict(zip("ABCD", entry.get("options") or [], strict=False))
            if said := _chosen(entry["answer"], letters):
                pairs.append((str(question), said))
    return pairs


# Label that makes the offline engine put an answer into the place that was asked about.
_LABELS = {
    "role": "Users", "want": "Want", "benefit": "Benefit", "acceptance_criteria": "Acceptance criteria",
    "risks": "Risk", "performance_impact": "Performance", "security_implications": "Security",
    "data_migration": "Data migration", "breaking_changes": "Compatibility", "ui_design": "UI", "api_design": "API",
    "background": "Background",
}  # fmt: skip


def answers_as_notes(pairs: Sequence[tuple[str, str]]) -> str:
    """Answers as lines of notes, one each, so that statements can name them as their evidence."""
    places = {asked.text: name for name, asked in ASKED.items()}
    lines = []
    for question, answer in pairs:
        label = _LABELS.get(places.get(question, ""))
        lines.append(f"{label}: {answer}" if label else f"{question.rstrip(' :')} {answer}")
    return "\n".join(f"- {line}" for line in lines)


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
        try:
            said = read(f"Answer [{best}, - for none]: ").strip() or best
        except EOFError:
            break
        if chosen := _chosen(said, options):
            pairs.append((question.text, chosen))
    return pairs
