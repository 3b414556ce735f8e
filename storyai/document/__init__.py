"""Document: a Markdown text plus where everything stands in it.

Built from any story, however it is laid out, and never re-rendered: a change is a splice into the text.
Plain dataclasses, no pydantic. Offsets count code points and are half-open.
"""

from storyai.document.parse import parse
from storyai.document.parts import (
    Code,
    Comment,
    Criterion,
    Document,
    Field,
    Item,
    Part,
    Piece,
    Risk,
    Section,
    Slot,
    Statement,
    Table,
)  # fmt: skip

__all__ = [
    "Code", "Comment", "Criterion", "Document", "Field", "Item", "Part", "Piece", "Risk", "Section", "Slot", "Statement",
    "Table", "parse",
]  # fmt: skip
