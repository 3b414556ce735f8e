"""Drafts of real notes: how many are complete, grounded and pass their own review, and how fast.

    python benchmarks/drafts.py --data DIR [--show N]
    python benchmarks/drafts.py --data DIR --base-url URL --model NAME --record FOLDER --limit 10 [--keep FOLDER]
    python benchmarks/drafts.py --data DIR --replay FOLDER

Without a model the drafts are offline ones. --replay counts the notes that FOLDER has recordings of. DIR holds ``notes/`` with text files and jsonl files of feature requests. The checks are made anew here and are
stricter than the drafter's own: every run of digits of a stated or derived statement has to occur in the notes.
"""

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from storyai.config import load
from storyai.drafter import Draft, draft
from storyai.engine import Engine
from storyai.engine.choose import choose
from storyai.errors import RecordingMissing
from storyai.grounding.evidence import Notes
from storyai.linter import lint
from storyai.template import render

DATE, AUTHOR = "2026-01-02", "A. Author"
LINK = re.compile(r"https?://[^\s)>\]\"'`|}]+|<[a-zA-Z/!][^>]*>")


def notes(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of all notes below a folder."""
    for file in sorted(folder.iterdir()):
        if file.suffix in (".md", ".txt") and file.name not in ("SOURCE.md", "LICENSE.md"):
            yield file.name, file.read_text(encoding="utf-8", errors="replace")
        elif file.suffix == ".jsonl" and file.name != "MANIFEST.jsonl":
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
                entry = json.loads(line)
                parts = (entry.get("title"), entry.get("body"), entry.get("user_description"))
                text = "\n\n".join(part for part in parts if part)
                if text.strip():
                    yield f"{file.name}:{number}", text


def filled(values: dict) -> Iterator[str]:
    """The sections of a draft that hold something other than an open question, a blank or "not applicable"."""
    empty = ("Open question: ", "Not applicable", "Nicht zutreffend", "None named", "In den Notizen", "No change in load", "The notes ", "Die Notizen ", "Nach den Notizen", "To be written", "nothing in the notes", "nichts in den Notizen")  # fmt: skip
    parts = {
        "role": values["role"], "want": values["want"], "benefit": values["benefit"], "background": values["background"],
        "acceptance criteria": values["acceptance_criteria"], "dependencies": values["dependencies"], "risks": values["risks"],
        "mitigations": [risk["mitigation"] for risk in values["risks"]], "performance": values["performance_impact"],
        "security": values["security_implications"], "data migration": values["data_migration"]["description"],
        "breaking changes": values["breaking_changes"]["description"], "UI/UX": values["ui_design"],
        "API": values["api_design"]["code"] or values["api_design"]["notes"],
        "database": values["database_schema"]["code"] or values["database_schema"]["notes"],
        "unit tests": values["unit_tests"], "integration tests": values["integration_tests"], "E2E tests": values["e2e_tests"],
        "performance tests": values["performance_tests"],
    }  # fmt: skip
    for name, part in parts.items():
        texts = (
            [part]
            if isinstance(part, str)
            else [one if isinstance(one, str) else one.get("text") or one.get("description") for one in part]
        )
        if any(text and not str(text).startswith(empty) for text in texts):
            yield name


def faults(text: str, made: Draft) -> Iterator[tuple[str, str]]:
    """What is wrong with a draft: kind and detail."""
    told = Notes(text, (DATE, AUTHOR))
    lines = [fate.line for fate in made.notes]
    if lines != told.used_lines:
        yield "lines not accounted for once", str(set(told.used_lines) ^ set(lines))
    lower = text.lower()
    for one in made.statements:
        if one.quote and not any(one.quote in told.line(number) for number in one.lines):
            yield "quote not in its lines", f"{one.path}: {one.quote}"
        if one.basis == "stated" and not one.quote:
            yield "stated without a quote", f"{one.path}: {one.text}"
        if one.basis == "assumed" or one.path in ("issue_type", "priority", "complexity"):
            continue
        for fact in told.source.missing(one.text, german=told.german):
            yield f"ungrounded {fact.kind}", f"{one.path} ({one.basis}): {fact.text} in {one.text!r}"
        for digits in re.findall(r"[0-9]+", one.text):
            if digits not in lower and digits not in f"{DATE} {AUTHOR}":
                yield "digits not in the notes", f"{one.path}: {digits} in {one.text!r}"
    markdown = render(made.values)
    for finding in lint(markdown):
        if finding.severity == "error":
            yield f"error {finding.code}", f"{finding.message}: {finding.quote}"
    for link in LINK.findall(markdown):
        if link.rstrip(".,;:!?*_") not in text:
            yield "link or HTML not in the notes", link


def answerer(args: argparse.Namespace) -> Engine | None:
    """The engine that the flags ask for, None for the offline one."""
    if not (args.base_url or args.replay):
        return None
    flags = {"engine": "openai", "base_url": args.base_url, "model": args.model, "record": args.record, "cache": "off"}
    flags |= {"replay": args.replay} if args.replay else {}
    return choose(load(Path.cwd(), flags), notice=print)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("STORYAI_DATA"))
    parser.add_argument("--show", type=int, default=0, help="how many examples of each fault to print")
    parser.add_argument("--base-url", help="ask a model here")
    parser.add_argument("--model")
    parser.add_argument("--record", type=Path, help="keep the model's answers in this folder")
    parser.add_argument("--replay", type=Path, help="answer from the recordings in this folder")
    parser.add_argument("--limit", type=int, default=None, help="the first N notes only")
    parser.add_argument("--keep", type=Path, help="write the drafts into this folder, to be read")
    args = parser.parse_args()
    if args.data is None or not (Path(args.data) / "notes").is_dir():
        print("no data: name its folder with --data DIR or STORYAI_DATA")
        return 0
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    totals: Counter[str] = Counter()
    sections: Counter[str] = Counter()
    slowest = (0.0, "")
    engine = answerer(args)
    for name, text in islice(notes(Path(args.data) / "notes"), args.limit):
        begin = time.perf_counter()
        try:
            made = draft(text, engine, date=DATE, author=AUTHOR)
        except RecordingMissing:
            continue
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            (args.keep / f"{name.replace(':', '-')}.md").write_text(render(made.values), encoding="utf-8")
        slowest = max(slowest, (time.perf_counter() - begin, name))
        totals["drafts"] += 1
        sections.update(filled(made.values))
        totals["statements"] += len(made.statements)
        totals.update(one.basis for one in made.statements)
        totals.update(fate.fate for fate in made.notes)
        totals["questions asked"] += len(made.questions)
        totals["statements demoted"] += made.faults
        for kind, detail in faults(text, made):
            counts[kind] += 1
            examples.setdefault(kind, []).append(f"{name}: {detail}")
    for key, number in totals.items():
        print(f"{number:6d} {key}")
    print("\ndrafts in which a section has something of its own:")
    for name, number in sections.most_common():
        print(f"{100 * number / max(1, totals['drafts']):5.0f}% {name}")
    print(f"\nslowest: {slowest[0]:.2f} s, {slowest[1]}\n\nfaults: {sum(counts.values())}")
    for kind, number in counts.most_common():
        print(f"{number:6d} {kind}")
        for example in examples[kind][: args.show]:
            print(f"         {example[:220]}")
    return int(bool(counts))


if __name__ == "__main__":
    sys.exit(main())
