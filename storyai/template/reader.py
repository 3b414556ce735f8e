"""Read story values out of a Document, section by section.

Each reader takes what it understands of its piece; what nobody took is kept as Markdown in ``extra``.
"""

import re
from collections.abc import Callable
from functools import cache

from storyai import values as forms
from storyai.document import Criterion, Document, Item, Slot, Statement
from storyai.document.roles import SECTIONS, key
from storyai.template import pieces as cutting
from storyai.template.fence import close, unguard
from storyai.template.fields import read_effort, read_elsewhere, read_footer, read_header
from storyai.template.pieces import Piece
from storyai.template.writer import BANDS
from storyai.values import Values

LISTS = {
    "dependencies": "dependencies",
    "performance": "performance_impact",
    "security": "security_implications",
    "ui": "ui_design",
    "unit_tests": "unit_tests",
    "integration_tests": "integration_tests",
    "e2e_tests": "e2e_tests",
    "performance_tests": "performance_tests",
}
EXAMPLE_CODE = ("POST /api/v1/jobs/{job_id}/pause\n", "ALTER TABLE jobs ADD COLUMN paused_at TIMESTAMP NULL;\n")
_BOLD = r"\*\*((?:[^*\\\n]|\\.)*)\*\*"
_PATTERNS = {
    "statement": rf"(?m)^As an? {_BOLD}, I want {_BOLD}, so that {_BOLD}\.[ \t\r]*$",
    "label": r"\*\*(?P<title>(?:[^*\\\n]|\\.)+?):\*\*(?:[ \t]+|(?=\n|$))",
    "box": r"\[(?P<mark>[ xX])\](?:[ \t]+|$)",
    "answer": r"(?i:\*{0,2}(?P<word>yes|no)\b\*{0,2})(?:[ \t]*[-–—:,.][ \t]+|[ \t]+|(?=\n|$))",
    "relation": r"(?i:\*{0,2}(?P<kind>related to|blocked by|blocks)\b:?\*{0,2}):?(?:[ \t]+|(?=\n|$))",
    "fence": r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)\n?",
    "escape": r"\\([\\*])",
    "emphasis": r"\*+|(?<!\w)_+|_+(?!\w)",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


def read(document: Document) -> Values:
    """The values of a document, in normal form."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.values = forms.blank()
        self.values["documentation"], self.values["definition_of_done"] = [], []
        self.extra: dict[str, list[str]] = {}

    def read(self) -> Values:
        document, values, extra = self.document, self.values, self.extra
        pieces = cutting.cut(document)
        read_footer(document, pieces, values, extra)
        readers: dict[str, Callable[[Piece], None]] = {
            "header": lambda piece: read_header(document, piece, values, extra),
            "story": self.story,
            "background": lambda piece: self.block(piece, "background"),
            "acceptance_criteria": self.criteria,
            "risks": self.risks,
            "migration": lambda piece: self.answer(piece, "data_migration"),
            "breaking_changes": lambda piece: self.answer(piece, "breaking_changes"),
            "api": lambda piece: self.sketch(piece, "api_design"),
            "database": lambda piece: self.sketch(piece, "database_schema"),
            "documentation": lambda piece: self.ticks(piece, "documentation"),
            "definition_of_done": lambda piece: self.ticks(piece, "definition_of_done"),
            "effort": self.effort,
            "related": self.related,
            "notes": lambda piece: self.block(piece, "notes"),
        }
        for piece in pieces:
            cutting.pass_over_examples(document, piece)
            if piece.role in LISTS:
                self.listed(piece, LISTS[piece.role])
            elif piece.role in readers:
                readers[piece.role](piece)
            extra.setdefault(piece.role, []).extend(cutting.texts(document, piece, piece.end))
        if document.shape != "template":
            read_elsewhere(document, values, extra)
            self.elsewhere()
        values["extra"] = {role: close("\n\n".join(texts)) for role, texts in extra.items() if texts}
        return forms.normal(values)

    def take(self, piece: Piece, item: Item) -> str:
        piece.take(item.start, item.end)
        return cutting.raw(self.document, item)

    def story(self, piece: Piece) -> None:
        if self.values["role"] or self.values["want"]:
            return
        match = _pattern("statement").search(self.text, piece.start, piece.end)
        if match is not None:
            for name, words in zip(("role", "want", "benefit"), match.groups(), strict=True):
                self.values[name] = _unescape(words)
            piece.take(*match.span())
            return
        for statement in self.document.statements:
            if piece.start <= statement.start < piece.end:
                self.statement(statement)
                piece.take(*self.whole_lines(statement.start, statement.end))
                return

    def statement(self, statement: Statement) -> None:
        slots: dict[str, Slot | None] = {
            "role": statement.role, "want": statement.want, "benefit": statement.benefit,
        }  # fmt: skip
        for name, slot in slots.items():
            self.values[name] = _pattern("emphasis").sub("", slot.text) if slot else ""

    def whole_lines(self, start: int, end: int) -> tuple[int, int]:
        """The range with a list marker or quote marks before it and emphasis marks around it."""
        line = cutting.line_start(self.document, start)
        if not self.text[line:start].strip("-*+> \t_0123456789.)"):
            start = line
        while end < len(self.text) and self.text[end] in "*_. \t":
            end += 1
        return start, end

    def block(self, piece: Piece, name: str) -> None:
        text = unguard(forms.block(cutting.own(self.document, piece)))
        before = self.values[name]
        if before and text:
            heading = "" if key(piece.heading) == key(SECTIONS[name]) else f"**{forms.line(piece.heading)}**\n\n"
            text = f"{before}\n\n{heading}{text}"
        self.values[name] = text or before

    def criteria(self, piece: Piece) -> None:
        for item in piece.items:
            text, done = _unbox(self.take(piece, item))
            title, text = _label(item, text)
            self.values["acceptance_criteria"].append({"title": title, "text": text, "done": bool(done)})
        if piece.items:
            return
        for criterion in self.document.criteria:
            if criterion.item is None and piece.start <= criterion.start < piece.end:
                piece.take(criterion.start, criterion.end)
                self.values["acceptance_criteria"].append(_entry(criterion))

    def risks(self, piece: Piece) -> None:
        loose = {id(risk.item): risk for risk in self.document.risks if risk.item is not None}
        answers = [risk.mitigation.start for risk in loose.values() if risk.mitigation is not None]
        for item in piece.items:
            title, body = _label(item, _unbox(cutting.raw(self.document, item))[0])
            if item.label is not None and item.slot and id(item) not in loose and not forms.RISK_JOINT.search(body):
                # An item that says more about the risk before it: its mitigation, or something the template lacks.
                if any(item.start <= start < item.end for start in answers):
                    self.values["risks"][-1]["mitigation"] = body
                    piece.take(item.start, item.end)
                continue
            piece.take(item.start, item.end)
            description, mitigation = forms.split_risk(body)
            risk = loose.get(id(item))
            if risk is not None and risk.mitigation is not None and not forms.RISK_JOINT.search(body):
                before, words = forms.clean(risk.description.text), forms.clean(risk.mitigation.text)
                head, found, tail = body.partition(words) if words else (body, "", "")
                if found and not tail.strip() and before in head:
                    description, mitigation = before, words
            self.values["risks"].append({"title": title, "description": description, "mitigation": mitigation})

    def listed(self, piece: Piece, name: str) -> None:
        found = [_unrule(self.take(piece, item)) for item in piece.items]
        if not found:
            paragraphs = cutting.texts(self.document, piece, piece.inner)
            alone = paragraphs[0] if len(paragraphs) == 1 else ""
            if alone and "\n\n" not in alone and alone[0] not in "|`~<>#":
                found = [alone]
                piece.take(piece.start, piece.inner)
        self.values[name].extend(found)

    def answer(self, piece: Piece, name: str) -> None:
        entry = self.values[name]
        for item in piece.items:
            text, done = _unbox(cutting.raw(self.document, item))
            match = _pattern("answer").match(text)
            if match is None:
                continue
            description = forms.item(text[match.end() :], name)
            if description and entry["description"]:
                continue
            word = match["word"].lower()
            entry[word] = entry[word] or bool(done)
            entry["description"] = entry["description"] or description
            piece.take(item.start, item.end)

    def sketch(self, piece: Piece, name: str) -> None:
        entry = self.values[name]
        entry["notes"].extend(_unrule(self.take(piece, item)) for item in piece.items)
        for section in self.document.sections:
            for code in section.code:
                if not piece.start <= code.start < piece.inner or not cutting.own_line(self.document, code.start):
                    continue
                if any(start <= code.start < end for start, end in piece.taken):
                    continue
                text = forms.clean(self.text[code.start : code.end])
                match = _pattern("fence").match(text)
                if match is None:
                    continue
                body = _fenced(text[match.end() :], match["fence"])
                if body.startswith(EXAMPLE_CODE):
                    piece.take(code.start, code.end)
                elif not entry["code"]:
                    entry["code"], entry["language"] = body, match["info"]
                    piece.take(code.start, code.end)

    def ticks(self, piece: Piece, name: str) -> None:
        for item in piece.items:
            text, done = _unbox(self.take(piece, item))
            self.values[name].append({"text": text, "done": bool(done)})

    def effort(self, piece: Piece) -> None:
        read_effort(self.document, piece, self.values["effort"], self.extra)
        for item in piece.items:
            if f"- {cutting.raw(self.document, item)}" in BANDS:
                piece.take(item.start, item.end)

    def related(self, piece: Piece) -> None:
        for item in piece.items:
            text = cutting.raw(self.document, item)
            match = _pattern("relation").match(text)
            if match is not None:
                kind = match["kind"].lower().replace(" ", "_")
                self.values["related_issues"][kind].append(text[match.end() :])
                piece.take(item.start, item.end)

    def elsewhere(self) -> None:
        """In other layouts: statement and criteria in other places. They stay where they stand, too."""
        if not (self.values["role"] or self.values["want"]) and self.document.statements:
            self.statement(self.document.statements[0])
        if not self.values["acceptance_criteria"]:
            self.values["acceptance_criteria"].extend(_entry(criterion) for criterion in self.document.criteria)


def _entry(criterion: Criterion) -> Values:
    title = criterion.label.text if criterion.label else None
    return {"title": title, "text": criterion.slot.text, "done": bool(criterion.item and criterion.item.checked)}


def _label(item: Item, text: str) -> tuple[str | None, str]:
    match = _pattern("label").match(text)
    if match is not None:
        return _unescape(match["title"]), text[match.end() :]
    if item.label is not None and item.body.text:
        before, body, after = text.partition(item.body.text)
        if body and item.label.text in before:
            return item.label.text, body + after
    return None, text


def _unescape(text: str) -> str:
    return _pattern("escape").sub(r"\1", text)


def _unbox(text: str) -> tuple[str, bool | None]:
    match = _pattern("box").match(text)
    return (text[match.end() :], match["mark"] != " ") if match else (text, None)


def _unrule(text: str) -> str:
    """Without the backslash that ``render`` puts before an item of nothing but dashes."""
    return text[1:] if len(text) > 2 and text[0] == "\\" and not text.lstrip("\\").strip("- \t") else text


def _fenced(body: str, fence: str) -> str:
    """The code of a fenced block without its last fence."""
    lines = body.rstrip().split("\n")
    last = lines[-1].strip()
    if len(last) >= len(fence) and not last.strip(fence[0]):
        lines.pop()
    return "\n".join(lines) + "\n"
