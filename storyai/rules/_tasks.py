"""Words that tell work from an outcome of work; see ``task_as_criterion``. Our own, from reading real criteria."""

TEST_NOUNS = frozenset(("test", "tests", "testing", "tested"))
# What "test" is about when the product itself is about tests, or when a test is only mentioned.
NOT_TESTING = frozenset((
    "run", "runs", "button", "connection", "mode", "result", "results", "account", "accounts", "execution", "email", "message", "drawing",
    "drawings", "status", "page", "plan", "drive", "user", "users", "scenario", "scenarios", "passed", "failed", "card", "cards", "panel",
    "environment", "database", "taker", "takers", "score", "scores", "history", "report", "reports", "order", "orders", "payment",
))  # fmt: skip
NO_SUBJECT = frozenset((
    "running", "runs", "run", "the", "each", "every", "which", "that", "blood", "lab", "of", "a/b", "ab", "to", "from", "their", "by", "during",
    "lists", "shows", "displays", "between", "before", "after", "failing", "failed", "selected", "starts", "start", "for",
))  # fmt: skip
DO = frozenset((
    "add", "write", "create", "implement", "update", "extend", "run", "execute", "develop", "perform", "include", "build", "provide", "set",
    "fix", "maintain", "remove", "have", "expand", "improve", "complete",
))  # fmt: skip
# Verbs of the team, not of the product.
PROCESS = frozenset((
    "configure", "review", "verify", "mock", "modify", "refactor", "research", "investigate", "analyze", "analyse", "measure",
    "adjust", "discuss", "coordinate", "evaluate", "explore", "prototype", "install", "deploy", "document", "test", "write", "decide",
    "confirm", "validate", "benchmark", "migrate", "rename", "audit", "finalize", "finalise", "initialize", "initialise", "setup",
    "compare", "conduct", "draft", "assess", "spike", "integrate", "fix", "archive", "move", "generate", "run", "establish", "prepare",
    "extend", "schedule", "clean", "bump", "timebox", "timeboxed", "estimate", "merge", "tag", "talk", "spike", "re-run",
    "re-record", "rerun",
))  # fmt: skip
# ... of these only with an object of the team's work.
EITHER = frozenset((
    "validate", "confirm", "rename", "migrate", "install", "write", "deploy", "initialize", "initialise", "setup", "compare", "archive",
    "move", "generate", "run", "prepare", "extend", "schedule", "clean", "audit", "assess", "draft", "fix", "establish", "integrate", "finalize",
    "finalise", "define", "update", "create", "add", "set", "remove", "include", "merge", "tag", "estimate", "make", "test", "review", "document", "verify",
))  # fmt: skip
ALWAYS = frozenset(
    ("review", "verify", "test", "document", "initialize", "initialise")
)  # with a capital letter, as an order
WORK = frozenset((
    "readme", "readme.md", "changelog", "changelog.md", "documentation", "docs", "procedure", "spec", "specs", "ticket", "tickets",
    "tests", "test", "fixtures", "fixture", "docstrings", "ci", "pipeline", "gitignore", "runbook", "adr", "wiki", "storybook", "rollback",
    "codebase", "dependencies", "dependency", "jsdoc", "folder", "folders", "directory", "directories", "repository",
    "repo", "module", "modules", "script", "scripts", "skeleton", "boilerplate", "scaffold", "scaffolding", "sdk", "library", "framework",
    "package", "packages", "branch", "worktree", "developer", "lint", "linter", "eslint", "typescript", "claude.md", "agents.md", "guide",
    "variable", "variables", "failures", "pr", "story", "release", "comments", "todos", "benchmarks", "benchmark", "infrastructure",
    "recommendations", "mockup", "mockups", "wireframe", "wireframes",
))  # fmt: skip
TOOLS = frozenset((
    "eslint", "prettier", "vitest", "jest", "pytest", "ci", "ci/cd", "tsconfig", "lint", "linting", "husky", "git", "pre-commit", "coverage",
    "mocha", "cypress", "playwright", "tooling", "turborepo", "pnpm", "mypy", "ruff", "test", "monorepo", "linter", "formatter", "typescript",
))  # fmt: skip
SET_UP = frozenset(
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
WHAT_TO_TEST = frozenset((
    "the", "a", "an", "all", "each", "every", "both", "various", "that", "with", "on", "in", "for", "if", "whether", "using", "multiple",
    "different", "existing", "new", "edge", "error", "end-to-end", "your", "our",
))  # fmt: skip
# Labels of lines about tests and reviews.
LABELS = frozenset((
    "tests", "testing", "tests:", "unit tests", "integration tests", "e2e tests", "regression tests", "manual tests", "manual testing", "code review",
    "peer review", "test coverage", "unit test", "integration test",
))  # fmt: skip
# What the team draws and writes before it builds.
DRAWN = frozenset(
    (
        "design",
        "designs",
        "wireframe",
        "wireframes",
        "mockup",
        "mockups",
        "spec",
        "specification",
        "plan",
        "architecture",
        "pr",
        "estimate",
        "prototype",
    )
)
# What the team defines, not the product: "define how we will", "define the approach".
TO_DEFINE = frozenset((
    "how", "what", "which", "when", "where", "why", "scope", "approach", "strategy", "plan", "process", "procedure", "requirements", "experience",
    "roadmap", "tasks", "milestones", "conventions", "guidelines", "responsibilities", "budget", "budgets", "metrics",
))  # fmt: skip
# With code that the team writes these say what there will be: "create the parser in `parser.py`".
MAKE = frozenset(("create", "add", "include", "make", "define"))
WORK_DONE = frozenset(
    (
        "code",
        "change",
        "changes",
        "pr",
        "branch",
        "task",
        "tasks",
        "work",
        "implementation",
        "everything",
        "script",
        "scripts",
    )
)
FILES = (".py", ".md", ".sh", ".ts", ".js", ".qmd", ".yml", ".yaml", ".toml")
DONE = frozenset(
    (
        "documented",
        "reviewed",
        "tested",
        "peer-reviewed",
        "benchmarked",
        "researched",
        "investigated",
        "refactored",
        "committed",
        "merged",
    )
)
NOUN_AFTER = frozenset((
    "button", "link", "page", "dialog", "icon", "tab", "field", "is", "are", "shows", "has", "opens", "screen", "panel", "mode", "menu",
    "step", "form", "list", "card", "section", "state", "status", "view", "column", "error", "can", "includes", "contains", "should", "must",
    "will", "command", "prompt", "count", "flag", "option", "action", "phase", "phases", "then", "hint", "instructions", "date", "interpretation",
    "requires", "completes", "fails", "succeeds", "returns", "displays", "still", "never", "also", "now", "keeps", "skips", "exits",
))  # fmt: skip
