"""Which word of a statement is its predicate, and what stands before it: finite verbs, subjects, lead-in words."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import PLURAL_NOUNS, base
from storyai.engine.offline.sentences import pattern

LEADS = (
    r"^(?:to start|to begin with|so|and|also|then|ok|okay|agreed|well|yeah|yes|no(?=,)|right(?! now| away|[- ]click| mouse)|basically|actually|ideally|additionally|furthermore|in addition|(?:change|fix) (?:this|that|it)(?=:)|"
    r"hi|hello|hey|hallo|as a side note|what (?:i|we) (?:want|need) is|what (?:i|we)(?:['’]d| would) (?:really )?like(?: is)?(?=:)|@?\w+ (?:wants|asks|asked|told) us to|i'd rather(?= \w)|um|uh|to be (?:implemented|done)(?=:)|please|as part of (?:this|the) \w+|plus|oh|um|uh|hmm|again|first|firstly|second|secondly|third|thirdly|finally|lastly|next|besides|moreover|"
    r"i think|i guess|i believe|i mean|you know|imo|in my opinion|to be clear|for example|however|instead|therefore|thus|hence|otherwise|note that|note|important|"
    r"as (?:discussed|mentioned|agreed)(?: (?:with|in|on|by) \w+)?|maybe|perhaps|todo|fixme|now(?= the)|but|und|auch|außerdem|also|bitte|dann|ja|genau)[,:]?\s+(?=\S)"
)


KEEPS = r"^(?:existing |all |new |old |other |current )?[a-z]+s (?:keep|get|see|receive|pay|stay|lose) (?!\w+ing\b)\w+"
"""A plural subject with its verb, which has no ending that would give it away."""


EXTRA = frozenset(
    "decide depend know contain include consist look offer disappear equal wait serve work finish arrive expire disappear complete reach trigger confirm refuse sign add remove delete go come win lose keep repeat calculate appear stay remain become cost belong last fail end hold begin cause drop leave mean".split()
)


AUX = frozenset(
    "takes was were had is are can cannot can't has have must may does do will gets get goes go becomes sees receives arrive arrives expire disappear stay remains wird werden ist sind kann können muss müssen soll sollen zeigt enthält bleibt erscheint gilt darf dürfen hat haben gehen geht".split()
)


PLURAL_ONLY = frozenset("get go stay arrive expire disappear".split())
"""Forms that are a predicate after a plural only: ``HTTP GET`` is none."""


NO_VERB = lex.STOP | frozenset(
    "about above across after against along among around at before behind below beside between beyond both by despite down during except for from "
    "here half how if in inside into just like near never not of off on once only onto out outside over per since so than then there through "
    "to toward under unless until up upon via what when where whether which while who why with within yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday last next meanwhile without worse because although also even".split()
)


def verb_first(text: str) -> bool:
    """A first word that no list knows is a bare verb where a determiner follows it: ``Colour the chart``."""
    words = text.lower().split()
    return (
        len(words) > 2
        and words[1] in ("the", "a", "an", "all", "our", "every", "each")
        and words[0].isalpha()
        and words[0] not in NO_VERB
        and base(words[0]) == words[0]
        and not words[0].endswith(("ing", "ed", "ly", "s"))
        and not has_finite(" ".join(words[:7]))
    )


def has_finite(low: str) -> bool:
    """Whether a text in lower case has a verb that could be its predicate."""
    words = low.replace(",", " ").split()[:60]
    for index, word in enumerate(words):
        if not index:
            continue
        if word in AUX and (
            word not in PLURAL_ONLY
            or words[index - 1].endswith("s")
            or words[index - 1] in PLURAL_NOUNS
            or "and" in words[:index]
        ):
            return True
        if word.endswith("s") and len(word) > 3 and word != "outputs":
            verb = base(word)
            if (
                (verb in lex.IMPERATIVES or verb in EXTRA)
                and (verb not in lex.AMBIGUOUS or words[index - 1] in ("only", "also", "then", "always", "never"))
                and words[index - 1] not in DETERMINERS
            ):
                return True
    return False


def subject_of(text: str) -> str:
    """The words before the first verb; empty where they are more than a short noun phrase."""
    words = text.split()
    for index in range(1, min(len(words), 7)):
        if has_finite(" ".join(words[index - 1 : index + 1]).lower()):
            return " ".join(words[:index])
    return ""


DETERMINERS = frozenset(
    "the a an of to in for with and or all any no these those their our his her its my your more some by from as two three four five many several other new".split()
)


NARROW = r"\b(?:takes|is|are|can|cannot|can't|has|have|must|may|does|do|will|gets|becomes|shows|contains|includes|returns|displays|receives|sends|stays|remains|appears|keeps|opens|wird|werden|ist|sind|kann|können|muss|müssen|soll|sollen|zeigt|enthält|bleibt)\b"


FINITE = (
    r"\b(?:is|are|can|cannot|can't|has|have|must|may|does|do|will|gets?|becomes?|shows?|contains?|includes?|returns?|opens?|"
    r"closes?|appears?|stays?|remains?|receives?|sends?|lists?|keeps?|starts?|stops?|ends?|moves?|changes?|creates?|uses?|"
    r"holds?|accepts?|rejects?|displays?|supports?|works?|runs?|needs?|allows?|requires?|takes?|follows?|covers?|matches?|"
    r"sees?|clicks?|enters?|selects?|generates?|responds?|logs?|stores?|saves?|loads?|applies|equals?|provides?|belongs?|should|wird|werden|ist|sind|kann|können|muss|müssen|soll|sollen|zeigt|enthält|bleibt)\b"
)


def strip_leads(text: str) -> str:
    """Without the words people start to speak with: ``so basically we need`` gives ``we need``."""
    for _ in range(6):
        shorter = pattern("(?i)" + LEADS).sub("", text, count=1)
        if shorter == text or not shorter:
            break
        text = shorter
    return text
