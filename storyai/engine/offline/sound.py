"""Whether a criterion reads as a whole and says what a tester can see."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import base
from storyai.engine.offline.sentences import hidden, pattern, words_of

BAD = r"(?i)\b(?:i|we|me|my|you|i'm|we're|let's|us|our)\b|\?|\b(?:should|might|could|would|may be)\b|\b(?:for|with|like|about|of|by) (?:that|this|these|those)[.]?$|^(?:this|that|these|those|it|they|he|she|there's|which|how|what|why|where|who)\b (?!is no )|https?://\S{60,}"


ORDERS = frozenset(
    "add allow check confirm create define enable ensure fix implement improve introduce make provide remove update verify".split()
)
"""An order that was not turned into an outcome."""


DANGLING = r"(?i)\b(?:specified|described|mentioned|listed) (?:above|below)\b|^there (?:is|are) such |\bthe (?:existing|other|new|old|same) one\b|^(?:since|because) |\bthese (?:two |three )?(?:items|things)\b|^(?:the )?now that\b|\b(?:this|that) (?:case|issue|problem|way|behaviou?r|name|one|configuration|feature|option|change|functionality)\b|^the (?:above|following|below)\b|\b(?:for|of|with) (?:is|are|has|have|can)\b|\b(?:an?|the) (?:is|are|has|have|can)\b"
"""Points at another sentence, or has lost a noun on the way."""


def good(text: str) -> bool:
    """Reads as a whole: no speaker in it, no doubt, no dangling pronoun at its start, not too short, not too long."""
    words = text.split()
    if not 3 <= len(words) <= 55 or len(text) > 330:
        return False
    bare, _ = hidden(pattern(r"^These (?=[^.:]+: )").sub("The ", text))  # what "these" are follows
    bare = pattern(r"^(Nothing|Nobody|No \w+|Only [\w ]{3,40}?) may be\b").sub(r"\1 is", bare)
    if pattern(BAD).search(bare) or pattern(DANGLING).search(bare):
        return False
    if not (text[0].isalnum() or text[0] in "\"'`“„/.") or pattern(
        r"\w=\w|(?i:\bthis (?:feature|ticket|issue|task|story)\b|^both how|^(?:an?|the|one|another) (?:main )?(?:reason|need|problem|task|idea|question)\b)"
    ).search(text):
        return False
    if text[0] in "([{" or pattern(r", \d\. |;\.?$").search(text):
        return False
    if pattern(r", (?:works|does not work|doesn't work)\.?$").search(text):
        return False
    first = words[0].lower()
    if first in ORDERS and words[1] != "of":
        return False
    if first in ("must", "should", "shall", "can", "may", "works", "maintains", "leverages", "built", "addresses"):
        return False
    if (
        first.endswith("s")
        and base(first) in lex.IMPERATIVES
        and words[1].lower() not in ("is", "are", "must", "can", "may", "that", "of", "for", "in")
    ):
        return False
    if pattern(r"(?i)\b(?:is|are) (?:enough|fine|ok|okay|unacceptable)[.]?$").search(bare):
        return False
    if any(word in text.lower() for word in ("well-structured", "user-friendly", "easy-to-use", "state-of-the-art")):
        return False
    if pattern(r"(?i) allows? for (?:more|simpler|easier|better)\b").search(bare):
        return False
    if pattern(r"(?i) (?:is|are) (?:more \w+|simpler|easier|better|faster|cleaner|leaner)\b").search(bare) and not any(
        c.isdigit() for c in bare
    ):
        return False  # a reason for a choice, no outcome
    if not set(words_of(text)).isdisjoint(lex.VAGUE) and not any(c.isdigit() for c in text):
        return False
    if text.count("(") != text.count(")") or text.count('"') % 2 or text.count("`") % 2:
        return False
    return not pattern(
        r"(?i)\b(?:asked for (?:that|this|it)|last time|or so|etc|and so on|and more|usw|stuff|something|somehow|whatever|things)\b"
    ).search(text)
