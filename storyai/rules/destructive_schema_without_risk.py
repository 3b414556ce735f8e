from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice, facts, pattern
from storyai.rules._rule import Problem, rule
from storyai.rules._schema import schema_changes

_SPOKEN_OF = r"\bback[ -]?up|restor|roll(?:s|ed|ing)?[ -]?back|\blos[est]|lost\b|\bdrop|\bdestr|irrevers|revers|\brenam|\bdelet|\bundo|archiv|unused"
_WAY_BACK = r"\bback[ -]?up|\broll(?:s|ed|ing)?[ -]?back|\breversib|\brestor|\bunused|\bdropped column"


@rule("XS616", "warning", tags=("consistency",), help="Name what is lost as a risk, with the way to get it back.")
def destructive_schema_without_risk(document: Document) -> Iterator[Problem]:
    """The database section drops, empties or renames something, and neither a risk nor the migration speaks of it.

    Bad:

    ```markdown
    ### Risks
    - **Risk 1:** Slow deployment → **Mitigation:** Deploy at night

    ### Database Schema
    ~~~sql
    ALTER TABLE customers DROP COLUMN fax;
    ~~~
    ```

    Good:

    ```markdown
    ### Risks
    - **Risk 1:** Fax numbers still in use are lost → **Mitigation:** Export the column before it is dropped

    ### Database Schema
    ~~~sql
    ALTER TABLE customers DROP COLUMN fax;
    ~~~
    ```

    Source: own.
    """
    change = next((change for change in schema_changes(document) if change.destructive), None)
    if change is None:
        return
    for role in ("breaking_changes", "migration"):
        found = choice(document, role)
        if found is not None and found.ticked == "yes" and found.description:
            return
    search = pattern(_SPOKEN_OF).search
    if any(
        search(place.lower) for place in facts(document).of("risks", "mitigations", "migration", "breaking_changes")
    ):
        return
    search = pattern(_WAY_BACK).search
    if any(search(place.lower) for place in facts(document).of("notes", "acceptance_criteria", "background")):
        return
    slot = change.slot
    end = slot.start + len(slot.text.rstrip())
    yield Problem(slot.start, end, "this cannot be undone, and no risk or migration note speaks of it", slot=slot)
