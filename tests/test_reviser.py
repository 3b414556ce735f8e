"""Revising a story: what changes, what stays, what a model may and may not put in."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from storyai.document import parse
from storyai.drafter import draft
from storyai.linter import lint
from storyai.reviser import revise, with_questions
from storyai.template import render
from tests.asking import Scripted
from tests.draft_replies import NOTES, good_reply

STORY = """\
# Export orders

As a support agent, I want to download a customer's orders, so that nobody copies rows by hand.

## Acceptance Criteria

- The export is fast
- Users find Customer and Order columns in the file
- The file has not less than 5 columns

## Risks

- The export of many rows blocks the database
"""


def change(old: str, new: str, finding: int = 1, basis: str = "notes", *lines: int) -> dict[str, Any]:
    return {"finding": finding, "old": old, "new": new, "basis": basis, "lines": list(lines), "why": "settles it"}


def revised(*changes: dict[str, Any], story: str = STORY, notes: str | None = NOTES) -> tuple[str, list[str], Scripted]:
    engine = Scripted([{"changes": list(changes)}])
    made = revise(story, notes, engine)
    return made.text, made.refused, engine


def test_without_a_model_safe_fixes_and_questions_settle_what_they_can() -> None:
    made = revise(STORY)
    assert "- The file has at least 5 columns\n" in made.text
    assert "Open question:" in made.text
    assert made.changes
    assert sum(one.severity != "info" for one in lint(made.text)) < sum(one.severity != "info" for one in lint(STORY))


def test_revising_again_changes_nothing() -> None:
    once = revise(STORY, NOTES)
    assert revise(once.text, NOTES).text == once.text


def test_a_story_nobody_objects_to_stays_as_it_is() -> None:
    page = render(draft(NOTES, Scripted([good_reply()]), date="2026-01-02").values)
    settled = revise(page).text
    again = revise(settled)
    assert again.text == settled
    assert again.changes == []


def test_a_model_settles_a_finding_with_what_the_notes_say() -> None:
    text, refused, engine = revised(change("The export is fast", "The export finishes in 5 seconds", 1, "notes", 4))
    assert "- The export finishes in 5 seconds\n" in text
    assert refused == []
    assert len(engine.asked) == 1
    assert "The export is fast" in engine.asked[0].inputs["story"]
    assert "'fast'" in engine.asked[0].inputs["findings"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("The export is fast", "The export finishes in 3 seconds", '"3 seconds"'),
        ("The export is fast", "The export is sent to Tom", '"Tom"'),
        ("The export is slow", "The export finishes in 5 seconds", "no times"),
        ("export", "fetching", "2 times"),
        ("The export is fast", "the export\n\n# and more", "headings"),
    ],
)
def test_a_change_that_does_not_hold_goes_back_and_is_not_made(old: str, new: str, reason: str) -> None:
    text, refused, engine = revised(change(old, new))
    assert len(engine.asked) == 2
    assert reason in engine.asked[1].corrections[0].problem
    assert len(refused) == 1
    assert new not in text


def test_a_change_that_brings_a_new_finding_is_not_made() -> None:
    text, refused, _ = revised(
        change("Users find Customer and Order columns in the file", "Users find it easy, fast, etc.")
    )
    assert "etc." not in text
    assert "new finding" in refused[0]


def test_a_model_brings_no_link_or_html_into_a_story() -> None:
    text, _, _ = revised(
        change("The export is fast", "The export [ends](https://evil.example) in 5 seconds <b>now</b>")
    )
    assert "evil.example" not in text
    assert "<b>" not in text


def test_facts_that_the_notes_do_not_have_are_asked_for_under_notes() -> None:
    story = STORY.replace("The export is fast", "The export ends in 7 seconds")
    text = revise(story, NOTES).text
    assert '- Where does "7 seconds" come from? The notes do not have it.' in text
    assert "The export ends in 7 seconds" in text


def test_questions_join_those_that_stand_under_notes_already() -> None:
    page = render(draft(NOTES, Scripted([good_reply(benefit=None)]), date="2026-01-02").values)
    text = with_questions(page, ["Why?"])
    assert text.count("**Open questions**") == 1
    notes = text[text.index("## Notes") : text.index("**Assumptions**")]
    assert notes.rstrip().endswith("- Why?")
    assert text.endswith("**Last Updated:** 2026-01-02\n")
    assert [section.title for section in parse(text).sections] == [section.title for section in parse(page).sections]
    assert with_questions("# A\n\ntext", ["Why?"]).endswith("## Notes\n\n**Open questions**\n\n- Why?\n")


def run(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "storyai", "revise", *words], capture_output=True, text=True, input=text, timeout=60,
        check=False, env=dict(os.environ),
    )  # fmt: skip


def test_the_command_shows_a_difference_and_writes_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text(STORY, encoding="utf-8")
    done = run(str(path))
    assert done.returncode == 0
    assert done.stdout.startswith(f"--- {path}\n+++ {path}\n")
    assert "+- The file has at least 5 columns" in done.stdout
    assert path.read_text(encoding="utf-8") == STORY
    assert run(str(path), "--write").stdout == ""
    assert path.read_text(encoding="utf-8") == revise(STORY).text
    assert run(str(path)).stdout == ""


def test_a_story_from_stdin_comes_back_revised(tmp_path: Path) -> None:
    assert run("-", text=STORY).stdout == revise(STORY).text
    other = tmp_path / "out.md"
    assert run("-", "-o", str(other), text=STORY).stdout == ""
    assert other.read_text(encoding="utf-8") == revise(STORY).text
    assert run("-", "-o", str(other), text=STORY).returncode == 2


def test_wrong_use_is_one_line(tmp_path: Path) -> None:
    for words in (["-", "--write"], ["-", "--notes", "-"], [str(tmp_path / "none.md")], [str(tmp_path)]):
        done = run(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.strip().splitlines()) == 1
