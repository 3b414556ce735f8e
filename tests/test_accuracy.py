"""The counting behind benchmarks/accuracy.py, and, where the labelled material is there, what the rules must reach."""

import json
from pathlib import Path

import pytest

from benchmarks._aqusa import run as aqusa
from benchmarks._backlogs import literal
from benchmarks._count import Score, percent, wilson
from benchmarks._criteria import Row, findings, score
from benchmarks._gherkin import scenarios


def test_a_score_counts_all_four_outcomes() -> None:
    result = Score()
    for marked, found in ((True, True), (True, True), (False, True), (True, False), (False, False)):
        result.add(marked, found)
    assert (result.hit, result.extra, result.missed, result.quiet) == (2, 1, 1, 1)
    assert result.precision == result.recall == result.f1 == pytest.approx(2 / 3)


def test_a_score_of_nothing_divides_by_nothing() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)
    assert wilson(0, 0) == "-"
    assert percent(0, 0) == "0 of 0"


def test_the_interval_of_nine_in_ten_is_wilsons() -> None:
    assert wilson(9, 10) == "0.90 [0.60-0.98]"


def test_the_second_reading_of_a_statement_cuts_at_literal_words() -> None:
    line = "As a buyer, I want to see my orders, so that I can order again."
    assert literal(line) == ("buyer", "to see my orders", "i can order again")
    assert literal("As a buyer, I want to see my orders.") == ("buyer", "to see my orders", "")
    assert literal("Orders, please") == ("", "", "")


def test_a_feature_file_is_cut_into_the_steps_of_its_scenarios() -> None:
    text = "Feature: F\n  Background:\n    Given a\n  Scenario: S\n    When b\n    Then c\n"
    assert list(scenarios(text)) == [["Given a"], ["When b", "Then c"]]


def test_a_criterion_is_judged_as_the_only_line_of_a_list() -> None:
    assert [finding.code for finding in findings("The page loads fast")] == ["AC201"]
    assert findings("The page lists the orders of the buyer") == []


@pytest.mark.parametrize(("tag", "precision", "recall"), [("vague", 0.90, 0.80), ("not-a-criterion", 0.80, 0.70)])
@pytest.mark.parametrize("half", [0, 1], ids=["tuning", "untouched"])
def test_the_rules_reach_their_precision_and_recall(
    data: Path, tag: str, precision: float, recall: float, half: int
) -> None:
    lines = (data / "criteria" / "labelled.jsonl").read_text("utf-8").splitlines()
    rows: list[Row] = [json.loads(line) for line in lines if line.strip()][half::2]
    result = score(rows, tag)
    assert result.precision >= precision
    assert result.recall >= recall


def test_clean_backlogs_stay_quiet_and_intended_defects_are_found(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aqusa(data)
    quiet, found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("- ")]
    flagged, total = (int(word) for word in quiet.split() if word.isdigit())
    assert flagged <= 0.05 * total
    assert "missed: none" in found
