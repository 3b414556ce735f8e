"""The command's entry: answers ``--version`` before anything else is imported."""

import sys

from storyai import __version__

VERSION = __version__


def main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        try:
            sys.stdout.write(f"storyai {VERSION}\n")
            sys.stdout.flush()
            return
        except (OSError, AttributeError):  # a full disk, a closed stream: below is who tells what is wrong
            pass
    try:
        from storyai.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while modules load, before a command runs
        sys.stderr.write("storyai: interrupted\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
