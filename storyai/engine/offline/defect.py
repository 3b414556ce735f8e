"""A defect's title turned round: as a wish and as an outcome."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import (
    base,
    from_ing,
    lower_first,
    participle,
    plural,
    proper_start,
    split_object,
    third,
    with_article,
)
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.wish import untagged


def repaired(title: str, names: frozenset[str]) -> tuple[str | None, str | None]:
    """A defect's title turned round, as a wish and as an outcome: ``Studio doesn't refresh the metadata`` gives
    ``Studio to refresh the metadata`` and ``Studio refreshes the metadata``."""
    text = untagged(title).rstrip(" .!").replace("’", "'")
    text = pattern(
        r"(?i)^for (?=(?:the|an?|all) .{3,120}? (?:cannot|can't|can not|does not|doesn't|do not|don't|is not|are not|fails?)\b)"
    ).sub("", text)
    if len(text) > 170:
        return None, None
    match = pattern(
        r"(?i)^(?:(?:i|we|users?|you) )?(?:cannot|can't|can not|unable to|not able to|impossible to|(?:am|are|is) unable to) (.+)$"
    ).match(text)
    if match:
        return f"to {match[1]}", f"a user can {match[1]}"
    match = pattern(r"(?i)^(?P<who>.+?) (?:cannot|can't|can not|could not|couldn't) (?P<what>.+)$").match(text)
    if match:
        who = named(match["who"], names)
        return f"{who} to {match['what']}", f"{who} can {match['what']}"
    match = pattern(
        r"(?i)^(?P<who>.+?) (?:doesn't|does not|don't|do not|didn't|did not|won't|will not) (?P<what>.+)$"
    ).match(text)
    if match and not match["who"].lower().startswith(_TIMES):
        who = named(match["who"], names)
        verb, _, rest = match["what"].partition(" ")
        return f"{who} to {match['what']}", f"{who} {verb if plural(who) else third(verb)} {rest}".rstrip()
    match = pattern(r"(?i)^(?:double|duplicated?|stray|superfluous|broken|wrong|incorrect) (?P<what>\w+.*)$").match(
        text
    )
    if match:
        noun = lower_first(text)
        return f"no {noun}", f"there {'are' if plural(noun) else 'is'} no {noun}"
    match = pattern(
        r"(?i)^(?:errors?|exceptions?|crash|problems?|failure|issues?) (?:when |while |on |in )?(?P<verb>[a-z]+ing) (?P<what>.+)$"
    ).match(text)
    if match and from_ing(match["verb"].lower()) in lex.IMPERATIVES:
        verb = from_ing(match["verb"].lower())
        phrase, tail = split_object(match["what"])
        return (
            f"to {verb} {match['what']} without an error",
            f"{phrase} can be {participle(verb)} {tail} without an error".replace("  ", " "),
        )
    match = pattern(r"(?i)^(?P<who>.+?) not (?P<verb>[a-z]+)(?P<what>.*)$").match(text)
    if match and not pattern(
        r"(?i)\b(?:is|are|was|were|be|does|do|did|has|have|can|could|will|would|should|must)$"
    ).search(match["who"]):
        verb = match["verb"].lower()
        verb = from_ing(verb) if verb.endswith("ing") else verb
        if verb in lex.IMPERATIVES or verb in ("work", "encode", "decode", "respond", "appear", "save", "open"):
            who = named(match["who"], names)
            return f"{who} to {verb}{match['what']}", f"{who} {verb if plural(who) else third(verb)}{match['what']}"
    match = pattern(r"(?i)^(?P<who>.+?) (?P<be>is|are) not (?P<what>.+)$").match(text)
    if match and not match["who"].lower().startswith(_TIMES):
        who = named(match["who"], names)
        return f"{who} to be {match['what']}", f"{who} {match['be']} {match['what']}"
    match = pattern(r"(?i)^(?P<who>[^,]+?) (?P<be>is|are) (?P<what>.+)$").match(text)
    if match and not match["who"].lower().startswith(_TIMES):
        who = named(match["who"], names)
        return f"{who} to no longer be {match['what']}", f"{who} {match['be']} no longer {match['what']}"
    match = pattern(
        r"(?i)^(?P<who>.+?) (?P<verb>fails|crashes|corrupts|breaks|freezes|hangs|throws|shows|loses|returns|disappears|causes|ignores|overwrites|leaks|blocks|deletes|rejects|reports)\b(?P<what>.*)$"
    ).match(text)
    if match and not match["who"].lower().startswith(_TIMES):
        who = named(match["who"], names)
        return (
            f"{who} to no longer {base(match['verb'].lower())}{match['what']}",
            f"{who} no longer {match['verb'].lower()}{match['what']}",
        )
    return None, None


_TIMES = ("when", "if", "after", "while", "once", "on ", "in ", "before", "during", "since")


def named(who: str, names: frozenset[str]) -> str:
    """A subject inside a sentence: with its article, or as a name where it stands without one."""
    words = who.split()
    if (
        len(words) > 1
        and words[0].lower() not in ("new", "old", "the", "a", "an", "all", "some")
        and all(word[:1].isupper() for word in words[:2])
    ):
        return who
    if who.split()[0][:1].isupper() and who.split()[0] not in names and not proper_start(who):
        return with_article(lower_first(who), rough=True)
    given = with_article(who, rough=False)
    return (
        lower_first(given)
        if given != who
        or who.split()[0].lower()
        in ("the", "a", "an", "all", "my", "our", "this", "every", "each", "some", "for", "in")
        or (" " in who and who.split()[0].lower() in lex.PLAIN)
        else who
    )


SITUATION = r"(?i)^(?P<when>(?:when(?:ever)?|if|after|while) .{4,120}?)(?:, ?| (?=(?:the|an?|my|our|nothing|everything|it) (?:\w+ ){0,2}?(?:just |only |still )?\w+s\b))(?P<main>\S.+)$"
"""``when I upload a picture the page spins``: what somebody does, and what happens then."""
SHOWN = frozenset("message error warning hint notice dialog toast popup notification confirmation banner".split())


def expectation(text: str, actual: str) -> tuple[str, str] | None:
    """What was expected instead, where the notes name only the thing (``error message``): as a wish and an outcome."""
    words = text.rstrip(" .!").split()
    if not 1 <= len(words) <= 8 or not SHOWN & {
        words[-1].lower(),
        words[0].lower(),
        *(word.lower() for word in words[:3]),
    }:
        return None
    thing = with_article(lower_first(text.rstrip(" .!")), "a")
    found = pattern(SITUATION).match(actual.strip())
    if found is None:
        return f"to see {thing}", f"{thing} is shown"
    when = pattern(r"\bi\b").sub("I", found["when"])
    told = pattern(r"\bI (\w+)").sub(lambda one: f"a user {third(one[1])}", when)
    return f"to see {thing} {lower_first(when)}", f"{told}, {thing} is shown"
