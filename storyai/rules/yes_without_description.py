from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import choice, is_placeholder
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules.yes_and_no_ticked import NAMES

ASKS = {
    "migration": "Open question: Which data is migrated, and how?",
    "breaking_changes": "Open question: What breaks, and for whom?",
}


@rule("XS603", "warning", tags=("completeness",), help="Say which data is migrated, or what breaks and for whom.")
def yes_without_description(document: Document) -> Iterator[Problem]:
    """A ticked yes says nothing about what it means.

    "Yes" alone tells the reader that there is work and hides how much.

    Bad:

    ```markdown
    ### Breaking Changes
    - [x] Yes
    - [ ] No
    ```

    Good:

    ```markdown
    ### Breaking Changes
    - [x] Yes - `GET /jobs` no longer returns `state`; clients read `status`
    - [ ] No
    ```

    Source: the template ("Describe migration", "Describe what breaks").
    """
    for role, name in NAMES.items():
        found = choice(document, role)
        if found is None or found.ticked not in ("yes", "both") or found.yes is None or found.section.paragraphs:
            continue
        told = found.description
        if told is not None and len(told.plain.split()) > 1 and not is_placeholder(told.plain):
            continue
        if any(item is not found.yes and item is not found.no for item in found.section.items):
            continue
        item = found.yes
        fix = None
        if told is None or not told:
            text = f" - {ASKS[role]}"
            fix = Fix("Insert an open question", (Edit(item.slot.end, item.slot.end, text),))
        yield Problem(item.start, item.slot.end, f"{name}: yes, without saying what", slot=item.slot, fix=fix)
