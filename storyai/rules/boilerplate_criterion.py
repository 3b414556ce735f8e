import re
from collections.abc import Iterator
from functools import cache

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule

_ACTS = frozenset(
    (
        "reviewed",
        "approved",
        "merged",
        "deployed",
        "updated",
        "documented",
        "passing",
        "passes",
        "pass",
        "complete",
        "completed",
        "written",
        "created",
        "green",
        "succeeds",
        "compiles",
        "done",
        "signed",
        "demoed",
        "demo",
        "informed",
        "obtained",
    )
)
_THINGS = frozenset((
    "code", "pr", "pull", "documentation", "docs", "readme", "changelog", "lint", "linting", "linter", "ci", "typecheck", "review",
    "tests", "type", "typecheck/lint", "lint/typecheck", "build", "compilation", "sign-off", "signoff", "typescript", "eslint", "prettier", "mypy",
    "staging", "production", "stakeholders", "readme.md", "changelog.md", "coverage", "qa", "storybook", "design",
))  # fmt: skip
_FILLERS = frozenset((
    "all", "the", "and", "is", "are", "been", "have", "has", "be", "to", "by", "in", "no", "of", "request", "requests", "team", "lead",
    "main", "production", "staging", "master", "on", "without", "errors", "warnings", "with", "for", "relevant", "related",
    "checks", "check", "successfully", "peer", "least", "one", "at", "as", "needed", "a", "an", "dev", "product", "owner", "acceptance",
    "criteria", "stakeholders", "stakeholder", "eslint", "prettier", "mypy", "ruff", "formatting", "green", "new", "existing", "must",
    "should", "passed", "typescript", "unit", "integration", "e2e", "regression", "regressions", "found", "introduced", "functionality",
    "manual", "commit", "approval", "from", "off", "warning", "error", "compile", "verified", "met", "fulfilled", "sprint", "api", "inline", "comments", "environment", "and/or", "after", "before", "merge", "branch",
))  # fmt: skip
_COVERAGE = frozenset((
    "code", "test", "tests", "unit", "line", "branch", "coverage", "at", "least", "of", "above", "over", "is", "minimum", "achieved", "maintained", "for",
    "new", "the", "with",
))  # fmt: skip
_PASSED = frozenset((
    "passes", "pass", "green", "succeeds", "succeed", "clean", "cleanly", "is", "are", "exits", "with", "without", "errors", "warnings", "runs", "all",
    "and", "0", "code",
))  # fmt: skip


@cache
def _command() -> re.Pattern[str]:
    """A command of the usual runners that tests, checks or builds everything."""
    return re.compile(
        r"`(?:\./)?(?:npm|pnpm|yarn|npx|bun|cargo|go|make|just|pytest|mvn|gradlew?|tox|ruff|mypy|eslint|tsc|dotnet|bundle|rake|mix|swift)\b"
        r"[^`]{0,40}`"
    )


@rule(
    "AC222",
    "warning",
    tags=("not-a-criterion",),
    help="Keep it in the definition of done, once for all stories.",
    local=True,
)
def boilerplate_criterion(document: Document) -> Iterator[Problem]:
    """The line could stand in any story: "code reviewed", "all tests pass", "no regressions".

    It says nothing about this story. A definition of done holds it once for all.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Code reviewed and merged
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] The order list shows the newest order first
    ```

    Source: BMAD-METHOD's "NFR theatre" and the usual split between acceptance criteria and definition of done.
    """
    for reading in readings(document):
        if reading.slot is reading.criterion.slot and boilerplate(reading):
            yield reading.problem(0, len(reading.words), "this could stand in any story")


def boilerplate(reading: Reading) -> bool:
    """Whether nothing in it is about this story."""
    vocabulary = reading.vocabulary
    if "`" in reading.plain:
        return len(vocabulary) <= 6 and vocabulary <= _PASSED and _command().search(reading.slot.text) is not None
    if not 1 < len(reading.words) <= 12:
        return False
    if vocabulary <= _ACTS | _THINGS | _FILLERS:
        if not vocabulary.isdisjoint(_THINGS) and not vocabulary.isdisjoint(_ACTS):
            return True
        if not vocabulary.isdisjoint(("regressions", "regression", "lint", "linting")) and "no" in vocabulary:
            return True
        return vocabulary >= {"all", "acceptance", "criteria"} or not vocabulary.isdisjoint(("sign-off", "signoff"))
    if "coverage" in vocabulary:
        return all(word in _COVERAGE or word.isdigit() for word in vocabulary)
    return False
