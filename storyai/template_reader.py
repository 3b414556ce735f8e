"""Read story values out of a Document; the other half of ``storyai.template``.

A document is cut at its headings with a role of the template. Each piece is read by the role's reader, which
marks what it has taken; what nobody took is kept as Markdown in ``extra``. Raw text is read rather than the
Document's slots, because what ``render`` wrote must come back as it was.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from storyai import template
from storyai import values as forms
from storyai.document import Document, Item, Section, Slot
from storyai.document.roles import SECTIONS, key
from storyai.fence import close, unguard
from storyai.values import PLACEHOLDERS, Values


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


_BOLD = r"\*\*((?:[^*\\\n]|\\.)*)\*\*"
_PATTERNS = {
    "statement": rf"(?m)^As an? {_BOLD}, I want {_BOLD}, so that {_BOLD}\.[ \t]*$",
    "label": r"\*\*(?P<title>(?:[^*\\\n]|\\.)+?):\*\*(?:[ \t]+|(?=\n|$))",
    "box": r"\[(?P<mark>[ xX])\](?:[ \t]+|$)",
    "marker": r"(?P<marker>[-+*]|[0-9]{1,9}[.)])(?P<space>[ \t]*)",
    "field": r"(?m)^\*\*(?P<name>Issue Type|Priority|Complexity|Estimated Hours):\*\*[ \t]*(?P<value>[^\n]*)$",
    "footer": r"(?m)^\*\*Created:\*\*[ \t]*([^\n]*)\n\*\*Created By:\*\*[ \t]*([^\n]*)\n\*\*Last Updated:\*\*[ \t]*([^\n]*)$",
    "answer": r"(?i:\*{0,2}(?P<word>yes|no)\b\*{0,2})(?:[ \t]*[-–—:,.][ \t]+|[ \t]+|(?=\n|$))",
    "relation": r"(?i:\*{0,2}(?P<kind>related to|blocked by|blocks)\b:?\*{0,2}):?(?:[ \t]+|(?=\n|$))",
    "fence": r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)\n?",
    "escape": r"\\([\\*])",
    "rule": r"\A(?:[ \t]*(?:\n|$)|[ ]{0,3}(?:-[ \t]*){3,}(?:\n|$)|[ ]{0,3}(?:\*[ \t]*){3,}(?:\n|$)|[ ]{0,3}(?:_[ \t]*){3,}(?:\n|$))+",
}
FIELD_NAMES = {"Issue Type": "issue_type", "Priority": "priority", "Complexity": "complexity"}
CHOICES = {"issue_type": forms.ISSUE_TYPES, "priority": forms.PRIORITIES, "complexity": forms.COMPLEXITIES}

# Lines of the template that say nothing about the story, and the items of its examples.
GUIDANCE = frozenset((template.WHY, template.CONDITIONS, template.COMPLETE_WHEN))
EXAMPLES = frozenset((
    "As a **ETL operator**, I want **to pause running jobs**, so that **I can make configuration changes without restarting**.",
    '[ ] User can click "Pause" button on running job',
    '[ ] Job status changes to "Paused" in UI and database',
    "[ ] Worker threads stop processing after current record",
    "[ ] User can resume job without data loss",
))  # fmt: skip
EXAMPLE_CODE = ("POST /api/v1/jobs/{job_id}/pause\n", "ALTER TABLE jobs ADD COLUMN paused_at TIMESTAMP NULL;\n")


@dataclass(slots=True)
class _Piece:
    """The text of one section up to ``inner``, where a heading that is not the template's begins, and to ``end``.

    taken: the ranges that a reader has used. items: top-level list items up to ``inner``.
    """

    role: str
    heading: str
    start: int
    inner: int
    end: int
    items: list[Item] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.values = forms.blank()
        self.values["documentation"], self.values["definition_of_done"] = [], []
        self.extra: dict[str, list[str]] = {}

    # -- cutting -------------------------------------------------------------------------------------------

    def pieces(self) -> list[_Piece]:
        document = self.document
        real = {section.role for section in document.sections if 0 < section.level < 7}
        whole = document.shape == "template"
        title = self.title_section()
        pieces = [_Piece("header", "", document.front_matter.end if document.front_matter else 0, -1, len(self.text))]
        for section in document.sections:
            if section.level == 0:
                continue
            accepted = section.role in SECTIONS and section is not title
            if accepted and section.level == 7:
                accepted = not whole and section.role not in real
            last = pieces[-1]
            if accepted and section.role is not None:
                last.end = section.start
                last.inner = min(last.inner, last.end) if last.inner >= 0 else last.end
                pieces.append(_Piece(section.role, section.title, section.heading.end, -1, len(self.text)))
            elif section is title:
                last.taken.append((section.start, section.heading.end))
            elif (
                last.inner < 0
                and (section.level < 7 or section.role is not None)
                and last.role not in ("notes", "background", "header")
            ) or (last.inner < 0 and section.level < 7):
                last.inner = section.start
        if pieces[-1].inner < 0:
            pieces[-1].inner = len(self.text)
        self.hand_out_items(pieces)
        return pieces

    def title_section(self) -> Section | None:
        firsts = [section for section in self.document.sections if section.level == 1]
        if not firsts:
            return None
        if firsts[0].role in SECTIONS and any(section.role in SECTIONS for section in firsts[1:]):
            return None
        return firsts[0]

    def hand_out_items(self, pieces: list[_Piece]) -> None:
        at = 0
        nested: list[tuple[_Piece, Item]] = []
        for item in self.document.items:
            if item.parent is not None or not self.own_line(item.start):
                continue
            while at + 1 < len(pieces) and item.start >= pieces[at].end:
                at += 1
            if item.start < pieces[at].inner:
                pieces[at].items.append(item)
            else:
                nested.append((pieces[at], item))
        flat = {id(piece) for piece in pieces if not piece.items}
        for piece, item in nested:
            if id(piece) in flat and piece.role == "acceptance_criteria":
                piece.items.append(item)

    def own_line(self, start: int) -> bool:
        line = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        return not self.text[line:start].strip()

    # -- raw text ------------------------------------------------------------------------------------------

    def raw(self, item: Item) -> str:
        """The item's Markdown without marker and indentation."""
        text = forms.clean(self.text[item.start : item.end])
        match = _pattern("marker").match(text)
        if match is None:
            return text
        line = max(self.text.rfind("\n", 0, item.start), self.text.rfind("\r", 0, item.start)) + 1
        indent = len(self.text[line : item.start].expandtabs(4)) + len(match["marker"])
        spaces = len(match["space"].expandtabs(4))
        indent += spaces if 1 <= spaces <= 4 else 1
        text = text[match.end() :]
        if "\n" not in text:
            return text
        first, *rest = text.split("\n")
        return "\n".join([first, *(_dedent(line, indent) for line in rest)])

    def take(self, piece: _Piece, item: Item) -> str:
        piece.taken.append((item.start, item.end))
        return self.raw(item)

    def rest(self, piece: _Piece) -> None:
        """Keep what nobody took."""
        found: list[str] = []
        at = piece.start
        for start, end in [*sorted(piece.taken), (piece.end, piece.end)]:
            if start > at:
                text = _trim(forms.clean(self.text[at:start]))
                if text:
                    found.append(text)
            at = max(at, end)
        if found:
            self.extra.setdefault(piece.role, []).extend(found)

    def own(self, piece: _Piece) -> str:
        """The piece's text up to the first inner heading, less what was taken, as one block."""
        parts: list[str] = []
        at = piece.start
        for start, end in [*sorted(piece.taken), (piece.inner, piece.inner)]:
            if at < min(start, piece.inner):
                parts.append(_trim(forms.clean(self.text[at : min(start, piece.inner)])))
            at = max(at, end)
        piece.taken.append((piece.start, piece.inner))
        return "\n\n".join(part for part in parts if part)

    # -- readers -------------------------------------------------------------------------------------------

    def read(self) -> Values:
        pieces = self.pieces()
        self.footer(pieces)
        readers: dict[str, Callable[[_Piece], None]] = {
            "header": self.header, "story": self.story, "acceptance_criteria": self.criteria, "risks": self.risks,
            "effort": self.effort, "related": self.related,
            "background": lambda piece: self.block(piece, "background"), "notes": lambda piece: self.block(piece, "notes"),
            "migration": lambda piece: self.answer(piece, "data_migration"),
            "breaking_changes": lambda piece: self.answer(piece, "breaking_changes"),
            "api": lambda piece: self.sketch(piece, "api_design"),
            "database": lambda piece: self.sketch(piece, "database_schema"),
            "documentation": lambda piece: self.ticks(piece, "documentation"),
            "definition_of_done": lambda piece: self.ticks(piece, "definition_of_done"),
            "technical": lambda _: None, "design": lambda _: None, "testing": lambda _: None,
        }  # fmt: skip
        for role, name in _LISTS.items():
            readers[role] = lambda piece, name=name: self.listed(piece, name)  # type: ignore[misc]
        for piece in pieces:
            self.examples(piece)
            readers[piece.role](piece)
            self.rest(piece)
        if self.document.shape != "template":
            self.anywhere()
        self.values["extra"] = {role: close("\n\n".join(texts)) for role, texts in self.extra.items()}
        return forms.normal(self.values)

    def examples(self, piece: _Piece) -> None:
        """Pass over the template's own examples."""
        found = [item for item in piece.items if forms.clean(self.text[item.start : item.end])[2:] in EXAMPLES]
        if not found:
            return
        piece.items = [item for item in piece.items if item not in found]
        piece.taken.extend((item.start, item.end) for item in found)
        at = self.text.rfind("**Example:**", piece.start, found[0].start)
        if at >= 0 and not self.text[at + 12 : found[0].start].strip():
            piece.taken.append((at, at + 12))

    def header(self, piece: _Piece) -> None:
        title = self.title_section()
        if title is not None:
            raw = forms.clean(self.text[title.start : title.heading.end])
            words = (
                re.sub(r"^ {0,3}#[ \t]+", "", raw)
                if raw.lstrip().startswith("#")
                else title.heading.text.partition("\n")[0]
            )
            self.values["title"] = words
        if self.document.front_matter is not None:
            raw = forms.clean(self.document.front_matter.text).strip()
            self.extra["front_matter"] = [raw.removeprefix("---").removesuffix("---").strip("\n")]
        self.fields(piece)
        for name in ("issue_type", "priority", "complexity", "created", "created_by", "last_updated"):
            found = next(
                (f for f in self.document.fields if f.role == name and piece.start <= f.start < piece.end), None
            )
            if found is not None and not self.values[name] and name not in self.extra:
                self.set_field(name, found.value.text)
                piece.taken.append((found.start, found.end))

    def fields(self, piece: _Piece) -> None:
        for match in _pattern("field").finditer(self.text, piece.start, piece.inner):
            name = match["name"]
            value = forms.line(match["value"])
            if piece.role == "header" and name in FIELD_NAMES:
                self.set_field(FIELD_NAMES[name], value)
            elif piece.role == "effort" and name == "Complexity":
                self.set_effort(value)
            elif piece.role == "effort" and name == "Estimated Hours":
                self.values["effort"]["hours_text"] = value
            else:
                continue
            piece.taken.append(match.span())

    def set_field(self, name: str, value: str) -> None:
        value = forms.line(value, name)
        if not value:
            return
        if name not in CHOICES:
            self.values[name] = value
            return
        choice = _choose(value, CHOICES[name])
        if choice is None:
            self.extra[name] = [value]
        else:
            self.values[name] = choice

    def set_effort(self, value: str) -> None:
        if value in PLACEHOLDERS["complexity"]:
            return
        choice = _choose(value, forms.COMPLEXITIES)
        if choice is None:
            self.extra["effort_complexity"] = [value]
        else:
            self.values["effort"]["complexity"] = choice

    def footer(self, pieces: list[_Piece]) -> None:
        matches = list(_pattern("footer").finditer(self.text))
        if not matches:
            return
        match = matches[-1]
        piece = next(piece for piece in pieces if match.start() < piece.end)
        piece.taken.append(match.span())
        for name, value in zip(("created", "created_by", "last_updated"), match.groups(), strict=True):
            self.set_field(name, value)

    def story(self, piece: _Piece) -> None:
        values = self.values
        if values["role"] or values["want"]:
            return
        match = _pattern("statement").search(self.text, piece.start, piece.end)
        if match is not None:
            for name, words in zip(("role", "want", "benefit"), match.groups(), strict=True):
                values[name] = _unescape(words)
            piece.taken.append(match.span())
            return
        for statement in self.document.statements:
            if piece.start <= statement.start < piece.end:
                self.statement(statement.role, statement.want, statement.benefit)
                piece.taken.append(self.whole_lines(statement.start, statement.end))
                return

    def statement(self, role: Slot | None, want: Slot | None, benefit: Slot | None) -> None:
        for name, slot in (("role", role), ("want", want), ("benefit", benefit)):
            self.values[name] = re.sub(r"\*+|(?<!\w)_+|_+(?!\w)", "", slot.text) if slot else ""

    def whole_lines(self, start: int, end: int) -> tuple[int, int]:
        """The range with a list marker or quote marks before it and emphasis marks around it."""
        line = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        if not self.text[line:start].strip("-*+> \t_0123456789.)"):
            start = line
        while end < len(self.text) and self.text[end] in "*_. \t":
            end += 1
        return start, end

    def block(self, piece: _Piece, name: str) -> None:
        text = unguard(forms.block(self.own(piece)))
        if self.values[name] and text:
            heading = "" if key(piece.heading) == key(SECTIONS[name]) else f"**{forms.line(piece.heading)}**\n\n"
            text = f"{self.values[name]}\n\n{heading}{text}"
        self.values[name] = text or self.values[name]

    def criteria(self, piece: _Piece) -> None:
        for item in piece.items:
            raw, done = _unbox(self.take(piece, item))
            title, text = self.label(item, raw)
            self.values["acceptance_criteria"].append({"title": title, "text": text, "done": bool(done)})
        if piece.items:
            return
        for criterion in self.document.criteria:
            if criterion.item is None and piece.start <= criterion.start < piece.end:
                piece.taken.append((criterion.start, criterion.end))
                entry = {"title": None, "text": criterion.slot.text, "done": False}
                self.values["acceptance_criteria"].append(entry)

    def label(self, item: Item, raw: str) -> tuple[str | None, str]:
        match = _pattern("label").match(raw)
        if match is not None:
            return _unescape(match["title"]), raw[match.end() :]
        if item.label is not None:
            at = raw.find(item.body.text) if item.body.text else -1
            if at >= 0 and item.label.text in raw[:at]:
                return item.label.text, raw[at:]
        return None, raw

    def risks(self, piece: _Piece) -> None:
        loose = {id(risk.item): risk for risk in self.document.risks if risk.item is not None}
        for item in piece.items:
            raw = _unbox(self.take(piece, item))[0]
            title, body = self.label(item, raw)
            description, mitigation = forms.split_risk(body)
            risk = loose.get(id(item))
            if (
                mitigation is None
                and not forms.RISK_JOINT.search(body)
                and risk is not None
                and risk.mitigation is not None
            ):
                words = forms.clean(risk.mitigation.text)
                at = body.find(words)
                if (
                    words
                    and at >= 0
                    and not body[at + len(words) :].strip()
                    and forms.clean(risk.description.text) in body[:at]
                ):
                    description, mitigation = forms.clean(risk.description.text), words
            self.values["risks"].append({"title": title, "description": description, "mitigation": mitigation})

    def listed(self, piece: _Piece, name: str) -> None:
        found = [_unrule(self.take(piece, item)) for item in piece.items]
        if not found:
            text = forms.block(self.own(piece))
            if "\n\n" in text or text[:1] in ("|", "`", "~", "<", ">", "#") or text[:3] == "---":
                piece.taken.clear()
            elif text:
                found = [text]
        self.values[name].extend(found)

    def answer(self, piece: _Piece, name: str) -> None:
        entry = self.values[name]
        for item in piece.items:
            raw, done = _unbox(self.raw(item))
            match = _pattern("answer").match(raw)
            if match is None:
                continue
            text = forms.item(raw[match.end() :], name)
            if text and entry["description"]:
                continue
            word = match["word"].lower()
            entry[word] = entry[word] or bool(done)
            entry["description"] = entry["description"] or text
            piece.taken.append((item.start, item.end))

    def sketch(self, piece: _Piece, name: str) -> None:
        entry = self.values[name]
        entry["notes"].extend(_unrule(self.take(piece, item)) for item in piece.items)
        for section in self.document.sections:
            for code in section.code:
                if not piece.start <= code.start < piece.inner or not self.own_line(code.start):
                    continue
                if any(start <= code.start < end for start, end in piece.taken):
                    continue
                raw = forms.clean(self.text[code.start : code.end])
                match = _pattern("fence").match(raw)
                if match is None:
                    continue
                body = _fenced(raw[match.end() :], match["fence"])
                if body.startswith(EXAMPLE_CODE):
                    piece.taken.append((code.start, code.end))
                elif not entry["code"]:
                    entry["code"], entry["language"] = body, match["info"]
                    piece.taken.append((code.start, code.end))

    def ticks(self, piece: _Piece, name: str) -> None:
        for item in piece.items:
            text, done = _unbox(_unrule(self.take(piece, item)))
            self.values[name].append({"text": text, "done": bool(done)})

    def effort(self, piece: _Piece) -> None:
        self.fields(piece)
        bands = [item for item in piece.items if f"- {self.raw(item)}" in template.BANDS]
        piece.taken.extend((item.start, item.end) for item in bands)

    def related(self, piece: _Piece) -> None:
        for item in piece.items:
            raw = self.raw(item)
            match = _pattern("relation").match(raw)
            if match is None:
                continue
            kind = match["kind"].lower().replace(" ", "_")
            self.values["related_issues"][kind].append(raw[match.end() :])
            piece.taken.append((item.start, item.end))

    def anywhere(self) -> None:
        """In other layouts: what stands in other places than the template's. It stays where it stands, too."""
        for name in ("issue_type", "priority", "complexity", "created", "created_by", "last_updated"):
            found = self.document.field(name)
            if found is not None and not self.values[name] and name not in self.extra:
                self.set_field(name, found.value.text.strip("\"'"))
        if not (self.values["role"] or self.values["want"]) and self.document.statements:
            statement = self.document.statements[0]
            self.statement(statement.role, statement.want, statement.benefit)
        if not self.values["title"]:
            named = next((f for f in self.document.fields if f.name.lower() == "title" and f.value), None)
            if named is not None:
                self.values["title"] = named.value.text.strip("\"'")
        if not self.values["acceptance_criteria"]:
            for criterion in self.document.criteria:
                entry = {
                    "title": criterion.label.text if criterion.label else None,
                    "text": criterion.slot.text,
                    "done": False,
                }
                self.values["acceptance_criteria"].append(entry)


_LISTS = {
    "dependencies": "dependencies", "performance": "performance_impact", "security": "security_implications",
    "ui": "ui_design", "unit_tests": "unit_tests", "integration_tests": "integration_tests",
    "e2e_tests": "e2e_tests", "performance_tests": "performance_tests",
}  # fmt: skip


def _choose(value: str, allowed: tuple[str, ...]) -> str | None:
    words = value.strip("[]*_` ").lower()
    return next((name for name in allowed if name.lower() == words), None)


def _unescape(text: str) -> str:
    return _pattern("escape").sub(r"\1", text)


def _unbox(text: str) -> tuple[str, bool | None]:
    match = _pattern("box").match(text)
    return (text[match.end() :], match["mark"] != " ") if match else (text, None)


def _unrule(text: str) -> str:
    """Without the backslash that ``render`` puts before an item of nothing but dashes."""
    return text[1:] if len(text) > 2 and text[0] == "\\" and not text.lstrip("\\").strip("- \t") else text


def _dedent(line: str, indent: int) -> str:
    column = at = 0
    while at < len(line) and column < indent and line[at] in " \t":
        column += 4 - column % 4 if line[at] == "\t" else 1
        at += 1
    return " " * (column - indent) + line[at:]


def _fenced(body: str, fence: str) -> str:
    lines = body.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and len(lines[-1].strip()) >= len(fence) and not lines[-1].strip().strip(fence[0]):
        lines.pop()
    return "\n".join(lines) + "\n"


def _trim(text: str) -> str:
    """Without the template's guidance, and without blank lines and rules at both ends."""
    if any(line.strip() in GUIDANCE for line in text.split("\n")):
        text = "\n".join(line for line in text.split("\n") if line.strip() not in GUIDANCE)
    return forms.block(text)


def read(document: Document) -> Values:
    """The values of a document, in normal form."""
    return _Reader(document).read()
