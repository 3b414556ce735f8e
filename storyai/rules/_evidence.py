"""What makes a vague word concrete: figures, quotations, named code, references, explanations behind it."""

import re
from functools import cache

_DIGITS = frozenset("0123456789")
_NOTHING = ("e.g", "per ", "see ", "ac ", "ac: ", "nfr", "fr", "optional")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Patterns behind a cheap test, compiled at the first use."""
    return re.compile({
        # The end of a clause: what follows explains nothing in it.
        "clause": r"[;.!?](?=\s|$)",
        # A figure that measures: with a comparison sign, or with a unit or a counted noun behind it. Not "Phase 4",
        # "FR13", "#2", "2.0.1".
        "figure": (
            r"(?:[<>≤≥~±=]|\b(?:at least|at most|exactly|within|under|below|above|over|up to|max(?:imum)?|min(?:imum)?)\b)"
            r"\s*(?:of\s+)?[$€£]?\d"
            r"|(?<![\w#./-])(?<!step )(?<!phase )(?<!level )(?<!story )(?<!epic )(?<!task )(?<!version )(?<!section )"
            r"[$€£]?\d[\d.,]*(?:\s*(?:-|–|to|and)\s*\d[\d.,]*)?\+?(?:\s*[%°×]|[\s-]?[a-zµ]+|[$€£])"
        ),
        "reference": (
            r"\b(?:according to|as (?:defined|specified|described|documented|listed|shown|stated|given) (?:in|by|above|below)"
            r"|in accordance with|(?:defined|specified|described|documented|listed) (?:in|by)|i\.e\.|namely|that is,"
            r"|by (?:\w+ly |always )?\w+ing\b|as per|per (?=[A-Z`])|identical to|consistent with|so that (?:no|every|each|all))"
        ),
        "said": r"(?:\b(?:with|using|as|via|by|to|like|shows?|returns?|code|status)|[=:(])\s*$",
        "quoted": r"(?<!\w)'[^']{3,}'",
        "quotation": r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]",
        "status": r"\b[1-5]\d\d\b",
    }[name], re.IGNORECASE if name == "reference" else 0)  # fmt: skip


def measures(text: str) -> bool:
    """Whether a figure that measures something stands in the text."""
    return not _DIGITS.isdisjoint(text) and pattern("figure").search(text) is not None


def explains(tail: str, arrows: bool = True) -> bool:
    """Whether what stands behind a vague word, up to the end of its clause, makes it concrete.

    A colon or dash with words behind it, brackets with words in them, a quotation, named code, a figure, a status
    code, a reference ("as defined in ..."), a way ("by retrying ..."). arrows: an arrow counts like a dash.
    """
    if not tail.strip():
        return False
    marks = (":", " - ", "–", "—", "→", "->") if arrows else (":", " - ", "–", "—")
    if _brackets(tail) or any(_behind(tail, mark) for mark in marks):
        return True
    if tail.count('"') > 1 or any(mark in tail for mark in "“„«") or ("'" in tail and pattern("quoted").search(tail)):
        return True
    if "`" in tail and pattern("said").search(tail[: tail.index("`")]):
        return True
    if not _DIGITS.isdisjoint(tail) and (pattern("figure").search(tail) or pattern("status").search(tail)):
        return True
    return pattern("reference").search(tail) is not None


def _behind(tail: str, mark: str) -> bool:
    at = tail.find(mark)
    return at >= 0 and any(c.isalnum() or c in '`"“' for c in tail[at + len(mark) :])


def _brackets(tail: str) -> bool:
    """Brackets that hold words, not just a reference such as "(FR13)" or "(optional)"."""
    at = tail.find("(")
    while at >= 0:
        close = tail.find(")", at)
        inside = tail[at + 1 : close if close > 0 else len(tail)].strip()
        choice = " or " in inside and len(inside.split()) < 5  # "(error or update)" leaves the choice open
        if any(mark in inside for mark in '`"%<≤') or (
            " " in inside and not choice and not inside.lower().startswith(_NOTHING)
        ):
            return True
        if close < 0:
            return False
        at = tail.find("(", close)
    return False
