"""A story being put together: values, statements with their final paths, questions, the fate of every notes line.

Places that nothing supports hold an open question; statements that are assumptions say so. Both stand once more
under Notes, where a reader finds them together.
"""

from collections.abc import Mapping
from typing import Any, Literal

from storyai.grounding.evidence import Fault, Notes, Statement, same
from storyai.places import OPEN, Question, label
from storyai.quick_dataclass import dataclass, field
from storyai.values import blank, normal

Values = dict[str, Any]
ASSUMED = " (assumed)"
AUTHOR = "storyai"
UNUSED = "no statement of the story was made of it"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a notes line. why: the paths that use it, the question, or the reason for leaving it out."""

    line: int
    text: str
    fate: Literal["used", "question", "left_out"]
    why: str


@dataclass(slots=True)
class Assembly:
    """A story being put together; ``place`` moves a statement of the reply to its path in the values.

    faults: what was wrong with the reply. moved: path in the reply -> path in the values. offered: the reply's first
    question about each of its parts.
    """

    notes: Notes
    values: Values = field(default_factory=blank)
    statements: list[Statement] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    offered: dict[str, Question] = field(default_factory=dict)

    def ask(self, question: Question) -> str:
        """Add a question unless it is asked already; its visible item."""
        known = next((other for other in self.questions if same(other.text, question.text)), None)
        if known is None:
            self.questions.append(question)
        elif question.lines:
            lines = tuple(dict.fromkeys((*known.lines, *question.lines)))
            merged = Question(known.text, known.why, known.about, lines)
            self.questions[self.questions.index(known)] = merged
        return OPEN + question.text

    def place(self, statement: Statement, path: str) -> str:
        """Record a statement at its final path; the text that stands there. An open question is no statement."""
        if statement.text.startswith(OPEN):
            return statement.text
        self.moved[statement.path] = path
        statement.path = path
        self.statements.append(statement)
        return marked(statement)


def marked(statement: Statement) -> str:
    """The statement's text, with the mark of an assumption where it is one."""
    if statement.basis != "assumed" or statement.text.endswith(ASSUMED):
        return statement.text
    return statement.text.rstrip(" .") + ASSUMED


def fates(made: Assembly, reply: Mapping[str, Any]) -> list[Fate]:
    """What became of every notes line that is not blank: used, else part of a question, else left out."""
    used: dict[int, list[str]] = {}
    for statement in made.statements:
        for number in statement.lines:
            used.setdefault(number, []).append(statement.path)
    asked = {number: question.text for question in reversed(made.questions) for number in question.lines}
    left = _left_out(reply)
    result: list[Fate] = []
    for number in made.notes.used_lines:
        text = made.notes.line(number)
        if number in used:
            result.append(Fate(number, text, "used", ", ".join(dict.fromkeys(used[number]))))
        elif number in asked:
            result.append(Fate(number, text, "question", asked[number]))
        else:
            result.append(Fate(number, text, "left_out", made.notes.clean(left.get(number)) or UNUSED))
    return result


def unclaimed(made: Assembly, reply: Mapping[str, Any]) -> list[int]:
    """Notes lines that the reply neither uses, nor asks about, nor leaves out."""
    left = _left_out(reply)
    return [fate.line for fate in fates(made, reply) if fate.fate == "left_out" and fate.line not in left]


def _left_out(reply: Mapping[str, Any]) -> dict[int, str]:
    """Line -> reason of the lines that the reply leaves out."""
    return {number: raw.get("why") for raw in reply.get("left_out") or () for number in raw.get("lines") or ()}


def with_lists(made: Assembly) -> Values:
    """The values with the open questions and the assumptions under Notes."""
    parts = [made.values["notes"]] if made.values["notes"] else []
    if made.questions:
        parts.append("**Open questions**\n\n" + "\n".join(f"- {_with_why(question)}" for question in made.questions))
    assumed = [f"- {label(one.path)}: {one.text}" for one in made.statements if one.basis == "assumed"]
    if assumed:
        parts.append("**Assumptions**\n\n" + "\n".join(assumed))
    return normal({**made.values, "notes": "\n\n".join(parts)})


def _with_why(question: Question) -> str:
    return f"{question.text} ({question.why.rstrip(' .')})" if question.why else question.text
