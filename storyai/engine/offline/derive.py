"""What follows from the criteria and the surfaces, by named rules: tests, checklists, design notes, "not applicable"."""

from typing import Any

from storyai.engine.offline.grammar import lower_first
from storyai.engine.offline.predicates import has_finite
from storyai.engine.offline.say import Said, derived
from storyai.engine.offline.sentences import pattern, words_of
from storyai.engine.offline.words import Words

TIME = r"(?i)\d\s?(?:ms|s|sec|seconds?|sekunden?|minutes?|min|rps|qps|requests)\b|p9\d|per second|pro sekunde"


def tests(
    criteria: list[Said], touched: dict[str, Any], names: frozenset[str], role: str | None, say: Words, own: set[str]
) -> dict[str, list[Said]]:
    """Every criterion gets a test, in the level its surface calls for.

    A time or throughput is a performance test; a call, a mail, a job, a table or an outside service an integration
    test; a limit or a rule a unit test; what a person does on a screen an end-to-end test.
    own: criteria in the words of the notes, which may be no sentences.
    """
    found: dict[str, list[Said]] = {"unit_tests": [], "integration_tests": [], "e2e_tests": [], "performance_tests": []}
    for number, criterion in enumerate(criteria):
        text = criterion["text"]
        words = set(words_of(text))
        source = f"acceptance_criteria[{number}]"
        titled = f"{criterion['title']}: {text}" if criterion.get("title") else text
        whole = say.rough == "de" or (titled is text and (text not in own or has_finite(text.lower())))
        inner = titled.rstrip(".") if say.rough == "de" else lower_first(titled.rstrip("."), names)
        bare = pattern(r'"[^"]*"').sub('""', text)
        only = pattern(r"(?i)^only (.{3,60}?) (?:can|may) (.+?)[.]?$").match(text)
        case = pattern(r"(?i)^(?:if|when) ([^,\"]{4,120}), (.+?)[.]?$").match(text)
        if timed(bare):
            level, line = "performance_tests", say.measure(inner) if whole else f"Measure: {inner}."
        elif only:
            level, line = "integration_tests", say.denied_.format(lower_first(only[1], names), only[2])
        elif case:
            level, line = "integration_tests" if words & _OUTSIDE else "unit_tests", say.case_.format(case[1], case[2])
        elif pattern(BOUNDARY).search(bare) and len(words) <= 40:
            level, line = "unit_tests", say.boundary(amount_in(bare))
        elif pattern(MOMENT).search(bare) and len(words) <= 24:
            level, line = "unit_tests", say.moment_.format(inner)
        elif words & _OUTSIDE:
            level, line = "integration_tests", say.test(inner) if whole else f"Test: {inner}."
        elif (role and text.lower().startswith((f"the {role} can", "a user can", f"{role} "))) or words & _ACTS:
            level, line = "e2e_tests", say.test(inner) if whole else f"Test: {inner}."
        else:
            level, line = "unit_tests", say.test(inner) if whole else f"Test: {inner}."
        found[level].append(derived(line, source))
    if not found["unit_tests"] and len(found["e2e_tests"]) > 1:
        found["unit_tests"].append(found["e2e_tests"].pop())
    return found


BOUNDARY = r"(?i)\b(?:at most|at least|up to|no more than|not more than|max\.?|maximum(?: is)?|minimum(?: is)?|more than|less than|fewer than|höchstens|mindestens|maximal|bis zu|limit of) \d"
MOMENT = r"(?i)\b(?:after|within|before|earlier than|nach|innerhalb von) \d+ ?(?:minutes?|min|hours?|h|days?|weeks?|months?|years?|minuten|stunden|tagen?|wochen|monaten?|jahren?)\b|\d+ (?:days?|hours?|minutes?|weeks?) (?:before|after)\b"


def amount_in(text: str) -> str:
    """The bound of a criterion with its unit: ``30 seconds``, ``10k rows``; empty where it has none."""
    quick = pattern(r"< ?(\d[\d.,]* ?(?:ms|s|sec|seconds?|min|minutes?)\b)").search(text)
    if quick:
        return quick[1]
    amount = None if pattern(BOUNDARY).search(text) else pattern(AMOUNT).search(text)
    if amount:
        return amount[0]
    match = pattern(
        BOUNDARY
        + r"[\d.,]*(?:\s?(?:%|k\b|[a-zA-ZäöüÄÖÜ]+))?(?: (?:rows|items|records|entries|lines|files|users|characters|zeilen|nutzer|zeichen))?"
    ).search(text)
    if match is None:
        return ""
    bound = str(pattern(r"^\D+").sub("", match[0])).rstrip(" .,")
    last = bound.split()[-1].lower()
    return bound if last[0].isdigit() or last.endswith("s") or last in UNITS else bound.split()[0]


UNITS = frozenset(
    "ms s sec min h kb mb gb tb k year month week day hour minute second % zeilen sekunden minuten stunden tage tagen wochen monate monaten jahre jahren zeichen nutzer eur usd euro".split()
)


def timed(text: str) -> bool:
    """A response time or throughput to be measured; not a deadline, an expiry or a retry."""
    words = set(words_of(text))
    if text.lower().startswith("the limit is "):  # a quota
        return False
    return bool(pattern(TIME).search(text)) and not words & NOT_TIMED


NOT_TIMED = frozenset(
    "lock unlock unlocked delete deleted expire expires expiry retention locked lock keep kept removes removed before repeated reminder gesperrt cancel offline earlier ahead timeout disabled löschen".split()
)
AMOUNT = r"(?i)\b\d[\d.,]*\s?(?:ms|seconds?|sec|s|sekunden?|minutes?|minuten|min|rps|qps|requests)\b"
_OUTSIDE = frozenset(
    "api endpoint post get put patch service services server database table column email mail job queue webhook sync "
    "synced import imports imported export exports exported migration migrated file files integration s3 third-party cache log logs datenbank "
    "schnittstelle storage replicated nightly".split()
)
_ACTS = frozenset(
    "tap swipe banner click clicks clicked opens enters selects selected button page screen dialog form menu tab drag klickt öffnet seite knopf".split()
)


def checklists(
    touched: dict[str, Any], tested: dict[str, list[Said]], source: str, say: Words
) -> tuple[list[Any], list[Any]]:
    """The template's documentation and done items that this story does not call for, each with the reason.

    No screen: no Storybook. No call: no API documentation. No number to meet: no benchmark. Nothing that touches
    access, personal data or money: no security review.
    """
    documentation: list[Any] = []
    done: list[Any] = []

    def drop(items: list[Any], item: str, reason: str) -> None:
        items.append({"item": item, "reason": derived(reason, source)})

    if "ui" not in touched:
        drop(documentation, "Create Storybook stories (UI components)", say.no_screen)
        drop(done, "Storybook stories created and reviewed (UI features)", say.no_screen)
    if "api" not in touched:
        drop(documentation, "Update API documentation", say.no_call)
    drop(documentation, "Update CLAUDE.md (if workflow changes)", say.no_workflow)
    if not tested["performance_tests"]:
        drop(done, "Performance benchmarks met", say.no_target)
    if not set(touched) & {"security", "permissions", "personal", "money", "deletion"}:
        drop(done, "Security review passed (if applicable)", say.no_access)
    return documentation, done
