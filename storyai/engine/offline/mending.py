"""What a demand is cleaned of before it is read, and where its adverb goes."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import participle
from storyai.engine.offline.sentences import pattern


def with_adverb(made: str | None, adverb: str) -> str | None:
    """``The list is shown`` with ``only``: after its auxiliary, or nowhere. What limits an order is not lost."""
    if made is None:
        return None
    match = pattern(r"^(.*?\b(?:is|are|can|cannot|has|have)) (.+)$").match(made)
    return f"{match[1]} {adverb} {match[2]}" if match else None


def mended(text: str) -> str:
    """``should be change to`` and ``should has``: the forms that were meant."""
    text = pattern(r"(?i) for this$").sub("", text)
    if (
        text[:1] == "("
        and text[-1:] == ")"
        and text.count("(") == 1
        and pattern(r"\b(?:must|should|shall)\b").search(text)
    ):
        text = text[1:-1].rstrip(" .")
    text = pattern(r"(?i)\bwill (?:need|have) to\b").sub("must", text)
    text = pattern(r"(?i)\b(must|should|shall|will|can|could) has\b").sub(r"\1 have", text)
    text = pattern(
        r"(?i)\b(must|should|shall) be (?=(?:configure|define|select|set|choose|enter|edit|see) (?:the|an?|their|his|my)\b)"
    ).sub(r"\1 ", text)
    return str(
        pattern(
            r"(?i)\b((?:must|should|shall|will|to|can) (?:not |also |only )?be) ([a-z]+)\b(?= (?:to|by|in|on|for|with|from|the|an?|when|if|as)\b|[.,;]|$)"
        ).sub(lambda found: f"{found[1]} {participle(found[2])}" if found[2] in BARE else found[0], text)
    )


BARE = (lex.IMPERATIVES | {"prompt"}) - frozenset(
    "open clean present separate complete secure clear visible private read set run reset split put let cut online empty free live map group target test set".split()
)


FILLERS = r"(?i),? \b(?:um|uh|erm)\b,?"
