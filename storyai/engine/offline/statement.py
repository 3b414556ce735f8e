"""Who, what and why: the story sentence and its title, out of the words of the notes."""

from collections.abc import Callable

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import (
    base,
    from_ing,
    lower_first,
    participle,
    plural,
    proper_start,
    singular,
    split_object,
    third,
    with_article,
)
from storyai.engine.offline.outcome import has_finite, strip_leads
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.subject import stems
from storyai.engine.offline.units import Unit
from storyai.quick_dataclass import dataclass


@dataclass(slots=True)
class Found:
    """A part of the story sentence, the units behind it, and whether it is stated or derived from them."""

    text: str
    units: list[Unit]
    basis: str = "stated"


DULL = frozenset(
    "notes meeting minutes hi hello request question idea ideas wish misc todo title untitled draft proposal feature bug ticket".split()
)
STORY = r"(?i)^(?:.{0,30}?[:.]\s*)?as an? (?P<role>[^,]{2,60}?),? (?:(?:i|we) (?:want|need|would like|would love|wish|can|should be able)|(?:i|we)['’]d (?:like|love))(?P<want>.+?)(?:[,;]? (?:so that|so|in order to|because) (?P<why>.+?))?[.]?$"
STORY_DE = r"(?i)^als (?P<role>[^,]{2,60}?),? (?:möchte|will|brauche|würde) (?:ich|wir)(?: gerne?)? (?P<want>.+?)(?:,? (?:damit|um) (?P<why>.+?))?[.]?$"
FOLLOW = frozenset(
    "should must can cannot can't need needs want wants would has have will clicks click selects select sends send presses press sees see "
    "enters opens asked ask asks complain complains complained spend spends lose loses could may gets get uses use team who copy copies "
    "types wait waits responds respond are is to kann können muss müssen soll sollen möchte möchten will wollen braucht brauchen".split()
)
DEPARTMENTS = frozenset(
    "support finance sales hr accounting marketing ops lead leads guest reader author owner client clients vertrieb driver drivers agent agents reading provider vendor vendors parent parents tester plan".split()
)
GENERIC = frozenset("user users nutzer benutzer anwender customer customers".split())
WANT = r"(?i)^(?:.{0,60}?\b)?(?:(?:i|we|they|you|he|she|(?P<who>[\w' -]{3,40}?)) (?:would (?:like|love)|(?:really |also )?(?:want|need|wish)s?\b|'d like|is asking for|are asking for|asked for|asks for|requested)|(?:it )?would be (?:great|nice|good|excellent|useful|helpful|cool)|please add|feature request:?|can we (?:have|get)|could we (?:have|get))\s*(?P<if>if (?:we|i|you|users?|one) could |for )?(?P<what>.+)$"


def story_sentence(units: list[Unit]) -> tuple[Found | None, Found | None, Found | None]:
    """Role, want and benefit of a statement written in the usual form, if the notes have one."""
    for unit in units:
        low = unit.text.lower()
        for form, cue in ((STORY, "as a"), (STORY_DE, "als ")):
            if cue not in low[:60]:
                continue
            match = pattern(form).match(unit.text)
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
                    Found(why.rstrip(". "), [unit]) if why else None,
                )
    return None, None, None


def role_in(units: list[Unit], main: Unit | None, language: str = "en") -> Found | None:
    """The person the notes speak of: preferably one who does or needs something, and not just ``user``."""
    if language == "de":
        return german_role(units, main)
    for unit in ([main] if main else []) + [unit for unit in units if unit.kind == "want"][:3]:
        match = pattern(
            r"(?i)^(?:the |an? |our |all )?((?:[a-z][\w-]+ ){0,2}[a-z][\w-]+) (?:(?:wants?|needs?|would like) to|(?:must|should|shall) be able to) "
        ).match(strip_leads(unit.text))
        if match:
            words = match[1].lower().split()
            if words[-1] not in THINGS and words[0] not in THINGS and not any(word in lex.STOP for word in words):
                return Found(
                    f"{match[1].lower()} team member" if match[1].lower() in UNITS else singular(match[1].lower()),
                    [unit],
                )
    best: tuple[float, str, Unit] | None = None
    seen: list[str] = []
    for order, unit in enumerate(units):
        if unit.kind in ("question", "out", "another", "chatter", "silent", "injection", "code", "option", "reference"):
            continue
        words = pattern(r'"[^"]*"').sub('""', unit.text).split()
        for index, raw in enumerate(words):
            word = raw.lower().strip(".,:;()\"'`*")
            if word not in lex.ROLES:
                continue
            after = words[index + 1].lower().strip(".,:;()") if index + 1 < len(words) else ""
            if raw.endswith((",", ".", ")", ":")):
                after = ""
            if (
                raw.endswith(",") and index + 1 < len(words) and words[index + 1].lower().strip(".,)") in lex.ROLES
            ) or (index and words[index - 1].endswith(",") and words[index - 1].lower().strip(".,(") in lex.ROLES):
                continue
            active = after in FOLLOW
            if word in ("support", "plan", "sales", "marketing", "finance") and before_of(words, index) not in TEAMS:
                continue
            if word in DEPARTMENTS and (not active or after in ("to", "is", "are", "use", "type", "types", "will")):
                continue
            if word in lex.UI and not active:
                continue
            if after == "to" and words[index - 1 if index else 0].lower().strip(".,") in ("support", "add", "the"):
                active = False
            before: list[str] = []
            for previous in reversed(words[max(0, index - 2) : index] if raw[0] != "(" else ()):
                bare = previous.lower().strip("\"'(")
                if (
                    bare in lex.STOP
                    or bare in lex.IMPERATIVES
                    or not bare.isalpha()
                    or previous.endswith((",", ".", ":", ")"))
                    or bare.endswith(("ly", "ing"))
                    or bare in _NOT_MODIFIERS
                    or base(bare) in lex.IMPERATIVES
                ):
                    break
                before.insert(0, previous.strip("\"'("))
            if after in (
                "s",
                "ui",
                "panel",
                "id",
                "ids",
                "interface",
                "story",
                "stories",
                "experience",
                "name",
                "names",
                "account",
                "accounts",
                "data",
                "manual",
                "agent",
                "server",
                "library",
                "side",
                "page",
                "list",
                "friendly",
            ):
                continue
            if after == "team":
                word = f"{word} team member"
            score = (3 if active else 0) + (0 if word in GENERIC and not before else 2) + (0.5 if before else 0)
            lead = " ".join(words[max(0, index - 6) : index]).lower()
            score += 3 if pattern(r"\b(?:audience|users?|personas?) (?:is|are)\b|\bintended for\b").search(lead) else 0
            score += 1.5 if unit is main else 0
            score += 2.5 if unit.kind == "users" else 0
            score -= 0.02 * order
            if unit.kind in ("want", "requirement") and active:
                score += 1
            if (
                index
                and raw[:1].isupper()
                and not words[index - 1][:1].isupper()
                and not words[index - 1].endswith((".", ":", "*", "?", "!"))
            ):
                continue
            name = " ".join([*before, word])
            seen.append(name)
            if best is None or score > best[0]:
                best = (score, name, unit)
    asking = (
        pattern(
            r"(?i)^(ops|support|sales|finance|legal|hr|marketing|accounting|compliance|devops|qa)(?: team)?: "
        ).match(units[0].text)
        if units
        else None
    )
    if asking and (best is None or best[0] < 3):
        return Found(f"{asking[1].lower()} team member", [units[0]], "derived")
    if best is None or best[0] < (1.5 if len(units) <= 8 else 2.4):
        return None
    name = f"{best[1]} team member" if best[1].lower() in UNITS else singular(best[1])
    longer = [singular(other) for other in seen if singular(other).endswith(" " + name)]
    name = max(longer, key=longer.count) if longer and " " not in name else name
    words = name.split()
    name = " ".join(word if any(c.isupper() for c in word[1:]) else word.lower() for word in words)
    return Found(name, [best[2]])


TEAMS = frozenset("the our and or customer technical it level first second from by for with ask asks of to".split()) | {
    ""
}
"""What stands before a department that is people; ``datasense support`` is a function."""


def before_of(words: list[str], index: int) -> str:
    """The word before the one at ``index``, bare; empty at the start of a statement."""
    if index == 0 or words[index - 1].endswith((".", ":", ",", ";")):
        return ""
    return words[index - 1].lower().strip("\"'(`*")


UNITS = frozenset("sales support finance hr accounting marketing ops legal".split())
THINGS = (
    lex.UI
    | lex.DATA
    | lex.PLAIN
    | frozenset(
        "system systems app application service services server tool tools software platform api it this that these those we i they you there which who what he she one everyone everybody someone nobody team company business product project feature story export import webhook report".split()
    )
)


def german_role(units: list[Unit], main: Unit | None) -> Found | None:
    """The subject of a German demand, if it is a person: ``Mitarbeitende sollen ...``."""
    for unit in [*([main] if main else []), *units]:
        match = pattern(
            r"^(?:Der |Die |Das |Ein |Eine |Als )?((?:[A-ZÄÖÜa-zäöüß-]+ )?[A-ZÄÖÜ][\wäöüß-]+) (?:soll|sollen|muss|müssen|möchte|möchten|will|wollen|kann|können|darf|dürfen|braucht|brauchen)\b"
        ).match(unit.text)
        if match and match[1].lower() in UNITS:
            continue
        if match and unit.kind in ("requirement", "want", "problem") and match[1].split()[-1].lower() in lex.ROLES:
            return Found(match[1], [unit])
    return None


def german_want(main: Unit | None) -> Found | None:
    """``Mitarbeitende sollen Urlaub beantragen können`` gives ``Urlaub beantragen können``."""
    if main is None:
        return None
    text = pattern(r"(?i), (?:damit|weil|da|um) .*$").sub("", main.text.rstrip(" .!"))
    match = pattern(
        r"(?i)^(?:[^,]{2,60}?) (?:soll|sollen|sollte|sollten|muss|müssen|möchte|möchten|will|wollen|braucht|brauchen|wünscht sich|wünschen sich) (.+)$"
    ).match(text)
    return Found(match[1], [main]) if match and len(match[1]) <= 200 else None


_NOT_MODIFIERS = frozenset(
    "help when if while where because multiple many several allow let enable for only those these such current given logged potential different individual other certain existing after before once unless until".split()
)


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
    if bug and title is not None:
        text, _ = repaired(title.text, names)
        if text and fits(text):
            return Found(text, [title], "derived")
    candidates: list[Unit] = []
    if bug:
        candidates = [unit for unit in expected if 3 <= len(unit.words) <= 30]
    asks = [*asks, *([main] if main and main not in asks else [])]
    for unit in [*candidates, *([title] if title and as_order(title.text) else []), *asks, title]:
        if unit is None or unit.text.lower().startswith(("may ", "might ", "could ", "maybe ")):
            continue
        text = wish(unit.text, role)
        if text and fits(text):
            return Found(text, [unit])
    if bug and title is not None and len(title.text) <= 170:
        return Found(f"this defect fixed: {lower_first(title.text.rstrip('. '))}", [title])
    for unit in (title, first, main):
        if unit is not None and not unit.text.lower().startswith(("may ", "might ", "could ", "maybe ")):
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
            and not unit.text.lower().startswith(("may ", "might ", "could ", "maybe "))
            and len(unit.words) >= 2
            and len(unit.text) < 160
            and unit.kind in ("context", "title", "requirement", "want", "")
        ):
            text = pattern(r"(?i) accordingly$").sub("", unit.text.rstrip(". :!"))
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
    return None


def noun_phrase(text: str, names: frozenset[str]) -> str:
    """A title as a noun phrase inside a sentence: ``Events Notifications System`` gives ``an events notifications
    system``. A Title Case whose words may be names keeps all its capitals."""
    words = text.split()
    capital = [word for word in words if word[:1].isupper() and word[1:].islower() and word not in names]
    styled = len(words) > 1 and all(word[:1].isupper() or word.lower() in lex.STOP for word in words)
    if styled and all(word.lower() in lex.KNOWN or word.lower().endswith(COMMON_ENDINGS) for word in capital):
        text = " ".join(word.lower() if word in capital else word for word in words)
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


def as_order(text: str) -> bool:
    """Begins with a bare verb that is one here: ``Search the list``, not ``Search is slow``."""
    words = strip_leads(untagged(text)).split()
    if (len(words) > 2 and pattern(r"^[^.,;]*? (?:should|must|shall)\b").match(" ".join(words[1:5]).lower() + " ")) or {
        "should",
        "must",
        "shall",
        "cannot",
        "doesn't",
    } & {word.lower() for word in words[1:5]}:
        return False
    if (
        words
        and words[0].lower() in lex.AMBIGUOUS
        and (has_finite(" ".join(words[:6]).lower()) or words[1:2] == ["of"])
    ):
        return False
    if len(words) >= 2 and words[0].lower() in lex.AMBIGUOUS and words[1].endswith("ing"):
        return False
    if len(words) == 2 and words[0].lower() in lex.AMBIGUOUS and words[1].lower() in NOUNS:
        return False
    if (
        len(words) >= 3
        and words[0].lower() in lex.AMBIGUOUS
        and words[-1].lower() in lex.UI
        and not {word.lower() for word in words} & (lex.STOP - {"order"})
    ):
        return False
    return bool(words) and words[0].lower() in lex.IMPERATIVES


NOUNS = frozenset(
    "download upload export import search history overview wizard screen page dashboard job log limit limits function feature".split()
)
"""What follows a first word that is a noun itself: ``report download``, ``order history``."""


def untagged(text: str) -> str:
    """Without the component in front of a title: ``iOS9: 3D-Touch: Support ...``, ``Common - Setup ...``."""
    text = pattern(r"^\[[^\]]{1,30}\][ :-]*(?=\S)").sub("", text)
    text = pattern(r"^(?:[A-Za-z0-9 .+/-]{2,24}: )+(?=\S+ \S)").sub("", text)
    named = pattern(r"^[^:]{3,90}? [-–] (?=([A-Z][a-z]+) [a-z])").match(text)
    if named and named[1].lower() in lex.IMPERATIVES - lex.AMBIGUOUS | {"build"}:
        return text[named.end() :]
    return pattern(r"^[A-Z]\w{2,20} - (?=[A-Z]\w+ \S)").sub("", text)


def wish(text: str, role: str | None) -> str | None:
    """An ask as a wish: ``Finance clerks must be able to export`` gives ``to export``."""
    text = untagged(strip_leads(text).rstrip(" .!;"))
    low = text.lower()
    match = pattern(
        r"(?i)^(?P<who>.{0,70}?)\b(?:should|must|shall|needs? to|has to|have to|will|want to|wants to) be able to (?P<what>.+)$"
    ).match(text)
    if match and "," not in match["who"]:
        return mine(f"to {cut(match['what'])}")
    text = pattern(r" ?\(https?://[^)]*\)").sub("", text)
    match = pattern(
        r"(?i)^(?:.{0,60}\b)?(?:vision|goal|aim|idea|purpose|objective|plan|ask|request)s?(?: of [\w ]{3,30}| here| now)? (?:is|was|would be) to (.+)$|^(?:this|the) (?:task|ticket|issue|story) (?:is|aims) to (.+)$|^we (?:also )?(?:aim|plan|intend) to (.+)$|^it is expected that we (.+)$"
    ).match(text)
    if match:
        inner = next(found for found in match.groups() if found)
        if inner.lower().startswith(("ensure that ", "make sure that ")):
            inner = inner.split(" that ", 1)[1]
            state = pattern(r"(?i)^(.{3,120}?) (?:is|are) (.+)$").match(cut(inner))
            return f"{state[1]} to be {state[2]}" if state else wish(inner, role) or cut(inner)
        verb = inner.split(" ", 1)[0].lower()
        return (
            wish(inner, role)
            if verb in ("add", "provide", "create", "implement", "introduce", "setup", "build")
            else None
        ) or f"to {cut(inner)}"
    match = pattern(r"(?i)^(?:can|could|should|shall) we (?:not |also |just |maybe )?(.+?)\??$").match(text)
    if match:
        return wish(match[1], role) or f"to {cut(match[1])}"
    match = pattern(r"(?i)^(?:can|could|should|shall) ((?:an?|the|our) .+?)\??$").match(text)
    if match:
        words = match[1].split()
        at = next(
            (index for index, one in enumerate(words[1:7], 1) if one.lower() in lex.IMPERATIVES | {"be"} and index > 1),
            0,
        )
        return f"{' '.join(words[:at])} to {cut(' '.join(words[at:]))}" if at else None
    match = pattern("(?i)" + WANT).match(text)
    if match and pattern(
        r"(?i)[\w,] (?:they|he|she|it|who|that) (?:\w+ )?$|\b(?:learns?|reads?|sees?|says?|thinks?|told) "
    ).search(text[: match.start("what")].rsplit(" ", 2)[0] + " "):
        return None
    if match and len(match.group(0)) - len(match["what"]) < 90:
        what = cut(match["what"])
        first = what.split(" ", 1)[0].lower()
        if match["if"] and match["if"].startswith("if"):
            return mine(f"to {what}")
        who = (match["who"] or "").strip()
        if who and who.lower().split()[-1] in ("may", "might", "could"):
            return None
        if who and who.lower().split()[0] in ("i", "we", "they", "you", "he", "she", "but", "and"):
            who = ""
        if (
            first == "to"
            and who
            and not any(part in lex.ROLES for part in who.lower().split())
            and singular(who.lower()) != role
        ):
            return (
                f"{lower_first(with_article(who, rough=False))} {what}"
                if not pattern(r"(?i)\b(?:is|are|that|which|and)\b").search(who)
                else None
            )
        if first == "to":
            tail = what.split(" ", 1)[1] if " " in what else ""
            if tail.lower().startswith(("have ", "be able to ")):
                tail = pattern(r"(?i)^(?:be able to |have the ability to )").sub("", tail)
            verb = tail.split(" ", 1)[0].lower()
            if (not match["who"] or True) and verb in (
                "add",
                "provide",
                "implement",
                "introduce",
                "support",
                "allow",
                "enable",
                "make",
                "ensure",
            ):
                return wish(tail, role)
            return mine(f"to {tail}") if tail else None
        if (
            first in lex.IMPERATIVES
            and len(what.split()) > 2
            and match["if"] is None
            and first
            not in (
                "support",
                "export",
                "import",
                "report",
                "log",
                "filter",
                "search",
                "cache",
                "review",
                "request",
                "schedule",
                "test",
                "display",
                "alert",
                "count",
                "list",
            )
        ):
            return mine(f"to {what}")
        if first in (
            "it",
            "this",
            "that",
            "them",
            "if",
            "some",
            "you",
            "your",
            "me",
            "us",
            "input",
            "more",
            "is",
            "was",
        ):
            return None
        return with_article(lower_first(what) if not proper_start(what) else what, "a")
    word = pattern(r"[\w-]+").match(low)
    verb = word[0] if word else ""
    if verb.endswith("ly") and len(low.split()) > 2 and low.split()[1] in lex.IMPERATIVES:
        return mine(f"to {cut(lower_first(text))}")
    if verb in lex.IMPERATIVES and len(low.split()) > 1 and as_order(text):
        rest = text[len(verb) :].strip()
        if verb == "let":
            words = rest.split()
            at = next((index for index, one in enumerate(words[:6]) if index and one.lower() in lex.IMPERATIVES), 0)
            return f"{with_article(' '.join(words[:at]), rough=False)} to {cut(' '.join(words[at:]))}" if at else None
        if verb in ("have", "see", "run", "be"):
            return None
        if verb in ("allow", "enable", "permit"):
            inner = pattern(r"(?i)^(?:(?:for )?(.{2,50}?) )?to (.+)$").match(rest)
            if inner:
                who = (inner[1] or "").lower()
                named = not who or any(part in lex.ROLES for part in who.split()) or who in ("me", "us")
                return mine(f"to {cut(inner[2])}") if named else f"{who} to {cut(inner[2])}"
            return None
        if verb in ("add", "implement", "introduce", "provide", "create", "build", "include", "develop"):
            rest = cut(rest)
            onto = pattern(r"^(.{2,80}?) to (?!\S*ing\b)(\S+)(.*)$").match(rest)
            if verb == "add" and onto and onto[2].lower().split("/")[0] not in lex.IMPERATIVES:
                return f"to have {with_article(onto[1], 'a')} added to {onto[2]}{onto[3]}"
            if " " not in rest and proper_start(rest):
                return f"to have {rest} {participle(verb)}"
            inner = pattern(
                r"(?i)^(?:the |an? )?(?:ability|option|possibility|way|support) (?:for .{2,30} )?to (.+)$"
            ).match(rest)
            if inner:
                return mine(f"to {inner[1]}")
            return with_article(rest, "a")
        if verb == "support":
            return f"support for {cut(rest)}"
        if verb in ("stop", "avoid", "prevent", "make", "ensure", "improve", "fix", "handle", "use", "get", "have"):
            return f"to {cut(lower_first(text))}"
        if verb in lex.USER_VERBS:
            return mine(f"to {cut(lower_first(text))}")
        phrase, tail = split_object(rest)
        if len(phrase.split()) <= 12 and phrase.lower().split()[0] not in ("to", "in", "on", "for", "it", "up", "out"):
            return f"to have {with_article(phrase)} {participle(verb)} {cut(tail)}".strip()
        return f"to {cut(lower_first(text))}"
    match = pattern(
        r"(?i)^(?P<who>[^,;:]{2,80}?) (?:should|must|shall|needs? to|has to|have to|is supposed to|are supposed to|ought to) (?P<not>not )?(?:also |always |still |only |now |automatically )?(?P<what>.+)$"
    ).match(text)
    if match and match["who"].lower().split()[0] not in (
        "it",
        "this",
        "that",
        "there",
        "they",
        "what",
        "which",
        "if",
        "when",
    ):
        who = match["who"]
        if who.lower() in ("we", "i"):
            return wish(match["what"], role)
        return f"{lower_first(with_article(who, rough=who[:1].islower()))} {'not ' if match['not'] else ''}to {cut(match['what'])}"
    match = pattern(r"(?i)^(?:an? |the )?(?P<who>[\w -]{3,40}?) can (?P<what>\w+ .+)$").match(text)
    if match and any(part in lex.ROLES for part in match["who"].lower().split()):
        return mine(f"to {cut(match['what'])}")
    if low.startswith("there should be ") or low.startswith("there must be "):
        return with_article(cut(text.split(" be ", 1)[1]), "a")
    return None


def cut(text: str) -> str:
    """The first statement of a long wish; purpose and asides go to the benefit."""
    text = pattern(r"(?i), (?:max\.?|maximum|at most|up to|höchstens|maximal) \d.*$").sub("", text)
    text = pattern(r"(?i),? and [^,]{3,60}? (?:must|should|shall|has to|have to) .*$").sub("", text)
    text = pattern(r"(?i), (?:the |an? )?(?:owners?|users?|others?|admins?|members?)\b.*$").sub("", text)
    text = pattern(
        r"(?i)[,;]? (?:so that|so we can|so they can|so i can|in order to|because|since|as this|otherwise|damit)\b.*$"
    ).sub("", text)
    if len(text) > 170:
        text = pattern(r"(?i)(?:[;:–]| - |, (?:but|which|where|with|as well as|using)\b|\. ).*$").sub("", text)
    return text.strip(" .,;:")


def mine(text: str) -> str:
    """The role speaks: ``download their own invoices`` gives ``download my own invoices``."""
    text = pattern(r"\btheir\b").sub("my", text)
    text = pattern(r"\bthemselves\b").sub("myself", text)
    text = pattern(r"\bour\b").sub("our", text)
    text = pattern(r"\b(when|while|if|where|that) they are\b").sub(r"\1 I am", text)
    said = " my " in f" {text} "
    text = pattern(r"\b(when|while|that|if|after|before|what|which) they\b").sub(r"\1 I", text)
    return pattern(r" they (?=[a-z]+ )").sub(" I ", text) if said else text


def repaired(title: str, names: frozenset[str]) -> tuple[str | None, str | None]:
    """A defect's title turned round, as a wish and as an outcome: ``Studio doesn't refresh the metadata`` gives
    ``Studio to refresh the metadata`` and ``Studio refreshes the metadata``."""
    text = pattern(r"^[A-Za-z0-9 .]{2,24}: (?=\S+ \S)").sub("", title).rstrip(" .!").replace("’", "'")
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
            r"(?i)^(?:this|that|it) (?:would|will) (save|help|let|allow|make|reduce|give|avoid)\b(.+)$"
        ).match(unit.text)
        if match and len(unit.words) <= 30:
            return Found(
                f"it will {match[1].lower()}{match[2].rstrip('. ')}"
                if False
                else f"this {match[1].lower()}s{match[2].rstrip('. ')}",
                [unit],
            )
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


def lead_in_order(text: str) -> bool:
    return text.lower().startswith("in order to")


def first_person(text: str, role: str | None) -> str:
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
    text = pattern(
        r"(?i)^(?:currently|today|right now|at the moment|the problem is that|the problem:|problem:|now|the issue is(?: that)?|as it is)[,:]?\s+"
    ).sub("", text)
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
        return f"I can {inner['what'].strip()}"
    text = pattern(r"(?i),? (?:because|since|which|but|and then|as) .*$").sub("", text)
    text = pattern(r"(?i)\s+(?:currently|right now|at the moment|today|now)$").sub("", text)
    who = r"(?P<who>(?:[\w'/-]+ ){0,5}?[\w'/-]+)"
    mine_ = {"i", "we", "you", "users", "the user", "the users", "user", "people", "they"} | (
        {role, f"the {role}", f"{role}s", f"the {role}s"} if role else set()
    )

    def subject(found: str) -> str:
        return "I" if found.lower() in mine_ else lower_first(with_article(found))

    match = pattern(
        rf"(?i)^{who}(?:'m|'re)? ?(?:am |are |is )?(?:cannot|can't|can not|unable to|not able to|couldn't) (?P<what>(?!.*\b(?:until|before|anymore|any more|yet|either)\b).+)$"
    ).match(text)
    if match and match["who"].lower().split()[0] not in _VAGUE_SUBJECTS:
        return f"{subject(match['who'])} can {match['what']}"
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
