"""Executable scenarios, each step a criterion: what runs as a test cannot be untestable."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks._count import percent, wilson
from storyai.linter import lint
from storyai.rules import all_rules

_STEP = re.compile(r"(?:Given|When|Then|And|But)\b")
_HEAD = re.compile(r"(?:Scenario|Background|Scenario Outline|Examples)\b")


def scenarios(text: str) -> Iterator[list[str]]:
    """The steps of each scenario of a feature file."""
    steps: list[str] = []
    for line in text.splitlines():
        line = line.strip()
        if _STEP.match(line):
            steps.append(line)
        elif _HEAD.match(line) and steps:
            yield steps
            steps = []
    if steps:
        yield steps


def run(data: Path) -> None:
    """Print the section; data: the folder that holds ``gherkin/``."""
    print("\n## Executable scenarios\n")
    files = sorted((data / "gherkin").glob("*.feature"))
    if not files:
        print(f"skipped: no .feature file in {data / 'gherkin'}")
        return
    rules = [rule for rule in all_rules() if rule.code[:3] in ("AC2", "AC4") and rule.severity != "info"]
    steps = flagged = whole = wrong = 0
    why: Counter[str] = Counter()
    for file in files:
        for scenario in scenarios(file.read_text("utf-8", errors="replace")):
            whole += 1
            found = lint("## Acceptance Criteria\n\n- " + "\n  ".join(scenario) + "\n", rules=rules)
            wrong += bool(found)
            for step in scenario:
                steps += 1
                found = lint(f"## Acceptance Criteria\n\n- {step}\n", rules=rules)
                flagged += bool(found)
                why.update(finding.code for finding in found)
    print(
        f"- steps flagged at warning or above: {percent(flagged, steps)}, {wilson(flagged, steps)}; by rule: {dict(why)}"
    )
    print(f"- whole scenarios flagged: {percent(wrong, whole)}")
