"""The acceptance criteria: what the notes demand, each as one observable outcome, no two the same."""

from typing import Any

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.brief import rank
from storyai.engine.offline.defect import expectation, repaired
from storyai.engine.offline.faithful import SHORTHAND, bent, faithful
from storyai.engine.offline.grammar import base, lower_first, plural, sentence, third, with_article
from storyai.engine.offline.outcome import FILLERS, Outcomes
from storyai.engine.offline.predicates import has_finite, strip_leads, subject_of
from storyai.engine.offline.recognise import modal_in, personal
from storyai.engine.offline.say import Said, derived, stated
from storyai.engine.offline.sentences import hidden, pattern, split, words_of
from storyai.engine.offline.subject import Subject, stems
from storyai.engine.offline.units import Notes, Unit
from storyai.engine.offline.wish import as_order

MOST = 12
ENOUGH = 5
"""Criteria out of a brief's scope after which its other parts are no longer searched for more."""
SOURCES = ("want", "requirement", "limit", "performance", "security", "ui", "data", "api")


def criteria(
    units: list[Unit],
    subject: Subject,
    role: str | None,
    names: frozenset[str],
    notes: Notes,
    *,
    bug: bool,
    want: Said | None,
) -> list[Said]:
    """At most twelve criteria, in the order of the notes. Vague wishes are none: they are asked about."""
    about = frozenset(words_of(f"{role or ''} {thing_of(subject) or ''} {subject.title.text if subject.title else ''}"))
    outcomes = Outcomes(role, thing_of(subject), names, language=notes.language)
    found: list[Said] = []
    seen: list[set[str]] = []
    subjects: dict[int, str] = {}
    for unit in sorted(units, key=rank) if subject.brief else units:
        if len(found) >= MOST or (subject.brief and len(found) >= ENOUGH and not unit.under("criteria")):
            break
        if unit.used and unit.kind in ("question", "vague", "conflict"):
            continue
        if (
            unit.kind not in SOURCES
            or unit.form == "code"
            or (unit.under("out", "references", "problem", "actual") and unit.kind not in ("requirement",))
        ):
            continue
        padded = f" {' '.join(words_of(pattern(r'[(][^()]*[)]').sub(' ', unit.text)))} "
        if (
            unit.kind in ("security", "ui")
            and not modal_in(padded)
            and not strip_leads(unit.text).lower().startswith(("make sure", "ensure"))
        ):
            continue
        if unit.kind == "performance" and not modal_in(padded) and not any(c.isdigit() for c in unit.text):
            continue
        if (
            unit is subject.main
            and unit.under("want")
            and len(units) > 6
            and not any(c.isdigit() for c in unit.text)
            and pattern(r"(?i)^(?:goals?|ziele?|objectives?|aims?|wish|idea)\b").match(
                unit.heading.text if unit.heading else ""
            )
        ):
            continue
        if unit.kind == "api" and (
            not (modal_in(padded) or has_finite(unit.text.lower()))
            or unit.text.split()[0].isupper()
            or unit.text.startswith("New")
        ):
            continue
        if notes.language == "de" and (
            unit.kind == "security"
            or (
                unit.kind == "want"
                and pattern(
                    r"(?i)^als .{2,40} (?:möchte|will|brauche)\b|^(?:wir|ich) (?:brauchen?|wollen|will|möchten?|hätten?|wünschen?)\b"
                ).match(unit.text)
            )
        ):
            continue
        if unit.kind == "data" and not modal_in(padded):
            continue
        if unit is subject.title and unit.words and unit.words[0] in STUDY:
            continue
        if "already done" in unit.text.lower() or uncertain(padded) or task(unit) or personal(unit.text):
            continue
        if (
            unit is subject.title
            and not subject.story
            and (
                headline(unit, units)
                or (unit.words and unit.words[0] in lex.AMBIGUOUS and len(unit.words) <= 4 and not as_order(unit.text))
            )
        ):
            continue
        text = complete(unit)
        if text is None:
            continue
        if unit.under("expected"):
            situation = next(
                (other.text for other in units if other.kind == "actual"), subject.title.text if subject.title else ""
            )
            instead = expectation(text, situation)
            text = instead[1] if instead else text
        if role:
            text = pattern(r"^(?:I (?=(?:can|cannot|must|should|shall)\b)|[Ww]e (?=can\b|should be able to\b))").sub(
                f"The {role} ", text
            )
        text = pattern(r"(?i)^as an? ([^,]{2,40}?),? i (?:should be able to|must be able to|can) (?=[a-z])").sub(
            lambda found: f"The {found[1].lower()} can ", text
        )
        if unit.form == "item" and pattern(
            r"(?i)^(?:must|should|shall|needs? to|has to) (?!be\b|not\b|have\b)[a-z]+ (?!it\b)"
        ).match(text):
            text = f"The solution {text[:1].lower()}{text[1:]}"
        text = pattern(r"(?i)^be able to (?=[a-z])").sub("can ", text) if unit.form == "item" else text
        if unit.form == "item" and text.lower().startswith("can ") and len(unit.words) >= 3:
            text = f"{f'The {role}' if role else 'A user'} {lower_first(text)}"
        if role and text.startswith("The "):
            text = pattern(r"\bI(?:'m| am)\b").sub(f"the {role} is", text)
        if role:
            text = pattern(r"\bby me\b").sub(f"by the {role}", text)
        if role and " I " in text:
            text = pattern(r"\bI (enter|choose|select|pick|set|type|give|see|have)\b").sub(
                lambda found: f"the {role} {third(found[1])}", text
            )
        several = orders(text)
        if several and notes.language == "en":
            made_all = [made for part in several if (made := outcomes.of(part)) and good(made)]
            if made_all and len(found) + len(made_all) <= MOST:
                found.extend(stated(made, [unit], title=None) for made in made_all)
                seen.extend(stems(made) for made in made_all)
                continue
        made = outcomes.of(
            text, subject=subjects.get(unit.block) or (subjects.get(list_of(unit)) if unit.form == "item" else None)
        )
        remember(subjects, unit)
        if made is None or not good(made) or bent(made, text):
            made = own_words(unit)
            notes.own.update([made] if made else [])
        elif (
            notes.language == "en"
            and unit.form == "item"
            and not faithful(made, unit.told if pattern(SHORTHAND).search(unit.told) else text, about)
        ):
            own = own_words(unit)
            notes.own.update([own] if own else [])
            made = own or made
        if made is None:
            continue
        title = unit.topic or None
        if title and made.lower().startswith(f"{title.lower()}: "):
            made = sentence(made[len(title) + 2 :])
        mine = stems(made)
        if (
            not made.startswith("Only ")
            and any(mine and len(mine & other) >= 0.8 * len(mine | other) for other in seen)
        ) or doing(made) in {doing(other["text"]) for other in found} - {None}:
            unit.why = "says the same as another line"
            continue
        seen.append(mine)
        found.append(stated(made, [unit], title=title))
    if found:
        return found
    if bug:
        expected = [unit for unit in units if unit.under("expected") and 2 <= len(unit.words) <= 20]
        if expected and notes.language == "en":
            seen_instead = [unit for unit in units if unit.under("actual") and 2 <= len(unit.words) <= 20][:1]
            contrast = f", not: {seen_instead[0].text.rstrip(' .')}" if seen_instead else ""
            text = f"Following the steps to reproduce gives: {expected[0].text.rstrip(' .')}{contrast}."
            return [stated(text, [*expected[:1], *seen_instead], title=None)]
    if bug and subject.title is not None:
        return [broken(subject.title, units, notes.language, names)]
    if want is not None:
        text = from_want(want["text"], role, notes.language)
        if text and good(text):
            found.append(derived(text, "want", [], title=None))
    return found


TOLD = r"(?i)\b(?:nobody|always puts|keeps? \w+ing|too (?:big|small|many|much|slow|late|long|often)|slow|annoying|painful|by hand|awful|currently|today|right now|affected|got \w+(?:en|ed)|thinks|whatever)\b"
"""Says how things are today."""


def own_words(unit: Unit) -> str | None:
    """A demand as the notes have it, where nothing better can be made of it with certainty; None for what is no line of
    its own, talks, doubts or is vague."""
    spoken = unit.speaker is not None and unit.near
    if (unit.form not in ("item", "field") and not spoken) or unit.kind == "want" or unit.text.endswith(":"):
        return None
    text = strip_leads(unit.told if pattern(SHORTHAND).search(unit.told) else unit.text)
    words = words_of(text)
    bare, _ = hidden(text)
    if unit.under("expected") and len(words) < 4:
        return None  # a value, which the steps have to lead to
    if pattern(TOLD).search(text) and not modal_in(f" {' '.join(words)} "):
        return None
    if not 2 <= len(words) <= 40 or len(text) > 260 or uncertain(f" {' '.join(words)} "):
        return None
    if pattern(r"(?i)\b(?:i|we|my|you|us|our|let's|ich|wir|uns|unser\w*)\b|\?|https?://").search(bare):
        return None
    if pattern(r"(?i)\b(?:should|might|could|would|ha(?:s|ve) to|needs? to|wants?)\b").search(bare):
        return None
    if pattern(r"(?i)^(?:this|that|these|those|they|he|she|which|how|why|but|and|or|because|since)\b").match(text):
        return None
    if not set(words).isdisjoint(lex.VAGUE) and not any(char.isdigit() for char in text):
        return None
    if text.count("(") != text.count(")") or text.count('"') % 2 or text.count("`") % 2:
        return None
    return sentence(text)


def doing(text: str) -> str | None:
    """A named thing and what it does (```run` executes``): two criteria that share it are one."""
    match = pattern(r"^(?:The [\w ]{2,30} \()?(`[^`]+`)\)? (\w+)").match(text)
    return f"{match[1]} {match[2]}" if match else None


def broken(title: Unit, units: list[Unit], language: str, names: frozenset[str]) -> Said:
    """A defect without a stated expectation: its title turned round, else that it no longer happens."""
    _, text = repaired(title.text, names) if language == "en" else (None, None)
    if text and good(text):
        return derived(sentence(text), None, [title], title=None)
    inner = title.text.rstrip(" .!")
    if language == "de":
        return derived(f"Dies tritt nicht mehr auf: {inner}.", None, [title], title=None)
    if any(unit.kind == "step" for unit in units):
        return derived(
            f"Following the steps to reproduce no longer leads to this: {lower_first(inner)}.",
            None,
            [title],
            title=None,
        )
    return derived(f"This no longer happens: {lower_first(inner)}.", None, [title], title=None)


def orders(text: str) -> list[str]:
    """``Validate the policy, run the checks, and publish the report``: one statement for each order."""
    text = pattern(r",? because .*$").sub("", strip_leads(text).rstrip(" ."))
    match = pattern(
        r"(?i)^(.{3,160}?\b(?:should|must|shall|has to|have to)\b.{3,160}?),? and ([^,]{3,60}? (?:should|must|shall|has to|have to) .+)$"
    ).match(text)
    if match and not text.lower().startswith(("if ", "when ")):
        return [match[1], match[2]]
    match = pattern(
        r"(?i)^(.{3,160}?\b(?:should|must|shall)\b.{3,160}?), ((?:the|all|every|no|others?) [^,]{0,60}?(?:should|must|shall) .+)$"
    ).match(text)
    if match and not text.lower().startswith(("if ", "when ")):
        return [match[1], match[2]]
    halves = text.split("; ")
    if len(halves) == 2 and all(modal_in(f" {half.lower()} ") for half in halves):
        return [halves[0], named_again(halves[0], halves[1])]
    match = pattern(r"(?i)^(.{5,120}?), (?:so|and therefore|therefore) (only .{5,100})$").match(text)
    if match:
        about = subject_of(match[1])
        return (
            [pattern(r" it$").sub(f" {lower_first(about)}", match[2])] if about or not match[2].endswith(" it") else []
        )
    if "," not in text and " and " not in text:
        return []
    match = pattern(
        r"(?i)^(.{8,200}?), ((?:max\.?|maximum|at most|up to|no more than) \d\S* (?:rows?|records?|items?|entries|lines?|files?|users?|photos?|members?|characters?|zeilen|einträge)\b.*)$"
    ).match(text)
    if match:
        return [match[1], match[2]]
    match = pattern(
        r"(?i)^(?!when|if|once|after|while|as soon)(.{8,160}?), (?!which|that|where|so|because)((?:the|an?|each|every|further|other|owners?|users?) .{8,160})$"
    ).match(text)
    if match and has_finite(match[1].lower()) and has_finite(match[2].lower()):
        return [match[1], match[2]]
    parts = pattern(r",? and (?:then )?(?=\w+ )|, (?:then )?(?=\w+ )").split(text)
    aim = pattern(r" to (\w+) ").search(parts[0])
    if (
        order_word(parts[0]) in STUDY
        or (aim and aim[1].lower() in lex.IMPERATIVES)
        or order_word(parts[0])
        in lex.USER_VERBS
        - lex.AMBIGUOUS
        - {
            "delete",
            "edit",
            "change",
        }
    ):
        return []  # "change the link to open the page and show ...": one order
    if 2 <= len(parts) <= 4 and all(len(part.split()) >= 2 and order_word(part) in lex.IMPERATIVES for part in parts):
        return parts
    return []


def named_again(first: str, second: str) -> str:
    """The second half with what its pronoun stands for: the subject of the first."""
    subject = pattern(r"(?i)^(.{3,80}?) (?:must|should|shall|needs? to|ha(?:s|ve) to)\b").match(first)
    pronoun = pattern(r"(?i)^(?:they|it)\b").match(second)
    return f"{subject[1]}{second[pronoun.end() :]}" if subject and pronoun else second


def order_word(text: str) -> str:
    words = text.lower().split() or [""]
    return words[1] if words[0].endswith("ly") and len(words) > 1 else words[0]


def uncertain(padded: str) -> bool:
    return any(
        mark in padded
        for mark in (
            " maybe ",
            " perhaps ",
            " might ",
            " could ",
            " possibly ",
            " i think ",
            " i guess ",
            " not sure ",
            " already done ",
            " vielleicht ",
            " eventuell ",
            " evtl ",
            " probably ",
        )
    )


STUDY = frozenset(
    "review research evaluate investigate explore document discuss clarify decide prepare define study measure spike test prototype".split()
)
"""First words of a title that asks for work, not for a behaviour of the product."""


def task(unit: Unit) -> bool:
    """A to-do of a person, not an outcome: ``Write tests``, ``Anna to check with legal``."""
    low = strip_leads(unit.text).lower()
    if (
        unit.words
        and unit.words[0]
        in (
            "test",
            "tests",
            "tracks",
            "track",
            "discuss",
            "investigate",
            "check",
            "ask",
            "talk",
            "schedule",
            "review",
            "research",
            "evaluate",
            "decide",
            "think",
            "look",
            "find",
            "prepare",
            "clarify",
            "document",
            "see",
            "read",
            "contact",
            "send",
            "suggest",
            "propose",
            "attend",
            "host",
        )
        and unit.form == "item"
        and (
            unit.under("actions")
            or unit.words[0] not in ("send", "see", "read", "track", "check", "review", "find", "schedule")
        )
    ):
        return True
    if pattern(
        r"^(?:write|add|update) (?:\w+ )?(?:unit |integration |e2e )?(?:tests?|docs|documentation|readme|changelog)\b"
    ).match(low):
        return True
    return (
        bool(pattern(r"^[A-ZÄÖÜ]\w+(?: (?:and|&) [A-ZÄÖÜ]\w+)? (?:to|will|is going to|wird|soll) \w+").match(unit.text))
        and unit.words[0] not in lex.ROLES
        and unit.under("actions", "decisions")
    )


def headline(title: Unit, units: list[Unit]) -> bool:
    """A title that only sums up what the lines below it demand: nothing in it that a tester could check by itself."""
    if any(char.isdigit() or char == "`" for char in title.text) or not pattern(
        r"(?i)\b(?:needs?|has|have|must|should|shall)(?: to)? (?:be )?\w+"
    ).search(title.text):
        return False
    return sum(unit.kind in ("requirement", "want", "limit") for unit in units if unit is not title) >= 3


def complete(unit: Unit) -> str | None:
    """The text to make a criterion of; a fragment below an introduction is put together with it."""
    text = unit.text
    if text.endswith(":"):
        return None
    if unit.form == "row":
        return None
    if (
        unit.intro is not None
        and unit.form == "item"
        and unit.intro.text.endswith(":")
        and not unit.intro.under("steps")
    ):
        lead = unit.intro.text.rstrip(": ")
        low = lead.lower()
        if (
            joins(low, text)
            and pattern(
                r"\b(?:must|should|shall|can|will|needs to|has to|be able to|contains?|includes?|shows?|lists?|to)$"
            ).search(low)
        ) or low.endswith((" following", " following fields", " following columns")):
            lead = pattern(
                r"(?i),? ?(?:the |these |with the )?following(?: fields| columns| things| information)?$"
            ).sub("", lead)
            return f"{lead} {text[:1].lower() + text[1:] if text[1:2].islower() else text}"
    if (
        unit.label
        and unit.form != "field"
        and len(unit.label.split()) <= 5
        and not pattern(
            r"^(?:ac|fr|nfr|req|r|us)[- ]?\d+",
        ).match(unit.label.lower())
    ):
        words = words_of(text)
        if len(words) < 4 and unit.label.lower() not in text.lower():
            return f"{unit.label}: {text}"
    return text


def list_of(unit: Unit) -> int:
    """The key of the list an item stands in; blocks have positive ones."""
    return -(unit.heading.line if unit.heading else 0) - 1


def joins(lead: str, text: str) -> bool:
    """Whether an item goes on where its introduction stops: a bare verb after ``to``, no statement after ``contains``."""
    verb = pattern(r"\b(?:must|should|shall|can|will|to)$").search(lead)
    low = text.lower()
    if verb:
        return low.split()[0] in lex.IMPERATIVES | {"be", "not", "only", "always"} and not modal_in(f" {low} ")
    return not has_finite(low) and not modal_in(f" {low} ")


def remember(subjects: dict[int, str], unit: Unit) -> None:
    """What ``it`` may stand for in the next sentence of the paragraph."""
    match = pattern(
        r"(?i)\b(?:should|must|shall) be (an? [^.,;]{3,50}?)(?: (?:in|on|at|under|for|that|which|to)\b|[.,;]|$)"
    ).search(unit.text)
    if match and unit.words[0] in ("there", "in"):
        subjects[unit.block] = f"the {match[1].split(' ', 1)[1]}"
        return
    told = pattern(
        r"(?i)^(?:when|if|while|once) (?:the |an? )?((?!it\b)[\w -]{3,30}?) (?:is|are|has|fails?)\b[^,]*, it\b"
    ).match(unit.text)
    if told:
        subjects[list_of(unit)] = f"the {lower_first(told[1])}"
    several = pattern(r"^((?:The )?[A-Za-z-]+(?: [a-z-]+)?s) (?:must|should|shall|can)\b").match(unit.text)
    if several and several[1].split()[-1].lower() in lex.ROLES:
        subjects[unit.block] = with_article(several[1], rough=True)
        return
    match = pattern(
        r"(?i)^(?:when .{5,80}?,? |in [^,]+, )?((?:the|an?|each|every) (?:(?!(?:the|an?) )[^.,;]){2,40}?) (?:must|should|shall|is|are|has|have|will|can|shows?|contains?)\b"
    ).match(strip_leads(pattern(FILLERS).sub("", unit.text)))
    if match and " and " not in match[1]:
        subjects[unit.block] = (
            match[1][0].lower() + match[1][1:]
            if not match[1].lower().startswith(("a ", "an "))
            else f"the {match[1].split(' ', 1)[1]}"
        )


def thing_of(subject: Subject) -> str | None:
    """The noun of what is asked for, where it has one: an export, an import, a report."""
    words = [
        *(reversed(subject.title.words[:4]) if subject.title else ()),
        *(subject.main.words if subject.main else ()),
    ]
    for word in words:
        for noun in (
            "export",
            "import",
            "upload",
            "download",
            "report",
            "search",
            "newsletter",
            "dashboard",
            "backup",
            "notification",
            "wizard",
            "filter",
        ):
            if word in (noun, noun + "s", noun + "ed", noun + "ing"):
                return f"the {noun}"
    return None


BAD = r"(?i)\b(?:i|we|me|my|you|i'm|we're|let's|us|our)\b|\?|\b(?:should|might|could|would|may be)\b|\b(?:for|with|like|about|of|by) (?:that|this|these|those)[.]?$|^(?:this|that|these|those|it|they|he|she|there's|which|how|what|why|where|who)\b (?!is no )|https?://\S{60,}"


ORDERS = frozenset(
    "add allow check confirm create define enable ensure fix implement improve introduce make provide remove update verify".split()
)
"""An order that was not turned into an outcome."""
DANGLING = r"(?i)\bthe (?:existing|other|new|old|same) one\b|^(?:since|because) |\bthese (?:two |three )?(?:items|things)\b|^(?:the )?now that\b|\b(?:this|that) (?:case|issue|problem|way|behaviou?r|name|one)\b|^the (?:above|following|below)\b|\b(?:for|of|with) (?:is|are|has|have|can)\b|\b(?:an?|the) (?:is|are|has|have|can)\b"
"""Points at another sentence, or has lost a noun on the way."""


def good(text: str) -> bool:
    """Reads as a whole: no speaker in it, no doubt, no dangling pronoun at its start, not too short, not too long."""
    words = text.split()
    if not 3 <= len(words) <= 55 or len(text) > 330:
        return False
    bare, _ = hidden(pattern(r"^These (?=[^.:]+: )").sub("The ", text))  # what "these" are follows
    bare = pattern(r"^(Nothing|Nobody|No \w+|Only [\w ]{3,40}?) may be\b").sub(r"\1 is", bare)
    if pattern(BAD).search(bare) or pattern(DANGLING).search(bare):
        return False
    if not (text[0].isalnum() or text[0] in "\"'`“„/.") or pattern(
        r"\w=\w|(?i:\bthis (?:feature|ticket|issue|task|story)\b|^both how|^(?:an?|the|one|another) (?:main )?(?:reason|need|problem|task|idea|question)\b)"
    ).search(text):
        return False
    if text[0] in "([{" or pattern(r", \d\. |;\.?$").search(text):
        return False
    if pattern(r", (?:works|does not work|doesn't work)\.?$").search(text):
        return False
    first = words[0].lower()
    if first in ORDERS and words[1] != "of":
        return False
    if first in ("must", "should", "shall", "can", "may", "works", "maintains", "leverages", "built", "addresses"):
        return False
    if (
        first.endswith("s")
        and base(first) in lex.IMPERATIVES
        and words[1].lower() not in ("is", "are", "must", "can", "may", "that", "of", "for", "in")
    ):
        return False
    if pattern(r"(?i)\b(?:is|are) (?:enough|fine|ok|okay|annoyed)[.]?$").search(bare):
        return False
    if any(word in text.lower() for word in ("well-structured", "user-friendly", "easy-to-use", "state-of-the-art")):
        return False
    if pattern(r"(?i) (?:is|are) (?:more \w+|simpler|easier|better|faster|cleaner|leaner)\b").search(bare) and not any(
        c.isdigit() for c in bare
    ):
        return False  # a reason for a choice, no outcome
    if not set(words_of(text)).isdisjoint(lex.VAGUE) and not any(c.isdigit() for c in text):
        return False
    if text.count("(") != text.count(")") or text.count('"') % 2 or text.count("`") % 2:
        return False
    return not pattern(
        r"(?i)\b(?:asked for (?:that|this|it)|last time|or so|etc|and so on|and more|usw|stuff|something|somehow|whatever|things)\b"
    ).search(text)


MY = r"\bmy\b"


def from_want(want: str, role: str | None, language: str) -> str | None:
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
        if text.split()[1] in STUDY or text.split()[1] not in lex.USER_VERBS | {
            "add",
            "use",
            "get",
            "receive",
            "see",
            "hide",
        }:
            return None
        text = pattern(r"\bmy own\b").sub("their own", text)
        text = pattern(r"\bmy\b").sub("their", text)
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
        text = pattern(r"\bwhere they\b").sub(f"where {actor}", text)
        return sentence(f"there is {text}")
    return None


__all__ = ["Any", "criteria", "split"]
