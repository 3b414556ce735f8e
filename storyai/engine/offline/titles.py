"""The story's title: the notes' own, cleaned, else what is wanted."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.flattened import HANGING
from storyai.engine.offline.grammar import capital, lower_first
from storyai.engine.offline.predicates import strip_leads
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.statement import Found
from storyai.engine.offline.subject import Subject
from storyai.engine.offline.units import Notes
from storyai.engine.offline.wish import as_order

DULL = frozenset(
    "notes meeting minutes hi hello request question idea ideas wish misc todo title untitled draft proposal refinement kickoff grooming sync retro standup feature bug ticket meeting-notes".split()
)


def title_from(subject: Subject, want: Found | None, notes: Notes) -> Found | None:
    """Without tags (``[Feature]``), dates and full stops; at most 100 characters."""
    from storyai.engine.offline.subject import names_meeting

    unit = subject.title
    told = (
        unit is not None
        and want is not None
        and pattern(
            r"(?i)^(?:narrative )?as an? [^,]{2,60}?,? (?:(?:i|we) (?:want|need|would|can|wish)|(?:i|we)['’]d )"
        ).match(unit.text)
    )
    if (
        unit is not None
        and not told
        and not (subject.story and want is not None)
        and not (names_meeting(notes, unit) and want is not None)
    ):
        text = pattern(r"^\[[^\]]{1,20}\]\s*").sub("", unit.text)
        text = pattern(
            r"(?i)^(?:feature request|feature|bug|request|idea|wish|question|story|wunsch|fehler|anfrage)\s*:\s*(?=\S)"
        ).sub("", text)
        text = pattern(
            r"(?i)\s[-–—]\s(?:quick |rough |my )?(?:notes?|minutes|protokoll|brain dump|summary|notizen)\b.*$"
        ).sub("", text)
        text = pattern(r"^(?:PERF|BUG|FEAT|FEATURE|UX|UI|SEC|TASK|EPIC|IDEA)\s*[-–:]\s*(?=\w+ \w)").sub("", text)
        text = pattern(
            r"(?i)^(?:todo:? )?(?:(?:user )?story(?: notes?)?|ticket)(?: for sprint \d+)?\s*(?::|\s[-–])\s*(?=\S+ \S)"
        ).sub("", text)
        text = pattern(r"(?i)^(?:kick-?off|minutes|meeting|protokoll|refinement|workshop)\b[:\s]+(?=\S+ \S)").sub(
            "", text
        )
        text = pattern(r"(?i)\s[-–—,]\s?(?:please|pls|bitte|urgent|asap)\W*$").sub("", text)
        text = pattern(r"(?i)\s[-–—]\s(?:things|stuff|list|ideas|feedback|wishes|comments|what|from) .*$").sub("", text)
        text = pattern(r"\s*\(?\b\d{4}-\d{2}-\d{2}\)?$").sub("", text).strip(" .:;-–!")
        text = pattern(r" [-–:] (?:why|what|how|who|when|where)\b.*\?$").sub("", text) if text.endswith("?") else text
        text = pattern(r"\bi\b").sub("I", ordered(text))
        text = pattern(
            r"(?i)^for (?:the )?(?=.{3,120}? (?:cannot|can't|can not|does not|doesn't|do not|don't|is not|are not|fails?)\b)"
        ).sub("", text)
        if text and not set(text.lower().split()) <= DULL and len(text) <= 130:
            return Found(capital(text), [unit])
    if want is not None and want.units and as_order(want.units[0].text) and len(want.units[0].text) <= 110:
        text = pattern(r" ?\(https?://[^)]*\)").sub("", strip_leads(want.units[0].text)).strip(" .:;!")
        return Found(capital(text), want.units)
    if want is not None:
        text = pattern(r"^(?:to have|to|an?|the) ").sub("", pattern(r"^not to ").sub("do not ", want.text))
        text = pattern(r"(?i)^(.{12,}?),? (?:where|so that|because|in which) .*$").sub(r"\1", text)
        text = pattern(r"\bmy own\b").sub("own", text)
        text = pattern(r"\bmy\b").sub("the" if " they " not in f" {text} " else "their", text)
        text = pattern(r"(?i)^some (?=\w+[\w-]* \w)").sub(
            "", pattern(r"(?i),? (?:e\.g\.|i\.e\.|such as|for example)[, ].*$").sub("", text)
        )
        if len(text) > 90:
            text = shorter(text)
            text = pattern(r"(?i) (?:and|or|the|a|an|of|to|for|with|in|on|by|from|as|that|which|when|if)$").sub(
                "", text
            )
        return Found(capital(text), want.units, want.basis)
    for other in sorted(notes.units, key=lambda unit: unit.kind != "want" or len(unit.text) > 80):
        if other.kind not in ("silent", "chatter", "injection", "code") and len(other.words) >= 1:
            text = (
                other.text
                if len(other.text) <= 80
                else pattern(r" [-–] \w+$").sub("", other.text[:80].rsplit(" ", 1)[0].rstrip(" ,;:("))
            )
            return Found(capital(text.rstrip(" .:;?!")), [other])
    return None


def ordered(text: str) -> str:
    """``API tokens need to be tightened before the audit`` gives ``Tighten API tokens before the audit``."""
    match = pattern(r"(?i)^([\w -]{3,50}?) (?:needs? to|must|should|shall|ha(?:s|ve) to) be (\w+ed)\b(.*)$").match(text)
    if match is None:
        return text
    verb = next(
        (stem for stem in (match[2][:-1], match[2][:-2], match[2][:-3]) if stem in lex.IMPERATIVES),
        match[2][:-2] if match[2].endswith("ened") else "",
    )
    return f"{capital(verb)} {lower_first(match[1])}{match[3]}" if verb else text


def shorter(text: str) -> str:
    """At most 90 characters, cut before a preposition or at a comma where there is one."""
    words = text[:90].rsplit(" ", 1)[0].split()
    for index in range(len(words) - 1, 4, -1):
        if (
            words[index - 1].endswith((",", ";", ":"))
            and (words[index].lower() in lex.IMPERATIVES or not pattern(r", (?:\S+ ){0,6}and ").search(text))
        ) or words[index].lower() in CUTS:
            words = words[:index]
            break
    while len(words) > 2 and words[-1].lower().strip(",;:(") in HANGING | DANGLING:
        words.pop()
    if len(words) > 4 and words[-2].lower() == "to":
        words = words[:-2]  # "... to determine", cut off from what it determines
    return " ".join(words).rstrip(" ,;:(")


DANGLING = frozenset("they we i it he she you who amount of whether if so my more very".split())
CUTS = frozenset(
    "to whether across that which where who with for over prior through by using from in on at about without so when if before after".split()
)
