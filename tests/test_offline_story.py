"""The story sentence of short notes: who, what and why as the notes support them, else a question."""

from pathlib import Path

import pytest

from storyai.drafter import Draft, draft

CASES = [
    tuple(part.strip() for part in line.split("=>"))
    for line in (Path(__file__).parent / "cases" / "stories.txt").read_text(encoding="utf-8").splitlines()
    if "=>" in line and not line.startswith("#")
]


def made(notes: str) -> Draft:
    return draft(notes.replace(" / ", "\n\n"), author="Ana Ruiz", date="2026-01-31")


@pytest.mark.parametrize(("notes", "story"), CASES, ids=[notes[:40] for notes, _ in CASES])
def test_the_story_sentence_is_what_the_notes_support(notes: str, story: str) -> None:
    values = made(notes).values
    parts = [values["role"], values["want"], values["benefit"]]
    assert " | ".join("?" if part.startswith("Open question") else part for part in parts) == story


@pytest.mark.parametrize(
    ("notes", "priority"),
    [
        ("Add a filter\n\nwhenever a row is deleted, the filter is reset", "Medium"),
        ("Tag the minor release\n\nThe tag should be signed.", "Medium"),
        ("Add a legend\n\nnice to have, no rush", "Low"),
        ("Sync fails\n\nThis blocks us every week.", "High"),
    ],
)
def test_only_words_about_urgency_give_a_priority(notes: str, priority: str) -> None:
    assert made(notes).values["priority"] == priority


def test_a_list_on_one_line_gives_its_criteria() -> None:
    notes = "Add a lamp to each job\n\nAcceptance Criteria: - When a job is running, it should be green - When it is waiting, it should be grey"
    criteria = [item["text"] for item in made(notes).values["acceptance_criteria"]]
    assert criteria[-2:] == ["When a job is running, it is green.", "When the job is waiting, it is grey."]


def test_what_a_ticket_describes_is_no_demand_beside_what_it_demands() -> None:
    notes = "Rename the importer\n\nThe importer shows an old name in the wizard. We should replace it with a new one in the wizard and in the manual."
    values = made(notes).values
    assert "The importer shows an old name in the wizard." in values["background"]
    assert not [item for item in values["acceptance_criteria"] if "shows an old name" in (item["text"] or "")]


def test_items_go_on_where_their_introduction_stops_only_where_they_fit() -> None:
    notes = "Presets for the toolbar\n\nAs a planner I should be able to:\n- save a preset\n- delete a preset\n- when a preset is deleted, the toolbar should be reset"
    criteria = [item["text"] for item in made(notes).values["acceptance_criteria"]]
    assert criteria == [
        "The planner can save a preset.",
        "The planner can delete a preset.",
        "When a preset is deleted, the toolbar is reset.",
    ]


def test_a_demand_without_a_subject_is_one_on_the_solution() -> None:
    notes = (
        "Drag labels onto cards\n\nAcceptance criteria:\n- Must work with the keyboard\n- Must support touch screens"
    )
    criteria = [item["text"] for item in made(notes).values["acceptance_criteria"]]
    assert criteria[-2:] == ["The solution works with the keyboard.", "The solution supports touch screens."]


def test_a_small_number_is_a_ticket_only_where_it_is_referred_to() -> None:
    notes = "Sort the backlog\n\nThis is #1 on our list of complaints. Related to #7 and #8."
    assert made(notes).values["related_issues"]["related_to"] == ["#7", "#8"]


def test_a_list_of_names_is_kept_with_its_introduction_though_one_item_is_a_sentence() -> None:
    notes = "Import contacts\n\nWe should support these formats:\n- CSV with a header line\n- vCard\n- LDIF\n- none of them needs a mapping"
    criteria = [item["text"] for item in made(notes).values["acceptance_criteria"]]
    assert "These formats are supported: CSV with a header line, vCard, and LDIF." in criteria


def test_a_line_that_names_the_user_is_still_asked_about() -> None:
    notes = "Add a log-out\n\nThe service should probably log in once with the password the user has given."
    story = made(notes)
    assert story.values["role"] == "user"
    assert [
        question.text for question in story.questions if question.text.startswith("Is it required that the service")
    ]


def test_two_demands_in_one_sentence_are_two_criteria_and_keep_their_subject() -> None:
    notes = "Print badges\n\nGuests without a host must not get a badge; they should be listed at the desk.\nThe list holds names, so only the desk may see it."
    criteria = [item["text"] for item in made(notes).values["acceptance_criteria"]]
    assert criteria[-3:] == [
        "Guests without a host do not get a badge.",
        "Guests without a host are listed at the desk.",
        "Only the desk can see the list.",
    ]


def test_a_defect_with_values_only_is_done_when_its_steps_give_the_expected_one() -> None:
    notes = "Sum off by a cent\n\nSteps:\n1. Enter two lines of 10.005\n2. Open the sum\n\nExpected: sum 20.01\nActual: sum 20.00\n\nOnly happens in the summary."
    values = made(notes).values
    assert [item["text"] for item in values["acceptance_criteria"]] == [
        "Following the steps to reproduce gives: sum 20.01, not: sum 20.00."
    ]
    assert "Only happens in the summary." in values["background"]


def test_numbered_lines_over_bullets_are_an_agenda() -> None:
    notes = "Minutes 2 May\nPresent: Ola, Finn\n\n1. Queue\n- Members cannot see their place in the queue\n- Show the place on the page\n- It updates when someone leaves the queue\n\n2. Party\n- Ola books the boat"
    values = made(notes).values
    assert "place" in values["background"]
    assert [item["text"] for item in values["acceptance_criteria"]][:1] == ["The place is shown on the page."]


def test_criteria_in_the_first_person_are_told_of_the_role() -> None:
    notes = "As an editor, I want to see the query.\n\nAcceptance criteria:\n- I can edit the query\n- I cannot edit the filters if I have changed the query\n- Can reset the query"
    criteria = [item["text"] for item in made(notes).values["acceptance_criteria"]]
    assert criteria == [
        "The editor can edit the query.",
        "The editor cannot edit the filters if the editor has changed the query.",
        "The editor can reset the query.",
    ]


def test_food_for_thought_is_no_demand() -> None:
    notes = "Extend the log format\n\nAllow two users in one entry.\n\nThings to be checked:\n- render the lines of old entries\n- sort the entries by user"
    assert len(made(notes).values["acceptance_criteria"]) == 1


def test_a_heading_that_lost_its_line_end_is_one_still() -> None:
    notes = "Parallel import\n\nh2. Narrative As a clerk, I need to be able to import two files at once.  h2. Acceptance Criteria # Show the progress of each file # Stop both with one click."
    values = made(notes).values
    assert (values["role"], values["want"]) == ("clerk", "to import two files at once")
    assert "The progress of each file is shown." in [item["text"] for item in values["acceptance_criteria"]]


def test_demands_behind_dashes_on_one_line_are_items() -> None:
    notes = "Add sensors\n\nAs a farmer, I'd like to have more sensors.   Acceptance Criteria: - User should be able to list the sensors  - User should be able to name a sensor - After a restart, the names should be kept - The list should include the old ones"
    criteria = [item["text"] for item in made(notes).values["acceptance_criteria"]]
    assert criteria[-4:] == [
        "The user can list the sensors.",
        "The user can name a sensor.",
        "After a restart, the names are kept.",
        "The list includes the old ones.",
    ]
