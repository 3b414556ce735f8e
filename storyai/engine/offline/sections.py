"""The sections around the criteria: background, dependencies, security, performance, design, migration, notes."""

from typing import Any

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.derive import amount_in, timed
from storyai.engine.offline.grammar import base, lower_first, sentence, with_article
from storyai.engine.offline.lines import HANGING
from storyai.engine.offline.outcome import has_finite, strip_leads
from storyai.engine.offline.recognise import API_CALL
from storyai.engine.offline.risks import alters, unmoved
from storyai.engine.offline.say import Said, derived, stated
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.subject import Subject, stems
from storyai.engine.offline.units import Unit
from storyai.engine.offline.words import Words

BACKGROUND = 6
NOTES = 6


def whole(unit: Unit) -> str | None:
    """The unit as a sentence that can stand alone, or None: no fragment, no dangling pronoun, no speaker's noise."""
    text = pattern(r"(?i)^the reason(?: again)?[^:]{0,30}: ").sub("", strip_leads(unit.text))
    if text.endswith(":") or unit.form == "row" or len(text) > 480:
        return None
    if len(text.split()) < (3 if unit.kind == "dependency" else 4):
        return None
    if text.count("(") != text.count(")") or text.count("`") % 2 or text.count('"') % 2:
        return None
    if text.rstrip(" .").rsplit(" ", 1)[-1].lower() in HANGING or text.split(" ", 1)[0].lower() in (
        "where",
        "which",
        "whose",
        "that's",
    ):
        return None
    if sum(char.isalpha() or char == " " for char in text) < 0.7 * len(text):
        return None
    text = text.rstrip("?") if text.endswith("?") else text
    return sentence(text)


def background(reply: dict[str, Any], units: list[Unit], bug: bool, say: Words) -> None:
    """Problems and what happens today first, then context in the order of the notes; the steps of a defect last."""
    found: list[tuple[int, Said]] = []
    seen = [stems(said["text"]) for said in reply["acceptance_criteria"]]
    if reply.get("title"):
        seen.append(stems(reply["title"]["text"]))
    order = {"problem": 0, "actual": 0, "workaround": 2, "benefit": 1, "context": 1, "environment": 2}
    chosen = [unit for unit in units if unit.kind in order and not (unit.used and unit.kind == "context")]
    ranked = sorted(
        chosen, key=lambda unit: (order[unit.kind], unit.under("problem", "background") is False, unit.line)
    )
    picked: list[Unit] = []
    if any(unit.speaker for unit in units):
        ranked = [unit for unit in ranked if unit.near and not {"we", "i", "you"} & set(unit.words[:2])]
    for unit in ranked:
        if len(picked) >= BACKGROUND:
            break
        text = whole(unit)
        if text is None or (unit.kind in ("context", "benefit") and not telling(unit)):
            continue
        if (
            unit.kind == "context"
            and len(unit.words) <= 12
            and not has_finite(unit.text.lower())
            and not unit.under("background", "problem")
            and not any(word.endswith("ed") and len(word) > 4 for word in unit.words)
        ):
            continue
        mine = stems(text)
        if any(mine and len(mine & other) >= 0.75 * len(mine | other) for other in seen):
            continue
        seen.append(mine)
        picked.append(unit)
    for unit in sorted(picked, key=lambda unit: (unit.line, units.index(unit))):
        text = whole(unit) or unit.text
        found.append((unit.line, stated(text, [unit])))
    reply["background"] = [said for _, said in found]
    steps = [unit for unit in units if unit.kind == "step" and unit.words]
    if steps:
        parts = [strip_leads(unit.text).rstrip(" .;:") for unit in steps[:12]]
        text = "; ".join([part if ">" in part else lower_first(part) for index, part in enumerate(parts)])
        reply["background"].append(stated(sentence(say.steps.format(text)), steps[:12]))


def telling(unit: Unit) -> bool:
    """Context worth keeping: not a remark about the text itself, not a sentence hanging on another one."""
    low = strip_leads(unit.text).lower()
    if pattern(
        r"^(?:this|that|these|those|it|they|he|she|here|there|see|such|his|her|e\.g|for example|similar|same|and|or|but|which)\b"
    ).match(low):
        return unit.depth == 0 and low.startswith(("there is", "there are", "this is because"))
    return len(unit.words) >= 5


def lists(
    reply: dict[str, Any], units: list[Unit], touched: dict[str, list[Unit]], source: str, say: Words, *, bug: bool
) -> None:
    """Dependencies, security, performance and screens: what the notes say, else why nothing stands there."""
    reply["dependencies"] = take(units, ("dependency",)) or [derived(say.no_dependency, source)]
    security = take(units, ("security",))
    for number, criterion in enumerate(reply["acceptance_criteria"]):
        text = criterion["text"]
        match = pattern(r"(?i)^only (.{3,60}?) (?:can|may|must|are|is)\b").match(text)
        if match and len(security) < 5 and someone(match[1]):
            security.append(
                derived(
                    f"A request by anyone other than {lower_first(match[1])} is refused.",
                    f"acceptance_criteria[{number}]",
                )
            )
    if not security:
        for number, criterion in enumerate(reply["acceptance_criteria"]):
            if len(security) < 2 and pattern(r"(?i)\b(?:encrypt|hash|mask)\w*\b").search(criterion["text"]):
                security.append(derived(say.secret_, f"acceptance_criteria[{number}]"))
            may = pattern(
                r"(?i)^(?:the |an? )?[\w -]*?(?:owner|admin|administrator|member|manager|supervisor|moderator)s? (?:can|may) ([^,;]{4,80})"
            ).match(criterion["text"])
            if may and len(security) < 2:
                security.append(derived(say.access_.format(may[1].rstrip(" .")), f"acceptance_criteria[{number}]"))
    asked = (
        set()
        if bug
        else {unit.kind for name in ("permissions", "personal") for unit in touched.get(name, [])}
        & {"want", "requirement", "security", "limit", "api"}
    )
    if any(" can " in criterion["text"] for criterion in reply["acceptance_criteria"]):  # who does it is said there
        asked = set()
    named = any(
        not set(words_of(criterion["text"])).isdisjoint(lex.SECURITY | {"signed", "signature"})
        for criterion in reply["acceptance_criteria"]
    )
    quiet = (
        say.see_security
        if named
        else say.no_security
        if not set(touched) & {"security", "permissions", "personal", "money"}
        else say.little_security
    )
    reply["security_implications"] = security or ([] if asked else [derived(quiet, source)])
    performance = take(units, ("performance",))
    if not performance:
        for number, criterion in enumerate(reply["acceptance_criteria"]):
            if timed(criterion["text"]) and amount_in(criterion["text"]) and len(performance) < 2:
                performance.append(
                    derived(say.target_.format(amount_in(criterion["text"])), f"acceptance_criteria[{number}]")
                )
    reply["performance_impact"] = performance or (
        [] if set(touched) & {"load", "performance"} else [derived(say.no_load, source)]
    )
    ui = take(units, ("ui",))
    reply["ui_design"] = ui or (
        [screens(touched["ui"][0])]
        if "ui" in touched and screen(touched["ui"][0])
        else []
        if len(touched.get("ui", [])) >= 3
        else [derived(say.none(say.no_screen), source)]
    )


def someone(who: str) -> bool:
    """Whether a phrase names people or a role; ``only the hash is stored`` does not."""
    words = set(who.lower().replace(",", " ").split())
    return bool(words & (lex.ROLES | {"role", "roles", "people", "members", "team"})) or any(
        word.isupper() and len(word) > 1 for word in who.split()
    )


SCREENS = r"(?i)\b((?:the |an? )?(?:(?!(?:in|on|of|the|a|an|to|from|at|and|or|only|one|with|for|this|that|new|is|click|clicks|see|is|are|each|by|every|as|they|it|we|you)\b)[\w-]+ ){1,2}(?:page|screen|dialog|modal|menu|tab|form|dashboard|panel|wizard|toolbar|sidebar|view|editor|seite|maske|ansicht|formular))\b"


def screen(unit: Unit) -> str | None:
    match = pattern(SCREENS).search(unit.text)
    if match is None:
        return None
    words = match[1].split()
    if words[0].lower() in ("the", "a", "an"):
        return match[1] if len(words) <= 4 else None
    return " ".join(words[-2:]) if len(words) >= 2 and base(words[-2].lower()) not in lex.IMPERATIVES else None


def screens(unit: Unit) -> Said:
    place = with_article(screen(unit) or "", rough=True)
    place = place if place == screen(unit) and place[:4].lower() not in ("the ", "a ") else lower_first(place)
    return derived(f"The change shows in {place}.", None, [unit])


def take(units: list[Unit], kinds: tuple[str, ...], most: int = 6) -> list[Said]:
    found: list[Said] = []
    seen: list[set[str]] = []
    for unit in units:
        if unit.kind not in kinds or unit.used or len(found) >= most:
            continue
        text = whole(unit)
        if text is None:
            continue
        mine = stems(text)
        if any(mine and len(mine & other) >= 0.75 * len(mine | other) for other in seen):
            continue
        seen.append(mine)
        found.append(stated(text, [unit]))
    return found


def designs(reply: dict[str, Any], units: list[Unit], touched: dict[str, list[Unit]], source: str, say: Words) -> None:
    """Calls and table definitions are copied as they stand in the notes."""
    calls: list[str] = []
    notes: list[Said] = []
    for unit in units:
        if unit.kind in ("another", "silent", "chatter"):
            continue
        if unit.form == "code":
            if calls and unit.text.lstrip()[:1] in "{[" and len(unit.text) < 1500:
                calls.append("\n" + unit.text)
                unit.used = True
            elif pattern(API_CALL).search(unit.text[:2000]) or (unit.label in ("http", "https") and unit.text):
                calls.append(unit.text)
                unit.used = True
            continue
        match = pattern(API_CALL).search(unit.text) if "/" in unit.text else None
        if match:
            call = match[0].rstrip(".,;:`)")
            if call not in calls:
                calls.append(call)
            if not unit.used and len(notes) < 5 and len(unit.text) > len(match[0]) + 12:
                text = whole(unit)
                if text:
                    notes.append(stated(text, [unit]))
            elif not unit.used:
                unit.used = True
                notes.append(derived(f"The call is `{call}`.", None, [unit])) if not unit.text.startswith(
                    call
                ) else None
        elif unit.kind == "api" and not unit.used and len(notes) < 5:
            text = whole(unit)
            if text:
                notes.append(stated(text, [unit]))
    if not calls and not notes:
        for number, criterion in enumerate(reply["acceptance_criteria"]):
            if pattern(r"(?i)\b(?:endpoint|api|webhook)s?\b").search(criterion["text"]) and not notes:
                notes.append(derived(say.no_path, f"acceptance_criteria[{number}]"))
    if not calls and not notes:
        notes = [] if "api" in touched and api_meant(touched["api"]) else [derived(say.none(say.no_call), source)]
    reply["api_design"] = {"code": "\n".join(calls[:8]), "language": "http" if calls else "", "notes": notes}
    tables: list[str] = []
    notes = []
    for unit in units:
        if unit.form == "code" and pattern(
            r"(?i)\b(?:create table|alter table|add column|drop column|create index)\b"
        ).search(unit.text[:4000]):
            tables.append(unit.text)
            unit.used = True
        elif unit.kind == "data" and not unit.used and len(notes) < 6:
            text = whole(unit)
            if text:
                notes.append(stated(text, [unit]))
    if not tables and not notes:
        behind = [unit for unit in touched.get("data", []) if alters(unit)]
        notes = [] if behind else [derived(say.none(say.no_schema), source)]
    reply["database_schema"] = {"code": "\n".join(tables), "language": "sql" if tables else "", "notes": notes}


def api_meant(units: list[Unit]) -> bool:
    return any(
        unit.kind in ("want", "requirement", "api", "title", "limit", "")
        and set(unit.words) & {"api", "endpoint", "endpoints", "webhook", "webhooks", "schnittstelle"}
        for unit in units
    )


HIT = r"(?i)\b(?:clients?|partners?|integrations?|tokens?|devices?|scripts?|consumers?|sdks?|apps?|customers?|plugins?)\b[^.;]{0,80}\b(?:break|breaks)\b"


def changes(reply: dict[str, Any], units: list[Unit], touched: dict[str, list[Unit]]) -> None:
    """Migration: yes where the notes change a schema or move data, no where they touch none. Breaking: yes where they
    say so or something clients use is removed or renamed."""
    moves = [
        unit
        for unit in units
        if unit.kind in ("requirement", "want", "data", "risk", "dependency", "limit")
        and set(unit.words) & {"migrate", "migration", "migrated", "backfill", "migrieren", "datenmigration"}
    ]
    moved = [unit for unit in moves if not unmoved(unit)]
    altered = [
        unit
        for unit in touched.get("data", [])
        if alters(unit) and unit.kind in ("requirement", "want", "data", "limit", "code")
    ]
    if moved:
        text = whole(moved[0])
        reply["data_migration"] = {"needed": "yes", "description": stated(text, moved[:1]) if text else None}
    elif altered:
        reply["data_migration"] = {"needed": "unknown", "description": None}
    elif moves:
        text = whole(moves[0])
        reply["data_migration"] = {"needed": "no", "description": stated(text, moves[:1]) if text else None}
    else:
        reply["data_migration"] = {"needed": "no", "description": None}
    kept_as = [
        unit
        for unit in units
        if pattern(r"(?i)^existing [\w ]{3,30} (?:get|are|have|keep|receive|will|must|should)\b|^bestehende ").match(
            unit.text
        )
    ]
    if altered and not moved and kept_as:
        text = whole(kept_as[0])
        reply["data_migration"] = {"needed": "yes", "description": stated(text, kept_as[:1]) if text else None}
    broken = (
        [unit for unit in units if unit.kind == "breaking"]
        or [
            unit
            for unit in units
            if "break" in unit.text.lower()
            and not unit.text.endswith("?")
            and pattern(HIT).search(unit.text)
            and not pattern(r"(?i)\b(?:no|not|without|non|must not|don't|never)\b[^.]{0,20}break").search(unit.text)
        ]
        or [
            unit
            for unit in units
            if any(word in unit.text.lower() for word in ("break", "no longer", "incompatible"))
            and pattern(
                r"(?i)\bbreaking change|\bbreaks? (?:the |existing |old |all )*(?:api|clients?|contract|integrations?|compatib)|\bno longer (?:supported|accepted|available)|backwards?[- ]incompatible"
            ).search(unit.text)
            and not pattern(r"(?i)\b(?:no|not|without|non|must not|don't|never)\b[^.]{0,20}break").search(unit.text)
        ]
    )
    kept = [
        unit
        for unit in units
        if any(word in unit.text.lower() for word in ("compatib", "break", "existing"))
        and pattern(
            r"(?i)backwards?[- ]compatib|\b(?:no|not|without|non|must not|don't|never)\b[^.]{0,20}break|existing (?:clients|integrations|users) (?:must )?(?:keep|continue)"
        ).search(unit.text)
    ]
    removed = [
        unit
        for unit in touched.get("api", [])
        if set(unit.words) & {"remove", "removed", "rename", "renamed", "drop", "deprecate", "deprecated"}
    ]
    if broken:
        text = whole(broken[0])
        text = (
            sentence(
                pattern(r"(?i)^(?:careful|risk|caution|warning|watch out|achtung|vorsicht)\s*[:,-]\s*").sub("", text)
            )
            if text
            else None
        )
        reply["breaking_changes"] = {"needed": "yes", "description": stated(text, broken[:1]) if text else None}
    elif kept:
        text = whole(kept[0])
        reply["breaking_changes"] = {"needed": "no", "description": stated(text, kept[:1]) if text else None}
    else:
        reply["breaking_changes"] = {
            "needed": "unknown"
            if removed or any(unit.kind == "risk" and {"break", "breaks"} & set(unit.words) for unit in units)
            else "no",
            "description": None,
        }


def empty_tests(reply: dict[str, Any], touched: dict[str, list[Unit]], source: str, say: Words) -> None:
    """Stated tests first; a level that nothing calls for says why it is empty."""
    reasons = {
        "unit_tests": say.no_unit,
        "integration_tests": say.no_integration,
        "e2e_tests": say.no_flow,
        "performance_tests": say.no_target,
    }
    for level, reason in reasons.items():
        if not reply[level]:
            if level == "unit_tests" and not reply["acceptance_criteria"]:
                reply[level] = [derived(say.later, source)]
                continue
            reply[level] = [derived(say.none(reason), source)]


ID = r"(?<![\w/.#-])(?:#\d{1,6}|[A-Z][A-Z0-9]{1,9}-\d{1,6})\b"
NOT_IDS = (
    "UTF-",
    "ISO-",
    "SHA-",
    "RFC-",
    "CVE-",
    "COVID-",
    "GPT-",
    "IE-",
    "HTTP-",
    "AES-",
    "MD-",
    "ICPSR-",
    "US-",
    "AC-",
    "FR-",
    "NFR-",
    "V-",
    "PHASE-",
    "WCAG-",
    "Q-",
    "TLS-",
    "A-",
    "H-",
    "MP-",
)


def related(reply: dict[str, Any], units: list[Unit], title: str) -> None:
    """Ticket ids of the notes: blocked by, blocks, else related to."""
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    for unit in units:
        if unit.kind in ("injection", "silent", "another", "chatter") or unit.form == "code":
            continue
        low = unit.text.lower()
        for match in pattern(ID).finditer(unit.text):
            ref = match[0]
            if title.startswith(ref) or ref in seen or ref.startswith(NOT_IDS) or len(found) >= 12:
                continue
            seen.add(ref)
            before = low[max(0, match.start() - 40) : match.start()]
            blocked = (
                "blocked by" in before
                or "depends on" in before
                or "waiting for" in before
                or "waits for" in before
                or "needs " in before
                or "blockiert durch" in before
            )
            kind = (
                "blocked_by" if blocked else "blocks" if "blocks" in before or "blockiert" in before else "related_to"
            )
            text = ref
            found.append(
                {
                    "kind": kind,
                    "ref": {
                        "text": text,
                        "basis": "stated",
                        "lines": [unit.lines[0]],
                        "quote": ref,
                        "derived_from": None,
                    },
                }
            )
            unit.used = True
    reply["related_issues"] = found


def excluded(unit: Unit) -> str | None:
    """``not now: PDF export`` gives ``Out of scope: PDF export.``"""
    text = (
        pattern(
            r"(?i)^(?:not now|not for now|later|out of scope|not in scope|not part of this|nicht teil davon|nicht teil|nice to have|non-goals?|no need for|not needed|phase (?:2|two))\s*[:,-]*\s+"
        )
        .sub("", strip_leads(unit.text))
        .rstrip(" .!")
    )
    if pattern(r"(?i)^nicht teil").match(unit.text) or (
        unit.under("out") and pattern(r"(?i)\b(?:der|die|das|und|nicht)\b").search(unit.text)
    ):
        return sentence(unit.text)
    bare = text != strip_leads(unit.text).rstrip(" .!") or unit.under("out")
    if pattern(r"(?i)^(?:for now|now|today|yet|at all)$").match(text):
        return None
    if bare and (telling(unit) or len(text.split()) <= 8) and text and text.count("(") == text.count(")"):
        return sentence(f"Out of scope: {lower_first(text)}")
    return whole(unit) if telling(unit) else None


def planned(unit: Unit) -> str | None:
    """A date as a remark: ``Could we have it before the release on 1 July?`` gives ``Wanted before the release ...``."""
    match = pattern(r"(?i)\b((?:before|by|until) (?:the )?[\w ,.-]{3,60}?)[?.!]?$").search(unit.text)
    if unit.text.endswith("?"):
        return f"Wanted {match[1]}." if match else None
    text = unit.text.rstrip(" .")
    return whole(unit) or (sentence(f"{unit.label}: {text}") if unit.label and text else None)


KEPT = (
    "out",
    "when",
    "decision",
    "doc",
    "test",
    "workaround",
    "environment",
    "requirement",
    "want",
    "limit",
    "context",
)


def remarks(reply: dict[str, Any], units: list[Unit], subject: Subject, say: Words) -> None:
    """Decisions, exclusions, dates, stated tests and documents: what a reader should know and no section holds."""
    found: list[Said] = []
    seen = [stems(said["text"]) for said in [*reply["background"], *reply["acceptance_criteria"]]]
    for unit in units:
        if (
            unit.used
            or len(found) >= NOTES
            or (unit.kind == "test" and pattern(r"(?i)\beverything\b|works? (?:fine|well)").search(unit.text))
        ):
            continue
        if (unit.kind not in KEPT and not unit.under("decisions")) or (
            unit.speaker and unit.kind not in ("out", "when", "decision")
        ):
            continue
        text = (
            excluded(unit)
            if unit.kind == "out"
            else sentence(f"Decided: {lower_first(strip_leads(unit.text).rstrip(' .'))}")
            if unit.kind == "decision"
            else planned(unit)
            if unit.kind == "when"
            else whole(unit)
        )
        if unit.kind == "context" and (
            len(unit.words) > 12
            or has_finite(unit.text.lower())
            or (unit.form == "prose" and len(units) > 25)
            or not telling(unit)
        ):
            continue
        if text is None or (unit.text.endswith("?") and unit.kind != "when"):
            continue
        mine = stems(text)
        if any(mine and len(mine & other) >= 0.75 * len(mine | other) for other in seen):
            continue
        seen.append(mine)
        found.append(stated(text, [unit]))
    reply["notes"] = found
