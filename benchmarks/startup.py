"""How long a cold start takes, as a ratio to ``python -c pass``: the version, a draft, a replayed draft, a trace.

    python benchmarks/startup.py [--runs N]

The notes have 3 kB. Each row is the fastest of N runs of a fresh process, taken in turn, so that other work on the
machine disturbs all rows alike. Compiled files are kept in a folder of their own, as an installation would have them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from storyai.engine import Answer, Request, Usage
from storyai.engine.replay import record

LINES = """\
Pause a running import
As an operator I want to pause a running import so that I can free the database for a backup.
- the operator clicks Pause in the list of imports
- the status of the import changes to paused in the list and in the table imports
- the worker stops after the record it is writing, within 5 seconds
- only the owner of an import may pause it
- a paused import can be resumed without losing records
Today we kill the worker and start again from the first record, which costs 40 minutes.
Risk: a paused import keeps its lock on the table.
Depends on the new scheduler, see #812.
""".splitlines()


def notes() -> str:
    """3 kB of notes."""
    text = "\n".join(LINES)
    number = 0
    while len(text) < 3000:
        number += 1
        text += f"\n- step {number}: " + LINES[2 + number % 5].removeprefix("- ")
    return text + "\n"


class Canned:
    """An engine whose reply is an offline draft: what is timed here is replaying, not a model."""

    name = "openai"
    model = "canned"

    def __call__(self, request: Request, /) -> Answer:
        from storyai.engine.offline import draft_reply

        return Answer(draft_reply(request.inputs["notes"], today="2026-01-02"), Usage())


def fastest(commands: dict[str, list[str]], runs: int, environment: dict[str, str]) -> dict[str, float]:
    """Seconds of the fastest run of each command."""
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(runs):
        for name, command in commands.items():
            begin = time.perf_counter()
            done = subprocess.run(command, capture_output=True, env=environment, check=False)
            best[name] = min(best[name], time.perf_counter() - begin)
            if done.returncode:
                raise SystemExit(f"{name}: {done.stderr.decode()}")
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, recordings = folder / "notes.txt", folder / "recordings"
        file.write_text(notes(), encoding="utf-8")
        from storyai.drafter import draft

        draft(notes(), record(Canned(), recordings), date="2026-01-02", rounds=1)
        story = folder / "story.md"
        environment = {
            name: value for name, value in os.environ.items()
            if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith(("OPENAI_", "STORYAI_"))
        } | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}  # fmt: skip
        storyai = [str(Path(sys.executable).parent / "storyai")]
        drafting = [*storyai, "draft", str(file), "--date", "2026-01-02"]
        subprocess.run([*drafting, "-o", str(story)], env=environment, check=True, capture_output=True)
        best = fastest(
            {
                "python -c pass": [sys.executable, "-c", "pass"],
                "storyai --version": [*storyai, "--version"],
                "draft, offline": drafting,
                "draft, replayed": [*drafting, "--replay", str(recordings)],
                "trace": [*storyai, "trace", str(story), "--notes", str(file), "--fail-on", "never"],
                "review": [*storyai, "review", str(story), "--fail-on", "never"],
            },
            args.runs, environment,
        )  # fmt: skip
    base = best["python -c pass"]
    print(f"{'':20} {'ms':>7} {'ratio':>7}")
    for row, seconds in best.items():
        print(f"{row:20} {seconds * 1000:7.1f} {seconds / base:7.2f}")
    print(f"a replayed draft takes {best['draft, replayed'] / best['draft, offline']:.2f} times an offline one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
