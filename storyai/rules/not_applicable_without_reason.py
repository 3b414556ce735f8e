from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import not_applicable, pattern, places_of
from storyai.rules._rule import Edit, Fix, Problem, rule

ROLES = ("risks", "security", "performance")


@rule(
    "XS620",
    "info",
    tags=("completeness",),
    help="Say why in half a sentence: what the story does not touch.",
    local=True,
)
def not_applicable_without_reason(document: Document) -> Iterator[Problem]:
    """Risks, security or performance are waved away with a bare "none".

    "None" looks the same whether somebody thought about it or not; "none: the page only reads" does not.

    Bad:

    ```markdown
    ### Security Implications
    - None
    ```

    Good:

    ```markdown
    ### Security Implications
    - None: the page shows only public data
    ```

    Source: own.
    """
    for section in document.of_role(*ROLES):
        told = [place for place in places_of(section) if place.lower.strip()]
        if len(told) != 1 or section.children:
            continue
        slot = told[0].slot
        if not_applicable(slot.plain) == "" and pattern(r"\w").search(slot.plain):
            end = slot.start + len(slot.text.rstrip(" ."))
            fix = Fix("Insert an open question", (Edit(end, slot.end, " - Open question: Why does this not apply?"),))
            yield Problem(slot.start, slot.end, f'"{slot.plain.strip()}" without a reason', slot=slot, fix=fix)
