"""What every command does with its files and streams: nothing that is read is replaced, no output is lost silently."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli_review import one_line, put, storyai

STORY = """\
# Export orders

As a support agent, I want to download a customer's orders, so that nobody copies rows by hand.

## Acceptance Criteria

- The export is fast
- The file has not less than 5 columns
"""
NOTES = "- support agents download a customer's orders\n- at most 500 rows\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "story.md", STORY)
    put(tmp_path, "notes.txt", NOTES)
    put(tmp_path, "answers.txt", "We keep exports for 30 days.\n")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        "draft notes.txt -o notes.txt",
        "draft notes.txt --answers answers.txt -o answers.txt",
        "revise story.md --notes notes.txt -o notes.txt",
        "trace story.md --notes notes.txt -o story.md",
        "trace story.md --notes notes.txt -o ./notes.txt",
        "review story.md -o story.md",
        "baseline story.md -o story.md",
    ],
)
def test_force_replaces_nothing_that_is_read(folder: Path, words: str) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = storyai(*words.split(), "--force", folder=folder)
    assert done.returncode == 2
    one_line(done, "is what is read; it is not replaced")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("words", ["draft notes.txt", "trace story.md --notes notes.txt", "revise story.md"])
@pytest.mark.parametrize(("target", "told"), [(".", "is a folder"), ("no/x.md", "no folder no")])
def test_an_output_that_cannot_be_is_told_before_the_work(folder: Path, words: str, target: str, told: str) -> None:
    done = storyai(*words.split(), "-o", target, folder=folder)
    assert done.returncode == 2
    one_line(done, told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words",
    [
        "--version", "--help", "rules", "explain AC201", "init -", "draft notes.txt --quiet", "clarify notes.txt -q",
        "revise story.md -q", "review story.md", "review story.md --format sarif", "review story.md --diff --quiet",
        "trace story.md --notes notes.txt",
    ],
)  # fmt: skip
def test_a_full_disk_is_one_line(folder: Path, words: str) -> None:
    line = [sys.executable, "-m", "storyai", *words.split()]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(line, cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode() == "storyai: standard output: cannot be written (No space left on device)\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("words", [("revise", "-"), ("review", "-", "--fix")])
def test_a_filter_keeps_the_encoding_and_the_line_ends(folder: Path, words: tuple[str, ...], encoding: str) -> None:
    given = STORY.replace("agent", "agént").replace("\n", "\r\n")
    done = storyai(*words, folder=folder, given=given.encode(encoding))
    assert done.returncode == 0
    assert done.stdout.startswith(given.encode(encoding)[:40])
    text = done.stdout.decode(encoding)
    assert "at least 5 columns\r\n" in text
    assert text.count("\n") == text.count("\r\n") == given.count("\r\n")


@pytest.mark.parametrize("words", [("revise",), ("review", "--diff", "--unsafe-fixes")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_difference_is_a_patch_that_git_applies(folder: Path, words: tuple[str, ...], end: str) -> None:
    # Other ends of lines than patch knows, and a last line without one.
    text = STORY.replace("by hand", "by\u2028hand\x0c").replace("\n", end).rstrip()
    put(folder, "story.md", text)
    patch = storyai(*words, "story.md", folder=folder).stdout
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch, check=True)
    assert "at least 5 columns" in (folder / "story.md").read_text()
    changed = (folder / "story.md").read_bytes()
    put(folder, "story.md", text)
    storyai(*(["revise", "--write"] if words[0] == "revise" else ["review", "--fix", "--unsafe-fixes"]), "story.md",
            folder=folder)  # fmt: skip
    assert (folder / "story.md").read_bytes() == changed


@pytest.mark.parametrize("command", ["review", "draft", "revise", "explain"])
def test_a_name_in_a_message_is_shown_in_one_line_and_as_it_is_spelt(folder: Path, command: str) -> None:
    done = storyai(command, "two  blanks\nand \x1b[31mred", folder=folder)
    assert done.returncode == 2
    one_line(done, "two  blanks and \\x1b[31mred")


def test_a_working_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m storyai init"
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (2, b"storyai: the working folder is gone\n")


@pytest.mark.parametrize("words", [("-", "--stdin-filename", "sub/new.md"), ("sub/*.md",), ("**/*.md",), ("sub",)])
def test_the_settings_beside_a_story_count_however_it_is_named(folder: Path, words: tuple[str, ...]) -> None:
    put(folder, "sub/old.md", STORY)
    put(folder, "sub/storyai.toml", '[lint]\nseverity = "error"\n')
    put(folder, "story.md", "")
    wanted = 1 if words == ("**/*.md",) else 0  # a pattern over several folders: the settings above them all
    assert storyai("review", *words, folder=folder, given=STORY).returncode == wanted


def test_a_file_counts_once_however_often_it_is_named(folder: Path) -> None:
    words = (".", "./story.md", str(folder / "story.md"), "**/*", "story.md")
    done = storyai("review", *words, "--format", "jsonl", "--select", "AC201,SF8", folder=folder)
    assert done.stdout.count(b"\n") == 1 and done.stdout.startswith(b'{"path": "story.md"')
    put(folder, "sub/other.md", "")
    made = storyai("baseline", ".", "sub", "./sub/other.md", "-o", "b.json", folder=folder)
    assert b"of 2 files" in made.stderr
