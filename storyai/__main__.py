"""The command's entry: answers ``--version`` before anything else is imported."""

import sys

from storyai import __version__

VERSION = __version__


def main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"storyai {VERSION}\n")
        return
    from storyai.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
