"""The rules over several files, on the examples of their pages and on larger sets."""

import re

import pytest

from storyai.document import Document, parse
from storyai.linter import lint_project
from storyai.rules import Rule, all_rules

RULES = [rule for rule in all_rules() if rule.project is not None]


def files(example: str) -> list[tuple[str, Document]]:
    """An example's files: each begins behind a comment with its name."""
    parts = re.split(r"^<!-- file: (.*?) -->\n", example, flags=re.MULTILINE)
    assert parts[0] == ""
    return [(name, parse(text)) for name, text in zip(parts[1::2], parts[2::2], strict=True)]


def story(identity: str, *lines: str) -> Document:
    return parse(f"# {identity}: A story\n\nAs a clerk, I want {identity}, so that it is done.\n\n" + "\n".join(lines))


def codes(pairs: list[tuple[str, Document]]) -> dict[str, list[str]]:
    found = lint_project(pairs, rules=RULES)
    return {path: [finding.code for finding in findings] for path, findings in found.items() if findings}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_the_bad_examples_are_found_in_the_file_that_is_named(rule: Rule) -> None:
    for example in rule.examples("Bad"):
        pairs = files(example)
        assert rule.project is not None
        found = list(rule.project(pairs))
        assert found, example
        for told in found:
            text = dict(pairs)[told.path].text
            assert 0 <= told.problem.start < told.problem.end <= len(text)
            for related in told.problem.related:
                assert related.path is None or related.path in dict(pairs)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_the_good_examples_are_clean(rule: Rule) -> None:
    for example in rule.examples("Good"):
        assert rule.project is not None
        assert list(rule.project(files(example))) == []


def test_a_circle_of_three_is_told_once() -> None:
    pairs = [
        ("a.md", story("PAY-1", "## Related Issues", "- Blocked by PAY-2")),
        ("b.md", story("PAY-2", "## Related Issues", "- Blocked by PAY-3")),
        ("c.md", story("PAY-3", "## Related Issues", "- Blocked by PAY-1")),
    ]
    assert codes(pairs) == {"a.md": ["SF804"]}


def test_a_chain_and_a_diamond_are_no_circle() -> None:
    pairs = [
        ("a.md", story("PAY-1", "## Related Issues", "- Blocked by PAY-2, PAY-3")),
        ("b.md", story("PAY-2", "## Related Issues", "- Blocked by PAY-4")),
        ("c.md", story("PAY-3", "## Related Issues", "- Blocked by PAY-4")),
        ("d.md", story("PAY-4", "## Related Issues", "- Blocks PAY-2")),
    ]
    assert codes(pairs) == {}


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    pairs = [(f"{n}.md", story(f"PAY-{n}", "## Related Issues", f"- Blocked by PAY-{n + 1}")) for n in range(1, 3000)]
    assert "SF804" not in {code for found in codes(pairs).values() for code in found}


def test_dependencies_in_front_matter_make_a_circle_too() -> None:
    pairs = [
        ("1.md", parse("---\nid: TASK-1\ndependencies:\n  - task-2\n---\n\n## Acceptance Criteria\n- [ ] One shows\n")),
        ("2.md", parse("---\nid: TASK-2\ndependencies: [TASK-1]\n---\n\n## Acceptance Criteria\n- [ ] Two shows\n")),
    ]
    assert [code for found in codes(pairs).values() for code in found] == ["SF804"]


def test_a_story_and_the_epic_that_lists_it_are_not_twice_the_same() -> None:
    one = "As a clerk, I want to refund an order, so that the customer gets the money back.\n"
    two = "As a clerk, I want to send an invoice, so that the customer pays at last.\n"
    pairs = [("epic.md", parse(f"# Epic\n\n## One\n\n{one}\n## Two\n\n{two}")), ("story.md", parse(f"# One\n\n{one}"))]
    assert codes(pairs) == {}
    assert codes([("a.md", parse(one)), ("b.md", parse(one))]) == {"b.md": ["SF802"]}


def test_files_that_are_no_stories_share_no_id() -> None:
    assert (
        codes([("a.md", parse("# PAY-1: Notes\n\nText.\n")), ("b.md", parse("# PAY-1: More notes\n\nText.\n"))]) == {}
    )
