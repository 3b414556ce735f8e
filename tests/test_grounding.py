"""Facts of a text, and whether notes hold them."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.grounding import Source, facts, fold, is_german, stem

CASES = [
    line.split(" => ")
    for line in (Path(__file__).parent / "cases" / "grounding.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("notes", "statement", "expected"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_a_fact_is_missing_exactly_if_the_notes_do_not_hold_it(notes: str, statement: str, expected: str) -> None:
    missing = [fact.text for fact in Source(notes).missing(statement)]
    assert missing == ([] if expected == "-" else expected.split(" | "))


def test_german_nouns_are_no_names_but_short_forms_are() -> None:
    text = "Der Nutzer soll die Liste sehen, wenn die Verbindung zu SAP steht."
    assert is_german(text)
    assert [fact.text for fact in facts(text, german=True)] == ["SAP"]


def test_what_the_configuration_says_counts_as_known() -> None:
    assert Source("notes", "Mia Example", "2026-01-02").missing("written by Mia Example on 2 January 2026") == []


@pytest.mark.parametrize(("one", "other"), [
    ("exports", "export"), ("exporting", "export"), ("deleted", "delete"), ("deleting", "deletes"),
    ("policies", "policy"), ("stopped", "stop"), ("user's", "users"), ("classes", "class"),
])  # fmt: skip
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_every_text_is_grounded_in_itself_and_its_facts_stand_where_they_say(text: str) -> None:
    source = Source(text)
    found = facts(text)
    assert all(text[fact.start : fact.end] == fact.text for fact in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert source.missing(text) == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aB 1.,-/:#'\"`%€\n", max_size=60), st.text(alphabet="xY 2.,-/:#\n", max_size=30))
def test_every_fact_of_a_text_is_found_in_a_longer_one(text: str, more: str) -> None:
    source = Source(f"{text}\n{more}")
    missing = [fact for fact in facts(text) if not source.has(fact)]
    assert missing == []


def test_folding_makes_case_space_quotes_and_dashes_equal() -> None:
    assert fold("“Too  Many”\n– rows") == fold('"too many" - ROWS')
