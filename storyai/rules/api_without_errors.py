from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import endpoints, facts, pattern
from storyai.rules._rule import Edit, Fix, Problem, rule

_ERROR = (
    r"\b(?:[45]\d\d|[45]xx)\b|\berror|\binvalid|\bunauthori|\bforbidden|\bnot found|\bconflict|\breject|\bdenied|\bfails?\b|"
    r"\bfehler|problem\+json"
)


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
    search = pattern(_ERROR).search
    for section in document.of_role("api"):
        if search(document.text, section.start, section.full_end):
            return
    if any(search(place.slot.text) for place in facts(document).of("acceptance_criteria", "edge_cases", "security")):
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
