from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice, pattern
from storyai.rules._rule import Edit, Fix, Problem, Related, rule
from storyai.rules._schema import schema_changes


@rule(
    "XS604", "warning", tags=("consistency",),
    help="Tick yes and describe the migration, or give the reason why none is needed behind the no.",
)  # fmt: skip
def schema_change_without_migration(document: Document) -> Iterator[Problem]:
    """The database section changes a table while the data migration is not ticked.

    An existing table has existing rows: somebody must run the change, and say what the old rows get. A new table
    has none and is left alone, a new column that may be empty is another rule's matter, and a "no" with a reason
    behind it counts as thought about.

    Bad:

    ```markdown
    ### Data Migration Required
    - [ ] Yes
    - [x] No

    ### Database Schema
    ~~~sql
    ALTER TABLE jobs ADD COLUMN owner_id INTEGER NOT NULL;
    ~~~
    ```

    Good:

    ```markdown
    ### Data Migration Required
    - [x] Yes - Backfill `owner_id` from the audit log in batches; the down migration drops the column
    - [ ] No

    ### Database Schema
    ~~~sql
    ALTER TABLE jobs ADD COLUMN owner_id INTEGER NOT NULL;
    ~~~
    ```

    Source: own; consistency of a change with its rollout.
    """
    yield from unmigrated(document, "existing", "the schema changes ({}) and no data migration is ticked")


def unmigrated(document: Document, kind: str, message: str) -> Iterator[Problem]:
    """The migration boxes of a document that changes its schema in the given way without ticking yes."""
    found = choice(document, "migration")
    if found is None or found.ticked in ("yes", "both"):
        return
    if found.reason is not None and len(found.reason.plain.split()) >= 2:
        return
    changed = next((change for change in schema_changes(document) if getattr(change, kind)), None)
    if changed is None:
        return
    item = found.no or found.yes
    if item is None:
        return
    fix = None
    if found.yes is not None and found.no is not None and found.yes.box is not None and found.no.box is not None:
        edits = [Edit(found.yes.box + 1, found.yes.box + 2, "x"), Edit(found.no.box + 1, found.no.box + 2, " ")]
        if not found.description:
            edits.append(
                Edit(found.yes.slot.end, found.yes.slot.end, " - Open question: What happens to the existing rows?")
            )
        fix = Fix("Tick yes", tuple(sorted(edits, key=lambda edit: edit.start)))
    what = pattern(r"\s+").sub(" ", changed.slot.text)[:60]
    yield Problem(
        item.start, item.slot.end, message.format(what), slot=item.slot,
        fix=fix, related=(Related(changed.slot.start, changed.slot.end, "the change"),),
    )  # fmt: skip
