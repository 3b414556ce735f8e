"""Seeded defects in the fixtures and, where the shared data is at hand, in real stories."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks._mutation import MUTATIONS, Mutation, Result, measure
from storyai.document import parse
from storyai.resources import shipped
from storyai.rules import find_rule

STORIES = [
    (path.name, path.read_text("utf-8"))
    for path in sorted((shipped("fixtures") / "stories").iterdir(), key=lambda path: path.name)
    if path.name.endswith(".md")
]


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return measure(STORIES)


def share(results: dict[str, Result]) -> tuple[float, float]:
    tried = sum(result.tried for result in results.values())
    assert tried
    found = sum(result.found for result in results.values())
    elsewhere = sum(sum((result.elsewhere or Counter()).values()) for result in results.values())
    return found / tried, elsewhere / tried


def test_every_kind_of_defect_is_seeded_and_named_after_rules_that_exist(results: dict[str, Result]) -> None:
    assert len(MUTATIONS) >= 25
    assert [name for name, result in results.items() if not result.tried] == []
    for mutation in MUTATIONS:
        for code in mutation.codes:
            assert find_rule(code) is not None, code


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: str(mutation.name))
def test_a_seeded_defect_is_found_in_most_stories(results: dict[str, Result], mutation: Mutation) -> None:
    result = results[mutation.name]
    assert result.found >= 0.7 * result.tried, result.missed


def test_nearly_all_seeded_defects_are_found_and_hardly_anything_else(results: dict[str, Result]) -> None:
    recall, elsewhere = share(results)
    assert recall >= 0.95
    assert elsewhere <= 0.02


def test_seeded_defects_are_found_in_real_stories(data: Path) -> None:
    paths = [path for path in sorted((data / "stories").glob("*.md")) if path.stat().st_size < 8_000]
    texts = [(path.name, path.read_text("utf-8", errors="replace")) for path in paths]
    real = [(name, text) for name, text in texts if parse(text).shape in ("story", "task")]
    recall, elsewhere = share(measure(real[:40]))
    assert recall >= 0.95
    assert elsewhere <= 0.02
