from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule
from storyai.rules._words import words

_TEST_KINDS = frozenset((
    "unit", "integration", "e2e", "end-to-end", "regression", "smoke", "acceptance", "performance", "load", "automated",
    "manual", "playwright", "accessibility", "contract", "snapshot", "visual", "stress", "security", "fuzz", "property",
    "component", "cypress", "jest", "vitest", "pytest", "api", "ui", "benchmark", "functional", "new", "existing", "all", "backend", "frontend",
))  # fmt: skip
_TEST_VERBS = frozenset((
    "cover", "covers", "covering", "verify", "verifies", "verifying", "validate", "validates", "validating", "written", "exist",
    "exists", "ensure", "ensures", "check", "checks", "checking", "confirm", "confirms", "assert", "asserts", "added", "updated",
    "builds", "exercise", "exercises", "prove", "proves", "demonstrate", "demonstrates", "pass", "passes", "passing", "implemented",
    "include", "includes", "for", "with", "mock", "using", "that", "created", "measure", "measures", "simulate", "test", "tests",
    "of", "on", "in", "suite", "coverage", "against", "complete", "are", "is", "run", "runs", "pin", "pins", "reproduces", "reproduce",
))  # fmt: skip
_DO = frozenset(("add", "write", "create", "implement", "update", "extend", "run", "execute", "develop", "perform", "include", "build", "provide", "set"))
_TEST_NOUNS = frozenset(("test", "tests", "testing", "tested"))
_PROCESS = frozenset((
    "configure", "review", "verify", "mock", "modify", "refactor", "research", "investigate", "analyze", "analyse", "measure",
    "adjust", "discuss", "coordinate", "evaluate", "explore", "prototype", "install", "deploy", "document", "ensure", "test",
    "write", "decide", "confirm", "validate", "benchmark", "migrate", "rename", "audit", "clean", "finalize", "finalise", "merge",
))  # fmt: skip
_NOUN_AFTER = frozenset(("button", "link", "page", "dialog", "icon", "tab", "field", "is", "are", "shows", "has", "opens", "screen", "panel", "mode", "menu", "step", "form", "list", "card", "section", "state", "status", "view", "column", "error", "can", "includes", "contains", "should", "must", "will"))


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
        if hit is not None:
            yield reading.problem(*hit, f'"{reading.said(*hit)}" is work to do, not an outcome of it')


def _task(reading: Reading) -> tuple[int, int] | None:
    words_, vocabulary = reading.words, reading.vocabulary
    first = words_[0]
    if first.startswith("test_"):
        return 0, 1
    if not vocabulary.isdisjoint(_TEST_NOUNS):
        hit = _testing(reading)
        if hit is not None:
            return hit
    if first in _PROCESS and len(words_) > 1 and words_[1] not in _NOUN_AFTER and reading.gap(0).strip(" `") == "":
        if first == "ensure":
            return None
        if first in ("test", "document", "review", "deploy", "benchmark", "clean", "audit") and reading.plain[: reading.ends[0]].strip()[0].islower():
            return None
        if first in ("validate", "confirm", "rename", "migrate", "merge", "install", "clean", "document", "write") and not _object_of_work(reading):
            return None
        return 0, 1
    if first in ("define", "update", "create", "add", "set") and _object_of_work(reading):
        return 0, 1
    return None


def _object_of_work(reading: Reading) -> bool:
    return not {
        "readme", "readme.md", "changelog", "changelog.md", "documentation", "docs", "procedure", "plan", "spec", "specs", "ticket", "tickets",
        "tests", "test", "fixtures", "comments", "docstrings", "ci", "pipeline", "gitignore", "runbook", "adr", "wiki", "storybook",
        "rollback", "codebase", "dependencies", "config", "jsdoc",
    }.isdisjoint(reading.words[1:7])  # fmt: skip


def _testing(reading: Reading) -> tuple[int, int] | None:
    words_ = reading.words
    for at, word in enumerate(words_[:9]):
        if word not in _TEST_NOUNS:
            continue
        before, after = reading.word(at - 1), reading.word(at + 1)
        if word == "tested":
            if before in ("is", "are", "be", "and", "been", "manually", "fully", "thoroughly") or at >= 1:
                if before in ("being", "under", "the", "a", "or"):
                    return None
                return at, at + 1
            if at == 0:
                return 0, 1
            continue
        if word == "testing":
            if at <= 2 and (before in _TEST_KINDS or at == 0) and (":" in reading.gap(at) or reading.clause_end(at + 1) or after in _TEST_VERBS):
                return max(0, at - 1), at + 1
            continue
        # "Unit tests ...", "A regression test builds ...", "Add test case ..."
        kind = before in _TEST_KINDS
        doing = words_[0] in _DO and at <= 5
        if doing and (kind or after in ("case", "cases", "for", "coverage", "suite", "that", "covering", "with", "to", "file", "fixtures", "data") or word == "tests"):
            return 0, at + 1
        if at <= 4 and kind and (after in _TEST_VERBS or ":" in reading.gap(at) or reading.clause_end(at + 1) or before in ("e2e", "unit", "regression", "integration", "playwright", "smoke")):
            return at - 1, at + 1
        if word == "tests" and (after in _TEST_VERBS or reading.clause_end(at + 1)) and at <= 5 and before not in ("the", "which", "blood", "lab", "user", "of", "running", "runs", "to", "all-the"):
            return at, at + 1
        if word == "test" and at == 1 and after in ("case", "cases", "coverage", "suite", "suites") :
            return at, at + 2
        if word == "test" and at == 0 and after in ("case", "cases", "coverage", "suite", "suites", "fixtures", "that", "data", "on", "with", "names", "results"):
            return 0, 2
    return None
