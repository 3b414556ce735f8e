"""From units to the draft reply: every place filled, derived or asked about; every line accounted for."""

from collections.abc import Iterator
from typing import Any

from storyai.engine.offline import ask, background, criteria, design, sections
from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.beside import DEAD, look_beside
from storyai.engine.offline.brief import settle
from storyai.engine.offline.derive import checklists, tests
from storyai.engine.offline.describing import specification
from storyai.engine.offline.estimate import priority_of, size_of, type_of
from storyai.engine.offline.lines import Reader
from storyai.engine.offline.merge import merge
from storyai.engine.offline.outcome import Outcomes
from storyai.engine.offline.recognise import modal_in, recognise
from storyai.engine.offline.risks import asked, assumed, none_named, risks
from storyai.engine.offline.say import derived, said
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.story import story_of
from storyai.engine.offline.subject import choose, title_of
from storyai.engine.offline.surfaces import surfaces
from storyai.engine.offline.terse import spell_out
from storyai.engine.offline.titles import title_from
from storyai.engine.offline.units import Notes
from storyai.engine.offline.wish import as_order
from storyai.engine.offline.words import ENGLISH, GERMAN
from storyai.text import line_texts

GERMAN_WORDS = frozenset(
    "der die das und ist nicht ein eine mit für auf dem den wir ich soll sollen muss wird werden bei auch im zu als beim noch".split()
)


def assemble(text: str, *, author: str | None, today: str | None) -> dict[str, Any]:
    notes = Reader(text).read()
    notes.language = language_of(notes)
    say = GERMAN if notes.language == "de" else ENGLISH
    spell_out(notes, title_of(notes))
    recognise(notes)
    look_beside(notes)
    merge(notes)
    specification(notes)
    names = names_in(notes)
    subject = choose(notes, as_order)
    if subject.brief:
        settle(notes)
    units = [unit for unit in notes.units if unit.kind not in DEAD]
    if subject.title is not None and subject.title not in notes.units:
        subject.title.kind = subject.title.kind or "title"
    title_text = subject.title.text if subject.title else ""
    kind, kind_units = type_of(title_text, units, subject.main)
    bug = kind == "BUG"
    if bug:
        steps = min((unit.line for unit in units if unit.kind == "step"), default=0)
        for unit in units:
            if unit is subject.title:
                unit.kind = "title"
            elif (
                unit.kind == "requirement"
                and not modal_in(f" {' '.join(unit.words)} ")
                and not unit.under("expected", "want", "criteria")
                and (pattern(r"(?i)\bnot\b|n't\b").search(unit.text) or 0 < unit.line < steps)
            ):
                unit.kind = "problem"
    if bug:
        for unit in units:
            if (
                unit.form == "item"
                and unit.ordered
                and not unit.under("expected", "want", "criteria", "options")
                and unit.kind in ("requirement", "context", "problem", "want")
            ):
                unit.kind = "step"
    story = story_of(notes, subject, units, names, bug=bug)
    role, want, benefit, topic, spoken = story.role, story.want, story.benefit, story.topic, story.spoken
    reply: dict[str, Any] = {}
    title = title_from(subject, want, notes)
    if title is not None:
        reply["title"] = said(title)
    unused = [unit for unit in role.units if not unit.used] if role else []
    reply["role"] = said(role) if role else None
    for unit in unused:  # that it names somebody is not all that it says
        unit.used = False
    reply["want"] = said(want, "title") if want else None
    reply["benefit"] = said(benefit, "want") if benefit else None
    source = "want" if want else "title"
    questions = ask.cut(notes) + story.questions + ask.contradictions(units)
    own = ask.own(units, notes.language)
    soft = ask.vague(units, notes.language)
    found = criteria.criteria(units, subject, spoken, names, notes, bug=bug, want=reply["want"])
    reply["acceptance_criteria"] = found
    choices = ask.options(units)
    if notes.language == "en":
        doubts = Outcomes(spoken, None, names)
        soft += ask.unsure(units, doubts.of)
    touched = surfaces(
        [unit for unit in units if unit.kind not in ("out", "example")] + ([subject.title] if subject.title else [])
    )
    background.background(reply, units, bug, say)
    reply["risks"] = risks(units, touched, notes.language, topic)
    risk_asked = None if reply["risks"] else asked(touched, topic, notes.language, bug=bug)
    if not reply["risks"] and risk_asked is None:
        reply["risks"] = [none_named(source, say)]
    sections.lists(reply, units, touched, source, say, bug=bug)
    design.designs(reply, [unit for unit in notes.units if unit.kind != "injection"], touched, source, say)
    design.changes(reply, units, touched)
    reply.update(tests(found, touched, names, spoken, say, notes.own))
    documentation, done = checklists(touched, reply, source, say)
    sections.empty_tests(reply, touched, source, say)
    reply["documentation"], reply["definition_of_done"] = documentation, done
    priority, behind, known = priority_of(units, kind)
    size, hours, sized, told = size_of(units, len(found), touched, kind)
    path = "acceptance_criteria[0]" if found else source
    reply["issue_type"] = derived(kind, source, kind_units)
    reply["priority"] = derived(priority, None, behind, use=True) if known else assumed(priority)
    reply["complexity"] = derived(size, path, sized, use=told)
    reply["hours"] = derived(str(hours), path, sized) if told else {**assumed(str(hours)), "derived_from": path}
    sections.related(reply, notes.units, title_text)
    sections.remarks(reply, units, subject, say)
    questions += choices + own[: ask.OWN] + soft
    questions += [risk_asked] if risk_asked else []
    for late in own[ask.OWN :]:
        if len(questions) < ask.MOST + 2:
            questions.append(late)
    if len(questions) < 6 and notes.language == "en":
        main_words = set(words_of(want.text)) if want else set()
        questions += ask.next_questions(units, main_words, bug)
    bare = [
        risk["description"]["text"].rstrip(". ")
        for risk in reply["risks"]
        if risk["mitigation"] and risk["mitigation"]["text"].startswith("Open question")
    ]
    if bare:
        listed = "; ".join(
            text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0].rstrip(" ,;") + " ..." for text in bare[:4]
        )
        questions.append({"text": (f"Wie wird mit diesem Risiko umgegangen: {listed}?" if notes.language == "de" else None) or f"How is this risk dealt with: {listed}?" if len(bare) == 1 else f"How are these risks dealt with: {listed}?",
                          "why": "the notes name no mitigation" if notes.language == "en" else "die Notizen nennen keine Gegenmaßnahme", "about": "risks", "lines": []})  # fmt: skip
    reply["questions"] = questions[: ask.MOST + 2]
    sections.rest(reply, notes.units, lines_of(reply), list(_texts(reply)), line_texts(text))
    reply["left_out"] = left_out(notes, reply, text)
    return reply


def language_of(notes: Notes) -> str:
    words = [word for unit in notes.units[:400] for word in unit.words]
    return "de" if words and sum(word in GERMAN_WORDS for word in words) > len(words) / 12 else "en"


def names_in(notes: Notes) -> frozenset[str]:
    """Words that keep their capital: written so in the middle of a sentence, and never small."""
    capital: set[str] = set()
    small: set[str] = set()
    for unit in notes.units[:3000]:
        if unit.kind == "code":
            continue
        for index, word in enumerate(unit.text.split()):
            bare = word.strip(".,:;()\"'`?!*")
            bare = bare[:-2] if bare.endswith("'s") else bare
            if bare[:1].isupper() and bare[1:].islower():
                if index or (bare.lower() not in COMMON and not bare.endswith(("s", "ing", "ion", "ed"))):
                    capital.add(bare)
            elif bare.islower():
                small.add(bare)
    return frozenset(name for name in capital if name.lower() not in small) | frozenset(notes.people)


COMMON = (
    lex.STOP
    | lex.IMPERATIVES
    | lex.ROLES
    | lex.PLAIN
    | lex.UI
    | frozenset(
        "both invalid valid currently today when while sometimes often usually many several some once unless until during within without under between against through using "
        "everybody nobody someone everything nothing everyone somebody users please ideally note warning error version release project software system service application product "
        "support information data content customer account order invoice payment website web mobile desktop server client database multiple possible "
        "existing default optional required large small long short old next last first second third given currently implementation log logging metadata".split()
    )
)


REASONS = {
    "title": "the title of the notes",
    "context": "background that the story does not need",
    "problem": "a further complaint; the story names the main one",
    "requirement": "no observable outcome could be made of it with certainty",
    "want": "no observable outcome could be made of it with certainty",
    "limit": "no observable outcome could be made of it with certainty",
    "benefit": "a further reason; the story names one",
    "question": "asks nothing that decides this story",
    "aside": "stands under other business",
    "code": "an example",
    "example": "an example",
    "reference": "a link; nothing to state",
    "when": "a date for planning, not for the story",
    "step": "a step of the reproduction",
    "users": "names people the story is not about",
    "out": "excluded by the notes",
    "vague": "nothing a tester could decide",
    "conflict": "contradicts another line",
}


def left_out(notes: Notes, reply: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """Every line that no statement and no question rests on, with the reason."""
    taken = lines_of(reply)
    reasons: dict[int, str] = dict(notes.silent)
    for unit in notes.units:
        why = unit.why or REASONS.get(unit.kind, "detail that the story does not need")
        for line in unit.lines:
            reasons.setdefault(line, why)
    for heading in notes.headings:
        reasons.setdefault(heading.line, "a heading")
    for named in (notes.title, notes.subject):
        for line in named.lines if named is not None else ():
            reasons.setdefault(line, "the title of the notes")
    for number, written in enumerate(line_texts(text), 1):
        if number not in reasons and written.strip():
            reasons[number] = "marks without words"
    groups: dict[str, list[int]] = {}
    for line in sorted(reasons):
        if line not in taken:
            groups.setdefault(reasons[line], []).append(line)
    return [{"lines": lines, "why": why} for why, lines in groups.items()]


def _texts(value: Any) -> Iterator[str]:
    """The texts of a reply, without the quotes they rest on."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "quote":
                yield from _texts(one)


def lines_of(value: Any) -> set[int]:
    found: set[int] = set()
    if isinstance(value, dict):
        if isinstance(value.get("lines"), list):
            found.update(value["lines"])
        for inner in value.values():
            if isinstance(inner, dict | list):
                found |= lines_of(inner)
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list):
                found |= lines_of(inner)
    return found
