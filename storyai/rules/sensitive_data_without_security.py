from collections.abc import Iterator

from storyai.document import Document, Slot
from storyai.rules._facts import facts, pattern, state
from storyai.rules._rule import Problem, Related, rule

_SENSITIVE = (
    r"\bpasswords?\b|\bcredit[ -]cards?\b|\bcard (?:numbers?|details|data)\b|\bbank (?:account|details)\b|\biban\b|\bssn\b|"
    r"\bsocial security|\bpassports?\b|\bmedical|\bhealth (?:data|records?)|\bpatients?\b|\bdate of birth|\bbirth dates?|"
    r"\be-?mail addresses?\b|\bphone numbers?\b|\bhome address|\bpersonal (?:data|information|details)|\bpii\b|"
    r"\baccess tokens?\b|\bapi keys?\b|\bcredentials?\b|\bsalar(?:y|ies)\b|\bgeolocation|\bfingerprints?\b|\bpasswört|\bcontraseña"
)
_HINTS = (
    "password", "card", "bank", "iban", "ssn", "security", "passport", "medical", "health", "patient", "birth", "mail",
    "phone", "address", "personal", "pii", "token", "key", "credential", "salar", "geoloc", "fingerprint", "passw", "contrase",
)  # fmt: skip


@rule(
    "XS621", "warning", tags=("consistency",), help="Say who may see it, how it is protected and how long it is kept."
)
def sensitive_data_without_security(document: Document) -> Iterator[Problem]:
    """The story handles sensitive data, and its security section is empty or says "none".

    Bad:

    ```markdown
    ## User Story
    As a clerk, I want to export customers with their phone numbers, so that the call centre can reach them.

    ### Security Implications
    - None
    ```

    Good:

    ```markdown
    ## User Story
    As a clerk, I want to export customers with their phone numbers, so that the call centre can reach them.

    ### Security Implications
    - Only the role `export` may call it; each export is logged; the file expires after a day
    ```

    Source: spec-kit's security review questions; own.
    """
    sections = document.of_role("security")
    if not sections or state(sections[0]) not in ("empty", "none"):
        return
    if len(sections) > 1:
        return
    for slot, lower in _places(document):
        if not any(hint in lower for hint in _HINTS):
            continue
        match = pattern(_SENSITIVE).search(slot.plain)
        if match:
            heading = sections[0].heading
            yield Problem(
                slot.start + match.start(), slot.start + match.end(),
                f"the story handles {match[0].lower()}, and the security section has nothing to say", slot=slot,
                related=(Related(heading.start, heading.end, "the section"),),
            )  # fmt: skip
            return


def _places(document: Document) -> Iterator[tuple[Slot, str]]:
    for statement in document.statements:
        slot = document.slot(statement.start, statement.end)
        yield slot, slot.plain.lower()
    for place in facts(document).of("story", "acceptance_criteria", "database", "api", "background"):
        yield place.slot, place.lower
