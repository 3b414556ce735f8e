"""Answers to questions: read from a page or from JSON, and written as lines of notes."""

import json
import re

from storyai.answers.decisions import decision
from storyai.answers.options import UNDECIDED, UNDECIDED_DE
from storyai.errors import UsageError
from storyai.places import ASKED, GERMAN

Pair = tuple[str, str]

_HEADING = r"#{1,6}[ \t]+(?:[0-9]+[.)][ \t]*)?(?P<question>.*\S)[ \t]*#*$"
_OPEN = frozenset(("-", "?", "undecided", "tbd", "open", "unentschieden", "offen"))


def answers_in(text: str) -> list[Pair]:
    """The answered questions of a file: the page of ``clarify``, or its JSON with answers.

    A letter stands for its option. Questions without an answer, or answered as undecided, are left out.
    Raises UsageError for broken JSON and for a letter that no option has.
    """
    return [pair for pair in read_answers(text) if pair[1]]


def read_answers(text: str) -> list[Pair]:
    """As ``answers_in``, with an empty answer for each question that somebody answered as undecided."""
    if text.lstrip().startswith(("{", "[")):
        return _in_json(text)
    heading = re.compile(_HEADING)
    found: list[Pair] = []
    question = ""
    options: dict[str, str] = {}
    answer: list[str] | None = None

    def close() -> None:
        said = " ".join(filter(None, answer or ()))
        if question and said:
            found.append((question, chosen(said, options, question)))

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


def chosen(answer: str, options: dict[str, str], question: str) -> str:
    """What an answer says: its text, or the option whose letter it is; nothing for ``-`` and for undecided.

    Raises UsageError for a letter that no option has.
    """
    letter = answer.strip().rstrip(".):").upper()
    if len(letter) == 1 and "A" <= letter <= "Z" and letter not in options:
        known = f"the letters are {', '.join(options)}" if options else "no options stand there to choose from"
        raise UsageError(f'"{question}": there is no answer {letter} ({known}); or write the answer in words')
    said = " ".join(options.get(letter, answer).split())
    return "" if said in (UNDECIDED, UNDECIDED_DE) or said.rstrip(".!").lower() in _OPEN else said


def _in_json(text: str) -> list[Pair]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UsageError(f"the answers are neither Markdown nor JSON ({error})") from None
    entries = found.get("questions", []) if isinstance(found, dict) else found
    pairs: list[Pair] = []
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("answer"), str) and entry["answer"].strip():
            question = str(entry.get("text") or entry.get("question") or "")
            options = [str(option) for option in entry.get("options") or ()]
            pairs.append((question, chosen(entry["answer"], dict(zip("ABCD", options, strict=False)), question)))
    return pairs


# Label that says which place of a story an answer is for.
_LABELS = {
    "role": "Users", "want": "Want", "benefit": "Benefit", "acceptance_criteria": "Acceptance criteria",
    "risks": "Risk", "performance_impact": "Performance", "security_implications": "Security",
    "data_migration": "Data migration", "breaking_changes": "Compatibility", "ui_design": "UI", "api_design": "API",
    "background": "Background",
}  # fmt: skip


# The question for a risk, worded by what a change touches (``engine.offline.risks``).
_RISK = re.compile(r"Wh(?:at|ere) .+, and who would notice\?$|Who relies on .+, and what breaks for them\?$")


def place_of(question: str) -> str | None:
    """The key of the place that a question is about, where it is one of the general ones."""
    for asked in (ASKED, GERMAN):
        for name, known in asked.items():
            if known.text == question:
                return name
    return "risks" if _RISK.match(question) else None


def line_of(question: str, answer: str) -> str:
    """An answer as one line of notes that states what is decided."""
    label = _LABELS.get(place_of(question) or "")
    return f"{label}: {answer}" if label else decision(question, answer)[0]
