"""What each unit of the notes is: a wish, a rule of behaviour, a limit, a problem, a question, chatter, ..."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.subject import is_meeting
from storyai.engine.offline.units import Notes, Unit
from storyai.engine.offline.wish import as_order

SILENT_ROLES = {
    "people": "names of people, not a statement about the change",
    "logistics": "organisation of the meeting or page",
    "type": "a label of the notes",
    "date": "a date of the notes themselves",
}
BY_HEADING = {
    "problem": "problem", "actual": "actual", "steps": "step", "expected": "requirement", "risks": "risk",
    "questions": "question", "dependencies": "dependency", "security": "security", "performance": "performance",
    "data": "data", "api": "api", "ui": "ui", "tests": "test", "docs": "doc", "out": "out", "benefit": "benefit",
    "users": "users", "environment": "environment", "workaround": "workaround", "references": "reference",
    "priority": "priority", "estimate": "estimate", "when": "when", "example": "example", "background": "context",
    "other": "aside", "options": "option", "mitigation": "mitigation", "assumptions": "assumption",
}  # fmt: skip
MEETING_TASK = r"^(?:suggest|propose|discuss|present|attend|host|organi[sz]e|facilitate|brainstorm|kick off|invite|sync|follow up|reach out)\b"
BY_ROW = {"risks": "risk", "dependencies": "dependency"}
NEED = r"\b(?:need|needs|want|wants|require|requires|must|should|would like|wish|wishes|asked for|brauchen|wollen|soll|sollen|muss|wünschen)\b[^.]{0,60}:$"
LIMIT = r"(?:max(?:imum|imal)?\b|min(?:imum)?\b|at most|at least|up to|no more than|not more than|within|less than|more than|under|over|höchstens|mindestens|maximal|bis zu|limit|<=?|>=?|≤|≥)[^.]{0,24}?\d|\d[\d.,]*\s?(?:%|k|mb|gb|kb|ms|s\b|sec|seconds?|minutes?|min\b|hours?|h\b|days?|rows?|items?|users?|characters?|chars?|zeilen|sekunden|minuten|stunden|tage|zeichen|nutzer)"
BREAKS = r"^breaks (?:\w+ ){0,2}(?:clients?|integrations?|partners?|scripts?|consumers?|sdks?)\b|\b(?:clients?|integrations?|partners?|tokens?|scripts?|consumers?|sdks?|apps?|versions?|links?|bookmarks?)\b.{0,60}\b(?:will |would |then )?break$|\b(?:clients?|integrations?|partners?|scripts?|consumers?|sdks?)\b.{0,60}\bwill break\b"
COURTESY = frozenset("see find note check refer read let join contact email add send ask".split())
"""What a reader is asked to do after ``please``; other verbs are asked of the product."""
LATER = r"\bto be (?:decided|defined|confirmed|clarified|discussed)\b(?! (?:as|in|for|via|with|on|at|through)\b)"
"""What is left for later; ``a job to be defined as a source`` leaves nothing."""
API_CALL = r"\b(GET|POST|PUT|PATCH|DELETE|HEAD) (?:https?://\S+|/[\w{}:./?=&<>-]*)"


def recognise(notes: Notes) -> None:
    """Give every unit its kind; units to leave out get the reason in ``why``."""
    talk = notes.genre == "transcript"
    for unit in notes.units:
        if unit.under("people"):
            notes.people.update(word for word in pattern(r"[A-ZÄÖÜ][a-zäöüß]{1,20}").findall(unit.text))
    for unit in notes.units:
        name = pattern(r"^([A-ZÄÖÜ]\w+): (\S.*)$").match(unit.text)
        if name and name[1] in notes.people and unit.speaker is None:
            unit.speaker, unit.text = name[1], name[2]
            unit.words = unit.words[1:]
    for unit in notes.units:
        unit.kind, unit.why = kind_of(unit, talk)
        first = unit.text.split(" ", 1)[0]
        if (
            first in notes.people
            and unit.kind not in ("injection", "silent")
            and pattern(
                r"^\S+(?: (?:and|&|und) \w+)? (?:to|will|is going to|asks?|brings?|brought|shares?|shared|orders?|joins?|joined|wird|soll|kümmert|fragt|should|needs to) "
            ).match(unit.text)
        ):
            unit.kind, unit.why = "task", "somebody's to-do, not an outcome of the change"
    meeting = is_meeting(notes)
    for unit in notes.units:
        if (
            meeting
            and unit.form == "item"
            and unit.kind in ("requirement", "want")
            and pattern(MEETING_TASK).match(unit.text.lower())
        ):
            unit.kind, unit.why = "task", "somebody's to-do, not an outcome of the change"
    for unit in notes.units:
        if (
            unit.intro is not None
            and unit.form == "item"
            and unit.kind in ("context", "problem", "benefit", "limit", "out")
            and pattern(NEED).search(unit.intro.text.lower())
        ):
            unit.kind = "requirement"
        if (
            unit.intro is not None
            and unit.kind in ("requirement", "want")
            and pattern(
                r"(?i)\b(?:to (?:be )?(?:check|consider|discuss|clarif|investigat|stud)\w*|considerations?|thoughts)[^:]{0,20}:$"
            ).search(unit.intro.text)
            and not modal_in(f" {' '.join(unit.words)} ")
        ):
            unit.kind = "context"  # food for thought
        if (
            unit.intro is not None
            and unit.intro.text.endswith(":")
            and unit.intro.kind == "risk"
            and unit.kind != "question"
        ):
            unit.kind = "risk"
        if (
            unit.intro is not None
            and unit.form == "item"
            and unit.kind != "injection"
            and pattern(
                r"(?i)\b(?:does|do|must|will|should) not:$|\bnot (?:include|support|cover|do)[^:]*:$|\bnicht:$"
            ).search(unit.intro.text)
        ):
            unit.kind = "out"
    for unit, after in zip(notes.units, notes.units[1:], strict=False):
        if unit.kind != "risk":
            continue
        if pattern(
            r"(?i)^(?:and |but )?(?:i see |i have |there is |there's |we have )?(?:one|an?|another|my|two) (?:\w+ )?(?:risks?|worry|worries|concerns?)(?: here)?[.:]?$"
        ).match(unit.text):
            unit.kind, unit.why = "chatter", "introduces what follows"
            if after.block == unit.block and after.kind in ("context", "problem", "limit", "requirement"):
                after.kind = "risk"
        elif (
            pattern(r"(?i)\b(?:it is|it's|that is|that's|is there) (?:a|any|no|the) risk\W*$").search(unit.text)
            and len(unit.words) <= 9
        ):
            unit.kind, unit.why = "chatter", "refers to a risk named elsewhere"
    for unit, after in zip(notes.units, notes.units[1:], strict=False):  # fields end a list of steps
        if (
            unit.block == after.block
            and unit.line < after.line
            and unit.heading is not None
            and unit.heading.level == 8
            and unit.under("expected", "actual")
            and after.ordered
        ):
            after.ordered, after.form = False, "prose"
            after.kind = "context" if after.kind == "step" else after.kind
    for unit, after in zip(notes.units, notes.units[1:], strict=False):  # "Should it sync? No - later": decided
        if unit.under("decisions") and unit.text.endswith("?") and after.block == unit.block:
            unit.kind, unit.why = "repeat", "answered in the notes"
            if after.kind not in ("injection", "question"):
                after.kind, after.text = "decision", f"{unit.text} {after.text}"
                after.lines = list(dict.fromkeys([*unit.lines, *after.lines]))
    for unit in notes.units:  # what hangs below an injected instruction is part of it
        if unit.intro is not None and unit.intro.kind == "injection":
            unit.kind, unit.why = "injection", unit.intro.why


def problem_words(unit: Unit) -> bool:
    return has(unit, lex.PROBLEM) or modal_in(f" {' '.join(unit.words)} ")


def has(unit: Unit, words: frozenset[str]) -> bool:
    return not words.isdisjoint(unit.words)


def says(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)


BOUNDS = (
    "at most ",
    "at least ",
    "max ",
    "max. ",
    "maximum ",
    "up to ",
    "no more than ",
    "höchstens ",
    "maximal ",
    "mindestens ",
)
INJECTION_WORDS = (
    ("instruction", "prompt", "rules", "guidelines", "anweisung", "regeln", "previous", "above", "bisherigen"),
    ("you are ", "prompt", "im_start", "im_end", "<system", "</system", "inst]"),
    ("an ai", "dear ai", "hey ai", "note to ", "reading", "processing", "summari", "drafting"),
    ("key", "secret", "credential", "system message", "instructions", "environment variable"),
    ("as done", "as approved", "without review", "no risk", "no question", "only with", "system", "assistant"),
)
"""For each pattern of ``lexicon.INJECTION`` the words of which a match has one: most notes compile none of them."""


def injected(low: str) -> bool:
    return any(
        any(word in low for word in words) and pattern("(?i)" + rule).search(low)
        for rule, words in zip(lex.INJECTION, INJECTION_WORDS, strict=True)
    )


def kind_of(unit: Unit, talk: bool) -> tuple[str, str]:
    low = unit.text.lower().replace("’", "'")
    padded = f" {' '.join(unit.words)} "
    if injected(low):
        return "injection", "tries to instruct the tool; kept as data"
    role = next((heading.role for heading in unit.heading.path() if heading.role), None) if unit.heading else None
    if unit.form == "code":
        return "code", ""
    if role in SILENT_ROLES and not (role == "logistics" and (modal_in(padded) or low.endswith("?"))):
        return "silent", SILENT_ROLES[role]
    if role in ("people", "logistics"):
        role = None
    if pattern(r"^(?:https?://\S+|www\.\S+)$").match(unit.text) or pattern(r"^\[[^\]]*\]\([^)]*\)\W*$").match(
        unit.quote
    ):
        return "reference", ""
    if any(mark in unit.text for mark in (";", "{", "}", "(")) and pattern(
        r"[;{}]$|\w\([^)]*\);|^(?:var|let|const|function|import|public|private|return|alert|console)\b ?[\w.(]*[(=]"
    ).search(unit.text):
        return "code", ""
    if unit.form == "row":
        return (BY_ROW[role], "") if role in BY_ROW else ("row", "a row of a table")
    if low.startswith(("please add new agenda", "add your ", "add new agenda")):
        return "chatter", "organisation of the meeting or page"
    if not (
        low.startswith(("as discussed", "as mentioned", "as agreed", "following up")) and modal_in(padded)
    ) and is_chatter(unit, low, padded, talk):
        return "chatter", "small talk or organisation; says nothing about the change"
    if low.startswith(("can you", "could you", "would you")) and pattern(
        r"^(?:can|could|would) you (?:please )?(?:find|send|check|look|ask|tell|let|share|have|update|confirm|help|take|join|call)\b"
    ).match(low):
        return "chatter", "a request to a colleague"
    if low.endswith("?") and pattern(
        r"\b(?:before|by|until) (?:the )?(?:release|end|\d|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    ).search(low):
        return "when", ""
    if (
        low.startswith('"')
        and low.endswith('"')
        and low.count('"') == 2
        and pattern(r'^"(?:i|we|my|our|it)\b').match(low)
    ):
        return "problem", ""
    if not talk and pattern(r"^(?:could|can) we (?:please )?(?:get|have) (?:an?|the|some) ").match(low):
        return "want", ""
    if low.endswith("?") or low.endswith(("?)", '?"')):
        return "question", ""
    if pattern(r"^(?:can|could) (?:some|any)\w* (?:explain|tell|check|look|help)\b").match(low):
        return "chatter", "a request to a colleague"
    if pattern(r"^(?:should|could|can|would|shall) (?:it|we|the|an?|this|they|there|i) ").match(low):
        return "question", ""
    if says(low, lex.UNSURE) and (
        " to be " not in low or pattern(LATER).search(low) or says(pattern(r"to be \w+").sub("", low), lex.UNSURE)
    ):
        return "question", ""
    if (
        any(char.isdigit() for char in low)
        and pattern(
            r"\b(?:by|before|until) (?:the )?(?:(?:[a-z-]+ ){1,3}on )?(?:\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:january|february|march|april|june|july|august|september|october|november|december)\b)"
        ).search(low)
        and not pattern(r"\b(?:must|shall)\b").search(low)
        and len(unit.words) <= 30
    ):
        return "when", ""
    if (
        pattern(
            r"^(?:by|before|until) (?:the )?(?:end|middle|beginning|start) of (?:the |this |next )?(?:week|month|quarter|year|sprint|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
        ).match(low)
        and len(unit.words) <= 15
    ):
        return "when", ""
    if (
        any(char.isdigit() for char in low)
        and len(unit.words) <= 12
        and pattern(
            r"\b(?:is|are|ist|sind) (?:planned |scheduled |due |geplant )?(?:on|for|am|im) (?:the )?\d{1,2}\.? (?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)"
        ).search(low)
    ):
        return "when", ""
    if personal(unit.text) and role not in ("risks", "out", "problem"):
        return "task", "somebody's to-do, not an outcome of the change"
    if any(word in low for word in ("block", "relat", "see also", "duplicate")) and (
        pattern(r"^(?:blocked by|blocks|relates? to|related to|see also|duplicates?) (?:#\d|[A-Z][A-Z0-9]+-\d)").match(
            unit.text
        )
        or pattern(
            r"(?i)^(?:blocked by|blocks|relates? to|related to|see also|duplicates?):? +(?:#\d|[A-Z][A-Z0-9]+-\d)"
        ).match(unit.text)
    ):
        return ("dependency" if low.startswith("blocked") else "reference"), ""
    if any(word in low for word in ("agree", "approve", "sign off", "consent", "zustimmen", "freigeben")) and pattern(
        r"\b(?:must|have to|has to|needs? to|müssen|muss) (?:\w+ )?(?:agree|approve|sign off|consent|zustimmen|freigeben)\b"
    ).search(low):
        return "dependency", ""
    if (
        talk
        and not low.endswith("?")
        and pattern(
            r"^(?:(?:and|so|but|ok|okay|well) )?(?:what|how|who|why|which|when|where|do|does|did|is|are)\b(?! (?:we|i) need is)"
        ).match(low)
        and "," not in low
    ):
        return "question", ""
    if (
        modal_in(padded)
        and pattern(
            r"^(?:currently|today|at the moment|right now|so far|until now|now|as of today|heute|derzeit|zurzeit|zur zeit|momentan|aktuell|bisher)\b|\bby hand\b|\bvon hand\b"
        ).search(low)
        and pattern(r"\b(?:has|have|had|needs?) to\b|müssen|muss").search(low)
        and not pattern(r"\b(?:should|must|shall)\b").search(low)
    ):
        return "problem", ""
    if pattern(
        r"\b(?:last (?:week|month|year)|\d+ times|every time)\b.*\b(?:has|have) to\b|^(?:only |seen |reported |noticed )?(?:happens|seen|occurs|reported|affects) (?!to\b)"
    ).search(low):
        return "problem", ""
    if pattern(r"^(?:if|when|on) .{3,80} (?:->|→|=>) ").match(low) and role not in (
        "problem",
        "actual",
        "steps",
        "risks",
    ):
        return "requirement", ""
    if (
        pattern(r"^(?!we |i |it |you |this |that )[a-z][\w ]{2,50} may not \w+").match(low)
        and len(unit.words) <= 16
        and role not in BY_HEADING
    ):
        return "requirement", ""
    if pattern(r", so only [\w ]{3,40} (?:may|can|must|should) ").search(low):
        return "requirement", ""
    if pattern(r"^(?:nothing|nobody|no one) (?:may|must|can|should) ").match(low) and role not in BY_HEADING:
        return "requirement", ""
    if unit.form == "item" and low.startswith("be able ") and role not in ("problem", "out", "risks"):
        return "requirement", ""
    if pattern(r"^need (?:an?|the|some) |^@?\w+ (?:wants|asks|asked|told) us to ").match(low) or low.startswith(
        "i'd rather "
    ):
        return "want", ""
    if pattern(r"^(?:when|if|once|as soon as|whenever|after|wenn|sobald|falls)\b[^,]{3,140}, (?:then )?(\w+)").match(
        low
    ) and role not in ("problem", "risks", "out", "actual", "steps"):
        main = pattern(r"^[^,]+, (?:then )?(\w+)").match(low)
        if modal_in(padded) or (main and main[1] in lex.IMPERATIVES):
            return "requirement", ""
    if (
        role == "decisions"
        and pattern(r"^(?:we )?(?:start|begin|focus|go|stick|stay) (?:with|on|for|to)\b|^(?:first|only|no)\b").match(
            low
        )
        and not modal_in(padded)
    ):
        return "decision", ""
    if (
        pattern(r"^(?:please )?(?:make sure|ensure|ideally,?) ").match(low)
        and not low.endswith("?")
        and role not in BY_HEADING
    ):
        return "requirement", ""
    if role in BY_HEADING:
        kind = BY_HEADING[role]
        if kind in ("problem", "actual", "context") and modal_in(padded) and not has(unit, lex.PROBLEM):
            return "requirement", ""
        if kind == "security" and modal_in(padded) and not says(padded, (" we ", " i ")):
            return "security", ""
        return kind, ""
    if (
        pattern(
            r"^(?:currently|right now|at the moment|today|so far|until now|these days|derzeit|momentan|aktuell|heute|bisher)\b"
        ).match(low)
        and not modal_in(padded)
        and len(unit.words) >= 5
    ):
        return "problem", ""
    if pattern(r"\b(?:will (?:no longer|not) work|stops? working)\b").search(low) and not low.startswith(
        ("if ", "when ", "make ", "ensure ")
    ):
        return "breaking", ""
    if (
        "break" in low
        and pattern(BREAKS).search(low)
        and not pattern(r"\b(?:no|not|without|never|don't|must not)\b").search(low)
    ):
        return "breaking", ""
    if (
        pattern(r"\bgets? (?:pushed|cut|lost|stuck|hidden|truncated|overwritten|dropped)\b").search(low)
        and not modal_in(padded)
        and not low.startswith(("if ", "when "))
    ):
        return "problem", ""
    if pattern(r"\b(?:is|are|goes) (?:eol|end of life|end-of-life|out of support|unsupported|outdated)\b").search(
        low
    ) and not modal_in(padded):
        return "problem", ""
    if says(low, lex.OUT) or pattern(r"^not (?:for|in) (?!the user|users)\w").match(low):
        return "out", ""
    if "/" in unit.text and pattern(API_CALL).search(unit.text):
        return "api", ""
    if says(low, lex.DEPENDS) and not has(unit, lex.RISK) and not low.startswith(("when", "if ", "once")):
        return "dependency", ""
    if has(unit, lex.DATA) and pattern(
        r"^(?:new|add|needs? an?|drop|rename) (?:\w+ ){0,2}(?:column|index|table|field|foreign|spalte|tabelle)\b|\balter table\b"
    ).search(low):
        return "data", ""
    if has(unit, lex.RISK) and not says(
        low, ("separation of concerns", "careful to", "no concern", "no risk", "low risk")
    ):
        return "risk", ""
    if role in ("want", "criteria", "actions", "decisions"):
        return "requirement", ""
    if pattern(r"^what (?:i|we)(?:'d| would)? (?:really |actually |just )?(?:like|want|need)\b").match(low):
        return "want", ""
    if (
        any(
            f" {phrase} " in padded.replace(" also ", " ").replace(" really ", " ")
            or (phrase.endswith("request") and phrase in low)
            for phrase in lex.WANT_PHRASES
        )
        and not low.endswith((" i want.", " we want.", " they want."))
        and " needed to " not in low
        and not has(unit, frozenset(("complain", "complained")))
    ):
        return "want", ""
    if any(word in low for word in (" to ", "expected")) and pattern(
        r"\b(?:vision|goal|aim|idea|purpose|objective|plan|ask|request)s?(?: of [\w ]{3,30}| here| now)? (?:is|was|would be) to \w+|^(?:this|the) (?:task|ticket|issue|story) (?:is|aims) to |^we (?:also )?(?:aim|plan|intend) to |^it is expected that we "
    ).search(low):
        return "want", ""
    if (
        unit.words
        and unit.words[0] == "as"
        and pattern(r"^as an? [\w /-]+?,? (?:i|we) (?:want|need|can|would|should)").match(low)
    ):
        return "want", ""
    if low.startswith("als ") and pattern(r"^als [\wäöüß /-]+? (?:möchte|will|brauche) ich").match(low):
        return "want", ""
    first = unit.words[0] if unit.words else ""
    if first == "please" and len(unit.words) > 1 and unit.words[1] not in COURTESY:
        first = unit.words[1]
    if (
        pattern(
            r"\b\d+ [a-z-]+ ?(?:a|per|every|/) ?(?:day|week|month|year)\b|\b\d+ [a-zäöü-]+ (?:am|pro) (?:tag|woche|monat)\b"
        ).search(low)
        and pattern(
            r"^(?:the )?\w+ (?:team )?(?:gets?|receives?|has|have|sees?|spends?|answers?|handles?|bekommt|bekommen)\b"
        ).match(low)
        and not modal_in(padded)
    ):
        return "problem", ""
    if (
        len(unit.words) <= 12
        and says(padded, (" prio ", " priority ", " urgent ", " asap ", " dringend "))
        and len(unit.words) <= 7
    ):
        return "priority", ""
    if modal_in(padded):
        return "requirement", ""
    if has(unit, lex.TEST) and len(unit.words) <= 25 and ("test" in first or (" test " in padded and not talk)):
        return "test", ""
    if has(unit, lex.DOC) and first in lex.IMPERATIVES and len(unit.words) <= 14:
        return "doc", ""
    if len(unit.words) <= 6 and has(unit, lex.DOC) and unit.words[-1] in lex.DOC and not problem_words(unit):
        return "doc", ""
    if low.startswith(BOUNDS) and any(char.isdigit() for char in low):
        return "limit", ""
    problem = has(unit, lex.PROBLEM) or says(
        padded,
        (
            " can not ",
            " no longer works ",
            " by hand ",
            " at the moment ",
            " takes too long ",
            " had to ",
            " not able to ",
            " von hand ",
            " geht nicht ",
            " dauert ewig ",
            " is not ",
            " are not ",
        ),
    )
    if first.endswith("ly") and len(unit.words) > 2 and unit.words[1] in lex.IMPERATIVES and not problem and not talk:
        return "requirement", ""
    if (
        first in lex.IMPERATIVES
        and (not problem or (unit.form == "item" and as_order(unit.text)))
        and not talk
        and not (first in lex.AMBIGUOUS and len(unit.words) > 1 and unit.words[1].endswith("ing"))
    ):
        return "requirement", ""
    if (
        pattern(r"^(?:when|if|once|as soon as|whenever|wenn|sobald|falls)\b").match(low)
        and ("," in low or " then " in low)
        and not problem
    ):
        return "requirement", ""
    if (
        not low.startswith("no,")
        and pattern(r"^(?:only|no|every|each|nur|keine?|jede[rs]?)\b").match(low)
        and len(unit.words) >= 2
        and not problem
    ):
        return "requirement", ""
    if problem:
        return "problem", ""
    if says(padded, (" so that ", " in order to ", " damit ", " would save ", " saves us ", " because ", " spart ")):
        return "benefit", ""
    if pattern(r"^(?:(?! (?:that|which|who|where) ).)* can ").match(padded) and not says(
        padded, (" we can ", " i can ", " you can ")
    ):
        return "requirement", ""
    if any(char.isdigit() for char in low) and pattern(LIMIT).search(low) and len(unit.words) <= 14:
        return "limit", ""
    if len(unit.words) <= 9 and pattern(
        r"^(?:on |in |with )?(?:chrome|firefox|safari|edge|ios|android|windows|macos|ubuntu|version|browser)\b"
    ).match(low):
        return "environment", ""
    if has(unit, lex.PERFORMANCE) and any(char.isdigit() for char in low):
        return "performance", ""
    return "context", ""


PLANNING = ("discuss", "talk", "decide", "check", "ask", "meet", "think", "look", "review", "sync", "schedule", "clarify", "hear", "know", "see if",
            "figure", "find out", "start", "begin", "focus", "consider", "wait", "agree", "test", "work on")  # fmt: skip


def personal(text: str) -> bool:
    """Talk about the work itself: ``we need to discuss``, ``I would like to hear your thoughts``."""
    low = text.lower()
    if any(word in low for word in PLANNING) and pattern(
        r"\b(?:we|i|you|someone|somebody) (?:should|need to|must|have to|would like to|want to|wanted to|can|will) (?:(?:also|first|really|still|then|just|probably|maybe|all|both|\w+ly) )?(?:discuss|talk|decide|check|ask|meet|think|look|review|sync|schedule|clarify|hear|know|see if|figure|find out|start|begin|begin with|focus|consider|wait|start with|agree|test|work on)\b"
    ).search(low):
        return True
    return bool(
        pattern(
            r"^(?:see|tracks) |^needs? to (?:think|discuss|talk|decide|check|meet|figure|look|clarify|investigate|consider)\b|^(?:let's|lets) "
        ).search(low)
    )


def modal_in(padded: str) -> bool:
    if any(f" {modal} " in padded for modal in lex.MODALS):
        return True
    return not lex.MODALS_DE.isdisjoint(padded.split())


def is_chatter(unit: Unit, low: str, padded: str, talk: bool) -> bool:
    """Greetings, thanks, logistics; in a conversation also short answers."""
    count = len(unit.words)
    if count == 0:
        return True
    if modal_in(padded) and not says(low, lex.CHATTER_PHRASES):
        return False
    if (
        any(f" {phrase}" in f" {low}" for phrase in lex.CHATTER_PHRASES)
        and count <= 24
        and not says(low, lex.WANT_PHRASES)
    ):
        return True
    chat = sum(word in lex.CHATTER for word in unit.words)
    if chat and count <= 3 and not low.endswith("?"):
        return True
    if unit.words[0] in ("hi", "hello", "hey", "hallo", "moin", "dear", "liebe", "lieber") and count <= 6:
        return True
    if talk and count <= 4 and not has(unit, lex.RISK) and not any(char.isdigit() for char in low):
        return True
    return chat >= 2 and (count <= 6 if low.endswith("?") else count <= 12)
