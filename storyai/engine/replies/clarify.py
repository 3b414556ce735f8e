"""Reply to the task ``clarify``: what to ask before a story is written from notes."""

from typing import Literal

from pydantic import Field

from storyai.engine.replies._base import Reply


class ClarifyQuestion(Reply):
    """One question to whoever wrote the notes."""

    text: str = Field(description="one question, one thing asked")
    why: str = Field(description="one sentence: what would be built wrong without the answer")
    about: Literal[
        "role",
        "want",
        "benefit",
        "background",
        "acceptance_criteria",
        "dependencies",
        "risks",
        "performance_impact",
        "security_implications",
        "data_migration",
        "breaking_changes",
        "ui_design",
        "api_design",
        "database_schema",
        "tests",
        "priority",
        "effort",
        "notes",
    ] = Field(description="the part of the story the answer goes into")
    options: list[str] = Field(description="two to four short answers that exclude each other")
    recommended: str = Field(description="the option to take if nobody objects, copied from options")
    lines: list[int] = Field(description="1-based numbers of the notes lines the question comes from; may be empty")


class ClarifyReply(Reply):
    questions: list[ClarifyQuestion] = Field(description="at most five, most valuable first; fewer is better")
