"""The design sections: screens, calls, tables, what a change migrates or breaks."""

from typing import Any

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.background import whole
from storyai.engine.offline.grammar import base, lower_first, sentence, with_article
from storyai.engine.offline.recognise import API_CALL
from storyai.engine.offline.risks import SOMEBODY, alters, unmoved
from storyai.engine.offline.say import Said, derived, stated
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.units import Unit
from storyai.engine.offline.words import Words

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
            told = unit.text.startswith(call) and len(unit.text) < 300 and pattern(r'\{ ?"|-> \d').search(unit.text)
            if told:
                call = unit.text
                unit.used = True
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
    moved = [unit for unit in moves if not unmoved(unit) and not pattern(SOMEBODY).search(unit.text)]
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
