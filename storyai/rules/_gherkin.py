"""Scenarios of Given, When and Then, wherever a story holds them: in one criterion, over several list items, in code."""

import re
from functools import cache

from storyai.document import Document, Slot

_KEYWORDS = {
    "given": "given", "when": "when", "then": "then", "and": "and", "but": "and",
    "angenommen": "given", "gegeben": "given", "wenn": "when", "dann": "then", "und": "and", "aber": "and",
    "dado": "given", "dada": "given", "cuando": "when", "entonces": "then", "y": "and",
}  # fmt: skip


class Step:
    """``keyword`` as written, in lower case; ``kind`` given, when or then, for "And" that of the step before."""

    __slots__ = ("keyword", "kind", "slot")

    def __init__(self, keyword: str, kind: str, slot: Slot) -> None:
        self.keyword, self.kind, self.slot = keyword, kind, slot


class Scenario:
    """name is None where none is written. outline and examples are about "Scenario Outline" and its table."""

    __slots__ = ("background", "code", "end", "examples", "name", "outline", "start", "steps")

    def __init__(self, start: int, end: int, name: Slot | None, code: bool = False) -> None:
        self.start, self.end, self.name, self.code = start, end, name, code
        self.steps: list[Step] = []
        self.outline = self.examples = self.background = False

    def kinds(self) -> list[str]:
        return [step.kind for step in self.steps]


@cache
def _line() -> re.Pattern[str]:
    return re.compile(
        r"^[ \t]*(?:(?P<head>Scenario Outline|Scenario Template|Scenario|Example|Background|Szenario|Escenario)[ \t]*:[ \t]*(?P<name>[^\r\n]*)"
        r"|(?P<examples>Examples|Scenarios|Beispiele|Ejemplos)[ \t]*:"
        r"|(?P<step>Given|When|Then|And|But|Angenommen|Wenn|Dann|Und|Dado|Cuando|Entonces)\b[^\r\n]*)",
        re.MULTILINE,
    )


_last: tuple[Document, list[Scenario]] | None = None


def scenarios(document: Document) -> list[Scenario]:
    """All scenarios in the order of the text; remembered for the last document."""
    global _last
    last = _last
    if last is not None and last[0] is document:
        return last[1]
    found = [*_in_criteria(document), *_in_code(document)]
    found.sort(key=lambda scenario: scenario.start)
    _last = (document, found)
    return found


def keyword(slot: Slot) -> str:
    """The step keyword that a slot begins with, or nothing."""
    word = slot.plain.strip(" *_`").partition(" ")[0].strip("*_,:`").lower()
    return word if word in _KEYWORDS else ""


def _in_criteria(document: Document) -> list[Scenario]:
    found: list[Scenario] = []
    current: Scenario | None = None
    for criterion in document.criteria:
        first = keyword(criterion.slot)
        if not first or criterion.style == "ears":
            current = None
            continue
        steps = [step for step in criterion.steps if _begins(document, criterion.slot, step)]
        if len(steps) >= 2:
            scenario = Scenario(criterion.start, criterion.end, criterion.label)
            for step in steps:
                _add(scenario, keyword(step), step)
            found.append(scenario)
            current = None
            continue
        # one step for each item: a scenario begins with Given, or with When behind a Then
        kind = _KEYWORDS[first]
        if criterion.item is not None and (
            current is None or (kind == "given" and current.steps[-1].kind != "given")
            or (kind == "when" and first != "and" and current.steps[-1].kind == "then") or not _adjacent(document, current, criterion.start)
        ):  # fmt: skip
            if kind == "and":
                continue
            current = Scenario(criterion.start, criterion.end, None)
            found.append(current)
        if current is not None:
            _add(current, first, criterion.slot)
            current.end = criterion.end
    return [scenario for scenario in found if len(scenario.steps) >= 2]


def _begins(document: Document, slot: Slot, step: Slot) -> bool:
    """Whether a step keyword begins a step, and is not a word of one: "a discount when the sum is above 100"."""
    word = step.plain.lstrip(" *_")[:1]
    before = document.text[slot.start : step.start].rstrip(" \t*_")
    return word.isupper() or not before or before[-1] in ",;:\r\n"


def _adjacent(document: Document, scenario: Scenario, start: int) -> bool:
    """Whether nothing but the list's marks stands between the scenario and the next item."""
    between = document.text[scenario.end : start]
    return len(between) < 200 and not any(c.isalnum() for c in between.replace("[x]", "").replace("[X]", ""))


def _in_code(document: Document) -> list[Scenario]:
    found: list[Scenario] = []
    for section in document.sections:
        for code in section.code:
            body = code.body
            language = code.info.strip().lower()
            if language not in ("gherkin", "feature", "cucumber") and not (
                language in ("", "text")
                and ("Scenario" in body.text or ("Given " in body.text and "Then " in body.text))
            ):
                continue
            current: Scenario | None = None
            for match in _line().finditer(body.text):
                if match["head"]:
                    name = (
                        document.slot(body.start + match.start("name"), body.start + match.end("name"))
                        if match["name"].strip()
                        else None
                    )
                    current = Scenario(body.start + match.start("head"), body.start + match.end(), name, code=True)
                    current.outline = match["head"] in ("Scenario Outline", "Scenario Template")
                    current.background = match["head"] == "Background"
                    found.append(current)
                elif match["examples"]:
                    if current is not None:
                        current.examples = True
                else:
                    start = body.start + match.start("step")
                    slot = document.slot(start, body.start + match.end())
                    if current is None:
                        current = Scenario(start, slot.end, None, code=True)
                        found.append(current)
                    _add(current, match["step"].split()[0].strip(",:").lower(), slot)
                    current.end = slot.end
    return found


def _add(scenario: Scenario, word: str, slot: Slot) -> None:
    kind = _KEYWORDS.get(word, "and")
    if kind == "and":
        kind = scenario.steps[-1].kind if scenario.steps else "given"
    scenario.steps.append(Step(word, kind, slot))
