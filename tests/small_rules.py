"""A few rules of our own for the tests of what runs rules: they object to colours."""

import re
from collections.abc import Iterator, Sequence

from storyai.document import Document
from storyai.rules._rule import Edit, Fix, Problem, ProjectProblem, project_rule, rule


def words(document: Document, word: str) -> Iterator[Problem]:
    for criterion in document.criteria:
        for match in re.finditer(rf"\b{word}\b", criterion.slot.plain):
            start = criterion.start + match.start()
            yield Problem(start, start + len(word), f"{word} is no colour for a criterion", slot=criterion.slot)


@rule("ZZ101", "warning", tags=("colour", "warm"), help="take blue")
def red(document: Document) -> Iterator[Problem]:
    """Red."""
    for problem in words(document, "red"):
        yield Problem(
            problem.start, problem.end, problem.message, slot=problem.slot,
            fix=Fix("Take blue", (Edit(problem.start, problem.end, "blue"),), safe=True),
        )  # fmt: skip


@rule("ZZ102", "error", tags=("colour",), help="take blue")
def green(document: Document) -> Iterator[Problem]:
    """Green."""
    yield from words(document, "green")


@rule("ZZ201", "info", tags=("cold",), default=False)
def white(document: Document) -> Iterator[Problem]:
    """White."""
    yield from words(document, "white")


@rule("ZZ301", "warning")
def broken(document: Document) -> Iterator[Problem]:
    """Fails on a text with "crash" in it."""
    if "crash" in document.text:
        raise ZeroDivisionError("division by zero")
    yield from ()


@project_rule("ZZ801", "warning")
def same_title(files: Sequence[tuple[str, Document]]) -> Iterator[ProjectProblem]:
    """Two stories have one title."""
    seen: dict[str, str] = {}
    for path, document in files:
        if document.title is None:
            continue
        title = document.title
        if title.text in seen:
            yield ProjectProblem(path, Problem(title.start, title.end, f"{seen[title.text]} has this title too"))
        seen.setdefault(title.text, path)


RULES = (red, green, white, broken, same_title)


def story(*criteria: str, above: str = "", title: str = "Colours") -> str:
    """A story with these criteria, and some text before its first section."""
    items = "\n".join(criterion if criterion.startswith("<!--") else f"- [ ] {criterion}" for criterion in criteria)
    return (
        f"# {title}\n\n{above}## User Story\n\nAs a painter, I want colours, so that I can paint.\n\n"
        f"## Acceptance Criteria\n\n{items}\n"
    )
