"""The story sentence in the words of the notes: written out in them, or what a title or an ask wants."""

from collections.abc import Callable
from re import escape

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.defect import expectation, repaired
from storyai.engine.offline.grammar import lower_first, with_article
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.units import Unit
from storyai.engine.offline.wish import as_order, cut, wish
from storyai.quick_dataclass import dataclass


@dataclass(slots=True)
class Found:
    """A part of the story sentence, the units behind it, and whether it is stated or derived from them."""

    text: str
    units: list[Unit]
    basis: str = "stated"


DULL = frozenset(
    "notes meeting minutes hi hello request question idea ideas wish misc todo title untitled draft proposal refinement kickoff grooming sync retro standup feature bug ticket".split()
)


STORY = r"(?i)^(?:.{0,30}?[:.]\s*|narrative )?as an? (?P<role>[^,]{2,60}?),? (?:(?:i|we) (?:want|need|would like|would love|wish|can(?!['’]t|not)|should be able)|(?:i|we)['’]d (?:like|love))(?P<want>.+?)(?:(?:[,;]? (?:so that|so|in order to|because)|, to(?! be\b)) (?P<why>.+?))?[.]?$"


STORY_DE = r"(?i)^als (?P<role>[^,]{2,60}?),? (?:möchte|will|brauche|würde) (?:ich|wir)(?: gerne?)?,? (?P<want>.+?)(?:,? (?:damit|um) (?P<why>.+?))?[.]?$"


NO_PERSON = frozenset(
    "result consequence follow-up followup pass side note way workaround reminder step matter rule part background precaution fallback bonus temporary spike epic story task ticket".split()
)
"""What stands after ``as a`` without being anybody."""


def story_sentence(units: list[Unit]) -> tuple[Found | None, Found | None, Found | None]:
    """Role, want and benefit of a statement written in the usual form, if the notes have one."""
    for unit in units:
        low = unit.text.lower()
        for form, cue in ((STORY, "as a"), (STORY_DE, "als ")):
            if cue not in low[:60]:
                continue
            match = pattern(form).match(unit.text)
            if match and not NO_PERSON.isdisjoint(match["role"].lower().split()):
                match = None  # "as a result we ..."
            if match:
                want = match["want"].strip()
                want = pattern(r"^(?:able )?to be able to ").sub("to ", want)
                why = match["why"]
                role = (
                    pattern(r"(?i) (?:often(?: times)?|usually|sometimes|who|that|with|in the)\b.*$")
                    .sub("", match["role"])
                    .strip()
                )
                rest = [other for other in units if other.block == unit.block and other.line >= unit.line][1:2]
                if not why and rest and rest[0].text.lower().startswith("so that "):
                    return Found(role, [unit]), Found(want, [unit]), Found(rest[0].text[8:].rstrip("."), rest)
                return (
                    Found(role, [unit]),
                    Found(want.rstrip(" ,"), [unit]),
                    Found(reason(why, unit.text), [unit]) if why else None,
                )
    return None, None, None


def reason(why: str, text: str) -> str:
    """The reason as it follows ``so that``: what comes after ``in order to`` is done by the one who speaks."""
    why = pattern(r"(?i),? with the following\b.*$").sub("", why.rstrip(". ")).replace(" can and ", " can ")
    return f"I can {why}" if pattern(r"(?i)(?:in order|,) to " + escape(why[:20])).search(text) else why


def german_want(main: Unit | None) -> Found | None:
    """``Mitarbeitende sollen Urlaub beantragen können`` gives ``Urlaub beantragen können``."""
    if main is None:
        return None
    text = pattern(r"(?i), (?:damit|weil|da|um) .*$").sub("", main.text.rstrip(" .!"))
    match = pattern(
        r"(?i)^(?:[^,]{2,60}?) (?:soll|sollen|sollte|sollten|muss|müssen|möchte|möchten|will|wollen|braucht|brauchen|wünscht sich|wünschen sich) (.+)$"
    ).match(text)
    if match and len(match[1]) <= 200:
        return Found(pattern(r"(?i)^(?:dringend|unbedingt|bitte|endlich|auch) ").sub("", match[1]), [main])
    return None


HEDGES = ("may ", "might ", "could be ", "could have ", "could the ", "could it ", "maybe ")
"""How a doubt begins; ``could we get`` asks."""


def want_in(
    main: Unit | None,
    title: Unit | None,
    role: str | None,
    *,
    bug: bool,
    expected: list[Unit],
    first: Unit | None,
    asks: list[Unit],
    names: frozenset[str],
    fits: Callable[[str], bool],
) -> Found | None:
    """What is wanted, as it follows ``I want``: out of the strongest ask, else the title.

    fits: whether a text reads there; what does not is passed over.
    """
    if bug and expected and title is not None:
        instead = expectation(expected[0].text, title.text)
        if instead and fits(instead[0]):
            return Found(instead[0], [expected[0]], "derived")
    if bug and title is not None:
        text, _ = repaired(title.text, names)
        if text and fits(text):
            return Found(text, [title], "derived")
    candidates: list[Unit] = []
    if bug:
        candidates = [unit for unit in expected if 3 <= len(unit.words) <= 30]
    asks = [*asks, *([main] if main and main not in asks else [])]
    if title is not None and topical(title) and len(asks) > 2:
        asks = [unit for unit in asks if unit.kind == "want" or unit is title or enabling(unit.text)]
    for unit in [*candidates, *([title] if title and as_order(title.text) else []), *asks, title]:
        if unit is None or unit.text.lower().startswith((*HEDGES, "(")):
            continue
        text = wish(unit.text, role)
        if text and fits(text):
            return Found(text, [unit])
    if bug and title is not None and len(title.text) <= 170:
        return Found(f"this defect fixed: {lower_first(title.text.rstrip('. '))}", [title])
    for unit in (title, first, main):
        if unit is not None and not unit.text.lower().startswith(HEDGES):
            match = pattern(r"^(\w[\w.-]*) (?:is|will be) ((?:an?|the|\w+['’]s) .+)$").match(unit.text.rstrip(". "))
            if (
                match
                and len(unit.text) < 480
                and unit is first
                and match[1].lower() not in ("this", "that", "it", "there", "he", "she", "here")
            ):
                text = f"{match[1]}, {cut(match[2]) if len(match[2]) > 170 else match[2]}"
                if fits(text):
                    return Found(text, [unit])
        if (
            unit is not None
            and not unit.text.lower().startswith(HEDGES)
            and len(unit.words) >= 2
            and len(unit.text) < 160
            and unit.kind in ("context", "title", "requirement", "want", "")
        ):
            text = pattern(r"(?i) accordingly$").sub("", unit.text.rstrip(". :!"))
            if unit is title:
                text = pattern(r"^(?:PERF|BUG|FEAT|FEATURE|UX|UI|SEC|TASK|EPIC|IDEA)\s*[-–:]\s*(?=\w+ \w)").sub(
                    "", text
                )
                text = pattern(r"(?i)\s[-–—,]\s?(?:please|pls|bitte|urgent|asap)\W*$").sub("", text)
                text = pattern(r"^(.{8,}?) [-–—] .*$").sub(r"\1", text)
                text = pattern(r"^[^/]{2,20} / (?=\w+ \w)").sub("", text)
            if ": " in text:
                text = text.split(": ", 1)[0]
                if len(text.split()) < 2:
                    continue
            if (
                unit.form != "row"
                and not pattern(r"(?i)\b(?:is|are|was|were|has|have|will|does|do|did)\b|[?]").search(
                    text.split(" that ")[0].split(" where ")[0]
                )
                and not set(unit.words) <= DULL
            ):
                text = noun_phrase(text, names)
                if fits(text):
                    return Found(text, [unit])
    for unit in (title, first):
        if unit is not None and (unit is title or bug or unit.kind == "problem") and len(unit.text) <= 120:
            text, _ = repaired(unit.text, names)
            if text and fits(text):
                return Found(text, [unit], "derived")
    return None


def enabling(text: str) -> bool:
    """Says what somebody can do then: ``Visitors can sign up``."""
    return (
        pattern(
            r"(?i)^[\w -]{3,40}? (?:can|may|(?:must|should|shall) be able to|would like to|wants? to|needs? to) \w"
        ).match(text)
        is not None
    )


def topical(title: Unit) -> bool:
    """Whether a title names the thing asked for, without a verb: ``Inspection app for turbines``."""
    text = title.text.lower()
    return (
        2 <= len(title.words) <= 12
        and not as_order(title.text)
        and not pattern(r"\btoo\b|->|→|\bwhat we\b").search(text)
        and lex.PROBLEM.isdisjoint(title.words)
        and not pattern(r"\b(?:is|are|was|were|has|have|can|cannot|must|should|does|do|needs?|wants?)\b|[?!]").search(
            text
        )
    )


def noun_phrase(text: str, names: frozenset[str]) -> str:
    """A title as a noun phrase inside a sentence: ``Events Notifications System`` gives ``an events notifications
    system``. A Title Case whose words may be names keeps all its capitals."""
    words = text.split()
    capital = [word for word in words if word[:1].isupper() and word[1:].islower() and word not in names]
    styled = len(words) > 1 and all(word[:1].isupper() or word.lower() in lex.STOP for word in words)
    if styled and all(word.lower() in lex.KNOWN or word.lower().endswith(COMMON_ENDINGS) for word in capital):
        text = " ".join(word.lower() if word in capital else word for word in words)
    elif styled and with_article(lower_first(text), "a") != lower_first(text):
        return f"{with_article(lower_first(text), 'a').split(' ', 1)[0]} {text}"  # a name as a whole
    return with_article(lower_first(text, names), "a")


COMMON_ENDINGS = (
    "tion",
    "tions",
    "ment",
    "ments",
    "ing",
    "ed",
    "ity",
    "ness",
    "ance",
    "ence",
    "able",
    "al",
    "ers",
    "ors",
)
