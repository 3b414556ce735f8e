"""Shorthand of bullets spelled out before it is judged: ``must finish in 30 s`` gets its subject, ``only role x`` its
verb, two facts on one line become two units. The quote stays what the notes say; only words of the notes are added."""

import re

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import lower_first, plural, third, with_article
from storyai.engine.offline.predicates import has_finite, strip_leads, subject_of
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.units import Notes, Unit
from storyai.engine.offline.wish import as_order
from storyai.quick_dataclass import replace

MESSAGES = "alert mail e-mail email notification message reminder receipt push sms".split()
SCREENS = frozenset(
    "screen page view dashboard list dialog form report menu tab panel mail email table wizard app".split()
)
INTRANSITIVE = (
    "expire disappear stay remain appear finish run fail stop start end load last work reset refresh survive".split()
)
MODAL = r"(?i)^(must|should|shall|has to|have to|needs to|need to|must not|should not|may not|cannot) (\w+.*)$"
PARTIES = r"(?i)^(?:the )?(legal|security|finance|support|sales|marketing|ops|compliance|accounting|hr|auditors?|controlling) (?:also )?(?:wants?|needs?|asks? for|requires?) (an? .+|the .+)$"
NEVER_SPLIT = (
    "when",
    "if",
    "once",
    "after",
    "while",
    "as ",
    "unless",
    "because",
    "for ",
    "in ",
    "on ",
    "at ",
    "with ",
    "by ",
)


def spell_out(notes: Notes, title: Unit | None) -> None:
    """Rewrite the short lines of notes; conversations and long prose stay as they are."""
    if notes.genre == "transcript" or notes.size > 12_000:
        return
    if notes.language == "de":
        for unit in notes.units:
            change(unit, german(unit.text))
        return
    first = notes.units[0] if notes.units else None
    topic = topic_of(title or (first if first is not None and len(first.words) <= 6 else None), notes)
    deed = deed_of(notes)
    blocked = ""
    spelled: list[Unit] = []
    for unit in notes.units:
        if unit is title or unit.form == "code" or unit.speaker or len(unit.words) > 40 or unit.text.endswith("?"):
            if unit is title:
                change(unit, from_to(labelled_need(unit.text)))
            spelled.append(unit)
            continue
        change(unit, pattern(r"\b([Tt]hey|[Ww]e|[Ss]he|[Hh]e)['’]d love to\b").sub(r"\1 would love to", unit.text))
        found = pattern(
            r"(?i)^(?:[\w ]{3,30}: )?((?:the )?(?:[a-z][\w-]+ )?[a-z][\w-]+) (?:can't|cannot|can not) ([^,.;]{6,100})"
        ).match(unit.text)
        blocked = f"{found[1]} can {found[2]}" if found else blocked
        possible = pattern(r"(?i)^(?:it |this )?(?:must|should) be possible (\w.+)$").match(unit.text)
        if possible and blocked:
            change(unit, f"{blocked} {possible[1]}")
        elif (
            blocked
            and pattern(r"(?i)^only (?:for|in|with|within|on) ").match(unit.text)
            and not has_finite(unit.text.lower())
        ):
            change(unit, f"{blocked} {lower_first(unit.text)}")
        for text in facts(unit.text, topic) if short(unit) else [unit.text]:
            made = unit if not spelled or spelled[-1] is not unit else replace(unit)
            made.text, made.words = text, words_of(text)
            change(made, full(text, topic, deed, first=unit is notes.units[0], terse=short(unit)))
            spelled.append(made)
    notes.units = spelled


def short(unit: Unit) -> bool:
    """A line that stands for itself: an item, or a sentence of one line that is no part of an example or of steps."""
    return (
        (unit.form == "item" or (unit.form == "prose" and len(unit.lines) == 1))
        and len(unit.words) <= 24
        and not unit.under(
            "steps", "questions", "references", "people", "logistics", "actions", "example", "users", "problem", "risks"
        )
    )


def change(unit: Unit, text: str) -> None:
    if text != unit.text:
        unit.told = unit.text
        unit.text = text
        unit.words = words_of(text)


def facts(text: str, topic: str | None) -> list[str]:
    """The facts on one line: ``amounts with two decimals, file name contains the date range`` are two."""
    moved = pattern(
        r"(?i)^((?:the )?(?:\"[^\"]+\" )?[\w -]{3,40}?) (?:is|are) ([^,]{3,60}), (move|remove|rename|hide|show|replace|enlarge) (?:it|them) (.+)$"
    ).match(text)
    if moved:
        return [text.split(", ")[0], f"{moved[3]} {moved[1]} {moved[4]}"]
    if text.count(", ") != 1 or '"' in text or text.lower().startswith(NEVER_SPLIT) or "(" in text:
        return [text]
    left, _, right = text.rstrip(" .").partition(", ")
    if not left.strip() or not right.strip():
        return [text]
    low = right.lower()
    if (
        pattern(
            r"(?i)^(?:max\.?|maximum|at most|up to|no more than) \d\S* (?!(?:days|hours|minutes|seconds|weeks|months|years)\b)[a-z]+s\b"
        ).match(right)
        and len(left.split()) >= 3
    ):
        return [left, right]
    found = pattern(MODAL).match(right)
    if found and (subject_of(left) or topic):
        return [left, f"{subject_of(left) or topic} {right}"]
    state = pattern(r"(?i)^((?:the )?[a-z]+) (?:is |are )?(?:valid|visible|active|optional|required|editable)\b").match(
        left
    )
    if state and low.startswith(("can ", "cannot ")):
        return [left, f"{state[1]} {right}"]
    if (
        len(left.split()) < 3
        or len(low.split()) < 3
        or low.split()[0]
        in (
            "which",
            "that",
            "so",
            "but",
            "and",
            "because",
            "or",
            "then",
            "where",
            "who",
            "it",
            "they",
            "not",
            "except",
            "unless",
            "as",
            "we",
            "i",
            "since",
            "while",
        )
    ):
        return [text]
    if pattern(r"(?i)\b(?:we|i|you)\b").search(text) or pattern(r"(?i)\b(?:it|them|they|this)\b").search(right):
        return [text]
    whole = has_finite(left.lower()) or pattern(r"(?i)^[\w ]+s with (?!out)\w+").match(left)
    return [left, right] if whole and has_finite(low) and low.split()[0] not in lex.IMPERATIVES else [text]


NO_TOPIC = frozenset(
    "not cannot notes meeting minutes standup stand-up retro weekly sync hackathon protokoll jour idea ideas vision brainstorming january february march april june july august september october november december".split()
)
OPENERS = frozenset(
    "after when if while before during since for on in at by with as from to how why what where who which once unless wrong broken can cannot unable no not too".split()
)


UNDECIDED = r"(?i)^(?:not (?:yet )?(?:decided|clear|sure|known|agreed)|undecided|unclear|unknown|tb[cd]|open|no idea)\b"
GREETINGS = frozenset("hey hi hello hallo moin dear team all folks".split())


def topic_of(title: Unit | None, notes: Notes) -> str | None:
    """What the notes are about, as a noun phrase of at most five words of theirs, or None."""
    text = pattern(r"^\[[^\]]*\] ?").sub("", title.text.strip(" .:!")) if title is not None else ""
    head, colon, tail = text.partition(": ")
    if colon:
        text = head if pattern(MODAL).match(tail) else tail
    text = pattern(r"(?:#\d+|\b[A-Z][A-Z0-9]+-\d+)[: ]*").sub("", text)
    text = pattern(r"(?i) (?:needs?|must|should|shall|has|have) .*$").sub("", text)
    text = pattern(
        r"(?i)^(?:add |provide |implement )?support (?:for |of )?(?!agent|team|ticket|request|case|staff)"
    ).sub("", text)
    if (
        as_order(text)
        and len(text.split()) > 2
        and text.split()[0].lower() in lex.CHANGE_VERBS - lex.USER_VERBS - {"make", "let", "allow", "enable"}
    ):
        text = pattern(r"(?i)^(?:up|out|off|down|back) ").sub("", text.split(" ", 1)[1])
    text = pattern(r"(?i)\s(?:on|for|by|per|via|in|from|to|of|with|when|before|after)\s.*$").sub("", text)
    text = pattern(r"(?i)^(?:the|an?|new|add|build|introduce|implement|create|feature|improve|change|change of) ").sub(
        "", text
    )
    text = pattern(r"(?i) (?:wrong|broken|missing|slow|unclear|incorrect)$").sub("", text)
    words = text.lower().split()
    if " - " in text:
        return None
    if words and (
        words[0].strip(",.!") in GREETINGS
        or words[0] in OPENERS
        or words in (["error"], ["errors"], ["bug"], ["crash"], ["problem"])
    ):
        return None
    if (
        1 <= len(words) <= 5
        and not has_finite(text.lower())
        and words[0] not in lex.IMPERATIVES - lex.AMBIGUOUS
        and not NO_TOPIC & set(words)
        and words[-1] not in lex.STOP
    ):
        return named(text)
    for unit in notes.units[:3]:
        match = pattern(
            r"(?i)^(?:[a-z]{2,12}: )?(?:we|i) (?:need|want|would like) (?:to have )?(?:the |an? )?([a-z][\w -]{2,34}?)(?: (?:on|for|in|to|that|when|with|of|from|so|before)\b|[.,]|$)"
        ).match(unit.text)
        if match and match[1].lower().split()[0] not in lex.STOP | {"to"}:
            return named(match[1])
    return None


def named(text: str) -> str:
    word = text.lower()
    if word.endswith("ing") and word[:-3] in ("alert", "report", "monitor", "log", "export", "import"):
        text = text[:-3]
    if any(part[:1].isupper() for part in text.split()[1:]):
        return text
    if plural(text):
        return lower_first(text)
    return with_article(text) if with_article(text) != text else f"the {lower_first(text)}"


def deed_of(notes: Notes) -> str | None:
    """What a role does by the notes: ``finance clerks export invoices as CSV`` gives ``export invoices``."""
    for unit in notes.units:
        if unit.words and unit.words[0] in lex.USER_VERBS - lex.AMBIGUOUS and len(unit.words) >= 2 and short(unit):
            return lower_first(
                str(pattern(r"(?i)(?:,| as | in | with | for | within | until | by ).*$").sub("", unit.text)).strip(
                    " ."
                )
            )
        found = role_acts(unit.text) or pattern(
            r"(?i)^(?:[\w-]+ ){0,2}(?:users?|customers?|admins?|clerks?|members?|owners?|[a-z]+ers) (?:can|must be able to|should be able to|shall be able to|want to|wants to) ()()((\w+) .+)$"
        ).match(unit.text)
        if found:
            return str(pattern(r"(?i)(?:,| as | in | with | for | within | until | by ).*$").sub("", found[3])).strip(
                " ."
            )
    return None


def role_acts(text: str) -> re.Match[str] | None:
    """The match where a plural role and a user's verb open the text: groups role, rest, verb with its object."""
    match = pattern(r"(?i)^(?:the |our )?((?:[a-z][\w-]+ )?([a-z][\w-]+s)) (([a-z-]+) .+)$").match(text)
    if (
        match
        and match[2].lower() in lex.ROLES
        and match[4].lower()
        in lex.USER_VERBS - {"report", "request", "complain", "copy", "read", "return", "order", "open", "check"}
        and not set(words_of(text)) & (lex.PROBLEM | {"currently", "today", "hand"})
    ):
        return match
    return None


def from_to(text: str) -> str:
    """``upgrade postgres 13 -> 16`` in words."""
    return str(pattern(r" (\d[\w.]*) ?(?:->|→) ?(\d[\w.]*)").sub(r" from \1 to \2", text))


def labelled_need(text: str) -> str:
    """``API tokens: needs to be tightened`` without its colon."""
    match = pattern(r"(?i)^([\w -]{3,50}): ((?:needs?|must|should|has|have|shall)\b.{4,})$").match(text)
    if match and len(match[1].split()) <= 5:
        tail = pattern(r"(?i)^needs\b").sub("need", match[2]) if plural(match[1]) else match[2]
        return f"{match[1]} {tail}"
    return text


def full(text: str, topic: str | None, deed: str | None, *, first: bool, terse: bool) -> str:
    """The line as a statement of its own, or as it was."""
    bare = strip_leads(text).rstrip(" .;")
    low = bare.lower()
    match = pattern(PARTIES).match(bare)
    if match and not first and pattern(r"^(?:an?|the) (?:new )?\w+").match(match[2].lower()):
        return f"There must be {match[2]}"
    if topic and pattern(r"(?i)\b(?:trigger|start|use|see|open|do|change) it$").search(bare):
        bare = f"{bare[:-3]} {topic}"
        return bare
    if pattern(r"(?i)^.{3,60} (?:has|have) to go(?: as well| too)?$|^.{3,60} must go(?: as well| too)?$").match(bare):
        return str(pattern(r"(?i)\b(?:has to|have to|must) go\b").sub("must be removed", bare))
    if not terse or pattern(UNDECIDED).match(low):
        return text
    if low.split()[:1] and low.split()[0] in (
        "must",
        "should",
        "shall",
        "has",
        "have",
        "needs",
        "need",
        "may",
        "cannot",
    ):
        if pattern(
            r"^needs? to (?:consider|think|discuss|investigate|check|decide|look|clarify|talk|meet|document|test|write|ask)\b"
        ).match(low):
            return text
        work = pattern(r"(?i)^need to (\w+)\b").match(bare)
        if work and work[1].lower() in lex.CHANGE_VERBS - lex.USER_VERBS - {
            "support",
            "let",
            "allow",
            "include",
            "use",
            "avoid",
            "stop",
            "have",
            "be",
        }:
            return f"We {lower_first(bare)}"  # done to the topic, not by it
        if topic and not plural(topic):
            bare = pattern(r"(?i)^(need|have) to\b").sub(
                lambda found: "needs to" if found[1].lower() == "need" else "has to", bare
            )
        return f"{topic} {lower_first(bare)}" if topic and pattern(MODAL).match(bare) else text
    if low.startswith("work in progress"):
        return text
    match = pattern(r"^([a-z]+)s? (?:after|in|within|for|at|on|until|when|before|every|by|if)\b").match(low)
    if match and match[1].rstrip("s") in INTRANSITIVE and topic:
        verb = match[1].rstrip("s")
        return f"{topic} {verb if plural(topic) else third(verb)}{bare[len(match[1]) :]}"
    match = pattern(
        r"(?i)^only (?:for |by )?(?:the )?((?:(?:users? (?:with|in) )?(?:the )?role )[\w./ -]{2,40}|[\w-]+(?: [\w-]+)?)$"
    ).match(bare)
    if match and (" role " in f" {low} " or low.split()[-1] in lex.ROLES) and not has_finite(low):
        who = match[1] if not match[1].lower().startswith("role ") else f"the {lower_first(match[1])}"
        return (
            f"Only {who} may {deed}" if deed else f"Only {who} may use {topic}" if topic else f"Only {who} may do this"
        )
    acts = role_acts(bare)
    if acts is not None:
        return f"{bare[: acts.start(3)]}can {bare[acts.start(3) :]}"
    match = pattern(
        r"(?i)^((?:error |success )?(?:message|error|hint|warning|notice|banner|tooltip)) (\"[^\"]+\")( and .+)?$"
    ).match(bare)
    if match:
        return f"The {lower_first(match[1])} {match[2]} is shown{match[3] or ''}"
    match = pattern(r"^([A-Za-z][A-Za-z ]{3,24}): (\"[^\"]+\")(.*)$").match(bare)
    if match and len(match[1].split()) <= 3:
        rest = pattern(r" \+ (\w+)").sub(lambda found: f" and {with_article(found[1], 'a')}", match[3])
        return f"The {lower_first(match[1])} {'show' if plural(match[1]) else 'shows'} {match[2]}{rest}"
    match = pattern(r"(?i)^(offline|online|logged out|logged in|idle|empty): (\w.+)$").match(bare)
    if match:
        return f"When {match[1].lower()}, {match[2]}"
    word = low.split()[0] if low else ""
    match = pattern(r"(?i)^not ((?:\w+able|valid|visible|allowed|\w{3,}ed)\b.*)$").match(bare)
    if match and topic and not has_finite(low):
        return f"{topic} {'are' if plural(topic) else 'is'} not {match[1]}"
    if (
        word in MESSAGES
        and low.split()[1:2] == ["to"]
        and not has_finite(pattern(r" (?:if|when|after|once|before) .*$").sub("", low))
    ):
        return f"{a_an(word)} goes{bare[len(word) :]}"
    match = pattern(
        r"(?i)^((?:[a-z]+ )?(?:mail|e-mail|email|notification|message|reminder|receipt|alert)) ((?:when|after|if|once|before|as soon as|\d+ \w+ before) .+)$"
    ).match(bare)
    if match and word not in lex.IMPERATIVES - set(MESSAGES):
        return f"{a_an(lower_first(match[1]))} is sent {match[2]}"
    match = pattern(
        r"(?i)^(?:no more than|not more than|max\.?|maximum|at most) ((?:one|two|three|\d+) (\w+).*)$"
    ).match(bare)
    if match and topic and match[2].lower().rstrip("s") in {part.rstrip("s") for part in topic.lower().split()}:
        return f"There must be at most {match[1]}"
    match = pattern(r"^(\w+) only for (.+)$").match(bare)
    if match and match[1].lower() not in lex.STOP | lex.IMPERATIVES:
        return f"{match[1][:1].upper()}{match[1][1:]} is used only for {match[2]}"
    match = pattern(r"(?i)^([a-z][^:]{3,60}?) (?:->|→|=>) ([1-5]\d\d\b.*)$").match(bare)
    if match:
        return f"{match[1][:1].upper()}{match[1][1:]}, the response is {match[2]}"
    match = pattern(
        r"^((?:[\w-]+ ){0,3}[\w-]+) (configurable|optional|mandatory|required|sortable|editable|visible|hidden|unchanged|read-only|exempt|unlimited|valid)\b(.*)$"
    ).match(bare)
    if (
        match
        and not has_finite(low)
        and word not in lex.IMPERATIVES - lex.AMBIGUOUS
        and not {"not", "must", "should", "make", "keep"} & set(low.split())
    ):
        return f"{match[1]} {'are' if plural(match[1]) else 'is'} {match[2]}{match[3]}"
    match = pattern(r"^((?:an? |the )?[\w -]{3,50}?) (?:on|in) (every|each) ([\w -]{3,30})$").match(bare)
    if match and not has_finite(low) and word not in lex.IMPERATIVES:
        return f"{match[2].capitalize()} {match[3]} has the {pattern(r'^(?:an?|the) ').sub('', match[1])}"
    match = pattern(r"^([\w-]+) as (?!soon|well|long|far|in|if|it|we|they)(.+)$").match(bare)
    if match and not has_finite(low) and word not in lex.STOP | lex.IMPERATIVES:
        return f"{match[1][:1].upper()}{match[1][1:]} is used as {match[2]}"
    match = pattern(r"^((?:[A-Za-z][a-z]+ )?[A-Za-z][a-z]+s?): (\w.{3,60})$").match(bare)
    if (
        match
        and match[1].lower().split()[-1].rstrip("s") in SCREENS
        and "@" not in match[2]
        and not has_finite(match[2].lower())
        and match[2].split()[0].lower() not in lex.IMPERATIVES
    ):
        return f"The {match[1].lower()} {'show' if plural(match[1]) else 'shows'} {with_article(lower_first(match[2]), 'a')}"
    if (
        topic
        and pattern(r"^\d[\d.,k]* [a-z]+ (?:per|an?) [a-z]+").match(low)
        and {"limit", "limiting", "limits", "quota", "throttling"} & set(topic.lower().split())
    ):
        return f"The limit is {bare}"
    return on_screen(bare, low, topic) or text


def on_screen(bare: str, low: str, topic: str | None) -> str | None:
    """Fragments below the name of a screen say what it shows: ``20 per page``, ``list of past orders``."""
    if topic is None or topic.lower().split()[-1].rstrip("s") not in SCREENS:
        return None
    verb = "show" if plural(topic) else "shows"
    if pattern(r"^(?:pull|tap|swipe|click|press|scroll|pinch|drag) to \w+").match(low):
        return f"{topic} {verb.replace('show', 'support')} {lower_first(bare)}"
    if pattern(
        r"^(?:tap|swipe|click|long press|double tap|double click)(?: \w+){0,4} (?:opens|shows|closes|deletes|removes|archives|selects|marks|starts)\b"
    ).match(low):
        return f"a {lower_first(bare)}"
    if pattern(r"^\d+ (?:\w+ )?per \w+").match(low):
        return f"{topic} {verb} {bare}"
    if not has_finite(low) and pattern(
        r"^(?:an? |the )?(?:\w+ )?(?:list|table|chart|map|button|filter|search field|total|sum|badge|icon|link|graph)s? (?:of|with|for|to|per|by|on)\b"
    ).match(low):
        return f"{topic} {verb} {with_article(lower_first(bare), 'a')}"
    return None


def a_an(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def german(text: str) -> str:
    bare = text.rstrip(" .")
    bare = pattern(r"^Frage: ?").sub("", bare) if bare.startswith("Frage:") else bare
    match = pattern(r"^([A-ZÄÖÜ][\wäöüß-]+) nur (für|in|mit|bis|von|nach|an|auf|durch) (.+)$").match(bare)
    if match and not pattern(r"\b(?:ist|sind|wird|werden|kann|können|muss|soll|darf|dürfen|gilt)\b").search(bare):
        return f"{match[1]} nur {match[2]} {match[3]} möglich"
    return bare if bare != text.rstrip(" .") else text
