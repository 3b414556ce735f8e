"""What a line is, seen beside its neighbours: answered questions, topics before a colon, fragments among demands."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import capital
from storyai.engine.offline.headings import role_of
from storyai.engine.offline.recognise import modal_in
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.terse import UNDECIDED
from storyai.engine.offline.units import Notes, Unit

DEMANDS = frozenset(("want", "requirement", "limit", "performance", "security", "data", "api", "ui"))
DEAD = frozenset(("silent", "chatter", "injection", "code", "repeat", "another"))
NO_DEMANDS = (
    "background", "problem", "actual", "steps", "users", "environment", "references", "example", "risks", "questions",
    "out", "other", "people", "logistics", "workaround", "estimate", "date",
)  # fmt: skip
"""Headings below which a fragment is no demand."""
SAYS = r"(?:[A-ZÄÖÜ][\w.-]+(?: \([^)]*\))?(?::| says?:?| said:?| thinks| meint:?| sagt:?) ?)?"
YES = rf"(?i)^{SAYS}(?:yes|yep|yeah|ok|okay|agreed|ja|jep)\b(?P<rest>.*)$"
NO = rf"(?i)^{SAYS}(?:no|nope|nein|not now)\b(?P<rest>.*)$"
SPEAKS = r"^(?:[A-ZÄÖÜ][\w.-]+(?: \([^)]*\))?(?::| asks?:?| fragt:?)) (?=\S)"
WHOLE = r"(?i)^(?:do|does|did|is|are|can|could|should|shall|will|would|soll|sollen|muss|ist|sind|kann)\b"
TOPIC = r"^(?P<topic>[A-Za-zÄÖÜäöü][\w/&-]*(?: [\w/&-]+){0,3}): (?P<rest>\S.*)$"
TODAY = (
    r"^(?:it |that |this )?takes? (?:us |them )?(?:~|about |around )?\d[\d.,-]* ?(?:s|sec|seconds?|min|minutes?|h|hours?|days?|weeks?)\b|"
    r"\brate is (?:now \d|\d[\d.,]* ?% (?:now|today)\b)"
)
"""A figure of how things are: ``takes 3-4 min each``, ``the no-show rate is 12 % now``."""
FACT = (
    r"(?i)^(?:currently|today|right now|at the moment|so far|until now|these days|since|heute|derzeit|aktuell|momentan|seit|bisher)\b|"
    r"(?:~|about |around |approx\.? |ca\.? )?\d[\d.,k]* ?(?:[\w-]+)? ?(?:/|per|a|each|every|pro|am) ?(?:day|week|month|year|hour|tag|woche|monat|jahr)\b|"
    r"\b(?:was|were|had|has been|have been|used to|complain\w*|calculated|asked|asks|keeps? asking|tested|worried|angry|annoy\w*|hates?|lost|war|waren|hatte|fragt|fragen)\b|"
    rf"{TODAY}|\bthey hope\b|"
    r"\b\d+ ?%(?:\s*\.?$|\s+<-|\s+of\b)|\bgot \w+(?:en|ed)\b|\b(?:people|customers|users) affected\b|^(?:#\d+|[A-Z][A-Z0-9]+-\d+)\b|https?://|^(?:fyi|btw|see|siehe|vgl|cc)\b|^[A-ZÄÖÜ][a-zäöüß]+ (?:to|will|wird|macht|is on|does the)\b"
)
"""Tells how things are, or who does what: no demand."""
TOLD = (
    r"(?i)^(?:their|our|my) (?:[\w-]+ )?[\w-]+s (?!(?:must|should|shall|can|may|need|want|would|will|only)\b)[a-z]+ .*\b(?:by (?:hand|phone|mail|fax)|on paper|in excel|manually|while|every|each)\b|"
    r"^(?!show|list|send|limit|keep|add)[\w ]{3,40} because .*\b(?:takes?|too|slow\w*|never|nobody|forgets?|broken)\b|"
    r"\b(?:gets?|receives?|loses?|costs?|spends?) (?:us )?(?:~|about |around |up to )?\d[\d.,k]* (?:\w+ )?(?:a|per|each|every) (?:day|week|month|year)\b"
    rf"|{TODAY}"
)
"""Complains, with the reason or with how often: ``support gets 30 mails a week``."""
OLD = r"^(?:#\d+|[A-Z][A-Z0-9]+-\d+)\b(?:,? (?:is|was|has|and|&|covers|asked|see|für|ist)\b.*)?$"
NUMBER = r"(?i)^(?:ticket|issue|case|incident|request):? ?#?[\w-]*\d+$"
SOURCE = r"(?i)^(?:hey|hi|hello|hallo)\b[^.!?]*:$|^(?:(?:new|some|more|rough|quick) )?(?:ideas?|wish(?:es)?|input|thoughts) (?:from|by|after) [^.:;?!]{2,60}$"
"""A first line that tells no more than who had the idea."""
COMPLAINT = (
    r"(?i)\b(?:can(?:no|['’])t|cannot|can not|does(?:n['’]?t| not)|do(?:n['’]?t| not)|is(?:n['’]?t| not)|are(?:n['’]?t| not)|nobody|keeps?|too (?:many|much|slow|late|long|often)|"
    r"slow|annoying|painful|manual(?:ly)?|by hand|broken|crash\w*|confus\w*|tedious|stuck|complain\w*|fails|takes|currently|today|right now|leider|kaputt|langsam|von hand|mühsam)\b"
)
"""Tells what is wrong today, not what happens in a case: ``5 wrong codes -> link locked`` does not."""
NO_TOPICS = frozenset(
    "note notes todo fyi btw ps re fwd fw e.g i.e eg ie example examples cc attendees date owner priority prio estimate effort status "
    "link links see ticket tickets ref refs background context problem today now currently idea summary tl;dr tldr title subject "
    "decision decided actions action place minutes time location where next attendees present missing absent channel agent customer category env environment severity reporter assignee component version company phone "
    "hinweis notiz beispiel siehe datum teilnehmer aufwand priorität".split()
)
"""Words before a colon that name no part of the product."""
BOUND = r"(?i)\b(?:max\w*|min\w*|at (?:most|least)|up to|no more than|within|only|limit|cap|must|höchstens|mindestens|bis zu)\b|[<>≤≥]"
TALK = r"(?i)\b(?:i|we|my|our|us|ich|wir|mein|unser\w*|maybe|perhaps|vielleicht|evtl|probably|guess|think)\b"


def look_beside(notes: Notes) -> None:
    """Settle what a line by itself does not tell. Changes kinds, and the text of what was answered or has a topic."""
    for unit in notes.units:
        if unit.text.startswith(("→", "->", "=>")) and unit.form != "code":
            unit.text = pattern(r"^(?:(?:→|->|=>)\s*)+").sub("", unit.text)
    for unit in notes.units[:3]:
        if pattern(NUMBER).match(unit.text):
            unit.kind, unit.why = "silent", "the number of a ticket"
        elif unit is not notes.subject and pattern(SOURCE).match(unit.text):
            unit.kind, unit.why = "silent", "says where the notes come from"
            notes.title = None if notes.title is unit else notes.title
    for unit in notes.units:
        if unit.kind in ("requirement", "context", "problem", "dependency") and pattern(OLD).match(unit.text):
            unit.kind = "reference"
        if unit.label and unit.kind == "requirement" and role_of(unit.label) == "want":
            unit.kind = "want"
    for asked, answer, after in zip(notes.units, notes.units[1:], [*notes.units[2:], None], strict=False):
        debated = after is not None and after.block == asked.block and after.line == asked.line
        if asked.kind == "question" and answer.lines[:1] == asked.lines[-1:] and not debated:
            settle(asked, answer)
    for unit, after in pairwise(notes.units):
        if unit.form == "item" and after.block == unit.block and unit.kind not in DEAD and after.kind not in DEAD:
            gather(unit, after)
    scenarios(notes)
    for unit in notes.units:
        if unit.form in ("item", "field") and unit.kind in (
            "context", "requirement", "security", "performance", "limit",
        ):  # fmt: skip
            name(unit, notes)
    for unit, after in pairwise(notes.units):
        later = unit.form == after.form == "item" and unit.block == after.block
        bound = after.kind == "limit" and pattern(
            r"(?i)^(?:max|min|at (?:most|least)|up to|no more|limit|[~<>≤≥]|\d+(?! in\b)(?!.*\b(?:about|approx|roughly)\b))"
        ).match(after.text)
        if later and after.kind in ("limit", "requirement") and not bound and not ordered(after):
            after.kind = "context"  # it tells more about the statement before it
    talk = notes.genre == "transcript"
    for unit in notes.units:
        if unit.kind == "limit" and not pattern(BOUND).search(unit.text) and (talk or pattern(FACT).search(unit.text)):
            unit.kind = "context"  # a figure somebody mentions
        elif (
            unit.kind in ("requirement", "context", "limit", "benefit")
            and unit.form == "item"
            and pattern(TOLD).search(unit.told or unit.text)
        ):
            demand = modal_in(f" {' '.join(unit.words)} ") or pattern(BOUND).match(unit.text)
            if not demand:
                unit.kind = "problem"
                unit.text, unit.words = unit.told or unit.text, words_of(unit.told or unit.text)
    if talk:
        return
    for run in lists(notes):
        firsts = [unit for at, unit in enumerate(run) if not at or run[at - 1].block != unit.block]
        fragments = [
            unit
            for unit in firsts
            if demandable(unit)
            and (
                unit.kind in ("context", "benefit")
                or (unit.kind == "problem" and not pattern(COMPLAINT).search(unit.text))
            )
        ]
        demands = sum(unit.kind in DEMANDS for unit in firsts)
        if demands >= 2 or (demands and demands + len(fragments) >= 3):
            for unit in fragments:
                unit.kind = "requirement"


STEPS = ("given", "when", "then", "and", "but")


def scenarios(notes: Notes) -> None:
    """``Given ...`` / ``When ...`` / ``Then ...`` on lines of their own are one statement, from the first to the last."""
    open_: Unit | None = None
    for unit in notes.units:
        step = unit.words[0] if unit.words else ""
        whole = step == "when" and ("," in unit.text or (open_ is not None and open_.words[0] != "given"))
        if unit.kind in DEAD or step not in STEPS or whole or (open_ is None and step not in ("given", "when")):
            open_ = None
        elif open_ is None or (step == "given" and " then " in f" {open_.text.lower()} "):
            open_ = unit if unit.text[-1] not in ".?!" and len(unit.words) > 2 else None
        else:
            joint = " " if step in ("and", "but") else ", "
            open_.text = f"{open_.text}{joint}{unit.text[:1].lower()}{unit.text[1:]}"
            open_.words = words_of(open_.text)
            open_.lines = list(dict.fromkeys([*open_.lines, *unit.lines]))
            open_.kind = "requirement" if step == "then" else open_.kind
            unit.kind, unit.why = "repeat", "a step of the lines above"


def settle(asked: Unit, answer: Unit) -> None:
    """``Round robin if several? Maria says yes``: what was asked holds, or is ruled out.

    A whole question (``Should it ...?``) is left as it is: turning it round is for whoever reads it.
    """
    yes, no = pattern(YES).match(answer.text), pattern(NO).match(answer.text)
    said = yes or no
    about = pattern(r"(?i)^(?:and )?(?:what|how) about (.{3,60}?)\?+$").match(asked.text)
    if about and not said and 1 <= len(answer.words) <= 14 and answer.kind != "question":
        if not pattern(UNDECIDED).match(answer.text) and not pattern(TALK).search(answer.text):
            tell(asked, f"{capital(about[1])}: {answer.told or answer.text}", answer)
            asked.kind = "requirement"
        return
    asking = pattern(SPEAKS).sub("", asked.text).rstrip("? ")
    if said is None or len(answer.words) > 14 or pattern(WHOLE).match(asking):
        return
    rest = said["rest"].strip(" ,.;:-–")
    tell(asked, f"{asking}, {rest}" if yes and rest else asking, answer)
    asked.kind = "requirement" if yes else "out"


def tell(asked: Unit, text: str, answer: Unit) -> None:
    """Put what is decided in the place of a question and its answer."""
    asked.told = asked.told or asked.text
    asked.text = text
    asked.words = words_of(text)
    asked.lines = list(dict.fromkeys([*asked.lines, *answer.lines]))
    answer.kind, answer.why = "repeat", "the answer to a question of the notes"


def gather(unit: Unit, after: Unit) -> None:
    """A short remark behind the statement of an item belongs to it: ``Expires after 14 days. No "never".``"""
    marked = after.text.startswith("(") or after.words[:1] in (("no",), ("not",))
    more = (
        unit.kind in DEMANDS | {"context"}
        and after.kind in ("context", "benefit")
        and len(unit.words) + len(after.words) <= 40
        and not pattern(FACT).search(after.text)
        and not pattern(TALK).search(after.text)
    )
    aside = marked or more or (len(after.words) <= 4 and after.kind not in DEMANDS) or unit.kind == "question"
    if not aside or after.kind in ("want", "question") or (unit.kind == "question" and len(after.words) > 12):
        return
    if unit.kind != "question":
        end = "" if unit.text[-1] in ".!?" or after.text.startswith("(") else "."
        unit.text = f"{unit.text}{end} {after.text}"
        unit.words = words_of(unit.text)
    unit.lines = list(dict.fromkeys([*unit.lines, *after.lines]))
    after.kind, after.why = "repeat", "said with the line before"


def name(unit: Unit, notes: Notes) -> None:
    """``audit: who moved what and when``: a topic and what is demanded of it."""
    match = pattern(TOPIC).match(unit.text)
    if match is None or unit.under(*NO_DEMANDS):
        return
    topic, rest = match["topic"], match["rest"]
    if topic.split()[0] in notes.people or not NO_TOPICS.isdisjoint(topic.lower().split()):
        return
    if pattern(FACT).search(rest) or rest.endswith("?") or pattern(r"^//|^\d\d\b").match(rest):
        return
    if unit.kind == "context":
        unit.kind = "requirement"
    unit.topic = capital(topic)


def lists(notes: Notes) -> Iterator[list[Unit]]:
    """The items of each list, with those of one heading taken together."""
    items = [unit for unit in notes.units if unit.form == "item"]
    for _, run in groupby(items, key=lambda unit: id(unit.heading)):
        yield list(run)


def ordered(unit: Unit) -> bool:
    """Demands something by its verb: ``must ...``, ``Keep ...``, ``Only ...``."""
    words = unit.words
    return modal_in(f" {' '.join(words)} ") or words[0] in lex.IMPERATIVES | {
        "only",
        "no",
        "never",
        "not",
        "if",
        "when",
    }


def demandable(unit: Unit) -> bool:
    """A fragment that can be a demand: short, without a speaker, no fact and no talk."""
    return (
        2 <= len(unit.words) <= 22
        and not (len(unit.words) <= 3 and unit.text.endswith(")"))
        and unit.speaker is None
        and not unit.under(*NO_DEMANDS)
        and not unit.text.endswith((":", "?", "..."))
        and not pattern(FACT).search(unit.text)
        and not pattern(TALK).search(unit.text)
        and not (
            (topic := pattern(TOPIC).match(unit.text)) and not NO_TOPICS.isdisjoint(topic["topic"].lower().split())
        )
    )
