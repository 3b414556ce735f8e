"""Which surfaces of the product the notes touch; everything that is derived hangs on them."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.recognise import API_CALL
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.units import Unit

SURFACES = {
    "ui": lex.UI, "api": lex.CLIENTS, "data": lex.DATA, "deletion": lex.DELETION, "personal": lex.PERSONAL,
    "money": lex.MONEY, "third": lex.THIRD, "load": lex.LOAD, "security": lex.SECURITY, "performance": lex.PERFORMANCE,
}  # fmt: skip
PERMISSIONS = frozenset(
    "permission permissions admins authorization authorisation login owner berechtigung berechtigungen rechte sso oauth".split()
)
AUTOMATIC = frozenset("nightly schedule scheduled cron job jobs queue background worker batch".split())


def surfaces(units: list[Unit]) -> dict[str, list[Unit]]:
    """Surface -> the units that touch it, strongest evidence first (two words before one)."""
    found: dict[str, list[tuple[int, Unit]]] = {}
    for unit in units:
        words = set(unit.words)
        if unit.kind in ("step", "environment", "workaround", "option", "users", "people"):
            continue
        for name, lexicon in SURFACES.items():
            hits = len(words & lexicon)
            if hits and not (name == "data" and unit.kind in ("problem", "actual", "context")):
                found.setdefault(name, []).append((hits, unit))
        if words & PERMISSIONS or (
            unit.words[:1] == ("only",) and words & {"may", "can"} and words & (lex.ROLES | {"role", "members"})
        ):
            found.setdefault("permissions", []).append((1, unit))
        if words & AUTOMATIC:
            found.setdefault("automatic", []).append((1, unit))
        if "/" in unit.text and pattern(API_CALL).search(unit.text):
            found.setdefault("api", []).append((5, unit))
    kept = {name: [unit for _, unit in sorted(hits, key=lambda hit: -hit[0])] for name, hits in found.items()}
    for weak, least in (("security", 1), ("personal", 1)):
        if weak in kept and len(kept[weak]) < least:
            del kept[weak]
    if "personal" in kept and not any(strong(unit) for unit in kept["personal"]):
        del kept["personal"]
    if "third" in kept and all(set(unit.words) & lex.THIRD <= {"zoom", "graph", "outlook"} for unit in kept["third"]):
        del kept["third"]
    return kept


def strong(unit: Unit) -> bool:
    """Personal data is meant, not the name of a button: two words of it, or one that is never anything else."""
    words = set(unit.words) & lex.PERSONAL
    return (
        len(words) >= 2
        or bool(
            words
            & {
                "gdpr",
                "dsgvo",
                "pii",
                "personal",
                "passport",
                "birthdate",
                "personenbezogene",
                "personenbezogenen",
                "patient",
                "patients",
                "geburtsdatum",
                "demographic",
                "faces",
                "gps",
                "iban",
                "pseudonymise",
                "pseudonymised",
                "pseudonymize",
                "pseudonymized",
                "anonymise",
                "anonymised",
                "anonymize",
                "anonymized",
            }
        )
        or ("phone" in words and bool({"number", "numbers"} & set(unit.words)))
        or (
            bool(words & {"email", "emails", "e-mail"})
            and bool(
                set(unit.words)
                & {
                    "customer",
                    "customers",
                    "user",
                    "users",
                    "store",
                    "stored",
                    "export",
                    "address",
                    "addresses",
                    "column",
                }
            )
        )
    )
