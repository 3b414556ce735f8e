import re
from collections.abc import Iterator
from functools import cache

from storyai.document import Document, Section, Slot
from storyai.rules._reading import Reading, readings
from storyai.rules._rule import Problem, rule
from storyai.rules._tasks import (
    ALWAYS,
    DO,
    DONE,
    DRAWN,
    EITHER,
    FILES,
    LABELS,
    MAKE,
    NO_SUBJECT,
    NOT_TESTING,
    NOUN_AFTER,
    PROCESS,
    SET_UP,
    TEST_NOUNS,
    TO_DEFINE,
    TOOLS,
    WHAT_TO_TEST,
    WORK,
    WORK_DONE,
)
from storyai.rules.boilerplate_criterion import boilerplate

_TESTING = "Move it to the tests; say here what the product then does."
_ABOUT_TESTS = frozenset(("test", "tests", "testing", "e2e", "coverage", "benchmark", "benchmarks"))
_ABOUT_DOCUMENTS = frozenset(
    ("docs", "documentation", "document", "documents", "readme", "guide", "guides", "changelog", "examples")
)


@rule(
    "AC221",
    "warning",
    tags=("not-a-criterion",),
    help="Move it to the tasks, the tests or the definition of done.",
    local=True,
)
def task_as_criterion(document: Document) -> Iterator[Problem]:
    """The line is work to do, not something the product does when the work is done.

    "Write unit tests" and "configure the server" can be ticked without the user being any better off. They belong to
    the tasks, the testing requirements or the definition of done. Said once for a list of criteria, with the further
    places. In a story about tests the tests are the outcome, and in one about documents the documents are.

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
        hit, testing = _task(reading)
        if hit is None or boilerplate(reading) or (not testing and reading.below):
            continue
        section = reading.criterion.section
        subject = _subject(document, section)
        if (not _ABOUT_TESTS.isdisjoint(subject)) if testing else _documents(reading, hit, subject):
            continue
        place = _label(reading) or reading.slot.part(reading.starts[hit[0]], reading.ends[hit[1] - 1])
        start, end = place.start, place.end
        message = f'"{" ".join(place.text.split())}" is work to do, not an outcome of it'
        yield Problem(
            start, end, message, _TESTING if testing else "", slot=reading.slot, group=section.heading or reading.slot
        )


def _subject(document: Document, section: Section) -> frozenset[str]:
    """The words of the titles above a list of criteria: what the story is about."""
    titles = [document.title.plain] if document.title is not None else []
    titles += [above.title for above in section.ancestors() if above.role != "acceptance_criteria"]
    return frozenset(word.strip(".,:;()[]`*_#") for title in titles for word in title.lower().replace("/", " ").split())


def _documents(reading: Reading, hit: tuple[int, int], subject: frozenset[str]) -> bool:
    """Whether the work is on documents in a story about documents."""
    if _ABOUT_DOCUMENTS.isdisjoint(subject) and not any(word.endswith(".md") for word in subject):
        return False
    return reading.words[hit[1] - 1] in ("documented", "document") or not (
        _ABOUT_DOCUMENTS.isdisjoint(reading.words) and not any(word.endswith(".md") for word in reading.words)
    )


def _task(reading: Reading) -> tuple[tuple[int, int] | None, bool]:
    """Where work begins and ends, as half-open word indexes, and whether it is work on tests."""
    tokens, vocabulary = reading.words, reading.vocabulary
    if tokens[0].startswith("test_"):
        return (0, 1), True
    if _label(reading) is not None:
        return (0, 1), True
    quoted = reading.plain.lstrip()[:1] in "\"“'"
    if not vocabulary.isdisjoint(TEST_NOUNS) and not quoted:
        hit = _testing(reading)
        if hit is not None:
            return hit, True
    return None if quoted else _work(reading), False


def _label(reading: Reading) -> Slot | None:
    """The bold label before it that says so: "**Unit tests:** the parser, the printer"."""
    item = reading.criterion.item
    if item is None or item.body.start <= item.slot.start:
        return None
    label = reading.document.slot(item.slot.start, item.body.start)
    words = label.plain.lower().replace(":", " ").strip(" *_").split()
    if not 0 < len(words) <= 4 or LABELS.isdisjoint((words[0], " ".join(words[:2]))):
        return None
    start = len(label.text) - len(label.text.lstrip(" *_"))
    return label.part(start, len(label.text.rstrip(" *_:")))


def _work(reading: Reading) -> tuple[int, int] | None:
    """The order that it begins with, also behind a label ("Throughput: measure ...")."""
    tokens = reading.words
    first = tokens[0]
    if len(tokens) > 2 and reading.gap(0).strip() == ":" and tokens[1] in PROCESS and tokens[1] not in EITHER:
        return 1, 2
    if first in ("given", "when", "then", "if", "while", "where", "and", "but"):
        return None
    if first in ("phase", "sprint", "milestone") and len(tokens) > 2 and tokens[1].isdigit() and ":" in reading.gap(1):
        return 0, 2
    hit = _done(reading)
    if hit is not None:
        return hit
    if (
        first in ("update", "rename", "rewrite", "move")
        and "`" in reading.plain
        and _of_the_team().match(reading.slot.text)
    ):
        return 0, 1
    ordered = len(tokens) > 1 and tokens[1] not in NOUN_AFTER and reading.gap(0).strip(" `") == ""
    if (first == "set" and reading.word(1) != "up") or not ordered:
        return None
    if first == "test":
        return (0, 1) if tokens[1] in WHAT_TO_TEST or tokens[1].endswith("ing") else None
    if first in ALWAYS or (first in PROCESS and first not in EITHER):
        return 0, 1
    if first == "define" and not TO_DEFINE.isdisjoint(tokens[1:4]):
        return 0, 1
    if first == "confirm" and tokens[1] in ("that", "whether", "if"):
        return 0, 1
    if first in ("remove", "delete") and "code" in tokens[1:4]:
        return 0, 1
    if first == "consider" and tokens[1].endswith("ing"):
        return 0, 1
    if first == "compare" and not {"vs", "versus", "against"}.isdisjoint(tokens):
        return 0, 1
    if first in EITHER and not WORK.isdisjoint(tokens[1:8]):
        return 0, 1
    if first in EITHER and first not in MAKE and any(word.endswith(FILES) for word in tokens[1:5]):
        return 0, 1
    return None


@cache
def _of_the_team() -> re.Pattern[str]:
    """An order on a document or a setting of the team: "Update `CONTRIBUTING.md` with ..."."""
    return re.compile(r"\W*\w+ (?:the )?`[^`]+\.(?:md|ya?ml|toml|sh|cfg|ini)`")


def _done(reading: Reading) -> tuple[int, int] | None:
    """Work that is reported as done: "recipes tested", "the change committed". Documents that were written are outcomes."""
    tokens = reading.words
    for at, word in enumerate(tokens[1:], start=1):
        if at > 8 and (at + 1 < len(tokens) or at > 14):
            continue  # a word in the middle of a long sentence
        if word in ("committed", "merged") and WORK_DONE.isdisjoint(tokens[:at]):
            continue
        if word in ("approved", "agreed") and at <= 3 and not DRAWN.isdisjoint(tokens[:at]):
            return at, at + 1
        if word in DONE and tokens[at - 1] not in (
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
                "to",
                "using",
            )
            if ended and tokens[0] not in ("when", "if", "only", "every", "no", "each"):
                return at, at + 1
    if not reading.vocabulary.isdisjoint(TOOLS) and not TOOLS.isdisjoint(tokens[:4]):
        for at, word in enumerate(tokens[1:9], start=1):
            if (
                word in SET_UP
                and (word != "up" or tokens[at - 1] == "set")
                and tokens[at - 1] not in ("is", "are", "the", "a", "was")
            ):
                return at - (word == "up"), at + 1
    return None


def _testing(reading: Reading) -> tuple[int, int] | None:
    tokens = reading.words
    for at, word in enumerate(tokens[:12]):
        if word not in TEST_NOUNS:
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
        elif after == "suite" and reading.measured:
            return None  # "the test suite runs in 30 seconds" is an outcome
        elif (
            at == 0
            and word == "tests"
            and after == "run"
            and reading.word(2) in ("on", "in", "against", "with", "without")
        ):
            return 0, 2
        elif after in NOT_TESTING or before in NO_SUBJECT or "(" in reading.plain[: reading.starts[at]]:
            continue
        elif word == "tests":
            if at <= 7:
                return 0 if at <= 3 else at, at + 1
        elif tokens[0] in DO and at <= 6:
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
