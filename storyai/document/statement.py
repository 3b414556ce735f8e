"""The user story sentence: who, what, why, in the usual wordings of English, German and Spanish."""

import re

from storyai.document.parts import Slot, Statement

_ROLE = {
    "en": r"as\s+(?:an?\b|the\b|one\s+of\s+the\b)?\s*",
    "de": r"als\s+(?:eine?r?\b)?\s*",
    "es": r"como\s+(?:una?\b|el\b|la\b)?\s*",
}
_WANT = {
    "en": r"\b(?:i|we)(?:\s*['’]d|\s+would)?\s+(?:(?:only\s+|also\s+|really\s+)?(?:want|wish|need|like|love|expect|require|am\s+able|prefer)"
    r"|can|must|should|shall|will|may)\b",
    "de": r"\b(?:möchte|will|brauche|benötige|wünsche|kann)\s+(?:ich|wir)\b",
    "es": r"\b(?:quiero|queremos|necesito|necesitamos|deseo|puedo|me\s+gustaría)\b",
}
_BENEFIT = {
    "en": r"\bso\s+that\b|\bso\s+(?=(?:i|we|they|it|the|my|our|users?|people)\b)|\bin\s+order\s+(?:to|that)\b|\bsuch\s+that\b|,\s*because\b",
    "de": r",?\s*\bdamit\b|,\s*(?:\s*)um\b|\bsodass\b|\bso\s+dass\b",
    "es": r"\bpara\s+que\b|\bpara\b|\bcon\s+el\s+fin\s+de\b",
}
_START = {
    language: re.compile(rf"\W*{role}(?=\S)", re.IGNORECASE) for language, role in _ROLE.items()
}
_WANTS = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _WANT.items()}
_BENEFITS = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _BENEFIT.items()}
_LEAD = re.compile(r"\W*(?:as|als|como|i|in\s+order\s+to)\b", re.IGNORECASE)
_EDGE = " \t\r\n,;:*_.…-–—"


def _trim(slot: Slot) -> Slot | None:
    plain = slot.plain
    left, right = 0, len(plain)
    while left < right and plain[left] in _EDGE:
        left += 1
    while right > left and plain[right - 1] in _EDGE:
        right -= 1
    return slot.part(left, right) if right > left else None


def find_statement(slot: Slot, in_story: bool = False) -> Statement | None:
    """The statement that a paragraph or item is, or None.

    in_story: the slot stands in a story section, so that a sentence with only some of the parts counts too.
    """
    plain = slot.plain
    if not _LEAD.match(plain):
        return None
    for language in _ROLE:
        start = _START[language].match(plain)
        want = _WANTS[language].search(plain, start.end() if start else 0)
        if start is None and not (want and plain[: want.start()].strip(_EDGE) == "" and (in_story or _BENEFITS[language].search(plain))):
            continue
        if start is not None and want is None and not (in_story or _BENEFITS[language].search(plain)):
            continue
        role_start = start.end() if start else 0
        benefit = _BENEFITS[language].search(plain, want.end() if want else role_start)
        role_end = want.start() if want else benefit.start() if benefit else len(plain)
        want_start = want.end() if want else role_end
        want_end = benefit.start() if benefit else len(plain)
        return Statement(
            slot.start,
            slot.end,
            _trim(slot.part(role_start, role_end)) if start else None,
            _trim(slot.part(want_start, want_end)) if want else None,
            _trim(slot.part(benefit.end(), len(plain))) if benefit else None,
            language,
        )
    return None
