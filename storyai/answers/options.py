"""Answers to offer where no model is asked: by the place a question is about, or by the form of the question."""

import re

# Places worth a question, most valuable first; "*" is where the questions that the notes raise themselves stand.
ORDER = (
    "want", "role", "acceptance_criteria", "*", "benefit", "security_implications", "data_migration",
    "breaking_changes", "risks", "performance_impact",
)  # fmt: skip

Offer = tuple[tuple[str, ...], int]
"""Two to four options, then the index of the recommended one: the answer that does least harm when it is wrong."""

_BY_PLACE: dict[str, Offer] = {
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
         "It meets an obligation"), 2,
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
_BY_PLACE_DE: dict[str, Offer] = {
    "want": (("Eine neue Möglichkeit", "Eine Änderung an etwas, das es gibt", "Die Reparatur von etwas Kaputtem"), 1),
    "role": (
        ("Wer diesen Teil des Produkts heute nutzt", "Die Administration", "Eine Abteilung im Haus",
         "Ein anderes System"), 0,
    ),
    "acceptance_criteria": (
        ("Jemand sieht es auf dem Bildschirm", "Ein Datensatz oder eine Datei zeigt es",
         "Ein anderes System empfängt es"), 0,
    ),
    "benefit": (
        ("Es spart Zeit", "Es verhindert Fehler oder Verlust", "Es macht etwas möglich, das bisher nicht ging",
         "Es erfüllt eine Pflicht"), 2,
    ),
    "security_implications": (
        ("Dieselben wie bei der nächstliegenden Funktion", "Nur wem die Daten gehören", "Nur die Administration",
         "Alle, die sich anmelden können"), 0,
    ),
    "data_migration": (
        ("Nein, nur neue Daten sind betroffen", "Ja, alle vorhandenen Daten vor der Auslieferung",
         "Ja, jeder Datensatz bei seiner nächsten Änderung"), 0,
    ),
    "breaking_changes": (
        ("Nein", "Ja, Menschen müssen es wissen", "Ja, andere Systeme müssen sich mit ändern"), 0,
    ),
    "risks": (
        ("Daten könnten verloren gehen oder falsch werden", "Die Falschen könnten etwas sehen oder tun",
         "Etwas, das heute geht, könnte nicht mehr gehen", "Nichts, das ein Zurücknehmen nicht behebt"), 2,
    ),
    "performance_impact": (
        ("Hin und wieder, wenn jemand es anstößt", "Bei jeder Anfrage", "Auf allen Daten, im Hintergrund"), 0,
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
UNDECIDED_DE = "Unentschieden: die Frage bleibt offen"
_GERMAN = re.compile(
    r"(?i)^(?:wer|was|wie|wo|wann|welche[rsmn]?|woran|warum|soll(?:en)?|muss|müssen|darf|dürfen|wird|werden|gibt|noch)\b"
    r"|\b(?:nicht|oder|wenn|und|für|ist|sind|kann|können|brauch(?:t|en))\b"
)

# By what a question asks for, in English and in German: the first pattern that is found in it decides. Without one,
# what is like the rest of the product surprises nobody.
_BY_FORM: tuple[tuple[str, Offer, Offer], ...] = (
    (
        r"when (?:there is nothing|nothing (?:matches|is found))|\bno results\b|wenn nichts",
        (("A message says that there is nothing", "An empty result", UNDECIDED), 0),
        (("Eine Meldung sagt, dass es nichts gibt", "Ein leeres Ergebnis", UNDECIDED_DE), 0),
    ),
    (r"^what could go wrong|^was kann .*schiefgehen", _BY_PLACE["risks"], _BY_PLACE_DE["risks"]),
    (
        r"^how is this risk dealt with|^wie wird mit diesem risiko",
        (("It is prevented before the release", "It is watched after the release, and the release can be undone",
          "What causes it is left to a story of its own", UNDECIDED), 0),
        (("Es wird vor der Auslieferung verhindert", "Es wird danach beobachtet, und die Auslieferung lässt sich zurücknehmen",
          "Was dazu führt, bleibt einer eigenen Story", UNDECIDED_DE), 0),
    ),
    (
        r"which figure would a tester measure|what would a tester see|^woran erkennt",
        (("As it is today, measured before work starts", "Leave it out of this story", UNDECIDED), 0),
        (("Wie heute, vor Beginn gemessen", "Nicht in dieser Story", UNDECIDED_DE), 0),
    ),
    (
        r"^(?:what happens|was geschieht|was passiert)",
        (("Nothing is changed, and a message says why", "What can be done is done, and the rest is reported",
          "It is tried again later", UNDECIDED), 0),
        (("Nichts ändert sich, und eine Meldung sagt, warum", "Was geht, wird getan, der Rest wird gemeldet",
          "Es wird später noch einmal versucht", UNDECIDED_DE), 0),
    ),
    (
        r"\btime ?zones?\b|\bzeitzone",
        (("That of the person who looks at it", "One for the whole organisation", UNDECIDED), 0),
        (("Die der Person, die es sieht", "Eine für die ganze Organisation", UNDECIDED_DE), 0),
    ),
    (
        r"\b(?:which|what|welche\w*) (?:\w+,? ){0,3}?(?:devices|browsers|versions|platforms|screen sizes|geräten?)\b",
        (("Those that the product supports today", "Only those named in the notes", UNDECIDED), 0),
        (("Die, die das Produkt heute unterstützt", "Nur die in den Notizen genannten", UNDECIDED_DE), 0),
    ),
    (
        r"\b(?:whether|if) [^:]+: what is decided\?|\bob\b[^:]+: was gilt\?",
        (("Yes", "No", "Not in this story"), 2),
        (("Ja", "Nein", "Nicht in dieser Story"), 2),
    ),
)  # fmt: skip
_BY_WORD: dict[str, tuple[Offer, Offer]] = {
    "yes-no": ((("Yes", "No", "Not in this story"), 2), (("Ja", "Nein", "Nicht in dieser Story"), 2)),
    "who": (
        (("Whoever may do it today", "Only administrators", "Everybody who can sign in"), 0),
        (("Wer es heute darf", "Nur die Administration", "Alle, die sich anmelden können"), 0),
    ),
    "when": (
        (("With this story", "Later, in a story of its own", "Not at all"), 1),
        (("Mit dieser Story", "Später, in einer eigenen Story", "Gar nicht"), 1),
    ),
    "limit": (
        (("The limit that holds today", "No limit", UNDECIDED), 0),
        (("Die Grenze, die heute gilt", "Keine Grenze", UNDECIDED_DE), 0),
    ),
    "about": (
        (("As it is today", "Leave it out of this story", UNDECIDED), 0),
        (("Wie heute", "Nicht in dieser Story", UNDECIDED_DE), 0),
    ),
    "": (
        (("The same as elsewhere in the product", "Leave it out of this story", UNDECIDED), 0),
        (("Wie sonst im Produkt", "Nicht in dieser Story", UNDECIDED_DE), 0),
    ),
}  # fmt: skip


def options_for(place: str | None, question: str) -> tuple[tuple[str, ...], str]:
    """Two to four options for a question, in its language, and the recommended one."""
    german = bool(_GERMAN.search(question))
    known = (_BY_PLACE_DE if german else _BY_PLACE).get(place or "")
    options, best = known or _by_form(question, german)
    return options[:4], options[best]


def _listed(question: str) -> tuple[str, ...]:
    """The options a question itself lists: two values, two sayings, or ``Which of the options ...: one; two?``."""
    if match := re.match(r"Which value holds: (\S+) or (\S+) (\S+) \(", question):
        return f"{match[1]} {match[3]}", f"{match[2]} {match[3]}"
    if match := re.match(r'The notes say both "([^"]*)" and "([^"]*)": which holds\?', question):
        return match[1], match[2]
    _, colon, listed = question.rstrip("?").partition(": ")
    names = [name.strip(" .") for name in listed.split(";")] if colon and ";" in listed else []
    return tuple(name for name in names if name)[:3]


def _by_form(question: str, german: bool) -> Offer:
    undecided = UNDECIDED_DE if german else UNDECIDED
    if len(named := _listed(question)) > 1:
        return (*named, undecided), 0
    for form, english, ours in _BY_FORM:
        if re.search(form, question.lower()):
            return ours if german else english
    if (choice := clauses(question) or alternatives(question)) is not None:
        return (*choice, undecided), 0
    return _BY_WORD[_word(question, german)][german]


def _word(question: str, german: bool) -> str:
    """Which of ``_BY_WORD`` the first words of a question ask for."""
    words = re.findall(r"[\w'’/-]+", question.lower())
    first = words[0] if words else ""
    if first in _YES_NO and not (german and first == "was") and not several(question):
        return "yes-no"
    if first in ("who", "whom", "whose", "wer", "wem", "wen"):
        return "who"
    if first in ("when", "wann", "by"):
        return "when"
    if first in ("how", "wie") and len(words) > 1 and words[1] in _MANY:
        return "limit"
    return "about" if words[:2] in (["what", "about"], ["what", "of"]) else ""


def several(question: str) -> bool:
    """Whether more is asked than one yes or no answers: "Does it end, or does it go on, and is that kept?"."""
    return bool(re.search(r", (?:and|or) (?:do|does|is|are|can|should|will|must) ", question))


def clauses(question: str) -> tuple[str, str] | None:
    """The two sides of "Do we need accounts, or is the link enough?" as statements; None for other questions."""
    match = re.match(
        r"(?i)((?:do|is|are|can|should|will|must) [^,?]+), or ((?:do|is|are|can|should|will|must) [^,?]+)\?$", question
    )
    sides = [_stated(side) for side in match.groups()] if match else []
    return (sides[0], sides[1]) if len(sides) == 2 and all(sides) else None


def _stated(asked: str) -> str:
    """``is the link enough`` as "The link is enough"; empty where it has too few words to tell its subject."""
    head, *words = asked.split()
    at = 2 if words[0].lower() in _ARTICLES else 1
    if len(words) <= at:
        return ""
    verb = [] if head.lower() == "do" else [head.lower()]
    told = " ".join((*words[:at], *verb, *words[at:]))
    return told[0].upper() + told[1:]


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
