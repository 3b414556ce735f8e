from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import facts, pattern
from storyai.rules._rule import Problem, Related, rule

_STATUS = frozenset(
    (
        "ready",
        "approved",
        "ready for development",
        "ready for dev",
        "done",
        "completed",
        "complete",
        "accepted",
        "closed",
    )
)
_OPEN = r"\[NEEDS CLARIFICATION\b[^\]\n]*\]?|\bopen question:[^\n]*|\bTBD\b"


@rule("XS624", "warning", tags=("consistency",), help="Answer the question, or set the story back to draft.")
def ready_with_open_questions(document: Document) -> Iterator[Problem]:
    """The story calls itself ready or done, or ticks that nothing is unclear, while a question is open in it.

    Bad:

    ```markdown
    # Pause a running job

    **Status:** Ready

    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    - [ ] Open question: Who may pause a job?
    ```

    Good:

    ```markdown
    # Pause a running job

    **Status:** Draft

    ## Acceptance Criteria
    - [ ] A click on Pause stops the worker
    - [ ] Open question: Who may pause a job?
    ```

    Source: BMAD's readiness check; spec-kit's clarification markers.
    """
    lower = facts(document).lower
    if not ("open question:" in lower or "needs clarification" in lower or "tbd" in lower):
        return
    claim = _claim(document)
    if claim is None:
        return
    for place in facts(document).places:
        if place.section.role in ("log", "status", "definition_of_done") or (
            place.item is not None and place.item.checked
        ):
            continue
        match = pattern(_OPEN).search(place.slot.plain)
        if match:
            start = place.slot.start + match.start()
            yield Problem(
                start, place.slot.start + len(place.slot.plain[: match.end()].rstrip()),
                "a question is open, yet the story says it is ready", slot=place.slot,
                related=(Related(claim[0], claim[1], "says so"),),
            )  # fmt: skip
            return


def _claim(document: Document) -> tuple[int, int] | None:
    field = document.field("status")
    if field is not None and field.value.plain.strip(" *_'\"✅").lower() in _STATUS:
        return field.start, field.end
    for section in document.of_role("status"):
        for paragraph in section.paragraphs[:1]:
            if paragraph.plain.strip(" *_'\"✅").lower() in _STATUS:
                return paragraph.start, paragraph.end
    for item in document.items:
        words = item.slot.plain.lower()
        if item.checked and words.startswith("no ") and ("needs clarification" in words or "open questions" in words):
            return item.start, item.slot.end
    return None
