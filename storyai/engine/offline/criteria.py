"""The acceptance criteria: what the notes demand, each as one observable outcome, no two the same."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.brief import rank
from storyai.engine.offline.defect import expectation, repaired
from storyai.engine.offline.faithful import SHORTHAND, bent, faithful
from storyai.engine.offline.grammar import lower_first, sentence, third, with_article
from storyai.engine.offline.mending import FILLERS
from storyai.engine.offline.outcome import Outcomes
from storyai.engine.offline.parts import orders
from storyai.engine.offline.predicates import has_finite, strip_leads
from storyai.engine.offline.recognise import modal_in, personal
from storyai.engine.offline.say import Said, derived, stated
from storyai.engine.offline.sentences import hidden, pattern, words_of
from storyai.engine.offline.sound import good
from storyai.engine.offline.subject import Subject, stems
from storyai.engine.offline.units import Notes, Unit
from storyai.engine.offline.wanted import STUDY, from_want, spoken_of
from storyai.engine.offline.wish import as_order

NO_WORD = r"\W"
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
            instead = expectation(unit.text, situation)
            text = instead[1] if instead else text
        if role:
            text = pattern(r"^(?:I (?=(?:can|cannot|must|should|shall)\b)|[Ww]e (?=can\b|should be able to\b))").sub(
                f"The {role} ", text
            )
        text = pattern(r"(?i)^as an? ([^,]{2,40}?),? i (?:should be able to|must be able to|can) (?=[a-z])").sub(
            lambda found: f"The {found[1]} can ", text
        )
        if unit.form == "item" and pattern(
            r"(?i)^(?:must|should|shall|needs? to|has to) (?!be\b|not\b|have\b)[a-z]+ (?!it\b)"
        ).match(text):
            text = f"The solution {text[:1].lower()}{text[1:]}"
        text = pattern(r"(?i)^be able (?:to )?(?=[a-z])").sub("can ", text) if unit.form == "item" else text
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
        if title:
            made = sentence(pattern(rf"(?i)^(?:the )?{pattern(NO_WORD).sub('.', title)}: ").sub("", made))
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
        text = from_want(
            want["text"], role, notes.language, stated=want["basis"] == "stated" and spoken_of(want, units)
        )
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
