"""Any text gives a Document, and every part of it stands where it says."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.document import Document, Slot, parse
from storyai.resources import shipped

SAMPLES = [
    "",
    "\n",
    "\r",
    "\ufeff",
    "\ufeff# Title\n\n- [ ] a\n",
    "# T\r\n\r\n- [x] **A:** b\r\n  - c\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n",
    "a\rb\r\r# c\r- d\r",
    "\t- a\n\t\t- b\n- \tc\n-\td\n",
    "-\n-  \n- [ ]\n- [x] \n*\n1.\n",
    "# \n## #\n###### #######\n#",
    "---\ntitle: x\n---\n---\ntitle: y\n---\n",
    "> - [ ] a\n>   b\nlazy\n> # h\n",
    "**Acceptance Criteria:**\n- a\n**Risks**\n- b → **Mitigation:** c\n",
    "\ud800 # \udfff\n- \udc00\n",
    "é\n# 日本\n- [ ] **🙂:** 👩‍👩‍👧 → **Mitigation:** ü\n",
    "\x00\x01\x0b\x0c\x1c\x85\u2028\u2029 a\n# b\x0bc\n",
    '[a]: b\n\n[a] ![a][a] [x](y "z") <http://e.x> `code` ``c`d``\n',
    "<!-- a\n\nb --> c <!-- d -->\n<!-- open\n# e\n",
    "As a **x**,\nI want y\nso that z.\nAs a u I want v so that w\n",
    "| a |\n|---|\n| [ ] b | c |\n|",
    "```\n# a\n- b\n",
    "- a\n\n      code\n\n  # h\n\n  | t |\n  |---|\n- b\n",
    "Setext\n===\n\nAcceptance Criteria\n---\n1. a\n2) b\n10. c\n",
    "***a** b*__c__ _d_ **\n",
    "**Size:**\n5. five\n6. six\n",
]


def slots(document: Document) -> Iterator[Slot]:
    yield from (field.value for field in document.fields)
    if document.title is not None:
        yield document.title
    if document.front_matter is not None:
        yield document.front_matter
    for section in document.sections:
        yield section.heading
        yield from section.paragraphs
        for code in section.code:
            yield code.body
        for table in section.tables:
            yield from (cell for row in [table.header, *table.rows] for cell in row)
    for item in document.items:
        yield item.slot
        yield item.body
        yield from item.more
        if item.label is not None:
            yield item.label
    for statement in document.statements:
        yield from (slot for slot in (statement.role, statement.want, statement.benefit) if slot is not None)
    for criterion in document.criteria:
        yield criterion.slot
        yield from criterion.steps
        if criterion.label is not None:
            yield criterion.label
    for risk in document.risks:
        yield risk.slot
        yield risk.description
        if risk.mitigation is not None:
            yield risk.mitigation


def check(text: str) -> Document:
    """Parse, and check every span."""
    document = parse(text)
    length = len(text)
    assert document.text == text
    assert len(document.plain) == length
    for slot in slots(document):
        assert 0 <= slot.start <= slot.end <= length
        assert slot.text == text[slot.start : slot.end]
        assert slot.plain == document.plain[slot.start : slot.end]
    for section in document.sections:
        assert 0 <= section.start <= section.end <= section.full_end <= length or section.level == 0
        assert section.start <= section.heading.start <= section.heading.end <= max(section.end, section.heading.end)
        for child in section.children:
            assert section.start <= child.start and child.full_end <= section.full_end
            assert child.level > section.level
    assert [section.end for section in document.sections[:-1]] == [section.start for section in document.sections[1:]]
    assert document.sections[-1].end == length
    for item in document.items:
        assert item.start <= item.slot.start <= item.slot.end <= item.end or not item.slot.text
        assert (item.box is None) == (item.checked is None)
        assert item.box is None or text[item.box] == "["
        if item.parent is not None:
            assert item.parent.start <= item.start and item.end <= item.parent.end
            assert item.depth == item.parent.depth + 1
    for comment in document.comments:
        assert text.startswith("<!--", comment.start) and text[: comment.end].endswith("-->")
    for statement in document.statements:
        assert 0 <= statement.start <= statement.end <= length
        for slot in (statement.role, statement.want, statement.benefit):
            assert slot is None or statement.start <= slot.start <= slot.end <= statement.end
    assert document.parts[0].start == 0 or document.statements
    for part, following in zip(document.parts, document.parts[1:], strict=False):
        assert part.start <= part.end <= following.start
    return document


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
def test_every_part_of_an_odd_text_stands_where_it_says(text: str) -> None:
    check(text)


@pytest.mark.parametrize("name", sorted(path.name for path in (shipped("fixtures") / "stories").iterdir()))
def test_every_part_of_a_shipped_story_stands_where_it_says(name: str) -> None:
    text = (shipped("fixtures") / "stories" / name).read_text(encoding="utf-8")
    document = check(text)
    windows = check(text.replace("\n", "\r\n"))
    assert [item.slot.plain for item in windows.items] == [
        item.slot.plain.replace("\n", "\r\n") for item in document.items
    ]
    assert [(section.role, section.level) for section in windows.sections] == [
        (section.role, section.level) for section in document.sections
    ]
    assert windows.shape == document.shape and len(windows.criteria) == len(document.criteria)
    assert [section.title for section in check("\ufeff" + text).sections] == [
        section.title for section in document.sections
    ]


LINES = st.lists(
    st.sampled_from(
        ["# a", "## Acceptance Criteria", "## Risks", "- [ ] **C:** d", "  - e", "    f", "> g", "```", "---", "", "", "\t- h",
         "**Role:** x", "As a b, I want c, so that d", "| a | b |", "|---|---|", "<!-- i -->", "<div>", "1. j", "7. k", "AC1: l",
         "**Story**", "é: ü", "Given m", "When n", "Then o", "[p]: q", "*r* `s`", "\\# t", "===", "Scenario: u"]
    )
    | st.text(max_size=8),
    max_size=14,
)  # fmt: skip


@given(st.one_of(st.text(st.characters(), max_size=60), LINES.map("\n".join), LINES.map("\r\n".join)))
@settings(max_examples=200, deadline=None)
def test_every_part_of_any_text_stands_where_it_says(text: str) -> None:
    check(text)


@pytest.mark.parametrize("name", ["commonmark_spec.json", "gfm_spec.json"])
def test_every_part_of_the_examples_of_the_specifications_stands_where_it_says(data: Path, name: str) -> None:
    for example in json.loads((data / "commonmark" / name).read_text(encoding="utf-8")):
        check(example["markdown"])


def test_every_part_of_a_naughty_string_stands_where_it_says(data: Path) -> None:
    for text in json.loads((data / "commonmark" / "blns.json").read_text(encoding="utf-8")):
        check(text)
        check(
            f"## Acceptance Criteria\n\n- [ ] **Criterion 1:** {text}\n\n## Risks\n\n- {text} → **Mitigation:** {text}\n"
        )


def test_every_part_of_a_real_document_stands_where_it_says(data: Path) -> None:
    for path in sorted(
        [*(data / "stories").glob("*.md"), *(data / "backlogs").glob("*.txt"), *(data / "gherkin").iterdir()]
    ):
        check(path.read_text(encoding="utf-8", errors="replace"))


LARGE = {
    "nested bullets": lambda n: "".join("  " * (i % 200) + "- a\n" for i in range(n)),
    "ever deeper bullets": lambda n: "".join("  " * i + "- a\n" for i in range(min(n, 1_000))),
    "one line": lambda n: "## Acceptance Criteria\n\n- " + "word " * n,
    "one line of stars": lambda n: "*" * n + "\n" + "_a" * n,
    "open brackets": lambda n: "[" * n + "\n\n" + "![" * n,
    "backticks": lambda n: "".join("`" * (i % 50) + "a" for i in range(n)),
    "headings": lambda n: "## Acceptance Criteria\n- a\n" * n,
    "bold lines": lambda n: "**Risks:**\n- a -> b\n\n" * n,
    "statements": lambda n: "As a user, I want x so that y.\n\n" * n,
    "statements in one paragraph": lambda n: "As a user, I want x so that y.\n" * n,
    "fields": lambda n: "**Priority:** High\n" * n,
    "labels": lambda n: "a: b: c: " * n,
    "steps": lambda n: "## AC\n- Given a" + " and when b then c" * n,
    "arrows": lambda n: "## Risks\n- a" + " -> mitigation" * n,
    "quotes": lambda n: "> " * min(n, 5_000) + "a",
    "comments": lambda n: "<!-- a --> " * n,
    "open comments": lambda n: "<!-- a " * n,
    "tables": lambda n: "| a | b |\n|---|---|\n" + "| c | d |\n" * n,
    "front matter": lambda n: "---\n" + "a: b\n" * n,
    "tabs": lambda n: "\t" * n + "- a",
    "blank lines": lambda n: "\n" * n + " \n" * n,
    "non-ascii": lambda n: "- é🙂\n" * n,
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_text_is_read_in_bearable_time(kind: str) -> None:
    def late(number: int, frame: object) -> None:
        raise AssertionError("takes far longer than its size suggests")

    # No measurement: what is not linear would take minutes here, and what is linear well under a second. The timer
    # counts this process's own work, so that a busy machine makes nothing fail.
    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, 20)
    try:
        parse(LARGE[kind](20_000))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
