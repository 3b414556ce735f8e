"""Applying fixes: splices that overlap nothing, change nothing else and add no fact."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from re import Pattern

from storyai.document import Document, Section, parse
from storyai.document.roles import FIELDS, SECTIONS
from storyai.finding import Edit, Finding, Fix

ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Fixed:
    """The text after fixing, the findings that were fixed, and those whose fix was refused with the reason."""

    text: str
    fixed: list[Finding]
    refused: list[tuple[Finding, str]]


def fix(text: str, look: Callable[[str], Sequence[Finding]], *, unsafe: bool = False) -> Fixed:
    """Apply fixes until none is left: what one fix brings to light, the next round mends.

    look: the findings of a text. Fixing the result again changes nothing.
    """
    fixed: list[Finding] = []
    refused: dict[tuple[str, str], tuple[Finding, str]] = {}
    seen = {text}
    found = look(text)
    for _ in range(ROUNDS):
        offered = [
            finding
            for finding in found
            if finding.fix is not None
            and finding.fix.edits
            and (unsafe or finding.fix.safe)
            and (finding.code, finding.fingerprint) not in refused
        ]
        after, done, failed = _apply_checked(text, without_overlaps(offered))
        next_found = look(after) if done else found
        useless = _still_there(done, next_found)
        if after in seen and done:
            # Two fixes undo each other: whatever they want is no improvement.
            failed += [(finding, "another fix takes it back") for finding in done]
        elif useless:
            # Another round would apply it again, and again.
            failed += [(finding, "it does not settle the finding") for finding in useless]
        elif not done:
            break
        else:
            seen.add(after)
            text, found = after, next_found
            fixed.extend(done)
        refused.update({(finding.code, finding.fingerprint): (finding, why) for finding, why in failed})
    return Fixed(text, fixed, list(refused.values()))


def _still_there(done: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """Those of the fixed findings that the text after fixing still has, at the place they have moved to."""
    edits = sorted((edit for finding in done if finding.fix for edit in finding.fix.edits), key=lambda edit: edit.start)
    places = {(finding.code, finding.start, finding.quote, finding.message) for finding in found}
    return [
        finding
        for finding in done
        if (
            finding.code,
            finding.start + sum(len(e.text) - (e.end - e.start) for e in edits if e.end <= finding.start),
            finding.quote,
            finding.message,
        )
        in places
    ]


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Findings whose fixes can be applied together: by place, the first of those that touch each other."""
    chosen: list[Finding] = []
    taken: list[tuple[int, int]] = []
    wanted = [(finding, finding.fix) for finding in findings if finding.fix is not None and finding.fix.edits]
    for finding, remedy in sorted(wanted, key=lambda pair: min(edit.start for edit in pair[1].edits)):
        spans = [(edit.start, edit.end) for edit in remedy.edits]
        if not any(_touch(span, other) for span in spans for other in taken[-64:]):
            taken.extend(spans)
            taken.sort()
            chosen.append(finding)
    return chosen


def splice(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits applied; inserted line ends become those of the text."""
    pieces: list[str] = []
    at = 0
    newline = _newline(text)
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces.append(text[at : edit.start])
        pieces.append(edit.text if newline == "\n" else edit.text.replace("\r\n", "\n").replace("\n", newline))
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def objection(text: str, remedy: Fix, document: Document | None = None) -> str | None:
    """Why a fix must not be applied to a text, None if it may."""
    return _objection(document or parse(text), remedy.edits)


def _apply_checked(text: str, findings: list[Finding]) -> tuple[str, list[Finding], list[tuple[Finding, str]]]:
    """All fixes at once where that is sound, else one after the other, passing over those that are not."""
    document = parse(text)
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    if _objection(document, edits) is None:
        return splice(text, edits), findings, []
    done: list[Finding] = []
    failed: list[tuple[Finding, str]] = []
    good: list[Edit] = []
    for finding in findings:
        remedy = finding.fix
        if remedy is None:
            continue
        why = _objection(document, [*good, *remedy.edits])
        if why is None:
            good.extend(remedy.edits)
            done.append(finding)
        else:
            failed.append((finding, why))
    return splice(text, good), done, failed


def _objection(document: Document, edits: Sequence[Edit]) -> str | None:
    text = document.text
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    if any(not 0 <= edit.start <= edit.end <= len(text) for edit in ordered):
        return "it reaches outside the text"
    if any(_touch((a.start, a.end), (b.start, b.end)) for a, b in pairwise(ordered)):
        return "its edits overlap"
    comments = [(comment.start, comment.end) for comment in document.comments]
    stated = [edit for edit in edits if not any(start < edit.start and edit.end < end for start, end in comments)]
    added = {fact for edit in stated for fact in facts(edit.text)}
    added -= facts(text) if added else added
    if added:
        return f"it adds what the story does not say: {', '.join(sorted(added))}"
    after = parse(splice(text, ordered))
    spans = [(edit.start, edit.end) for edit in ordered]
    moved: list[tuple[int, int]] = []
    shift = 0
    newline = len(_newline(text)) - 1
    for edit in ordered:
        size = len(edit.text) + newline * edit.text.count("\n")
        moved.append((edit.start + shift, edit.start + shift + size))
        shift += size - (edit.end - edit.start)
    if _untouched(document, spans) != _untouched(after, moved):
        return "the rest of the story would change its meaning"
    return None


def _untouched(document: Document, spans: list[tuple[int, int]]) -> list[tuple[str, ...]]:
    """Every part that no span touches, with the heading it stands under."""
    parts: list[tuple[int, int, str, Section | None]] = []
    for section in document.sections:
        if section.level:
            kind = f"heading {section.level} {section.role}"
            parts.append((section.heading.start, section.heading.end, kind, section.parent))
        parts.extend((slot.start, slot.end, "paragraph", section) for slot in section.paragraphs)
        parts.extend((field.start, field.end, f"field {field.role}", section) for field in section.fields)
        parts.extend((code.start, code.end, "code", section) for code in section.code)
        parts.extend((table.start, table.end, "table", section) for table in section.tables)
    parts.extend(
        (item.slot.start, item.slot.end, f"item {item.depth} {item.ordered} {item.checked}", item.section)
        for item in document.items
    )
    parts.sort(key=lambda part: part[:3])
    kept: list[tuple[str, ...]] = []
    at = 0
    for start, end, kind, home in parts:
        while at < len(spans) and spans[at][1] < start:
            at += 1
        if any(_meet((start, end), span) for span in spans[at : at + 64]):
            continue
        heading = home.heading if home is not None else None
        title = heading.text if heading and not any(_meet((heading.start, heading.end), s) for s in spans) else ""
        kept.append((kind, document.text[start:end], title))
    return kept


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two edits compete: they overlap, or insert at the same place."""
    return (a[0] < b[1] and b[0] < a[1]) or (a[0] == b[0] and (a[0] == a[1] or b[0] == b[1]))


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share a character or a border."""
    return a[0] <= b[1] and b[0] <= a[1]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


_UNITS = (
    "ms|s|sec|secs|seconds?|minutes?|min|hours?|h|days?|weeks?|months?|years?|[kKMGT]i?B|bytes?|bit|px|[€$£%]|percent"
)
# Words any story may hold beside the template's own headings and labels.
_COMMON = (
    "Open Question TODO Critical High Medium Low Small Large XL BUG FEATURE ENHANCEMENT SECURITY Mitigation Yes No "
    "Given When Then GIVEN WHEN THEN"
)


@cache
def _fact_forms() -> tuple[Pattern[str], Pattern[str]]:
    import re

    number = rf"(?<![\w.])(?P<number>[€$£#]?\d(?:[\w.,:/-]*\w)?)(?:[ \u00a0\u202f]?(?P<unit>{_UNITS})(?!\w))?"
    # A capital inside a sentence, or a word that is more than an initial capital: names, products, abbreviations.
    name = r"(?<=[a-zäöüßáéíóúñ,;] )[A-ZÄÖÜ][\w-]+|\b[^\W\d_]*[a-zäöüß][A-ZÄÖÜ]\w*|\b[A-Z]{2,}\w*|\S+@\S+|\b\w+://\S+"
    return re.compile(number), re.compile(name)


@cache
def _template_words() -> frozenset[str]:
    words = " ".join((*SECTIONS.values(), *FIELDS.values(), _COMMON))
    return frozenset(words.replace("/", " ").replace("(", " ").replace(")", " ").split())


def facts(text: str) -> frozenset[str]:
    """Numbers, numbers with their units, dates, names, addresses and abbreviations that a text states."""
    numbers, names = _fact_forms()
    found = {match[0] for match in names.finditer(text)}
    for match in numbers.finditer(text):
        found.add(match["number"])
        if match["unit"]:
            found.add(match["number"] + match["unit"])
    return frozenset(found - _template_words())
