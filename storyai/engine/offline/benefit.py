"""Why: the reason the notes state, or a stated problem turned round, as it follows ``so that``."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import base, is_are, lower_first, participle, split_object, third, with_article
from storyai.engine.offline.predicates import strip_leads
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.statement import Found
from storyai.engine.offline.subject import stems
from storyai.engine.offline.units import Unit

PURPOSE = r"(?i)\b(?:so that|so (?=we can|they can|i can|users can|you can|the \w+ can)|in order to|in order that|which (?:would )?(?:lets|helps|allows)|damit)\s+(.+)$"


def benefit_in(units: list[Unit], main: Unit | None, role: str | None, want: str | None) -> Found | None:
    """The reason: stated (``so that ...``), under a heading for it, or the stated problem turned round."""
    order = [
        unit
        for unit in [main, *units]
        if unit is not None
        and unit.kind not in ("another", "question", "out", "chatter", "injection", "silent", "code", "option")
    ]

    def new(text: str) -> bool:
        """Says more than the want does."""
        if text.lower().split(" ", 1)[0] in ("must", "should", "shall", "need", "needs", "to"):
            return False
        mine, theirs = stems(text), stems(want or "")
        squeezed = "".join(filter(str.isalnum, text.lower().removeprefix("i can ")))
        return bool(mine - theirs) and squeezed not in "".join(filter(str.isalnum, (want or "").lower()))

    for unit in order:
        match = pattern(PURPOSE).search(unit.text)
        if (
            match
            and unit is not main
            and unit.kind in ("requirement", "ui", "limit", "api", "data", "step")
            and not unit.text.lower().startswith(("as a", "so that"))
            and len(stems(unit) & stems(want or "")) < 2
        ):
            continue  # the purpose of a detail
        if match and pattern(r"(?i)^(?:\w+ ){1,3}(?:might|could|may|would)\b|\b(?:maybe|perhaps)\b").search(
            unit.text[: match.start()]
        ):
            continue  # the purpose of what may not be built
        if match and lead_in_order(match[0]) and pattern(r"(?i)^(?:not|avoid)\b").match(match[1]):
            continue
        if (
            match
            and lead_in_order(match[0])
            and pattern(r"(?i)\b(?:currently|already|is cached|are cached)\b").search(unit.text)
        ):
            continue
        if (
            match
            and not match[1].rstrip().endswith((":", "here"))
            and new(match[1])
            and 2 < len(match[1].split()) <= 30
            and "?" not in match[1]
        ):
            why = match[1].strip(" .!")
            lead = match[0].lower()
            if lead.startswith("in order to"):
                why = f"I can {why}"
            return Found(first_person(why, role), [unit])
    for unit in order:
        low = unit.text.lower()
        match = pattern(
            r"(?i)^(?:(?:we|i) (?:believe|think|hope) )?(?:this|that|it) (?:would|will) (save|help|let|allow|make|reduce|give|avoid|simplify|improve|ease|speed|enable|eliminate)\b(.+)$"
        ).match(unit.text)
        if match and len(unit.words) <= 30:
            rest = pattern(r"\b(and|or) (?:would|will) (\w+ly )?(\w+)").sub(
                lambda found: f"{found[1]} {found[2] or ''}{third(found[3])}", match[2].rstrip(". ")
            )
            return Found(f"it {third(match[1].lower())}{rest}", [unit])
        before = units[units.index(unit) - 1] if unit in units[1:] else None
        if before is not None and before.block == unit.block and before.kind in ("want", "requirement"):
            match = pattern(
                r"(?i)^(?:this|that) (prevents|avoids) ((?!that\b|it\b|this\b|us\b|\w+ing\b|\w+ from\b).+)$"
            ).match(unit.text)
            phrase, tail = split_object(match[2].rstrip(". ")) if match else ("", "")
            if match and phrase and not tail and len(phrase.split()) <= 10:
                return Found(f"{phrase} {is_are(phrase)} {participle(base(match[1].lower()))}", [unit])
        if (
            unit.kind == "benefit"
            and unit.under("benefit")
            and unit.words[0] not in ("this", "that", "it", "these", "must", "should", "need", "needs")
            and 3 <= len(unit.words) <= 22
            and pattern(r"\b(?:can|is|are|has|have|will|no longer)\b").search(low)
        ):
            return Found(first_person(lower_first(unit.text.rstrip(". ")), role), [unit])
    costs = r"(?i)\b(?:lose|loses|cost|costs|spend|spends|takes|waste)\b.*\d"
    for unit in sorted(order, key=lambda unit: not pattern(costs).search(unit.text)):
        if unit.kind in ("problem", "actual") or unit.under("problem"):
            text = relieved(unit.text, role, team=unit.speaker is not None)
            if text and new(text):
                return Found(text, [unit], "derived")
    return None


def own(text: str) -> str:
    """What belongs to those the sentence was about belongs to the one who speaks."""
    return str(pattern(r"\btheir\b").sub("my", text))


def lead_in_order(text: str) -> bool:
    return text.lower().startswith("in order to")


def first_person(text: str, role: str | None) -> str:
    text = pattern(r"(?i)\bcan (?:be able to|and) ").sub("can ", text)
    text = pattern(r"(?i)^(?:we|they|users|the users?|you|one) (can|could|don't|do not|no longer|know|have)\b").sub(
        r"I \1", text
    )
    if role:
        text = pattern(
            r"(?i)^(?:the |a |an )?" + pattern(r"\W").sub(".", role) + r"s? (can|do not|don't|no longer)\b"
        ).sub(r"I \1", text)
    return lower_first(text) if not text.startswith("I ") else text


def relieved(text: str, role: str | None, *, team: bool = False) -> str | None:
    """A problem turned into what is gained, by small and certain steps; None where that would be a guess."""
    text = strip_leads(text).rstrip(" .!").replace("’", "'")
    text = pattern(r"(?i)^as an? [^,]{2,40}?,? (?=i )").sub("", text)
    text = pattern(r"(?i)^(?:every|each) (?:day|week|month|year|morning|evening|time),? ").sub("", text)
    text = pattern(r"(?i)^our (?=[a-z]+s |[a-z]+ [a-z]+s )").sub("", text) if role else text
    text = pattern(
        r"(?i)^(?:currently|today|right now|at the moment|the problem is that|the problem:|problem:|now|the issue is(?: that)?|as it is)[,:]?\s+"
    ).sub("", text)
    text = pattern(r"(?i), (?:they|we|people) \w+ .*$").sub("", text)
    if len(text.split()) > 26 or text.endswith("?") or pattern(r"(?i), so (?:an?|the|we|they|it)\b").search(text):
        return None
    text = pattern(r"(?i)^the reason(?: again)?[^:]{0,30}: ").sub("", text)
    inner = pattern(
        r"(?i)(?:^|[ ,])(?:i|"
        + ("" if team else "we|")
        + r"users?|you|they)(?:'m|'re)? ?(?:am |are |is )?(?:cannot|can't|can not|couldn't|unable to|not able to) (?P<what>[^,;.]{6,120})"
    ).search(text)
    if (
        inner
        and not inner["what"].lower().startswith(("even", "really", "believe", "see why"))
        and not pattern(r"(?i)\b(?:until|before|anymore|any more|yet|either|since|because)\b").search(inner["what"])
    ):
        return "I can " + pattern(r"\btheir\b").sub("my", inner["what"].strip())
    text = pattern(r"(?i),? (?:because|since|which|but|and then|as) .*$").sub("", text)
    text = pattern(r"(?i)\s+(?:currently|right now|at the moment|today|now)$").sub("", text)
    if pattern(r"(?i)\b(?:don't|doesn't|do not|does not|why)\b").search(text) and not pattern(
        r"(?i)^\S+ \S* ?(?:cannot|can't|can not)\b"
    ).match(text):
        return None
    who = r"(?P<who>(?:[\w'/-]+ ){0,5}?[\w'/-]+)"
    mine_ = {"i", "we", "you", "users", "the user", "the users", "user", "people", "they"} | (
        {role, f"the {role}", f"{role}s", f"the {role}s"} if role else set()
    )

    def subject(found: str) -> str:
        return "I" if found.lower() in mine_ else lower_first(with_article(found))

    match = pattern(
        rf"(?i)^{who}(?:'m|'re)? ?(?:am |are |is )?(?:cannot|can't|can not|unable to|not able to|couldn't) (?P<what>(?!.*\b(?:until|before|anymore|any more|yet|either)\b).+)$"
    ).match(text)
    if (
        match
        and match["who"].lower().split()[0] not in _VAGUE_SUBJECTS
        and pattern(r"(?i)ly$|\b(?:tells?|says?|thinks?|said|told|means?)\b").search(match["who"]) is None
    ):
        name = subject(match["who"])
        return f"{name} can {own(match['what']) if name == 'I' else match['what']}"
    match = pattern(rf"(?i)^{who} (?:has|have) to (?P<what>.+)$").match(text)
    if match and match["who"].lower().split()[0] not in _VAGUE_SUBJECTS:
        name = subject(match["who"])
        return f"{name} no longer {'have' if name == 'I' or name.endswith('s') else 'has'} to {match['what']}"
    match = pattern(
        rf"(?i)^{who} (?P<verb>takes?|loses?|lose|waits?|spends?|copy|copies|fails?|breaks?|crashe?s?|freezes?|miss|misses|forgets?|struggles?|types?|retypes?|overwrites?|corrupts?|hangs?|disappears?)\b(?P<what>.*)$"
    ).match(text)
    person = match is not None and (
        match["who"].lower() in mine_ or not set(match["who"].lower().split()).isdisjoint(lex.ROLES)
    )
    if (
        match
        and not person
        and match["verb"].lower().rstrip("s")
        not in (
            "take",
            "fail",
            "break",
            "crash",
            "crashe",
            "freeze",
            "overwrite",
            "corrupt",
            "hang",
            "disappear",
            "lose",
        )
    ):
        match = None
    if (
        match
        and not {"that", "which", "who", "can", "is", "are"} & set(match["who"].lower().split())
        and match["who"].lower().split()[0] not in _VAGUE_SUBJECTS
    ):
        name = subject(match["who"])
        verb = base(match["verb"].lower()) if name == "I" else match["verb"].lower()
        return f"{name} no longer {verb}{match['what']}"
    return None


_VAGUE_SUBJECTS = frozenset(
    "it's that's there's here's to for in on at with it this that there which when if after before what the-problem nothing no he she because".split()
)
