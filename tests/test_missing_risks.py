"""Short stories of our own, half with a risk nobody deals with: what the missing-risk rules find in them.

``cases/missing_risks.txt``: a title, a story, the categories expected, each block ended by a line of a single dot. The
first forty were written before the rules knew their words, to test breadth: many domains, each risk also dealt with.
The further ones were written with the rules.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from storyai.finding import Category
from storyai.linter import lint
from storyai.rules import all_rules

FILE = Path(__file__).parent / "cases" / "missing_risks.txt"


@dataclass(frozen=True)
class Story:
    title: str
    text: str
    categories: tuple[str, ...]


def stories() -> list[Story]:
    parts: list[list[str]] = [[]]
    for line in FILE.read_text("utf-8").splitlines():
        if line == ".":
            parts.append([])
        elif line or len(parts) % 3 != 1:
            parts[-1].append(line)
    assert parts[-1] == [] and len(parts) % 3 == 1, f"{FILE.name}: a title, a dot, a text, a dot, categories, a dot"
    return [
        Story(" ".join(title), "\n".join(text) + "\n", tuple(word for word in wanted if word))
        for title, text, wanted in zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    ]


def found_in(text: str) -> tuple[str, ...]:
    rules = [rule for rule in all_rules() if "missing-risk" in rule.tags]
    return tuple(sorted({finding.tags[1] for finding in lint(text, rules=rules) if len(finding.tags) > 1}))


@pytest.mark.parametrize("story", stories(), ids=lambda story: str(story.title))
def test_exactly_the_risks_nobody_dealt_with_are_named(story: Story) -> None:
    assert found_in(story.text) == story.categories


def test_the_stories_cover_every_category_and_are_half_without_a_risk() -> None:
    told = stories()
    assert {category for story in told for category in story.categories} == set(get_args(Category))
    assert 0.4 <= sum(not story.categories for story in told) / len(told) <= 0.6


def test_a_ticket_without_the_form_of_a_story_is_read_and_a_manual_is_not() -> None:
    ask = "The build path is stored as a property of the project. We should write it to a `.paths` file instead.\n"
    more = "Each entry then has a line of its own, and the viewer shows the entries in the order of the file.\n"
    assert found_in(f"# Keep the build path in a file\n\n{ask}{more}") == ("migration",)
    assert found_in(f"# Paths\n\n## Installation\n\nRun it.\n\n## Usage\n\n{ask}{more}") == ()


def test_a_look_into_something_is_no_change() -> None:
    story = "As a user, I want to clear all data of a project, so that I can start over.\n\n## Acceptance Criteria\n- [ ] One click clears all stored data of the project\n- [ ] The project then shows its empty state\n"
    assert found_in(f"# Clear a project\n\n{story}") == ("data_loss",)
    assert found_in(f"# Research how to clear a project\n\n{story}") == ()


def test_what_others_gain_does_not_deal_with_a_risk() -> None:
    story = "As a nurse, I want several nurses to edit the same plan together, so that nothing is written twice.\n\n## Acceptance Criteria\n- [ ] Several nurses can have the same plan open and change it\n- [ ] The plan shows when it was last saved and for which bed it is\n"
    assert found_in(story) == ("concurrency",)
