"""Reply to the task ``revise``: passages of a story with what to write instead."""

from typing import Literal

from storyai.engine.replies._base import Reply


class Change(Reply):
    """old: words of the story, copied exactly, that stand there once. finding: the number of the finding it settles."""

    finding: int
    old: str
    new: str
    basis: Literal["story", "notes", "question"]
    lines: list[int]
    why: str


class ReviseReply(Reply):
    changes: list[Change]
