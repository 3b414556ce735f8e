from collections.abc import Iterator

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
    )
)
_THINGS = frozenset((
    "code", "pr", "pull", "documentation", "docs", "readme", "changelog", "lint", "linting", "linter", "ci", "typecheck", "review",
    "tests", "type", "readme.md", "changelog.md", "coverage", "qa", "storybook", "design",
))  # fmt: skip
_FILLERS = frozenset((
    "all", "the", "and", "is", "are", "been", "have", "has", "be", "to", "by", "in", "no", "of", "request", "requests", "team", "lead",
    "main", "production", "staging", "master", "on", "without", "errors", "warnings", "with", "for", "relevant", "related",
    "checks", "check", "successfully", "peer", "least", "one", "at", "as", "needed", "a", "an", "dev", "product", "owner", "acceptance",
    "criteria", "stakeholders", "stakeholder", "eslint", "prettier", "mypy", "ruff", "formatting", "green", "new", "existing", "must",
    "should", "passed", "typescript", "unit", "integration", "e2e", "regression", "regressions", "found", "introduced", "functionality",
    "api", "inline", "comments", "environment", "and/or", "after", "before", "merge", "branch",
))  # fmt: skip


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
    if not 1 < len(reading.words) <= 12 or "`" in reading.plain:
        return False
    vocabulary = reading.vocabulary
    if vocabulary <= _ACTS | _THINGS | _FILLERS:
        if not vocabulary.isdisjoint(_THINGS) and not vocabulary.isdisjoint(_ACTS):
            return True
        if not vocabulary.isdisjoint(("regressions", "regression", "lint", "linting")) and "no" in vocabulary:
            return True
        return vocabulary >= {"all", "acceptance", "criteria"}
    return False
