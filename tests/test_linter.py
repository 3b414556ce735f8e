"""Which rules run where, and what a finding says."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.document import parse
from storyai.finding import Finding
from storyai.linter import LintSettings, examine, lint, lint_project
from storyai.rules import Rule
from tests.small_rules import RULES, red, story

ONE = story("The wall is red.", "The door is green.", "The roof is white.")


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def look(text: str, **values: object) -> list[str]:
    return codes(lint(text, LintSettings(**values), rules=RULES))  # type: ignore[arg-type]


def test_findings_come_by_place_and_rules_that_are_off_stay_off() -> None:
    assert look(ONE) == ["ZZ101", "ZZ102"]
    assert look(story("It is green.", "It is red.")) == ["ZZ102", "ZZ101"]


def test_a_finding_says_where_it_stands_and_what_it_quotes() -> None:
    (finding,) = lint(story("The wall is red."), rules=[red])
    assert finding.quote == "red"
    assert story("The wall is red.")[finding.start : finding.end] == "red"
    assert finding.section == "Acceptance Criteria"
    assert finding.help == "take blue"
    assert finding.tags == ("colour", "warm")
    assert finding.source == "rule"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"select": ("ZZ101",)}, ["ZZ101"]),
        ({"select": ("zz101",)}, ["ZZ101"]),
        ({"select": ("red",)}, ["ZZ101"]),
        ({"select": ("ZZ1",)}, ["ZZ101", "ZZ102"]),
        ({"select": ("ZZ",)}, ["ZZ101", "ZZ102", "ZZ201"]),
        ({"select": ("cold",)}, ["ZZ201"]),
        ({"select": ("all",)}, ["ZZ101", "ZZ102", "ZZ201"]),
        ({"extend_select": ("white",)}, ["ZZ101", "ZZ102", "ZZ201"]),
        ({"ignore": ("colour",)}, []),
        ({"ignore": ("warm",)}, ["ZZ102"]),
        ({"ignore": ("all",)}, []),
        ({"severity": "error"}, ["ZZ102"]),
        ({"severity": "warning", "select": ("all",)}, ["ZZ101", "ZZ102"]),
    ],
)
def test_keys_choose_rules_by_code_prefix_name_and_tag(values: dict[str, object], expected: list[str]) -> None:
    assert look(ONE, **values) == expected


def test_the_more_specific_key_wins_and_a_tie_is_ignored() -> None:
    assert look(ONE, select=("ZZ101",), ignore=("ZZ1",)) == ["ZZ101"]
    assert look(ONE, select=("ZZ1",), ignore=("ZZ101",)) == ["ZZ102"]
    assert look(ONE, select=("ZZ101",), ignore=("red",)) == []
    assert look(ONE, select=("all",), ignore=("cold",)) == ["ZZ101", "ZZ102"]


def test_a_severity_can_be_replaced_by_code_or_family() -> None:
    found = lint(ONE, LintSettings(severities={"ZZ1": "info", "green": "warning"}), rules=RULES)
    assert [finding.severity for finding in found] == ["info", "warning"]
    assert look(ONE, severities={"ZZ1": "info"}, severity="warning") == []


@pytest.mark.parametrize(
    ("glob", "path", "off"),
    [
        ("old/*", "old/a.md", True),
        ("old/**", "old/deep/a.md", True),
        ("*.draft.md", "stories/x.draft.md", True),
        ("./old/*", "old/a.md", True),
        ("old/*", "project/old/a.md", True),
        ("old/*", "new/a.md", False),
        ("old/*", None, False),
        ("old\\*", "new/a.md", False),
    ],
)
def test_rules_are_ignored_below_a_path(glob: str, path: str | None, off: bool) -> None:
    found = lint(ONE, LintSettings(per_path={glob: ("red",)}), path=path, rules=RULES)
    assert ("ZZ101" not in codes(found)) == off


def test_a_rule_looks_only_at_its_shapes_and_at_no_file_that_is_no_story() -> None:
    def only(*shapes: str) -> Rule:
        return Rule("ZZ901", "shy", "info", (), "", shapes, True, red.check)

    assert lint("The wall is red.\n", rules=[red]) == []
    assert codes(lint(ONE, rules=[only("story")])) == ["ZZ901"]
    assert lint(ONE, rules=[only("collection", "none")]) == []


def test_a_rule_that_fails_is_an_exception_unless_someone_is_told() -> None:
    text = story("This will crash.", "The wall is red.")
    with pytest.raises(ZeroDivisionError):
        lint(text, rules=RULES)
    told: list[tuple[str, str | None, str]] = []

    def tell(rule: Rule, path: str | None, error: Exception) -> None:
        told.append((rule.name, path, str(error)))

    found = lint(text, rules=RULES, path="a.md", crash=tell)
    assert codes(found) == ["ZZ101"]
    assert told == [("broken", "a.md", "division by zero")]


def test_a_fingerprint_survives_moved_lines_and_changes_elsewhere() -> None:
    (before,) = lint(story("The wall is red."), rules=[red])
    moved = story("The door is new.", "The  wall\tis red.", "It is blue.", above="Some words.\n\nMore words.\n\n")
    (after,) = lint(moved, rules=[red])
    assert after.start != before.start
    assert after.fingerprint == before.fingerprint


def test_a_fingerprint_tells_slots_rules_sections_and_repetitions_apart() -> None:
    text = story("The wall is red.", "The wall is red.", "The door is red and red.", "The door is green.")
    found = lint(text, rules=RULES)
    assert len({finding.fingerprint for finding in found}) == len(found) == 5
    elsewhere = "# Colours\n\n## Part\n\n### Acceptance Criteria\n\n- [ ] The wall is red.\n"
    assert lint(elsewhere, rules=[red])[0].fingerprint not in {finding.fingerprint for finding in found}


def test_several_files_are_looked_at_together() -> None:
    files = [("a.md", parse(story("The wall is red."))), ("b.md", parse(story("It is blue.")))]
    found = lint_project(files, rules=RULES)
    assert codes(found["a.md"]) == ["ZZ101"]
    assert codes(found["b.md"]) == ["ZZ801"]
    assert found["b.md"][0].message == "a.md has this title too"
    assert lint_project(files, LintSettings(ignore=("same-title",)), rules=RULES)["b.md"] == []


def test_a_problem_outside_the_text_is_brought_inside() -> None:
    from storyai.rules._rule import Problem

    wild = Rule("ZZ902", "wild", "info", (), "", (), True, lambda document: iter([Problem(-5, 10**9, "here")]))
    (finding,) = lint(ONE, rules=[wild])
    assert (finding.start, finding.end) == (0, len(ONE))


def test_the_same_problem_twice_is_one_finding() -> None:
    assert red.check is not None
    twice = Rule("ZZ903", "twice", "info", (), "", (), True, lambda document: (
        problem for _ in range(2) for problem in (red.check(document) if red.check else ())
    ))  # fmt: skip
    assert len(lint(ONE, rules=[twice])) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="# -[]x*>`|\n\tRed<!-storyai-disable é😀`", max_size=300))
def test_any_text_gives_findings_with_places_in_the_text(text: str) -> None:
    outcome = examine(text)
    for finding in [*outcome.findings, *(hidden for hidden, _ in outcome.suppressed)]:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.quote == text[finding.start : finding.end]
        assert len(finding.fingerprint) == 32
    assert outcome.findings == sorted(outcome.findings, key=lambda finding: finding.start)


def test_a_review_imports_no_model_client_and_no_schema_library() -> None:
    code = (
        "import sys; from storyai.linter import lint;"
        "lint('# A\\n\\n## Acceptance Criteria\\n\\n- [ ] It is fast.\\n');"
        "print([n for n in sys.modules if n.split('.')[0] in ('pydantic','openai','instructor','diskcache','pygls',"
        "'rich','jinja2','asyncio','typer','sqlite3')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_example_story_that_ships_is_without_errors() -> None:
    folder = Path(__file__).parent.parent / "fixtures" / "stories"
    wrong = [
        f"{path.name}: {finding.code} {finding.message}"
        for path in sorted(folder.glob("*.md"))
        for finding in lint(path.read_text(encoding="utf-8"))
        if finding.severity == "error"
    ]
    assert wrong == []
