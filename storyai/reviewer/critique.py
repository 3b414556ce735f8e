"""A model's objections as findings: located in the text, checked, merged, and never what a rule said already.

A reply is a plain dict in the shape of ``prompts/critique.schema.json``. Nothing here calls a model.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storyai.document import Document
from storyai.engine import Correction, Reply
from storyai.finding import Finding, Severity
from storyai.hostile import only_known_links
from storyai.reviewer.quotes import locate
from storyai.rules._kinds import KINDS

_LONGEST = 500  # characters of a model's sentence that are kept


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection of a reply at its place: ``text[start:end]``."""

    kind: str
    category: str | None
    start: int
    end: int
    why: str
    remedy: str
    severity: Severity
    identity: tuple[str, ...]


def read(document: Document, reply: Reply) -> tuple[list[Objection], list[str]]:
    """The objections of a reply that stand, and for each that does not the reason in words for the model."""
    good: list[Objection] = []
    faults: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for each in reply.get("findings", []):
        kind, category = each["kind"], each.get("category")
        if kind not in KINDS:
            faults.append(f"'{kind}' is not a kind")
            continue
        if kind == "missing-risk" and category is None:
            faults.append(f'the missing-risk quoting "{each["quote"][:120]}" has no category')
            continue
        place = locate(document, each["quote"])
        if place is None:
            faults.append(
                f'the quote "{each["quote"][:200]}" does not stand in the story; copy the words exactly from one line'
            )
            continue
        why, remedy = (_sentence(each[key], document) for key in ("why", "remedy"))
        if not why:
            faults.append(f'the finding quoting "{each["quote"][:120]}" does not say why')
            continue
        who = identity(kind, category, document.text[place[0] : place[1]])
        if who in seen:
            continue
        seen.add(who)
        good.append(Objection(kind, category, *place, why, remedy, _severity(each), who))
    return good, faults


def _severity(each: Mapping[str, Any]) -> Severity:
    return "info" if each.get("severity") == "info" else "warning"


def _sentence(text: str, document: Document) -> str:
    """A model's sentence: one line, of bounded length, without links, images or HTML of its own."""
    text = " ".join(only_known_links(text, [document.text]).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def identity(kind: str, category: str | None, quoted: str) -> tuple[str, ...]:
    """What makes two objections the same: kind, category and the words quoted, however they are marked up.

    A missing risk is one for each category: which sentence brings it in is a matter of taste.
    """
    if kind == "missing-risk" and category:
        return kind, category
    return kind, " ".join(re.findall(r"\w+", quoted.casefold())) or quoted


def correction(reply: Reply, faults: Sequence[str]) -> Correction:
    """The second and last asking: what was wrong with the first reply."""
    import json

    return Correction(
        json.dumps(reply, ensure_ascii=False),
        "\n".join(f"- {fault}" for fault in faults)
        + "\nKeep the findings that are right. Leave out a finding for which there are no exact words to quote.",
    )


def merge(first: Sequence[Objection], second: Sequence[Objection]) -> list[Objection]:
    """Both, each objection once; the first one's words win."""
    merged = list(first)
    merged += [each for each in second if not any(same(each, other) for other in first)]
    return merged


def same(one: Objection, other: Objection) -> bool:
    """The same identity, or the same kind and category about overlapping words."""
    if one.identity == other.identity:
        return True
    alike = (one.kind, one.category) == (other.kind, other.category)
    return alike and one.start < other.end and other.start < one.end


def count(samples: Sequence[Sequence[Objection]]) -> list[tuple[Objection, int]]:
    """Each objection of several samples once, with the number of samples it came back in; most frequent first."""
    found: list[tuple[Objection, int]] = []
    for objections in samples:
        counted: set[int] = set()
        for each in objections:
            index = next((at for at, (known, _) in enumerate(found) if same(known, each)), None)
            if index is None:
                found.append((each, 0))
                index = len(found) - 1
            if index not in counted:
                counted.add(index)
                found[index] = (found[index][0], found[index][1] + 1)
    return sorted(found, key=lambda pair: -pair[1])


# A rule's finding with one of these tags anywhere in the same story says what an objection of the kind would say.
_SAID_BY = {"missing-unhappy-path": "missing-error-path"}


def said_already(document: Document, objection: Objection, findings: Iterable[Finding]) -> bool:
    """Whether a rule said it: of overlapping words with the same tag, or anywhere in the story of what is missing."""
    tag = KINDS[objection.kind].tags[0]
    part = _part(document, objection.start)
    for finding in findings:
        if finding.source != "rule":
            continue
        if objection.category and "missing-risk" in finding.tags:
            if objection.kind == "missing-risk" and objection.category in finding.tags:
                return True
        elif objection.kind in _SAID_BY:
            if _SAID_BY[objection.kind] in finding.tags and _part(document, finding.start) == part:
                return True
        elif tag in finding.tags and finding.start < objection.end and objection.start < finding.end:
            return True
    return False


def _part(document: Document, offset: int) -> int:
    return bisect_right([part.start for part in document.parts], offset)


def tags(objection: Objection) -> tuple[str, ...]:
    """``vague``, ``missing-risk`` with its category, ...: the words of the rules."""
    own = KINDS[objection.kind].tags
    return (*own, objection.category) if objection.category else own


def as_finding(document: Document, objection: Objection, seen: int, samples: int) -> Finding:
    """The finding of an objection. With several samples its message ends in how often it came back: ``[2/3]``."""
    kind = KINDS[objection.kind]
    section = document.section_at(objection.start)
    while section is not None and not section.title:
        section = section.parent
    message = f"{objection.why} [{seen}/{samples}]" if samples > 1 else objection.why
    return Finding(
        kind.code,
        kind.name,
        objection.severity,
        message,
        objection.start,
        objection.end,
        document.text[objection.start : objection.end],
        objection.remedy or kind.help,
        section.title if section is not None else None,
        "model",
        tags(objection),
        fingerprint=fingerprint(objection),
        extra={"seen": seen, "samples": samples},
    )


def fingerprint(objection: Objection) -> str:
    """32 hexadecimal digits from the identity: the same between samples, runs and after lines have moved."""
    from hashlib import sha256

    return sha256("\0".join(("model", *objection.identity)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
