from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._schema import schema_changes
from storyai.rules.schema_change_without_migration import unmigrated


@rule("XS628", "info", tags=("consistency",), help="Say behind the answer what the existing rows get.")
def new_column_without_migration(document: Document) -> Iterator[Problem]:
    """A column is added that existing rows have empty or with its default, and the migration is a bare no.

    Often that is right; half a sentence behind the "no" tells the reader that somebody looked.

    Bad:

    ```markdown
    ### Data Migration Required
    - [ ] Yes
    - [x] No

    ### Database Schema
    ~~~sql
    ALTER TABLE jobs ADD COLUMN paused_at TIMESTAMP NULL;
    ~~~
    ```

    Good:

    ```markdown
    ### Data Migration Required
    - [ ] Yes
    - [x] No - existing jobs have never been paused, so the column stays empty

    ### Database Schema
    ~~~sql
    ALTER TABLE jobs ADD COLUMN paused_at TIMESTAMP NULL;
    ~~~
    ```

    Source: own.
    """
    if not any(change.existing for change in schema_changes(document)):
        yield from unmigrated(document, "added", "a new column ({}) and nothing is said about existing rows")
