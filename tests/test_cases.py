"""Short texts and what is found in them, kept as text files: a title, a text, the findings expected.

A case is a title line, then two blocks that each end in a line of a single dot: the text, and one line for each
finding, ``line:column-line:column CODE message``. The file's name begins with the codes that it is about: only rules
whose code begins so run on its cases (``AC2_wording.txt``: AC201 to AC299).
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from storyai.document import parse
from storyai.linter import lint
from storyai.rules import all_rules

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    family: str
    title: str
    text: str
    expected: tuple[str, ...]


def cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(FOLDER.glob("[A-Z][A-Z][0-9]_*.txt")):
        family = path.stem.partition("_")[0]
        parts: list[list[str]] = [[]]
        for line in path.read_text("utf-8").splitlines():
            if line == ".":
                parts.append([])
            elif line or len(parts) % 3 != 1:
                parts[-1].append(line)
        assert parts[-1] == [] and len(parts) % 3 == 1, (
            f"{path.name}: a case is a title, a dot, a text, a dot, findings, a dot"
        )
        for title, text, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
            found.append(
                Case(family, " ".join(title), "\n".join(text) + "\n", tuple(line for line in expected if line))
            )
    return found


def found_in(case: Case) -> list[str]:
    document = parse(case.text)
    rules = [rule for rule in all_rules() if rule.code.startswith(case.family)]
    lines: list[str] = []
    for finding in lint(document, rules=rules):
        start, end = document.lines.place(finding.start), document.lines.place(finding.end)
        lines.append(f"{start[0]}:{start[1]}-{end[0]}:{end[1]} {finding.code} {finding.message}")
    return lines


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.family}: {case.title}")
def test_a_case_has_exactly_the_findings_written_below_it(case: Case) -> None:
    assert found_in(case) == list(case.expected)


def test_every_case_has_a_title_of_its_own() -> None:
    titles = [(case.family, case.title) for case in cases()]
    assert titles and len(set(titles)) == len(titles)
