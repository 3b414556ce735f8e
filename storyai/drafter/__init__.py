"""Drafting: notes become a story whose every statement is stated, derived or marked as assumed.

An engine answers with statements and their evidence; what the notes do not bear out goes back to a model once with
the reason, and what still fails becomes a visible assumption or a question. The offline engine needs no model and
none of its libraries.
"""

from collections.abc import Callable, Sequence
from datetime import date as Day
from typing import Any

from storyai.drafter.assembly import Assembly, Fate, fates, unclaimed, with_lists
from storyai.drafter.filling import assemble
from storyai.drafter.settle import findings, settle
from storyai.engine import Correction, Engine, Reply, Request, Usage
from storyai.grounding.evidence import Notes, Statement
from storyai.places import Question
from storyai.quick_dataclass import dataclass, field, replace

Progress = Callable[[str], None]

# A rule may ask for what the notes do not have: then a question is the honest remedy.
OR_ASK = "If the notes do not say it, invent nothing: keep what they say and ask a question about it."
# Faults named in one correction: more would not be read.
FAULTS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Draft:
    """A story made of notes. values: its JSON shape; faults: how many statements the notes did not bear out."""

    values: dict[str, Any]
    statements: list[Statement]
    notes: list[Fate]
    questions: list[Question]
    engine: str
    model: str | None
    usage: Usage = field(default_factory=Usage)
    faults: int = 0

    def to_json(self) -> dict[str, Any]:
        """Version 1 of ``draft --format json``."""
        from dataclasses import asdict

        return {
            "version": 1,
            "story": self.values,
            "statements": [
                {key: value for key, value in asdict(statement).items() if key != "title"}
                for statement in self.statements
            ],
            "notes": [asdict(fate) for fate in self.notes],
            "questions": [{"text": asked.text, "why": asked.why, "about": asked.about} for asked in self.questions],
            "engine": {"name": self.engine, "model": self.model},
            "usage": {
                key: value for key, value in asdict(self.usage).items()
                if key in ("requests", "prompt_tokens", "completion_tokens", "cached")
            },
        }  # fmt: skip


def draft(
    notes: str,
    engine: Engine | None = None,
    *,
    author: str | None = None,
    date: str | None = None,
    rounds: int = 1,
    say: Progress = lambda message: None,
    answers: Sequence[tuple[str, str]] = (),
) -> Draft:
    """A story made of notes; offline without an engine.

    date: ``YYYY-MM-DD``, today if None. rounds: how often a model is asked again about what its reply got wrong.
    say: told what happens, one clause at a time. answers: (question, answer), read as lines behind the notes.
    Raises EngineError.
    """
    own, first = notes, 0
    if answers:
        from storyai.answers.answering import put_answers, with_answers

        notes, first = with_answers(notes, answers)
    today = date or Day.today().isoformat()
    told = Notes(notes, tuple(filter(None, (author, date))))
    if engine is None or engine.name == "offline":
        from storyai.engine.offline import draft_reply

        reply: Reply = draft_reply(own, today=today, author=author)
        if answers:
            put_answers(reply, answers, first)
        made, usage = assemble(reply, told, author=author, date=today), Usage()
    else:
        made, reply, usage = _asked(engine, told, author, today, rounds, say)
    settle(made)
    return Draft(
        with_lists(made), made.statements, fates(made, reply), made.questions,
        engine.name if engine else "offline", engine.model if engine else None, usage, len(made.faults),
    )  # fmt: skip


def _asked(
    engine: Engine, notes: Notes, author: str | None, today: str, rounds: int, say: Progress
) -> tuple[Assembly, Reply, Usage]:
    """The model's best reply, assembled: asked again with what was wrong, as often as ``rounds`` allows."""
    # An offline draft does without it.
    import json

    request = Request("draft", {"notes": notes.text, "author": author or "", "today": today})
    usage, best = Usage(), None
    for attempt in range(rounds + 1):
        answer = engine(request)
        usage += answer.usage
        made = assemble(answer.reply, notes, author=author, date=today)
        wrong = problems(made, answer.reply)
        if best is None or len(wrong) < best[0]:
            best = (len(wrong), made, answer.reply)
        if not wrong or attempt == rounds:
            break
        say(f"{len(wrong)} points go back to the model")
        correction = Correction(json.dumps(answer.reply, ensure_ascii=False), "\n".join(wrong[:FAULTS_SHOWN]))
        request = replace(request, corrections=(*request.corrections, correction))
    assert best is not None
    return best[1], best[2], usage


def problems(made: Assembly, reply: Reply) -> list[str]:
    """What is wrong with a reply, one line each: evidence, notes lines nobody accounts for, the rules' findings."""
    wrong = [f"- {fault.path}: {fault.reason}" for fault in made.faults]
    wrong += [
        f'- notes line {number} is neither used, asked about nor left out: "{made.notes.line(number).strip()}"'
        for number in unclaimed(made, reply)
    ]
    back = {path: origin for origin, path in made.moved.items()}
    for path, finding in findings(made):
        if finding.severity != "info" and path in back:
            wrong.append(f'- {back[path]}: {finding.message} ("{finding.quote}"). {finding.help} {OR_ASK}')
    return wrong
