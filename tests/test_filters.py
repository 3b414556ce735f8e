"""The commands between stdin and stdout, as editors run them: real processes, and a real Vim where there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORY = "# Print\n\nAs a clerk, I want to print, so that I file it.\n\n## Acceptance Criteria\n- [ ] The print is fast\n- [ ] A page has not less than 4 lines\n"
NOTES = "- clerks export invoices as CSV\n- at most 500 rows\n"


def run(*words: str, given: str, into_one: bool = False) -> subprocess.CompletedProcess[bytes]:
    """into_one: stdout and stderr are one pipe, as behind Vim's ``:%!``."""
    return subprocess.run(
        [sys.executable, "-m", "storyai", *words], input=given.encode(), check=False, timeout=60,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT if into_one else subprocess.PIPE,
    )  # fmt: skip


FILTERS = [
    (("draft", "-"), NOTES, "# Export invoices as CSV"),
    (("review", "-", "--fix"), STORY, "A page has at least 4 lines"),
    (("revise", "-"), STORY, "A page has at least 4 lines"),
    (("clarify", "-"), NOTES, "Questions"),
]


@pytest.mark.parametrize(("words", "given", "wanted"), FILTERS, ids=lambda value: " ".join(value)[:20])
def test_a_filter_writes_its_result_and_nothing_else(words: tuple[str, ...], given: str, wanted: str) -> None:
    apart, together = run(*words, given=given), run(*words, given=given, into_one=True)
    assert apart.returncode == together.returncode == 0, apart.stderr
    assert wanted in apart.stdout.decode()
    assert apart.stderr  # the notices are there for whoever can tell them from the result
    assert together.stdout == apart.stdout


def test_review_names_findings_on_stdin_by_the_file_they_belong_to() -> None:
    done = run("review", "-", "--stdin-filename", "stories/print.md", "--exit-zero", given=STORY)
    assert done.returncode == 0
    assert b"stories/print.md:7:18: info AC215" in done.stdout


@pytest.mark.parametrize("words", [("review", "-"), ("review", "-", "--fix"), ("draft", "-")], ids=" ".join)
def test_a_filter_still_says_what_went_wrong(words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "storyai", *words], input=b"a\0b\xff\xfe", check=False, timeout=60,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"storyai: " in done.stdout


@pytest.mark.parametrize(
    "editor", [("vim", "-es", "-N", "-u", "NONE"), ("nvim", "--headless", "-u", "NONE", "-n")], ids=lambda e: e[0]
)
def test_vim_replaces_a_buffer_of_notes_by_the_story(editor: tuple[str, ...], tmp_path: Path) -> None:
    if shutil.which(editor[0]) is None:
        pytest.skip(f"{editor[0]} is not installed")
    folder = Path(sys.executable).parent
    if not (folder / "storyai").exists():
        pytest.skip("the command storyai is not installed")
    page = (Path(__file__).parents[1] / "docs" / "editors.md").read_text("utf-8")
    assert ":%!storyai draft -" in page and ":%!storyai review - --fix" in page
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES)
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    keys = ["-c", "%!storyai draft -", "-c", "write! story.md", "-c", "qall!"]
    subprocess.run([*editor, "notes.txt", *keys], cwd=tmp_path, env=environment, check=True, timeout=60,
                   stdin=subprocess.DEVNULL, capture_output=True)  # fmt: skip
    assert (tmp_path / "story.md").read_bytes() == run("draft", "-", given=NOTES).stdout
