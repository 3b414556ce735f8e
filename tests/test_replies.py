"""The reply models and the schema files that ship with the prompts."""

import json
from typing import Any

import pytest

from storyai.engine.replies import MODELS, reply_model, schema
from storyai.resources import shipped

TASKS = sorted(MODELS)


def strict_schema(model: Any) -> Any:
    # Private, but it is what the client sends; a move shows here and nowhere else.
    from openai.lib._pydantic import to_strict_json_schema

    return to_strict_json_schema(model)


@pytest.mark.parametrize("task", TASKS)
def test_the_schema_file_of_a_task_is_the_schema_of_its_model(task: str) -> None:
    written = json.loads((shipped("prompts") / f"{task}.schema.json").read_text(encoding="utf-8"))
    assert written == schema(task), "run python -m storyai.engine.replies"


@pytest.mark.parametrize("task", TASKS)
def test_the_schema_of_a_task_is_strict_as_it_stands(task: str) -> None:
    assert strict_schema(reply_model(task)) == schema(task)
