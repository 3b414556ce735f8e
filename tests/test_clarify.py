"""Clarify: few questions with options, and answers that a draft takes as notes with their own evidence."""

import json
from pathlib import Path
from typing import Any

import pytest

from storyai.answers import answers_in, line_of
from storyai.answers.options import UNDECIDED, UNDECIDED_DE, options_for
from storyai.clarifier import Question, as_markdown, ask_in_turn, clarify
from storyai.cli import run
from storyai.engine import Answer, Request, Usage
from storyai.errors import UsageError
from storyai.places import ASKED

NOTES = """\
Customers keep asking to download their invoices.
- should it be PDF or CSV?
- only their own invoices
- limit of 200 invoices per download
- do we e-mail it when ready?
"""
QUESTIONS = [
    Question("Who needs this?", "The notes name nobody.", "story", ("Administrators", "Customers"), "Customers"),
    Question("PDF or CSV?", "Left open.", "acceptance_criteria", ("PDF", "CSV", UNDECIDED), "PDF", (2,)),
]


def test_offline_questions_are_at_most_five_each_with_options_and_a_recommendation_among_them() -> None:
    made = clarify(NOTES)
    assert 2 <= len(made.questions) <= 5
    assert (made.engine, made.model) == ("offline", None)
    for question in made.questions:
        assert 2 <= len(question.options) <= 4
        assert len(set(question.options)) == len(question.options)
        assert question.recommended in question.options
        assert question.recommended != UNDECIDED
        assert question.text.endswith("?")
        assert question.why


def test_what_the_notes_ask_themselves_is_asked_with_its_lines() -> None:
    made = {question.lines: question for question in clarify(NOTES).questions}
    assert made[(2,)].options == ("PDF", "CSV", UNDECIDED)
    assert made[(5,)].options == ("Yes", "No", "Not in this story")


def test_who_and_what_come_before_how_it_fails() -> None:
    texts = [question.text for question in clarify("we need dark mode").questions]
    if ASKED["role"].text in texts:
        assert texts.index(ASKED["role"].text) == 0
    assert ASKED["unit_tests"].text not in texts


def test_the_same_notes_give_the_same_questions() -> None:
    assert clarify(NOTES) == clarify(NOTES)


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("Should the export be CSV or PDF?", ("CSV", "PDF", UNDECIDED)),
        ("Are people told by e-mail or in the app?", ("by e-mail", "in the app", UNDECIDED)),
        ("Is it the admin or the owner?", ("the admin", "the owner", UNDECIDED)),
        ("Do we need this or not?", ("Yes", "No", "Not in this story")),
        ("Brauchen wir das Archiv?", ("Ja", "Nein", "Nicht in dieser Story")),
        ("Do we need accounts, or is the link enough?", ("We need accounts", "The link is enough", UNDECIDED)),
        ("Which currency is shown?", ("The same as elsewhere in the product", "Leave it out of this story", UNDECIDED)),
        ("Was gilt für Gäste?", ("Wie sonst im Produkt", "Nicht in dieser Story", UNDECIDED_DE)),
        ("Darf die Vertretung freigeben?", ("Ja", "Nein", "Nicht in dieser Story")),
        ("What about deleted users?", ("As it is today", "Leave it out of this story", UNDECIDED)),
        ("How many rows may a file have?", ("The limit that holds today", "No limit", UNDECIDED)),
        ('The notes say both "admins only" and "everybody": which holds?', ("admins only", "everybody", UNDECIDED)),
        ('Which value holds: 5 or 10 days ("a" against "b")?', ("5 days", "10 days", UNDECIDED)),
        ("Which of the options is to be built: a list; a map; a table?", ("a list", "a map", "a table", UNDECIDED)),
    ],
)
def test_options_follow_the_form_of_a_question(question: str, options: tuple[str, ...]) -> None:
    assert options_for(None, question)[0] == options


def test_every_place_worth_a_question_has_options_of_its_own() -> None:
    from storyai.answers.options import ORDER

    for place in ORDER:
        if place != "*":
            assert options_for(place, ASKED[place].text)[0] != options_for(None, "Something?")[0], place


def page(*answers: str) -> str:
    text = as_markdown(QUESTIONS, "notes.txt")
    for answer in answers:
        text = text.replace("Answer:\n", f"Answer~ {answer}\n", 1)
    return text.replace("Answer~", "Answer:")


def test_the_page_shows_question_reason_lines_options_and_recommendation() -> None:
    assert page().endswith(
        "## 2. PDF or CSV?\n\nLeft open. (notes line 2)\n\n- A: PDF (recommended)\n- B: CSV\n"
        f"- C: {UNDECIDED}\n\nAnswer:\n"
    )


@pytest.mark.parametrize(
    ("answers", "read"),
    [
        (("", ""), []),
        (("b", "A."), [("Who needs this?", "Customers"), ("PDF or CSV?", "PDF")]),
        (("the branch managers", ""), [("Who needs this?", "the branch managers")]),
        (("-", "C"), []),
        (("one line\nand another", "b"), [("Who needs this?", "one line and another"), ("PDF or CSV?", "CSV")]),
    ],
)
def test_answers_are_read_back_from_the_page(answers: tuple[str, ...], read: list[tuple[str, str]]) -> None:
    assert answers_in(page(*answers)) == read


def test_answers_are_read_from_json_too_and_broken_json_is_refused() -> None:
    filled = {"questions": [{"text": "PDF or CSV?", "options": ["PDF", "CSV"], "answer": "B"}, {"text": "x?"}]}
    assert answers_in(json.dumps(filled)) == [("PDF or CSV?", "CSV")]
    with pytest.raises(UsageError, match="neither Markdown nor JSON"):
        answers_in("{nothing")


def test_an_answer_becomes_a_line_of_notes_labelled_with_the_place_it_answers() -> None:
    pairs = [(ASKED["role"].text, "branch managers"), ("PDF or CSV?", "PDF")]
    assert [line_of(*pair) for pair in pairs] == ["Users: branch managers", "PDF, not CSV."]


def test_a_draft_takes_answers_as_notes_with_their_own_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = "- the invoice list can be filtered by year\n- limit of 200 invoices\n"
    Path("notes.txt").write_text(notes, encoding="utf-8")
    assert run(["clarify", "notes.txt", "--quiet"]) == 0
    questions = capsys.readouterr().out
    assert ASKED["role"].text in questions
    before, heading, behind = questions.partition(ASKED["role"].text)
    Path("answers.md").write_text(
        before + heading + behind.replace("Answer:", "Answer: branch managers", 1), encoding="utf-8"
    )
    assert run(["draft", "notes.txt", "--answers", "answers.md", "--format", "json", "--quiet"]) == 0
    drafted = json.loads(capsys.readouterr().out)
    assert "branch manager" in drafted["story"]["role"].lower()
    (role,) = [each for each in drafted["statements"] if each["path"] == "role"]
    assert role["basis"] == "stated"
    lines = {line["line"]: line["text"] for line in drafted["notes"]}
    assert any("branch managers" in lines[number] for number in role["lines"])


def test_questions_in_the_terminal_take_a_letter_own_words_enter_or_a_dash() -> None:
    def answer(*given: str) -> list[tuple[str, str]]:
        typed = list(given)
        said: list[str] = []

        def read(prompt: str) -> str:
            said.append(prompt)
            if not typed:
                raise EOFError
            return typed.pop(0)

        return ask_in_turn(QUESTIONS, read, said.append)

    assert answer("a", "") == [("Who needs this?", "Administrators"), ("PDF or CSV?", "PDF")]
    assert answer("the team", "-") == [("Who needs this?", "the team")]
    assert answer("", "c") == [("Who needs this?", "Customers")]
    assert answer("b") == [("Who needs this?", "Customers")]


class Model:
    name, model = "openai", "test"

    def __init__(self, *questions: dict[str, Any]) -> None:
        self.questions = list(questions)
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        return Answer({"questions": self.questions}, Usage(requests=1))


def asked(text: str = "Which invoices?", options: tuple[str, ...] = ("All", "Own"), **other: Any) -> dict[str, Any]:
    entry = {
        "text": text, "why": "w", "about": "acceptance_criteria", "options": list(options), "recommended": "Own",
        "lines": [3],
    }  # fmt: skip
    return {**entry, **other}


def test_a_models_questions_lose_facts_the_notes_lack_unknown_lines_and_foreign_links() -> None:
    model = Model(
        asked("Is SAP S/4 meant?"),
        asked(options=("All", "Own", "Those of the last 90 days")),
        asked("See [this](https://evil.example)?", recommended="Neither", lines=[3, 99]),
        asked("Only one option?", options=("Yes",)),
    )
    made = clarify(NOTES, model)
    assert [question.text for question in made.questions] == ["Which invoices?", "See this?"]
    assert made.questions[0].options == ("All", "Own")
    assert (made.questions[1].recommended, made.questions[1].lines) == ("All", (3,))
    assert model.asked[0].inputs == {"notes": NOTES}


def test_of_more_than_five_questions_the_first_five_are_kept() -> None:
    assert len(clarify(NOTES, Model(*(asked(f"Question {'x' * number}?") for number in range(8)))).questions) == 5


def test_the_json_has_a_place_for_the_answer() -> None:
    found = clarify(NOTES, Model(asked())).to_json()
    assert found["questions"] == [
        {
            "text": "Which invoices?", "why": "w", "about": "acceptance_criteria", "options": ("All", "Own"),
            "recommended": "Own", "lines": (3,), "answer": None,
        }
    ]  # fmt: skip
    assert found["engine"] == {"name": "openai", "model": "test"}


def test_notes_that_are_missing_are_named_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["clarify", str(tmp_path / "none.txt")]) == 2
    said = capsys.readouterr()
    assert said.err.strip().splitlines() == [f"storyai: {tmp_path / 'none.txt'}: no such file"]
    assert said.out == ""
