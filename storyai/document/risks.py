"""The risks of a document and what is done about each."""

import re
from collections.abc import Iterator
from functools import cache

from storyai.document.parts import Field, Item, Risk, Section, Slot, Table
from storyai.document.roles import key

_PATTERNS = {
    # "text → **Mitigation:** text", "text - Mitigated by text", "text. Mitigation: text"
    "mitigation": r"\s*(?:→|->|=>|—|–|-|;|\||,|\(|\.)?\s*(?:\*\*|__)?(?:"
    r"(?:mitigation|mitigate|gegenmaßnahme|maßnahme|mitigación)(?:\*\*|__)?\s*(?::|→|->|—|–)\s*(?:\*\*|__)?"
    r"|mitigated\s+by\b\s*:?)\s*",
    "arrow": r"\s*(?:→|->|=>)\s*",
    "named": r"\W*(?:mitigat\w*|gegenmaßnahmen?|maßnahmen?|mitigación)\b\W*",
}
_RISK = re.compile(r"(?:\b|^)(?:risks?|risiko|risiken|riesgos?)$")
# Labels that say more about the risk before them.
_MORE = frozenset(
    "impact likelihood probability severity rollback fallback contingency validation owner trigger detection".split()
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name], re.IGNORECASE)


def risks_of(section: Section) -> list[Risk]:
    """The risks of a section with that role or below one, in the order of the text; none of other sections."""
    if section.role == "risks" or (section.role is None and section.within("risks")):
        found = [*_items(section), *_fields(section.fields, section)]
        for table in section.tables:
            found.extend(_rows(section, table))
        found.sort(key=lambda risk: risk.slot.start)
        return found
    if section.level == 7 and section.within("risks"):
        return list(_fields(section.fields, section))
    return []


def _items(section: Section) -> list[Risk]:
    found: list[Risk] = []
    for item in section.items:
        if item.parent is not None or not item.slot:
            continue
        label = key(item.label.plain) if item.label else ""
        if found and _pattern("named").fullmatch(label):
            if found[-1].mitigation is None and item.body:
                found[-1].mitigation = item.body
        elif not (found and label in _MORE):
            found.append(_risk(section, item))
    return found


def _risk(section: Section, item: Item) -> Risk:
    body = item.body if item.body else item.slot
    match = _pattern("mitigation").search(body.text)
    if match is None:
        arrow = _pattern("arrow").search(body.text)
        if arrow and body.plain[arrow.end() :].strip():
            match = arrow
    if match is not None and match.start():
        mitigation = body.part(match.end(), len(body.text))
        return Risk(item.slot, body.part(0, match.start()), mitigation if mitigation else None, section, item)
    for child in item.children:
        inner = _after_name(child)
        if inner is not None:
            return Risk(item.slot, body, inner if inner else None, section, item)
    return Risk(item.slot, body, None, section, item)


def _after_name(child: Item) -> Slot | None:
    """What stands behind "Mitigation:" in an item below a risk; None where it is not about that."""
    if child.label is not None:
        return child.body if _pattern("named").match(child.label.plain) else None
    match = _pattern("named").match(child.slot.plain)
    return child.slot.part(match.end(), len(child.slot.text)) if match else None


def _fields(fields: list[Field], section: Section) -> Iterator[Risk]:
    """``**Technical Risk:** text`` followed by ``**Mitigation:** text``."""
    risk: Risk | None = None
    for field in fields:
        name = key(field.name)
        if _RISK.search(name) and field.value:
            if risk is not None:
                yield risk
            risk = Risk(field.value, field.value, None, section)
        elif risk is not None and risk.mitigation is None and _pattern("named").fullmatch(name):
            risk.mitigation = field.value if field.value else None
    if risk is not None:
        yield risk


def _rows(section: Section, table: Table) -> Iterator[Risk]:
    columns = [key(cell.plain) for cell in table.header]
    at = next((i for i, name in enumerate(columns) if _pattern("named").match(name) or "response" in name), None)
    first = next((i for i, name in enumerate(columns) if _RISK.search(name) or "description" in name), 0)
    for row in table.rows:
        if first < len(row) and row[first]:
            mitigation = row[at] if at is not None and at < len(row) and row[at] else None
            yield Risk(row[first], row[first], mitigation, section)
