"""Schema changes written down in a story: SQL statements of the database section."""

from collections.abc import Iterator

from storyai.document import Document, Section, Slot
from storyai.quick_dataclass import dataclass
from storyai.rules._facts import facts, pattern, within

_SQL = (
    r"\b(?:ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?\S+[^;]*|DROP\s+(?:TABLE|COLUMN|INDEX|VIEW)\s+[^;\n]+|"
    r"RENAME\s+(?:TABLE|COLUMN)\s+[^;\n]+|TRUNCATE\s+(?:TABLE\s+)?\S+|DELETE\s+FROM\s+\S+|UPDATE\s+\S+\s+SET\s+[^;]+|"
    r"CREATE\s+(?:UNIQUE\s+)?(?:TABLE|INDEX)\s+[^;(\n]+)"
)
_DESTRUCTIVE = r"\bDROP\s+(?:TABLE|COLUMN)|\bDROP\s+(?!INDEX|VIEW|CONSTRAINT|DEFAULT|NOT)\w+|\bTRUNCATE\b|\bDELETE\s+FROM\b|\bRENAME\b"

# A new column that is not NOT NULL, or has a default.
_ADDED = r"\bADD\s+(?:COLUMN\s+)?(?!CONSTRAINT|UNIQUE|PRIMARY|FOREIGN|CHECK|INDEX)\w+(?!.*\bNOT\s+NULL\b(?!.*\bDEFAULT\b))(?!.*\bALTER\s+COLUMN)"


@dataclass(frozen=True, slots=True)
class Change:
    """One SQL statement.

    existing: existing rows must be touched for it; added: it adds a column that existing rows get empty or with a
    default; destructive: it removes or renames something.
    """

    slot: Slot
    existing: bool
    added: bool
    destructive: bool


def schema_changes(document: Document) -> list[Change]:
    """The schema statements of the database and migration sections, in order."""
    found = facts(document)
    if "schema" not in found.memo:
        sections = [*found.sections.get("database", ()), *found.sections.get("migration", ())]
        found.memo["schema"] = list(_changes(document, sections)) if sections else []
    changes: list[Change] = found.memo["schema"]
    return changes


def _changes(document: Document, sections: list[Section]) -> Iterator[Change]:
    for section in sections:
        for part in within(section):
            start = part.start
            text = document.text[start : part.end]
            upper = text.upper()
            if not any(word in upper for word in ("ALTER", "DROP", "CREATE", "RENAME", "TRUNCATE", "DELETE", "UPDATE")):
                continue
            for match in pattern(_SQL).finditer(text):
                words = match[0].upper()
                destructive = pattern(_DESTRUCTIVE).search(words) is not None
                added = pattern(_ADDED).search(words) is not None and not destructive
                existing = not added and (not words.startswith("CREATE") or words.startswith("CREATE UNIQUE INDEX"))
                yield Change(document.slot(start + match.start(), start + match.end()), existing, added, destructive)
