"""Which subject the story is about, where the notes hold several: the strongest ask and what belongs to it."""

from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.brief import is_brief, proposal_of
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.units import Heading, Notes, Unit
from storyai.quick_dataclass import dataclass, field

ASKS = {"want": 5, "requirement": 3, "api": 2, "limit": 1, "performance": 1, "security": 1, "data": 1, "problem": 1}
SMALL = 420
"""Words up to which notes that are no minutes and no conversation are taken to have one subject."""
STORY_MARK = r"^(?:user )?story\b|^us[- ]?\d|^epic\b"


@dataclass(slots=True)
class Subject:
    """main: the strongest ask. title: the unit that names the subject. words: the subject's words, stemmed.

    brief: the notes are a document of named parts, all about one thing.
    """

    main: Unit | None = None
    title: Unit | None = None
    words: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)
    story: bool = False
    brief: bool = False


@lru_cache(4096)
def stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ers", "ies", "ed", "es", "er", "en", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def stems(unit: Unit | str) -> set[str]:
    words = words_of(unit) if isinstance(unit, str) else unit.words
    return {stem(word) for word in words if word not in lex.STOP and len(word) > 2 and not word[0].isdigit()}


def choose(notes: Notes, order: Callable[[str], bool]) -> Subject:
    """Find the subject; units that belong to another one get kind ``another`` and a reason.

    order: tells whether a text begins with a verb that is an order.
    """
    subject = Subject(title=title_of(notes))
    alive = [unit for unit in notes.units if unit.kind not in ("silent", "chatter", "injection")]
    groups = group(notes, alive)
    named = stems(subject.title) if subject.title else set()
    size = sum(len(unit.words) for unit in alive)
    meeting = is_meeting(notes)
    frequent: Counter[str] = Counter()
    for unit in alive:
        if unit.kind in ASKS:
            frequent.update(stems(unit))
    best_group, best = None, -1.0
    for key, units in groups.items():
        score = sum(min(3, weight(unit, named, frequent)) for unit in units[:40])
        strongest = max((weight(unit, named, frequent) for unit in units), default=0)
        score = strongest * 2 + min(score, 24) - (0.001 * units[0].line)
        if str(key).startswith("story:"):
            score -= 6 * [other for other in groups if str(other).startswith("story:")].index(key)
        if score > best and any(unit.kind in ASKS for unit in units):
            best_group, best = key, score
    if best < 6 and meeting:
        best_group = suggestion(groups, notes) or best_group
    subject.story = str(best_group).startswith("story:")
    chosen = groups.get(best_group, alive) if best_group is not None else alive
    if len([unit for unit in alive if unit.form != "code"]) == 1 and not asks_in(chosen):
        subject.main = alive[0]
    asks = [unit for unit in chosen if unit.kind in ("want", "requirement")] or [
        unit for unit in chosen if unit.kind in ASKS
    ]
    if asks:
        subject.main = max(asks, key=lambda unit: (weight(unit, named, frequent), -unit.line))
    if is_brief(notes):
        subject.brief = True
        subject.main = proposal_of(notes, order) or subject.main
        return subject
    # The title of minutes names the meeting, not what is asked for in it.
    subject.words = (set() if meeting and notes.subject is None else set(named)) | (
        stems(subject.main) if subject.main else set()
    )
    wanting = sum(any(unit.kind == "want" for unit in units) for units in groups.values())
    # A part of the notes that is headed as what is wanted says what they are about, whatever stands around it.
    headed = sum(unit.form == "item" and unit.under("want", "criteria") for unit in alive) >= 3
    whole = (
        (size <= SMALL or headed)
        and notes.genre != "transcript"
        and not (
            meeting
            and not headed
            and (wanting > 1 or size > SHORT or len({key[0] for key in groups if isinstance(key, tuple)}) > 1)
        )
        and not any(str(key).startswith("story:") for key in groups)
    )
    if whole or (len(groups) <= 1 and notes.genre != "transcript"):
        return subject
    flat = notes.genre == "transcript"
    if flat and size <= SHORT:
        for unit in alive:
            unit.near = True
        return subject
    if flat:
        return conversation(subject, notes, alive)
    core = Counter[str]()
    for unit in chosen:
        core.update(stems(unit))
    subject.words |= {word for word, count in core.items() if count >= 2}
    for key, units in groups.items():
        belongs = key == best_group
        for unit in units:
            if belongs or unit is subject.title:
                continue
            overlap = len(stems(unit) & subject.words)
            need = 1 if key == "whole" else 2
            if str(key).startswith("story:") or overlap < need:
                unit.why = f"another subject: {label_of(unit, key)}"
                unit.kind = "another"
                if label_of(unit, key) not in subject.others:
                    subject.others.append(label_of(unit, key))
    return subject


SHORT = 300
"""Words of minutes that are about one thing, unless they hold two wishes."""
PROPOSAL = r"^(?:[A-ZÄÖÜ]\w+: )?(?:can|could|should|shall) (?:we|the|an?) (?!discuss|talk|meet|decide|skip|move on|start|take|go|wait|ask)\w+|^(?:maybe|perhaps) we (?:can|could|should)|would be (?:useful|nice|good|great|helpful)"


def suggestion(groups: dict[object, list[Unit]], notes: Notes) -> object:
    """In minutes without a clear ask: the group of the first proposal (``Can we add ...?``), made the ask."""
    for key, units in groups.items():
        for unit in units:
            if (
                unit.kind in ("question", "context", "problem")
                and pattern("(?i)" + PROPOSAL).search(unit.text)
                and len(unit.words) >= 7
            ):
                unit.kind = "want"
                return key
    return None


def asks_in(units: list[Unit]) -> bool:
    return any(unit.kind in ASKS for unit in units)


def weight(unit: Unit, named: set[str], frequent: Counter[str]) -> float:
    """How much of an ask a unit is: its kind, its heading, the words it shares with title and other asks."""
    score = float(ASKS.get(unit.kind, 0))
    if not score:
        return 0
    if unit.under("want", "criteria"):
        score += 1.5
    if unit.under("decisions"):
        score += 1
    if pattern(r"\b(?:be able to|could we (?:get|have)|wants? to|would like|needs? to (?!know|be\b)|so that)\b").search(
        unit.text.lower()
    ):
        score += 2
    if pattern(
        r"^(?:suggest|propose|attend|host|ask|discuss|check|schedule|email|call|review|organi[sz]e|talk|follow up|meet|ping|look into|investigate)\b"
    ).match(unit.text.lower()):
        score -= 3
    if pattern(
        r"^(?:right\. )?(?:so |and |well |the |our |all )*(?:\w+ ){0,2}\w+(?:ers|ors|ists|ants|agents|people|clerks|staff) (?:needs?|wants?|should|must|would like)\b"
    ).match(unit.text.lower()):
        score += 2
    if unit.words and unit.words[0] in (
        "if",
        "when",
        "once",
        "after",
        "while",
        "then",
        "wenn",
        "falls",
        "only",
        "no",
        "each",
        "every",
    ):
        score -= 1.5  # a condition on what is asked for
    if pattern(r"\b(?:must|should|may) not\b|\bmust never\b").search(unit.text.lower()):
        score -= 3
    if not lex.VAGUE.isdisjoint(unit.words) and not any(char.isdigit() for char in unit.text):
        score -= 2
    if unit.words and unit.words[0] in ("track", "log", "audit", "document", "record", "monitor"):
        score -= 1.5
    if len(unit.words) < 3 or len(unit.words) > 60:
        score -= 2
    mine = stems(unit)
    score += min(4, 2 * len(mine & named))
    score += min(3.0, sum(frequent[word] - 1 for word in mine) / 4)
    return score


WINDOW = 45
"""Utterances around the main ask that belong to its discussion; what is said further off has to name its words."""


def conversation(subject: Subject, notes: Notes, alive: list[Unit]) -> Subject:
    """In a conversation the main ask is discussed around it; later remarks count where they share two of its words."""
    at = alive.index(subject.main) if subject.main in alive else 0
    window = alive[max(0, at - WINDOW // 3) : at + WINDOW]
    core: Counter[str] = Counter()
    for unit in window:
        if unit.kind in ASKS:
            core.update(stems(unit))
    subject.words |= {word for word, count in core.items() if count >= 2}
    inside = set(map(id, window))
    for unit in alive:
        overlap = len(stems(unit) & subject.words)
        unit.near = (id(unit) in inside and overlap >= (1 if unit.kind == "problem" else 2)) or overlap >= 3
        unit.near = unit.near or (
            unit.kind == "problem"
            and id(unit) in inside
            and abs(alive.index(unit) - at) <= 4
            and bool(
                pattern(r"(?i)^(?:right now|currently|today|at the moment|so far|now|heute|derzeit|bisher)\b").match(
                    unit.text
                )
            )
        )
        need = (
            0
            if id(unit) in inside
            and (unit.kind in ASKS or unit.kind in ("question", "risk", "out", "dependency", "when", "decision"))
            else 1
            if id(unit) in inside
            else 2
        )
        if overlap < need or unit.kind in ("step",):
            unit.kind, unit.why = "another", f"another subject: {label_of(unit, None)}"
    return subject


def best_asks(units: list[Unit], subject: Subject) -> list[Unit]:
    """The main ask, then up to five others, strongest first."""
    named = stems(subject.title) if subject.title else set()
    asks = [unit for unit in units if unit.kind in ("want", "requirement", "limit") and unit is not subject.main]
    ranked = sorted(asks, key=lambda unit: (-weight(unit, named, Counter()), unit.line))[:5]
    return [*([subject.main] if subject.main else []), *ranked]


def is_meeting(notes: Notes) -> bool:
    if notes.genre == "transcript":
        return True
    roles = {heading.role for heading in notes.headings} | {unit.heading.role for unit in notes.units if unit.heading}
    named = (
        " ".join(heading.text.lower() for heading in notes.headings[:3])
        + " "
        + (notes.title.text.lower() if notes.title else "")
    )
    first = " ".join(unit.text.lower() for unit in notes.units[:3])
    words = (
        "meeting",
        "minutes",
        "standup",
        "stand-up",
        "retro",
        "hackathon",
        "weekly",
        "jour fixe",
        "protokoll",
        "sync notes",
        "brainstorming",
        "kickoff",
        "kick-off",
        "refinement",
        "grooming",
        "workshop",
        "call with",
        "call w/",
        "catch-up",
        "besprechung",
        "termin mit",
    )
    return (bool(roles & {"people", "actions"}) and len(notes.units) > 6) or any(
        word in named or word in first for word in words
    )


MEETING = r"(?i)\b(?:meeting|minutes|call|kick-?off|retro\w*|sync|jour fixe|protokoll|besprechung|stand-?up|weekly|refinement|grooming|workshop|agenda)\b"


def names_meeting(notes: Notes, title: Unit | None) -> bool:
    """Whether a title names the meeting that the notes are of, not what they are about."""
    if not is_meeting(notes) or notes.subject is not None:
        return False
    return (
        title is None
        or notes.genre == "transcript"
        or pattern(MEETING).search(title.text) is not None
        or len(notes.units) > 40
    )


def group(notes: Notes, alive: list[Unit]) -> dict[object, list[Unit]]:
    """Units by what may be a subject of its own: numbered stories, else headings without a known role, else agenda items."""
    groups: dict[object, list[Unit]] = {}
    meeting = is_meeting(notes)
    story = ""
    sizes: dict[int, Counter[str]] = {}
    for unit in alive:
        heading = next(
            (h for h in (unit.heading.path() if unit.heading else []) if h.role is None and h.level > 1), None
        )
        if heading is not None and unit.form == "item":
            sizes.setdefault(heading.line, Counter())["deep" if unit.depth else "top"] += 1
    coherent = {
        line
        for line, count in sizes.items()
        if count["top"] <= 12 and count["deep"] <= 2 * count["top"] and count["deep"] <= 6
    }
    top: Unit | None = None
    bag = False
    for unit in alive:
        mark = next(
            (h for h in (unit.heading.path() if unit.heading else []) if pattern(STORY_MARK).match(h.text.lower())),
            None,
        )
        name = f"{mark.line}" if mark else ""
        if (not mark and pattern(STORY_MARK + r".{0,12}$").match(unit.label.lower())) or (
            not mark
            and pattern(r"^(?:\d+\.\s*)?as an? [^,]{2,40},? i (?:want|need|would)").match(unit.text.lower())
            and len(notes.units) > 4
        ):
            name = f"{unit.line}"
            story = name
        elif mark:
            story = name
        if story:
            groups.setdefault(f"story:{story}", []).append(unit)
            continue
        neutral: Heading | None = next(
            (h for h in (unit.heading.path() if unit.heading else []) if h.role is None and h.level > 1), None
        )
        if meeting and unit.form == "item" and not (neutral is not None and neutral.line in coherent):
            if unit.depth == 0 and (top is None or unit.block != top.block):
                top, bag = unit, len(unit.words) <= 5 or unit.text.endswith((":", "?"))
            elif unit.depth == 1 and bag and (top is None or unit.block != top.block):
                top = unit
            groups.setdefault((neutral.line if neutral else 0, top.line if top else unit.line), []).append(unit)
        elif neutral is not None and unit.kind != "code":
            groups.setdefault((neutral.line, 0), []).append(unit)
        else:
            groups.setdefault("whole", []).append(unit)
    stories = [key for key in groups if str(key).startswith("story:")]
    if len(stories) == 1:
        units = [unit for found in groups.values() for unit in found]
        return {"whole": units}
    return groups


def label_of(unit: Unit, key: object) -> str:
    if unit.heading is not None and unit.heading.role is None and unit.heading.level > 1:
        return f'"{unit.heading.text[:60]}"'
    words = unit.text.split()
    short = " ".join(words[:7])
    return f'"{short}{" ..." if len(words) > 7 else ""}"'


def names_all(first: Unit, notes: Notes) -> bool:
    """Whether a first line that more lines follow at once is their title: short, no sentence, nobody speaks in it."""
    if (
        len(notes.units) < 3
        or notes.genre == "transcript"
        or first.form not in ("prose", "field")
        or first.kind in ("silent", "chatter", "injection")
        or first.speaker
    ):
        return False
    if (
        (first.heading is not None and first.form != "field")
        or notes.units[1].line == first.line
        or len(first.words) > (20 if first.label.lower() in TOPIC_LABELS else 14)
        or len(first.text) > (130 if first.label.lower() in TOPIC_LABELS else 90)
    ):
        return False
    if (
        first.text[-1] in ".?!,;:"
        or first.text[0] in "#@("
        or not first.words
        or first.words[0] in ("hi", "hello", "hey", "dear", "hallo")
    ):
        return False
    if first.label.lower() in TOPIC_LABELS:
        return True
    return first.form == "prose" and {"we", "i", "you", "wir", "ich", "please", "they"}.isdisjoint(first.words)


TOPIC_LABELS = frozenset(
    "bug feature request story idea wish security performance ui ux api data gdpr dsgvo privacy datenschutz database db documentation fehler wunsch".split()
)


def title_of(notes: Notes) -> Unit | None:
    """What names the notes: front matter, a mail's subject, the first heading, or a first line that stands alone."""
    if notes.subject is not None:
        return notes.subject
    first = notes.units[0] if notes.units else None
    top = next((h for h in notes.headings if h.role is None and h.level <= 2), None)
    if top is None and notes.headings and notes.headings[0].role is None and notes.headings[0].line == 1:
        top = notes.headings[0]  # a first line in bold
    if (
        first is not None
        and first.kind not in ("silent", "chatter", "injection")
        and first.form == "prose"
        and first.heading is None
    ):
        alone = all(unit.block != first.block for unit in notes.units[1:]) and len(notes.units) > 1
        if alone and len(first.text) <= 140 and not first.text.endswith("?"):
            return first
    if first is not None and names_all(first, notes):
        return first
    if top is not None and (first is None or top.line <= first.line + 3):
        text = pattern(
            r"(?i)^(?:user story|story|epic|project brief|feature request|feature|rfc|proposal|notes?|spec(?:ification)?|prd|bug|ticket)\s*(?:\d+)?\s*[:–-]\s*"
        ).sub("", top.text)
        if len(text.split()) >= 1 and text.lower() not in ("title", "notes"):
            return Unit(text, [top.line], top.text, "heading", words=words_of(text))
    if notes.title is not None:
        notes.title.words = words_of(notes.title.text)
        return notes.title
    return None
