"""Risks that the notes name, and those that what they touch brings with it; each with a mitigation to confirm."""

from typing import Any

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import sentence
from storyai.engine.offline.outcome import strip_leads
from storyai.engine.offline.say import Said, derived, stated
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.units import Unit
from storyai.engine.offline.words import ENGLISH, GERMAN

# Surface -> (risk, mitigation). The mitigation is a proposal: an action somebody has to agree to.
RULES = {
    "en": {
        "deletion": ("Data that is still needed is deleted and cannot be brought back.", "Ask for confirmation before deleting, and keep a backup to restore from."),
        "data": ("The change to the schema fails or blocks the table on existing data.", "Rehearse the migration on a copy of the data and write down the way back."),
        "permissions": ("Somebody without the right to do so gets access.", "Check the permission on the server and test the refusal for every other role."),
        "personal": ("Personal data reaches people or systems that must not have it.", "List the fields involved, and keep them out of logs and exports that do not need them."),
        "third": ("The outside service is slow, unavailable or changes its interface.", "Set a time-out, retry, and tell the user when the service does not answer."),
        "load": ("The extra load slows the system down for everybody.", "Run a load test with realistic volumes before release."),
        "clients": ("Existing clients of the interface break.", "Keep the old behaviour until the clients have moved, and announce the change."),
        "money": ("Amounts are wrong or booked twice.", "Reconcile the amounts in a test with known results, and make a repeated call harmless."),
    },
    "de": {
        "deletion": ("Noch benötigte Daten werden gelöscht und lassen sich nicht wiederherstellen.", "Vor dem Löschen nachfragen und eine Sicherung bereithalten."),
        "data": ("Die Schemaänderung schlägt auf vorhandenen Daten fehl oder sperrt die Tabelle.", "Die Migration an einer Kopie proben und den Rückweg festhalten."),
        "permissions": ("Jemand ohne Berechtigung erhält Zugriff.", "Die Berechtigung auf dem Server prüfen und die Ablehnung für jede andere Rolle testen."),
        "personal": ("Personenbezogene Daten gelangen zu Unbefugten.", "Die betroffenen Felder auflisten und aus Protokollen und Exporten heraushalten."),
        "third": ("Der fremde Dienst ist langsam, nicht erreichbar oder ändert seine Schnittstelle.", "Zeitlimit und Wiederholung vorsehen und den Ausfall melden."),
        "load": ("Die zusätzliche Last bremst das System für alle.", "Vor der Freigabe einen Lasttest mit realistischen Mengen fahren."),
        "clients": ("Bestehende Nutzer der Schnittstelle fallen aus.", "Das alte Verhalten beibehalten, bis alle umgestellt haben, und die Änderung ankündigen."),
        "money": ("Beträge sind falsch oder werden doppelt gebucht.", "Beträge an bekannten Ergebnissen abgleichen und doppelte Aufrufe abfangen."),
    },
}  # fmt: skip
CHANGES = frozenset("rename renamed remove removed removes replace replaced replaces deprecate deprecated breaking drop umbenannt entfernt ersetzt".split())
ALTERS = frozenset("migrated backfill column columns schema migration migrate foreign alter spalte spalten datenmodell".split())


def risks(units: list[Unit], touched: dict[str, list[Unit]], language: str, source: str) -> list[dict[str, Any]]:
    """Stated risks first, then at most three that follow from the surfaces; never one the notes already name."""
    found: list[dict[str, Any]] = []
    named: set[str] = set()
    for unit in units:
        if unit.kind == "mitigation" and found:
            found[-1]["mitigation"] = stated(sentence(strip_leads(unit.text)), [unit])
            continue
        if unit.kind != "risk" or len(found) >= 6 or unit.text.endswith(":"):
            continue
        if unit.form == "row":
            cells = unit.text.split(" | ")
            if len(cells) < 2 or len(cells[0].split()) < 2:
                continue
            found.append({"description": stated(sentence(cells[0]), [unit]), "mitigation": stated(sentence(cells[-1]), [unit]) if len(cells[-1].split()) >= 3 else proposal(unit, language)})
            named |= set(unit.words)
            continue
        text = pattern(r"(?i)^(?:there(?:'s| is) )?(?:an? )?(?:main |big(?:gest)? |key |technical )?(?:risk|risiko|concern|danger|caution|gefahr|watch out|be careful|careful|vorsicht|achtung)s?(?: here)?(?: is| ist)?(?: that| of|,? dass)?\s*[:,-]?\s+").sub("", strip_leads(unit.text))
        text = pattern(r"(?i)^(?:i'm |i am |we are |we're |\w+ is )?(?:a bit |quite |really )?(?:worried|concerned|afraid)(?: that| about| of)?\s+").sub("", text)
        mitigation = None
        for mark in (" -> mitigation: ", " → mitigation: ", "; mitigation: ", " mitigation: ", " => ", " -> ", " → "):
            at = text.lower().find(mark)
            if at > 5:
                mitigation = stated(sentence(text[at + len(mark) :]), [unit])
                text = text[:at]
                break
        if len(text.split()) < 2 or "? No" in text or "? Yes" in text:
            continue
        mitigation = mitigation or proposal(unit, language)
        found.append({"description": stated(sentence(text), [unit]), "mitigation": mitigation})
        named |= set(unit.words)
    extra = 0
    for surface, (risk, answer) in RULES[language].items():
        behind = evidence(surface, touched)
        if not behind or extra >= 3:
            continue
        if surface == "money" and not set(behind[0].words) & PAYING:
            risk, answer = WRONG_AMOUNT[language]
        if surface in lex_of and len(named & lex_of[surface]) >= 1 and found:
            continue
        extra += 1
        found.append({
            "description": derived(risk, None, behind[:1]),
            "mitigation": assumed(answer),
        })  # fmt: skip
    if not found:
        say = GERMAN if language == "de" else ENGLISH
        found.append({"description": derived(say.no_risk, source), "mitigation": derived(say.no_mitigation, source)})
    return found


def proposal(unit: Unit, language: str) -> Said:
    """A mitigation for a risk the notes name: that of the surface it touches, else the question for one."""
    for surface, words in lex_of.items():
        if len(set(unit.words) & words) >= 1 and surface in ("deletion", "personal", "money", "load", "third"):
            return assumed(RULES[language][surface][1])
    return assumed("Open question: How is this risk dealt with?" if language == "en" else "Open question: Wie wird mit diesem Risiko umgegangen?")


lex_of = {"deletion": lex.DELETION, "data": ALTERS, "personal": lex.PERSONAL, "money": lex.MONEY, "load": lex.LOAD, "third": lex.THIRD}


PAYING = frozenset("payment payments pay refund refunds refunded charge charges charged checkout billing booked payout payouts escrow zahlung zahlungen erstattung".split())
WRONG_AMOUNT = {
    "en": ("An amount is shown or passed on wrongly.", "Compare the amounts in a test with known results, rounding and currencies included."),
    "de": ("Ein Betrag wird falsch angezeigt oder weitergegeben.", "Beträge im Test mit bekannten Ergebnissen vergleichen, samt Rundung und Währung."),
}  # fmt: skip


def alters(unit: Unit) -> bool:
    """The unit changes stored data's shape; the word schema alone may mean any other schema."""
    words = set(unit.words)
    return bool(words & (ALTERS - {"schema"})) or ("schema" in words and bool(words & {"database", "db", "table", "tables", "sql", "datenbank"}))


def assumed(text: str) -> Said:
    """A proposal to confirm."""
    return {"text": text, "basis": "assumed", "lines": [], "quote": None, "derived_from": None}


def evidence(surface: str, touched: dict[str, list[Unit]]) -> list[Unit]:
    """The units that carry a surface's risk: the word alone is not enough for every surface."""
    units = touched.get({"clients": "api"}.get(surface, surface), [])
    if surface == "deletion":
        return [unit for unit in units if unit.kind in ("requirement", "want", "limit", "data", "api", "title", "performance") and set(unit.words) & {"delete", "deletes", "deleted", "deleting", "deletion", "purge", "purged", "wipe", "erase", "löschen", "gelöscht", "löschung"}]
    if surface == "data":
        return [unit for unit in units if alters(unit) and unit.kind in ("requirement", "want", "data", "limit")]
    if surface == "clients":
        return [unit for unit in units if set(unit.words) & CHANGES and set(unit.words) & {"api", "endpoint", "endpoints", "client", "clients", "webhook", "sdk", "schnittstelle"}]
    if surface == "load":
        return [unit for unit in units if unit.kind in ("requirement", "want", "performance", "limit", "context") and set(unit.words) & {"concurrent", "peak", "bulk", "batch", "gleichzeitig", "simultaneously", "load"}]
    if surface == "permissions":
        return [unit for unit in units if unit.kind in ("requirement", "want", "security") and set(unit.words) & {"only", "permission", "permissions", "access", "role", "roles", "admins", "sso", "oauth", "login", "nur", "berechtigung", "owner"}]
    if surface in ("third", "money"):
        return [unit for unit in units if unit.kind in ("requirement", "want", "dependency", "api", "limit")]
    return [unit for unit in units if unit.kind in ("requirement", "want", "data", "security", "limit", "api")]
