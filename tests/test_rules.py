"""Every rule against its own page, and what all rules share."""

import re
from pathlib import Path

import pytest

from storyai.document import Document, parse
from storyai.finding import SEVERITIES, Fix
from storyai.rules import MODULES, Problem, Rule, all_rules, find_rule

RULES = all_rules()
CHECKED = [rule for rule in RULES if rule.check is not None]
TAGS = {
    "vague", "compound", "not-a-criterion", "missing-error-path", "missing-risk", "form", "completeness", "consistency", "grounding", "hygiene",
}  # fmt: skip
FAMILIES = ("US1", "AC2", "AC3", "AC4", "RK5", "XS6", "TP7", "SF8", "SU9")


def name_of(rule: Rule) -> str:
    return rule.name


def problems(rule: Rule, text: str) -> tuple[Document, list[Problem]]:
    document = parse(text)
    assert rule.check is not None
    if rule.shapes == ("none",) and document.shape != "none":  # other examples are pieces of a story, of whatever shape
        return document, []
    return document, list(rule.check(document))


def apply(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def test_codes_are_unique_and_in_the_order_of_their_families() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    places = [(FAMILIES.index(code[:3]), code) for code in codes]
    assert places == sorted(places)


def test_every_module_is_named_after_its_rule_and_no_module_is_forgotten() -> None:
    folder = Path(__file__).parent.parent / "storyai" / "rules"
    written = {
        path.stem
        for path in folder.glob("[a-z]*.py")
        if "@rule(" in path.read_text("utf-8") or "@project_rule(" in path.read_text("utf-8")
    }
    assert set(MODULES) == written
    for module, rule in zip(MODULES, RULES, strict=True):
        assert rule.name == module.replace("_", "-")


def test_a_rule_is_found_by_code_and_by_name() -> None:
    for rule in RULES:
        assert find_rule(rule.code) is find_rule(rule.name) is rule
    assert find_rule("AC999") is None


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_a_page_has_a_summary_a_reason_examples_and_a_source(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z\"'“`].{10,150}[.?!:]", rule.summary), rule.summary
    assert "\n\n" in rule.page and "\nSource: " in rule.page
    if rule.check is not None:
        assert rule.examples("Bad") and rule.examples("Good")
    assert rule.severity in SEVERITIES
    assert set(rule.tags) <= TAGS
    assert re.fullmatch(r"[A-Z`\"].*[.?\"]", rule.help), rule.help


@pytest.mark.parametrize("rule", CHECKED, ids=name_of)
def test_the_bad_examples_of_a_page_are_found(rule: Rule) -> None:
    for text in rule.examples("Bad"):
        document, found = problems(rule, text)
        assert found, text
        for problem in found:
            assert 0 <= problem.start < problem.end <= len(document.text)
            assert problem.message and not problem.message.endswith(".")
            if problem.slot is not None:
                assert problem.slot.text == document.text[problem.slot.start : problem.slot.end]


@pytest.mark.parametrize("rule", CHECKED, ids=name_of)
def test_the_good_examples_of_a_page_are_clean(rule: Rule) -> None:
    for text in rule.examples("Good"):
        document, found = problems(rule, text)
        assert not found, [(document.text[p.start : p.end], p.message) for p in found]


@pytest.mark.parametrize("rule", CHECKED, ids=name_of)
def test_a_fix_silences_its_rule_and_adds_no_number(rule: Rule) -> None:
    for text in rule.examples("Bad"):
        for _ in range(6):
            _, found = problems(rule, text)
            fixable = next((problem for problem in found if problem.fix is not None), None)
            if fixable is None or fixable.fix is None:
                break
            fixed = apply(text, fixable.fix)
            assert fixed != text
            if rule.code[:2] != "SU":  # there the number is a rule's code
                assert set(re.findall(r"\d+", fixed)) <= set(re.findall(r"\d+", text))
            _, after = problems(rule, fixed)
            assert len(after) < len(found), fixed
            text = fixed
