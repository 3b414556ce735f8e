"""Help and completion, as a shell asks for them: real processes."""

import os
import subprocess
import sys

import pytest

from storyai.cli import COMMANDS
from storyai.cli._typed import VALUES


def storyai(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storyai", *words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables}, check=False)


def completed(*words: str) -> list[str]:
    done = storyai(
        _STORYAI_COMPLETE="complete_bash", COMP_WORDS=" ".join(("storyai", *words)), COMP_CWORD=str(len(words))
    )
    return done.stdout.split()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_calls_values_by_what_they_are_and_shows_an_example(command: str) -> None:
    done = storyai(command, "--help")
    assert done.returncode == 0 and done.stderr == ""
    assert "<str>" not in done.stdout and "\b" not in done.stdout
    assert f"storyai {command}" in done.stdout.partition("Arguments:")[0].partition("\n")[2] or command in (
        "rules",
        "lsp",
        "mcp",
    )


def test_the_shell_completes_commands_options_values_and_rules() -> None:
    assert "review" in completed("re")
    assert completed("review", "--fo") == ["--format", "--force"]
    assert completed("review", "--format", "j") == ["json", "jsonl", "junit"]
    assert completed("draft", "--engine", "o") == ["offline", "openai"]
    assert completed("explain", "AC22")[:3] == ["AC221", "AC222", "AC223"]
    assert completed("review", "--select", "unmeas") == ["unmeasured-quality"]
    assert completed("cache", "e") == ["export"]
    assert completed("draft", "--output", "x") == []


def test_every_name_for_a_value_is_used() -> None:
    shown = "".join(storyai(command, "--help").stdout for command in COMMANDS)
    assert all(f" {value} " in shown for value in set(VALUES.values()))
