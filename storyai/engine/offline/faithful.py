"""Whether a sentence made of a statement still says what the statement says: nothing lost, nothing bent.

Notes are shorthand, and a rule of grammar that fits most statements ruins some. What fails here stands in the notes'
own words instead.
"""

import itertools

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import base, participle
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.subject import stem

SHORTHAND = r"->|→|=>|>>|<-| = |\s[+&]\s|\bw/o?\b|\d ?/ ?\d+ ?/|;|\s[-–—]\s|[a-z0-9][.!?] +(?=[A-Za-z0-9])"
"""Signs that stand for words: what they join cannot be told by a rule."""
ADDED = frozenset(
    "the a an is are be been can cannot not no longer there at most least does do has have it its each and to of as on shown "
    "limit maximum minimum holds finishes shows shown sent available supported possible user users by their they one that which when".split()
)
DROPPED = frozenset(
    "add implement introduce provide create include make sure ensure allow enable support want wants need needs needed would like please able "
    "must should shall will have has had ought supposed expected required let also just only max maximum min minimum ideally simply then "
    "don't doesn't cannot can't won't never new feature option possibility ability possible expect confirm verify check don doesn".split()
)
NO_NOUNS = frozenset(
    "per nobody nothing everybody everyone somebody someone after before when if while until since because with without for from in on at to of by "
    "as than then also only still already not no and or but so too very it they we you i he she this that these those "
    "up down off out gone back deleted blocked quarantined failed is are was were can cannot must should same optional".split()
)
COUNTS = frozenset("two three four five six several both".split())
DETERMINERS = frozenset(
    "the a an all any each every both new old existing multiple several their his her its my our own other more two three four".split()
)


REASON = r"(?i),? (?:because|since|so that|so (?=we|they|it|the)|in order to|otherwise|weil|damit)\b.*$"
ASKED = r"(?i)^[\w ]{2,30}? (?:asked|asks|wants|insists|demands|requires|requested) (?:that |for )?"


def faithful(made: str, told: str, about: frozenset[str] = frozenset()) -> bool:
    """Nothing of the statement is lost but its reason and who asked, and nothing is added.

    about: words of the role and the subject, which a sentence may name where the notes leave them out. made: the
    sentence; told: the statement it was made of, as the notes have it.
    """
    if pattern(SHORTHAND).search(told):
        return words_of(told) == words_of(made)
    told = pattern(ASKED).sub("", pattern(REASON).sub("", told) or told)
    before, after = words_of(told), words_of(made)
    known, kept = {stem(word) for word in before}, {stem(word) for word in after}
    if any(
        stem(word) not in known and word not in ADDED | about and base(word) not in before
        for word in after
        if not past(word, before)
    ):
        return False
    return not any(
        stem(word) not in kept and word not in DROPPED and word not in lex.STOP and participle(word) not in after
        for word in before
    )


def bent(made: str, told: str) -> bool:
    """An article stands before what is no noun, or a noun was read as an order."""
    before, after = words_of(told), words_of(made)
    pairs = set(itertools.pairwise(before))
    if any(
        first in ("the", "a", "an") and (first, second) not in pairs and (second in NO_NOUNS or second.endswith("ly"))
        for first, second in itertools.pairwise(after)
    ):
        return True
    if pattern(r"\bcan \w+ (?:shows|is|are|appears|has|contains|displays|lists)\b").search(made):
        return True
    if ",," in made or "  " in made:
        return True
    if pattern(r"(?i)^(?:\S+ ){5,}is at (?:most|least)\b").match(made):
        return True
    if after[:1] == ("there",) and before[:1] != ("there",) and before[0] in COUNTS and len(before) > 3:
        return True
    return bool(before) and nominal(before, after)


def past(word: str, before: tuple[str, ...]) -> bool:
    """A participle of a verb of the statement."""
    return any(participle(other) == word for other in before)


def nominal(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """A first word that is a noun here (``pick list grouping``) was read as an order (``can be picked``)."""
    verb = before[0]
    if verb not in lex.IMPERATIVES or len(before) < 2:
        return False
    able = "can" in after and "can" not in before and verb in after
    if participle(verb) not in after and not able:
        return False
    second = before[1]
    if second in lex.UI and (len(before) <= 3 or before[2] in lex.STOP):
        return True
    return verb in lex.AMBIGUOUS | {"pick", "mute", "login", "switch", "book", "place", "hold"} and not (
        second in DETERMINERS or second in lex.STOP or second.endswith("s") or second[0].isdigit()
    )
