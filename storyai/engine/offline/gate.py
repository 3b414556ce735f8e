"""The gate before the story sentence: a want or a benefit reads as English after ``I want`` and ``so that``, or it becomes
a question that quotes its line."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.flattened import HANGING
from storyai.engine.offline.grammar import base, participle
from storyai.engine.offline.predicates import AUX, NARROW, has_finite
from storyai.engine.offline.sentences import pattern, words_of

LONGEST = 220
"""Code points of a want or benefit; what is longer is a paragraph."""
MOST_WORDS = 40
SPEAKERS = r"(?i)\b(?:i'd|i'm|we'd|we're|please|i want|we want|i need|we need|i think|you should)\b"
NO_START = frozenset(
    "that's there's i'm we're given as if when while because since although but and or so that which who whose where why how what should must shall will would can "
    "could may might is are was were be been has had does did do not it it's this these those they he she we i you there here then "
    "also however therefore currently today e.g i.e etc".split()
)
NO_VERBS = lex.STOP - frozenset("be have get make use add do say know think let need like".split()) | frozenset(
    "users user something things".split()
)


def balanced(text: str) -> bool:
    """Brackets and quotes come in pairs."""
    return (
        all(text.count(left) == text.count(right) for left, right in ("()", "[]", "{}"))
        and text.count('"') % 2 == 0
        and text.count("`") % 2 == 0
        and text.count("“") == text.count("”")
    )


def whole(text: str) -> bool:
    """A phrase that neither hangs in the air nor is a paragraph, in any language."""
    words = text.split()
    return (
        bool(words)
        and len(text) <= LONGEST
        and len(words) <= MOST_WORDS
        and balanced(text)
        and "?" not in text
        and "://" not in text
        and "..." not in text
        and "->" not in text
        and "→" not in text
        and text[-1] not in ",;:-–(/&"
        and (text[0].isalnum() or text[0] in "\"'`“„/.<@#$")
        and pattern(r"[.!] +(?!NET\b)[A-Za-z]").search(pattern(r'"[^"]*"').sub('""', text)) is None
    )


def fits_want(text: str) -> bool:
    """Reads after ``I want``: ``to <verb> ...``, or a noun phrase, or ``<noun phrase> to <verb> ...``."""
    if not whole(text) or pattern(SPEAKERS).search(text):
        return False
    words = words_of(text)
    if len(words) < 3 and words[:1] and words[0] in ("a", "an", "the"):
        return False  # "a date"
    if not words or words[-1] in HANGING - {"during", "over", "not", "but"}:
        return False
    if pattern(r"(?i)^to [a-z-]+ (?:it|this|that|these|those)\b(?! (?:is|are|no|the|all)\b)").match(text):
        return False  # points at a sentence that is not told
    raw = text.split()
    if (
        raw[0].lower() == "to"
        and len(raw) > 2
        and raw[2].lower() in ("is", "are", "was", "were", "only", "must", "can")
    ):
        return False  # a noun was read as a verb: "to login is enough"
    if raw[0].lower() == "to" and len(raw) > 3 and clause(noun_part(" ".join(raw[2:]))):
        return False  # "to return reason decides"
    if pattern(
        r"(?i)^(?:an?|the) (?:to|of|in|but|and|or|is|are|wants|needs|asks)\b|\b(?:called|asked|said|wrote|told)\b| = |\b(?:the|a|an) (?:when|if|while|that) |\bwho to\b|\bit's\b"
    ).search(text):
        return False
    if raw[0].lower() == "to" and len(raw) > 1:
        owned = raw[1].lower() == "have" and pattern(NARROW).search(noun_part(" ".join(raw[2:])).lower())
        return not owned and verb_follows(raw[1:])
    if words[0] in ("a", "an", "the") and words[1:2] and words[1] in ("when", "if", "as", "while", "after", "before"):
        return False
    if (
        words[0] in NO_START - {"not"}
        or words[0] in lex.IMPERATIVES - lex.AMBIGUOUS
        or (words[0] == "not" and words[1] != "to")
    ):
        return False
    state = pattern(r"(?i)\bto (?:no longer |not |only )?be ([a-z]+)\b").search(text)
    if (
        state
        and state[1].lower() in lex.IMPERATIVES - lex.AMBIGUOUS
        and participle(state[1].lower()) != state[1].lower()
    ):
        return False  # "to be change"
    return not clause(noun_part(text))


def verb_follows(words: list[str]) -> bool:
    """A base verb, after an adverb or ``not`` at most: ``no longer wait``, ``automatically send``."""
    while words and (
        words[0].lower() in ("not", "no", "longer", "only", "also", "always", "never", "still")
        or (
            words[0].lower().endswith("ly")
            and words[0].lower() not in ("monthly", "daily", "weekly", "yearly", "hourly")
        )
    ):
        words = words[1:]
    if not words:
        return False
    verb = words[0].lower().strip(",.;:\"'`")
    if verb in lex.IMPERATIVES or verb in ("be", "have", "get", "go", "do"):
        return True
    if not verb.isalpha() and "-" not in verb and "/" not in verb:
        return False
    return (
        verb not in NO_VERBS and base(verb) == verb and not verb.endswith(("ly", "ing", "tion", "ment", "ness", "ed"))
    )


def noun_part(text: str) -> str:
    """A noun phrase without what hangs on it: its relative clause, its condition, its ``to be ...``."""
    text = pattern(r'"[^"]*"|`[^`]*`|\([^()]*\)').sub("x", text)
    return pattern(
        r"(?i)(?:,? (?:that|which|who|whose|where|when|whenever|while|if|unless|until|once|after|before|so|as|because|whether|how|what|e\.g\.)\b.*|"
        r",? (?:not )?to (?:no longer |only |always |not |also |still )?[a-z]+\b.*)$"
    ).sub("", text)


def clause(text: str) -> bool:
    """Whether a phrase has a predicate of its own: ``clerks export invoices``, ``the list is slow``."""
    low = text.lower()
    if (
        has_finite(low)
        or pattern(NARROW).search(low)
        or pattern(r"\b(?:should|would|could|might|was|were)\b").search(low)
    ):
        return True
    words = low.split()
    if len(words) >= 3 and words[0].endswith("s") and words[0].rstrip("s") + "s" in lex.ROLES | PEOPLE:
        return words[1] in lex.IMPERATIVES - lex.AMBIGUOUS or (
            words[1] in lex.USER_VERBS and words[2] not in ("of", "for")
        )
    if len(words) >= 4 and words[1] in lex.ROLES and words[1].endswith("s"):
        return words[2] in lex.USER_VERBS
    return False


PEOPLE = frozenset("clerks people users customers managers teams".split())


def fits_benefit(text: str) -> bool:
    """Reads after ``so that``: a clause with subject and predicate."""
    if not whole(text):
        return False
    words = words_of(text)
    stranded = (
        words and words[-1] in ("for", "to", "with", "on", "in", "from") and {"that", "what", "which"} & set(words)
    )
    if len(words) < 3 or (words[-1] in HANGING - {"over", "not"} and not stranded):
        return False
    if words[0] in ("it", "this") and words[1] == "helps":
        return False
    if words[0] == "i" and words[1] in ("it", "we", "they", "the", "and"):
        return False
    if words[0] in (
        "to",
        "must",
        "should",
        "shall",
        "can",
        "is",
        "are",
        "be",
        "and",
        "or",
        "but",
        "so",
        "that",
        "which",
        "for",
        "because",
        "not",
        "by",
        "with",
        "as",
    ):
        return False
    if words[0] in (
        "i",
        "we",
        "they",
        "you",
        "it",
        "he",
        "she",
        "everyone",
        "nobody",
        "users",
        "people",
        "this",
        "that",
    ):
        return words[1] not in ("to", "and", "or", "of")
    if words[0] in ("i'm", "i'll", "i've", "we're", "we'll"):
        return True
    condition = pattern(r"(?i)^(?:when|if|once|after) [^,]{4,80}, (.+)$").match(text)
    if condition:
        return fits_benefit(condition[1])
    low = text.lower()
    return (
        bool(set(words[1:]) & AUX)
        or has_finite(low)
        or pattern(NARROW).search(low) is not None
        or (len(words) >= 3 and words[0].endswith("s") and words[1] in lex.IMPERATIVES)
        or (len(words) >= 4 and words[1].endswith("s") and words[2] in lex.IMPERATIVES)
    )
