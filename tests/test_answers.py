"""Answers settle the questions they answer, each as a statement with its own line as evidence."""

import json
from pathlib import Path
from typing import Any

import pytest

from storyai.answers import line_of, place_of
from storyai.answers.decisions import decision
from storyai.answers.options import UNDECIDED, options_for
from storyai.clarifier import as_markdown, clarify
from storyai.cli import run
from storyai.drafter import draft
from storyai.engine.offline.risks import ASKED as RISKS
from storyai.places import ASKED

NOTES = """\
As a shop manager I want to import suppliers from a file so that I do not type them one by one.
Suppliers with a known number: overwrite or skip?
A supplier without a name is rejected with its line number.
"""
KNOWN = "Suppliers with a known number: overwrite or skip?"


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        (KNOWN, "skip", "Suppliers with a known number: skip."),
        ("Should it be PDF or CSV?", "CSV", "It should be CSV."),
        ("PDF or CSV?", "PDF", "PDF, not CSV."),
        ("Do we e-mail it when ready?", "Yes", "We e-mail it when ready."),
        ("Do we e-mail it when ready?", "No", "We do not e-mail it when ready."),
        ("Should the export contain drafts?", "Yes", "The export should contain drafts."),
        ("Can deleted users keep their comments?", "No", "Deleted users cannot keep their comments."),
        ("Is the file zipped?", "No", "The file is not zipped."),
        (
            "What happens to a row that cannot be read?",
            "It is skipped",
            "For a row that cannot be read, it is skipped.",
        ),
        ("What is shown when nothing matches?", "A line says so", "When nothing matches, a line says so."),
        ("Who can approve it?", "Only managers", "Only managers can approve it."),
        ('What is decided about "half days"?', "count as one", "Half days: count as one."),
        ('Which value holds: 5 or 10 days ("keep 5 days" against "keep it 10 days")?', "10 days", "Keep it 10 days."),
        ('The notes say both "all see it" and "admins see it": which holds?', "all see it", "All see it."),
        ("It is still open whether partners should get it: what is decided?", "Yes", "Partners should get it."),
        ("It is still open whether partners should get it: what is decided?", "No", "Partners should not get it."),
        ("Do we need accounts, or is the link enough?", "The link is enough", "The link is enough."),
        ("Is it required that a log is kept?", "Yes", "A log is kept."),
        ("How many rows may a file have?", "5000", "How many rows may a file have: 5000."),
        (
            "How long do we keep it?",
            "The limit that holds today",
            "How long do we keep it: the limit that holds today.",
        ),
        (
            "Which time zone counts?",
            "That of the person who looks",
            "Which time zone counts: that of the person who looks.",
        ),
        ("How long do we keep it?", "It is kept until someone deletes it", "It is kept until someone deletes it."),
        ("Does it end, or does it go on?", "Yes", "Does it end, or does it go on: yes."),
        ("Noch offen ist, ob alle dabei sind: Was gilt?", "Ja", "Ob alle dabei sind: ja."),
        ("Woran erkennt ein Tester „Die Bedienung ist einfach“?", "wie heute", "Die Bedienung ist einfach: wie heute."),
    ],
)
def test_a_question_and_its_answer_become_one_statement(question: str, answer: str, told: str) -> None:
    assert decision(question, answer) == (told, True)


@pytest.mark.parametrize("answer", ["Not in this story", "Not at all", "Leave it out of this story"])
def test_what_is_left_out_of_the_story_is_no_behaviour(answer: str) -> None:
    assert decision("Do we e-mail it?", answer) == ("Not part of this story: we e-mail it.", False)
    open_still = "It is still open whether partners should get it: what is decided?"
    assert decision(open_still, answer) == ("Not part of this story: partners should get it.", False)


def test_an_answer_settles_its_question_and_the_line_that_asked() -> None:
    made = draft(NOTES, answers=[(KNOWN, "skip")])
    assert KNOWN in [asked.text for asked in draft(NOTES).questions]
    assert KNOWN not in [asked.text for asked in made.questions]
    (told,) = [one for one in made.statements if "known number" in one.text and one.basis == "stated"]
    assert told.path.startswith("acceptance_criteria[")
    assert (told.text, told.quote) == ("Suppliers with a known number: skip.",) * 2
    assert told.lines == [5, 2]
    assert [fate.fate for fate in made.notes if fate.line in (2, 5)] == ["used", "used"]


def test_answers_go_to_the_place_that_was_asked_about() -> None:
    notes = "- the invoice list can be filtered by year\n- limit of 200 invoices\n"
    pairs = [
        (ASKED["role"].text, "Branch managers"), (ASKED["benefit"].text, "It saves people time"),
        (ASKED["background"].text, "Clerks look through paper lists"), (ASKED["data_migration"].text, "No, only new data"),
        (ASKED["security_implications"].text, "Only administrators"),
        (ASKED["risks"].text, "Invoices could be hidden by mistake"),
    ]  # fmt: skip
    made = draft(notes, answers=pairs)
    values = made.values
    assert (values["role"], values["benefit"]) == ("branch manager", "it saves people time")
    assert "Clerks look through paper lists." in values["background"]
    assert values["data_migration"] == {"yes": False, "no": True, "description": "No, only new data."}
    assert values["security_implications"][-1] == "Only administrators may do this."
    assert "Invoices could be hidden by mistake." in [risk["description"] for risk in values["risks"]]
    assert not {question for question, _ in pairs} & {asked.text for asked in made.questions}
    by_line = {one.lines[0]: one.basis for one in made.statements if one.lines and one.lines[0] > 3}
    assert by_line == dict.fromkeys(range(4, 10), "stated")


@pytest.mark.parametrize("form", [*(text for _, text in RISKS), "What else does the fix change, and who would notice?"])
def test_an_answer_about_a_risk_becomes_a_risk_however_it_is_asked_about(form: str) -> None:
    question = form.format(it="the photo upload")
    assert place_of(question) == "risks"
    assert line_of(question, "Data could be lost") == "Risk: Data could be lost"


def test_an_answered_risk_is_asked_about_no_more() -> None:
    notes = (Path(__file__).parent.parent / "fixtures" / "notes" / "injection.txt").read_text("utf-8")
    (question,) = [one for one in draft(notes).questions if place_of(one.text) == "risks"]
    made = draft(notes, answers=[(question.text, "Photos could show people")])
    assert [risk["description"] for risk in made.values["risks"]] == ["Photos could show people."]
    assert not [one for one in made.questions if place_of(one.text) == "risks"]
    assert "who would notice" not in made.values["background"]


@pytest.mark.parametrize(
    ("question", "option"),
    [
        ("Which devices and versions does this have to work on?", "Those that the product supports today"),
        ("Does it follow the setting of the device?", "Yes"),
        ("Does the user switch this, or does it follow the device?", "The same as elsewhere in the product"),
        ("How many devices do we roll out first?", "The limit that holds today"),
    ],
)
def test_options_answer_the_question(question: str, option: str) -> None:
    assert options_for(None, question)[0][0] == option


@pytest.mark.parametrize("name", ["csv-import", "team-calendar"])
def test_every_recommended_answer_is_used_and_asked_no_more(name: str) -> None:
    notes = (Path(__file__).parent.parent / "fixtures" / "clarify" / f"{name}.txt").read_text(encoding="utf-8")
    questions = [one for one in clarify(notes).questions if one.text != ASKED["want"].text]
    made = draft(notes, answers=[(one.text, one.recommended) for one in questions])
    assert questions
    assert not {one.text for one in questions} & {asked.text for asked in made.questions}
    assert {fate.fate for fate in made.notes[-len(questions) :]} == {"used"}


def drafted(tmp_path: Path, answer: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str, str]:
    notes, page = tmp_path / "notes.txt", tmp_path / "q.md"
    notes.write_text(NOTES, encoding="utf-8")
    questions = [one for one in clarify(NOTES).questions if one.text == KNOWN]
    page.write_text(as_markdown(questions, "notes.txt").replace("Answer:\n", f"Answer: {answer}\n"), encoding="utf-8")
    code = run(["draft", str(notes), "--answers", str(page), "--engine", "offline", "--format", "json"])
    said = capsys.readouterr()
    return code, said.out, said.err, str(page)


def test_a_letter_without_an_option_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err, page = drafted(tmp_path, "E", capsys)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == (
        f'storyai: {page}: "{KNOWN}": there is no answer E (the letters are A, B, C); or write the answer in words'
    )


@pytest.mark.parametrize("answer", ["C", "Undecided", UNDECIDED, "-"])
def test_answers_that_decide_nothing_leave_the_draft_as_it_was(
    answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err, page = drafted(tmp_path, answer, capsys)
    assert code == 0
    assert f"storyai: {page}: nothing is decided there; the questions stay open" in err.splitlines()
    found: dict[str, Any] = json.loads(out)
    assert [line["text"] for line in found["notes"]] == NOTES.splitlines()
    assert KNOWN in [asked["text"] for asked in found["questions"]]


KEY = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3gH5"


@pytest.mark.parametrize("secret_in", ["wish.txt", "more.txt"])
def test_a_secret_is_reported_in_the_file_that_holds_it(
    secret_in: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("wish.txt", "more.txt"):
        Path(name).write_text("export\n" + (f"use {KEY}\n" if name == secret_in else ""), encoding="utf-8")
    Path("story.md").write_text("# Export\n\nAs a clerk, I want to export.\n", encoding="utf-8")
    endpoint = ["--engine", "openai", "--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--cache", "off"]
    assert run(["draft", "wish.txt", "--answers", "more.txt", *endpoint]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"storyai: {secret_in}:2:5: this looks like a secret")
    assert run(["revise", "story.md", "--notes", secret_in, *endpoint]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"storyai: {secret_in}:2:5: this looks like a secret")


@pytest.mark.parametrize("command", ["clarify", "draft"])
def test_notes_that_are_empty_or_a_book_are_refused(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, book = tmp_path / "empty.txt", tmp_path / "book.txt"
    empty.write_text(" \n", encoding="utf-8")
    book.write_text("word " * 250_000, encoding="utf-8")
    assert run([command, str(empty), "--engine", "offline"]) == 2
    assert capsys.readouterr().err.startswith(f"storyai: {empty}: holds no notes")
    assert run([command, str(book), "--engine", "offline"]) == 2
    assert "too much for one story" in capsys.readouterr().err


def test_an_empty_story_cannot_be_revised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.md"
    empty.write_text("\n", encoding="utf-8")
    assert run(["revise", str(empty), "--engine", "offline"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"storyai: {empty}: is empty; there is no story to revise\n")
