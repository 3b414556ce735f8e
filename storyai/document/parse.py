"""From Markdown text to Document. Never fails: any text gives one."""

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

from storyai.document.criteria import criteria_of, examples
from storyai.document.markdown import Block, scan
from storyai.document.parts import (
    Code,
    Comment,
    Document,
    Field,
    Item,
    Part,
    Section,
    Shape,
    Slot,
    Statement,
    Table,
)  # fmt: skip
from storyai.document.risks import risks_of
from storyai.document.roles import SECTIONS, field_role, key, section_role
from storyai.document.statement import find_statement, joined
from storyai.text import Lines

OpenSection = Callable[[str | None, int, str, int, int], Section]

_LINE = re.compile(r"[^\r\n]+")
# "**Name:** value", "**Name**: value", "Name: value", "*Name*: value"; up to five words.
_LABEL = re.compile(
    r"[*_]{0,3}(?P<name>[^\W\d_][\w /&-]{0,48}?(?:\s\([^()\n]{0,30}\))?)(?:[*_]{1,3}[ \t]*:|:[*_]{1,3}|:(?=[ \t]|$))[ \t]*"
)
_BOLD_LINE = re.compile(r"[ \t]*(?:\*\*|__)(?P<name>[^*_\n]{2,60}?):?(?:\*\*|__):?[ \t]*$")
_JIRA_HEADING = re.compile(r"[ \t]*h[1-6]\.[ \t]+(?P<name>[^\r\n]+?)[ \t]*$")
_ITEM_LABEL = re.compile(
    r"(?P<bold>(?P<mark>\*\*|__)(?P<name>[^*\n]{1,80}?)(?:(?P=mark)[ \t]*[:–—-]|:[ \t]*(?P=mark)|\.(?P=mark)|(?P=mark)(?=[ \t]))[ \t]*:?[ \t]*)"
    r"|(?P<id>\#[0-9]{1,3}(?=[ \t])|(?:AC|US|FR|NFR|SC|REQ|TC)[-_ ]?[0-9]{1,4}(?:\.[0-9]+)?(?=[:.) \t]))[:.)]?[ \t]*"
)
_LABEL_STARTS = frozenset("*_#AUFNSRT")
_ASKED = re.compile(r"\?\W{0,4}(?:\([^()]{0,300}\)\W{0,4})?$")
# The languages' commonest words that are no words of the others.
_FUNCTION_WORDS = {
    "en": frozenset("the and is to of with for when can be".split()),
    "de": frozenset("der das und ist nicht wird ein eine mit für".split()),
    "es": frozenset("el los las una con por cuando del que para".split()),
}
_ALL_FUNCTION_WORDS = frozenset().union(*_FUNCTION_WORDS.values())


def parse(text: str) -> Document:
    """The Document of any text. Time is linear in the length of the text."""
    blocks, plain, comments = scan(text)
    document = Document(text, plain, Lines(text))
    begin(document)
    read(document, blocks, comments)
    tree(document)
    for section in document.sections:
        document.statements += statements_of(document, section)
        document.criteria += criteria_of(document, section)
        document.risks += risks_of(section)
    complete(document)
    return document


def begin(document: Document) -> None:
    """Open the section above the first heading."""
    document.sections.append(Section(None, 0, "", document.slot(0, 0), 0, len(document.text)))


def complete(document: Document) -> None:
    """What is known when all sections are read: statements and criteria in unusual places, parts, shape."""
    document.language = _language(document)
    if not document.statements:
        document.statements += _lone_statements(document)
    if not document.criteria and "cceptance" in document.text:
        from storyai.document.flat import flat_criteria

        document.criteria = list(flat_criteria(document))
    _parts(document)
    document.shape = _shape(document)


def read(document: Document, blocks: list[Block], comments: list[tuple[int, int, str]]) -> None:
    """Add what the blocks hold, the first of them to the document's last section."""
    length = len(document.text)
    document.comments += [Comment(words.strip(), start, end) for start, end, words in comments]
    current = document.sections[-1]
    items: dict[int, Item] = {}

    def open_section(role: str | None, level: int, title: str, start: int, end: int) -> Section:
        document.sections[-1].end = start
        section = Section(role, level, title, document.slot(start, end), start, length)
        document.sections.append(section)
        return section

    text = document.text
    for block in blocks:
        if block.kind == "heading":
            if block.parent is not None:
                continue
            words = document.slot(block.text_start, block.text_end)
            title = words.plain.strip() or words.text.strip()
            end = _rstrip(text, block.start, block.end)
            current = open_section(section_role(title), block.level, title, block.start, end)
            if block.level == 1 and document.title is None:
                document.title = words
        elif block.kind == "paragraph":
            slot = document.slot(block.text_start, block.text_end)
            if block.parent is not None:
                owner = items.get(id(block.parent))
                if owner is not None:
                    owner.more.append(slot)
                continue
            current = _paragraph(document, current, slot, open_section)
        elif block.kind == "item":
            item = Item(
                block.start, _rstrip(text, block.start, block.end), document.slot(block.text_start, block.text_end),
                block.level, current, block.ordered, block.checked, block.box,
            )  # fmt: skip
            _label_item(item)
            items[id(block)] = item
            if block.parent is not None and (owner := items.get(id(block.parent))) is not None:
                item.parent = owner
                owner.children.append(item)
            current.items.append(item)
            document.items.append(item)
        elif block.kind == "code":
            current.code.append(
                Code(block.start, block.end, document.slot(block.text_start, block.text_end), block.info, current)
            )
        elif block.kind == "table" and block.rows:
            cells = [[document.slot(start, end) for start, end in row] for row in block.rows]
            current.tables.append(Table(block.start, block.end, cells[0], cells[1:]))
        elif block.kind == "meta":
            document.front_matter = document.slot(block.start, block.end)
            for match in re.finditer(r"^([A-Za-z_][\w -]*):[ \t]*(.*)$", document.front_matter.text, re.MULTILINE):
                start = block.start + match.start(2)
                field = Field(match[1], field_role(match[1]), document.slot(start, start + len(match[2].rstrip())),
                              block.start + match.start(), block.start + match.end())  # fmt: skip
                document.fields.append(field)


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


def _paragraph(document: Document, current: Section, slot: Slot, open_section: OpenSection) -> Section:
    """Split a paragraph into labelled lines (fields, headings in disguise) and prose."""
    prose_start: int | None = None
    prose_end = slot.start

    def close() -> None:
        nonlocal prose_start
        if prose_start is not None:
            current.paragraphs.append(document.slot(prose_start, prose_end))
            prose_start = None

    for match in _LINE.finditer(slot.text):
        start, end = slot.start + match.start(), slot.start + match.end()
        line = match[0]
        heading = None
        if "**" in line or "__" in line:
            heading = _BOLD_LINE.match(line)
        elif line.lstrip()[:1] == "h":
            heading = _JIRA_HEADING.match(line)
        if (
            heading
            and (prose_start is None or section_role(heading["name"]))
            and not find_statement(document.slot(start, end))
        ):
            role = section_role(heading["name"])
            if role is not None:
                close()
                current = open_section(role, 7, heading["name"].strip(), start, end)
                continue
        label = _LABEL.match(line) if ":" in line else None
        if label and len(label["name"].split()) <= 6:
            name = label["name"].strip(" *_")
            value = document.slot(start + label.end(), end).stripped()
            as_field, as_section = field_role(name), section_role(name)
            marked = line.lstrip()[:2] in ("**", "__")
            if not value and as_section and (marked or prose_start is None):
                close()
                current = open_section(as_section, 7, name, start, end)
                continue
            if value and as_section and (marked or as_section in ("story", "acceptance_criteria")) and not as_field:
                close()
                current = open_section(as_section, 7, name, start, start + label.end())
                prose_start, prose_end = value.start, end
                continue
            if (as_field and (marked or prose_start is None)) or (marked and value and prose_start is None):
                close()
                field = Field(name, as_field, value, start, end)
                current.fields.append(field)
                document.fields.append(field)
                continue
        if prose_start is None:
            prose_start = start
        prose_end = end
    close()
    return current


# Bold words that begin a sentence: of a scenario, of EARS, of a statement told over three items.
_NO_LABEL = frozenset((
    "given", "when", "then", "and", "but", "if", "while", "where", "as", "as a", "as an", "as the", "i want", "i want to",
    "i need", "so that", "in order to",
))  # fmt: skip


def _label_item(item: Item) -> None:
    slot = item.slot
    item.body = slot
    text = slot.text
    match = _ITEM_LABEL.match(text) if text[:1] in _LABEL_STARTS else None
    if match is None or match.end() == 0:
        return
    if match["id"]:
        start, end = match.span("id")
    elif match["name"].strip().rstrip(":").lower() in _NO_LABEL:
        return
    else:
        start, end = match.span("name")
    if match.end() >= len(text) and match["id"] is None and not match["bold"].rstrip().endswith((":", ":**", ":__")):
        return  # the whole item is bold: that is its text
    label = slot.part(start, end)
    while label.plain.endswith((":", " ")) and len(label.plain) > 1:
        label = label.part(0, len(label.plain) - 1)
    item.label = label
    item.body = slot.part(match.end(), len(text))


def tree(document: Document) -> None:
    """Put each section below the one it belongs to."""
    open_sections: list[Section] = []
    for section in document.sections:
        while open_sections and open_sections[-1].level >= section.level:
            open_sections.pop().full_end = section.start
        if open_sections:
            section.parent = open_sections[-1]
            section.parent.children.append(section)
        if section.level > 0:
            open_sections.append(section)
    for section in open_sections:
        section.full_end = len(document.text)
    document.sections[0].full_end = document.sections[0].end


def statements_of(document: Document, section: Section) -> list[Statement]:
    """The statements of one section, without its subsections."""
    in_story = section.role == "story"
    slots: list[Slot] = []
    for paragraph in section.paragraphs:
        slots.extend(_sentences(paragraph))
    bodies = [item.body if item.label else item.slot for item in section.items]
    if section.role in ("notes", "questions"):  # what is asked there is no statement
        bodies = [body for body in bodies if not _ASKED.search(body.plain)]
    slots += bodies
    if not slots:
        return []
    for start, end in examples(section):
        slots = [slot for slot in slots if not start <= slot.start < end]
    slots.sort(key=lambda slot: slot.start)
    found = []
    for slot in joined(document, slots):
        statement = find_statement(slot, in_story)
        if statement is not None:
            statement.section = section
            found.append(statement)
    return found


def _lone_statements(document: Document) -> list[Statement]:
    """The statements of a document that has none where they usually stand."""
    if document.title is not None:
        statement = find_statement(document.title)
        if statement is not None and statement.want is not None:
            return [statement]
    if len(document.sections) == 1:  # a backlog's lone line: "The buyer wants to ..., so that ..."
        found = [find_statement(slot, True) for slot in document.sections[0].paragraphs]
        statements = [statement for statement in found if statement is not None]
        if statements:
            return statements
    from storyai.document.flat import flat_statements

    return list(flat_statements(document))


def _sentences(paragraph: Slot) -> list[Slot]:
    """The paragraph, cut before every line that begins a statement of its own."""
    if "\n" not in paragraph.plain and "\r" not in paragraph.plain:
        return [paragraph] if paragraph.plain else []
    cuts = [0]
    for match in _LINE.finditer(paragraph.plain):
        if (
            match.start()
            and find_statement(paragraph.part(match.start(), match.end())) is not None
            and re.match(r"\W*(?:as|als|como)\s", match[0], re.IGNORECASE)
        ):
            cuts.append(match.start())
    cuts.append(len(paragraph.plain))
    return [paragraph.part(start, end) for start, end in pairwise(cuts) if end > start]


def _parts(document: Document) -> None:
    """Cut the document into its stories: at the heading above a statement, or at the statement itself."""
    statements = document.statements
    length = len(document.text)
    if len(statements) <= 1:
        statement = statements[0] if statements else None
        document.parts = [Part(0, length, statement, list(document.criteria), list(document.sections))]
        return
    starts: list[int] = []
    for at, statement in enumerate(statements):
        start = statement.start
        section = statement.section
        previous = statements[at - 1].start if at else -1
        while section is not None and section.start > previous and section.level > 0:
            start = min(start, section.start)
            section = section.parent
        starts.append(start if at else min(start, statement.start))
    ends = [*starts[1:], length]
    criterion_starts = [criterion.start for criterion in document.criteria]
    section_starts = [section.start for section in document.sections]
    for statement, start, end in zip(statements, starts, ends, strict=True):
        criteria = document.criteria[bisect_left(criterion_starts, start) : bisect_left(criterion_starts, end)]
        sections = document.sections[bisect_left(section_starts, start) : bisect_left(section_starts, end)]
        document.parts.append(Part(start, end, statement, criteria, sections))


_TEMPLATE_KEYS = {key(title) for title in SECTIONS.values()}


def _shape(document: Document) -> Shape:
    titles = {key(section.title) for section in document.sections if section.level in (1, 2, 3)}
    if len(titles & _TEMPLATE_KEYS) >= 8:
        return "template"
    if len(document.statements) > 1:
        return "spec" if document.criteria else "collection"
    if document.statements:
        return "story"
    if document.criteria:
        return "task"
    return "none"


def _language(document: Document) -> str:
    """By the function words of the first 3,000 characters; English where they do not tell."""
    words = [word for word in document.plain[:3000].lower().split() if word in _ALL_FUNCTION_WORDS]
    counts = {language: sum(map(known.__contains__, words)) for language, known in _FUNCTION_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= 3 else "en"
