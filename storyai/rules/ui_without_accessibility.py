from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import facts, is_open, not_applicable, places_of, within
from storyai.rules._rule import Edit, Fix, Problem, rule

# Words of one kind each: "reader" of a screen reader, "alt" of an alt text, "blind" of colour-blind.
_WORDS = frozenset(
    (
        "accessible", "accessibility", "accessibly", "wcag", "aria", "keyboard", "keyboards", "reader", "readers", "screenreader",
        "focus", "focused", "focusable", "contrast", "alt", "tab", "tabs", "voiceover", "talkback", "labelled", "labeled", "blind",
        "colorblind", "barrierefrei", "barrierefreiheit", "tastatur", "accesible", "accesibilidad",
    )
)  # fmt: skip


@rule("XS618", "info", tags=("completeness",), help="Say how it works with a keyboard and a screen reader.")
def ui_without_accessibility(document: Document) -> Iterator[Problem]:
    """The UI notes describe an interface and no word in the story is about accessibility.

    Bad:

    ```markdown
    ### UI/UX Design
    - A dialog asks for the reason before the job pauses
    ```

    Good:

    ```markdown
    ### UI/UX Design
    - A dialog asks for the reason before the job pauses; it traps the focus and closes on Escape
    ```

    Source: the template ("Accessibility considerations"); WCAG 2.2.
    """
    for section in document.of_role("ui"):
        told = [
            place.slot
            for part in within(section)
            for place in places_of(part)
            if len(place.slot.plain.split()) > 2 and not is_open(place.lower) and not_applicable(place.lower) is None
            and not place.lower.strip().startswith("[")
        ]  # fmt: skip
        if not told:
            return
        if not facts(document).words.isdisjoint(_WORDS) or "a11y" in facts(document).lower:
            return
        slot = told[0]
        last = section.items[-1] if section.items else None
        ask = "\n- Open question: How does this work with a keyboard and a screen reader?"
        fix = Fix("Insert an open question", (Edit(last.end, last.end, ask),)) if last is not None else None
        yield Problem(slot.start, slot.end, "UI notes without a word on accessibility", slot=slot, fix=fix)
        return
