"""Who: the person the notes speak of, as the role of the story sentence."""

from itertools import pairwise

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import base, singular
from storyai.engine.offline.predicates import strip_leads
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.statement import Found
from storyai.engine.offline.units import Unit

FOLLOW = frozenset(
    "should must can cannot can't need needs want wants would has have will clicks click selects select sends send presses press sees see "
    "keep keeps tell tells report reports enters opens asked ask asks complain complains complained spend spends lose loses could may gets get uses use team who copy copies "
    "types wait waits responds respond are is to kann können muss müssen soll sollen möchte möchten will wollen braucht brauchen".split()
)


DEPARTMENTS = frozenset(
    "support finance sales hr accounting marketing ops lead leads guest reader author owner client clients vertrieb driver drivers agent agents reading provider vendor vendors parent parents tester plan".split()
)


GENERIC = frozenset("user users nutzer benutzer anwender customer customers".split())


def role_in(units: list[Unit], main: Unit | None, language: str = "en") -> Found | None:
    """The person the notes speak of: preferably one who does or needs something, and not just ``user``."""
    if language == "de":
        return german_role(units, main)
    for unit in ([main] if main else []) + [unit for unit in units if unit.kind == "want"][:3]:
        match = pattern(
            r"(?i)^(?:the |an? |our |all )?((?:[a-z][\w-]+ ){0,2}[a-z][\w-]+) (?:(?:wants?|needs?|would like) to|(?:must|should|shall) be able to) "
        ).match(strip_leads(unit.text))
        if match and not unit.told and is_person(match[1].lower().split()):
            return Found(
                f"{match[1].lower()} team member" if match[1].lower() in UNITS else singular(match[1].lower()),
                [unit],
            )
    for who, unit in pairwise(units):  # "Pickers walk back each time. They would love to ..."
        match = pattern(r"^(?:The |Our |All )?((?:[A-Za-z][\w-]+ ){0,2}?[A-Za-z][\w-]*s) [a-z]+ ").match(who.text)
        if (
            match
            and pattern(r"^They (?:would (?:like|love)|want) to ").match(unit.text)
            and is_person(match[1].lower().split())
        ):
            return Found(singular(match[1].lower()), [who])
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
            if (
                word.startswith("agent")
                and index
                and words[index - 1].lower() in ("remote", "build", "elastic", "background", "monitoring")
            ):
                continue  # a program
            active = after in FOLLOW
            if word in ("support", "plan", "sales", "marketing", "finance") and before_of(words, index) not in TEAMS:
                continue
            if word in DEPARTMENTS and (
                not active or after in ("to", "is", "are", "use", "type", "types", "will", "get", "gets", "has", "have")
            ):
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
                    or words[max(0, index - len(before) - 2)].lower() == "to"
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
        return next((Found("user", [unit]) for unit in units if plain_user(unit)), None)
    name = f"{best[1]} team member" if best[1].lower() in UNITS else singular(best[1])
    longer = [singular(other) for other in seen if singular(other).endswith(" " + name)]
    name = max(longer, key=longer.count) if longer and " " not in name else name
    words = name.split()
    name = " ".join(word if any(c.isupper() for c in word[1:]) else word.lower() for word in words)
    return Found(name, [best[2]])


def plain_user(unit: Unit) -> bool:
    """Whether a statement is about the users of the product, of whom the notes say no more: they do or get something."""
    if unit.kind in (
        "question",
        "out",
        "another",
        "chatter",
        "silent",
        "injection",
        "code",
        "option",
        "reference",
        "example",
    ):
        return False
    return bool(
        pattern(
            r"(?i)\b(?:allows?|lets?|enables?|for|helps?|hope|warn|show|notify) (?:the |our |all )?users?\b(?! (?:id|name|account|interface|data|stor|experience))"
            r"|(?:^|\b(?:the|an?|our|if|when|as|that|case) )users? (?:already )?(?:can|cannot|could|will|should|must|has|have|does|is|are|[a-z]+(?:ks|ts|rs|es|ed|ns))\b"
        ).search(unit.text)
    )


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


def is_person(words: list[str]) -> bool:
    """Whether a phrase, in lower case, names people."""
    last = words[-1]
    named = last in lex.ROLES | UNITS | {"team"} or last.rstrip("s").endswith(("er", "or", "ist", "ant", "ian", "ee"))
    return named and last not in THINGS and words[0] not in THINGS and lex.STOP.isdisjoint(words)


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


_NOT_MODIFIERS = frozenset(
    "needs need requires require biggest largest main parallel concurrent simultaneous active more first second third last next every two three four five six both most help when if while where because multiple many several allow let enable for only those these such current given logged potential different individual other certain existing after before once unless until".split()
)
