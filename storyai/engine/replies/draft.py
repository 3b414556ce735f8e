"""Reply to the tasks ``draft`` and ``revise``: a story in statements, each with its basis and evidence."""

from typing import Literal

from storyai.engine.replies._base import Reply


class Statement(Reply):
    """One thing the story says. lines: 1-based numbers of the notes lines behind it; quote: words of one of them."""

    text: str
    basis: Literal["stated", "derived", "assumed"]
    lines: list[int]
    quote: str | None
    derived_from: str | None


class IssueType(Statement):
    text: Literal["FEATURE", "BUG", "ENHANCEMENT", "SECURITY"]


class Priority(Statement):
    text: Literal["Critical", "High", "Medium", "Low"]


class Complexity(Statement):
    text: Literal["Small", "Medium", "Large", "XL"]


class Criterion(Statement):
    """An acceptance criterion; title: two to four words, or null."""

    title: str | None


class Risk(Reply):
    description: Statement
    mitigation: Statement | None


class Change(Reply):
    """Whether data must be migrated, or something breaks, and what."""

    needed: Literal["yes", "no", "unknown"]
    description: Statement | None


class Design(Reply):
    """Code (empty where the notes give none), its language, and remarks."""

    code: str
    language: str
    notes: list[Statement]


class NotApplicable(Reply):
    """A check list item of the template that does not apply, and why."""

    item: str
    reason: Statement


class RelatedIssue(Reply):
    kind: Literal["related_to", "blocks", "blocked_by"]
    ref: Statement


class Question(Reply):
    """What the notes leave open; about: the section it belongs to."""

    text: str
    why: str
    about: str
    lines: list[int]


class LeftOut(Reply):
    """Notes lines that the story does without, for one reason."""

    lines: list[int]
    why: str


class DraftReply(Reply):
    title: Statement
    issue_type: IssueType
    priority: Priority
    complexity: Complexity
    hours: Statement
    role: Statement | None
    want: Statement | None
    benefit: Statement | None
    background: list[Statement]
    acceptance_criteria: list[Criterion]
    dependencies: list[Statement]
    risks: list[Risk]
    performance_impact: list[Statement]
    security_implications: list[Statement]
    data_migration: Change
    breaking_changes: Change
    ui_design: list[Statement]
    api_design: Design
    database_schema: Design
    unit_tests: list[Statement]
    integration_tests: list[Statement]
    e2e_tests: list[Statement]
    performance_tests: list[Statement]
    documentation: list[NotApplicable]
    definition_of_done: list[NotApplicable]
    related_issues: list[RelatedIssue]
    notes: list[Statement]
    questions: list[Question]
    left_out: list[LeftOut]
