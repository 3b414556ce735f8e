from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import endpoints, facts, pattern
from storyai.rules._rule import Edit, Fix, Problem, rule

_WORDS = (
    "error", "invalid", "unauthori", "forbidden", "not found", "conflict", "reject", "refus", "denied", "fails", "fail ", "failed", "fehler",
    "problem+json", "4xx", "5xx",
)  # fmt: skip


@rule(
    "XS617",
    "info",
    tags=("completeness", "missing-error-path"),
    help="Add what the endpoint answers when it refuses or fails.",
)
def api_without_errors(document: Document) -> Iterator[Problem]:
    """The API design lists an endpoint and only its success.

    Clients are written against the errors too: who may not call it, what is invalid, what is not there.

    Bad:

    ```markdown
    ### API Design
    ~~~
    POST /api/v1/jobs/{job_id}/pause

    Response 200:
    {"status": "paused"}
    ~~~
    ```

    Good:

    ```markdown
    ### API Design
    ~~~
    POST /api/v1/jobs/{job_id}/pause

    Response 200:
    {"status": "paused"}

    Response 409: the job is not running
    ~~~
    ```

    Source: own; RFC 9457 asks for problem details.
    """
    found = endpoints(document)
    if not found:
        return
    said = facts(document)
    texts = [document.text[part.start : part.full_end] for part in said.sections["api"]]
    texts += [place.slot.text for place in said.of("acceptance_criteria", "edge_cases", "security")]
    if any(_tells(text) for text in texts):
        return
    slot = found[0]
    own = document.section_at(slot.start)
    fix = None
    if own is not None and own.code and own.code[-1].end <= own.end:
        at = own.code[-1].end
        while at > 0 and document.text[at - 1] in "\r\n":
            at -= 1
        fix = Fix(
            "Insert an open question",
            (Edit(at, at, "\n- Open question: What does the endpoint answer when it refuses or fails?"),),
        )
    yield Problem(slot.start, slot.end, "no error answer is specified for the endpoint", slot=slot, fix=fix)


def _tells(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _WORDS) or pattern(r"\b[45]\d\d\b").search(text) is not None
