"""Risks that the notes name, and those that what they touch brings with it; each with a mitigation to confirm."""

from typing import Any

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.grammar import sentence, singular, with_article
from storyai.engine.offline.headings import role_of
from storyai.engine.offline.predicates import strip_leads
from storyai.engine.offline.say import Said, derived, stated
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.units import Unit
from storyai.engine.offline.words import Words

# Surface -> (risk, mitigation). {it}: the thing of these notes that the risk is about. The mitigation is a proposal:
# an action somebody has to agree to.
RULES = {
    "en": {
        "deletion": ("Data that is still needed is lost through {it} and cannot be brought back.", "Ask for confirmation before deleting, and keep a backup to restore from."),
        "data": ("The change to {it} fails or blocks the table on existing data.", "Rehearse the migration on a copy of the data and write down the way back."),
        "permissions": ("Somebody {it}.", "Check the permission on the server and test the refusal for every other role."),
        "personal": ("Personal data ({it}) reaches people or systems that must not have it.", "List the fields involved, and keep them out of logs and exports that do not need them."),
        "third": ("{it} is slow, unavailable or changes its interface.", "Set a time-out, retry, and tell the user when the service does not answer."),
        "load": ("The load of {it} slows the system down for everybody.", "Run a load test with realistic volumes before release."),
        "clients": ("Clients that still rely on {it} fail on the day of the release.", "Keep the old behaviour until the clients have moved, and announce the change."),
        "money": ("{it} is booked twice or with a wrong amount.", "Reconcile the amounts in a test with known results, and make a repeated call harmless."),
    },
    "de": {
        "deletion": ("Durch {it} gehen noch benötigte Daten verloren und lassen sich nicht wiederherstellen.", "Vor dem Löschen nachfragen und eine Sicherung bereithalten."),
        "data": ("Die Änderung an {it} schlägt auf vorhandenen Daten fehl oder sperrt die Tabelle.", "Die Migration an einer Kopie proben und den Rückweg festhalten."),
        "permissions": ("Jemand ohne Berechtigung erhält Zugriff: {it}.", "Die Berechtigung auf dem Server prüfen und die Ablehnung für jede andere Rolle testen."),
        "personal": ("Personenbezogene Daten ({it}) gelangen zu Unbefugten.", "Die betroffenen Felder auflisten und aus Protokollen und Exporten heraushalten."),
        "third": ("{it} ist langsam, nicht erreichbar oder ändert die Schnittstelle.", "Zeitlimit und Wiederholung vorsehen und den Ausfall melden."),
        "load": ("Die Last durch {it} bremst das System für alle.", "Vor der Freigabe einen Lasttest mit realistischen Mengen fahren."),
        "clients": ("Bestehende Nutzer von {it} fallen am Tag der Umstellung aus.", "Das alte Verhalten beibehalten, bis alle umgestellt haben, und die Änderung ankündigen."),
        "money": ("{it} wird doppelt oder mit falschem Betrag gebucht.", "Beträge an bekannten Ergebnissen abgleichen und doppelte Aufrufe abfangen."),
    },
}  # fmt: skip
CHANGES = frozenset(
    "rename renamed remove removed removes replace replaced replaces deprecate deprecated breaking drop umbenannt entfernt ersetzt".split()
)
ALTERS = frozenset(
    "migrated backfill column columns schema migration migrate foreign alter spalte spalten datenmodell".split()
)


def risks(units: list[Unit], touched: dict[str, list[Unit]], language: str, topic: str | None) -> list[dict[str, Any]]:
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
            found.append(
                {
                    "description": stated(sentence(cells[0]), [unit]),
                    "mitigation": stated(sentence(cells[-1]), [unit])
                    if len(cells[-1].split()) >= 3
                    else proposal(unit, language),
                }
            )
            named |= set(unit.words)
            continue
        text = pattern(
            r"(?i)^(?:there(?:'s| is) )?(?:an? )?(?:main |big(?:gest)? |key |technical )?(?:risk|risiko|concern|danger|caution|gefahr|watch out|be careful|careful|vorsicht|achtung)s?(?: here)?(?: is| ist)?(?: that| of|,? dass)?\s*[:,-]?\s+"
        ).sub("", strip_leads(unit.text))
        text = pattern(
            r"(?i)^(?:i'm |i am |we are |we're |\w+ (?:is |was )?)?(?:a bit |quite |really )?(?:worried|concerned|afraid|scared)(?: that| about| of)?\s+"
        ).sub("", text)
        mitigation = None
        for mark in (" -> mitigation: ", " → mitigation: ", "; mitigation: ", " mitigation: ", " => ", " -> ", " → "):
            at = text.lower().find(mark)
            if at > 5:
                mitigation = stated(sentence(text[at + len(mark) :]), [unit])
                text = text[:at]
                break
        if len(text.split()) < 2 or "? No" in text or "? Yes" in text:
            continue
        if unit.label and not role_of(unit.label) and len(unit.label.split()) <= 5:
            text = f"{unit.label}: {text}"
        mitigation = mitigation or proposal(unit, language)
        found.append({"description": stated(sentence(text), [unit]), "mitigation": mitigation})
        named |= set(unit.words)
    extra = 0
    for surface, (risk, answer) in RULES[language].items():
        behind = evidence(surface, touched)
        if not behind or extra >= 3:
            continue
        if surface in lex_of and len(named & lex_of[surface]) >= 1 and found:
            continue
        if surface == "permissions":
            behind = sorted(
                behind, key=lambda one: not (one.text.lower().startswith("only ") or pattern(RIGHT).match(one.text))
            )
        names = [(it, one) for one in behind if (it := named_thing(surface, one, topic, language))]
        if not names:
            continue
        thing, unit = names[0]
        if surface == "money" and not set(unit.words) & PAYING:
            risk, answer = WRONG_AMOUNT[language]
        extra += 1
        found.append({
            "description": derived(sentence(risk.format(it=thing)), None, [unit]),
            "mitigation": assumed(answer),
        })  # fmt: skip
    return found


def proposal(unit: Unit, language: str) -> Said:
    """A mitigation for a risk the notes name: that of the surface it touches, else the question for one."""
    if language == "en" and pattern(r"\b(?:rate|api|quota)[ -]?limits?\b|\d ?(?:req|requests|calls)\b").search(
        unit.text.lower()
    ):
        return assumed("Stay below the limit: queue what exceeds it and send it later.")
    for surface, words in lex_of.items():
        if len(set(unit.words) & words) >= 1 and surface in ("deletion", "personal", "money", "load", "third"):
            return assumed(RULES[language][surface][1])
    return assumed(
        "Open question: How is this risk dealt with?"
        if language == "en"
        else "Open question: Wie wird mit diesem Risiko umgegangen?"
    )


lex_of = {
    "deletion": lex.DELETION,
    "data": ALTERS,
    "personal": lex.PERSONAL,
    "money": lex.MONEY,
    "load": lex.LOAD,
    "third": lex.THIRD,
}


PAYING = frozenset(
    "payment payments pay refund refunds refunded charge charges charged payout payouts escrow zahlung zahlungen erstattung".split()
)
AMOUNTS = frozenset(
    "amount amounts price prices vat tax total totals discount discounts fee fees betrag beträge preis preise mwst rabatt".split()
)
WRONG_AMOUNT = {
    "en": ("{it} is calculated, rounded or shown wrongly.", "Compare the amounts in a test with known results, rounding and currencies included."),
    "de": ("{it} wird falsch berechnet, gerundet oder angezeigt.", "Beträge im Test mit bekannten Ergebnissen vergleichen, samt Rundung und Währung."),
}  # fmt: skip


def named_thing(surface: str, unit: Unit, topic: str | None, language: str) -> str | None:
    """What of these notes a risk is about, in their words; None where they name nothing."""
    text = unit.text
    code = pattern(r"`[^`]{2,60}`").search(text)
    if surface == "third":
        names = [word.strip(".,;:()'\"") for word in text.split() if word.lower().strip(".,;:()'\"") in lex.THIRD]
        return names[0][:1].upper() + names[0][1:] if names else None
    if surface == "personal":
        words = list(
            dict.fromkeys(
                word
                for word in unit.words
                if word in lex.PERSONAL
                and word not in ("gdpr", "dsgvo", "pii", "personal", "personenbezogene", "personenbezogenen")
            )
        )
        words = ["e-mail address" if word == "address" and "mail address" in text.lower() else word for word in words]
        return ", ".join(words[:4]) or None
    if surface == "money":
        told = words_of(pattern(r'["“„][^"”“]*["”“]').sub(" ", text))  # what a screen says is no payment
        word = next(
            (word for word in told if word in PAYING and word not in ("pay", "charged", "refunded")), None
        ) or next((word for word in told if word in AMOUNTS), None)
        if word is None or language == "de":
            return word.capitalize() if word else None
        return with_article(singular(word), "a") if word != "vat" else "the VAT"
    if surface == "permissions":
        match = pattern(r"(?i)^only (.{3,60}?) (can|may) (.+?)[.]?$").match(text)
        if match:
            return f"other than {match[1]} can {match[3]}"
        match = pattern(RIGHT).match(text)
        if match and language == "en":
            return f"other than {with_article(match[1].lower(), rough=False)} can {match[2]}"
        return (
            f"who is not entitled to it uses {topic}"
            if topic and language == "en" and unit.used and set(topic.lower().split()) & ENTERED
            else brief(text)
            if language == "de" and pattern(r"(?i)\b(?:nur|darf|dürfen|berechtigung\w*)\b").search(text)
            else None
        )
    if surface == "data":
        match = pattern(r"\bthe ([a-z]\w+) table\b").search(text)
        return (
            code[0]
            if code
            else f"the {match[1]} table"
            if match and match[1] not in ("new", "own", "other", "same")
            else "das Schema"
            if language == "de"
            else "the schema"
        )
    if surface == "clients" and code:
        return code[0]
    return topic or (None if language == "en" else brief(text))


ENTERED = frozenset("password login log-in sign-in sso account accounts".split())
"""What is built to let people in."""
RIGHT = r"(?i)^(?:the |an? )?((?:[a-z]+ )?(?:owner|admin|administrator|manager|moderator)s?) (?:can|may|must be able to|should be able to) ([^,;.]{4,80}?)(?: (?:within|until|after|for) [^,;.]*)?(?:[,;.].*)?$"


def brief(text: str) -> str:
    words = text.rstrip(" .").split()
    return f"„{' '.join(words[:8])}{' …' if len(words) > 8 else ''}“"


def unmoved(unit: Unit) -> bool:
    """The unit says that nothing is migrated: ``no migration needed``."""
    return bool(
        pattern(r"(?i)\b(?:no|without|not|keine?|ohne)\b[^.;]{0,40}\b(?:\w*migrat|\w*migrier)").search(unit.text)
    )


SOMEBODY = r"(?i)\b(?:i|we|they|he|she) (?:can|could) migrate\b"
"""What somebody does then, no work on this change."""


def alters(unit: Unit) -> bool:
    """The unit changes stored data's shape; the word schema alone may mean any other schema."""
    words = set(unit.words)
    if unmoved(unit) or pattern(SOMEBODY).search(unit.text):
        words -= {"migration", "migrate", "migrated"}
    if (
        words & ALTERS <= {"column", "columns", "spalte", "spalten"} and words & ALTERS
    ):  # of a file, unless something is done to it
        return bool(
            words
            & {"add", "new", "drop", "rename", "alter", "table", "index", "null", "default", "not", "neue", "tabelle"}
        )
    return bool(words & (ALTERS - {"schema"})) or (
        "schema" in words and bool(words & {"database", "db", "table", "tables", "sql", "datenbank"})
    )


def assumed(text: str) -> Said:
    """A proposal to confirm."""
    return {"text": text, "basis": "assumed", "lines": [], "quote": None, "derived_from": None}


STUDIED = frozenset(
    "document documentation research sample example test tests testing demo demonstrate benchmark benchmarks baseline project".split()
)
"""Beside these an outside service is described or tried, not depended on."""


def evidence(surface: str, touched: dict[str, list[Unit]]) -> list[Unit]:
    """The units that carry a surface's risk: the word alone is not enough for every surface."""
    units = touched.get({"clients": "api"}.get(surface, surface), [])
    if surface == "deletion":
        return [
            unit
            for unit in units
            if unit.kind in ("requirement", "want", "limit", "data", "api", "title", "performance")
            and (unit.used or unit.kind in ("want", "data", "api"))
            and not set(unit.words) & {"get", "put", "post", "insert"}
            and set(unit.words)
            & {
                "delete",
                "deletes",
                "deleted",
                "deleting",
                "deletion",
                "purge",
                "purged",
                "wipe",
                "erase",
                "löschen",
                "gelöscht",
                "löschung",
            }
        ]
    if surface == "data":
        return [unit for unit in units if alters(unit) and unit.kind in ("requirement", "want", "data", "limit")]
    if surface == "clients":
        return [
            unit
            for unit in units
            if set(unit.words) & CHANGES
            and set(unit.words)
            & {"api", "endpoint", "endpoints", "client", "clients", "webhook", "sdk", "schnittstelle"}
        ]
    if surface == "load":
        return [
            unit
            for unit in units
            if unit.kind in ("requirement", "want", "performance", "limit", "context")
            and (
                set(unit.words) & {"concurrent", "peak", "bulk", "gleichzeitig", "simultaneously"}
                or pattern(r"(?i)\b(?:high|heavy|under|system|server|more|less|that|full) load\b").search(unit.text)
            )
        ]
    if surface == "permissions":
        return [
            unit
            for unit in units
            if unit.kind in ("requirement", "want", "security")
            and set(unit.words)
            & {
                "only",
                "permission",
                "permissions",
                "access",
                "role",
                "roles",
                "admins",
                "sso",
                "oauth",
                "login",
                "nur",
                "berechtigung",
                "owner",
            }
        ]
    if surface == "third":
        return [
            unit
            for unit in units
            if unit.used
            and unit.kind in ("requirement", "want", "dependency", "api", "limit")
            and not set(unit.words) & STUDIED
        ]
    if surface == "money":
        return [unit for unit in units if unit.kind in ("requirement", "want", "dependency", "api", "limit")]
    return [unit for unit in units if unit.kind in ("requirement", "want", "data", "security", "limit", "api")]


ASKED = (
    ("permissions", "What could somebody without the right do with {it}, and who would notice?"),
    ("money", "Where could an amount go wrong with {it}, and who would notice?"),
    ("api", "Who relies on {it} today, and what breaks for them?"),
    ("", "What could go wrong with {it} once this is released, and who would notice?"),
)


def asked(touched: dict[str, list[Unit]], topic: str | None, language: str, *, bug: bool) -> dict[str, Any] | None:
    """The question for a risk, about the riskiest surface touched; None where nothing is touched."""
    if not set(touched) - {"performance", "automatic", "ui"}:
        return None
    if language == "de":
        return {
            "text": "Was kann schiefgehen, wenn das ausgeliefert ist, und wer merkt es?",
            "why": "die Notizen nennen kein Risiko",
            "about": "risks",
            "lines": [],
        }
    if bug:
        return {
            "text": "What else does the fix change, and who would notice?",
            "why": "the notes name no risk",
            "about": "risks",
            "lines": [],
        }
    text = next(
        text
        for surface, text in ASKED
        if not surface or any(surface != "api" or set(unit.words) & CHANGES for unit in touched.get(surface, ()))
    )
    text = text.format(it=topic) if topic else "What could go wrong when this is released, and who would notice?"
    return {"text": text, "why": "the notes name no risk", "about": "risks", "lines": []}


def none_named(source: str, say: Words) -> dict[str, Any]:
    return {"description": derived(say.no_risk, source), "mitigation": derived(say.no_mitigation, source)}
