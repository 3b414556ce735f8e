from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import facts, is_open, pattern
from storyai.rules._rule import Problem, rule


@rule("TP711", "info", tags=("completeness",), help="Answer it before the work starts.")
def open_question(document: Document) -> Iterator[Problem]:
    """A question is open. This is a reminder, no defect: an open question is better than an invented answer.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] Open question: Which size limit do uploads have?
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] Uploads over 10 MB are refused with the limit in the message
    ```

    Source: spec-kit's clarification markers.
    """
    lower = facts(document).lower
    if "open question:" not in lower and "[needs clarification" not in lower:
        return
    for place in facts(document).places:
        if place.section.role in ("notes", "questions") or (place.item is not None and place.item.checked):
            continue
        text = place.slot.plain
        match = pattern(r"\bopen question:[^\n]*|\[NEEDS CLARIFICATION:?[^\]\n]*\]?").search(text)
        if match and (is_open(text[match.start() :]) and (match[0][0] == "[" or is_open(_body(text)))):
            yield Problem(
                place.slot.start + match.start(), place.slot.start + len(text[: match.end()].rstrip()),
                "a question is open", slot=place.slot,
            )  # fmt: skip


def _body(text: str) -> str:
    """Without a label or an answer in front ("Yes - ", "Risk 1: ")."""
    at = text.lower().find("open question:")
    return text[at:] if at >= 0 else text
