"""The shipped stories are what a good team writes: the rules have nothing to object to in them."""

import pytest

from storyai.document import parse
from storyai.linter import lint
from storyai.resources import shipped

STORIES = sorted(path.name for path in (shipped("fixtures") / "stories").iterdir())


@pytest.mark.parametrize("name", STORIES)
def test_a_shipped_story_has_no_finding_above_info(name: str) -> None:
    text = (shipped("fixtures") / "stories" / name).read_text(encoding="utf-8")
    assert [finding for finding in lint(parse(text)) if finding.severity != "info"] == []


def test_there_are_stories_of_many_kinds() -> None:
    assert len([name for name in STORIES if not name.startswith("other-")]) >= 12
    assert len([name for name in STORIES if name.startswith("other-")]) >= 5
