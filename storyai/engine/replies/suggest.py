"""Reply to the task ``suggest``: rewrites of vague acceptance criteria."""

from pydantic import Field

from storyai.engine.replies._base import Reply


class Suggestion(Reply):
    """Rewrites of one criterion."""

    criterion: int = Field(description="the criterion's number in the list of criteria to rewrite")
    rewrites: list[str] = Field(description="two or three rewrites, best first; each one line, one criterion, no label")


class SuggestReply(Reply):
    suggestions: list[Suggestion]
