"""The want itself as an outcome, where the notes give no criterion of their own."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import base, plural, sentence, third, with_article
from storyai.engine.offline.say import Said
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.units import Unit

STUDY = frozenset(
    "review research evaluate investigate explore document discuss clarify decide prepare define study measure spike test prototype".split()
)
"""First words of a title that asks for work, not for a behaviour of the product."""


def spoken_of(want: Said, units: list[Unit]) -> bool:
    """Whether somebody says the want of themselves: ``As a dispatcher, I want to ...``."""
    return any(
        unit.quote == want["quote"] and pattern(r"(?i)^(?:.{0,30}\b)?as an? ").match(unit.text) for unit in units
    )


THEY = r"\bwhere they\b"
MY = r"\bmy\b"


OWN = r"\bmy own\b"


WORK = frozenset(
    "be have know understand get make include upgrade update implement refactor migrate write rework build run rerun fix add benchmark replicate "
    "leverage setup ensure improve help support provide port convert clean reduce keep stop avoid see".split()
)
"""What follows ``I want to`` and is work on the product, or no deed that a tester could watch."""


def from_want(want: str, role: str | None, language: str, *, stated: bool = False) -> str | None:
    """The want itself as an outcome, where the notes give no criterion of their own."""
    if language == "de":
        return None
    actor = f"the {role}" if role else "a user"
    text = pattern(r"^my ").sub(f"{actor}'s ", want.rstrip(" ."))
    match = pattern(r"^to have (.+)$").match(text)
    if match:
        inner = pattern(r"^(.+?)(?: being)? (\w+ed|built|set|put|sent|shown|split|made|run|written) (.*)$").match(
            match[1] + " "
        )
        if inner:
            return sentence(f"{inner[1]} {'are' if plural(inner[1]) else 'is'} {inner[2]} {inner[3]}")
        return None
    told = pattern(r"^to be ((?:\w+ed|told|shown|sent) .+)$").match(text)
    if told and role:
        return sentence(f"{actor} is {pattern(MY).sub('their', told[1])}")
    if text.startswith("to "):
        verb = text.split()[1]
        if not (role and stated and verb.isalpha() and verb not in STUDY | WORK) and (
            verb in STUDY or verb not in lex.USER_VERBS | {"add", "use", "get", "receive", "see", "hide"}
        ):
            return None
        text = pattern(MY).sub("their", pattern(OWN).sub("their own", text))
        return sentence(f"{actor} can {text[3:]}")
    match = pattern(r"^(.+?) (not )?to (no longer )?([\w-]+)(.*)$").match(text)
    if match and not pattern(
        r"\b(?:ability|option|way|possibility|support|button|command|tool|script|endpoint|task)$"
    ).search(match[1]):
        who, negated, longer, verb, rest = match.groups()
        many = plural(who)
        if verb == "be":
            verb = "are" if many else "is"
            return sentence(f"{who} {verb} {'not ' if negated else ''}{'no longer ' if longer else ''}{rest.strip()}")
        if negated:
            return sentence(f"{who} {'do' if many else 'does'} not {verb}{rest}")
        return sentence(
            f"{who} {'no longer ' if longer else ''}{verb if many else third(base(verb) if verb.endswith('s') and not verb.endswith('ss') else verb)}{rest}"
        )
    if text.startswith("this defect fixed"):
        return None
    match = pattern(r"^support for (.+)$").match(text)
    if match:
        return sentence(f"{with_article(match[1])} {'are' if plural(match[1]) else 'is'} supported")
    if text.startswith(("a ", "an ")) and 8 <= len(text.split()) <= 30:
        return sentence(f"there is {pattern(THEY).sub(f'where {actor}', text)}")
    return None
