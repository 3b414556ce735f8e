"""Word-level labels of requirement smells (ARTA, DS1 and DS2), beside the figures published with them.

Their policy is not ours: they mark words anywhere in "The system shall" sentences, among them "other", "who" and
"call". A low recall against marks that our rules leave alone on purpose is expected; precision is what to look at.
"""

import json
from pathlib import Path
from typing import Any

from benchmarks._count import Score
from benchmarks._criteria import findings

# Our rules that speak of the same thing; None: a smell that no rule of ours reports.
TYPES: dict[str, tuple[str, ...] | None] = {
    "subjective": ("AC201",), "ambiguous_adv_adj": ("AC201", "AC202", "AC203"), "loophole": ("AC203",), "nonverifiable": ("AC201", "AC206", "AC203"),
    "comparative": ("AC205",), "superlative": ("AC201", "AC205"), "uncertain_verb": ("AC207",), "negative": None, "vague_pronoun": None, "polysemy": None,
}  # fmt: skip
PUBLISHED = {
    "subjective": "P .34 R .49",
    "ambiguous_adv_adj": "P .49 R .34",
    "nonverifiable": "P .26 R .30",
    "vague_pronoun": "P .14 R .70",
}


def run(data: Path) -> None:
    """Print the section; data: the folder that holds ``requirement_smells/``."""
    print("\n## Requirement smells (ARTA)\n")
    source = data / "requirement_smells" / "ds1_ds2.jsonl"
    if not source.is_file():
        print(f"skipped: {source} is not there")
        return
    rows: list[dict[str, Any]] = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
    codes = [{finding.code for finding in findings(" ".join(row["text"].split()))} for row in rows]
    vague = {code for names in TYPES.values() if names for code in names} | {"AC204", "AC208", "AC209", "AC210"}
    print("| smell | set | found | extra | missed | precision | recall | F1 | published (ARTA on DS1) |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for smell, names in TYPES.items():
        if names is None:
            print(f"| {smell} | both | no rule of ours | | | | | | {PUBLISHED.get(smell, '')} |")
            continue
        for dataset in ("DS1", "DS2"):
            score = Score()
            for row, found in zip(rows, codes, strict=True):
                if row["dataset"] == dataset:
                    score.add(smell in row["smells"], bool(found & set(names)))
            print(f"| {smell} | {dataset} | {score.cells()} | {PUBLISHED.get(smell, '') if dataset == 'DS1' else ''} |")
    marked = [name for name, names in TYPES.items() if names]
    for dataset, naive in (("DS1", "45 words: P .62 R .29"), ("DS2", "45 words: P .90 R .46")):
        score = Score()
        for row, found in zip(rows, codes, strict=True):
            if row["dataset"] == dataset:
                score.add(any(name in row["smells"] for name in marked), bool(found & vague))
        print(f"| any of these | {dataset} | {score.cells()} | {naive} |")
