"""What is kept of a document for the rules over several files."""

from dataclasses import replace

from storyai.document import Criterion, Document, Item, Part, Section


def digest(document: Document) -> Document:
    """What the rules over several files may look at, without the rest: a tenth of the memory of a document.

    Kept: the text, the title, fields, statements, parts with their criteria, and the sections on related issues and
    dependencies. Left out: every other section, items, comments and risks.
    """
    home = Section(None, 0, "", document.slot(0, 0), 0, 0)
    statements = {id(each): replace(each, section=None) for each in document.statements}
    criteria = {id(each): Criterion(each.slot, each.label, each.style, home) for each in document.criteria}
    sections: list[Section] = []
    for section in document.sections:
        if section.role in ("related", "dependencies"):
            items = [Item(item.start, item.end, item.slot, item.depth, home, body=item.body) for item in section.items]
            kept = Section(section.role, section.level, section.title, section.heading, section.start, section.end)
            kept.items, kept.paragraphs, kept.fields = items, section.paragraphs, section.fields
            sections.append(kept)
    parts = [
        Part(
            part.start, part.end, statements.get(id(part.statement)),
            [criteria[id(each)] for each in part.criteria if id(each) in criteria], [],
        )
        for part in document.parts
    ]  # fmt: skip
    return Document(
        document.text, document.plain, document.lines, document.shape, document.language, document.title,
        document.front_matter, sections=sections, fields=document.fields, statements=list(statements.values()),
        criteria=list(criteria.values()), parts=parts,
    )  # fmt: skip
