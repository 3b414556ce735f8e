"""Criteria, risks, statements and roles are found in the layouts people use."""

import pytest

from storyai.document import Document, parse
from storyai.resources import shipped


def story(name: str) -> Document:
    return parse((shipped("fixtures") / "stories" / name).read_text(encoding="utf-8"))


def criteria(text: str) -> list[tuple[str, str | None, str]]:
    """(style, label, first words) of every criterion."""
    return [
        (
            found.style,
            found.label.plain.strip() if found.label else None,
            " ".join(found.slot.plain.split())[:24].strip(),
        )
        for found in parse(text).criteria
    ]


HEAD = "## Acceptance Criteria\n\n"
LAYOUTS: dict[str, tuple[str, list[tuple[str, str | None, str]]]] = {
    "check boxes with labels": (
        HEAD + "- [ ] **Criterion 1:** one\n- [x] **Two** - two\n- three\n",
        [("plain", "Criterion 1", "one"), ("plain", "Two", "two"), ("plain", None, "three")],
    ),
    "numbers": (HEAD + "1. one\n2. two\n", [("plain", None, "one"), ("plain", None, "two")]),
    "numbers that go on below bold lines": (
        HEAD + "**Sizes:**\n1. one\n\n**Checks:**\n2. two\n3. three\n",
        [("plain", None, "one"), ("plain", None, "two"), ("plain", None, "three")],
    ),
    "a bold line as the heading": ("**Acceptance Criteria**\n\n- one\n", [("plain", None, "one")]),
    "a line with a colon as the heading": ("Acceptance criteria:\n- one\n", [("plain", None, "one")]),
    "ids of Backlog.md": (HEAD + "<!-- AC:BEGIN -->\n- [ ] #1 one\n- [x] #2 two\n<!-- AC:END -->\n",
                          [("plain", "#1", "one"), ("plain", "#2", "two")]),
    "ids of spec-kit": (HEAD + "- **AC-001**: System MUST do one\n", [("plain", "AC-001", "System MUST do one")]),
    "ids at the beginning of lines": (
        HEAD + "AC1: one\nstill one\nAC2: two\n", [("plain", "AC1", "one still one"), ("plain", "AC2", "two")],
    ),
    "numbers with colons": (HEAD + "1: one\n2: two\n", [("plain", "1", "one"), ("plain", "2", "two")]),
    "steps in one item": (
        HEAD + "- **Given** a, **When** b, **Then** c\n", [("gherkin", None, "Given a, When b, Then c")],
    ),
    "steps in items below": (HEAD + "- Scenario: pause\n  - Given a\n  - When b\n  - Then c\n", [("gherkin", None, "Scenario: pause")]),
    "steps in items of their own": (
        HEAD + "- Given a\n- When b\n- Then c\n- And d\n- Given e\n- When f\n- Then g\n",
        [("gherkin", None, "Given a - When b - Then"), ("gherkin", None, "Given e - When f - Then")],
    ),
    "steps in a paragraph": (HEAD + "Given a\nWhen b\nThen c\n", [("gherkin", None, "Given a When b Then c")]),
    "steps in a code block": (
        HEAD + "```gherkin\nScenario: one\n  Given a\n  When b\n  Then c\nScenario: two\n  When d\n  Then e\n```\n",
        [("gherkin", None, "Scenario: one Given a Wh"), ("gherkin", None, "Scenario: two When d The")],
    ),
    "steps in a table": (
        HEAD + "| Id | Given | When | Then |\n|---|---|---|---|\n| 1 | a | b | c |\n", [("gherkin", "1", "a | b | c")],
    ),
    "a table": (HEAD + "| # | Criterion |\n|---|---|\n| 1 | one |\n| 2 | two |\n", [("plain", "1", "one"), ("plain", "2", "two")]),
    "another table": (HEAD + "| Browser | Version |\n|---|---|\n| Firefox | 140 |\n", []),
    "EARS": (HEAD + "1. WHEN a THE system SHALL b\n2. THE system SHALL c\n",
             [("ears", None, "WHEN a THE system SHALL"), ("ears", None, "THE system SHALL c")]),
    "groups below headings": (HEAD + "### Happy path\n\n- one\n\n### Errors\n\n- two\n", [("plain", None, "one"), ("plain", None, "two")]),
    "groups below items": (HEAD + "- Happy path:\n  - one\n  - two\n- **Errors**\n  - three\n",
                           [("plain", None, "one"), ("plain", None, "two"), ("plain", None, "three")]),
    "details below an item": (HEAD + "- The export has these columns in this order:\n  - name\n  - date\n",
                              [("plain", None, "The export has these col")]),
    "prose": (HEAD + "The list shows ten rows.\n\nThe eleventh row opens a second page.\n",
              [("plain", None, "The list shows ten rows."), ("plain", None, "The eleventh row opens a")]),
    "prose before a list": (HEAD + "All of these hold:\n\n- one\n", [("plain", None, "one")]),
    "an instruction": (HEAD + "_List what can be checked_\n", []),
    "the template's example": (HEAD + "- [ ] **Criterion 1:** one\n\n**Example:**\n- [ ] two\n- [ ] three\n", [("plain", "Criterion 1", "one")]),
    "German": ("## Akzeptanzkriterien\n\n- Angenommen a, wenn b, dann c\n", [("gherkin", None, "Angenommen a, wenn b, da")]),
    "Spanish": ("## Criterios de aceptación\n\n- Dado a, cuando b, entonces c\n", [("gherkin", None, "Dado a, cuando b, entonc")]),
    "Jira": ("h2. Acceptance Criteria\n\n* one\n* two\n", [("plain", None, "one"), ("plain", None, "two")]),
    "a change log below": (HEAD + "- one\n\n### Change Log\n\n- created\n", [("plain", None, "one")]),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_criteria_are_found(layout: str) -> None:
    text, expected = LAYOUTS[layout]
    assert criteria(text) == expected


def test_steps_of_a_criterion_are_told_apart() -> None:
    found = parse(HEAD + "- **Given** a door, **When** it opens, **Then** a bell rings\n").criteria[0]
    assert [step.plain.strip(" ,*").split()[0] for step in found.steps] == ["Given", "When", "Then"]
    nested = parse(HEAD + "- Scenario: bell\n  - Given a door\n  - When it opens\n  - Then a bell rings\n").criteria[0]
    assert [step.text for step in nested.steps] == ["Given a door", "When it opens", "Then a bell rings"]


SHAPES = {
    "other-backlog-task.md": ("task", "en", 4, 1),
    "other-bmad.md": ("story", "en", 5, 1),
    "other-free-form.md": ("story", "en", 5, 1),
    "other-german.md": ("story", "de", 5, 1),
    "other-kiro-ears.md": ("spec", "en", 7, 2),
    "other-spec-kit.md": ("story", "en", 4, 1),
    "clinic-appointment-reminder.md": ("template", "en", 7, 1),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shipped_story_has_its_shape(name: str) -> None:
    document = story(name)
    assert (document.shape, document.language, len(document.criteria), len(document.parts)) == SHAPES[name]


def test_every_section_of_the_template_has_its_role() -> None:
    from storyai.document.roles import SECTIONS

    roles = [section.role for section in story("clinic-appointment-reminder.md").sections if section.level > 1]
    assert roles == list(SECTIONS)


def test_the_template_with_its_example_left_in_is_one_story() -> None:
    document = parse((shipped("fixtures") / "template.md").read_text(encoding="utf-8"))
    assert (document.shape, len(document.parts), len(document.criteria), len(document.risks)) == ("template", 1, 4, 2)
    assert document.statements[0].role is not None and document.statements[0].role.plain == "[role]"


RISKS = """## Risks

- **Risk 1:** Power cut → **Mitigation:** battery
- Rain. Mitigation: tent
- Wind
  - Mitigation: ropes
- **Snow**
  - **Mitigation**: shovels
- Fog

| Risk | Impact | Mitigation |
|---|---|---|
| Hail | high | roof |
| Heat | low | |
"""


def test_risks_and_their_mitigations_are_found() -> None:
    found = [
        (risk.description.plain.strip(), risk.mitigation and risk.mitigation.plain.strip())
        for risk in parse(RISKS).risks
    ]
    assert found == [
        ("Power cut", "battery"), ("Rain", "tent"), ("Wind", "ropes"), ("Snow", "shovels"), ("Fog", None), ("Hail", "roof"),
        ("Heat", None),
    ]  # fmt: skip


def test_front_matter_stands_at_the_beginning_alone() -> None:
    document = parse("---\nid: task-7\npriority: high\n---\n\n# T\n\n---\n## Notes\nx\n---\n")
    assert [(field.role, field.value.text) for field in document.fields] == [("id", "task-7"), ("priority", "high")]
    assert [section.title for section in document.sections if section.level] == ["T", "Notes", "x"]
    assert parse("text\n\n---\na: b\n---\n").front_matter is None


def test_a_byte_order_mark_hides_no_heading() -> None:
    assert parse("\ufeff# T\n").title is not None
    assert parse("\ufeff---\nid: 1\n---\n").front_matter is not None


def test_a_ticket_without_its_line_ends_is_still_read() -> None:
    document = parse(
        "# Sort\n\nThe list is long. As a clerk, I want to sort it.    Acceptance criteria:  * By name  * By date  h2. Notes  none\n"
    )
    assert [criterion.slot.plain for criterion in document.criteria] == ["By name", "By date"]
    assert document.statements[0].want is not None and document.statements[0].want.plain == "to sort it"
    assert [found.slot.plain for found in parse("Acceptance criteria:  # One  # Two\n").criteria] == ["One", "Two"]


def test_a_mitigation_beside_its_risk_belongs_to_it() -> None:
    text = (
        "## Risk Assessment\n\n- **Primary Risk:** Ice\n- **Impact:** high\n- **Mitigation:** salt\n\n"
        "**Technical Risk:** Rust\n**Mitigation:** paint\n**Rollback:** none\n"
    )
    found = [(risk.description.plain, risk.mitigation and risk.mitigation.plain) for risk in parse(text).risks]
    assert found == [("Ice", "salt"), ("Rust", "paint")]
    assert [
        risk.mitigation and risk.mitigation.plain for risk in parse("## Risks\n\n- Ice - mitigated by salt\n").risks
    ] == ["salt"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("## 3. Acceptance Criteria (must)", "acceptance_criteria"),
        ("### **Risks & Mitigations**", "risks"),
        ("## Akzeptanzkriterien:", "acceptance_criteria"),
        ("## Criterios de aceptación", "acceptance_criteria"),
        ("## Critères d'acceptation", "acceptance_criteria"),
        ("## Critérios de aceitação", "acceptance_criteria"),
        ("## Acceptatiecriteria", "acceptance_criteria"),
        ("## Criteri di accettazione", "acceptance_criteria"),
        ("## Abhängigkeiten", "dependencies"),
        ("## ✅ Definition of Done", "definition_of_done"),
        ("## Holiday plans", None),
    ],
)
def test_a_heading_has_its_role_in_many_wordings(heading: str, role: str | None) -> None:
    assert parse(f"{heading}\n\n- a\n").sections[-1].role == role
