"""How often the rules are right, measured on labelled and on real material.

    python benchmarks/accuracy.py --data DIR [--only SECTION] [--show]

DIR (or the environment variable STORYAI_DATA) holds the material, which does not ship with storyai; a section whose
material is absent says so. --show prints the lines on which two readings of a backlog differ.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

SECTIONS = ("criteria", "gherkin", "aqusa", "backlogs", "smells", "risks", "mutation", "stories", "critique")
"""Each is ``benchmarks/_<name>.py`` with a function ``run(data: Path)`` that prints its section."""


def section(name: str) -> Callable[..., None]:
    run: Callable[..., None] = import_module(f"benchmarks._{name}").run
    return run


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("STORYAI_DATA"))
    parser.add_argument("--only", choices=SECTIONS, action="append")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    if arguments.data is None or not Path(arguments.data).is_dir():
        print("skipped: no data (--data DIR, or STORYAI_DATA)", file=sys.stderr)
        return 0
    print("# Accuracy of the rules")
    for name in arguments.only or SECTIONS:
        if name == "backlogs":
            section(name)(Path(arguments.data), show=arguments.show)
        else:
            section(name)(Path(arguments.data))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
