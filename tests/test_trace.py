"""Tracing a story to its notes: what stands behind a statement, what became of a line, what is in neither."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from storyai.drafter import draft
from storyai.report import trace as report
from storyai.template import render
from storyai.tracer import Trace, trace
from tests.asking import Scripted
from tests.draft_replies import NOTES, criterion, good_reply

OTHER = """\
# Exporting orders

As a support agent, I want to download a customer's orders, so that nobody copies rows by hand.

## Acceptance Criteria

- The agent downloads the orders of a customer
- More than 10k rows: the page shows "too many rows"
- The export finishes in 7 seconds
- The weather of Lisbon is shown
"""


def drafted() -> str:
    return render(draft(NOTES, Scripted([good_reply()]), date="2026-01-02").values)


def of(made: Trace, words: str) -> tuple[str, list[int], list[str]]:
    found = next(one for one in made.statements if words in one.slot.text)
    return found.basis, found.lines, [fact.text for fact in found.missing]


def test_a_draft_is_borne_out_by_the_notes_it_was_made_of() -> None:
    made = trace(drafted(), NOTES)
    assert made.faithfulness == 1.0
    assert made.findings() == []
    assert [line.line for line in made.notes if not line.statements and not line.asked] == [7]


def test_every_statement_stands_where_it_says() -> None:
    page = drafted()
    for one in trace(page, NOTES).statements:
        assert page[one.slot.start : one.slot.end] == one.slot.text
        assert page.count("\n", 0, one.slot.start) + 1 == one.line


def test_what_a_draft_puts_off_and_what_its_questions_quote_is_traced() -> None:
    notes = "- clerks export invoices as CSV\n- not now: PDF export\n- should be easy to use\n"
    made = trace(render(draft(notes, date="2026-01-02").values), notes)
    assert of(made, "Out of scope: PDF export.") == ("grounded", [2], [])
    assert [line.line for line in made.notes if line.asked] == [3]
    assert made.coverage == 1.0


def test_a_story_of_another_shape_is_traced_by_its_words_and_amounts() -> None:
    made = trace(OTHER, NOTES)
    assert of(made, "support agent") == ("grounded", [2], [])
    assert of(made, "10k rows") == ("grounded", [3], [])
    assert of(made, "7 seconds")[2] == ["7 seconds"]
    assert of(made, "weather") == ("ungrounded", [], ["Lisbon"])


def test_facts_that_the_notes_do_not_have_are_findings_at_their_place() -> None:
    found = trace(OTHER, NOTES).findings()
    assert [(one.code, one.quote, OTHER[one.start : one.end]) for one in found] == [
        ("GR101", "7 seconds", "7 seconds"),
        ("GR101", "Lisbon", "Lisbon"),
    ]
    assert {one.tags for one in found} == {("grounding",)}


def test_the_numbers_of_a_label_are_traced() -> None:
    story = "# Export\n\n## Acceptance Criteria\n\n- [ ] **{}**: 10k rows are exported\n"
    made = trace(story.format("Exports of 77 files"), NOTES)
    assert [one.quote[:2] for one in made.findings()] == ["77"]
    assert not trace(story.format("Criterion 4 of 9"), NOTES).findings()


def test_an_assumption_is_no_finding_and_does_not_count_against_the_story() -> None:
    made = trace(OTHER.replace("The weather of Lisbon is shown", "The weather of Lisbon is shown (assumed)"), NOTES)
    assert of(made, "weather")[0] == "assumed"
    assert [one.quote for one in made.findings()] == ["7 seconds"]


def test_a_test_follows_from_the_criterion_whose_words_it_repeats() -> None:
    story = OTHER + "\n## Unit Tests\n\n- Check that an agent sees: too many rows\n- Check the colours\n"
    made = trace(story, NOTES)
    assert of(made, "Check that an agent")[0] in ("follows", "grounded")
    assert of(made, "colours")[0] == "ungrounded"


def test_an_open_question_counts_for_the_line_it_asks_about() -> None:
    head = "# Export\n\nAs an agent, I want the export.\n\n## Acceptance Criteria\n\n"
    story = f"{head}- Open question: Which Mia is meant?\n"
    made = trace(story, NOTES)
    assert [line.line for line in made.notes if line.asked] == [5]
    assert all("Mia" not in one.slot.text for one in made.statements)


def test_a_question_inside_a_statement_claims_nothing() -> None:
    story = "# Export\n\n## Acceptance Criteria\n\n- It must finish (Open question: in 3 seconds or Lisbon?)\n"
    assert trace(story, NOTES).findings() == []


def test_nothing_to_count_gives_no_figure() -> None:
    made = trace("", "")
    assert (made.faithfulness, made.coverage) == (None, None)
    assert "faithfulness -" in report.figures(made)


class Tags(HTMLParser):
    """The tags and link targets of a page, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert not [name for name, _ in attrs if name.startswith("on")]


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><a href="javascript:alert(1)">x</a>', "\x1b[31m"
]  # fmt: skip
PAGE_TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "main", "section", "small", "a",
    "mark", "span",
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_page_shows_hostile_text_and_runs_none_of_it(hostile: str) -> None:
    notes = f"{NOTES}\n{hostile}\n"
    page = report.html(trace(f"{OTHER}- Shows {hostile}\n", notes), f"{hostile}.md", notes)
    read = Tags()
    read.feed(page)
    assert set(read.tags) <= PAGE_TAGS
    assert all(re.fullmatch(r"#[sn][0-9]+", link) for link in read.links)
    assert {link[1:] for link in read.links} <= set(read.ids)
    assert "\x1b" not in page


def test_statements_and_lines_link_to_each_other() -> None:
    made = trace(OTHER, NOTES)
    page = report.html(made, "story.md", NOTES)
    number = next(at for at, one in enumerate(made.statements) if "10k rows" in one.slot.text)
    assert re.search(rf'<p id="s{number}" class="grounded">.*<a href="#n3">3</a>', page)
    assert re.search(rf'<p id="n3" class="used">.*<a href="#s{number}">', page)
    assert "<mark>7 seconds</mark>" in page


def run(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "storyai", *words], capture_output=True, text=True, input=text, timeout=60, check=False
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "story.md").write_text(OTHER, encoding="utf-8")
    (tmp_path / "notes.txt").write_text(NOTES, encoding="utf-8")
    return tmp_path


def test_the_command_fails_on_a_fact_that_the_notes_do_not_have(files: Path) -> None:
    words = ["trace", str(files / "story.md"), "--notes", str(files / "notes.txt")]
    done = run(*words)
    assert done.returncode == 1
    assert 'warning GR101 ungrounded-fact: the number "7 seconds" is not in the notes' in done.stdout
    assert "faithfulness" in done.stdout
    assert run(*words, "--fail-on", "never").returncode == 0


@pytest.mark.parametrize("key", ["GR101", "GR1", "untraced-statement", "grounding"])
def test_what_a_trace_finds_is_explained(key: str) -> None:
    done = run("explain", key)
    assert done.returncode == 0
    assert "grounding*\n" in done.stdout and "`storyai trace` finds this" in done.stdout


def test_the_command_writes_json_and_html(files: Path) -> None:
    done = run("trace", "-", "--notes", str(files / "notes.txt"), "--format", "json", text=OTHER)
    values = json.loads(done.stdout)
    assert values["version"] == 1
    assert [line["line"] for line in values["notes"]] == [1, 2, 3, 4, 5, 7]
    assert {finding["tags"][0] for finding in values["findings"]} == {"grounding"}
    page = files / "trace.html"
    run("trace", str(files / "story.md"), "--notes", str(files / "notes.txt"), "--format", "html", "-o", str(page))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_wrong_use_is_one_line(files: Path) -> None:
    for words in (["trace", "-"], ["trace", "-", "--notes", "-"], ["trace", str(files / "none.md"), "--notes", "-"]):
        done = run(*words)
        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_criterion_with_a_title_is_traced_without_it() -> None:
    reply = good_reply()
    reply["acceptance_criteria"].append(criterion("The export finishes.", "derived", 4, title="Zebra"))
    page = render(draft(NOTES, Scripted([reply]), date="2026-01-02").values)
    assert "**Zebra:**" in page
    assert all("Zebra" not in one.slot.text for one in trace(page, NOTES).statements)
