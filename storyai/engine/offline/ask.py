"""Questions: those the notes ask themselves, contradictions, vague wishes, and what a tester would stumble over."""

from typing import Any

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import lower_first, sentence, with_article
from storyai.engine.offline.predicates import strip_leads
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.subject import stems
from storyai.engine.offline.units import Notes, Unit

MOST = 8
OWN = 6
ABOUT = {"risks": "risks", "security": "security", "performance": "performance", "data": "database", "ui": "ui",
         "api": "api", "tests": "unit_tests", "dependencies": "dependencies"}  # fmt: skip
SOFT = frozenset("fast faster quick quickly responsive performant schnell schneller scalable smooth".split())


def question(text: str, why: str, about: str, units: list[Unit]) -> dict[str, Any]:
    for unit in units:
        unit.used = True
    return {
        "text": text,
        "why": why,
        "about": about,
        "lines": list(dict.fromkeys(n for unit in units for n in unit.lines)),
    }


def cut(notes: Notes) -> list[dict[str, Any]]:
    """Lines whose end is not read: a story must not look as if it rested on all of them."""
    german = notes.language == "de"
    found: list[dict[str, Any]] = []
    for unit in notes.units:
        if len(found) < 3 and (unit.cut or unit.lines[-1] in notes.cut):
            begins = " ".join(unit.text[:60].split()[:6]).strip("\"'")
            found.append({
                "text": f"Was steht noch in der langen Zeile, die mit „{begins}“ beginnt?" if german
                else f'What else does the long line say that begins with "{begins}"?',
                "why": "zu lang, um offline ganz gelesen zu werden" if german else "too long to be read whole offline",
                "about": "acceptance_criteria",
                "lines": list(unit.lines[-1:]),
            })  # fmt: skip
    return found


def own(units: list[Unit], language: str) -> list[dict[str, Any]]:
    """What the notes themselves leave open, in their words."""
    found: list[dict[str, Any]] = []
    seen: list[set[str]] = []
    for index, unit in enumerate(units):
        if unit.kind != "question":
            continue
        if unit.speaker and answered(units, index):
            unit.kind, unit.why = "repeat", "answered in the conversation"
            continue
        text = open_point(unit.text, language)
        if text is None:
            continue
        mine = stems(text)
        near = units[index - 2 : index] if index >= 2 else []
        if (
            unit.speaker
            and found
            and not unit.text.endswith("?")
            and any(other.kind == "question" and other.used for other in near)
        ):
            found[-1]["lines"].extend(line for line in unit.lines if line not in found[-1]["lines"])
            unit.used = True
            continue
        if any(mine and len(mine & other) >= 0.75 * len(mine | other) for other in seen):
            unit.why, unit.kind = "asks the same as an earlier line", "repeat"
            continue
        seen.append(mine)
        role = unit.heading.role if unit.heading else None
        about = ABOUT.get(role or "", "acceptance_criteria")
        why = "the notes leave this open" if language == "en" else "die Notizen lassen das offen"
        found.append(question(text, why, about, [unit]))
    return found


def answered(units: list[Unit], index: int) -> bool:
    """In a conversation a question is open only where the next speaker does not know either."""
    unit = units[index]
    if not unit.text.endswith("?"):
        return not any(phrase in unit.text.lower() for phrase in lex.UNSURE)
    for other in units[index + 1 : index + 4]:
        if other.speaker and other.speaker != unit.speaker:
            low = other.text.lower()
            return not any(
                phrase in low
                for phrase in (
                    *lex.UNSURE,
                    "good question",
                    "let me check",
                    "i'll ask",
                    "i will ask",
                    "have to ask",
                    "need to ask",
                    "find out",
                )
            )
    return False


def open_point(text: str, language: str) -> str | None:
    """An open point as a question that can stand alone."""
    text = strip_leads(text).strip()
    if text.endswith(("?", "?)", '?"')):
        text = pattern(r"(?i)^(?:q|question|frage)\s*\d*\s*[:.)]\s*").sub("", text)
        if text.count("(") != text.count(")"):
            return None
        if len(text.split()) < 3 and len(text) >= 4 and '"' not in text:
            return f'What is decided about "{text.rstrip("?! ")}"?'
        if len(text.split()) < 3 or len(text) > 300:
            return None
        if pattern(r"(?i)^(?:why|what|how|who|ok|right|really|huh|warum|wie|was)(?: \w+)?\?$").match(text):
            return None
        text = pattern(r"^(.{3,}?) \(([^()]+\?)\)$").sub(r"\1: \2", text)
        return sentence(text.rstrip("?!. ")).rstrip(".") + "?"
    if len(text) > 240:
        return None
    if language == "de":
        match = pattern(
            r"(?i)^(?:es ist )?(?:noch )?(?:unklar|offen|nicht sicher|zu klären)(?: ist)?[,:]?\s+((?:ob|wie|wer|was|wann|wo|welche\w*|wie viele)\b.+)$"
        ).match(text)
        if match:
            return f"Noch offen ist, {match[1].rstrip(' .!')}: Was gilt?"
        text = pattern(r"(?i)[,;]? (?:ist )?(?:noch )?(?:offen|unklar)[.!]?$").sub("", text)
        return f"Noch offen: {text.rstrip(' .!')}. Was gilt?"
    text = pattern(
        r"(?i)^(?:i'm |i am |we're |we are |it's |it is |still |also )+(?=not sure|unsure|unclear|open|undecided)"
    ).sub("", text)
    match = pattern(
        r"(?i)^(?:.{0,40}\b)?(?:not sure|unsure|unclear|no idea|don't know|do not know|need(?:s)? to (?:decide|clarify|find out|discuss)|(?:to be|tbd|open|undecided)[:,]?|needs? clarification)(?: yet)?[:,]?\s+(?:on |about |)?((?:if|whether|what|how|which|who|when|where|why)\b.{6,})$"
    ).match(text)
    if match:
        rest = match[1].rstrip(" .!")
        rest = pattern(r"(?i)^if\b").sub("whether", rest)
        return f"It is still open {lower_first(rest)}: what is decided?"
    match = pattern(
        r"(?i)^(.{3,90}?)\s*(?:[:=–-]+\s*|\s(?:is|are) (?:still )?|\s)\(?(?:tbd|tbc|to be (?:decided|defined|confirmed|clarified|discussed)|undecided|unclear|not (?:yet )?(?:decided|clear)|\?\?\?)\)?[.!]?$"
    ).match(text)
    if match:
        topic = with_article(match[1].strip(" :-("), rough=True)
        return f"What is {lower_first(topic)} to be?"
    match = pattern(
        r"(?i)^(?:tbd|tbc|open|open question|to be (?:decided|clarified|discussed)|not sure about|unclear|need to decide on)\s*[:,-]?\s+(.{3,})$"
    ).match(text)
    if match:
        return f"What is decided about this: {lower_first(match[1].rstrip(' .!'))}?"
    return (
        f'What is decided where the notes say "{text.rstrip(" .!")}"?'
        if '"' not in text
        else f"What is decided about this: {text.rstrip(' .!')}?"
    )


def vague(units: list[Unit], language: str) -> list[dict[str, Any]]:
    """A wish no tester could decide becomes the question for its measure."""
    found: list[dict[str, Any]] = []
    taste: list[tuple[Unit, str]] = []
    for unit in units:
        if (
            unit.used
            or unit.kind not in ("requirement", "want", "performance", "limit", "ui")
            or any(c.isdigit() for c in unit.text)
        ):
            continue
        words = [word for word in unit.words if word in lex.VAGUE]
        if not words or len(unit.words) > 22:
            continue
        quote = strip_leads(unit.told or unit.text).rstrip(" .!").replace('"', "'")
        if '"' in unit.text:
            continue
        if words[0] in SOFT:
            text = f'How fast is fast enough where the notes say "{quote}": which figure would a tester measure?'
            if language == "de":
                text = f"Wie schnell ist schnell genug bei „{quote}“: welchen Wert misst ein Tester?"
            found.append(
                question(
                    text,
                    "without a figure nobody can test it" if language == "en" else "ohne Wert nicht prüfbar",
                    "performance",
                    [unit],
                )
            )
        else:
            taste.append((unit, quote))
        unit.kind = "vague"
    if taste:
        quotes = [f'"{quote}"' if language == "en" else f"„{quote}“" for _, quote in taste[:3]]
        if language == "de":
            text = f"Woran erkennt ein Tester {' und '.join(quotes)}?"
        elif len(quotes) == 1:
            text = f"What would a tester see or count where the notes say {quotes[0]}?"
        else:
            text = f"What would a tester see or count for each of these: {'; '.join(quotes)}?"
        why = "as it stands nobody can test it" if language == "en" else "so ist es nicht prüfbar"
        found.append(question(text, why, "acceptance_criteria", [unit for unit, _ in taste[:3]]))
    return found


def unsure(units: list[Unit], outcome: Any) -> list[dict[str, Any]]:
    """A demand its speaker doubts (``should probably``) becomes the question whether it holds."""
    found: list[dict[str, Any]] = []
    for unit in units:
        if unit.used or unit.kind not in ("requirement", "want", "limit", "security") or len(found) >= 2:
            continue
        text = pattern(r"(?i)\b(?:maybe|perhaps|probably|possibly|i think|i guess)\b,? ?").sub("", unit.text)
        if text == unit.text:
            continue
        made = outcome(text)
        if made and 5 <= len(made.split()) <= 40 and not pattern(r"(?i)\b(?:i|we|i'd|you|so|but)\b").search(made):
            found.append(
                question(
                    f"Is it required that {lower_first(made.rstrip('.'))}?",
                    "the notes are not sure",
                    "acceptance_criteria",
                    [unit],
                )
            )
    return found


def options(units: list[Unit]) -> list[dict[str, Any]]:
    """Several ways out that the notes list: which one is to be built?"""
    listed = [unit for unit in units if unit.kind == "option" and not unit.used]
    ordered = [unit for unit in listed if unit.ordered] or listed
    tops = [unit for unit in ordered if unit.depth == min(other.depth for other in ordered) and len(unit.words) >= 3]
    tops = [unit for unit in tops if unit.words[0] in lex.IMPERATIVES] or tops
    names: list[str] = []
    for unit in tops:
        if unit.block not in {other.block for other in tops[: tops.index(unit)]} and unit.form == "item":
            text = (
                pattern(r"(?i),? (?:which|so that|that|thanks|in case|for|and)\b.*$")
                .sub("", strip_leads(unit.text))
                .rstrip(" .:")
            )
            names.append(lower_first(" ".join(text.replace('"', "'").split()[:9])))
    if len(names) < 2:
        return []
    return [
        question(
            f"Which of the options is to be built: {'; '.join(names[:6])}?",
            "the notes list several and choose none",
            "acceptance_criteria",
            listed,
        )
    ]


AMOUNT = r"(\d[\d.,]*)\s?(%|k\b|[a-zA-ZäöüÄÖÜ]{1,14})?"


def contradictions(units: list[Unit]) -> list[dict[str, Any]]:
    """The same quantity with two values, or the same thing once demanded and once excluded."""
    found: list[dict[str, Any]] = []
    rules = [
        unit
        for unit in units
        if unit.kind in ("requirement", "limit", "want", "performance", "out", "security", "context", "data")
        and len(unit.words) <= 40
    ]
    amounts: dict[tuple[str, ...], list[tuple[str, Unit]]] = {}
    for unit in rules:
        for match in pattern(AMOUNT).finditer(unit.text):
            name = (match[2] or "").lower()
            if len(name) < 1 or name in (
                "st",
                "nd",
                "rd",
                "th",
                "to",
                "and",
                "or",
                "of",
                "am",
                "pm",
                "x",
                "a",
                "in",
                "for",
            ):
                continue
            about = stems(unit) - {name}
            for value, before in amounts.get((name,), []):
                shared = about & (stems(before) - {name})
                close = len(shared) >= 0.6 * min(len(about), len(stems(before) - {name}))
                bound = pattern(BOUND).search(unit.text.lower()) and pattern(BOUND).search(before.text.lower())
                if (
                    value != match[1]
                    and before is not unit
                    and len(shared) >= 2
                    and (close or (bound and len(shared) >= 3))
                    and len(before.words) <= 25
                    and len(unit.words) <= 25
                ):
                    text = f'Which value holds: {value} or {match[1]} {match[2]} ("{brief(before)}" against "{brief(unit)}")?'
                    found.append(question(text, "the notes give two values", "acceptance_criteria", [before, unit]))
                    before.kind = unit.kind = "conflict"
                    break
            amounts.setdefault((name,), []).append((match[1], unit))
    rules = [unit for unit in rules if unit.kind != "conflict"][:120]
    bags = [(unit, stems(unit), polarity(unit)) for unit in rules]
    for index, (unit, bag, mark) in enumerate(bags):
        if unit.kind == "conflict" or len(bag) < 2:
            continue
        for other, bag2, mark2 in bags[:index]:
            if other.kind == "conflict" or mark == mark2 or len(bag2) < 2:
                continue
            if (
                len(unit.words) > 18
                or len(other.words) > 18
                or min(len(unit.words), len(other.words)) < 4
                or (unit.told and other.told)
            ):
                continue
            if (
                unit.words[0] in ("if", "when")
                and other.words[0] in ("if", "when")
                and unit.text.split(",")[0] != other.text.split(",")[0]
            ):
                continue
            if len(bag & bag2) >= 0.7 * min(len(bag), len(bag2)) and len(bag & bag2) >= max(
                2, 0.5 * max(len(bag), len(bag2))
            ):
                text = f'The notes say both "{brief(other)}" and "{brief(unit)}": which holds?'
                found.append(question(text, "the two exclude each other", "acceptance_criteria", [other, unit]))
                other.kind = unit.kind = "conflict"
                break
    return found[:3]


BOUND = r"\b(?:max|maximum|at most|limit|up to|no more than|at least|min|minimum|within|less than|under|must|should|only|keep|after|per|höchstens|maximal|mindestens)"


def polarity(unit: Unit) -> str:
    padded = f" {' '.join(unit.words)} "
    padded = pattern(r"(\w) no (?=(?:per|is|are|of|from|in|on|as|column|field)\b)").sub(
        r"\1 number ", padded
    )  # "inventory no"
    if any(
        mark in padded
        for mark in (
            " not ",
            " no ",
            " zero ",
            " never ",
            " without ",
            " don't ",
            " doesn't ",
            " must not ",
            " nicht ",
            " kein ",
            " keine ",
            " ohne ",
        )
    ):
        return "no"
    if any(
        mark in padded
        for mark in (" everyone ", " everybody ", " all users ", " any user ", " anyone ", " alle ", " jeder ")
    ):
        return "all"
    if " only " in padded or " nur " in padded:
        return "only"
    return "yes"


def brief(unit: Unit) -> str:
    words = (unit.told or unit.text).replace('"', "'").rstrip(" .!").split()
    return " ".join(words[:14]) + (" ..." if len(words) > 14 else "")


# Words of the subject -> what a tester would ask next. {thing} is the notes' own noun.
NEXT = (
    (
        {"mode", "theme", "themes", "dark", "light", "skin", "modus"},
        {"toggle", "switch", "system", "setting", "settings", "preference"},
        "Does the user switch this, or does it follow the setting of the device, and is the choice remembered?",
        "acceptance_criteria",
    ),
    (
        {"dashboard", "chart", "charts"},
        {"refresh", "columns", "kpi", "figures", "colour", "color", "colours", "contrast", "pdf", "csv"},
        "Which parts of it does this change, and which stay as they are?",
        "ui",
    ),
    (
        {"mobile", "handheld"},
        {"ios", "android", "tablet", "version", "versions", "offline"},
        "Which devices and versions does this have to work on?",
        "acceptance_criteria",
    ),
    (
        {"translation", "translations", "language", "languages", "localization", "multilingual", "i18n"},
        {"english", "german", "french", "fallback"},
        "Which languages come first, and what is shown where a text is not translated?",
        "acceptance_criteria",
    ),
    (
        {"comment", "comments", "chat", "messages", "messaging"},
        {"moderate", "moderation", "edit", "edited", "delete", "deleted"},
        "Who can edit or delete what somebody wrote, and until when?",
        "acceptance_criteria",
    ),
    (
        {"alert", "alerts", "alerting", "monitoring"},
        {"runbook", "oncall", "on-call", "acknowledge", "repeat", "escalate"},
        "Who reacts to an alert, and when is it repeated?",
        "acceptance_criteria",
    ),
    (
        {"price", "prices", "pricing", "plan", "plans", "tariff"},
        {"renewal", "existing", "contract"},
        "Which price do customers see who started an order before the change?",
        "acceptance_criteria",
    ),
    (
        {"role", "roles", "permission", "permissions"},
        {"existing", "inherit", "revoke"},
        "What happens to people who have the right today and lose it?",
        "acceptance_criteria",
    ),
    (
        {"import", "upload", "uploaded", "imports"},
        {"invalid", "reject", "rejected", "rejects", "error", "errors"},
        "What happens to a file or row that cannot be read?",
        "acceptance_criteria",
    ),
    (
        {"export", "download", "exports"},
        {"empty", "nothing"},
        "What does the user get when there is nothing to export?",
        "acceptance_criteria",
    ),
    (
        {"delete", "deleting", "deletion", "purge"},
        {"undo", "restore", "undone", "recover", "confirm", "confirmation"},
        "Can a deletion be undone, and until when?",
        "acceptance_criteria",
    ),
    (
        {"notification", "notifications", "notify", "email", "reminder", "reminders", "alert", "alerts"},
        {"fails", "bounce", "retry", "opt-out", "unsubscribe"},
        "What happens when a message cannot be delivered, and how can somebody turn it off?",
        "acceptance_criteria",
    ),
    ({"search", "filter"}, {"empty", "nothing"}, "What is shown when nothing matches?", "ui"),
    (
        {"login", "log-in", "sso", "2fa", "mfa", "password"},
        {"locked", "lockout", "expired", "wrong"},
        "What does somebody see whose sign-in fails?",
        "acceptance_criteria",
    ),
    (
        {"payment", "payments", "refund", "refunds"},
        {"declined", "fails", "twice"},
        "What happens when the amount cannot be booked?",
        "acceptance_criteria",
    ),
    (
        {"column", "table", "schema", "field"},
        {"existing", "backfill", "default", "null"},
        "Which value do existing records get?",
        "migration",
    ),
    (
        {"form", "field", "input", "enter", "submit"},
        {"invalid", "error", "message"},
        "What does the user see after an invalid entry?",
        "ui",
    ),
    (
        {"sync", "integration", "webhook", "stripe", "sap", "datev", "salesforce"},
        {"timeout", "unavailable", "retry", "fails", "down"},
        "What happens while the other system does not answer?",
        "acceptance_criteria",
    ),
)


def next_questions(units: list[Unit], subject: set[str], bug: bool) -> list[dict[str, Any]]:
    """At most two questions about the unhappy path of what the notes are about, unless they answer them."""
    words: set[str] = set()
    for unit in units:
        if unit.kind not in ("another", "chatter", "injection", "silent", "out", "code"):
            words |= set(unit.words)
    main = subject
    found: list[dict[str, Any]] = []
    for triggers, answers, text, about in NEXT:
        if bug or not main & triggers or words & answers:
            continue
        found.append(
            {"text": text, "why": "the notes only say what happens when all goes well", "about": about, "lines": []}
        )
    return found[:2]
