"""What every reply model shares: no unknown keys, no defaults, so that the schema is strict as it stands.

Strict structured output takes no defaults, free-form objects, tuples, sets or discriminators, and no
description beside a reference. An optional value is ``X | None`` without a default.
"""

from pydantic import BaseModel, ConfigDict


class Reply(BaseModel):
    model_config = ConfigDict(extra="forbid")
