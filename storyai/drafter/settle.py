"""A story that passes its own review: what a rule calls an error becomes a question where it stands."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from storyai.document import parse
from storyai.drafter.assembly import Assembly, marked, with_lists
from storyai.finding import Finding
from storyai.grounding.evidence import same
from storyai.linter import lint
from storyai.places import OPEN, Question, label, role_of
from storyai.rules import Rule
from storyai.template import render

ROUNDS = 4
# The rules that call something an error. Only these are imported to settle a draft: all of them would cost an offline
# draft a third of its time.
ERROR_RULES = (
    "missing_want", "no_criteria", "contradicting_numbers", "yes_and_no_ticked", "two_complexities",
    "updated_before_created", "self_reference", "blocks_and_blocked_by", "placeholder_left", "template_example_left",
    "unknown_field_value", "no_such_date", "merge_conflict_left",
)  # fmt: skip


def error_rules() -> list[Rule]:
    return [getattr(import_module(f"storyai.rules.{name}"), name) for name in ERROR_RULES]


def findings(made: Assembly, rules: Sequence[Rule] | None = None) -> list[tuple[str | None, Finding]]:
    """What the rules say about the story as it stands, each with the path of the value it is about, if any."""
    document = parse(render(with_lists(made)))
    found = lint(document, rules=rules)
    texts = [(path, line) for path, value in leaves(made.values) for line in value.splitlines()]
    return [(_path_of(document.text, finding, texts), finding) for finding in found]


def leaves(values: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the values with its path, as statements write it (``acceptance_criteria[0]``)."""
    if isinstance(values, str):
        yield path, values
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from leaves(value, f"{path}[{number}]")
    elif isinstance(values, dict):
        for key, value in values.items():
            plain = key == "text"
            yield from leaves(value, path if plain else f"{path}.{key}" if path else key)


def _path_of(text: str, finding: Finding, texts: list[tuple[str, str]]) -> str | None:
    """The value whose text, as it stands on the finding's line, holds the place; the longest one wins.

    texts: each line of each value with the value's path.
    """
    start = text.rfind("\n", 0, finding.start) + 1
    end = text.find("\n", finding.start)
    line = text[start : end if end >= 0 else len(text)]
    best = None
    for path, value in texts:
        at = line.find(value) if value else -1
        if at >= 0 and start + at <= finding.start <= start + at + len(value):
            best = max(best, (len(value), path)) if best else (len(value), path)
    return best[1] if best else None


def settle(made: Assembly) -> list[Finding]:
    """Turn every value that a rule calls an error into a question; the errors that no value explains remain."""
    left: list[Finding] = []
    rules = error_rules()
    for _ in range(ROUNDS):
        errors = [(path, finding) for path, finding in findings(made, rules) if finding.severity == "error"]
        left = [finding for _, finding in errors]
        paths = {path: finding for path, finding in errors if path}
        if not paths:
            break
        for path, finding in paths.items():
            to_question(made, path, finding)
    return left


def to_question(made: Assembly, path: str, finding: Finding) -> None:
    """Put a question where a statement stands; the statement's notes lines belong to the question then."""
    text = get(made.values, path)
    behind = [statement for statement in made.statements if statement.path == path]
    if len(behind) > 1:
        # A paragraph of several statements: only those with the fault go.
        behind = [statement for statement in behind if finding.quote and finding.quote in statement.text] or behind
    made.statements = [statement for statement in made.statements if statement not in behind]
    lines = tuple(dict.fromkeys(number for statement in behind for number in statement.lines))
    rest = text
    if path == "notes":
        # A list: the lines with the fault go, whoever wrote them.
        gone = [line for line in text.splitlines() if finding.quote in line]
        rest = "\n".join(line for line in text.splitlines() if line not in gone)
        text = " ".join(dict.fromkeys(line.lstrip("- ") for line in gone))
    said = " ".join(statement.text for statement in behind) or text.removeprefix(OPEN)
    if text.startswith(OPEN):
        # The question's own words break a rule: keep what it is about.
        made.questions = [question for question in made.questions if not same(question.text, text.removeprefix(OPEN))]
        asked = f"What belongs under {label(path).lower()}"
    else:
        how = "How can a tester decide this" if path.startswith("acceptance") else "What exactly is meant"
        asked = f"{how}: {plain(said)}"
    item = made.ask(Question(asked + "?", plain(finding.message), role_of(path), lines))
    for statement in behind if path != "notes" else ():
        rest = rest.replace(marked(statement), "").replace("  ", " ").strip(" .")
    if path == "title":
        item = plain(text) or "Untitled"
    put(made.values, path, rest if path in ("background", "notes") and rest else item)


def plain(text: str) -> str:
    """A text as a question can hold it: without the brackets of a placeholder."""
    return text.translate({ord(mark): None for mark in "[]{}<>"}).strip(" .?")


def _steps(path: str) -> Iterator[str | int]:
    for part in path.replace("[", ".[").split("."):
        yield int(part[1:-1]) if part.startswith("[") else part


def get(values: Any, path: str) -> str:
    """The text at a path; that of a criterion or tick is its ``text``."""
    for step in _steps(path):
        values = values[step]
    return values["text"] if isinstance(values, dict) else str(values)


def put(values: Any, path: str, text: str) -> None:
    """Set the text at a path."""
    *steps, last = _steps(path)
    for step in steps:
        values = values[step]
    if isinstance(values[last], dict):
        values[last]["text"] = text
    else:
        values[last] = text
