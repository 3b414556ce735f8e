"""AQUSA's public backlogs, which should stay quiet, and the defects that its own unit tests intend."""

import json
from collections import Counter
from pathlib import Path

from benchmarks._count import percent
from storyai.document import parse
from storyai.linter import lint, lint_project


def run(data: Path) -> None:
    """Print the section; data: the folder that holds ``aqusa/``."""
    print("\n## Clean backlogs (AQUSA)\n")
    folder = data / "aqusa"
    if not folder.is_dir():
        print(f"skipped: {folder} is not there")
        return
    stories = [
        line.strip()
        for file in sorted(folder.glob("g*.txt"))
        for line in file.read_text("utf-8-sig", errors="replace").splitlines()
        if line.strip()
    ]
    flagged = 0
    why: Counter[str] = Counter()
    for story in stories:
        found = [finding for finding in lint(story) if finding.severity != "info"]
        flagged += bool(found)
        why.update(f"{finding.code} {finding.name}" for finding in found)
    print(f"- stories flagged at warning or above: {percent(flagged, len(stories))}; by rule: {dict(why)}")
    cases = json.loads((folder / "unit_test_cases.json").read_text("utf-8"))
    wanted = [case for case in cases if case["expected"].get("kind")]
    missed = [case["test"] for case in wanted if not _found(case["stories"], case["expected"])]
    print(
        f"- intended defects found (any severity): {percent(len(wanted) - len(missed), len(wanted))}; missed: {missed or 'none'}"
    )


# Which of our rules says what an AQUSA defect means.
_MEANING = {
    "ends_one_comma": ("US113",), "no_comma": ("US113",), "no_means": ("US103",), "no_role": ("US102",),
    "conjunctions": ("US105", "US111", "US112"), "identical": ("US115", "SF8"), "punctuation": ("US109",), "brackets": ("US110",),
    "uniform": ("US114",),
}  # fmt: skip


def _found(stories: list[str], expected: dict[str, str]) -> bool:
    codes = {finding.code for finding in lint("\n".join(stories))}
    for found in lint_project([(f"{at}.md", parse(story)) for at, story in enumerate(stories)]).values():
        codes |= {finding.code for finding in found}
    meaning = _MEANING[expected.get("subkind", expected["kind"])]
    return any(code.startswith(meaning) for code in codes)
