from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_change import MIGRATION_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_data import MIGRATION
from storyai.rules._touches import SHAPES, Touch, missing

_TOUCHES = (
    Touch(
        "alter column schema renam migrat convert split format drop table foreign",
        (
            r"\balter table\b|\b(?:rename|drop|split)\w*\s+(?:the\s+)?(?:database\s+)?(?:columns?|tables?)\b|"
            r"\bcolumns? [`\w]+ (?:is|are) (?:split|renamed|dropped|replaced)|\b(?:database |db |data |"
            r"table )?schema (?:changes?|is changed|migration)\b|\bmigrat\w+ (?:all |the )?(?:existing |stored |"
            r"legacy |user )+(?:data|records|users|rows|files|entries|documents)|"
            r"\bconvert\w* (?:all )?existing (?:data|records|rows|files|entries)|\bmigrat\w+ (?:data )?from (?:sqlite|"
            r"mysql|mongo\w*|postgres\w*|json|local ?storage|redis|csv|firebase|excel)\b|\b(?:add|introduc|"
            r"creat)\w*\s+(?:an?\s+|new\s+)?(?:[`\w]+\s+){0,2}(?:columns?|foreign keys?)\b[^.]{0,30}\b(?:to|in)\b|"
            r"\b(?:storage|on-disk|serialization|persistence) format (?:changes?|is changed|v\d)"
        ),
        (
            r"\broll(?:ed|s|ing)?[ -]?back|backfill|\bback(?:ed)?[ -]?up|\bdefault value|\bdown migration|\brevert|"
            r"\breversib|\bbackwards?[- ]compat|\bexisting (?:rows|records|data|users|files|entries|numbers|tasks|"
            r"values)\b[^.]{0,60}\b(?:keep|kept|remain|become|are|is|stay|unchanged|preserv)|\bdual[- ]writ|\bidempot|"
            r"\bup and down\b|\bno data loss|\bpreserv\w+ (?:all )?(?:existing|data)|\bwithout (?:data )?loss|"
            r"\bdata integrity|\bdry[- ]run|\bnullable|\bno (?:data )?migration"
        ),
        "stored data changes and nothing is said about what is already there",
    ),
    *MIGRATION,
    *MIGRATION_CONCEPTS,
)
_HELP = "Say what happens to existing data, and how to get back."


@rule("RK502", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_migration_risk(document: Document) -> Iterator[Problem]:
    """Stored data or its format changes and nothing says what happens to what is there.

    Old rows, files and settings meet the new code on the day of the release.

    Bad:

    ```markdown
    As a support agent, I want two phone numbers per customer, so that I can reach people at work.

    ## Acceptance Criteria
    - [ ] The column `phone` is split into `phone_home` and `phone_work`
    - [ ] The customer page shows both numbers
    - [ ] Search finds a customer by either number
    ```

    Good:

    ```markdown
    As a support agent, I want two phone numbers per customer, so that I can reach people at work.

    ## Acceptance Criteria
    - [ ] The column `phone` is split into `phone_home` and `phone_work`; existing numbers become `phone_home`
    - [ ] The customer page shows both numbers
    - [ ] The migration can be rolled back
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "migration", _TOUCHES, _HELP)
