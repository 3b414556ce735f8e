"""Seeded defects: one fault at a time is put into a clean story, and the rules have to find it and nothing else.

A mutation is a function from a text to the text with one fault, or None where the story has no place for it. A fault
counts as found when a finding of one of its codes is there that was not there before. Any other new finding counts
against the rules, unless the fault really causes it too (``also``).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks._seeds import MUTATIONS, Mutation
from storyai.document import parse
from storyai.linter import lint
from storyai.resources import shipped

__all__ = ["MUTATIONS", "Mutation", "Result", "measure", "run"]


@dataclass(slots=True)
class Result:
    """tried: mutated texts; found: those whose fault was named; elsewhere: further new findings that are not its effect."""

    tried: int = 0
    found: int = 0
    elsewhere: Counter[str] | None = None
    missed: list[str] | None = None


def measure(stories: Iterable[tuple[str, str]], mutations: Iterable[Mutation] = MUTATIONS) -> dict[str, Result]:
    """The result of each mutation over (name, text) pairs."""
    results = {mutation.name: Result(0, 0, Counter(), []) for mutation in mutations}
    for name, text in stories:
        document = parse(text)
        before = _keys(text)
        for mutation in mutations:
            changed = mutation.change(text, document)
            if changed is None:
                continue
            result = results[mutation.name]
            assert result.elsewhere is not None and result.missed is not None
            result.tried += 1
            new = _keys(changed) - before
            codes = {code for code, _ in new}
            if codes & set(mutation.codes):
                result.found += 1
            else:
                result.missed.append(name)
            allowed = (*mutation.codes, *mutation.also)
            result.elsewhere.update(code for code in codes if not code.startswith(allowed))
    return results


def _keys(text: str) -> set[tuple[str, str]]:
    """What makes a finding the same one before and after: its rule and the words it objects to, also at further places."""
    keys = set()
    for finding in lint(text):
        keys.add((finding.code, finding.quote))
        keys.update((finding.code, text[other.start : other.end]) for other in finding.related if other.path is None)
    return keys


def run(data: Path) -> None:
    """Print the section; real stories come from ``data/stories``, clean ones from the fixtures."""
    print("\n## Seeded defects\n")
    ours = [
        (path.name, path.read_text("utf-8"))
        for path in sorted((shipped("fixtures") / "stories").iterdir(), key=lambda path: path.name)
        if path.name.endswith(".md")
    ]
    real = [
        (path.name, path.read_text("utf-8", errors="replace"))
        for path in sorted((data / "stories").glob("*.md"))
        if path.stat().st_size < 16_000
    ]
    real = [(name, text) for name, text in real if parse(text).shape in ("story", "task")]
    print("| stories | kinds | seeded | found | recall | with a further finding |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for title, stories in (("ours", ours), ("real", real)):
        if not stories:
            print(f"| {title} | skipped: none found | | | | |")
            continue
        results = measure(stories)
        tried = sum(result.tried for result in results.values())
        found = sum(result.found for result in results.values())
        further = sum(sum((result.elsewhere or Counter()).values()) for result in results.values())
        kinds = sum(result.tried > 0 for result in results.values())
        print(
            f"| {title} ({len(stories)}) | {kinds} | {tried} | {found} | {found / max(tried, 1):.1%} | {further / max(tried, 1):.1%} |"
        )
        for name, result in results.items():
            if result.found < result.tried or result.elsewhere:
                odd = ", ".join(f"{code} {count}" for code, count in (result.elsewhere or Counter()).most_common())
                print(f"|   {name} | | {result.tried} | {result.found} | | {odd} |")
