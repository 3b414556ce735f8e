from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice, facts, pattern
from storyai.rules._rule import Edit, Fix, Problem, rule

_PATH = (
    r"deprecat|version|\bv\d|migrat|notif|notice|announc|sunset|transition|alias|redirect|fall(?:s|ing)? ?back|flag\b|"
    r"upgrade|grace|until|changelog|release notes|compatib|shim|adapter|both |in parallel|keep(?:s)? (?:the )?old|"
    r"must (?:read|use|send|call|switch|change|update)|instead|replace[sd]? (?:it |them )?(?:by|with)|"
    r"clients? (?:read|use|send|call|switch|update)|übergang|obsolet"
)


@rule(
    "XS606",
    "warning",
    tags=("consistency",),
    help="Say how those affected get across: a version, a deprecation date, a notice.",
)
def breaking_change_without_path(document: Document) -> Iterator[Problem]:
    """A breaking change is ticked without a path for those it breaks.

    Bad:

    ```markdown
    ### Breaking Changes
    - [x] Yes - `GET /jobs` drops the field `state`
    - [ ] No
    ```

    Good:

    ```markdown
    ### Breaking Changes
    - [x] Yes - `GET /jobs` drops the field `state`; it stays in `/v1` until the deprecation date in the changelog
    - [ ] No
    ```

    Source: own; semantic versioning's deprecate-before-remove.
    """
    found = choice(document, "breaking_changes")
    if (
        found is None
        or found.ticked != "yes"
        or not found.description
        or "open question" in found.description.plain.lower()
    ):
        return
    search = pattern(_PATH).search
    if any(search(place.slot.text) for place in facts(document).of("breaking_changes", "risks", "migration")):
        return
    place = found.description
    ask = " - Open question: How do those affected get across?"
    fix = Fix("Insert an open question", (Edit(place.end, place.end, ask),))
    yield Problem(place.start, place.end, "the breaking change has no path for those it breaks", slot=place, fix=fix)
