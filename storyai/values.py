"""Story values: a story as plain JSON values, their shape and their normal form. Knows no pydantic.

The normal form is what reading a rendered story gives back, so that it survives any number of round trips:

* one-line texts (title, role, want, benefit, labels, people, references) have every run of white space as one
  blank; a benefit has no full stop at its end, because the sentence around it has one;
* item texts (criteria, dependencies, tests, ...) are Markdown; further lines are kept, without white space at
  their ends, and stand below the item's first line;
* block texts (background, notes) are Markdown without empty lines or ``---`` rules at their ends;
* a placeholder of the template is the empty text, an empty item is no item, and ``Criterion 2`` as the title of
  the second criterion is no title.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Values = dict[str, Any]

ISSUE_TYPES = ("FEATURE", "BUG", "ENHANCEMENT", "SECURITY")
PRIORITIES = ("Critical", "High", "Medium", "Low")
COMPLEXITIES = ("Small", "Medium", "Large", "XL")

DOCUMENTATION = (
    "Update CHANGELOG.md",
    "Update DOCUMENTATION.md",
    "Update API documentation",
    "Add inline code comments/docstrings",
    "Create Storybook stories (UI components)",
    "Update CLAUDE.md (if workflow changes)",
    "Update README.md (if user-facing changes)",
)
DEFINITION_OF_DONE = (
    "Code implemented following project patterns",
    "All acceptance criteria met",
    "Code reviewed and approved by Solutions Engineer",
    "Tests written and passing (>80% coverage for new code)",
    "Documentation updated (CHANGELOG + DOCUMENTATION)",
    "Storybook stories created and reviewed (UI features)",
    "Linting/formatting passes (`/lint all`)",
    "Security review passed (if applicable)",
    "Performance benchmarks met",
    "QA testing passed in staging environment",
    "Deployed to production",
    "Post-deployment monitoring complete (48hrs)",
    "No critical bugs reported",
)

# What stands where nothing is filled in yet. Lists: one placeholder item each (the criteria have four).
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "issue_type": ("[FEATURE | BUG | ENHANCEMENT | SECURITY]",),
    "priority": ("[Critical | High | Medium | Low]",),
    "complexity": ("[Small | Medium | Large | XL]",),
    "role": ("[role]",),
    "want": ("[feature/change]",),
    "benefit": ("[benefit/value]",),
    "background": ("[Provide context about the current situation, pain points, or opportunities]",),
    "criterion": ("[Specific, measurable requirement]",),
    "risk": ("[Description]",),
    "mitigation": ("[How to address]",),
    "dependencies": (
        "[List any features, APIs, or systems this depends on]",
        "[Example: Requires Celery task revocation support]",
    ),
    "performance_impact": (
        "[Describe expected impact on system performance]",
        "[Example: Adds 2 database queries per job status check]",
    ),
    "security_implications": (
        "[Any security considerations?]",
        "[Example: Ensure only job owner can pause their jobs]",
    ),
    "data_migration": ("[Describe migration]",),
    "breaking_changes": ("[Describe what breaks]",),
    "ui_design": (
        "[Wireframes, mockups, or Figma links]",
        "[User flow descriptions]",
        "[Accessibility considerations]",
    ),
    "api_design": ("[Endpoints with request, response and errors]",),
    "database_schema": ("[Tables and columns that change]",),
    "unit_tests": ("[What units need testing?]", "[Example: Test pause endpoint returns 200 for valid job]"),
    "integration_tests": ("[What integrations need testing?]", "[Example: Test Celery task stops when paused]"),
    "e2e_tests": ("[What user flows need testing?]", "[Example: Test full pause → resume workflow]"),
    "performance_tests": ("[Any performance benchmarks?]", "[Example: Pause should complete in <500ms]"),
    "hours": ("[X hours]",),
    "related_issues": ("#[issue-number]",),
    "notes": ("[Any additional context, decisions, or considerations]",),
    "created": ("[Date]",),
    "created_by": ("[Name/Role]",),
    "last_updated": ("[Date]",),
}

LISTS = (
    "dependencies", "performance_impact", "security_implications", "ui_design", "unit_tests", "integration_tests",
    "e2e_tests", "performance_tests",
)  # fmt: skip
RELATIONS = {"related_to": "Related to", "blocks": "Blocks", "blocked_by": "Blocked by"}
BLANK_TITLE = "User Story Template"

_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile(r"\r\n?")
_TRAILING = re.compile(r"(?<![^\S\n])[^\S\n]+(?=\n|$)")
_RULE_LINE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_HOURS = re.compile(r"(?P<number>[0-9]{1,5}(?:\.[0-9]{1,2})?)\s*(?:hours?|hrs?|h)?$", re.IGNORECASE)
RISK_JOINT = re.compile(r"\s*→\s*\*\*Mitigation:\*\*(?:[ \t]+|(?=\n|$))")


def clean(text: str) -> str:
    """With ``\\n`` as the only line end and without what UTF-8 cannot hold."""
    if "\r" in text:
        text = _BREAK.sub("\n", text)
    return text if text.isascii() else _SURROGATE.sub("�", text)


def line(text: str, what: str = "") -> str:
    """Normal form of a one-line text; empty where it is the placeholder of ``what``."""
    text = " ".join(clean(text).split())
    return "" if text in PLACEHOLDERS.get(what, ()) else text


def item(text: str, what: str = "") -> str:
    """Normal form of an item's text; empty where it is a placeholder of ``what``."""
    text = clean(text)
    text = _TRAILING.sub("", text).strip() if "\n" in text else text.strip()
    while "\n" in text and _RULE_LINE.match(text.partition("\n")[0]):
        text = text.partition("\n")[2].strip()  # a line across the page holds no words, and would end the item
    return "" if text in PLACEHOLDERS.get(what, ()) else text


def block(text: str, what: str = "") -> str:
    """Normal form of a block text; empty where it is the placeholder of ``what``."""
    lines = _TRAILING.sub("", clean(text)).split("\n")
    start, end = 0, len(lines)
    while start < end and (not lines[start].strip() or _RULE_LINE.match(lines[start])):
        start += 1
    while end > start and (not lines[end - 1].strip() or _RULE_LINE.match(lines[end - 1])):
        end -= 1
    if start == end:
        return ""
    lines[start] = lines[start].lstrip()
    text = "\n".join(lines[start:end])
    return "" if text in PLACEHOLDERS.get(what, ()) else text


def code(text: str) -> str:
    """Normal form of a code block's body: no blank lines around it."""
    return re.sub(r"^(?:[^\S\n]*\n)+", "", clean(text)).rstrip()


def language(text: str) -> str:
    """Normal form of a code block's language: one line without backticks."""
    return line(text.replace("`", ""))


def items(texts: Iterable[str], what: str = "") -> list[str]:
    """Normal form of a list of item texts."""
    return [text for text in (item(text, what) for text in texts) if text]


def benefit(text: str) -> str:
    """Normal form of a benefit."""
    return line(line(text).rstrip(" ."), "benefit")


def hours(text: str) -> float | None:
    """The number of hours a text says, None where it says more than one plain number."""
    match = _HOURS.match(text)
    return round(float(match["number"]), 2) if match else None


def hours_words(number: float) -> str:
    """``6.0`` as ``6 hours``."""
    words = f"{number:.2f}".rstrip("0").rstrip(".")
    return f"{words} hour" if words == "1" else f"{words} hours"


def day(text: str, what: str = "created") -> str | None:
    """Normal form of a date: ``YYYY-MM-DD`` or whatever was written; None where nothing was."""
    return line(text, what) or None


def iso(text: str) -> date | None:
    """The date that ``YYYY-MM-DD`` names, None for anything else."""
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return None


def join_risk(description: str, mitigation: str | None) -> str:
    """A risk as the template writes it, without its label."""
    return f"{description or PLACEHOLDERS['risk'][0]} → **Mitigation:** {mitigation or PLACEHOLDERS['mitigation'][0]}"


def split_risk(text: str) -> tuple[str, str | None]:
    """Description and mitigation of a risk as ``join_risk`` writes it."""
    match = RISK_JOINT.search(text)
    if match is None:
        return item(text, "risk"), None
    return item(text[: match.start()], "risk"), item(text[match.end() :], "mitigation") or None


def _choice(value: Any, allowed: tuple[str, ...]) -> Any:
    if not isinstance(value, str):
        return value
    words = line(value)
    return next((name for name in allowed if name.lower() == words.lower()), words or None)


def _titled(entries: Iterable[Mapping[str, Any]], label: str, fields: Callable[[Any], Values]) -> list[Values]:
    result: list[Values] = []
    for number, entry in enumerate(entries, 1):
        title = line(entry.get("title") or "")
        positional = ("", f"{label} {number}", f"{label} {len(result) + 1}")  # empty ones before it are dropped
        values = {"title": None if title in positional else title, **fields(entry)}
        if any(values.values()):
            result.append(values)
    return result


def _criterion(entry: Mapping[str, Any]) -> Values:
    return {"text": item(entry.get("text") or "", "criterion"), "done": bool(entry.get("done"))}


def _risk(entry: Mapping[str, Any]) -> Values:
    description, mitigation = split_risk(
        join_risk(item(entry.get("description") or ""), item(entry.get("mitigation") or ""))
    )
    return {"description": description, "mitigation": mitigation}


def _ticks(entries: Iterable[Mapping[str, Any]]) -> list[Values]:
    ticks = ({"text": item(entry.get("text") or ""), "done": bool(entry.get("done"))} for entry in entries)
    return [tick for tick in ticks if tick["text"]]


def _answer(entry: Mapping[str, Any], what: str) -> Values:
    return {
        "yes": bool(entry.get("yes")),
        "no": bool(entry.get("no")),
        "description": item(entry.get("description") or "", what),
    }


def _sketch(entry: Mapping[str, Any], what: str) -> Values:
    body = code(entry.get("code") or "")
    return {
        "code": body,
        "language": language(entry.get("language") or "") if body else "",
        "notes": items(entry.get("notes") or (), what),
    }


def _effort(entry: Mapping[str, Any]) -> Values:
    words = line(entry.get("hours_text") or "", "hours")
    number = entry.get("hours")
    if words:
        number = hours(words)
    elif number is not None:
        number = round(float(number), 2)
    return {
        "complexity": _choice(entry.get("complexity"), COMPLEXITIES),
        "hours": number,
        "hours_text": words if words and number is None else None,
    }


def normal(values: Mapping[str, Any]) -> Values:
    """The normal form of story values; missing keys are filled from the blank story."""
    given = {**blank(), **values}
    result: Values = {
        "title": line(given["title"] or "") or None,
        "issue_type": _choice(given["issue_type"], ISSUE_TYPES),
        "priority": _choice(given["priority"], PRIORITIES),
        "complexity": _choice(given["complexity"], COMPLEXITIES),
        "role": line(given["role"], "role"),
        "want": line(given["want"], "want"),
        "benefit": benefit(given["benefit"]),
        "background": block(given["background"], "background"),
        "acceptance_criteria": _titled(given["acceptance_criteria"], "Criterion", _criterion),
        "risks": _titled(given["risks"], "Risk", _risk),
        "data_migration": _answer(given["data_migration"], "data_migration"),
        "breaking_changes": _answer(given["breaking_changes"], "breaking_changes"),
        "api_design": _sketch(given["api_design"], "api_design"),
        "database_schema": _sketch(given["database_schema"], "database_schema"),
        "documentation": _ticks(given["documentation"]),
        "definition_of_done": _ticks(given["definition_of_done"]),
        "effort": _effort(given["effort"]),
        "related_issues": {
            kind: items(given["related_issues"].get(kind) or (), "related_issues") for kind in RELATIONS
        },
        "notes": block(given["notes"], "notes"),
        "created": day(str(given["created"] or "")),
        "created_by": line(given["created_by"] or "", "created_by") or None,
        "last_updated": day(str(given["last_updated"] or "")),
        "extra": {name: text for name, text in ((n, block(t)) for n, t in given["extra"].items()) if text},
    }
    result.update((name, items(given[name], name)) for name in LISTS)
    if result["title"] == BLANK_TITLE:
        result["title"] = None
    return {name: result[name] for name in given if name in result}


def blank() -> Values:
    """The values of a story that nobody has filled in: every key, the template's check lists unticked."""
    return {
        "title": None,
        "issue_type": None,
        "priority": None,
        "complexity": None,
        "role": "",
        "want": "",
        "benefit": "",
        "background": "",
        "acceptance_criteria": [],
        "dependencies": [],
        "risks": [],
        "performance_impact": [],
        "security_implications": [],
        "data_migration": {"yes": False, "no": False, "description": ""},
        "breaking_changes": {"yes": False, "no": False, "description": ""},
        "ui_design": [],
        "api_design": {"code": "", "language": "", "notes": []},
        "database_schema": {"code": "", "language": "", "notes": []},
        "unit_tests": [],
        "integration_tests": [],
        "e2e_tests": [],
        "performance_tests": [],
        "documentation": [{"text": text, "done": False} for text in DOCUMENTATION],
        "definition_of_done": [{"text": text, "done": False} for text in DEFINITION_OF_DONE],
        "effort": {"complexity": None, "hours": None, "hours_text": None},
        "related_issues": {kind: [] for kind in RELATIONS},
        "notes": "",
        "created": None,
        "created_by": None,
        "last_updated": None,
        "extra": {},
    }
