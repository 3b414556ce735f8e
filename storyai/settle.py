"""A story that passes its own review: what a rule calls an error becomes a question where it stands."""

from collections.abc import Iterator
from typing import Any

from storyai.assembly import Assembly, with_lists
from storyai.document import parse
from storyai.evidence import same
from storyai.finding import Finding
from storyai.linter import lint
from storyai.places import OPEN, Question, label, role_of
from storyai.template import render

ROUNDS = 4


def findings(made: Assembly) -> list[tuple[str | None, Finding]]:
    """What the rules say about the story as it stands, each with the path of the value it is about, if any."""
    document = parse(render(with_lists(made)))
    found = lint(document)
    texts = list(leaves(made.values))
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
    """The value whose text, as it stands on the finding's line, holds the place; the longest one wins."""
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
    for _ in range(ROUNDS):
        errors = [(path, finding) for path, finding in findings(made) if finding.severity == "error"]
        left = [finding for _, finding in errors]
        paths = {path: finding for path, finding in errors if path}
        if not paths:
            break
        for path, finding in paths.items():
            to_question(made, path, finding.message)
    return left


def to_question(made: Assembly, path: str, why: str) -> None:
    """Put a question where a statement stands; the statement's notes lines belong to the question then."""
    text = get(made.values, path)
    said = text.removeprefix(OPEN).rstrip(" .?")
    behind = [statement for statement in made.statements if statement.path == path]
    lines = tuple(dict.fromkeys(number for statement in behind for number in statement.lines))
    made.statements = [statement for statement in made.statements if statement not in behind]
    if text.startswith(OPEN):
        # The question's own words break a rule: keep what it is about.
        made.questions = [question for question in made.questions if not same(question.text, text.removeprefix(OPEN))]
        said = f"What belongs under {label(path).lower()}"
    else:
        asked = "How can a tester decide this" if path.startswith("acceptance") else "What exactly is meant"
        said = f"{asked}: {said}"
    put(made.values, path, made.ask(Question(said + "?", why.rstrip("."), role_of(path), lines)))


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
