"""The acceptance criteria of a document, in all the forms they are written in."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from storyai.document.parts import Code, Criterion, Document, Item, Section, Slot, Table
from storyai.document.roles import key

Style = Literal["plain", "gherkin", "ears"]

_PATTERNS = {
    "gherkin": r"\W*(?:given|when|then|and|but|scenario(?: outline)?|angenommen|wenn|dann|und|dado|cuando|entonces)\b",
    "follows": r"\W*(?:when|then|and|but|wenn|dann|und|aber|cuando|entonces|y|pero)\b",
    "given": r"\W*(?:given|angenommen|gegeben|dado|dada)\b",
    "then": r"\b(?:then|dann|entonces)\b",
    "step": r"\b(?:given|when|then|angenommen|wenn|dann|dado|cuando|entonces)\b",
    "ears": r"\b(?:SHALL|MUST)\b",
    "ears start": r"\W*(?:WHEN|WHILE|IF|WHERE|THE)\b",
    # "1: ...", "2) ...", "AC3: ...", "[AC-4] ..." at the beginning of a line of prose
    "numbered": r"(?m)^[ \t]*(?P<id>\(?[0-9]{1,2}[:.)]|[\[(]?AC[-_ #]?[0-9]{1,3}(?:\.[0-9]+)?[\])]?[:.)]?)[ \t]+(?=\S)",
    "example": r"(?:^|\n)[ \t]*\W*(?:examples?|beispiele?|ejemplos?)\W*$",
    "scenario": r"(?m)^[ \t]*(?:scenario(?: outline)?|example|szenario|escenario)\b[^\n]*",
    "instruction": r"\s*(?:Define clear, testable conditions|\[[^\]]*\]\W*$|_[^_\n]+_\W*$|\*[^*\n]+\*\W*$)",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name], 0 if name.startswith("ears") else re.IGNORECASE)


def criteria_of(document: Document, section: Section) -> list[Criterion]:
    """The criteria of a section with that role or below one, in the order of the text; none of other sections."""
    if not section.within("acceptance_criteria") or section.within("log"):
        return []
    found = list(_of_section(document, section))
    found.sort(key=lambda criterion: criterion.slot.start)
    return found


def examples(section: Section) -> list[tuple[int, int]]:
    """The ranges of a section that stand below an "Example:" line; they say nothing about the story."""
    starts = [slot for slot in section.paragraphs if _pattern("example").search(slot.text)]
    if not starts:
        return []
    ends = [slot.start for slot in section.paragraphs] + [section.end]
    return [(slot.end, min(end for end in ends if end >= slot.end)) for slot in starts]


def _of_section(document: Document, section: Section) -> Iterator[Criterion]:
    passed = examples(section)
    items = [item for item in section.items if not any(start <= item.start < end for start, end in passed)]
    yield from _items(document, section, items)
    for table in section.tables:
        yield from _rows(document, section, table)
    for code in section.code:
        if not any(item.start <= code.start < item.end for item in section.items):
            yield from _scenarios(section, code)
    if not any(item.slot for item in section.items) and section.role == "acceptance_criteria":
        structured = bool(section.tables or section.code or section.children)
        for paragraph in section.paragraphs:
            if not any(start <= paragraph.start for start, _ in passed):
                yield from _paragraph(section, paragraph, structured)


def _items(document: Document, section: Section, items: list[Item]) -> Iterator[Criterion]:
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if (item.parent is not None and not (_is_heading(item.parent) and item.parent.parent is None)) or _is_heading(
            item
        ):
            continue
        if not item.slot and not item.children:
            continue
        steps = [item]
        if (
            _pattern("given").match(item.slot.plain)
            and not item.children
            and not _pattern("then").search(item.slot.plain)
        ):
            while (
                at < len(items) and items[at].parent is item.parent and _pattern("follows").match(items[at].slot.plain)
            ):
                steps.append(items[at])
                at += 1
        if len(steps) > 1:
            slot = document.slot(item.slot.start, steps[-1].slot.end)
            yield Criterion(slot, None, "gherkin", section, item, [step.slot for step in steps])
        else:
            yield _criterion(section, item)


def _is_heading(item: Item) -> bool:
    """An item that only says what the items below it have in common: ``Error cases:``, ``**Happy path**``."""
    if not item.children or _pattern("gherkin").match(item.children[0].slot.plain):
        return False
    plain = item.slot.plain.strip()
    bold = item.slot.text.startswith(("**", "__")) and item.slot.text.rstrip(": ").endswith(("**", "__"))
    return (plain.endswith(":") or bold) and len(plain.split()) <= 5


def _criterion(section: Section, item: Item) -> Criterion:
    slot = item.body if item.body else item.slot
    steps = _steps(slot)
    for child in (*item.more, *(child.slot for child in item.children)):
        if _pattern("gherkin").match(child.plain):
            steps.extend(_steps(child) or [child])
    return Criterion(slot, item.label, _style(slot, bool(steps)), section, item, steps)


def _style(slot: Slot, steps: bool = False) -> Style:
    if _pattern("ears").search(slot.plain) and _pattern("ears start").match(slot.plain):
        return "ears"
    if steps or (_pattern("gherkin").match(slot.plain) and len(_pattern("step").findall(slot.plain)) >= 2):
        return "gherkin"
    return "plain"


def _steps(slot: Slot) -> list[Slot]:
    """The Given/When/Then steps of a slot, each from its keyword to the next; none in other prose."""
    if not _pattern("gherkin").match(slot.plain):
        return []
    starts = [
        match.start()
        for match in _pattern("step").finditer(slot.plain)
        if match.start() == 0 or slot.plain[match.start() - 1] in " \t\r\n,;*"
    ]
    if len(starts) < 2:
        return []
    return [slot.part(a, b) for a, b in zip(starts, [*starts[1:], len(slot.plain)], strict=True)]


_COLUMNS = frozenset(
    ("criterion", "criteria", "acceptance criterion", "acceptance criteria", "description", "requirement", "condition",
     "kriterium", "akzeptanzkriterium", "beschreibung", "criterio", "descripción")
)  # fmt: skip
_STEPS = frozenset(("given", "when", "then", "angenommen", "wenn", "dann", "dado", "cuando", "entonces"))


def _rows(document: Document, section: Section, table: Table) -> Iterator[Criterion]:
    names = [key(cell.plain) for cell in table.header]
    steps = [at for at, name in enumerate(names) if name in _STEPS]
    text = next((at for at, name in enumerate(names) if name in _COLUMNS), None)
    for row in table.rows:
        label = row[0] if row and row[0] and 0 not in steps and text != 0 else None
        if len(steps) >= 2:
            cells = [row[at] for at in steps if at < len(row) and row[at]]
            if cells:
                slot = document.slot(cells[0].start, cells[-1].end)
                yield Criterion(slot, label, "gherkin", section, None, cells)
        elif text is not None and text < len(row) and row[text]:
            yield Criterion(row[text], label, _style(row[text]), section, None, _steps(row[text]))


def _scenarios(section: Section, code: Code) -> Iterator[Criterion]:
    """The scenarios of a code block in Gherkin."""
    plain = code.body.plain
    first = _pattern("gherkin").match(plain) or plain.lstrip().lower().startswith(("feature", "scenario", "@"))
    if code.info.split(" ")[0].lower() not in ("gherkin", "feature", "cucumber") and not (first and "hen" in plain):
        return
    starts = [match.start() for match in _pattern("scenario").finditer(plain)] or [0]
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        slot = code.body.part(start, end).stripped()
        steps = _lines_of_steps(slot)
        if steps:
            yield Criterion(slot, None, "gherkin", section, None, steps)


def _lines_of_steps(slot: Slot) -> list[Slot]:
    lines = [slot.part(*match.span()) for match in re.finditer(r"[^\r\n]+", slot.text)]
    steps = [line.stripped() for line in lines if _pattern("gherkin").match(line.plain)]
    return [step for step in steps if not _pattern("scenario").match(step.plain)]


def _paragraph(section: Section, paragraph: Slot, structured: bool) -> Iterator[Criterion]:
    plain = paragraph.plain
    marks = list(_pattern("numbered").finditer(paragraph.text))
    if marks and not paragraph.text[: marks[0].start()].strip():
        for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(plain)], strict=True):
            slot = paragraph.part(mark.end(), end).stripped()
            label = paragraph.part(*mark.span("id"))
            while label.plain[-1:] in ":.)]" and len(label.plain) > 1:
                label = label.part(0, len(label.plain) - 1)
            yield Criterion(slot, label, _style(slot), section, None, _steps(slot))
        return
    if re.match(r"\s*[*#-]\s", plain):
        from storyai.document.flat import bullets

        for slot in bullets(paragraph):
            yield Criterion(slot, None, _style(slot), section, None, _steps(slot))
        return
    speaks = _pattern("gherkin").match(plain) or _pattern("ears start").match(plain)
    told = not structured and not plain.rstrip().endswith(":") and not _pattern("instruction").match(paragraph.text)
    if paragraph and (speaks or (told and not _pattern("example").search(paragraph.text))):
        yield Criterion(paragraph, None, _style(paragraph), section, None, _steps(paragraph))
