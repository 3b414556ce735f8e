"""The places of a story: their names for people, and what to ask where the notes say nothing about them."""

from collections.abc import Sequence

from storyai.grounding import Fact
from storyai.quick_dataclass import dataclass

OPEN = "Open question: "

LABELS = {
    "title": "Title", "issue_type": "Issue type", "priority": "Priority", "complexity": "Complexity",
    "effort": "Estimated hours", "role": "Role", "want": "Want", "benefit": "Benefit", "background": "Background",
    "acceptance_criteria": "Acceptance criterion", "dependencies": "Dependency", "risks": "Risk",
    "performance_impact": "Performance impact", "security_implications": "Security implication",
    "data_migration": "Data migration", "breaking_changes": "Breaking change", "ui_design": "UI/UX design",
    "api_design": "API design", "database_schema": "Database schema", "unit_tests": "Unit test",
    "integration_tests": "Integration test", "e2e_tests": "E2E test", "performance_tests": "Performance test",
    "documentation": "Documentation item", "definition_of_done": "Definition of done item",
    "related_issues": "Related issue", "notes": "Note",
}  # fmt: skip

# Key of the values -> role of its section.
ROLES = {
    "title": "story", "issue_type": "story", "priority": "story", "complexity": "effort", "effort": "effort",
    "hours": "effort", "role": "story", "want": "story", "benefit": "story", "performance_impact": "performance",
    "security_implications": "security", "data_migration": "migration", "ui_design": "ui", "api_design": "api",
    "database_schema": "database", "related_issues": "related", "mitigation": "risks",
}  # fmt: skip


def role_of(path: str) -> str:
    """The section role of a path of the values or of the reply."""
    head = path.partition("[")[0].partition(".")[0]
    return ROLES.get(head, head)


def label(path: str) -> str:
    """A path in words: ``acceptance_criteria[0]`` is "Acceptance criterion 1"."""
    head, _, rest = path.partition("[")
    words = LABELS.get(head.partition(".")[0], head)
    if path.endswith(".mitigation"):
        words = "Mitigation of risk"
    return f"{words} {int(rest.partition(']')[0]) + 1}" if rest and head.count(".") == 0 else words


# What a reply may give as ``about``: a role, or a key of the values.
ABOUT = {name: role_of(name) for name in (*LABELS, *ROLES, *ROLES.values())}

_QUESTIONS = {
    "role": ("Who needs this?", "the notes name nobody who would use it"),
    "want": ("What should change?", "the notes do not say what is wanted"),
    "benefit": ("What does this make possible, or which cost does it end?", "the notes give no reason for the change"),
    "background": ("What happens today without this change, and whom does it cost what?", "the notes give no reason"),
    "acceptance_criteria": ("How would a tester see that this is done?", "the notes name no observable outcome"),
    "dependencies": ("Which features, APIs or systems does this need?", "the notes name none"),
    "risks": ("What could go wrong when this is released, and who would notice?", "the notes name no risk"),
    "mitigation": ("How is this risk dealt with?", "the notes name no mitigation"),
    "performance_impact": ("How often and on how much data will this run?", "the notes give no load and no limit"),
    "security_implications": ("Who may do this and who must not?", "the notes do not say who has access"),
    "data_migration": ("Does existing data have to change?", "the notes do not say"),
    "breaking_changes": ("Does anything that works today stop working?", "the notes do not say"),
    "ui_design": ("Which screens does this change, if any?", "the notes name no screen"),
    "api_design": ("Which API calls does this add or change, if any?", "the notes name no call"),
    "database_schema": ("Which tables or fields does this add or change, if any?", "the notes name no data structure"),
    "unit_tests": ("Which units need tests?", "the notes name no behaviour to test"),
    "integration_tests": ("Which systems have to be tested together?", "the notes name no integration"),
    "e2e_tests": ("Which user flow has to be tested from end to end?", "the notes describe no flow"),
    "performance_tests": ("Which response time or volume has to be shown by a test?", "the notes give no limit"),
}
_GERMAN = {
    "role": ("Wer braucht das?", "die Notizen nennen niemanden, der es nutzt"),
    "want": ("Was soll sich ändern?", "die Notizen sagen nicht, was gewünscht ist"),
    "benefit": ("Was wird dadurch möglich, oder welcher Aufwand fällt weg?", "die Notizen nennen keinen Grund"),
    "background": ("Was geschieht heute, und wen kostet es was?", "die Notizen nennen keinen Grund"),
    "acceptance_criteria": ("Woran sieht ein Tester, dass es fertig ist?", "die Notizen nennen kein Ergebnis"),
    "dependencies": ("Welche Funktionen, Schnittstellen oder Systeme braucht das?", "die Notizen nennen keine"),
    "risks": ("Was kann schiefgehen, wenn das ausgeliefert ist, und wer merkt es?", "die Notizen nennen kein Risiko"),
    "mitigation": ("Was wird gegen dieses Risiko getan?", "die Notizen nennen nichts"),
    "performance_impact": ("Wie oft und auf wie vielen Daten läuft das?", "die Notizen nennen weder Last noch Grenze"),
    "security_implications": ("Wer darf das, und wer nicht?", "die Notizen sagen nicht, wer Zugriff hat"),
    "data_migration": ("Müssen sich vorhandene Daten ändern?", "die Notizen sagen es nicht"),
    "breaking_changes": ("Funktioniert danach etwas nicht mehr, das heute geht?", "die Notizen sagen es nicht"),
    "ui_design": ("Welche Masken ändern sich?", "die Notizen nennen keine"),
    "api_design": ("Welche Aufrufe der Schnittstelle kommen hinzu oder ändern sich?", "die Notizen nennen keine"),
    "database_schema": ("Welche Tabellen oder Felder ändern sich?", "die Notizen nennen keine"),
    "unit_tests": ("Welche Bausteine brauchen Tests?", "die Notizen nennen kein Verhalten"),
    "integration_tests": ("Welche Systeme müssen zusammen geprüft werden?", "die Notizen nennen keine"),
    "e2e_tests": ("Welcher Ablauf muss von Anfang bis Ende geprüft werden?", "die Notizen beschreiben keinen"),
    "performance_tests": ("Welche Zeit oder Menge muss ein Test zeigen?", "die Notizen nennen keine Grenze"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the notes leave open. about: the role of the section it belongs to; lines: the notes lines it is about."""

    text: str
    why: str
    about: str
    lines: tuple[int, ...] = ()


ASKED = {name: Question(text, why, role_of(name)) for name, (text, why) in _QUESTIONS.items()}
GERMAN = {name: Question(text, why, role_of(name)) for name, (text, why) in _GERMAN.items()}

_WANTED = {
    "number": "Which number belongs here", "date": "Which date belongs here", "time": "Which time belongs here",
    "url": "Which address belongs here", "id": "Which reference belongs here",
    "quoted": "Which words belong here", "name": "Who or what belongs here",
}  # fmt: skip
_WANTED_GERMAN = {
    "number": "Welche Zahl gehört hierher", "date": "Welches Datum gehört hierher",
    "time": "Welche Uhrzeit gehört hierher",
    "url": "Welche Adresse gehört hierher", "id": "Welcher Verweis gehört hierher",
    "quoted": "Welcher Wortlaut gehört hierher", "name": "Wer oder was gehört hierher",
}  # fmt: skip


def question_about(
    path: str, text: str, lines: Sequence[int], missing: Sequence[Fact], *, german: bool = False
) -> Question:
    """What to ask in place of a text that says what the notes do not have: the text with a gap for each such fact."""
    gaps = text
    for fact in sorted(missing, key=lambda fact: -fact.start):
        gaps = gaps[: fact.start] + "…" + gaps[fact.end :]
    if german:
        wanted = _WANTED_GERMAN[missing[0].kind] if missing else "Ist das gemeint"
        why = "ein Entwurf sagte hier etwas, das die Notizen nicht haben"
    else:
        wanted = _WANTED[missing[0].kind] if missing else "Is this meant"
        why = "a draft of this said something that the notes do not have"
    return Question(f"{wanted}: {gaps.rstrip(' .?')}?", why, role_of(path), tuple(lines))
