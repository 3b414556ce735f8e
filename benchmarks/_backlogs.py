"""Role, want and benefit in public backlogs, against a plain second reading by literal words.

The second reading knows nothing of the parser: it cuts at the first "I want"-like words and at the first "so
that"-like words of a line. Where the two differ, the lines are printed (--show) to be judged by eye.
"""

import re
from pathlib import Path

from benchmarks._count import percent, wilson
from storyai.document import parse
from storyai.linter import lint
from storyai.rules import all_rules

_WANTS = (
    " i want ", " i would like ", " i'd like ", " i need ", " i can ", " i do not want ", " i don't want ", " i wish ", " i must ", " i should ",
    " we want ", " i am able ", " i'm able ", " i\\'m able ", " i would be able ", " would like ", " i expect ", " we need ", " i will ",
)  # fmt: skip
_BENEFITS = (
    " so that ",
    " so i ",
    " so we ",
    " in order to ",
    " in order that ",
    " so they ",
    " so it ",
    " so the ",
    " so my ",
    " so as to ",
    " so users ",
)


def literal(line: str) -> tuple[str, str, str]:
    """Role, want and benefit as cut at literal words; empty where there are none."""
    padded = f" {' '.join(line.replace(',', ' , ').split())} "
    low = padded.lower()
    want = min((at for words in _WANTS if (at := low.find(words)) >= 0), default=-1)
    size = next((len(words) for words in _WANTS if low.startswith(words, want)), 0) if want >= 0 else 0
    start = want + size if want >= 0 else 0
    at_that = low.find(" so that ", start - 1)
    benefit = (
        at_that
        if at_that >= 0
        else min((at for words in _BENEFITS if (at := low.find(words, start - 1)) >= 0), default=-1)
    )
    width = next((len(words) for words in _BENEFITS if low.startswith(words, benefit)), 0) if benefit >= 0 else 0
    role_end = want if want >= 0 else benefit if benefit >= 0 else len(padded)
    opening = re.match(r"\s*as (?:an? |the )?", low)
    role = padded[opening.end() : role_end] if opening else ""
    wanted = padded[start : benefit if benefit >= 0 else len(padded)] if want >= 0 else ""
    good = padded[benefit + width :] if benefit >= 0 else ""
    return _bare(role), _bare(wanted), _bare(good)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def run(data: Path, show: bool = False) -> None:
    """Print the section; data: the folder that holds ``backlogs/``."""
    print("\n## Statements (public backlogs)\n")
    files = sorted((data / "backlogs").glob("*.txt"))
    if not files:
        print(f"skipped: no .txt file in {data / 'backlogs'}")
        return
    missing = [rule for rule in all_rules() if rule.name == "missing-benefit"]
    lines = same = spans = whole = lacking = reported = 0
    for file in files:
        for line in file.read_text("utf-8-sig", errors="replace").splitlines():
            line = re.sub(r"^#G\d+#\s*", "", line).strip()
            if not line:
                continue
            lines += 1
            wanted = literal(line)
            document = parse(line)
            statement = document.statements[0] if document.statements else None
            slots = (statement.role, statement.want, statement.benefit) if statement else (None, None, None)
            found = tuple(_bare(slot.text) if slot else "" for slot in slots)
            presence = tuple(map(bool, found)) == tuple(map(bool, wanted))
            same += presence
            exact = all(
                mine == theirs or theirs.startswith(f"{mine} ")
                for mine, theirs in zip(found, wanted, strict=True)
                if theirs
            )
            whole += exact and presence
            spans += all(slot is None or document.text[slot.start : slot.end] == slot.text for slot in slots)
            if wanted[1] and not wanted[2]:
                lacking += 1
                reported += bool(lint(line, rules=missing))
            if show and not (presence and exact):
                print(f"  - {line}\n    ours {found}\n    literal {wanted}")
    print(f"- parts found where there and only there: {percent(same, lines)}, {wilson(same, lines)}")
    print(f"- with the same words in each part: {percent(whole, lines)}; spans exact: {percent(spans, lines)}")
    print(f"- missing benefit reported: {percent(reported, lacking)}, {wilson(reported, lacking)}")
