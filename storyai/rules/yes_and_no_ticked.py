from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice
from storyai.rules._rule import Problem, Related, rule

NAMES = {"migration": "data migration", "breaking_changes": "breaking changes"}


@rule("XS601", "error", tags=("consistency",), help="Untick the answer that does not hold.")
def yes_and_no_ticked(document: Document) -> Iterator[Problem]:
    """A question is answered with both yes and no.

    Data migration and breaking changes are decisions: whoever deploys reads one of the two boxes.

    Bad:

    ```markdown
    ### Data Migration Required
    - [x] Yes - Copy the paused flag into the new column
    - [x] No
    ```

    Good:

    ```markdown
    ### Data Migration Required
    - [x] Yes - Copy the paused flag into the new column
    - [ ] No
    ```

    Source: the template's either/or boxes.
    """
    for role, name in NAMES.items():
        found = choice(document, role)
        if found and found.ticked == "both" and found.yes and found.no:
            yes, no = found.yes, found.no
            yield Problem(
                no.start, no.slot.end, f'"{name}" is answered with both yes and no', slot=no.slot,
                related=(Related(yes.start, yes.slot.end, "the other answer"),),
            )  # fmt: skip
