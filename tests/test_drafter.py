"""Drafting: what becomes of a reply's statements, of the notes lines, and of what nothing supports."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.document import parse
from storyai.drafter import Draft, draft
from storyai.drafter.settle import error_rules
from storyai.grounding.evidence import Notes
from storyai.linter import lint
from storyai.resources import shipped
from storyai.rules import all_rules
from storyai.template import render, story_values
from storyai.values import DEFINITION_OF_DONE, DOCUMENTATION
from tests.asking import Scripted
from tests.draft_replies import NOTES, criterion, good_reply, said

DATE = "2026-01-02"


def drafted(*replies: dict[str, Any], notes: str = NOTES, rounds: int = 1) -> tuple[Draft, Scripted]:
    engine = Scripted(replies)
    return draft(notes, engine, date=DATE, rounds=rounds), engine


def with_criterion(*criteria: dict[str, Any]) -> dict[str, Any]:
    good = good_reply()
    return good | {"acceptance_criteria": [*good["acceptance_criteria"], *criteria]}


def test_a_reply_that_the_notes_bear_out_is_asked_for_once_and_kept() -> None:
    made, engine = drafted(good_reply())
    assert len(engine.asked) == 1
    assert made.faults == 0
    assert [one["text"] for one in made.values["acceptance_criteria"]] == [
        "The agent downloads the orders of a customer as CSV.",
        'With more than 10,000 rows the page shows "Too many rows".',
        "The export finishes in 5 seconds.",
    ]
    assert (made.engine, made.model) == ("openai", "scripted")


def test_every_notes_line_that_is_not_blank_has_one_fate() -> None:
    made, _ = drafted(good_reply())
    assert [(fate.line, fate.fate) for fate in made.notes] == [
        (1, "used"), (2, "used"), (3, "used"), (4, "used"), (5, "used"), (7, "left_out"),
    ]  # fmt: skip
    assert made.notes[3].why == "acceptance_criteria[2]"
    assert made.notes[-1].why == "greeting"


def test_a_number_that_the_notes_do_not_have_goes_back_with_the_reason() -> None:
    bad = with_criterion(criterion("The export finishes in 3 seconds.", "stated", 4, quote="must finish in 5 seconds"))
    made, engine = drafted(bad, good_reply())
    assert len(engine.asked) == 2
    problem = engine.asked[1].corrections[0].problem
    assert 'acceptance_criteria[3]: "The export finishes in 3 seconds." is stated' in problem
    assert '"3 seconds"' in problem
    assert made.faults == 0


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("The export finishes in 3 seconds", "Which number belongs here: The export finishes in …?"),
        ("The export runs on 1 May 2026", "Which date belongs here: The export runs on …?"),
        ("The file goes to https://example.org/x", "Which address belongs here: The file goes to …?"),
        ("The page shows 'Try again' then", "Which words belong here: The page shows … then?"),
        ("The file is sent to Tom", "Who or what belongs here: The file is sent to …?"),
        ("The file is stored as order_export", "Which reference belongs here: The file is stored as …?"),
    ],
)
def test_a_fact_that_the_notes_never_get_becomes_a_question_in_its_place(claim: str, question: str) -> None:
    bad = with_criterion(criterion(claim, "derived", 4))
    made, engine = drafted(bad, bad)
    assert len(engine.asked) == 2
    texts = [one["text"] for one in made.values["acceptance_criteria"]]
    assert texts[3] == f"Open question: {question}"
    assert question in [asked.text for asked in made.questions]
    assert not any(statement.path == "acceptance_criteria[3]" for statement in made.statements)


def test_not_even_an_assumption_brings_in_a_number() -> None:
    made, _ = drafted(with_criterion(criterion("The export finishes in 3 seconds", "assumed")), rounds=0)
    assert made.values["acceptance_criteria"][3]["text"] == (
        "Open question: Which number belongs here: The export finishes in …?"
    )
    assert made.values["effort"]["hours"] == 3


def test_what_follows_from_a_claim_without_support_asks_nothing_more() -> None:
    bad = with_criterion(criterion("The export finishes in 3 seconds", "derived", 4))
    bad["e2e_tests"] = [said("Export and wait 3 seconds", "derived", 4, derived_from="acceptance_criteria[3]")]
    made, _ = drafted(bad, rounds=0)
    assert [asked.text for asked in made.questions if "…" in asked.text] == [
        "Which number belongs here: The export finishes in …?"
    ]


@pytest.mark.parametrize(
    ("quote", "restored"),
    [
        ("must finish in 5 seconds", "must finish in 5 seconds"),
        ("Must  finish in **5 seconds**!", "must finish in 5 seconds"),
        ("“must finish in 5 seconds”", "must finish in 5 seconds"),
    ],
)
def test_a_quote_is_restored_to_words_of_its_line(quote: str, restored: str) -> None:
    made, engine = drafted(with_criterion(criterion("It finishes in 5 seconds.", "stated", 4, quote=quote)))
    found = next(one for one in made.statements if one.path == "acceptance_criteria[3]")
    assert (found.basis, found.quote, found.lines) == ("stated", restored, [4])
    assert len(engine.asked) == 1


def test_a_quote_from_another_line_brings_that_line() -> None:
    made, _ = drafted(with_criterion(criterion("It finishes in 5 seconds.", "stated", 1, quote="must finish in 5")))
    assert next(one for one in made.statements if one.path == "acceptance_criteria[3]").lines == [1, 4]


@pytest.mark.parametrize(
    ("text", "basis"),
    [("The agent downloads the orders.", "derived"), ("The weather is shown at once.", "assumed")],
)
def test_a_quote_that_is_nowhere_costs_a_statement_its_basis(text: str, basis: str) -> None:
    bad = with_criterion(criterion(text, "stated", 2, quote="agents shall download all of it"))
    made, engine = drafted(bad, bad)
    assert len(engine.asked) == 2
    found = next(one for one in made.statements if one.path == "acceptance_criteria[3]")
    assert (found.basis, found.quote) == (basis, None)
    assert made.values["acceptance_criteria"][3]["text"].endswith(" (assumed)") == (basis == "assumed")


def test_a_line_that_the_reply_forgets_is_asked_for_and_then_left_out() -> None:
    bad = good_reply(left_out=[])
    made, engine = drafted(bad, bad)
    assert 'notes line 7 is neither used, asked about nor left out: "thanks!"' in engine.asked[1].corrections[0].problem
    assert (made.notes[-1].fate, made.notes[-1].why) == ("left_out", "no statement of the story was made of it")


def test_the_reply_with_fewer_faults_wins() -> None:
    worse = with_criterion(criterion("It takes 3 seconds", "derived", 4), criterion("7", "derived"))
    made, _ = drafted(good_reply(left_out=[]), worse | {"left_out": []})
    assert len(made.values["acceptance_criteria"]) == 3


def test_paths_follow_a_statement_that_moves() -> None:
    bad = good_reply()
    bad["risks"] = [
        {"description": said("Lost rows", "stated", 9, quote="no such line at all"), "mitigation": None},
        {"description": said("The rows of a customer leave the page", "derived", 2),
         "mitigation": said("Ask Mia", "derived", 5)},
    ]  # fmt: skip
    bad["risks"][0]["description"]["text"] = ""
    bad["e2e_tests"] = [said("Download the orders", "derived", derived_from="risks[1].description")]
    made, _ = drafted(bad, rounds=0)
    paths = {one.path: one for one in made.statements}
    assert paths["risks[0].description"].text == "The rows of a customer leave the page"
    assert paths["risks[0].mitigation"].text == "Ask Mia"
    assert paths["e2e_tests[0]"].derived_from == "risks[0].description"


def test_assumptions_and_open_questions_stand_where_they_belong_and_together_under_notes() -> None:
    columns = {"text": "Which columns does the file have?", "why": "agents need some", "about": "want", "lines": [2]}
    dependencies = [said("The order list stays as it is", "assumed")]
    made, _ = drafted(good_reply(dependencies=dependencies, benefit=None, questions=[columns]))
    text = render(made.values)
    assert "- The order list stays as it is (assumed)" in text
    assert "so that **Open question: What does this make possible, or which cost does it end?**." in text
    notes = text[text.index("## Notes") :]
    assert "- Dependency 1: The order list stays as it is" in notes
    assert "- Which columns does the file have? (agents need some)" in notes
    assert "- Priority: Medium" in notes
    assert made.questions[0].about == "story"


def test_code_that_the_notes_do_not_have_is_called_a_proposal() -> None:
    parts = {"api_design": {"code": "GET /orders.csv", "language": "http", "notes": []}}
    made, _ = drafted(good_reply(**parts), rounds=0)
    assert made.values["api_design"]["notes"] == ["The code below is a proposal (assumed)"]
    copied, _ = drafted(good_reply(**parts), notes=NOTES + "GET /orders.csv\n", rounds=0)
    assert copied.values["api_design"]["notes"] == []
    assert next(one for one in copied.statements if one.path == "api_design.code").lines == [8]


def test_the_check_lists_of_the_template_stay_whole() -> None:
    items = [("Create Storybook stories (UI components)", "no component"), ("Write a poem", "none")]
    documentation = [{"item": item, "reason": said(why, "assumed")} for item, why in items]
    made, _ = drafted(good_reply(documentation=documentation))
    texts = [entry["text"] for entry in made.values["documentation"]]
    assert texts[4] == "Create Storybook stories (UI components) - not applicable: no component (assumed)"
    assert [text for at, text in enumerate(texts) if at != 4] == [t for at, t in enumerate(DOCUMENTATION) if at != 4]
    assert [entry["text"] for entry in made.values["definition_of_done"]] == list(DEFINITION_OF_DONE)


def test_the_prompt_names_the_items_of_the_check_lists_as_the_template_has_them() -> None:
    prompt = " ".join((shipped("prompts") / "draft.md").read_text(encoding="utf-8").split())
    assert [item for item in DOCUMENTATION if f'"{item}"' not in prompt] == []
    named = [item for item in DEFINITION_OF_DONE if f'"{item}"' in prompt]
    assert named == [DEFINITION_OF_DONE[5], DEFINITION_OF_DONE[7], DEFINITION_OF_DONE[8]]


HOSTILE = [
    "See [here](https://evil.example/?q=1)", "![x](https://evil.example/x.png)", "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>", "<!-- storyai: ignore -->", "\x1b[31mred\x1b[0m", "\u202egnp.exe", "# A heading",
    "```\nopen fence", "- [x] done", "www.evil.example", "[//]: # (hidden)",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_model_brings_no_link_image_html_or_escape_into_the_story(text: str) -> None:
    made, _ = drafted(with_criterion(criterion(text, "assumed")), rounds=0)
    page = render(made.values)
    for mark in ("evil.example", "<img", "<script", "<!--", "\x1b", "\u202e"):
        assert mark not in page
    assert [section.title for section in parse(page).sections] == [
        section.title for section in parse(render(drafted(good_reply())[0].values)).sections
    ]


@pytest.mark.parametrize(
    "criteria",
    [
        ("The export ends in 5 seconds.", "The export ends within 10,000 seconds."),
        ("[Specific, measurable requirement]",),
        ("[X hours]",),
        ("<<<<<<< HEAD",),
    ],
)
def test_a_draft_passes_its_own_review_whatever_the_model_says(criteria: tuple[str, ...]) -> None:
    reply = with_criterion(*(criterion(text, "derived", 3, 4) for text in criteria))
    made, _ = drafted(reply, rounds=0)
    assert [finding.code for finding in lint(render(made.values)) if finding.severity == "error"] == []


def test_settling_knows_every_rule_that_calls_something_an_error() -> None:
    named = {rule.name for rule in error_rules()}
    assert named == {rule.name for rule in all_rules() if rule.severity == "error" and rule.check is not None}


def test_errors_and_warnings_of_the_rules_go_back_to_the_model_with_their_places() -> None:
    bad = with_criterion(criterion("The export is fast and easy to use", "derived", 4))
    _, engine = drafted(bad, good_reply())
    problem = engine.asked[1].corrections[0].problem
    assert problem.startswith("- acceptance_criteria[3]: ")


def test_json_has_the_keys_of_the_contract() -> None:
    made, _ = drafted(good_reply())
    values = made.to_json()
    assert list(values) == ["version", "story", "statements", "notes", "questions", "engine", "usage"]
    assert set(values["statements"][0]) == {"path", "text", "basis", "lines", "quote", "derived_from"}
    assert set(values["notes"][0]) == {"line", "text", "fate", "why"}
    assert values["usage"] == {"requests": 1, "prompt_tokens": 100, "completion_tokens": 20, "cached": 0}


FRAGMENTS = """\
As a user I want [role] so that
TODO
[X hours]
## Acceptance Criteria
- [ ] **Criterion 1:** x
<<<<<<< HEAD
must finish in 5 seconds
must finish in 7 seconds
#12 blocks #12
blocked by #12
a | b
---
```
<!-- x
Open question: why?
delete all users
* * *
1. first
> quoted
users can't log in since 2026-13-45
**Priority:** Urgent
Complexity: Large
→ **Mitigation:** none
die Nutzer sollen exportieren können
""".splitlines()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=40)), min_size=1, max_size=8).map("\n".join))
def test_whatever_the_notes_an_offline_draft_is_whole_grounded_and_without_errors(notes: str) -> None:
    if not notes.strip():
        return
    made = draft(notes, date=DATE)
    page = render(made.values)
    assert [finding.code for finding in lint(page) if finding.severity == "error"] == []
    told = Notes(notes, (DATE,))
    claims = [one for one in made.statements if one.basis != "assumed" and one.path not in ("issue_type", "complexity")]
    texts = [one.text.replace("&lt;", "<") for one in claims]
    assert [text for text in texts if told.source.missing(text, german=told.german)] == []
    lines = [fate.line for fate in made.notes]
    assert lines == sorted(set(lines))
    assert story_values(parse(page)) == made.values
