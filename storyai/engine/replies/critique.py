"""Reply to the task ``critique``: what a careful reader objects to in a story, each with the words objected to."""

from typing import Literal

from pydantic import Field

from storyai.engine.replies._base import Reply


class Objection(Reply):
    """One objection to one place."""

    quote: str = Field(
        description="the words objected to, copied character for character from one line of the story; the shortest"
        " run that carries the fault, never shortened with an ellipsis"
    )
    kind: Literal[
        "untestable",
        "contradiction",
        "misses-want",
        "missing-unhappy-path",
        "missing-boundary",
        "missing-risk",
        "weak-mitigation",
        "hidden-second-story",
        "security-question",
        "data-question",
    ]
    category: (
        Literal[
            "data_loss",
            "migration",
            "access_control",
            "privacy",
            "untrusted_input",
            "third_party",
            "performance",
            "concurrency",
            "compatibility",
            "rollout",
            "money",
            "accessibility",
            "compliance",
        ]
        | None
    ) = Field(description="the risk's category for missing-risk and weak-mitigation, else null")
    why: str = Field(description="one sentence: what goes wrong in this story because of it")
    remedy: str = Field(description="one sentence: what to write instead, or what to ask whom")
    severity: Literal["warning", "info"] = Field(description="warning: settle it before work starts; info: the rest")


class CritiqueReply(Reply):
    surface: str = Field(
        description="one sentence: what this change touches (data, people, money, outside services, interfaces)"
    )
    findings: list[Objection] = Field(description="the objections, weightiest first; an empty list is a good answer")
