"""The user story sentence: who, what, why, in the usual wordings of English, German and Spanish.

Found by its first word, so that other prose costs one dictionary look-up; the patterns are compiled when first needed.
"""

import re
from functools import cache, lru_cache

from storyai.document.parts import Document, Slot, Statement

# Kinds of sentence by their first word: "As a ..., I want", "I want ...", "In order to ..., as a ..., I want".
_FIRST = {
    "as": "en", "i": "en", "we": "en", "in": "en", "als": "de", "ich": "de", "wir": "de", "como": "es", "quiero": "es",
    "queremos": "es",
}  # fmt: skip
_ROLE = {
    "en": r"as\s+(?:(?:an?|the|one\s+of\s+the)\b)?\s*",
    "de": r"als\s+(?:(?:eine?r?|der|die)\b)?\s*",
    "es": r"como\s+(?:(?:una?|el|la)\b)?\s*",
}
_WANT = {
    "en": (
        r"\b(?:i|we)\b(?:\\?['’](?:d|m|ll|re))?(?:\s+(?:would|am|are|do|don\\?['’]t|not|only|also|really|just|still|always|to|be))*"
        r"\s+(?:want|wish|need|like|love|expect|require|able|prefer|can(?:not)?|must|should|shall|will|may|could)\b"
        r"|\byou\s+(?:should|can|must|want|need|would\s+like)\b"
        r"|\b(?:he|she|they|(?:our|the|this|that)\s+\w+)\s+(?:wants?|needs?|would\s+like)\b"
        r"|(?:(?<=,)|^)\s*(?:would\s+like|wants?|needs?)\b"
    ),
    "de": r"\b(?:möchte|will|brauche|benötige|wünsche|kann|muss)\s+(?:ich|wir)\b|\b(?:ich|wir)\s+(?:möchten?|will|wollen|brauchen?|benötigen?|kann)\b",
    "es": r"\b(?:quiero|queremos|necesito|necesitamos|deseo|deseamos|puedo|me\s+gustaría)\b",
}
# The first pattern that matches wins.
_BENEFIT = {
    "en": (
        r"\bso\s+that\b",
        r"\bso\s+(?=(?:i|we|he|she|they|it|you|others|everyone|the|my|our|users?|people|customers?|as\s+to)\b)"
        r"|\bso\s+(?!many\b|much\b|few\b|far\b|long\b|called\b)(?=[a-z][\w'’-]*(?:\s+[\w'’-]+){0,3}?\s+(?:is|are|stays?|remains?|do|does|can|cannot|can['’]t|will|gets?|has|have|becomes?|keeps?)\b)"
        r"|\bin\s+order\s+(?:to|that)\b|\bsuch\s+that\b|,\s*because\b|,\s*so\s+(?=\w)",
        r",\s+to\s+(?=\w)(?!.*,\s+(?:and\s+|or\s+)?to\s)",
    ),
    "de": (r",?\s*\bdamit\b|,\s*um\b|\bsodass\b|\bso\s+dass\b",),
    "es": (r"\bpara\s+que\b|\bcon\s+el\s+fin\s+de\b", r"\bpara\b"),
}
_LATE_WANT = r"\b(?:i|we)(?:['’]d|\s+would)?\s+(?:want|need|like|wish)\b"
_THIRD = r"(?:the\s+|an?\s+|our\s+)?[\w -]{2,40}?\s(?:wants?|needs?|would\s+like)\s+(?=to\b|an?\b|the\b)"
_NOT_A_ROLE = frozenset(
    (
        "result",
        "response",
        "consequence",
        "rule",
        "reminder",
        "note",
        "follow-up",
        "part",
        "side",
        "first",
        "next",
        "last",
        "final",
        "workaround",
        "whole",
        "matter",
        "default",
        "minimum",
        "way",
        "continuation",
    )
)
_NOT_BEHIND_AS = frozenset(("we", "you", "i", "they", "it", "he", "she", "soon", "well", "long", "far", "per", "of", "for", "expected", "described",
                            "mentioned", "discussed", "noted", "stated", "shown", "such", "with", "in", "this", "there", "always", "much"))  # fmt: skip
_EDGE = ' \t\r\n,;:*_.…-–—+`"“”'
_LEFT, _RIGHT = frozenset(_EDGE) - frozenset('`"“'), frozenset(_EDGE) - frozenset('`"”')
_WORD = re.compile(r"[^\W\d_]+")
_WANTS = " want "
_LONG = 1000  # longer texts are not remembered: they are few, and an editor would fill the memory with them


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\bNo)(?<!\bz\.B)(?<!\bbzw)[.!?](?=[\s*_]+[^\W\d_a-z])"
    )


def _trim(slot: Slot, start: int, end: int) -> Slot | None:
    """``slot.part(start, end)`` without the marks and blanks around it; None where no words are left."""
    plain = slot.plain
    while start < end and plain[start] in _LEFT:
        start += 1
    while end > start and plain[end - 1] in _RIGHT:
        end -= 1
    words = plain[start:end]
    return slot.part(start, end) if words.strip(_EDGE) or "`" in words else None


def find_statement(slot: Slot, in_story: bool = False) -> Statement | None:
    """The statement that a paragraph or item is, or None.

    in_story: the slot stands in a story section, so that a sentence with only some of the parts counts too, and one in
    the third person ("The buyer wants to ..., so that ..."). A part ends with its sentence; ``end`` is the slot's end.
    """
    plain = slot.plain
    word = _WORD.search(plain, 0, 80)
    if word is None or (word[0].lower() not in _FIRST and not (in_story and "so that" in plain)):
        return None
    if len(plain) > _LONG:
        return _read(slot, in_story)
    found = _remembered(plain, in_story)
    if found is None:
        return None
    role, want, benefit = [
        slot.part(part.start, part.end) if part is not None else None
        for part in (found.role, found.want, found.benefit)
    ]
    return Statement(slot.start, slot.end, role, want, benefit, found.language)


@lru_cache(4096)
def _remembered(plain: str, in_story: bool) -> Statement | None:
    """The statement in a text of its own: an editor asks for the same ones after every key."""
    return _read(Slot(plain, 0, len(plain), plain), in_story)


def _read(slot: Slot, in_story: bool) -> Statement | None:
    plain = slot.plain
    word = _WORD.search(plain, 0, 80)
    if word is None:
        return None
    language = _FIRST.get(word[0].lower())
    if language is None:
        return _third_person(slot, word.start()) if in_story and "so that" in plain else None
    begin = word.start()
    start = _pattern(_ROLE[language]).match(plain, begin)
    if start is not None and _is_no_role(plain, start.end()):
        return None
    want = _pattern(_WANT[language]).search(plain, start.end() if start else begin)
    if want is not None and start is not None:
        early = _pattern(_BENEFIT[language][0]).search(plain, start.end(), want.start())
        if (
            early is not None
        ):  # "..., so that I can pay": no want; "so that I can pay, I want ...": the reason stands first
            later = _pattern(_LATE_WANT).search(plain, early.end()) if language == "en" else None
            if later is not None:
                return _benefit_inside(slot, start.end(), early, later)
            want = None
    benefit = _benefit(plain, language, want.end() if want else start.end() if start else begin)
    if start is None:
        if word[0].lower() == "in":
            return _benefit_first(slot, begin)
        if want is None or want.start() != begin or not (in_story or benefit):
            return None
    elif want is None and not (in_story or (benefit and _benefit_is_plain(benefit, plain))):
        return None
    role_start = start.end() if start else begin
    role_end = want.start() if want else _comma(plain, role_start, benefit.start() if benefit else len(plain))
    want_start = want.end() if want else role_end
    want_end = benefit.start() if benefit else len(plain)
    return Statement(
        slot.start,
        slot.end,
        _trim(slot, role_start, _sentence(plain, role_start, role_end)) if start else None,
        _trim(slot, want_start, _sentence(plain, want_start, want_end)) if want else None,
        _trim(slot, benefit.end(), _sentence(plain, benefit.end(), len(plain))) if benefit else None,
        language,
    )


def joined(document: Document, slots: list[Slot]) -> list[Slot]:
    """The slots, with a statement told over three list items ("As a ...", "I want ...", "So that ...") as one slot."""
    found: list[Slot] = []
    at = 0
    while at < len(slots):
        slot = slots[at]
        if (
            at + 1 < len(slots)
            and _opens(slot, "as")
            and _opens(slots[at + 1], "i", "we")
            and _WANTS not in slot.plain.lower()
        ):
            last = at + 2 if at + 2 < len(slots) and _opens(slots[at + 2], "so", "in") else at + 1
            slot = document.slot(slot.start, slots[last].end)
            at = last
        found.append(slot)
        at += 1
    return found


def _opens(slot: Slot, *words: str) -> bool:
    word = _WORD.search(slot.plain, 0, 80)
    return word is not None and word[0].lower() in words


def _is_no_role(plain: str, at: int) -> bool:
    """Whether the sentence only begins like one: "As a result, we should get ..."."""
    word = _WORD.search(plain, at, at + 40)
    if word is not None and plain[at - 3 : at].lower() == "as " and word[0].lower() in _NOT_BEHIND_AS:
        return True
    return (
        word is not None
        and word[0].lower() in _NOT_A_ROLE
        and plain[word.end() : word.end() + 1] in (" ", ",", ":")
        and (
            plain[word.end() : word.end() + 1] != " "
            or word[0].lower()
            in ("response", "result", "consequence", "rule", "reminder", "part", "matter", "whole", "minimum", "way")
        )
    )


def _comma(plain: str, start: int, end: int) -> int:
    """Where the role of a sentence without a want verb ends: at its first comma."""
    at = plain.find(",", start, end)
    return at if at >= 0 else end


def _benefit_is_plain(benefit: re.Match[str], plain: str) -> bool:
    return benefit[0].lower().split()[:2] == ["so", "that"] or benefit.re.pattern != _BENEFIT["en"][-1]


def _benefit(plain: str, language: str, at: int) -> re.Match[str] | None:
    for pattern in _BENEFIT[language]:
        match = _pattern(pattern).search(plain, at)
        if match is not None:
            return match
    return None


def _sentence(plain: str, start: int, end: int) -> int:
    """Where the sentence that begins at ``start`` ends, ``end`` at the latest."""
    if "." not in plain and "!" not in plain and "?" not in plain:
        return end
    match = _sentence_end().search(plain, start, end)
    return match.start() if match else end


def _benefit_inside(slot: Slot, role: int, benefit: re.Match[str], want: re.Match[str]) -> Statement:
    """ "As a buyer, so that I can order again, I want to see my orders"."""
    plain = slot.plain
    return Statement(
        slot.start,
        slot.end,
        _trim(slot, role, benefit.start()),
        _trim(slot, want.end(), _sentence(plain, want.end(), len(plain))),
        _trim(slot, benefit.end(), want.start()),
        "en",
    )


def _benefit_first(slot: Slot, begin: int) -> Statement | None:
    """ "In order to see my orders, as a buyer, I want to open the list" (the form with the value first)."""
    plain = slot.plain
    lead = _pattern(r"in\s+order\s+(?:to|that)\b").match(plain, begin)
    role = _pattern(r"\bas\s+(?:(?:an?|the)\b)?\s*").search(plain, lead.end()) if lead else None
    want = _pattern(_WANT["en"]).search(plain, role.end()) if role else None
    if lead is None or role is None or want is None:
        return None
    return Statement(
        slot.start,
        slot.end,
        _trim(slot, role.end(), want.start()),
        _trim(slot, want.end(), _sentence(plain, want.end(), len(plain))),
        _trim(slot, lead.end(), role.start()),
        "en",
    )


def _third_person(slot: Slot, begin: int) -> Statement | None:
    """ "The buyer wants to export the list, so that ...": a want, and nobody who says it of himself."""
    plain = slot.plain
    want = _pattern(_THIRD).match(plain, begin)
    benefit = _pattern(_BENEFIT["en"][0]).search(plain, want.end()) if want else None
    if want is None or benefit is None:
        return None
    return Statement(
        slot.start,
        slot.end,
        None,
        _trim(slot, want.end(), benefit.start()),
        _trim(slot, benefit.end(), _sentence(plain, benefit.end(), len(plain))),
        "en",
    )
