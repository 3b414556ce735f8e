"""Write ``prompts/<task>.schema.json`` for every task: ``python -m storyai.engine.replies``."""

import json
from pathlib import Path

from storyai.engine.replies import MODELS, schema
from storyai.resources import shipped

for task in MODELS:
    file = Path(str(shipped("prompts"))) / f"{task}.schema.json"
    file.write_text(json.dumps(schema(task), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
