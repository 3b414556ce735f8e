"""The evidence of a drafted story, checked without a model.

A reply to the task ``draft`` makes statements; each says on which notes lines it rests. Here every statement is
compared with the notes: its quote is a substring of one of its lines, and its facts occur in the notes. What fails
is a Fault, in words that a model can act on.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from storyai.grounding import Fact, Source, fold, is_german, stem
from storyai.hostile import only_known_links
from storyai.quick_dataclass import dataclass, field
from storyai.text import line_texts

Basis = Literal["stated", "derived", "assumed"]

LISTS = (
    "background", "acceptance_criteria", "dependencies", "performance_impact", "security_implications", "ui_design",
    "unit_tests", "integration_tests", "e2e_tests", "performance_tests", "notes",
)  # fmt: skip
SINGLES = ("title", "issue_type", "priority", "complexity", "hours", "role", "want", "benefit")
CHANGES = ("data_migration", "breaking_changes")
DESIGNS = ("api_design", "database_schema")
CHECKS = ("documentation", "definition_of_done")

# What rests on what the notes do not say has no line to name; it counts as assumed and is not asked for again.
UNPROVEN = ("issue_type", "priority", "complexity", "hours", *CHECKS)

# Share of a statement's content words that its notes lines must hold before it counts as derived from them.
SUPPORT = 0.5


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the statement at a path of the reply. facts: those that the notes do not have."""

    path: str
    reason: str
    facts: tuple[Fact, ...] = ()


@dataclass(slots=True)
class Statement:
    """One thing the story says. lines: 1-based notes lines; quote: a substring of one of them."""

    path: str
    text: str
    basis: Basis
    lines: list[int] = field(default_factory=list)
    quote: str | None = None
    derived_from: str | None = None
    title: str | None = None


class Notes:
    """The notes by line, and everything a story made of them may say. known: facts of the configuration."""

    def __init__(self, text: str, known: tuple[str, ...] = ()) -> None:
        self.text = text
        self.lines = line_texts(text)
        self.known = known

    @cached_property
    def source(self) -> Source:
        # Read as ``clean`` writes: the notes' "1\x1bK" is "1 K" in a story.
        return Source(self.text.translate(_CONTROLS_IN_LINES), *self.known)

    @cached_property
    def german(self) -> bool:
        return is_german(self.text)

    @cached_property
    def used_lines(self) -> list[int]:
        """The numbers of the lines that are not blank."""
        return [number for number, line in enumerate(self.lines, 1) if line.strip()]

    def line(self, number: int) -> str:
        return self.lines[number - 1]

    def has_line(self, number: object) -> bool:
        return isinstance(number, int) and 1 <= number <= len(self.lines) and bool(self.lines[number - 1].strip())

    def clean(self, text: object) -> str:
        """Model text as one line of Markdown, without links, images or HTML that the notes do not have."""
        if not isinstance(text, str):
            return ""
        # A control character becomes a blank: without it, "1" and "0" around it would read 10.
        text = " ".join(only_known_links(text.translate(_CONTROLS), (self.text,)).split())
        # A comment of the notes must not hide or suppress anything in the story.
        text = text.replace("<!--", "&lt;!--")
        # At the start of an item these would begin another block.
        return text.lstrip("#>*+-=|~ ") if text[:2] in _BLOCK_STARTS or text[:1] in ">|" else text


_CONTROLS = dict.fromkeys(
    (*range(32), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)), " "
)
_CONTROLS_IN_LINES = {code: blank for code, blank in _CONTROLS.items() if code not in (9, 10, 13)}
_BLOCK_STARTS = frozenset(("# ", "##", "> ", "* ", "+ ", "- ", "--", "==", "~~", "[]"))


def statements(reply: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every statement of a reply with its path there, in the order of the template."""
    for name in SINGLES:
        if isinstance(found := reply.get(name), Mapping):
            yield name, found
    for name in LISTS:
        for number, found in enumerate(reply.get(name) or ()):
            yield f"{name}[{number}]", found
    for number, risk in enumerate(reply.get("risks") or ()):
        for part in ("description", "mitigation"):
            if isinstance(found := risk.get(part), Mapping):
                yield f"risks[{number}].{part}", found
    for name in CHANGES:
        if isinstance(found := (reply.get(name) or {}).get("description"), Mapping):
            yield f"{name}.description", found
    for name in DESIGNS:
        for number, found in enumerate((reply.get(name) or {}).get("notes") or ()):
            yield f"{name}.notes[{number}]", found
    for name in CHECKS:
        for number, entry in enumerate(reply.get(name) or ()):
            if isinstance(found := entry.get("reason"), Mapping):
                yield f"{name}[{number}]", found
    for number, issue in enumerate(reply.get("related_issues") or ()):
        if isinstance(found := issue.get("ref"), Mapping):
            yield f"related_issues[{number}]", found


def exact(quote: str, line: str) -> str | None:
    """The words of the line that a quote means: itself, or what differs only in white space, case or marks."""
    if quote in line:
        return quote
    # One entry for each letter of the folded line: "ß" gives two.
    letters = [(part, at) for at, char in enumerate(line) if char.isalnum() for part in char.casefold()]
    wanted = "".join(filter(str.isalnum, quote.casefold()))
    if len(wanted) < 3:
        return None
    at = "".join(part for part, _ in letters).find(wanted)
    return line[letters[at][1] : letters[at + len(wanted) - 1][1] + 1] if at >= 0 else None


_SMALL_TEXT = (
    "the and for that this with from are was can may not but its has have will should must shall when then than into "
    "user users system which who they their them there been being also only over each any all und der die das ist"
)
_SMALL = frozenset(_SMALL_TEXT.split())


def content(text: str) -> set[str]:
    """Stems of the words that carry meaning."""
    words = "".join(char if char.isalnum() else " " for char in text).split()
    return {stem(word) for word in words if len(word) > 2 and word.casefold() not in _SMALL}


def supported(text: str, source: str) -> bool:
    """Whether enough of a text's content words stand in another."""
    words = content(text)
    return not words or len(words & content(source)) >= SUPPORT * len(words)


def check(path: str, raw: Mapping[str, Any], notes: Notes, paths: frozenset[str]) -> tuple[Statement, list[Fault]]:
    """A reply's statement with what could be repaired repaired, and what could not.

    paths: those of the reply's statements, for ``derived_from``.
    """
    text = notes.clean(raw.get("text"))
    lines = [number for number in dict.fromkeys(raw.get("lines") or ()) if notes.has_line(number)]
    basis: Basis = raw["basis"] if raw.get("basis") in ("stated", "derived", "assumed") else "assumed"
    statement = Statement(path, text, basis, lines, title=notes.clean(raw.get("title")) or None)
    if raw.get("derived_from") in paths and raw["derived_from"] != path:
        statement.derived_from = raw["derived_from"]
    if basis == "derived" and not (lines or statement.derived_from) and path.partition("[")[0] in UNPROVEN:
        statement.basis = basis = "assumed"
    faults = list(_quote_faults(statement, raw.get("quote"), notes))
    if path in ("issue_type", "priority", "complexity"):
        return statement, faults
    told = " ".join(str(raw.get("text") or "").split())
    facts = tuple(
        fact for fact in notes.source.missing(told, german=notes.german)
        # Not even an assumption may bring in a number or an address: a reader would take it for a decision.
        if basis != "assumed" or fact.kind != "name"
    )  # fmt: skip
    if facts:
        words = ", ".join(f'"{fact.text}"' for fact in facts)
        faults.append(Fault(path, f'"{told}" is {basis}, but the notes do not have {words}', facts))
    return statement, faults


def _quote_faults(statement: Statement, quote: object, notes: Notes) -> Iterator[Fault]:
    """Set the statement's quote to an exact one; a stated one needs it, a derived one some evidence."""
    path, lines = statement.path, statement.lines
    found = None
    if isinstance(quote, str) and quote.strip():
        own = set(lines)
        for number in (*lines, *(other for other in notes.used_lines if other not in own)):
            if found := exact(quote.strip(), notes.line(number)):
                if number not in lines:
                    lines.append(number)
                break
        statement.quote = found
    if statement.basis == "stated" and not found:
        said = next((words for number in lines if (words := exact(statement.text, notes.line(number)))), None)
        if said:
            statement.quote = said
        elif quote:
            yield Fault(path, f'the quote "{quote}" is not in the notes lines {lines or "given"}')
        else:
            yield Fault(path, "a stated statement needs a quote: words of one of its notes lines")
    if statement.basis == "derived" and not lines and not statement.derived_from:
        yield Fault(path, "a derived statement needs the notes lines or the path it is derived from")
    if statement.basis == "assumed" and lines and found is None:
        statement.quote = None


def demoted(statement: Statement, faults: list[Fault], notes: Notes) -> Statement | None:
    """The statement with the weaker basis that its evidence allows; None where it says what the notes do not have."""
    if not faults:
        return statement
    if any(fault.facts for fault in faults):
        return None
    behind = " ".join(notes.line(number) for number in statement.lines)
    if statement.lines and supported(statement.text, behind):
        statement.basis = "derived"
    else:
        statement.basis = "assumed"
    return statement


def same(left: str, right: str) -> bool:
    """Whether two texts say the same in the same words."""
    return fold(left).strip(" .") == fold(right).strip(" .")
