"""Answers put into an offline draft's reply: each settles its question and becomes a statement of its own."""

from collections.abc import Sequence
from typing import Any

from storyai.answers import Pair, line_of, place_of
from storyai.answers.decisions import decision
from storyai.engine import Reply
from storyai.engine.offline.grammar import lower_first, plural, singular
from storyai.engine.offline.lexicon import IMPERATIVES
from storyai.engine.offline.predicates import has_finite
from storyai.grounding.evidence import same
from storyai.text import line_texts

Said = dict[str, Any]

_KINDS = {
    "A new ability": "FEATURE", "A change to something that exists": "ENHANCEMENT",
    "The repair of something that is broken": "BUG",
}  # fmt: skip
_ROLES = {
    "Whoever uses this part of the product today": "person who uses this part of the product today",
    "Another system": "system that uses this one",
}
_SAFE = "Nothing that undoing the release would not repair"


def with_answers(notes: str, pairs: Sequence[Pair]) -> tuple[str, int]:
    """The notes with a line for each answer behind them, and the number of the first such line."""
    body = notes.rstrip()
    lines = "\n".join(f"- {line_of(question, answer)}" for question, answer in pairs)
    return f"{body}\n\n{lines}\n", len(line_texts(body)) + 2


def put_answers(reply: Reply, pairs: Sequence[Pair], first: int) -> None:
    """Settle the answered questions of a reply to the notes alone. first: the line of the first answer."""
    for number, (question, answer) in enumerate(pairs, first):
        asked = [one for one in reply["questions"] if same(one["text"], question)]
        reply["questions"] = [one for one in reply["questions"] if one not in asked]
        behind = list(dict.fromkeys([number, *(line for one in asked for line in one["lines"])]))
        about = asked[0]["about"] if asked else "acceptance_criteria"
        quote = line_of(question, answer)
        _put(reply, question, answer, about, {"basis": "stated", "lines": behind, "quote": quote, "derived_from": None})


def _put(reply: Reply, question: str, answer: str, about: str, evidence: Said) -> None:
    place, low = place_of(question), lower_first(answer.rstrip(" ."))
    text, behaviour = decision(question, answer)
    if place == "want" and answer in _KINDS:
        # Says what kind of change it is; what should change is still to be said.
        reply["issue_type"] = {**evidence, "text": _KINDS[answer]}
    elif place in ("role", "want", "benefit") and not reply.get(place):
        reply[place] = {**evidence, "text": _TEXTS[place](answer)}
    elif place in ("data_migration", "breaking_changes"):
        needed = {"no": "no", "nein": "no", "yes": "yes", "ja": "yes"}.get(low.replace(",", " ").split()[0], "unknown")
        reply[place] = {"needed": needed, "description": {**evidence, "text": _sentence(answer)}}
    elif place == "risks":
        _unless_said(reply, "risks")
        safe = {**evidence, "basis": "derived", "text": "undo the release"} if answer == _SAFE else None
        reply["risks"].append({"description": {**evidence, "text": _sentence(answer)}, "mitigation": safe})
    elif place == "security_implications":
        _add(reply, place, evidence, answer if _clause(answer) else f"{answer.rstrip('.')} may do this")
    elif place == "performance_impact":
        _add(reply, place, evidence, answer if _clause(answer) else f"This runs {low}")
    elif place in ("acceptance_criteria", "background"):
        _add(reply, place, evidence, answer)
    elif place is None and behaviour and about in ("acceptance_criteria", "ui", "performance"):
        _add(reply, "acceptance_criteria", evidence, text)
    elif not (place is None and about == "risks" and _mitigated(reply, question, answer, evidence)):
        _add(reply, "notes" if place or not behaviour else "background", evidence, text)


def _clause(answer: str) -> bool:
    """Whether an answer can stand as a sentence; the offered options are none, though some hold a verb."""
    relative = any(word in answer for word in (" who ", "when a person", "with every", "on all"))
    return len(answer.split()) > 3 and has_finite(answer.lower()) and not relative


def _add(reply: Reply, name: str, evidence: Said, text: str) -> None:
    _unless_said(reply, name)
    entry = {**evidence, "text": _sentence(text)}
    reply[name] = [*reply.get(name, ()), {**entry, "title": None} if name == "acceptance_criteria" else entry]


def _unless_said(reply: Reply, name: str) -> None:
    """Drop what only says that the notes say nothing."""
    kept = [one for one in reply.get(name, ()) if (one.get("description") or one).get("lines")]
    if not kept:
        reply[name] = []


def _mitigated(reply: Reply, question: str, answer: str, evidence: Said) -> bool:
    """Put what is done about a risk beside each risk that the question names."""
    found = False
    for risk in reply.get("risks", ()):
        said = risk["mitigation"]
        if risk["description"]["text"].rstrip(". ")[:80] in question and (
            not said or said["text"].startswith("Open question")
        ):
            risk["mitigation"] = {**evidence, "text": _sentence(answer)}
            found = True
    return found


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(" .") + "."


def _role(answer: str) -> str:
    text = _ROLES.get(answer) or lower_first(answer.rstrip(" ."))
    for article in ("a ", "an ", "the ", "as a ", "as an "):
        text = text.removeprefix(article)
    words = text.split()
    if len(words) <= 3 and plural(text):
        words[-1] = singular(words[-1])
    return " ".join(words)


def _want(answer: str) -> str:
    text = lower_first(answer.rstrip(" ."))
    for start in ("i want ", "we want ", "we need ", "they want ", "they need "):
        text = text.removeprefix(start)
    return f"to {text}" if text.split(" ", 1)[0] in IMPERATIVES else text


def _benefit(answer: str) -> str:
    return lower_first(answer.rstrip(" .")).removeprefix("so that ")


_TEXTS = {"role": _role, "want": _want, "benefit": _benefit}
