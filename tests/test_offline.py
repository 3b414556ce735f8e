"""Offline drafts of the shipped notes: they read as kept under golden/, account for every line and stay with the notes.

``WRITE_GOLDEN=1`` rewrites the golden files after a wanted change; read the difference before committing it.
"""

import os
from pathlib import Path

import pytest

from storyai.drafter import draft
from storyai.linter import lint
from storyai.template import render

ROOT = Path(__file__).parent.parent
NOTES = sorted((ROOT / "fixtures" / "notes").glob("*.*"))
GOLDEN = Path(__file__).parent / "golden" / "drafts"


def made(path: Path):
    return draft(path.read_text(encoding="utf-8"), author="Ana Ruiz", date="2026-01-31")


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_the_draft_of_the_shipped_notes_is_the_golden_one(path: Path) -> None:
    text = render(made(path).values)
    golden = GOLDEN / f"{path.stem}.md"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_every_line_that_is_not_blank_has_one_fate(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    fates = made(path).notes
    assert [fate.line for fate in fates] == [number for number, line in enumerate(lines, 1) if line.strip()]
    assert not [fate for fate in fates if fate.why == "no statement of the story was made of it"]


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_no_statement_says_what_the_notes_do_not_have(path: Path) -> None:
    assert made(path).faults == 0


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_the_draft_passes_its_own_review(path: Path) -> None:
    assert [finding for finding in lint(render(made(path).values)) if finding.severity == "error"] == []


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_the_draft_asks_no_more_than_a_person_answers(path: Path) -> None:
    assert len(made(path).questions) <= 8


def test_at_least_fourteen_notes_are_shipped() -> None:
    assert len(NOTES) >= 14
    assert max(path.stat().st_size for path in NOTES) > 45_000


def test_an_instruction_in_the_notes_is_left_out_and_said_so() -> None:
    result = made(ROOT / "fixtures" / "notes" / "injection.txt")
    told = {fate.line: (fate.fate, fate.why) for fate in result.notes}
    assert told[8] == ("left_out", "tries to instruct the tool; kept as data")
    assert told[13] == ("left_out", "tries to instruct the tool; kept as data")
    assert "evil.example" not in render(result.values)
    assert not any(criterion["done"] for criterion in result.values["acceptance_criteria"])


def test_a_contradiction_becomes_a_question_and_neither_value_a_criterion() -> None:
    result = made(ROOT / "fixtures" / "notes" / "contradictions.txt")
    criteria = " ".join(criterion["text"] for criterion in result.values["acceptance_criteria"])
    assert "30 days" not in criteria and "7 days" not in criteria
    assert any("30 or 7 days" in question.text for question in result.questions)


def test_a_vague_wish_becomes_a_question() -> None:
    result = made(ROOT / "fixtures" / "notes" / "bullets.txt")
    assert any("easy to use" in question.text for question in result.questions)
    assert not any("easy" in criterion["text"] for criterion in result.values["acceptance_criteria"])


def test_a_five_word_wish_is_asked_about_instead_of_invented() -> None:
    values = made(ROOT / "fixtures" / "notes" / "wish.txt").values
    assert values["want"] == "a dark mode for the dashboard"
    assert values["role"].startswith("Open question: ")
    assert values["acceptance_criteria"][0]["text"].startswith("Open question: ")


def test_minutes_give_the_story_of_one_agenda_item() -> None:
    result = made(ROOT / "fixtures" / "notes" / "minutes.md")
    assert result.values["role"] == "shop customer"
    text = render(result.values)
    assert "coffee machine" not in text and "frontend role" not in text and "cake" not in text
    assert any(fate.why.startswith("another subject") for fate in result.notes if "coffee machine" in fate.text)


def test_a_long_conversation_gives_the_story_of_its_main_ask() -> None:
    values = made(ROOT / "fixtures" / "notes" / "transcript.txt").values
    assert values["role"] == "picker"
    assert values["want"] == "to confirm picked items while the handheld has no network"


def test_german_notes_give_german_criteria_and_questions() -> None:
    result = made(ROOT / "fixtures" / "notes" / "deutsch.txt")
    assert "Bei Ablehnung muss ein Grund angegeben werden." in [c["text"] for c in result.values["acceptance_criteria"]]
    assert any(question.text.startswith("Noch offen ist, ob Werkstudierende") for question in result.questions)
