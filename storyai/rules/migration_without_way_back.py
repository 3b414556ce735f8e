from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice, facts
from storyai.rules._rule import Edit, Fix, Problem, rule

_BACK = (
    "rollback", "roll back", "rolled back", "rolls back", "rolling back", "roll-back", "revert", "reversib", "restor", "backup",
    "back up", "back-up", "backed up", "undo", "undone", "down migration", "downgrade", "way back", "dual write", "dual-write", "snapshot",
    "expand and contract", "expand-contract", "column stays", "columns stay", "table stays", "column is kept", "table is kept",
    "columns are kept", "old column", "old table", "zurück", "rückgängig", "revertir",
)  # fmt: skip


@rule(
    "XS605",
    "warning",
    tags=("consistency",),
    help="Say how to get back: a down migration, a backup, or the old column kept.",
)
def migration_without_way_back(document: Document) -> Iterator[Problem]:
    """A data migration is ticked and nothing in the story says how to undo it.

    A migration that fails half-way on real data is the one change a redeploy does not repair.

    Bad:

    ```markdown
    ### Data Migration Required
    - [x] Yes - Split `name` into `first_name` and `last_name` for all customers
    - [ ] No
    ```

    Good:

    ```markdown
    ### Data Migration Required
    - [x] Yes - Split `name` into `first_name` and `last_name`; the old column stays for one release as the way back
    - [ ] No
    ```

    Source: spec-kit's review question on rollback for migration failures.
    """
    found = choice(document, "migration")
    if found is None or found.ticked != "yes" or found.yes is None or not found.description:
        return
    lower = facts(document).lower
    if "open question" in found.description.plain.lower() or any(words in lower for words in _BACK):
        return
    place = found.description
    fix = Fix(
        "Insert an open question", (Edit(place.end, place.end, " - Open question: How is the migration undone?"),)
    )
    yield Problem(place.start, place.end, "the migration has no way back", slot=place, fix=fix)
