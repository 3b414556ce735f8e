"""Answers to offer where no model is asked: by the place a question is about, or by the form of the question."""

import re

# Places worth a question, most valuable first; "*" is where the questions that the notes raise themselves stand.
ORDER = (
    "want", "role", "acceptance_criteria", "*", "benefit", "security_implications", "data_migration",
    "breaking_changes", "risks", "performance_impact",
)  # fmt: skip

# Options, then the index of the recommended one: the answer that does least harm when it is wrong.
_BY_PLACE: dict[str, tuple[tuple[str, ...], int]] = {
    "want": (("A new ability", "A change to something that exists", "The repair of something that is broken"), 1),
    "role": (
        ("Whoever uses this part of the product today", "Administrators", "A team inside the company",
         "Another system"), 0,
    ),
    "acceptance_criteria": (
        ("A person sees it on the screen", "A stored record or a file shows it", "Another system receives it"), 0,
    ),
    "benefit": (
        ("It saves people time", "It prevents mistakes or loss", "It makes something possible that was not",
         "It meets an obligation"), 0,
    ),
    "security_implications": (
        ("The same people as for the nearest existing feature", "Only the owner of the data", "Only administrators",
         "Everybody who can sign in"), 0,
    ),
    "data_migration": (
        ("No, only new data is affected", "Yes, all existing data before the release",
         "Yes, each record when it is next changed"), 0,
    ),
    "breaking_changes": (
        ("No", "Yes, people have to be told", "Yes, other systems have to change with it"), 0,
    ),
    "risks": (
        ("Data could be lost or wrong", "The wrong people could see or do something",
         "Something that works today could stop working", "Nothing that undoing the release would not repair"), 2,
    ),
    "performance_impact": (
        ("Now and then, when a person asks for it", "With every request", "On all data, in the background"), 0,
    ),
}  # fmt: skip

_YES_NO = frozenset((
    "do", "does", "did", "is", "are", "was", "were", "should", "shall", "can", "could", "will", "would", "must", "may",
    "might", "has", "have", "soll", "sollen", "muss", "müssen", "ist", "sind", "kann", "können", "darf", "dürfen",
    "wird", "werden", "gibt", "braucht", "brauchen",
))  # fmt: skip
_PREPOSITIONS = frozenset(("in", "on", "by", "via", "at", "per", "with", "for", "to", "from", "als", "im", "mit"))
_ARTICLES = frozenset(("the", "a", "an", "der", "die", "das", "ein", "eine"))
_MANY = frozenset(("many", "much", "long", "often", "large", "big", "fast", "viele", "viel", "lange", "oft", "groß"))
UNDECIDED = "Undecided: keep this question open"
_OPEN = (("As it is today", "Leave it out of this story", UNDECIDED), 0)
_LIMIT = (("The limit that holds today", "No limit", UNDECIDED), 0)
_WHO = (("Whoever may do it today", "Only administrators", "Everybody who can sign in"), 0)
_WHEN = (("With this story", "Later, in a story of its own", "Not at all"), 1)


def options_for(place: str | None, question: str) -> tuple[tuple[str, ...], str]:
    """Two to four options for a question, and the recommended one."""
    options, best = _BY_PLACE.get(place or "") or _by_form(question)
    return options[:4], options[best]


_FAILS = (
    ("Nothing is changed, and a message says why", "What can be done is done, and the rest is reported",
     "It is tried again later", UNDECIDED), 0,
)  # fmt: skip
_EMPTY = (("A message says that there is nothing", "An empty result", UNDECIDED), 0)
_MEASURE = (("As it is today, measured before work starts", "Leave it out of this story", UNDECIDED), 0)


def _listed(question: str) -> tuple[str, ...]:
    """The options a question itself lists: two values, two sayings, or ``Which of the options ...: one; two?``."""
    if match := re.match(r"Which value holds: (\S+) or (\S+) (\S+) \(", question):
        return f"{match[1]} {match[3]}", f"{match[2]} {match[3]}"
    if match := re.match(r'The notes say both "([^"]*)" and "([^"]*)": which holds\?', question):
        return match[1], match[2]
    _, colon, listed = question.rstrip("?").partition(": ")
    names = [name.strip(" .") for name in listed.split(";")] if colon and ";" in listed else []
    return tuple(name for name in names if name)[:3]


def _by_form(question: str) -> tuple[tuple[str, ...], int]:
    lower = question.lower()
    if len(named := _listed(question)) > 1:
        return (*named, UNDECIDED), 0
    if "when there is nothing" in lower or "no results" in lower:
        return _EMPTY
    if lower.startswith(("what happens", "was geschieht", "was passiert")):
        return _FAILS
    if "which figure would a tester measure" in lower or "what would a tester see" in lower:
        return _MEASURE
    words = re.findall(r"[\w'’/-]+", question.lower())
    first = words[0] if words else ""
    if (choice := alternatives(question)) is not None:
        return (*choice, UNDECIDED), 0
    if first in _YES_NO:
        return ("Yes", "No", "Not in this story"), 2
    if first in ("who", "whom", "whose", "wer", "wem", "wen"):
        return _WHO
    if first in ("when", "wann", "by"):
        return _WHEN
    if first in ("how", "wie") and len(words) > 1 and words[1] in _MANY:
        return _LIMIT
    return _OPEN


def alternatives(question: str) -> tuple[str, str] | None:
    """The two sides of "... by e-mail or in the app?"; None where they cannot be told apart."""
    match = re.search(r"([^?.;:]*?)[,]?\s+(?:or|oder)\s+([^?.;:,]{1,60})\?\s*$", question)
    if match is None or re.search(r"\b(?:or|oder)\b", match[1] + match[2]):
        return None
    left, right = match[1].split(), match[2].split()
    if not left or not right or match[2].lower() in ("not", "no", "nicht", "nein"):
        return None
    head = right[0].lower()
    for kind in (_PREPOSITIONS, _ARTICLES):
        if head in kind:
            at = max((at for at, word in enumerate(left) if word.lower() in kind), default=-1)
            return (" ".join(left[at:]), " ".join(right)) if at > 0 else None
    if len(right) > 1:
        return None
    return left[-1].strip(",\"'"), right[0].strip(",\"'")
