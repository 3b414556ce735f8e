"""What the documents show is what the commands print.

A block behind ``<!-- run: COMMAND [| lines A-B] -->`` holds the command's output. STORYAI_UPDATE_DOCS=1 writes it anew.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from storyai.rules import all_rules

ROOT = Path(__file__).parent.parent
UPDATE = bool(os.environ.get("STORYAI_UPDATE_DOCS"))
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"<!-- run: (?P<command>.+?)(?: \| lines (?P<first>\d+)-(?P<last>\d+))? -->\n\n(?P<fence>```+)(?P<info>\w*)\n(?P<shown>.*?)^(?P=fence)$",
    re.M | re.S,
)
UPDATE_WAS_SET = UPDATE  # read before the sealed fixture removes the variable


def _output(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "storyai"
    done = subprocess.run(
        [sys.executable, "-m", "storyai", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_shown_output_is_what_the_command_prints(document: Path) -> None:
    text = document.read_text("utf-8")

    def current(match: re.Match[str]) -> str:
        lines = _output(match["command"]).splitlines(keepends=True)
        if match["first"]:
            lines = lines[int(match["first"]) - 1 : int(match["last"])]
        start, end = match.span("shown")
        return match[0][: start - match.start()] + "".join(lines) + match[0][end - match.start() :]

    wanted = BLOCK.sub(current, text)
    if UPDATE_WAS_SET:
        document.write_text(wanted, "utf-8")
    assert text == wanted or UPDATE_WAS_SET


def test_the_rules_page_holds_every_rule() -> None:
    page = ROOT / "docs" / "rules.md"
    head = "# Rules\n\nWritten by `storyai explain`; one page for each rule, in the order of their codes.\n\n"
    wanted = head + "\n".join(re.sub(r"^# ", "## ", rule.markdown()) for rule in all_rules())
    if UPDATE_WAS_SET:
        page.write_text(wanted, "utf-8")
    assert page.read_text("utf-8") == wanted


def test_the_readme_lists_every_rule() -> None:
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    start, end = text.index("<!-- rules -->\n") + len("<!-- rules -->\n"), text.index("<!-- /rules -->")
    wanted = text[:start] + "\n" + _output("storyai rules --format markdown") + "\n" + text[end:]
    if UPDATE_WAS_SET:
        readme.write_text(wanted, "utf-8")
    assert text == wanted or UPDATE_WAS_SET


def test_every_command_is_in_the_readme_and_has_help() -> None:
    from storyai.cli import COMMANDS

    readme = (ROOT / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"storyai {command}" in readme, command
        assert len(_output(f"storyai {command} --help").splitlines()) > 5
