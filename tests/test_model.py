"""The Story model: what it takes, what it refuses, its normal form."""

from datetime import date

import pytest
from pydantic import ValidationError

from storyai.model import Complexity, IssueType, Priority, Story


def test_a_story_is_made_of_plain_json() -> None:
    story = Story.model_validate_json(
        '{"issue_type": "BUG", "priority": "High", "complexity": "XL", "created": "2026-02-09",'
        ' "acceptance_criteria": [{"text": "a"}], "effort": {"complexity": "Small", "hours": 3}}'
    )
    assert (story.issue_type, story.priority, story.complexity) == (IssueType.BUG, Priority.HIGH, Complexity.XL)
    assert story.created == date(2026, 2, 9)
    assert story.effort.complexity is Complexity.SMALL and story.effort.hours == 3
    assert Story.model_validate_json(story.model_dump_json()) == story


@pytest.mark.parametrize(
    "values",
    [
        {"colour": "red"},
        {"issue_type": "EPIC"},
        {"priority": "Urgent"},
        {"acceptance_criteria": [{"text": "a", "points": 3}]},
        {"effort": {"hours": -1}},
        {"effort": {"hours": float("nan")}},
        {"background": None},
        {"documentation": [{"done": True}]},
    ],
)
def test_what_the_template_does_not_have_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Story.model_validate(values)


def test_an_error_names_the_place() -> None:
    with pytest.raises(ValidationError, match=r"risks\.0\.description"):
        Story.model_validate({"risks": [{"description": 3}]})


def test_a_title_that_is_only_the_label_is_no_title() -> None:
    story = Story.model_validate({
        "title": "User Story Template",
        "acceptance_criteria": [{"title": "Criterion 1", "text": "a"}, {"title": "Criterion 7", "text": "b"}],
        "risks": [{"title": "Risk 1", "description": "c"}],
    })  # fmt: skip
    assert story.title is None
    assert [criterion.title for criterion in story.acceptance_criteria] == [None, "Criterion 7"]
    assert story.risks[0].title is None


def test_a_placeholder_of_the_template_is_nothing() -> None:
    story = Story.model_validate({
        "role": "[role]", "created_by": "[Name/Role]", "dependencies": ["[List any features, APIs, or systems this depends on]", "a"],
        "acceptance_criteria": [{"text": "[Specific, measurable requirement]"}, {"text": "b"}],
    })  # fmt: skip
    assert (story.role, story.created_by, story.dependencies) == ("", None, ["a"])
    assert [criterion.text for criterion in story.acceptance_criteria] == ["b"]


def test_hours_are_a_number_or_a_text_but_not_both() -> None:
    def effort(**values: object) -> tuple[float | None, str | None]:
        story = Story.model_validate({"effort": values})
        return story.effort.hours, story.effort.hours_text

    assert effort(hours=6) == (6, None)
    assert effort(hours_text="6 h") == (6, None)
    assert effort(hours_text="6-8 hours") == (None, "6-8 hours")
    assert effort(hours=6, hours_text="6-8 hours") == (None, "6-8 hours")


def test_white_space_has_one_form() -> None:
    story = Story(
        title=" a\n b ",
        benefit="c. ",
        background="\n\n---\nd  \n\ne\n---\n",
        notes="f\r\ng",
        dependencies=["  ", "h \n i "],
    )
    assert (story.title, story.benefit, story.background, story.notes) == ("a b", "c", "d\n\ne", "f\ng")
    assert story.dependencies == ["h\n i"]
