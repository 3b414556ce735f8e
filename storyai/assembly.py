"""From a verified reply to a story: values, statements with their final paths, the fate of every notes line.

Places that nothing supports hold an open question; statements that are assumptions say so. Both stand once more
under Notes, where a reader finds them together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from storyai.evidence import (
    CHANGES, CHECKS, DESIGNS, LISTS, SINGLES, Fault, Notes, Statement, check, demoted, same, statements,
)  # fmt: skip
from storyai.places import ABOUT, ASKED, OPEN, Question, label, question_about
from storyai.values import blank, normal

Values = dict[str, Any]
ASSUMED = " (assumed)"
AUTHOR = "storyai"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a notes line. why: the paths that use it, the question, or the reason for leaving it out."""

    line: int
    text: str
    fate: Literal["used", "question", "left_out"]
    why: str


@dataclass(slots=True)
class Assembly:
    """A story being put together; ``place`` moves a statement of the reply to its path in the values."""

    notes: Notes
    values: Values = field(default_factory=blank)
    statements: list[Statement] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)

    def ask(self, question: Question) -> str:
        """Add a question unless it is asked already; its visible item."""
        known = next((other for other in self.questions if same(other.text, question.text)), None)
        if known is None:
            self.questions.append(question)
        elif question.lines:
            merged = Question(known.text, known.why, known.about, tuple(dict.fromkeys((*known.lines, *question.lines))))
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


def assemble(reply: Mapping[str, Any], notes: Notes, *, author: str | None, date: str) -> Assembly:
    """Values, statements and questions of a reply; ``faults`` holds what was wrong with it before demotion."""
    made = Assembly(notes)
    checked = _checked(reply, made)
    for raw in reply.get("questions") or ():
        text = notes.clean(raw.get("text")).removeprefix(OPEN).strip()
        if text and not notes.source.missing(text, german=notes.german):
            lines = tuple(number for number in raw.get("lines") or () if notes.has_line(number))
            text = text if text.endswith("?") else text.rstrip(" .") + "?"
            made.ask(Question(text, notes.clean(raw.get("why")), ABOUT.get(raw.get("about"), "notes"), lines))
    _singles(made, checked)
    _lists(made, checked)
    _risks(made, reply, checked)
    _changes(made, reply, checked)
    _designs(made, reply, checked)
    _checks(made, reply, checked)
    _related(made, reply, checked)
    made.values["created"] = made.values["last_updated"] = date
    made.values["created_by"] = author or AUTHOR
    for statement in made.statements:
        statement.derived_from = made.moved.get(statement.derived_from or "")
    return made


def _checked(reply: Mapping[str, Any], made: Assembly) -> dict[str, Statement]:
    """The statements that may be used, by their path in the reply; for the others a question is asked."""
    found = dict(statements(reply))
    paths = frozenset(found)
    usable: dict[str, Statement] = {}
    for path, raw in found.items():
        statement, faults = check(path, raw, made.notes, paths)
        if path == "hours":
            faults = []
            if made.notes.source.missing(statement.text):
                statement.basis = "assumed"
        made.faults += faults
        kept = demoted(statement, faults, made.notes)
        if kept and kept.text:
            usable[path] = kept
        elif statement.text and not path.startswith(("related_issues", "title", *CHECKS)):
            missing = [fact for fault in faults for fact in fault.facts]
            made.ask(question_about(path, statement.text, statement.lines, missing))
            if path.partition("[")[0] in (*LISTS, "risks"):
                statement.text = OPEN + made.questions[-1].text
                usable[path] = statement
    return usable


def _singles(made: Assembly, checked: dict[str, Statement]) -> None:
    values = made.values
    for name in SINGLES:
        statement = checked.get(name)
        if name in ("role", "want", "benefit"):
            values[name] = made.place(statement, name) if statement else made.ask(_asked(made, name))
        elif statement:
            made.place(statement, name if name != "hours" else "effort.hours")
            if name == "hours":
                values["effort"]["hours"] = _number(statement.text)
            else:
                values[name] = statement.text
    values["effort"]["complexity"] = values["complexity"]
    if not values["title"]:
        first = next((made.notes.clean(made.notes.line(number)) for number in made.notes.used_lines), "")
        values["title"] = first if len(first) <= 80 else first[:80].rpartition(" ")[0] + " …"


def _number(text: str) -> float | int | None:
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(hours) if hours.is_integer() else hours


def _asked(made: Assembly, name: str) -> Question:
    """The reply's own question about a place that is empty, else the general one."""
    general = ASKED[name]
    if name in ("role", "want", "benefit"):
        return general
    return next((asked for asked in made.questions if asked.about == general.about), general)


def _lists(made: Assembly, checked: dict[str, Statement]) -> None:
    values = made.values
    for name in LISTS:
        found = [statement for path, statement in checked.items() if path.startswith(f"{name}[")]
        if name in ("background", "notes"):
            texts = [made.place(statement, name) for statement in found]
            if name == "notes":
                values[name] = "\n".join(f"- {text}" for text in texts)
            else:
                values[name] = _paragraph(texts) if texts else made.ask(_asked(made, name))
        elif name == "acceptance_criteria":
            values[name] = [
                {"title": statement.title, "text": made.place(statement, f"{name}[{number}]"), "done": False}
                for number, statement in enumerate(found)
            ] or [{"title": None, "text": made.ask(_asked(made, name)), "done": False}]
        else:
            values[name] = [
                made.place(statement, f"{name}[{number}]") for number, statement in enumerate(found)
            ] or [made.ask(_asked(made, name))]


def _paragraph(texts: list[str]) -> str:
    """Sentences as one paragraph, each with its end."""
    return " ".join(text if text.endswith((".", "!", "?", ":", "…")) else text + "." for text in texts)


def _risks(made: Assembly, reply: Mapping[str, Any], checked: dict[str, Statement]) -> None:
    risks: list[Values] = []
    for number in range(len(reply.get("risks") or ())):
        description = checked.get(f"risks[{number}].description")
        if description is None:
            continue
        place = f"risks[{len(risks)}]"
        text = made.place(description, f"{place}.description")
        mitigation = checked.get(f"risks[{number}].mitigation")
        if mitigation:
            answer = made.place(mitigation, f"{place}.mitigation")
        else:
            asked = ASKED["mitigation"]
            answer = made.ask(Question(f"How is this risk dealt with: {description.text.rstrip(' .')}?", asked.why, "risks"))
        risks.append({"title": None, "description": text, "mitigation": answer})
    if not risks:
        risks = [{"title": None, "description": made.ask(_asked(made, "risks")), "mitigation": OPEN + ASKED["mitigation"].text}]
    made.values["risks"] = risks


def _changes(made: Assembly, reply: Mapping[str, Any], checked: dict[str, Statement]) -> None:
    for name in CHANGES:
        needed = (reply.get(name) or {}).get("needed")
        statement = checked.get(f"{name}.description")
        if statement:
            text = made.place(statement, f"{name}.description")
        elif needed == "no":
            text = ""
        else:
            text = made.ask(_asked(made, name))
        made.values[name] = {"yes": needed == "yes", "no": needed == "no", "description": text}


def _designs(made: Assembly, reply: Mapping[str, Any], checked: dict[str, Statement]) -> None:
    for name in DESIGNS:
        raw = reply.get(name) or {}
        code = "\n".join(str(raw.get("code") or "").replace("\r", "").rstrip().split("\n"))
        found = [statement for path, statement in checked.items() if path.startswith(f"{name}.notes[")]
        texts = [made.place(statement, f"{name}.notes[{number}]") for number, statement in enumerate(found)]
        if code.strip():
            texts = [*_code(made, name, code), *texts]
        elif not texts:
            texts = [made.ask(_asked(made, name))]
        made.values[name] = {"code": code, "language": str(raw.get("language") or ""), "notes": texts}


def _code(made: Assembly, name: str, code: str) -> list[str]:
    """A statement for a code block: the lines it is copied from, else a proposal, which is said beside it."""
    notes = made.notes
    wanted = [line.strip() for line in code.split("\n") if line.strip()]
    lines = [number for number in notes.used_lines if any(line in notes.line(number) for line in wanted)]
    if all(any(line in notes.line(number) for number in lines) for line in wanted):
        made.statements.append(Statement(f"{name}.code", code, "stated", lines, wanted[0]))
        return []
    behind = not notes.source.missing(code)
    made.statements.append(Statement(f"{name}.code", code, "derived" if behind and lines else "assumed", lines))
    return [] if behind and lines else [f"The code below is a proposal{ASSUMED}"]


def _checks(made: Assembly, reply: Mapping[str, Any], checked: dict[str, Statement]) -> None:
    for name in CHECKS:
        for number, raw in enumerate(reply.get(name) or ()):
            reason = checked.get(f"{name}[{number}]")
            item = str(raw.get("item") or "")
            at = next((at for at, entry in enumerate(made.values[name]) if same(entry["text"], item)), None)
            if reason is None or at is None:
                continue
            text = made.place(reason, f"{name}[{at}]")
            made.values[name][at]["text"] = f"{made.values[name][at]['text']} - not applicable: {text.rstrip('.')}"


def _related(made: Assembly, reply: Mapping[str, Any], checked: dict[str, Statement]) -> None:
    for number, raw in enumerate(reply.get("related_issues") or ()):
        kind, statement = raw.get("kind"), checked.get(f"related_issues[{number}]")
        if statement and kind in ("related_to", "blocks", "blocked_by"):
            listed = made.values["related_issues"][kind]
            listed.append(made.place(statement, f"related_issues.{kind}[{len(listed)}]"))
    related = made.values["related_issues"]
    if not any(related.values()):
        related["related_to"] = [made.ask(_asked(made, "related_issues"))]


def fates(made: Assembly, reply: Mapping[str, Any]) -> list[Fate]:
    """What became of every notes line that is not blank: used, else part of a question, else left out."""
    used: dict[int, list[str]] = {}
    for statement in made.statements:
        for number in statement.lines:
            used.setdefault(number, []).append(statement.path)
    asked = {number: question.text for question in reversed(made.questions) for number in question.lines}
    left = {raw.get("line"): made.notes.clean(raw.get("why")) for raw in reply.get("left_out") or ()}
    result: list[Fate] = []
    for number in made.notes.used_lines:
        text = made.notes.line(number)
        if number in used:
            result.append(Fate(number, text, "used", ", ".join(dict.fromkeys(used[number]))))
        elif number in asked:
            result.append(Fate(number, text, "question", asked[number]))
        else:
            result.append(Fate(number, text, "left_out", left.get(number) or "no statement of the story was made of it"))
    return result


def unclaimed(made: Assembly, reply: Mapping[str, Any]) -> list[int]:
    """Notes lines that the reply neither uses, nor asks about, nor leaves out."""
    left = {raw.get("line") for raw in reply.get("left_out") or ()}
    return [fate.line for fate in fates(made, reply) if fate.fate == "left_out" and fate.line not in left]


def with_lists(made: Assembly) -> Values:
    """The values with the open questions and the assumptions under Notes."""
    parts = [made.values["notes"]] if made.values["notes"] else []
    if made.questions:
        parts.append("**Open questions**\n\n" + "\n".join(f"- {_with_why(question)}" for question in made.questions))
    assumed = [f"- {label(statement.path)}: {statement.text}" for statement in made.statements if statement.basis == "assumed"]
    if assumed:
        parts.append("**Assumptions**\n\n" + "\n".join(assumed))
    return normal({**made.values, "notes": "\n\n".join(parts)})


def _with_why(question: Question) -> str:
    return f"{question.text} ({question.why.rstrip(' .')})" if question.why else question.text
