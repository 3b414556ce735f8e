"""The sections around the criteria: dependencies, security, performance, screens, tests, related issues, notes."""

from typing import Any

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.background import telling, whole
from storyai.engine.offline.derive import amount_in, timed
from storyai.engine.offline.design import screen, screens
from storyai.engine.offline.grammar import lower_first, sentence
from storyai.engine.offline.predicates import has_finite, strip_leads
from storyai.engine.offline.say import Said, derived, stated
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.subject import Subject, stems
from storyai.engine.offline.units import Unit
from storyai.engine.offline.words import Words

NOTES = 6


def lists(
    reply: dict[str, Any], units: list[Unit], touched: dict[str, list[Unit]], source: str, say: Words, *, bug: bool
) -> None:
    """Dependencies, security, performance and screens: what the notes say, else why nothing stands there."""
    reply["dependencies"] = take(units, ("dependency",)) or [derived(say.no_dependency, source)]
    security = take(units, ("security",))
    for number, criterion in enumerate(reply["acceptance_criteria"]):
        text = criterion["text"]
        match = pattern(r"(?i)^only (.{3,60}?) (?:can|may|must|are|is)\b").match(text) or pattern(
            r"(?i)^([^,;:]{3,60}?) only\.?$"
        ).match(text)
        if match and len(security) < 5 and someone(match[1]):
            security.append(
                derived(
                    f"A request by anyone other than {lower_first(match[1])} is refused.",
                    f"acceptance_criteria[{number}]",
                )
            )
    if not security:
        for number, criterion in enumerate(reply["acceptance_criteria"]):
            if not security and pattern(
                r"(?i)\b(?:is|are|be|must|only) (?:stored |saved |kept )?(?:encrypted|hashed|masked|encrypt|hash|mask)\b"
            ).search(criterion["text"]):
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
        not set(words_of(f"{criterion.get('title') or ''} {criterion['text']}")).isdisjoint(
            lex.SECURITY | {"signed", "signature", "role", "roles", "permission", "permissions"}
        )
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
        []
        if any(unit.kind in DEMANDS for name in ("load", "performance") for unit in touched.get(name, ()))
        else [derived(say.no_load, source)]
    )
    ui = take(units, ("ui",))
    reply["ui_design"] = ui or (
        [screens(touched["ui"][0])]
        if "ui" in touched and screen(touched["ui"][0])
        else []
        if len(touched.get("ui", [])) >= 3
        else [derived(say.none(say.no_screen), source)]
    )


DEMANDS = ("requirement", "want", "performance", "limit", "title")


def someone(who: str) -> bool:
    """Whether a phrase names people or a role; ``only the hash is stored`` does not."""
    words = set(who.lower().replace(",", " ").split())
    return bool(words & (lex.ROLES | {"role", "roles", "people", "members", "team"})) or any(
        word.isupper() and len(word) > 1 for word in who.split()
    )


def take(units: list[Unit], kinds: tuple[str, ...], most: int = 6) -> list[Said]:
    found: list[Said] = []
    seen: list[set[str]] = []
    for unit in units:
        if unit.kind not in kinds or unit.used or len(found) >= most:
            continue
        text = whole(unit)
        if text is None or text.startswith(("I ", "I'")):
            continue
        mine = stems(text)
        if any(mine and len(mine & other) >= 0.75 * len(mine | other) for other in seen):
            continue
        seen.append(mine)
        found.append(stated(text, [unit]))
    return found


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


REFERS = r"(?:relat\w*|see|issue|ticket|story|blocks?|blocked by|depends on|fix\w*|duplicates?|pr|mr|bug|after|with|in|to|by|[#(])[: ]*(?:#\d+,? (?:and )?)*$"
"""What stands before a small number that is a ticket's."""


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
            if len(ref) == 2 and not pattern(REFERS).search(low[max(0, match.start() - 24) : match.start()]):
                continue  # "#1 on the list", "for #2 and #3"
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
            unit.speaker
            and unit.kind not in ("out", "when", "decision")
            and not (len(units) <= 30 and unit.kind in ("requirement", "limit"))
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
        hanging = (
            unit.kind == "context"
            and unit.words[0] in ("it", "they", "this", "these")
            and len(units) <= 25
            and len(unit.words) >= 8
            and "," in unit.text
        )
        if (
            unit.kind == "context"
            and not hanging
            and (
                len(unit.words) > 12
                or has_finite(unit.text.lower())
                or (unit.form == "prose" and len(units) > 25)
                or not telling(unit)
            )
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


REST = ("requirement", "limit", "want", "decision", "out", "repeat")


def rest(reply: dict[str, Any], units: list[Unit], taken: set[int], told: list[str], lines: list[str]) -> None:
    """Add to the notes what stands beside something used in its line and would go unseen with it.

    taken: the lines that the reply rests on. told: its texts. lines: the text that was read. A line that nothing rests
    on is listed as left out. An answer behind a question is told with it, in the words of the notes.
    """
    known: set[str] = set().union(*(stems(text) for text in told))
    for unit in units:
        if len(reply["notes"]) >= NOTES + 2:
            return
        if unit.used or unit.speaker or unit.kind not in REST or unit.form not in ("item", "prose"):
            continue
        text = None if "?" in unit.text or not taken.issuperset(unit.lines) else whole(unit)
        mine = stems(unit.text)
        new = mine - known
        if text is None or len(unit.words) < 4 or len(new) < 2 or 3 * len(new) < len(mine):
            continue
        known |= mine
        if unit.kind == "repeat" and len(unit.lines) == 1:
            text = pattern(r"^\W*(?:\d+[.)] )?(?:\[[ x]\] )?").sub("", lines[unit.lines[0] - 1]).strip() or text
        reply["notes"].append(stated(text, [unit]))
