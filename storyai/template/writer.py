"""A story as Markdown, with exactly the template's headings, order, labels and check lists.

What nothing fills keeps the template's placeholder, so that a gap is visible.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from storyai import values as forms
from storyai.template.fence import guard
from storyai.values import PLACEHOLDERS

if TYPE_CHECKING:
    from storyai.model import Story

BANDS = (
    "- **Small:** <4 hours (simple bug fix, minor UI tweak)",
    "- **Medium:** 1-2 days (new endpoint, component, or feature)",
    "- **Large:** 3-5 days (multi-component feature, complex logic)",
    "- **XL:** 1-2 weeks (major feature, architecture change)",
)
WHY = "**Why is this needed? What problem does it solve?**"
CONDITIONS = "Define clear, testable conditions that must be met for this story to be considered complete."
COMPLETE_WHEN = "**This story is complete when:**"


def escape(text: str) -> str:
    """A text as it stands between ``**`` marks."""
    return text.replace("\\", "\\\\").replace("*", "\\*") if "*" in text or "\\" in text else text


def _tick(done: object) -> str:
    return "- [x] " if done else "- [ ] "


def _item(marker: str, text: str) -> str:
    if "\n" in text:
        first, *rest = text.split("\n")
        return "\n".join([marker + first, *(f"  {line}" if line else "" for line in rest)])
    if marker == "- " and len(text) > 1 and not text.strip("- \t\\") and not text.lstrip("\\").strip("- \t"):
        return f"{marker}\\{text}"  # "- --" would be a rule
    return marker + text


class _Writer:
    """Collects the blocks of one rendering."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.extra: Mapping[str, str] = values.get("extra") or {}
        self.out: list[str] = []

    def block(self, text: str) -> None:
        if text:
            self.out.append(text)

    def rule(self) -> None:
        self.out.append("---")

    def kept(self, role: str) -> None:
        text = self.extra.get(role)
        if text:
            from storyai.template.fence import close

            self.out.append(close(text))

    def choice(self, name: str, value: object, extra: str = "") -> str:
        return str(value or self.extra.get(extra or name) or PLACEHOLDERS[name][0])

    def title(self) -> None:
        self.kept_front_matter()
        title = self.values.get("title")
        self.block(f"# {title or forms.BLANK_TITLE}")
        get = self.values.get
        self.block(
            f"**Issue Type:** {self.choice('issue_type', get('issue_type'))}\n"
            f"**Priority:** {self.choice('priority', get('priority'))}\n"
            f"**Complexity:** {self.choice('complexity', get('complexity'))}"
        )
        self.kept("header")
        self.rule()

    def kept_front_matter(self) -> None:
        if front_matter := self.extra.get("front_matter"):
            self.block(f"---\n{front_matter}\n---")

    def statement(self) -> None:
        who, want, benefit = (self.values.get(name) or "" for name in ("role", "want", "benefit"))
        if not (who or want or benefit or not self.extra.get("story")):
            self.out.append("## User Story")
        else:
            article = "an" if who[:1].lower() in tuple("aeio") and not who.lower().startswith(("one", "eu")) else "a"
            self.block(
                f"## User Story\nAs {article} **{escape(who) or '[role]'}**, "
                f"I want **{escape(want) or '[feature/change]'}**, "
                f"so that **{escape(benefit) or '[benefit/value]'}**."
            )
        self.kept("story")
        self.rule()

    def section(self, heading: str, role: str, lines: list[str]) -> None:
        self.block("\n".join([heading, *lines]))
        self.kept(role)

    def listed(self, heading: str, role: str, name: str) -> None:
        texts = self.values.get(name) or (() if self.extra.get(role) else PLACEHOLDERS[name])
        self.section(heading, role, [_item("- ", text) for text in texts])

    def labelled(self, name: str, label: str, marker: Any, body: Any, empty: int) -> list[str]:
        entries = self.values.get(name) or ()
        if not entries and not self.extra.get("acceptance_criteria" if label == "Criterion" else "risks"):
            entries = [{} for _ in range(empty)]
        return [
            _item(f"{marker(entry)}**{escape(entry.get('title') or f'{label} {number}')}:** ", body(entry))
            for number, entry in enumerate(entries, 1)
        ]

    def answer(self, heading: str, role: str, name: str) -> None:
        entry = self.values.get(name) or {}
        yes, no, text = entry.get("yes"), entry.get("no"), entry.get("description") or ""
        if not text and (yes or not no):
            text = PLACEHOLDERS[name][0]
        behind_no = no and not yes
        words = f" - {text}" if text else ""
        self.section(heading, role, [
            _item(_tick(yes), f"Yes{'' if behind_no else words}"), _item(_tick(no), f"No{words if behind_no else ''}"),
        ])  # fmt: skip

    def sketch(self, heading: str, role: str, name: str) -> None:
        entry = self.values.get(name) or {}
        notes, code = list(entry.get("notes") or ()), entry.get("code") or ""
        if not notes and not code and not self.extra.get(role):
            notes = list(PLACEHOLDERS[name])
        lines = [_item("- ", text) for text in notes]
        if code:
            fence = "```"
            while fence in code:
                fence += "`"
            if lines:
                lines.append("")
            lines.append(f"{fence}{entry.get('language') or ''}\n{code}\n{fence}")
        self.section(heading, role, lines)

    def ticks(self, name: str) -> str:
        return "\n".join(_item(_tick(entry.get("done")), entry["text"]) for entry in self.values.get(name) or ())

    def effort(self) -> None:
        entry = self.values.get("effort") or {}
        hours = entry.get("hours_text")
        if not hours and entry.get("hours") is not None:
            hours = forms.hours_words(entry["hours"])
        self.block("## Effort Estimate")
        self.block(f"**Complexity:** {self.choice('complexity', entry.get('complexity'), 'effort_complexity')}")
        self.block("\n".join(BANDS))
        self.block(f"**Estimated Hours:** {hours or PLACEHOLDERS['hours'][0]}")
        self.kept("effort")
        self.rule()

    def related(self) -> None:
        entry = self.values.get("related_issues") or {}
        lines = [
            _item("- ", f"{words} {text}") for kind, words in forms.RELATIONS.items() for text in entry.get(kind) or ()
        ]
        if not lines and not self.extra.get("related"):
            lines = [f"- {words} #[issue-number]" for words in forms.RELATIONS.values()]
        self.section("## Related Issues", "related", lines)
        self.rule()

    def footer(self) -> None:
        get = self.values.get
        self.rule()
        self.block(
            f"**Created:** {get('created') or '[Date]'}\n"
            f"**Created By:** {get('created_by') or '[Name/Role]'}\n"
            f"**Last Updated:** {get('last_updated') or '[Date]'}"
        )


def render(story: "Story | Mapping[str, Any]") -> str:
    """The Markdown of a story; ends with a line end."""
    values: Mapping[str, Any] = story if isinstance(story, Mapping) else story.model_dump(mode="json")
    get = values.get
    write = _Writer(values)
    write.title()
    write.statement()
    write.block(f"## Background\n{WHY}")
    write.block(
        guard(get("background") or "") or ("" if write.extra.get("background") else PLACEHOLDERS["background"][0])
    )
    write.kept("background")
    write.rule()
    write.block(f"## Acceptance Criteria\n\n{CONDITIONS}")
    write.block("\n".join(write.labelled(
        "acceptance_criteria", "Criterion", lambda entry: _tick(entry.get("done")),
        lambda entry: entry.get("text") or PLACEHOLDERS["criterion"][0], 4,
    )))  # fmt: skip
    write.kept("acceptance_criteria")
    write.rule()
    write.block("## Technical Considerations")
    write.kept("technical")
    write.listed("### Dependencies", "dependencies", "dependencies")
    write.section("### Risks", "risks", write.labelled(
        "risks", "Risk", lambda _: "- ",
        lambda entry: forms.join_risk(entry.get("description") or "", entry.get("mitigation")), 2,
    ))  # fmt: skip
    write.listed("### Performance Impact", "performance", "performance_impact")
    write.listed("### Security Implications", "security", "security_implications")
    write.answer("### Data Migration Required", "migration", "data_migration")
    write.answer("### Breaking Changes", "breaking_changes", "breaking_changes")
    write.rule()
    write.block("## Design Notes")
    write.kept("design")
    write.listed("### UI/UX Design (if applicable)", "ui", "ui_design")
    write.sketch("### API Design (if applicable)", "api", "api_design")
    write.sketch("### Database Schema (if applicable)", "database", "database_schema")
    write.rule()
    write.block("## Testing Requirements")
    write.kept("testing")
    for heading in ("Unit Tests", "Integration Tests", "E2E Tests", "Performance Tests"):
        name = heading.lower().replace(" ", "_")
        write.listed(f"### {heading}", name, name)
    write.rule()
    write.block("## Documentation Requirements")
    write.block(write.ticks("documentation"))
    write.kept("documentation")
    write.rule()
    write.block(f"## Definition of Done\n\n{COMPLETE_WHEN}")
    write.block(write.ticks("definition_of_done"))
    write.kept("definition_of_done")
    write.rule()
    write.effort()
    write.related()
    write.block(
        "## Notes"
        if write.extra.get("notes") and not get("notes")
        else f"## Notes\n{guard(get('notes') or '') or PLACEHOLDERS['notes'][0]}"
    )
    write.kept("notes")
    write.footer()
    return "\n\n".join(write.out) + "\n"
