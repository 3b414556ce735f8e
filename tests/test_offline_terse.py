"""Shorthand of bullets: facts are split, missing subjects and verbs are put in, and nothing is bent where a rule does not fit."""

import pytest

from storyai.drafter import Draft, draft
from storyai.engine.offline.terse import facts, full


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("must finish in 30 s", "the invoice export must finish in 30 s"),
        ("only role billing-admin", "Only the role billing-admin may export invoices"),
        ("finance clerks export invoices as CSV", "finance clerks can export invoices as CSV"),
        (
            'empty state: "Nothing here" + link to the shop',
            'The empty state shows "Nothing here" and a link to the shop',
        ),
        ("offline: show the last list", "When offline, show the last list"),
        ("mail to the owner if the run fails", "a mail goes to the owner if the run fails"),
        ("confirmation mail when done", "a confirmation mail is sent when done"),
        ("limits configurable per customer", "limits are configurable per customer"),
        ("over the limit -> 429 with a hint", "Over the limit, the response is 429 with a hint"),
        ("trace id on every response", "Every response has the trace id"),
        ("our customers are happy with the old list", "our customers are happy with the old list"),
        ("check with legal first", "check with legal first"),
    ],
)
def test_a_short_line_becomes_a_statement_or_stays_as_it_is(said: str, told: str) -> None:
    assert full(said, "the invoice export", "export invoices", first=False, terse=True) == told


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("clerks export invoices, max 10k rows", ["clerks export invoices", "max 10k rows"]),
        (
            "amounts with two decimals, file name contains the date",
            ["amounts with two decimals", "file name contains the date"],
        ),
        ("every token has an end, at most 90 days later", ["every token has an end, at most 90 days later"]),
        ("when it fails, the user sees a message", ["when it fails, the user sees a message"]),
    ],
)
def test_two_facts_on_one_line_are_split_and_conditions_are_not(said: str, parts: list[str]) -> None:
    assert facts(said, "the export") == parts


def criteria(made: Draft) -> list[str]:
    return [criterion["text"] for criterion in made.values["acceptance_criteria"]]


NOTES = """Report download
- analysts download reports as PDF, max 40 pages
- only role report-reader
- if nothing matches the filter, show "Nothing to download" and no file
- must finish in 20 s
- risk: fonts are missing on the build server
- Decision: start with the sales report
- old clients with a saved link will break
"""


def test_short_bullets_give_whole_criteria() -> None:
    assert criteria(draft(NOTES)) == [
        "Analysts can download reports as PDF.",
        "The download holds at most 40 pages.",
        "Only the role report-reader can download reports.",
        'If nothing matches the filter, "Nothing to download" is shown, and there is no file.',
        "The report download finishes in 20 s.",
    ]


def test_a_permission_gives_a_refusal_a_denial_test_and_a_risk_that_names_it() -> None:
    values = draft(NOTES).values
    assert values["security_implications"] == ["A request by anyone other than the role report-reader is refused."]
    assert "Test that nobody other than the role report-reader can download reports." in values["integration_tests"]
    assert values["risks"][0]["description"] == "Fonts are missing on the build server."


def test_an_announced_break_is_a_breaking_change_and_a_decision_a_note() -> None:
    values = draft(NOTES).values
    assert values["breaking_changes"]["yes"] and "saved link will break" in values["breaking_changes"]["description"]
    assert "Decided: start with the sales report." in values["notes"]
    assert not any("break" in text or "start with" in text for text in criteria(draft(NOTES)))


def test_speakers_in_small_letters_are_speakers() -> None:
    made = draft(
        "lea: the order status must be updated within 5 minutes\njon: ok\nlea: risk that the carrier blocks us\n"
        "jon: yes\nlea: Decision: start with one carrier\njon: fine. lunch?\n"
    )
    text = " ".join([*criteria(made), made.values["risks"][0]["description"], made.values["notes"]])
    assert "carrier blocks us" in text
    assert "lea:" not in text.lower() and "jon:" not in text.lower()


def test_a_risk_without_a_thing_of_the_notes_is_asked_about_and_nothing_touched_needs_no_question() -> None:
    asked = draft("Wider menu\n- the menu shows three columns of links\n").values["risks"][0]["description"]
    assert asked.startswith("Open question: ") and "menu" in asked
    assert (
        draft("Tidy the attic\n- the boxes are sorted by year\n").values["risks"][0]["description"]
        == "None named in the notes."
    )


def test_departments_become_persons() -> None:
    assert (
        draft("Old prices\nSales needs to be able to give customers the old price.\n").values["role"]
        == "sales team member"
    )
