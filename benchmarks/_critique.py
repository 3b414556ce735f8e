"""The critique against labelled criteria and risks: the rules alone, the model alone, and both together.

Only the half used for tuning (items at even positions) is scored: the prompts were developed on it. The model's
answers come from recordings (``--recordings DIR``, or STORYAI_CRITIQUE_RECORDINGS), which are made by the same script
with ``--base-url URL --model NAME``; recordings of other people's texts are not part of this project.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from storyai.document import parse
from storyai.engine import Engine
from storyai.errors import RecordingMissing
from storyai.finding import Finding
from storyai.linter import lint
from storyai.reviewer import review

BATCH = 20  # criteria reviewed in one document
RECORDINGS = "STORYAI_CRITIQUE_RECORDINGS"


def rows(path: Path) -> list[dict[str, Any]]:
    """The labelled items at even positions."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return lines[0::2]


def batches(labelled: list[dict[str, Any]]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Documents of criteria, each with the labels of its criteria in order."""
    for number, start in enumerate(range(0, len(labelled), BATCH), 1):
        part = labelled[start : start + BATCH]
        items = "".join(f"- [ ] {row['criterion']}\n" for row in part)
        yield f"# Criteria of several stories, part {number}\n\n## Acceptance Criteria\n\n{items}", part


def scores(pairs: Iterable[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of (said, labelled) pairs."""
    pairs = list(pairs)
    hits = sum(said and true for said, true in pairs)
    said, true = sum(said for said, _ in pairs), sum(true for _, true in pairs)
    precision, recall = hits / said if said else 1.0, hits / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"precision {precision:.2f} ({hits}/{said})  recall {recall:.2f} ({hits}/{true})  F1 {f1:.2f}"


Kept = Callable[[Finding], bool]
WHO: tuple[tuple[str, Kept], ...] = (
    ("rules alone", lambda finding: finding.source == "rule"),
    ("model alone", lambda finding: finding.source == "model"),
    ("both", lambda finding: True),
)


def found_in(text: str, engine: Engine) -> list[Finding]:
    """What the rules and the model say; what both say is not dropped, so that the model is scored by itself."""
    result = review(parse(text), engine=engine, findings=[])
    if result.error:
        raise result.error
    return [*lint(text), *result.findings]


def vague(data: Path, engine: Engine, show: bool) -> None:
    found: list[tuple[list[Finding], bool, str]] = []
    for text, labels in batches(rows(data / "criteria" / "labelled.jsonl")):
        said = found_in(text, engine)
        start = text.index("- [ ]")
        for row in labels:
            end = start + len(f"- [ ] {row['criterion']}\n")
            here = [each for each in said if "vague" in each.tags and start <= each.start < end]
            found.append((here, bool(row["vague"]), row["criterion"]))
            start = end
    for name, keeps in WHO:
        print(f"  vague, {name:12} {scores((any(map(keeps, here)), true) for here, true, _ in found)}")
    if show:
        for here, true, text in found:
            if bool(here) != true:
                print("   ", "missed" if true else "false", [(each.source, each.quote) for each in here], text[:140])


def risks(data: Path, engine: Engine, show: bool) -> None:
    found: list[tuple[dict[str, set[str]], set[str], Any]] = []
    for row in rows(data / "risks" / "labelled.jsonl"):
        text = (data / "risks" / "docs" / f"{row['id']:02}.md").read_text(encoding="utf-8")
        risky = [each for each in found_in(text, engine) if "missing-risk" in each.tags]
        said = {name: {tag for each in risky if keeps(each) for tag in each.tags[1:]} for name, keeps in WHO}
        found.append((said, set(row["material"]), row["id"]))
    categories = {tag for said, true, _ in found for tag in said["both"] | true}
    for name, _ in WHO:
        pairs = [(tag in said[name], tag in true) for said, true, _ in found for tag in categories]
        silent = [not said[name] for said, true, _ in found if not true]
        print(f"  missing-risk, {name:12} {scores(pairs)}  silent on {sum(silent)} of {len(silent)} without one")
    if show:
        for said, true, number in found:
            print("   ", number, {name: sorted(tags) for name, tags in said.items()}, "labelled", sorted(true))


def run(data: Path, engine: Engine | None = None, show: bool = False) -> None:
    """Print the scores, or why there are none."""
    print("critique (half used for tuning)")
    if engine is None:
        folder = os.environ.get(RECORDINGS)
        if not folder:
            print(f"  skipped: no recordings (set {RECORDINGS})")
            return
        from storyai.engine.replay import replay

        engine = replay(Path(folder))
    try:
        vague(data, engine, show)
        risks(data, engine, show)
    except RecordingMissing as error:
        print(f"  stopped: {error}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("STORYAI_DATA"))
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--base-url")
    parser.add_argument("--model")
    parser.add_argument("--show", action="store_true", help="also print what was missed and what was false")
    given = parser.parse_args()
    if not given.data:
        print("skipped: no data (--data DIR, or STORYAI_DATA)")
        return 0
    engine: Engine | None = None
    if given.base_url or given.model:
        from storyai.config import load
        from storyai.engine.choose import choose

        flags = {"engine": "openai", "base_url": given.base_url, "model": given.model, "record": given.recordings}
        engine = choose(load(Path.cwd(), flags), notice=lambda line: print(line, file=sys.stderr))
    elif given.recordings:
        from storyai.engine.replay import replay

        engine = replay(given.recordings)
    run(given.data, engine, given.show)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
