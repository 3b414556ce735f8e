"""How fast ``storyai review`` is, beside peers: cold start, many files, the cache, memory, size, hostile text.

    python benchmarks/speed.py                       # storyai alone
    python benchmarks/speed.py --install FOLDER      # installs the peers there (npm, pip) and compares
    python benchmarks/speed.py --files 1,100,1000 --runs 5 --skip-growth

Times are processor time (user and system, children included) and wall time of whole processes: the best of the runs,
because everything else on the machine only adds. Quote the ratios, not the milliseconds.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STORYAI = [str(Path(sys.executable).with_name("storyai")), "review"]
_NOUNS = """order invoice report export job customer account parcel booking ticket payment page filter import queue
sensor device meter contract message photo comment basket refund label route driver shift patient form"""
NOUNS = _NOUNS.split()
_VERBS = "shows stores sends removes opens counts lists prints marks copies returns keeps hides moves"
VERBS = _VERBS.split()
_WHO = "clerk operator planner nurse driver buyer auditor reviewer editor support agent analyst"
WHO = _WHO.split()
VAGUE = ("quickly", "in a user-friendly way", "as appropriate", "and so on", "where possible", "with several others")
LIMITS = ("within 2 s", "in 95 % of cases within 300 ms", "at most 50 times a minute", "for 30 days", "in one step")
FRAME = """# {title}

**Issue Type:** FEATURE
**Priority:** {priority}
**Complexity:** Medium

---

## User Story
As a **{who}**, I want **to see each {a} with its {b}**, so that **I can settle a {c} without a call**.

---

## Background
**Why is this needed? What problem does it solve?**

{background}

---

## Acceptance Criteria

Define clear, testable conditions that must be met for this story to be considered complete.

{criteria}

---

## Technical Considerations

### Dependencies
- The {a} service delivers its {b} over `GET /api/v1/{a}s/{{id}}`

### Risks
{risks}

### Performance Impact
- Adds one query for each {a} to the list of {b}s

### Security Implications
- Only the {who} of a {c} sees its {a}

### Data Migration Required
- [ ] Yes
- [x] No

### Breaking Changes
- [ ] Yes
- [x] No

---

## Design Notes

### UI/UX Design (if applicable)
- The {a} stands beside its {b}; both are reached with the keyboard

### API Design (if applicable)
```
GET /api/v1/{a}s?{b}=17

Response 200: {{"{a}": "17", "{b}": "open"}}
Response 404: {{"error": "not_found"}}
```

### Database Schema (if applicable)
Not applicable: the {b} is stored already.

---

## Testing Requirements

### Unit Tests
{tests}

### Integration Tests
- The {a} service answers 404 and the list shows "No {a}"

### E2E Tests
- A {who} opens a {c}, sees the {a} and settles it

### Performance Tests
- The list of 1,000 {b}s opens {limit}

---

## Documentation Requirements

- [ ] Update CHANGELOG.md
- [ ] Update DOCUMENTATION.md
- [ ] Update API documentation
- [ ] Add inline code comments/docstrings

---

## Definition of Done

**This story is complete when:**

- [ ] Code implemented following project patterns
- [ ] All acceptance criteria met
- [ ] Tests written and passing (>80% coverage for new code)
- [ ] QA testing passed in staging environment
- [ ] Deployed to production

---

## Effort Estimate

**Complexity:** Medium

**Estimated Hours:** {hours}

---

## Related Issues
- Related to #{related}

---

## Notes
{notes}

---

**Created:** 2026-03-{day:02}
**Created By:** Team {c}
**Last Updated:** 2026-03-{day:02}
"""


def sentence(dice: random.Random, nouns: list[str]) -> str:
    who, verb, a, b = dice.choice(WHO), dice.choice(VERBS), dice.choice(nouns), dice.choice(nouns)
    end = dice.choice(VAGUE) if dice.random() < 0.08 else dice.choice(LIMITS)
    return f"The {who}'s list {verb} the {a} of each {b} {end}."


def story(number: int) -> str:
    """A template story of about 6 kB; the same number gives the same story. About one criterion in twelve is vague."""
    dice = random.Random(number)
    nouns = dice.sample(NOUNS, 6)  # what one story speaks of
    a, b, c = nouns[:3]
    lines = [f"- [ ] **{dice.choice(nouns).title()} {at}:** {sentence(dice, nouns)}" for at in range(1, 11)]
    lines.append(f'- [ ] If the {a} is missing, the page shows "No {a}" and changes nothing.')
    return FRAME.format(
        title=f"Show the {a} of each {b} beside its {c} ({number})", who=dice.choice(WHO), a=a, b=b, c=c,
        priority=dice.choice(("High", "Medium", "Low")), criteria="\n".join(lines), limit=dice.choice(LIMITS[:2]),
        background=" ".join(sentence(dice, nouns) for _ in range(18)), notes=" ".join(sentence(dice, nouns) for _ in range(8)),
        risks="\n".join(
            f"- **Risk {at}:** The {dice.choice(nouns)} is late → **Mitigation:** {sentence(dice, nouns)}" for at in (1, 2)
        ),
        tests="\n".join(f"- {sentence(dice, nouns)}" for _ in range(8)), hours=dice.choice((8, 10, 12, 16)),
        related=dice.randint(1, 9999), day=dice.randint(1, 28),
    )  # fmt: skip


def corpus(folder: Path, count: int) -> Path:
    """A folder with that many stories, a hundred a subfolder."""
    home = folder / f"stories-{count}"
    for number in range(count):
        path = home / f"{number // 100:03}" / f"story-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story(number), encoding="utf-8")
    return home


@dataclass
class Cost:
    """Seconds of processor and of wall time, and the largest process in MB."""

    cpu: float
    wall: float
    memory: float
    code: int


def run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, process.returncode)


def best(times: int, once: Callable[[], Cost]) -> Cost:
    costs = [once() for _ in range(times)]
    cpu, wall = min(cost.cpu for cost in costs), min(cost.wall for cost in costs)
    return Cost(cpu, wall, max(cost.memory for cost in costs), costs[0].code)


def install(folder: Path) -> dict[str, list[str]]:
    """Peers by name -> command in front of files; what cannot be installed is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    node = folder / "node_modules" / ".bin" / "markdownlint-cli2"
    if not node.exists() and shutil.which("npm"):
        packages = ["markdownlint-cli2@0.24", "--prefix", str(folder)]
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *packages], check=False)
    if node.exists():
        found["markdownlint-cli2"] = [str(node)]
    scripts = folder / "venv" / "bin"
    if not scripts.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        for package in ("proselint", "rumdl"):
            subprocess.run([str(scripts / "pip"), "install", "--quiet", package], check=False)
    if (scripts / "proselint").exists():
        found["proselint"] = [str(scripts / "proselint"), "check"]
    if (scripts / "rumdl").exists():
        found["rumdl"] = [str(scripts / "rumdl"), "check", "--no-cache"]
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--files", default="1,100,1000", help="numbers of files, divided by commas")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--install", type=Path, metavar="FOLDER", help="install the peers here and compare")
    arguments.add_argument("--skip-growth", action="store_true", help="leave out large and hostile files")
    given = arguments.parse_args()
    peers = install(given.install.resolve()) if given.install else {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        environment = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        environment["PYTHONDONTWRITEBYTECODE"] = ""
        print(f"{'':<34}{'cpu ms':>9}{'wall ms':>9}{'MB':>7}")
        for count in (int(word) for word in given.files.split(",")):
            many(corpus(folder, count), count, given.runs, peers, environment)
        if not given.skip_growth:
            growth(folder, environment)


def many(home: Path, count: int, runs: int, peers: dict[str, list[str]], environment: dict[str, str]) -> None:
    names = sorted(str(path.relative_to(home)) for path in home.rglob("*.md"))
    size = sum((home / name).stat().st_size for name in names)
    print(f"\n{count} file(s), {size / count / 1000:.1f} kB each")
    # A folder in place of names where there are too many for a command line.
    words = names if count <= 100 else ["."]
    runs = runs if count <= 1000 else 1
    run([*STORYAI, *words, "--no-cache"], home, environment)  # writes the bytecode
    own = best(runs, lambda: run([*STORYAI, *words, "--no-cache"], home, environment))
    line("storyai review --no-cache", own)
    if count >= 100:
        line("storyai review --no-cache --jobs 1", best(
            runs, lambda: run([*STORYAI, *words, "--no-cache", "--jobs", "1"], home, environment)
        ))  # fmt: skip

        def first() -> Cost:
            shutil.rmtree(environment["XDG_CACHE_HOME"], ignore_errors=True)
            return run([*STORYAI, *words], home, environment)

        filled = best(runs, first)
        line("storyai review, first run", filled)
        again = best(runs, lambda: run([*STORYAI, *words], home, environment))
        line("storyai review, from the cache", again)
        print(f"    the cache: {filled.wall / again.wall:.1f} times as fast (wall), {filled.cpu / again.cpu:.1f} (cpu)")
    for name, command in peers.items():
        where = names if count <= 100 else ["**/*.md"] if name == "markdownlint-cli2" else ["."]
        if name == "proselint" and count > 100:
            where = [str(path) for path in sorted({Path(one).parts[0] for one in names})]
        whole = [*command, *where]
        cost = best(min(runs, 3) if count <= 100 else 1, lambda whole=whole: run(whole, home))  # type: ignore[misc]
        line(name, cost)
        print(f"    storyai / {name}: {own.cpu / cost.cpu:.2f} (cpu), {own.wall / cost.wall:.2f} (wall)")


def line(name: str, cost: Cost) -> None:
    print(f"{name:<34}{cost.cpu * 1000:>9.0f}{cost.wall * 1000:>9.0f}{cost.memory:>7.0f}")


HOSTILE: dict[str, Callable[[int], str]] = {
    "one long line": lambda size: "The page is fast and should be easy. " * (size // 37),
    "one long word": lambda size: "x" * size,
    "nested bullets": lambda size: "\n".join("  " * min(at, 200) + "- [ ] It is fast." for at in range(size // 400)),
    "flat bullets": lambda size: "- [ ] It is fast, easy, etc.\n" * (size // 29),
    "headings": lambda size: "## Risks\n\ntext\n\n" * (size // 16),
    "quotes": lambda size: ">" * 500 + " fast\n" * (size // 6),
    "brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "backticks": lambda size: "`a" * (size // 2),
    "asterisks": lambda size: "**a " * (size // 4),
    "open comments": lambda size: "<!-- storyai-disable AC201\n" * (size // 27),
    "comments": lambda size: "<!-- storyai-disable AC201 -- x -->\n- [ ] It is fast.\n" * (size // 54),
    "tables": lambda size: "| a | b |\n| - | - |\n" + "| fast | easy |\n" * (size // 16),
    "fields": lambda size: "**Priority:** High\n" * (size // 19),
    "blanks": lambda size: "a" + " " * size + "b",
    "digits": lambda size: "1,000.00 " * (size // 9),
    "stories": lambda size: "As a user, I want to pay, so that I own it.\n\n" * (size // 46),
    "capitals": lambda size: "WHEN A THEN B SHALL C " * (size // 22),
    "emoji": lambda size: "👩‍💻e\u0301 fast " * (size // 16),
}


def growth(folder: Path, environment: dict[str, str]) -> None:
    """Large files: the exponent of time against size should be about 1, 2 would be quadratic."""
    print(f"\nlarge files, --jobs 1{'':<13}{'1/4 MB':>9}{'1/2 MB':>9}{'1 MB':>9}   growth (1: linear)")
    cases: dict[str, Callable[[int], str]] = {"stories below each other": lambda size: "".join(
        story(number) for number in range(size // 6000)
    ), **HOSTILE}  # fmt: skip
    path = folder / "large.md"
    path.write_text("x", encoding="utf-8")
    base = best(5, lambda: run([*STORYAI, str(path), "--format", "json"], folder, environment)).cpu
    for name, make in cases.items():
        times = []
        for size in (250_000, 500_000, 1_000_000):
            frame = story(1)
            at = frame.index("- [ ] **")
            path.write_text(frame[:at] + make(size) + "\n\n" + frame[at:], encoding="utf-8")
            cost = best(2, lambda: run([*STORYAI, str(path), "--format", "json"], folder, environment))
            times.append(max(cost.cpu - base, 0.001))
        from math import log2

        exponent = log2(times[2] / times[0]) / 2
        shown = "".join(f"{seconds * 1000:>9.0f}" for seconds in times)
        print(f"  {name:<32}{shown}   {exponent:.2f}{'  <- look at this' if exponent > 1.4 and times[2] > 0.5 else ''}")


if __name__ == "__main__":
    main()
