"""Rough notes: what stays in the notes' own words, what is told by its neighbours, and what no sentence is made of."""

from typing import Any

import pytest

from storyai.drafter import draft
from storyai.engine.offline.faithful import bent, faithful
from storyai.engine.offline.gate import fits_want
from storyai.linter import lint
from storyai.template import render

KICKOFF = """Kickoff call w/ Maria (ops) + Jens, 14 Nov

- ops team wants to bulk-reassign tickets when someone goes on leave. right now they open every ticket by hand, ~40 per person
- pick source agent, target agent(s), filter by status (open / pending), hit reassign
- Jens: round robin if several targets?? Maria says yes
- must not touch closed tickets
- audit: who moved what and when
- permission: team leads only
- max 500 tickets in one go, must finish < 1 min
- Jens worried about the Zendesk sync, API limit 700 req/min
- not now: reassign by skill
- OPS-431 is the old request, see also OPS-502
"""


def values(notes: str) -> dict[str, Any]:
    return draft(notes, date="2026-01-31").values


def criteria(notes: str) -> list[tuple[str, str]]:
    return [(item["title"] or "", item["text"]) for item in values(notes)["acceptance_criteria"]]


def test_the_bullets_of_a_call_become_criteria_in_their_own_words() -> None:
    made = values(KICKOFF)
    assert made["title"] == "Bulk-reassign tickets when someone goes on leave"
    assert criteria(KICKOFF) == [
        ("", "The ops team can bulk-reassign tickets when someone goes on leave."),
        ("", "Pick source agent, target agent(s), filter by status (open / pending), hit reassign."),
        ("", "Round robin if several targets."),
        ("", "Closed tickets are not touched."),
        ("Audit", "Who moved what and when."),
        ("Permission", "Team leads only."),
        ("", "Max 500 tickets in one go, must finish < 1 min."),
    ]
    assert "A request by anyone other than team leads is refused." in made["security_implications"]
    assert made["related_issues"]["related_to"] == ["OPS-431", "OPS-502"]
    assert [risk["description"] for risk in made["risks"]] == ["The Zendesk sync, API limit 700 req/min."]


def test_what_an_item_asks_and_answers_is_decided() -> None:
    notes = (
        "Import\n- rows can be skipped\n- several files at once? Ana says no\n- a header line? yes\n- one sheet only\n"
    )
    told = [text for _, text in criteria(notes)]
    assert "A header line." in told and not [text for text in told if "several files" in text.lower()]


def test_figures_and_complaints_among_bullets_are_no_criteria() -> None:
    notes = "Alarms\n- one alarm for each truck\n- sent again after 15 minutes\n- 5 wrong codes -> locked\n- about 300 alarms per day\n- nobody reads them\n"
    told = " ".join(text for _, text in criteria(notes))
    assert "5 wrong codes -> locked" in told
    assert "300" not in told and "nobody" not in told.lower()


def test_steps_on_lines_of_their_own_are_one_criterion() -> None:
    notes = "Fees for one-way rentals\n\nGiven a pick-up in Lisbon\nAnd a return in Porto\nWhen the customer sees the first price\nThen the fee of 60 EUR is in it\n"
    assert criteria(notes) == [
        ("", "Given a pick-up in Lisbon and a return in Porto, when the customer sees the first price, the fee of 60 EUR is in it.")
    ]  # fmt: skip


def test_a_chat_with_a_line_for_each_name_is_read_as_a_conversation() -> None:
    notes = "rhys 09:41\nthe report must list failed jobs\nanders 09:42\nat most 50 of them\nrhys 09:44\nok\n"
    made = draft(notes, date="2026-01-31")
    assert "The report lists failed jobs." in [item["text"] for item in made.values["acceptance_criteria"]]
    assert {fate.why for fate in made.notes if fate.line in (1, 3, 5)} == {"who speaks, and when"}


def test_marked_bullets_say_what_their_items_are() -> None:
    notes = "Sick notes\n✔ parents report in the app\n✔ teachers see it in the register\n✗ pupils over 18\n? notes from abroad\n"
    made = draft(notes, date="2026-01-31")
    assert "Out of scope: pupils over 18." in made.values["notes"]
    assert [asked for asked in made.questions if "notes from abroad" in asked.text]
    assert len(made.values["acceptance_criteria"]) == 2


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("The list grouping can be picked.", "pick list grouping"),
        ("The nobody fixes them.", "nobody fixes them"),
        ("The button is revoked.", "revoke button"),
        ("The user can search index and cache.", "search index and cache"),
    ],
)
def test_a_noun_read_as_an_order_is_bent(made: str, told: str) -> None:
    assert bent(made, told)


def test_a_sentence_is_faithful_where_nothing_is_lost_but_the_reason() -> None:
    assert faithful("The link is sent by SMS.", "the link is sent by SMS because nobody reads mail")
    assert not faithful("The link is sent.", "the link is sent by SMS")
    assert not faithful("Gloves need big buttons.", "gloves -> big buttons")


@pytest.mark.parametrize(
    "text", ["to login is enough", "to return reason decides", "a date", "to monthly run on the 1st"]
)
def test_what_does_not_read_after_i_want_is_no_want(text: str) -> None:
    assert not fits_want(text)


def test_an_answer_behind_a_question_is_not_lost_with_its_line() -> None:
    notes = """Freeze a card

As a customer I want to freeze my card so that I need no new one.

- a frozen card is refused at the till
- frozen: no online payment. But standing orders like rent? -> Mehmet: recurring goes through.
"""
    kept = draft(notes, date="2026-01-31").values["notes"]
    assert "Mehmet: recurring goes through" in kept
    assert len(kept.split("\n\n")[0].splitlines()) == 1


def test_a_sign_belongs_to_its_number() -> None:
    notes = "Cold store\n\n- -18 degrees must start the alarm.\n- The alarm rings. => -20 degrees is the limit\n"
    criteria = [one["text"] for one in draft(notes, date="2026-01-31").values["acceptance_criteria"]]
    assert any(text.startswith("-18 degrees") for text in criteria), criteria
    assert any(text.startswith("-20 degrees") for text in criteria), criteria


def test_what_is_not_read_of_a_long_line_is_asked_about() -> None:
    notes = f"The export has totals {'and totals ' * 2000}and must never include passwords.\n"
    assert any("long line" in asked.text and asked.lines == (1,) for asked in draft(notes, date="2026-01-31").questions)


def test_a_subject_keeps_its_letters() -> None:
    assert (
        draft("Subject: Re: \u0130\u0130 export\n\nAdd totals.\n", date="2026-01-31").values["title"]
        == "\u0130\u0130 export"
    )


@pytest.mark.parametrize(
    "line", ["drivers get fined because the scan takes up to 4 minutes", "Lena: support gets 30 mails a week"]
)
def test_a_complaint_is_no_criterion(line: str) -> None:
    notes = f"Parking\n\n- {line}\n- show the plate within 10 s\n- plates are kept 30 days, then deleted\n"
    criteria = [one["text"] for one in draft(notes, date="2026-01-31").values["acceptance_criteria"]]
    assert len(criteria) == 2, criteria


@pytest.mark.parametrize("notes", ["As a user, I want , so that it works?", "As a , I want , so t?"])
def test_a_broken_story_that_is_asked_about_is_no_statement_of_the_draft(notes: str) -> None:
    story = render(draft(notes, date="2026-01-31").values)
    assert not [one.code for one in lint(story) if one.severity == "error"]


def test_who_would_love_to_do_it_stands_in_the_sentence_before() -> None:
    notes = "Idea from the shop floor (Ivana)\n\nPickers walk back to the terminal each time. They'd love to reprint from the hand scanner.\n\n- at most 2 reprints per label\n- by the end of March if possible\n"
    made = draft(notes, date="2026-01-31").values
    assert (made["role"], made["want"]) == ("picker", "to reprint from the hand scanner")
    assert len(made["acceptance_criteria"]) == 1


CLINIC = """hey, after the call with the clinic group:

their receptionists book visits by phone while the patient waits. takes 3-4 min each.
what they want: patient gets a link by SMS
slots only of the same doctor, next 6 weeks
link valid 48 h, one use
must not show why the patient was there
no-show rate is 12 % now, they hope for 8
"""


def test_what_is_done_by_phone_today_and_a_rate_are_background_and_a_greeting_is_no_title() -> None:
    made = draft(CLINIC, date="2026-01-31").values
    criteria = " ".join(one["text"] for one in made["acceptance_criteria"])
    assert made["title"] == "Patient gets a link by SMS"
    assert "receptionists" not in criteria and "3-4" not in criteria and "12 %" not in criteria
    assert "Their receptionists book visits by phone" in made["background"] and "12 %" in made["background"]
    assert "The why" not in criteria and "can book" not in made["background"]


def test_a_preview_that_shows_is_no_order() -> None:
    notes = "Bulk edit of tags\n\nSupport wants to change tags at once.\n\n- select articles with checkboxes\n- preview shows how many articles change\n"
    criteria = [one["text"] for one in draft(notes, date="2026-01-31").values["acceptance_criteria"]]
    assert "Preview shows how many articles change." in criteria


def test_a_ticket_for_a_sprint_is_titled_by_what_it_is_about_and_a_log_is_kept_for_days() -> None:
    notes = "TODO story for sprint 12 - export of time sheets\n\n- leads export the hours as xlsx\n- keep log 90 days\n"
    made = draft(notes, date="2026-01-31").values
    assert made["title"] == "Export of time sheets"
    assert "The log is kept 90 days." in [one["text"] for one in made["acceptance_criteria"]]


MAINTENANCE = """Story notes: maintenance mode

As an ops engineer I want to put a tenant into maintenance mode so that I can migrate it.

- every write gets 503
- who can do it: ops role only

What about background jobs? -> paused, resumed afterwards
Do webhooks queue? not decided
"""


def test_what_about_is_answered_and_what_is_not_decided_is_asked() -> None:
    made = draft(MAINTENANCE, date="2026-01-31")
    criteria = [one["text"] for one in made.values["acceptance_criteria"]]
    assert made.values["title"] == "Maintenance mode"
    assert "The background jobs are paused and resumed afterwards." in criteria
    assert "decided" not in made.values["background"]
    assert any(asked.text == "Do webhooks queue?" for asked in made.questions)
    assert "- [x] Yes - As an ops" not in render(made.values)
    assert "name neither" not in " ".join(made.values["security_implications"])


def test_expected_and_actual_on_one_line_are_two_and_what_stands_before_the_steps_is_the_defect() -> None:
    notes = "bug: totals wrong\n\ntotal includes the shipping twice if the country changes\nsteps: choose DE, change to AT\nexpected: 54,90  actual: 59,80\n"
    made = draft(notes, date="2026-01-31").values
    assert "shipping twice" in made["background"]
    assert [one["text"] for one in made["acceptance_criteria"] if "59,80" in one["text"]] == []


@pytest.mark.parametrize(
    "line", ["the VAT rate is 19 %", "the sampling rate is 50 per second", "takes 2 arguments, path and mode"]
)
def test_a_rate_that_is_demanded_is_no_complaint(line: str) -> None:
    notes = f"Tool\n\n- {line}\n- show the plate within 10 s\n- plates are kept 30 days, then deleted\n"
    assert line.split(", ")[0] not in draft(notes, date="2026-01-31").values["background"]


def test_a_title_about_messages_is_kept() -> None:
    assert (
        draft("Messages from drivers\n\nShow them in the list.\n", date="2026-01-31").values["title"]
        == "Messages from drivers"
    )
