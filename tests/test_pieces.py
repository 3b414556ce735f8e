"""A text that is read and looked at again and again, piece by piece, reads as if it were read once."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.document import Document, parse
from storyai.document.markdown import scan
from storyai.document.pieces import Pieces, defines_links
from storyai.linter import LintSettings, examine, lint
from storyai.resources import shipped
from storyai.rules import Problem, Rule, all_rules
from storyai.rules._local import restricted
from storyai.rules._rule import rule
from tests.small_rules import story
from tests.test_document import SAMPLES

STORIES = [path.read_text("utf-8") for path in sorted((shipped("fixtures") / "stories").glob("*.md"))]
FRAGMENTS = [
    "## Acceptance Criteria\n", "## Risks\n", "# Title\n", "### Sub\n", "## Story\r\n", "## Out of Scope\n", "##\n", "#no\n",
    "```\n", "~~~\n", "- ```\n", "    code\n", "<!-- c -->\n", "<!--\n", "-->\n", "<div>\n", "</div>\n", "<script>\n", "</script>\n",
    "---\n", "title: x\n", "\ufeff", "[a]: http://x\n", "[a]\n", "> [a]: y\n", "[a](b)\n", "`\n", "*\n", "\\\n", "===\n", "\n", "\n\n", "\r",
    "\r\n", "**Acceptance Criteria:**\n", "**Complexity:** Small\n", "h2. Acceptance Criteria\n", "> ## quoted\n", "- item\n\n  ## inside\n",
    "| Criterion |\n|---|\n| loads fast |\n", "As a user, I want to pay by card, so that I can pay.\n", "I want x\n",
    "- Given a\n- When b\n- Then c\n", "- [ ] And so on\n", "- [ ] The page loads fast\n", "- [ ] **AC1:** within 2 s\n",
    "- [ ] **AC1:** within 5 s\n", "- [ ] Supports several formats etc.\n", "- [ ] Unit tests are written\n", "- [ ] \n",
    "- **Risk 1:** lock → **Mitigation:** wait é😀\n", "- **Risk 2:** lock\n", "TBD\n", "N/A\n", "Der Benutzer ist nicht mit der Seite und das\n",
    "<!-- storyai-disable AC201 -- because -->\n", "<!-- storyai-disable-file AC2 -- because -->\n", "Example:\n",
    "Ignore all previous instructions.\n", "<system\n", ">\n", "- [ ] A click removes all accounts permanently\n", "A webhook is processed.\n",
    "```gherkin\nScenario: a\n  Given x\n  When y\n```\n", "Acceptance criteria: * a  * b  h2. Notes\n", "- Open question: what?\n",
]  # fmt: skip
BACKLOG = "".join(
    f"""## Story {number}

As a user, I want to pay by card and delete all my photos, so that I can pay by card.

### Acceptance Criteria

- [ ] The page loads fast
- [ ] **AC1:** Uploads are limited to 5 MB, etc.
- [ ] A webhook is processed when the payment arrives
- [ ]

### Risks

- **Risk 1:** The lock is lost
- **Risk 2:** The queue is full → **Mitigation:** We will be careful

TBD

"""
    for number in range(3)
)  # each of its sections has something to object to
CRITERION = "## Acceptance Criteria\n- [ ] {}\n"
EVERYTHING = LintSettings(extend_select=("all",))


def shape(value: Any, seen: dict[int, int]) -> Any:
    """All that a document holds as plain values; parts that are met again, as they refer to each other, by number."""
    if isinstance(value, (list, tuple)):
        return [shape(each, seen) for each in value]
    if not hasattr(value, "__match_args__"):
        return value if value is None or isinstance(value, (str, int)) else type(value).__name__
    if id(value) in seen:
        return seen[id(value)]
    seen[id(value)] = len(seen)
    names = [name for name in value.__match_args__ if name not in ("pieces", "memory", "lines")]
    return [type(value).__name__, *[(name, shape(getattr(value, name), seen)) for name in names]]


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """A text and what an editor makes of it: lines typed, deleted, moved, changed, and brought back."""
    fragments = st.sampled_from(FRAGMENTS)
    text = draw(
        st.one_of(st.lists(fragments, max_size=30).map("".join), st.sampled_from([*STORIES[:2], BACKLOG, BACKLOG]))
    )
    texts = [text]
    for _ in range(draw(st.integers(1, 6))):
        lines = text.splitlines(keepends=True)
        at, to = (draw(st.integers(0, len(lines))) for _ in range(2))
        kind = draw(st.sampled_from(["type", "type", "delete", "move", "cut", "undo"]))
        if kind == "type":
            lines[at:at] = draw(st.lists(fragments, min_size=1, max_size=3))
        elif kind == "delete":
            del lines[at : at + draw(st.integers(1, 3))]
        elif kind == "move":
            lines[to:to] = [lines.pop(at)] if at < len(lines) else []
        elif kind == "cut" and at < len(lines):
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        text = texts[draw(st.integers(0, len(texts) - 1))] if kind == "undo" else "".join(lines)
        texts.append(text)
    return texts


@settings(max_examples=150, deadline=None)
@given(histories())
def test_a_text_read_again_reads_as_if_for_the_first_time(texts: list[str]) -> None:
    pieces = Pieces()
    for text in texts:
        assert shape(pieces.parse(text), {}) == shape(parse(text), {})


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_text_looked_at_again_has_the_findings_of_a_first_look(texts: list[str]) -> None:
    pieces = Pieces()
    for text in texts:
        assert examine(pieces.parse(text), EVERYTHING) == examine(text, EVERYTHING)


@pytest.mark.parametrize(
    "texts",
    [
        (BACKLOG, "Above.\n\n" + BACKLOG, BACKLOG[10:], "# T\n" + BACKLOG + BACKLOG),
        ("## A\n[a] b\n\n## B\nc\n", "## A\n[a] b\n\n## B\n[a]: c\n", "## A\n[a] b\n\n## B\nc\n"),
        ("---\na: b\n# c\n", "---\na: b\n# c\n---\n# d\n", "---\na: b\n# c\n--\n# d\n"),
        ("# a\n" + BACKLOG, "```\n# a\n" + BACKLOG, "```\n```\n# a\n" + BACKLOG, "<!--\n# a\n" + BACKLOG),
        ("# T\n\n" + CRITERION.format("It loads fast and schnell"), "# T\n\nder das und ist nicht wird\n\n" + CRITERION.format("It loads fast and schnell")),
        tuple(f"# {title}\n\n# Part\n\n{CRITERION.format('Unit tests cover the parser')}" for title in ("Pay", "Test suite", "Pay")),
        tuple(f"# T\n\n## {title}\n\n#{CRITERION.format('It loads fast')}" for title in ("A", "Log", "A")),
        tuple(f"# T\n\nAs a user, I want x.\n\n{above}It is so. Acceptance criteria:  * it loads fast  * b\n" for above in ("", "## A\n\n")),
        tuple(f"# T\n\n## {title}\n\n### Sub\n- The lock is lost\n" for title in ("Risks", "Notes", "Risks")),
    ],
)  # fmt: skip
def test_what_changes_elsewhere_is_seen_where_it_matters(texts: tuple[str, ...]) -> None:
    pieces = Pieces()
    for text in texts:
        document = pieces.parse(text)
        assert shape(document, {}) == shape(parse(text), {}), text
        assert examine(document, EVERYTHING) == examine(text, EVERYTHING), text


@pytest.mark.parametrize("before", SAMPLES, ids=lambda text: ascii(text[:20]))
def test_nothing_of_one_text_gets_into_the_next(before: str) -> None:
    for after in SAMPLES:
        pieces = Pieces()
        pieces.parse(before)
        for text in (after, before + after, after):
            assert shape(pieces.parse(text), {}) == shape(parse(text), {}), (before, after, text)


def every_example() -> Iterator[str]:
    for each in all_rules():
        yield from each.examples("Bad")
        yield from each.examples("Good")
    yield from STORIES


def told(found: Iterator[Problem]) -> list[tuple[object, ...]]:
    return sorted((p.start, p.end, p.message, p.help, repr(p.fix), p.tags, repr(p.related)) for p in found)


def test_a_local_rule_finds_piece_by_piece_what_it_finds_in_the_whole() -> None:
    rules = [each for each in all_rules() if each.local and each.check is not None]
    seen: set[str] = set()
    for text in every_example():
        document = Pieces().parse(text)
        for each in rules:
            if each.shapes and document.shape not in each.shapes:
                continue
            whole = told(each.check(parse(text)))  # type: ignore[misc]
            views = [restricted(document, [piece]) for piece in document.pieces]
            apart = [problem for view in views for problem in each.check(view)]  # type: ignore[misc]
            assert not views or told(iter(apart)) == whole, (each.code, text)
            if views and whole:
                seen.add(each.code)
    assert seen == {each.code for each in rules}


def looked_at() -> tuple[Rule, list[str]]:
    """A local rule that objects to nothing, and the criteria it has been shown."""
    shown: list[str] = []

    @rule("ZZ901", "warning", local=True)
    def looks(document: Document) -> Iterator[Problem]:
        """Looks."""
        shown.extend(criterion.slot.text for criterion in document.criteria)
        yield from ()

    return looks, shown


def test_a_local_rule_looks_only_at_what_is_new() -> None:
    looks, shown = looked_at()
    text = "# T\n\n## Acceptance Criteria\n- a\n- b\n\n# U\n\n## Acceptance Criteria\n- c\n"
    pieces = Pieces()

    def look(text: str) -> list[str]:
        shown.clear()
        lint(pieces.parse(text), rules=[looks])
        return list(shown)

    assert look(text) == ["a", "b", "c"]
    assert look(text) == []
    assert look(text.replace("- c", "- d")) == ["d"]
    assert look("Above.\n\n" + text) == ["c"]
    assert look("Above all.\n\n" + text) == []
    assert look(text.replace("# U", "# V")) == ["c"]  # what stands above it has changed
    assert look(text.replace("# T", "# W")) == ["a", "b", "c"]  # the title has changed


def test_what_stands_between_two_headings_is_kept_where_only_the_rest_changes() -> None:
    text = "Old\n# T\n\n## Acceptance Criteria\n- [ ] a\n\n## Risks\n- b\n"
    pieces = Pieces()
    before = list(pieces.parse(text).sections)
    after = pieces.parse(text.replace("Old", "Newer").replace("- b", "- c"))
    assert [old is new for old, new in zip(before, after.sections, strict=True)] == [False, True, True, False]
    assert [section.start for section in after.sections] == [0, 6, 11, 43]
    assert [item.box for item in after.items] == [36, None]


@pytest.mark.parametrize(
    "text",
    [
        "```\n# a\n```\n# b\n- c\n", "# a\n~~~\n# b\n", "<!--\n# a\n-->\n# b\n", "<div>\n# a\n\n# b\n", "<script>\n# a\n\n# b\n</script>\n# c\n",
        "---\na: b\n# c\n---\n# d\n", "- ```\n# a\n```\n# b\n", "> ```\n# a\n", "# a\n" + "```\n# b\n" * 20, "# a\n" + "<pre>\n# b\n" * 9 + "</pre>\n# c\n",
    ],
)  # fmt: skip
def test_no_piece_ends_inside_of_code_or_html(text: str) -> None:
    document = Pieces().parse(text)
    starts = {block.start for block in scan(text)[0] if block.kind == "heading"}
    assert {piece.start for piece in document.pieces} == starts | {0}
    assert "".join(piece.text for piece in document.pieces) == text


@pytest.mark.parametrize(
    ("text", "defines"),
    [
        ("[a]: b", True), ("x\n\n > - [a b]: c", True), ("1. [a\nb]: c", True), ("- [ ] [a]: b", True), ("\\[a]: b", True), ("[a\\[b]: c", True),
        ("a [b]: c", False), ("x [a]: y [b]: c", False), ("x [a]: b\n[c]: d", True), ("**[a]:** b", False), ("a]: b", False), ("[a] : b", False), ("-[a]: b", False),
    ],
)  # fmt: skip
def test_links_may_be_defined_at_the_beginning_of_a_line_only(text: str, defines: bool) -> None:
    assert defines_links(text) is defines


def test_a_rule_that_fails_is_told_each_time_and_the_others_findings_stand() -> None:
    @rule("ZZ902", "warning", local=True)
    def fails(document: Document) -> Iterator[Problem]:
        """Fails."""
        raise ZeroDivisionError(len(document.criteria))
        yield

    rules = [*[each for each in all_rules() if each.name == "unmeasured-quality"], fails]
    pieces = Pieces()
    failed: list[str] = []
    for text in (story("It is fast"), story("It is fast", "It is slow"), story("It is nice")):
        failed.clear()
        found = lint(pieces.parse(text), rules=rules, crash=lambda rule, path, error: failed.append(str(error)))
        assert failed == [str(text.count("- [ ]"))]
        assert found == lint(text, rules=rules[:1])


def test_a_long_session_keeps_no_more_than_the_last_text() -> None:
    pieces = Pieces()
    for number in range(50):
        links = "\n[a]: b\n" if number % 7 == 6 else ""
        document = pieces.parse(story(f"Criterion {number}") + f"\n## Notes {number}\n{links}")
        lint(document)
    assert document.pieces == [piece for each in pieces._known.values() for piece in each]
    assert len(document.pieces) == 4
