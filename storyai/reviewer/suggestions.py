"""Rewrites of vague criteria by a model: asked for, checked against the story, and made fixes of the findings.

A rewrite that brings in a number, unit, name or date the story does not have is never shown: where a fact is missing
it holds a visible ``(Open question: ...)``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storyai.document import Criterion, Document, Slot, parse
from storyai.engine import Correction, Engine, Reply, Request, Usage
from storyai.finding import Edit, Finding, Fix
from storyai.grounding import Source, is_german
from storyai.hostile import only_known_links

_MOST = 3  # rewrites of one criterion


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The findings with their fixes, what asking cost, and how many rewrites failed the check."""

    findings: list[Finding]
    usage: Usage
    dropped: int


def suggest(document: Document, text: str, findings: Sequence[Finding], engine: Engine) -> Suggestions:
    """Rewrites for every criterion with a ``vague`` finding, as unsafe fixes; at most two requests.

    text: the story as it may be sent. Raises EngineError.
    """
    vague = _vague(document, findings)
    if not vague:
        return Suggestions(list(findings), Usage(), 0)
    request = suggest_request(text, vague)
    answer = engine(request)
    usage = answer.usage
    good, faults = _checked(document, answer.reply, [criterion for criterion, _ in vague])
    dropped = len(faults)
    if faults:
        problem = "\n".join(f"- {fault}" for fault in faults)
        again = engine(replace(request, corrections=(_correction(answer.reply, problem),)))
        usage += again.usage
        better, faults = _checked(document, again.reply, [criterion for criterion, _ in vague])
        dropped = len(faults)
        good = {number: better.get(number) or good.get(number, []) for number in {*better, *good}}
    fixes = {number: _fixes(vague[number - 1][0], rewrites) for number, rewrites in good.items() if rewrites}
    changed: list[Finding] = []
    for finding in findings:
        number = next((at for at, (_, about) in enumerate(vague, 1) if any(each is finding for each in about)), 0)
        if number in fixes:
            shown = [fix.edits[0].text for fix in fixes[number]]
            # A safe fix of a rule stays; a rule's question in place of a fact gives way to the rewrite.
            fix = finding.fix if finding.fix is not None and finding.fix.safe else fixes[number][0]
            finding = replace(finding, fix=fix, extra={**finding.extra, "suggestions": shown})
        changed.append(finding)
    return Suggestions(changed, usage, dropped)


def suggest_request(text: str, vague: Sequence[tuple[Criterion, Sequence[Finding]]]) -> Request:
    """The question to a model: the story, and the criteria with the words that are vague."""
    lines = []
    for number, (criterion, about) in enumerate(vague, 1):
        words = ", ".join(dict.fromkeys(f'"{" ".join(finding.quote.split())}"' for finding in about))
        slot = body(criterion)
        lines.append(f"{number}. {' '.join(text[slot.start : slot.end].split())}\n   vague: {words}")
    return Request("suggest", {"story": text, "criteria": "\n".join(lines)})


def _correction(reply: Reply, problem: str) -> Correction:
    import json

    return Correction(json.dumps(reply, ensure_ascii=False), problem)


def _vague(document: Document, findings: Sequence[Finding]) -> list[tuple[Criterion, list[Finding]]]:
    """The criteria with a ``vague`` finding, and those findings."""
    found: list[tuple[Criterion, list[Finding]]] = []
    for criterion in document.criteria:
        about = [
            finding
            for finding in findings
            if "vague" in finding.tags and criterion.start <= finding.start and finding.end <= criterion.end
        ]
        if about:
            found.append((criterion, about))
    return found


def body(criterion: Criterion) -> Slot:
    """What a rewrite replaces: the criterion's words without its label."""
    item = criterion.item
    if item is not None and criterion.label is not None and criterion.start <= item.body.start < criterion.end:
        return item.body.stripped()
    return criterion.slot.stripped()


def _checked(document: Document, reply: Reply, criteria: Sequence[Criterion]) -> tuple[dict[int, list[str]], list[str]]:
    """The rewrites that stand, by the criterion's number, and for each other the reason."""
    source = Source(document.text)
    german = is_german(document.text)
    good: dict[int, list[str]] = {}
    faults: list[str] = []
    for each in reply.get("suggestions", []):
        number = each["criterion"]
        if not 1 <= number <= len(criteria):
            faults.append(f"there is no criterion {number}")
            continue
        old = body(criteria[number - 1]).text
        for rewrite in each["rewrites"]:
            line = " ".join(only_known_links(rewrite, [document.text]).split())
            if not line or line == old or line in good.get(number, ()):
                continue
            if missing := source.missing(line, german=german):
                names = ", ".join(dict.fromkeys(fact.text for fact in missing))
                faults.append(
                    f'criterion {number}, "{line[:160]}": the story does not say {names};'
                    " ask for it with (Open question: ...) instead"
                )
            elif words := still_vague(line):
                faults.append(f'criterion {number}, "{line[:160]}": still vague: {", ".join(words)}')
            elif len(good.setdefault(number, [])) < _MOST:
                good[number].append(line)
    return good, faults


def still_vague(criterion: str) -> list[str]:
    """The words for which a rule would call a criterion vague; its questions may ask for anything."""
    import re

    from storyai.linter import LintSettings, lint

    told = re.sub(r"\(Open question:[^()]*(?:\([^()]*\)[^()]*)*\)", "(X)", criterion)
    alone = parse(f"## Acceptance Criteria\n\n- [ ] {told}\n")
    found = lint(alone, LintSettings(select=("vague",), severity="warning"))
    return list(dict.fromkeys(finding.quote for finding in found))


def _fixes(criterion: Criterion, rewrites: Sequence[str]) -> list[Fix]:
    slot = body(criterion)
    return [Fix("Rewrite the criterion", (Edit(slot.start, slot.end, line),)) for line in rewrites]
