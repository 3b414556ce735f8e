"""The offline engine's small grammar: demands as outcomes, defects turned round, problems as benefits."""

from pathlib import Path

import pytest

from storyai.engine.offline.benefit import relieved
from storyai.engine.offline.defect import repaired
from storyai.engine.offline.grammar import participle, plural, sentence, singular, third
from storyai.engine.offline.outcome import Outcomes
from storyai.engine.offline.sentences import plain, split
from storyai.engine.offline.wish import wish

CASES = [
    tuple(part.strip() for part in line.split("=>"))
    for line in (Path(__file__).parent / "cases" / "outcomes.txt").read_text(encoding="utf-8").splitlines()
    if "=>" in line and not line.startswith("#")
]


@pytest.mark.parametrize(("said", "outcome"), CASES, ids=[said or "empty" for said, _ in CASES])
def test_a_demand_becomes_an_observable_outcome(said: str, outcome: str) -> None:
    assert (Outcomes("clerk", "the export", frozenset()).of(said) or "") == outcome


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("Cannot add new lines in the form", "to add new lines in the form"),
        ("Studio doesn't refresh the metadata", "Studio to refresh the metadata"),
        ("Links on the dashboard are not clickable", "links on the dashboard to be clickable"),
        ("Metadata retrieval is executed twice", "the metadata retrieval to no longer be executed twice"),
        ("After the upgrade everything is slow", None),
    ],
)
def test_a_defect_is_turned_round(title: str, want: str | None) -> None:
    assert repaired(title, frozenset({"Studio"}))[0] == want


@pytest.mark.parametrize(
    ("problem", "gain"),
    [
        ("Today they copy rows by hand, about 3 hours a week", "I no longer copy rows by hand, about 3 hours a week"),
        ("I cannot format the text", "I can format the text"),
        ("Support agents have to look up every return by hand", "support agents no longer have to look up every return by hand"),
        ("They cannot log in until the next morning", None),
        ("It is slow", None),
    ],
)  # fmt: skip
def test_a_problem_becomes_a_gain_or_nothing(problem: str, gain: str | None) -> None:
    assert relieved(problem, None) == gain


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("Clerks must be able to export their own invoices", "to export my own invoices"),
        ("Add support for log-in", "support for log-in"),
        ("can we add a helper that draws static plots?", "a helper that draws static plots"),
        ("it would be great to have a dark mode", "to have a dark mode"),
    ],
)
def test_an_ask_becomes_a_wish(said: str, want: str) -> None:
    assert wish(said, None) == want


def test_sentences_end_neither_at_abbreviations_nor_inside_quotations() -> None:
    text = 'Use e.g. CSV. Show "Done. Go on." to the user. Version 5.4. via proxy is out. End'
    assert [text[a:b].strip() for a, b in split(text)] == [
        "Use e.g. CSV.", 'Show "Done. Go on." to the user.', "Version 5.4. via proxy is out.", "End",
    ]  # fmt: skip


def test_marks_are_taken_off_and_words_kept() -> None:
    assert (
        plain("**Bold** [link](https://a.example) {{GET /v1/{id}}} _it_ a_b_c") == "Bold link `GET /v1/{id}` it a_b_c"
    )


def test_words_take_the_forms_of_the_language() -> None:
    assert [third(verb) for verb in ("be", "have", "try", "push", "log-in", "play")] == [
        "is",
        "has",
        "tries",
        "pushes",
        "logs in",
        "plays",
    ]
    assert [participle(verb) for verb in ("send", "apply", "move", "show", "stop")] == [
        "sent",
        "applied",
        "moved",
        "shown",
        "stopped",
    ]
    assert [singular(noun) for noun in ("finance clerks", "people", "companies")] == [
        "finance clerk",
        "person",
        "company",
    ]
    assert (
        plural("the links on the page")
        and plural("name and address")
        and not plural("the list of links")
        and not plural("status")
    )
    assert sentence("csv files are kept !!") == "CSV files are kept."
