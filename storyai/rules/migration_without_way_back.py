from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice, facts, pattern
from storyai.rules._rule import Edit, Fix, Problem, rule

_BACK = (
    r"roll(?:s|ed|ing)?[ -]?back|revert|reversib|restor|back[ -]?up|undo|down(?:grade)?[ -]migration|downgrade|"
    r"way back|dual[ -]writ|snapshot|expand[ -](?:and[ -])?contract|old (?:column|table)s? (?:stays?|is kept|are kept)|"
    r"zurück|rückgängig|revertir|reversi"
)
_HINTS = (
    "roll rollback revert reversible irreversible restore backup back undo down downgrade way dual snapshot expand old zurück "
    "rückgängig revertir"
)


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
    if "open question" in found.description.plain.lower() or (
        facts(document).speaks_of(_HINTS) and pattern(_BACK).search(facts(document).lower)
    ):
        return
    place = found.description
    fix = Fix(
        "Insert an open question", (Edit(place.end, place.end, " - Open question: How is the migration undone?"),)
    )
    yield Problem(place.start, place.end, "the migration has no way back", slot=place, fix=fix)
