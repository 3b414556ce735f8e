"""A reply's checked statements, put at their places in the values of a story."""

from collections.abc import Mapping
from typing import Any

from storyai.drafter.assembly import ASSUMED, AUTHOR, Assembly, Values
from storyai.grounding.evidence import (
    CHANGES,
    CHECKS,
    DESIGNS,
    LISTS,
    SINGLES,
    Notes,
    Statement,
    check,
    demoted,
    same,
    statements,
)
from storyai.places import ABOUT, ASKED, GERMAN, OPEN, Question, question_about
from storyai.quick_dataclass import replace

UNTOUCHED = {
    "data_migration": ("nothing in the notes changes stored data", "nichts in den Notizen ändert gespeicherte Daten"),
    "breaking_changes": (
        "nothing in the notes changes what others rely on",
        "nichts in den Notizen ändert, worauf sich andere verlassen",
    ),
}
NO_ISSUE = ("None named in the notes.", "In den Notizen ist keines genannt.")


def assemble(reply: Mapping[str, Any], notes: Notes, *, author: str | None, date: str) -> Assembly:
    """Values, statements and questions of a reply; ``faults`` holds what was wrong with it before demotion."""
    made = Assembly(notes)
    checked = _checked(reply, made)
    for raw in reply.get("questions") or ():
        # Brackets would make a placeholder of a word.
        text = notes.clean(raw.get("text")).removeprefix(OPEN).replace("[", "").replace("]", "").strip()
        if text and not notes.source.missing(text, german=notes.german):
            lines = tuple(number for number in raw.get("lines") or () if notes.has_line(number))
            text = text if text.endswith("?") else text.rstrip(" .") + "?"
            about = raw.get("about")
            asked = Question(text, notes.clean(raw.get("why")), ABOUT.get(about, "notes"), lines)
            made.ask(asked)
            made.offered.setdefault(str(about), asked)
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
    failed: set[str] = set()
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
        elif statement.derived_from in failed:
            # What a claim without support was turned into says nothing new.
            failed.add(path)
        elif statement.text and not path.startswith(("related_issues", "title", *CHECKS)):
            failed.add(path)
            missing = [fact for fault in faults for fact in fault.facts]
            told = " ".join(str(raw.get("text")).split())
            asked = question_about(path, told, statement.lines, missing, german=made.notes.german)
            made.ask(replace(asked, text=made.notes.clean(asked.text)))
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
    general = _general(made, name)
    if name in ("role", "want", "benefit") or name in made.offered:
        return made.offered.get(name, general)
    return next((asked for asked in made.questions if asked.about == general.about), general)


def _general(made: Assembly, name: str) -> Question:
    """What to ask about a place, in the language of the notes."""
    return (GERMAN if made.notes.german else ASKED)[name]


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
            values[name] = [made.place(statement, f"{name}[{number}]") for number, statement in enumerate(found)] or [
                made.ask(_asked(made, name))
            ]


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
            # Beside the risk "this risk" says which; in the list of questions its words do.
            asked = _general(made, "mitigation")
            answer = OPEN + asked.text
            made.ask(Question(f"{asked.text.rstrip('?')}: {_short(description.text)}?", asked.why, "risks"))
        risks.append({"title": None, "description": text, "mitigation": answer})
    if not risks:
        asked_back = OPEN + ("Was würde dagegen getan?" if made.notes.german else "What would be done about it?")
        risks = [{"title": None, "description": made.ask(_asked(made, "risks")), "mitigation": asked_back}]
    made.values["risks"] = risks


def _short(text: str) -> str:
    """A text's beginning, at most 90 code points, without its full stop."""
    text = text.rstrip(" .")
    return text if len(text) <= 90 else text[:90].rpartition(" ")[0].rstrip(" ,;") + " ..."


def _changes(made: Assembly, reply: Mapping[str, Any], checked: dict[str, Statement]) -> None:
    for name in CHANGES:
        needed = (reply.get(name) or {}).get("needed")
        statement = checked.get(f"{name}.description")
        if statement:
            text = made.place(statement, f"{name}.description")
        elif needed == "no":
            path = f"{name}.description"
            text = made.place(Statement(path, UNTOUCHED[name][made.notes.german], "assumed", []), path)
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
        asked = next((one for one in made.questions if one.about == "related"), None)
        made.values["extra"]["related"] = f"- {made.ask(asked) if asked else NO_ISSUE[made.notes.german]}"
