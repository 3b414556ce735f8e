"""The template: writing, reading back, keeping what it has no place for."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.document import parse
from storyai.document.roles import FIELDS, SECTIONS
from storyai.model import Complexity, IssueType, Priority, Story
from storyai.resources import shipped
from storyai.template import blank, guidance, render, story_values, to_story

TEMPLATE = (shipped("fixtures") / "template.md").read_text(encoding="utf-8")
STORIES = sorted(str(path.name) for path in (shipped("fixtures") / "stories").iterdir())
CLEAN = [name for name in STORIES if not name.startswith("other-")]

# Pieces that mean something in Markdown, in the template or in our own marks.
HOSTILE = [
    "#", "## Risks", "### Unit Tests", "# Title", "- ", "- [ ] ", "[x] ", "* ", "1. ", "> ", "```", "~~~", "    code",
    "---", "***", "===", "<!--", "-->", "<div>", "<script>", "</pre>", "**", "*", "__", "_", "\\", "\\\\", "`", "|", "| a | b |",
    "|---|---|", "[role]", "[Description]", "**Mitigation:**", " → ", "→ **Mitigation:** ", "**Criterion 1:** ", "Criterion 2",
    "Risk 1", "**Created:** x", "**Priority:** High", "Yes", "No", " - ", "Yes - ", "Related to #1", "Blocks", ":", ":**", "\n",
    "\n\n", "\r\n", "\t", "  ", "\u2028", "\x0b", "\x00", "é", "日本", "🙂", "[a]: b", "[a](b)", "&amp;", "As a **x**, I want",
    ", so that ", "User Story Template", "None", "**Example:**", "**Acceptance Criteria:**", "Open question: Which?",
]  # fmt: skip
TEXT = st.one_of(
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
TEXTS = st.lists(TEXT, max_size=3)
MAYBE = st.none() | TEXT
TICKS = st.lists(st.fixed_dictionaries({"text": TEXT, "done": st.booleans()}), max_size=3)
ANSWER = st.fixed_dictionaries({"yes": st.booleans(), "no": st.booleans(), "description": TEXT})
SKETCH = st.fixed_dictionaries({"code": TEXT, "language": TEXT, "notes": TEXTS})
DAY = st.none() | st.dates() | TEXT
STORY = st.builds(
    Story,
    title=MAYBE, issue_type=st.none() | st.sampled_from(IssueType), priority=st.none() | st.sampled_from(Priority),
    complexity=st.none() | st.sampled_from(Complexity), role=TEXT, want=TEXT, benefit=TEXT, background=TEXT,
    acceptance_criteria=st.lists(st.fixed_dictionaries({"title": MAYBE, "text": TEXT, "done": st.booleans()}), max_size=3),
    dependencies=TEXTS,
    risks=st.lists(st.fixed_dictionaries({"title": MAYBE, "description": TEXT, "mitigation": MAYBE}), max_size=3),
    performance_impact=TEXTS, security_implications=TEXTS, data_migration=ANSWER, breaking_changes=ANSWER, ui_design=TEXTS,
    api_design=SKETCH, database_schema=SKETCH, unit_tests=TEXTS, integration_tests=TEXTS, e2e_tests=TEXTS,
    performance_tests=TEXTS, documentation=TICKS, definition_of_done=TICKS,
    effort=st.fixed_dictionaries({
        "complexity": st.none() | st.sampled_from(Complexity),
        "hours": st.none() | st.floats(0, 9999), "hours_text": MAYBE,
    }),
    related_issues=st.fixed_dictionaries({"related_to": TEXTS, "blocks": TEXTS, "blocked_by": TEXTS}),
    notes=TEXT, created=DAY, created_by=MAYBE, last_updated=DAY,
)  # fmt: skip


def headings(text: str) -> list[str]:
    return [line for line in text.split("\n") if re.match(r"#{1,3} ", line)]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(STORY)
@settings(max_examples=200, deadline=None)
def test_a_story_survives_being_written_and_read(story: Story) -> None:
    text = render(story)
    assert to_story(parse(text)) == story
    assert render(to_story(parse(text))) == text


@given(STORY)
@settings(max_examples=100, deadline=None)
def test_no_content_changes_the_headings(story: Story) -> None:
    document = parse(render(story))
    assert [section.heading.text for section in document.sections if 0 < section.level < 7][1:] == headings(TEMPLATE)[
        1:
    ]


@given(STORY)
@settings(max_examples=100, deadline=None)
def test_the_normal_form_of_a_story_is_its_own_normal_form(story: Story) -> None:
    assert Story.model_validate(story.model_dump(mode="json")) == story


def test_the_blank_story_is_written_as_the_template_without_its_examples() -> None:
    written = render(blank())
    assert headings(written) == headings(TEMPLATE)
    left_out = [line for line in TEMPLATE.split("\n") if line not in written.split("\n")]
    assert left_out[0] == "**Example:**"
    added = [line for line in written.split("\n") if line not in TEMPLATE.split("\n")]
    assert added == ["- [Endpoints with request, response and errors]", "- [Tables and columns that change]"]


def test_the_template_as_it_comes_reads_as_the_blank_story() -> None:
    assert story_values(parse(TEMPLATE)) == blank()
    assert story_values(parse(TEMPLATE.replace("\n", "\r\n"))) == blank()
    assert to_story(parse(TEMPLATE)) == Story()


def test_the_blank_story_names_every_field_of_the_model() -> None:
    assert list(blank()) == list(Story.model_fields)
    assert blank() == Story().model_dump(mode="json")


@pytest.mark.parametrize("name", CLEAN)
def test_a_shipped_story_in_the_template_is_a_fixed_point(name: str) -> None:
    text = (shipped("fixtures") / "stories" / name).read_text(encoding="utf-8")
    values = story_values(parse(text))
    assert render(values) == text
    assert values["extra"] == {}
    assert json.loads(to_story(parse(text)).model_dump_json()) == values


@pytest.mark.parametrize("name", STORIES)
def test_a_shipped_story_reads_the_same_after_it_was_rendered(name: str) -> None:
    values = story_values(parse((shipped("fixtures") / "stories" / name).read_text(encoding="utf-8")))
    again = story_values(parse(render(values)))
    assert render(again) == render(values)
    assert values["acceptance_criteria"] and again == values


def edited(find: str, replacement: str, name: str = "library-hold-queue-position.md") -> str:
    text = (shipped("fixtures") / "stories" / name).read_text(encoding="utf-8")
    assert find in text
    return text.replace(find, replacement)


EDITS: dict[str, tuple[str, str]] = {
    "a section of its own": ("## Effort Estimate", "## Rollout\n\nBranch by branch, starting with **Harbour**.\n\n---\n\n## Effort Estimate"),
    "a subsection among the criteria": ("## Technical", "### Errors\n\n- [ ] A card number of another library is refused\n\n## Technical"),
    "a table below the criteria": ("\n---\n\n## Technical", "\n| State | Text |\n|---|---|\n| lost | `Lost` |\n\n---\n\n## Technical"),
    "nested bullets": ("third of twelve.", "third of twelve.\n  - in Welsh: `Safle 3 o 12`\n    - with both digits"),
    "a second paragraph in an item": ("third of twelve.", "third of twelve.\n\n  Agreed with the library council."),
    "an unknown priority": ("**Priority:** Medium", "**Priority:** P2 (after Easter)"),
    "an unknown type": ("**Issue Type:** ENHANCEMENT", "**Issue Type:** Spike"),
    "an odd date": ("**Created:** 2026-02-09", "**Created:** second week of February"),
    "a field of its own": ("**Priority:** Medium", "**Priority:** Medium\n**Team:** Catalogue"),
    "hours in a range": ("12 hours", "10-14 hours, without review"),
    "a relation of its own": ("- Blocks LIB-95", "- Blocks LIB-95\n- Duplicates LIB-12"),
    "a paragraph in the design notes": ("## Design Notes\n", "## Design Notes\n\nSee the sketch by Rhian.\n"),
    "a second code block": ("### Database Schema", "```json\n{\"code\": \"unknown\"}\n```\n\n### Database Schema"),
    "front matter": ("# Show readers", "---\nid: LIB-99\n---\n\n# Show readers"),
    "a comment": ("- [ ] **Update:**", "<!-- ask the council -->\n- [ ] **Update:**"),
    "an arrow in a risk": ("The position grows when", "Renaming hold -> reservation confuses staff, and the position grows when"),
    "text behind the end": ("**Last Updated:** 2026-02-09", "**Last Updated:** 2026-02-09\n\nSeen by Rhian."),
    "a list in the background": ("Readers ask at the desk", "Three causes:\n\n- course reserves\n- lost books\n\nReaders ask at the desk"),
    "code in the notes": ("## Notes\n", "## Notes\n\n```\n# not a heading\n```\n\n"),
    "a bold line in the notes": ("## Notes\n", "## Notes\n**Risks:** none known to the council.\n\n"),
    "a heading in the notes": ("## Notes\n", "## Notes\n\n### Decisions\n\nNo estimate.\n\n"),
    "windows line ends": ("\n", "\r\n"),
    "ordered criteria": ("- [ ] **Privacy:**", "1. **Privacy:**"),
    "a rule without blank lines": ("\n\n---\n\n## Notes", "\n\n---\n## Notes"),
    "a ticked criterion": ("- [ ] **Update:**", "- [x] **Update:**"),
    "both answers ticked": ("- [ ] Yes", "- [x] Yes"),
    "the example left in": ("\n---\n\n## Technical", "\n**Example:**\n- [ ] Readers see the shelf mark\n\n---\n\n## Technical"),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_a_hand_edited_story_loses_nothing(edit: str) -> None:
    source = edited(*EDITS[edit])
    values = story_values(parse(source))
    written = render(values)
    assert words(source) <= words(written)
    assert story_values(parse(written)) == values
    assert to_story(parse(source)) == to_story(parse(written))


def extra(edit: str) -> Any:
    return story_values(parse(edited(*EDITS[edit])))["extra"]


def test_what_the_template_has_no_place_for_is_kept_with_its_section() -> None:
    assert extra("a section of its own") == {
        "definition_of_done": "## Rollout\n\nBranch by branch, starting with **Harbour**."
    }
    assert extra("a table below the criteria") == {
        "acceptance_criteria": "| State | Text |\n|---|---|\n| lost | `Lost` |"
    }
    assert extra("an unknown priority") == {"priority": "P2 (after Easter)"}
    assert extra("a field of its own") == {"header": "**Team:** Catalogue"}
    assert extra("a relation of its own") == {"related": "- Duplicates LIB-12"}
    assert extra("front matter") == {"front_matter": "id: LIB-99"}
    assert extra("a second code block") == {"api": '```json\n{"code": "unknown"}\n```'}


def test_kept_text_is_written_below_its_section() -> None:
    written = render(story_values(parse(edited(*EDITS["a section of its own"]))))
    assert (
        written.index("No critical bugs reported") < written.index("## Rollout") < written.index("## Effort Estimate")
    )


def values_of(text: str) -> Any:
    return story_values(parse(text))


def test_parts_of_a_story_are_read_in_their_places() -> None:
    values = values_of(edited("- [ ] **Update:**", "- [x] **Update:**"))
    assert values["title"] == "Show readers their position in the hold queue"
    assert (values["issue_type"], values["priority"], values["complexity"]) == ("ENHANCEMENT", "Medium", "Medium")
    assert values["role"] == "library reader"
    assert values["benefit"] == "I can decide whether to wait or to borrow it elsewhere"
    assert [criterion["done"] for criterion in values["acceptance_criteria"]] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    assert values["risks"][1]["mitigation"].startswith("Reduce the response to counts")
    assert values["data_migration"] == {"yes": False, "no": True, "description": ""}
    assert values["api_design"]["language"] == "http"
    assert values["effort"] == {"complexity": "Medium", "hours": 12.0, "hours_text": None}
    assert values["related_issues"] == {"related_to": ["LIB-88"], "blocks": ["LIB-95"], "blocked_by": []}
    assert values["created"] == "2026-02-09"


def test_risks_are_read_in_other_wordings() -> None:
    text = "## Risks\n\n- Power cut -> Mitigation: battery\n- Rain. Mitigation: tent\n- Wind\n  - Mitigation: ropes\n- Snow\n"
    assert [(risk["description"], risk["mitigation"]) for risk in values_of(text)["risks"]] == [
        ("Power cut", "battery"), ("Rain", "tent"), ("Wind", "ropes"), ("Snow", None),
    ]  # fmt: skip


def test_a_paragraph_in_the_place_of_a_list_is_its_only_item() -> None:
    values = values_of(edited("- One catalogue call per hold;", "One catalogue call per hold;"))
    assert values["performance_impact"][0].startswith("One catalogue call")


def test_the_background_cannot_take_over_what_follows() -> None:
    for hostile in (
        "```",
        "<!--",
        "## Risks\n\n- none",
        "text\n---",
        "<script>",
        "- a\n  ```\nb\n```",
        "<div>\n```\n\n# x",
    ):
        story = Story(background=hostile, dependencies=["kept"])
        assert to_story(parse(render(story))) == story


def test_a_backslash_in_front_of_a_heading_is_part_of_the_text() -> None:
    for text in ("\\# not a heading", "\\\\# x", "# a\n\\# b", "\\---\n\n---\n\nx"):
        story = Story(notes=text, background=text)
        assert to_story(parse(render(story))) == story


def test_odd_dates_stay_what_they_are() -> None:
    assert Story(created="2026-02-09").created == date(2026, 2, 9)
    assert Story(created="0").created == "0"
    assert Story(created="20260209").created == "20260209"
    assert Story(created="").created is None


def test_a_lone_surrogate_does_not_stop_the_reading() -> None:
    assert to_story(parse("# A \ud800 title\n\n## Notes\n\nx \udfff y\n")).notes == "x � y"


def test_every_word_of_a_foreign_story_is_somewhere_in_its_rendering(data: Path) -> None:
    for path in sorted((data / "stories").iterdir()):
        source = path.read_text(encoding="utf-8", errors="replace")
        document = parse(source)
        values = story_values(document)
        written = render(values)
        # Headings and labels that the template words differently are replaced by the template's.
        replaced = {word for section in document.sections for word in words(section.title + section.heading.text)}
        lost = (
            words(re.sub(r"(?m)^[ \t]*[0-9]+[.)]", "", source))
            - words(written)
            - replaced
            - set(["As", "I", "so", "So", "want", "that", "expect", "Mitigated"])
        )
        assert not lost, path.name
        assert render(story_values(parse(written))) == written, path.name
        to_story(document)


def test_there_is_guidance_for_every_section_and_field_of_the_template() -> None:
    for role in [*SECTIONS, *FIELDS]:
        assert guidance(role).endswith((".", "*")), role
    assert guidance("log") == ""


def test_an_item_of_nothing_but_dashes_is_an_item() -> None:
    for text in ("---", "- -", "--", "\\---"):
        story = Story(dependencies=[text], documentation=[{"text": text}], acceptance_criteria=[{"text": text}])
        assert to_story(parse(render(story))) == story
