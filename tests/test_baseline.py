"""A baseline: known findings are set apart, settled ones are told, and it only shrinks."""

import json

import pytest

from storyai.baseline import Baseline, read
from storyai.errors import ConfigError
from storyai.finding import Finding
from storyai.linter import lint
from tests.small_rules import RULES, story

OLD = story("The wall is red.", "The door is green.")


def found(text: str) -> list[Finding]:
    return lint(text, rules=RULES)


def made(folder: str = "project") -> Baseline:
    baseline = Baseline(folder)
    baseline.set(f"{folder}/stories/a.md", found(OLD))
    return read(baseline.text(), f"{folder}/baseline.json")


def test_what_is_known_is_known_again_when_lines_move() -> None:
    moved = story("The gate is red.", "The door is green.", "The wall is red.", above="More words.\n\n")
    new, known, gone = made().divide("project/stories/a.md", found(moved))
    assert [finding.quote for finding in known] == ["green", "red"]
    assert [moved[: finding.start].count("\n") for finding in new] == [10]
    assert gone == []


def test_what_is_settled_is_told_and_pruned() -> None:
    baseline = made()
    better = found(story("The wall is blue.", "The door is green."))
    new, known, gone = baseline.divide("project/stories/a.md", better)
    assert (len(new), len(known), [entry["code"] for entry in gone]) == (0, 1, ["ZZ101"])
    assert baseline.prune("project/stories/a.md", better) == 1
    assert baseline.prune("project/stories/a.md", better) == 0
    assert baseline.prune("project/stories/a.md", []) == 1
    assert baseline.files == {}


def test_pruning_adds_nothing() -> None:
    baseline = Baseline(".")
    assert baseline.prune("a.md", found(OLD)) == 0
    assert baseline.files == {}


def test_paths_are_those_from_the_folder_of_the_baseline() -> None:
    assert list(made().files) == ["stories/a.md"]
    assert made().divide("elsewhere/stories/a.md", found(OLD))[1] == []
    assert list(made(".").files) == ["stories/a.md"]


def test_the_file_is_sorted_whole_lines_and_reads_back_as_it_was() -> None:
    baseline = Baseline(".")
    baseline.set("b.md", found(OLD))
    baseline.set("a.md", list(reversed(found(OLD))))
    baseline.set("clean.md", [])
    text = baseline.text()
    assert list(json.loads(text)["files"]) == ["a.md", "b.md"]
    assert read(text, "baseline.json").text() == text
    assert all(len(line) < 300 for line in text.splitlines())
    assert json.loads(Baseline(".").text()) == {"version": 1, "files": {}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no baseline"),
        ("{", "is no baseline"),
        ("[]", "is no baseline of version 1"),
        ('{"version": 2, "files": {}}', "is no baseline of version 1"),
        ('{"version": 1, "files": []}', "is no baseline of version 1"),
        ('{"version": 1, "files": {"a.md": 3}}', "files.a.md: must be a list of entries"),
        ('{"version": 1, "files": {"a.md": [{"code": "ZZ1"}]}}', "files.a.md: must be a list of entries"),
        ("[" * 100_000, "is no baseline"),
    ],
)
def test_a_file_that_is_no_baseline_is_named(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=r"^baseline\.json: ") as error:
        read(text, "baseline.json")
    assert said in str(error.value)
    assert "\n" not in str(error.value)
