"""Story: the pydantic model of the template, every part of it. Its JSON shape is that of ``storyai.values``."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ModelWrapValidatorHandler, Strict, model_validator

from storyai import values


class IssueType(StrEnum):
    FEATURE = "FEATURE"
    BUG = "BUG"
    ENHANCEMENT = "ENHANCEMENT"
    SECURITY = "SECURITY"


class Priority(StrEnum):
    CRITICAL = "Critical"
    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"


class Complexity(StrEnum):
    """The template's bands: under 4 hours, 1-2 days, 3-5 days, 1-2 weeks."""

    SMALL = "Small"
    MEDIUM = "Medium"
    LARGE = "Large"
    XL = "XL"


def _day(value: Any) -> Any:
    # Written out because pydantic would read "0" or "20250105" as a date too, and the text would be lost.
    return (values.iso(value) or value) if isinstance(value, str) else value


Day = Annotated[Annotated[date, Strict()] | str | None, Field(union_mode="left_to_right"), BeforeValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Criterion(_Part):
    """One acceptance criterion. Without a title it is labelled ``Criterion N``."""

    title: str | None = None
    text: str = ""
    done: bool = False


class Risk(_Part):
    """One risk. Without a title it is labelled ``Risk N``."""

    title: str | None = None
    description: str = ""
    mitigation: str | None = None


class Tick(_Part):
    """A line of a check list."""

    text: str
    done: bool = False


class Answer(_Part):
    """``- [ ] Yes - description`` and ``- [ ] No``: two boxes, because a file can have both or none ticked."""

    yes: bool = False
    no: bool = False
    description: str = ""


class Sketch(_Part):
    """A code block and the remarks beside it."""

    code: str = ""
    language: str = ""
    notes: list[str] = []


class Effort(_Part):
    """hours: a plain number of hours; hours_text: what stands there where it is not one (``6-8 hours``)."""

    complexity: Complexity | None = None
    hours: float | None = Field(default=None, ge=0, lt=100_000, allow_inf_nan=False)
    hours_text: str | None = None


class RelatedIssues(_Part):
    related_to: list[str] = []
    blocks: list[str] = []
    blocked_by: list[str] = []


class Story(_Part):
    """A user story in the template. Values are brought into the normal form of ``storyai.values``.

    extra: Markdown the template has no place for, by the role of the section it stands in, and field values
    the template does not know, by the field's role.
    """

    title: str | None = None
    issue_type: IssueType | None = None
    priority: Priority | None = None
    complexity: Complexity | None = None
    role: str = ""
    want: str = ""
    benefit: str = ""
    background: str = ""
    acceptance_criteria: list[Criterion] = []
    dependencies: list[str] = []
    risks: list[Risk] = []
    performance_impact: list[str] = []
    security_implications: list[str] = []
    data_migration: Answer = Answer()
    breaking_changes: Answer = Answer()
    ui_design: list[str] = []
    api_design: Sketch = Sketch()
    database_schema: Sketch = Sketch()
    unit_tests: list[str] = []
    integration_tests: list[str] = []
    e2e_tests: list[str] = []
    performance_tests: list[str] = []
    documentation: list[Tick] = [Tick(text=text) for text in values.DOCUMENTATION]
    definition_of_done: list[Tick] = [Tick(text=text) for text in values.DEFINITION_OF_DONE]
    effort: Effort = Effort()
    related_issues: RelatedIssues = RelatedIssues()
    notes: str = ""
    created: Day = None
    created_by: str | None = None
    last_updated: Day = None
    extra: dict[str, str] = {}

    @model_validator(mode="wrap")
    @classmethod
    def _normalise(cls, data: Any, handler: ModelWrapValidatorHandler["Story"]) -> "Story":
        story = handler(data)  # first as given, so that errors name what was given and the types are known
        return handler(values.normal(story.model_dump(mode="json")))
