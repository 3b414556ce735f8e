"""Comments that hide findings: what they cover, and what is said about the comments themselves."""

import pytest

from storyai.document import parse
from storyai.finding import Finding
from storyai.linter import LintSettings, examine, lint
from storyai.linter.suppressions import divide
from storyai.rules import Rule, all_rules
from tests.small_rules import RULES, story

# Without SU904, which knows only the real rules.
HYGIENE = tuple(rule for rule in all_rules() if rule.code.startswith("SU9") and rule.code != "SU904")
ALL: tuple[Rule, ...] = (*RULES, *HYGIENE)


def red_lines(text: str) -> list[int]:
    """The lines that rule ``red`` still objects to."""
    lines = parse(text).lines
    return [lines.place(finding.start)[0] for finding in lint(text, rules=RULES) if finding.name == "red"]


def hygiene(text: str, settings: LintSettings | None = None) -> list[str]:
    return [finding.name for finding in lint(text, settings, rules=ALL) if finding.code.startswith("SU9")]


def disable(keys: str = "ZZ101", reason: str = " -- agreed", kind: str = "") -> str:
    return f"<!-- storyai-disable{kind} {keys}{reason} -->"


def test_a_comment_before_an_item_covers_that_item_with_what_is_nested_in_it() -> None:
    text = story("It is red.", disable(), "It is red.\n  - It is red too.", "It is red.")
    assert red_lines(text) == [9, 13]


def test_a_comment_behind_words_covers_their_block() -> None:
    text = story(f"It is red. {disable()}", f"It is\n  red. {disable()}", "It is red.")
    assert red_lines(text) == [12]


def test_a_comment_before_a_heading_covers_the_section_with_its_subsections() -> None:
    text = f"{disable()}\n\n## Acceptance Criteria\n\n- [ ] It is red.\n\n### More\n\n- [ ] It is red.\n\n"
    text += "# Acceptance Criteria\n\n- [ ] It is red.\n"
    assert red_lines(text) == [13]


def test_a_comment_in_a_section_that_has_nothing_else_covers_that_section() -> None:
    from collections.abc import Iterator

    from storyai.document import Document
    from storyai.rules._rule import Problem, rule

    @rule("ZZ501", "warning")
    def bare(document: Document) -> Iterator[Problem]:
        for section in document.sections:
            if section.level and section.empty:
                yield Problem(section.heading.start, section.heading.end, "nothing here")

    text = story("It is blue.") + f"\n## Risks\n\n{disable('bare')}\n\n## Notes\n"
    assert [finding.section for finding in lint(text, rules=[bare])] == ["Notes"]


def test_a_comment_for_the_file_covers_it_wherever_it_stands() -> None:
    assert red_lines(story("It is red.", "It is red.") + "\n" + disable(kind="-file") + "\n") == []


def test_a_comment_for_the_line_covers_only_that_line() -> None:
    text = story("It is red.", f"It is red. {disable(kind='-line')}", "It is red.")
    assert red_lines(text) == [9, 11]
    assert red_lines(story(disable(kind="-next-line"), "It is red.", "It is red.")) == [11]


KEYS = ["ZZ101", "zz101", "red", "ZZ1", "ZZ", "colour", "all", "", "ZZ102, ZZ101", "green red"]


@pytest.mark.parametrize("keys", KEYS)
def test_a_comment_names_rules_by_code_prefix_name_or_tag_or_not_at_all(keys: str) -> None:
    assert red_lines(story(disable(keys), "It is red.")) == []


@pytest.mark.parametrize("keys", ["ZZ102", "green", "cold", "XX"])
def test_a_comment_for_other_rules_hides_nothing(keys: str) -> None:
    assert red_lines(story(disable(keys), "It is red.")) == [10]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- storyai-disabled ZZ101 -- agreed -->",
        "<!-- storyai-disable-everything ZZ101 -- agreed -->",
        "<!-- see storyai-disable ZZ101 -- agreed -->",
        "`<!-- storyai-disable ZZ101 -- agreed -->`",
    ],
)
def test_what_is_no_such_comment_hides_nothing(comment: str) -> None:
    assert red_lines(story(f"It is red. {comment}")) == [9]


def test_a_comment_may_span_lines_and_use_a_real_dash() -> None:
    assert red_lines(story("<!--\nstoryai-disable ZZ101\n— agreed with\nthe team\n-->", "It is red.")) == []
    assert hygiene(story("<!--\nstoryai-disable ZZ101\n— agreed with\nthe team\n-->", "It is red.")) == []


def test_what_is_hidden_keeps_its_reason() -> None:
    outcome = examine(story(disable("red", " -- agreed with Ann until 2999-01-31"), "It is red."), rules=ALL)
    assert [(finding.code, reason) for finding, reason in outcome.suppressed] == [("ZZ101", "agreed with Ann")]
    assert outcome.findings == []


def test_past_its_date_a_comment_hides_nothing_and_says_so() -> None:
    text = story(disable("red", " -- agreed until 2001-01-31"), "It is red.")
    assert red_lines(text) == [10]
    assert hygiene(text) == ["expired-suppression"]
    assert hygiene(story(disable("red", " -- agreed until 2999-02-30"), "It is red.")) == ["expired-suppression"]


def test_a_comment_without_a_reason_is_told() -> None:
    assert hygiene(story(disable("red", ""), "It is red.")) == ["suppression-without-reason"]
    assert hygiene(story(disable("red", " -- "), "It is red.")) == ["suppression-without-reason"]
    assert hygiene(story(disable("red", " -- until 2999-01-01"), "It is red.")) == ["suppression-without-reason"]


def test_a_comment_that_hides_nothing_is_told_and_the_fix_removes_its_line() -> None:
    text = story("It is blue.", disable(), "It is green.")
    found = [finding for finding in lint(text, rules=ALL) if finding.name == "unused-suppression"]
    (edit,) = found[0].fix.edits if found[0].fix else ()
    assert text[: edit.start] + text[edit.end :] == story("It is blue.", "It is green.")
    behind = story(f"It is blue. {disable()}")
    (finding,) = lint(behind, rules=ALL)
    (edit,) = finding.fix.edits if finding.fix else ()
    assert behind[: edit.start] + behind[edit.end :] == story("It is blue.")


def test_a_comment_for_a_rule_that_is_off_is_not_called_unused() -> None:
    text = story(disable(), "It is blue.")
    assert hygiene(text) == ["unused-suppression"]
    assert hygiene(text, LintSettings(ignore=("red",))) == []
    assert hygiene(story(disable("MD001"), "It is blue.")) == []
    assert hygiene(story(disable("same-title"), "It is blue.")) == []


def test_an_unknown_rule_is_told_with_what_was_probably_meant() -> None:
    text = story(disable("unmeasured-qualty"), "It is blue.")
    (finding,) = [finding for finding in lint(text) if finding.code == "SU904"]
    assert finding.quote == "unmeasured-qualty"
    assert finding.help == "Did you mean unmeasured-quality?"


def test_comments_cannot_hide_what_is_said_about_comments() -> None:
    assert hygiene(story(disable("SU902", ""), disable("red", ""), "It is red.")) != []


def test_findings_of_a_model_are_hidden_in_the_same_way() -> None:
    text = story(disable("MD001"), "It is red.", "It is red.")
    places = [at for at in range(len(text)) if text.startswith("red", at)]
    found = [Finding("MD001", "untestable", "warning", "no", at, at + 3, "red", source="model") for at in places]
    kept, hidden = divide(parse(text), found)
    assert (len(kept), [reason for _, reason in hidden]) == (1, ["agreed"])
