from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule
from storyai.rules.boilerplate_criterion import boilerplate

_TEST_NOUNS = frozenset(("test", "tests", "testing", "tested"))
# What "test" is about when the product itself is about tests, or when a test is only mentioned.
_NOT_TESTING = frozenset((
    "run", "runs", "button", "connection", "mode", "result", "results", "account", "accounts", "execution", "email", "message", "drawing",
    "drawings", "status", "page", "plan", "drive", "user", "users", "scenario", "scenarios", "passed", "failed", "card", "cards", "panel",
    "environment", "database", "taker", "takers", "score", "scores", "history", "report", "reports", "order", "orders", "payment",
))  # fmt: skip
_NO_SUBJECT = frozenset((
    "running", "runs", "run", "the", "each", "every", "which", "that", "blood", "lab", "of", "a/b", "ab", "to", "from", "their", "by", "during",
    "lists", "shows", "displays", "between", "before", "after", "failing", "failed", "selected", "starts", "start", "for",
))  # fmt: skip
_DO = frozenset((
    "add", "write", "create", "implement", "update", "extend", "run", "execute", "develop", "perform", "include", "build", "provide", "set",
    "fix", "maintain", "remove", "have", "expand", "improve", "complete",
))  # fmt: skip
# Verbs of the team, not of the product.
_PROCESS = frozenset((
    "configure", "review", "verify", "mock", "modify", "refactor", "research", "investigate", "analyze", "analyse", "measure",
    "adjust", "discuss", "coordinate", "evaluate", "explore", "prototype", "install", "deploy", "document", "test", "write", "decide",
    "confirm", "validate", "benchmark", "migrate", "rename", "audit", "finalize", "finalise", "initialize", "initialise", "setup",
    "compare", "conduct", "draft", "assess", "spike", "integrate", "fix", "archive", "move", "generate", "run", "establish", "prepare",
    "extend", "schedule", "clean",
))  # fmt: skip
# ... of these only with an object of the team's work.
_EITHER = frozenset((
    "validate", "confirm", "rename", "migrate", "install", "write", "deploy", "initialize", "initialise", "setup", "compare", "archive",
    "move", "generate", "run", "prepare", "extend", "schedule", "clean", "audit", "assess", "draft", "fix", "establish", "integrate", "finalize",
    "finalise", "define", "update", "create", "add", "set", "remove", "include", "make", "test", "review", "document", "verify",
))  # fmt: skip
_ALWAYS = frozenset(
    ("review", "verify", "test", "document", "initialize", "initialise")
)  # with a capital letter, as an order
_WORK = frozenset((
    "readme", "readme.md", "changelog", "changelog.md", "documentation", "docs", "procedure", "spec", "specs", "ticket", "tickets",
    "tests", "test", "fixtures", "fixture", "docstrings", "ci", "pipeline", "gitignore", "runbook", "adr", "wiki", "storybook", "rollback",
    "codebase", "dependencies", "dependency", "jsdoc", "folder", "folders", "directory", "directories", "repository",
    "repo", "module", "modules", "script", "scripts", "skeleton", "boilerplate", "scaffold", "scaffolding", "sdk", "library", "framework",
    "package", "packages", "branch", "worktree", "developer", "lint", "linter", "eslint", "typescript", "claude.md", "agents.md", "guide",
    "variable", "variables", "failures", "benchmarks", "benchmark", "infrastructure",
    "utilities", "recommendations",
))  # fmt: skip
_TOOLS = frozenset((
    "eslint", "prettier", "vitest", "jest", "pytest", "ci", "ci/cd", "tsconfig", "lint", "linting", "husky", "git", "pre-commit", "coverage",
    "mocha", "cypress", "playwright", "tooling", "turborepo", "pnpm", "mypy", "ruff", "test", "monorepo", "linter", "formatter", "typescript",
))  # fmt: skip
_SET_UP = frozenset(
    (
        "configured",
        "established",
        "initialized",
        "initialised",
        "installed",
        "integrated",
        "up",
        "created",
        "added",
        "implemented",
    )
)
_WHAT_TO_TEST = frozenset((
    "the", "a", "an", "all", "each", "every", "both", "various", "that", "with", "on", "in", "for", "if", "whether", "using", "multiple",
    "different", "existing", "new", "edge", "error", "end-to-end", "connection", "your", "our",
))  # fmt: skip
_FILES = (".py", ".md", ".sh", ".ts", ".js", ".qmd", ".yml", ".yaml", ".toml")
_DONE = frozenset(
    ("documented", "reviewed", "tested", "peer-reviewed", "benchmarked", "researched", "investigated", "refactored")
)
_NOUN_AFTER = frozenset((
    "button", "link", "page", "dialog", "icon", "tab", "field", "is", "are", "shows", "has", "opens", "screen", "panel", "mode", "menu",
    "step", "form", "list", "card", "section", "state", "status", "view", "column", "error", "can", "includes", "contains", "should", "must",
    "will", "command", "prompt", "count", "flag", "option", "action", "phase", "phases", "then", "hint", "instructions", "date", "interpretation",
    "requires", "completes", "fails", "succeeds", "returns", "displays",
))  # fmt: skip


@rule("AC221", "warning", tags=("not-a-criterion",), help="Move it to the tasks, the tests or the definition of done.")
def task_as_criterion(document: Document) -> Iterator[Problem]:
    """The line is work to do, not something the product does when the work is done.

    "Write unit tests" and "configure the server" can be ticked without the user being any better off. They belong to
    the tasks, the testing requirements or the definition of done.

    Bad:

    ```markdown
    ## Acceptance Criteria

    - [ ] Write unit tests for the parser
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    - [ ] A file with an unclosed quote is refused with the number of the line
    ```

    Source: own labels of real criteria; "test the requirement, not the implementation" in spec-kit.
    """
    for reading in readings(document):
        if reading.slot is not reading.criterion.slot or not reading.words:
            continue
        hit = _task(reading)
        if hit is not None and not boilerplate(reading):
            yield reading.problem(*hit, f'"{reading.said(*hit)}" is work to do, not an outcome of it')


def _task(reading: Reading) -> tuple[int, int] | None:
    tokens, vocabulary = reading.words, reading.vocabulary
    first = tokens[0]
    if first.startswith("test_"):
        return 0, 1
    quoted = reading.plain.lstrip()[:1] in "\"“'"
    if not vocabulary.isdisjoint(_TEST_NOUNS) and not quoted:
        hit = _testing(reading)
        if hit is not None:
            return hit
    if first in ("given", "when", "then", "if", "while", "where", "and", "but") or quoted:
        return None
    if first in ("phase", "sprint", "milestone") and len(tokens) > 2 and tokens[1].isdigit() and ":" in reading.gap(1):
        return 0, 2
    hit = _done(reading)
    if hit is not None:
        return hit
    ordered = len(tokens) > 1 and tokens[1] not in _NOUN_AFTER and reading.gap(0).strip(" `") == ""
    if (first == "set" and reading.word(1) != "up") or not ordered:
        return None
    if first == "test":
        return (0, 1) if tokens[1] in _WHAT_TO_TEST or tokens[1].endswith("ing") else None
    if first in _ALWAYS or (first in _PROCESS and first not in _EITHER):
        return 0, 1
    if first in _EITHER and (not _WORK.isdisjoint(tokens[1:8]) or any(word.endswith(_FILES) for word in tokens[1:5])):
        return 0, 1
    return None


def _done(reading: Reading) -> tuple[int, int] | None:
    """Work that is reported as done: "performance characteristics documented", "documentation updated with examples"."""
    tokens = reading.words
    for at, word in enumerate(tokens[1:], start=1):
        if at > 8 and (at + 1 < len(tokens) or at > 14):
            continue  # a word in the middle of a long sentence
        if word in _DONE and tokens[at - 1] not in (
            "being",
            "be",
            "as",
            "a",
            "an",
            "the",
            "any",
            "well",
            "un",
            "not",
            "last",
            "previously",
        ):
            ended = reading.clause_end(at + 1) or tokens[at + 1] in (
                "in",
                "with",
                "for",
                "by",
                "against",
                "on",
                "using",
            )
            if ended and tokens[0] not in ("when", "if", "only", "every", "no", "each"):
                return at, at + 1
    if not reading.vocabulary.isdisjoint(_TOOLS) and not _TOOLS.isdisjoint(tokens[:4]):
        for at, word in enumerate(tokens[1:9], start=1):
            if (
                word in _SET_UP
                and (word != "up" or tokens[at - 1] == "set")
                and tokens[at - 1] not in ("is", "are", "the", "a", "was")
            ):
                return at - (word == "up"), at + 1
    if "updated" in reading.vocabulary:
        at = tokens.index("updated")
        if at and not {"documentation", "docs", "readme", "changelog", "readme.md", "changelog.md"}.isdisjoint(
            tokens[:at]
        ):
            return at, at + 1
    return None


def _testing(reading: Reading) -> tuple[int, int] | None:
    tokens = reading.words
    for at, word in enumerate(tokens[:12]):
        if word not in _TEST_NOUNS:
            continue
        before, after = reading.word(at - 1), reading.word(at + 1)
        if word == "tested":
            if at <= 8 and before not in ("being", "under", "the", "a", "or", "last"):
                return at, at + 1
        elif word == "testing":
            if at <= 3 and (
                ":" in reading.gap(at)
                or reading.clause_end(at + 1)
                or after in ("with", "for", "on", "of", "covers", "across")
            ):
                return max(0, at - 1), at + 1
        elif after in _NOT_TESTING or before in _NO_SUBJECT or "(" in reading.plain[: reading.starts[at]]:
            continue
        elif word == "tests":
            if at <= 7:
                return 0 if at <= 3 else at, at + 1
        elif tokens[0] in _DO and at <= 6:
            return 0, at + 1
        elif before in (
            "unit",
            "integration",
            "e2e",
            "end-to-end",
            "regression",
            "smoke",
            "acceptance",
            "playwright",
            "load",
            "automated",
            "snapshot",
        ) or (at == 1 and after in ("case", "cases", "coverage", "suite", "suites", "validates", "verifies", "covers")):
            return at - 1, at + 1
        elif at == 0 and (
            after
            in (
                "case",
                "cases",
                "coverage",
                "suite",
                "fixtures",
                "that",
                "data",
                "on",
                "with",
                "harness",
                "covers",
                "verifies",
                "file",
            )
        ):
            return 0, 2
        elif (
            word == "test"
            and at <= 4
            and after
            in ("suite", "suites", "coverage", "cases", "harness", "fixtures", "covers", "infrastructure", "setup")
        ):
            return at, at + 2
    return None
