from collections.abc import Iterator

from storyai.document import Document, Slot
from storyai.rules._facts import choice, is_open, pattern
from storyai.rules._rule import Problem, Related, rule
from storyai.rules._schema import schema_changes

_THING = r"(?:endpoints?|fields?|columns?|parameters?|propert(?:y|ies)|routes?|headers?|options?|flags?|commands?|methods?|API|attributes?|keys?)"
_REMOVAL = (
    rf"(?:^|[.;:]\s+)\W*(?:remove|rename|drop|delete)\s+(?:the\s+|an?\s+|all\s+)?(?:[\w`./-]+\s+){{0,4}}?{_THING}\b"
    rf"|\b{_THING}\s+(?:`[^`]*`\s+|\S+\s+)?(?:is|are|was|were|gets?|will be)\s+(?:removed|renamed|dropped|no longer (?:returned|accepted|supported))"
    rf"|\bno longer (?:returns?|accepts?|supports?|includes?|contains?)\s+(?:the\s+)?(?:[\w`./-]+\s+){{0,3}}{_THING}?"
    r"|\b(?:renamed?|renames)\s+`*\S+`*\s+(?:to|into)\s"
)


@rule(
    "XS615",
    "warning",
    tags=("consistency",),
    help="Tick yes and say who is affected, or give the reason behind the no.",
)
def removal_not_breaking(document: Document) -> Iterator[Problem]:
    """Something others may use is removed or renamed, and breaking changes are answered with a bare no.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] The field `state` is removed from the reply of `GET /jobs`

    ### Breaking Changes
    - [ ] Yes
    - [x] No
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] The field `state` is removed from the reply of `GET /jobs`

    ### Breaking Changes
    - [ ] Yes
    - [x] No - nothing outside this repository reads `state`
    ```

    Source: semantic versioning; own.
    """
    found = choice(document, "breaking_changes")
    if found is None or found.ticked != "no" or found.no is None:
        return
    if found.reason is not None and len(found.reason.plain.split()) >= 2:
        return
    place = _removed(document)
    if place is None:
        return
    no = found.no
    yield Problem(
        place.start, place.end, "a removal or new name, yet breaking changes says no", slot=place,
        related=(Related(no.start, no.slot.end, "the answer"),),
    )  # fmt: skip


def _removed(document: Document) -> Slot | None:
    slots = [criterion.slot for criterion in document.criteria]
    slots += [statement.want for statement in document.statements if statement.want is not None]
    for section in document.of_role("api"):
        slots += [item.slot for item in section.items] + section.paragraphs
    for slot in slots:
        lower = slot.plain.lower()
        if not any(word in lower for word in ("remov", "renam", "drop", "delet", "no longer")):
            continue
        match = pattern(_REMOVAL).search(slot.text)
        if match and not is_open(slot.plain):
            left = len(match[0]) - len(match[0].lstrip(" .;:*-"))
            return slot.part(match.start() + left, match.end())
    return next((change.slot for change in schema_changes(document) if change.destructive), None)
