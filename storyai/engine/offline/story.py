"""The story sentence: role, want and benefit, each past the gate; what does not pass is asked about."""

from typing import Any

from storyai.engine.offline.benefit import benefit_in
from storyai.engine.offline.brief import DEFINED, gain_of, user_of
from storyai.engine.offline.criteria import thing_of
from storyai.engine.offline.gate import fits_benefit, fits_want, whole
from storyai.engine.offline.grammar import with_article
from storyai.engine.offline.role import role_in
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.statement import Found, german_want, story_sentence, want_in
from storyai.engine.offline.subject import Subject, best_asks, is_meeting, names_meeting, stems
from storyai.engine.offline.terse import topic_of
from storyai.engine.offline.units import Notes, Unit
from storyai.engine.offline.wish import cut, wish
from storyai.quick_dataclass import dataclass, field


@dataclass(slots=True)
class Story:
    """The parts of the story sentence that the notes support; ``spoken`` is the role as the notes name it.

    topic: what the notes are about, as a noun phrase. questions: what was asked instead of a part that did not read.
    """

    role: Found | None = None
    want: Found | None = None
    benefit: Found | None = None
    topic: str | None = None
    spoken: str | None = None
    questions: list[dict[str, Any]] = field(default_factory=list)


def story_of(notes: Notes, subject: Subject, units: list[Unit], names: frozenset[str], *, bug: bool) -> Story:
    """Role, want and benefit out of the statement the notes have, else out of their title and asks."""
    story = Story()
    german = notes.language == "de"
    role, want, benefit = story_sentence(units)
    if subject.brief:
        role, want, benefit = brief_parts(notes, subject, role, want, benefit)
    role = role or role_in([*([subject.title] if subject.title else []), *units], subject.main, notes.language)
    if role is None and bug and not german:
        speaking = [unit for unit in units if pattern(r"(?i)\b(?:when|if|after|while) i \w+").search(unit.text)]
        role = Found("user", speaking[:1], "derived") if speaking else None
    story.spoken = role.text if role else None
    named = None if names_meeting(notes, subject.title) else subject.title
    if german:
        want = want or german_want(subject.main)
        if want is None and subject.title is not None and len(subject.title.words) <= 10 and not is_meeting(notes):
            want = Found(subject.title.text.rstrip(" .:!"), [subject.title])
    topic = topic_of(subject.title, notes) if not german and notes.genre != "transcript" else None
    if topic and (is_meeting(notes) or not stems(topic) & (stems(subject.main) if subject.main else set())):
        topic = None
    story.topic = topic = topic or thing_of(subject)
    if (
        want is None
        and not bug
        and topic
        and topic.startswith("the ")
        and named is not None
        and subject.main is not None
        and subject.main is not named
        and subject.main.text.startswith(topic)
    ):
        want = Found(with_article(topic[4:], "a"), [named])
    if want is not None and not german and not fits_want(want.text):
        story.questions.append(unread(want, "want"))
        want = None
    want = want or want_in(
        subject.main,
        named,
        story.spoken,
        bug=bug,
        expected=[unit for unit in units if unit.under("expected")],
        first=next((unit for unit in units if unit.form == "prose" and unit is not subject.title), None),
        asks=best_asks(units, subject),
        names=names,
        fits=whole if german else fits_want,
    )
    if role is not None and want is not None and want.text.lower().startswith(f"the {role.text.lower()} "):
        role = None  # what is asked of the installer is not asked by it
    benefit = benefit or benefit_in(units, subject.main, story.spoken, want.text if want else None)
    if benefit is not None and not (whole(benefit.text) if german else fits_benefit(benefit.text)):
        if benefit.basis == "stated":
            story.questions.append(unread(benefit, "benefit", german=german))
        benefit = None
    if want is not None:
        story.questions = [asked for asked in story.questions if asked["about"] != "want"]
    story.role, story.want, story.benefit = role, want, benefit
    return story


def brief_parts(
    notes: Notes, subject: Subject, role: Found | None, want: Found | None, benefit: Found | None
) -> tuple[Found | None, Found | None, Found | None]:
    """The parts a brief names under its headings: its users, what is proposed, what the users want to reach."""
    user = user_of(notes)
    if role is None and user is not None:
        heading = next(heading for heading in notes.headings if heading.line == user[1])
        role = Found(user[0], [Unit(heading.text, [heading.line], heading.text, "heading")], "derived")
    if want is None and subject.main is not None:
        text = subject.main.text.rstrip(" .:")
        defined = pattern(DEFINED).match(text)
        made = f"{defined[1]}, {cut(defined[2])}" if defined else wish(text, None)
        if defined and not fits_want(made or ""):
            made = f"{defined[1]}, {defined[2].split(':')[0].split(', ')[0]}"
        want = Found(made, [subject.main]) if made and fits_want(made) else None
    gain = gain_of(notes) if benefit is None else None
    if gain is not None:
        benefit = Found(gain[0], [gain[1]])
    return role, want, benefit


def unread(found: Found, part: str, *, german: bool = False) -> dict[str, Any]:
    """The question in place of a part that does not read: it quotes the line."""
    unit = found.units[0]
    text = (unit.told or unit.text).rstrip(" .:!").replace('"', "'")
    quote = text if len(text) <= 160 else text[:160].rsplit(" ", 1)[0] + " ..."
    if german:
        asked = f"Welcher Nutzen ist gemeint mit „{quote}“?"
    elif part == "want":
        asked = f'What exactly is wanted where the notes say "{quote}"?'
    else:
        asked = f'Which gain is meant where the notes say "{quote}"?'
    why = "als Nutzen nicht eindeutig" if german else f"as it stands it is no clear {part}"
    return {"text": asked, "why": why, "about": part, "lines": list(unit.lines)}
