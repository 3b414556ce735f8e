"""Type, priority, complexity and hours, by rules that anybody can redo by hand."""

from storyai.engine.offline import lexicon as lex
from storyai.engine.offline.recognise import has
from storyai.engine.offline.sentences import pattern
from storyai.engine.offline.units import Unit

BANDS = {"Small": (2, 3), "Medium": (8, 16), "Large": (24, 40), "XL": (40, 80)}
BUG = frozenset(
    "bug broken crash crashes crashed regression defect fails fail failed corrupts incorrect fehler abgestürzt".split()
)
IMPROVE = frozenset(
    "improve improved improvement extended enhanced faster optimize optimise refactor simplify redesign speed update rename move replace clean rework enhance better combine change verbessern ändern schneller".split()
)


def type_of(title: str, units: list[Unit], main: Unit | None) -> tuple[str, list[Unit]]:
    """SECURITY where the ask itself is about protection; BUG where something works wrongly; ENHANCEMENT where
    something existing is made better; else FEATURE."""
    low = title.lower()
    text = low + " " + (main.text.lower() if main else "")
    words = set(pattern(r"[\w-]+").findall(text))
    if (
        words
        & {
            "vulnerability",
            "cve",
            "xss",
            "csrf",
            "injection",
            "encrypt",
            "encryption",
            "2fa",
            "mfa",
            "pentest",
            "verschlüsseln",
            "brute-force",
            "lockout",
        }
        or len(set(pattern(r"[\w-]+").findall(low)) & lex.SECURITY) >= 2
    ):
        return "SECURITY", [unit for unit in [main] if unit]
    reports = [unit for unit in units if unit.kind in ("step", "actual") or unit.under("expected", "steps", "actual")]
    title_words = set(pattern(r"[\w']+").findall(low.replace("’", "'")))
    broken = title_words & (
        BUG
        | {
            "cannot",
            "can't",
            "doesn't",
            "not",
            "won't",
            "wrong",
            "error",
            "unable",
            "missing",
            "never",
            "hangs",
            "freezes",
            "twice",
            "always",
        }
    )
    broken = broken or set(low.split()[:1]) & {"double", "duplicate", "duplicated", "stray", "superfluous", "incorrect"}
    if pattern(r"\berrors? (?:reporting|handling|messages?|channel|page|logs?|layout|codes?|stat(?:e|us))\b").search(
        low
    ):
        broken -= {"error"}
    told = any(
        pattern(r"(?i)^(?:.{0,20}\b)?as an? [^,]{2,60}?,? (?:i|we)\b").match(unit.text)
        for unit in units
        if "as a" in unit.text[:30].lower()
    )
    slow = bool(pattern(r"\b(?:is|are|too) slow\b").search(low))
    order = (
        told
        or " must " in low
        or (slow and not reports)
        or (low.split() and low.split()[0].strip(":") in lex.IMPERATIVES - {"run"})
    )
    problems = [unit for unit in units if unit.kind == "problem" and has(unit, BUG)]
    demanded = sum(unit.form == "item" and unit.kind == "requirement" for unit in units)
    if (
        reports
        or (broken and not order and demanded < 3)
        or (
            problems
            and len([unit for unit in units if unit.kind == "problem"]) >= 3
            and not order
            and sum(unit.kind in ("want", "requirement") for unit in units) <= 1
        )
    ):
        return "BUG", reports[:1] or problems[:1] or [unit for unit in [main] if unit]
    first = set(low.split()[:2]) | (set(main.text.lower().split()[:3]) if main else set())
    if first & IMPROVE or pattern(r"\btoo (?:slow|long|many|much|small|large)\b|\bslow\b").search(low):
        return "ENHANCEMENT", [unit for unit in [main] if unit]
    return "FEATURE", [unit for unit in [main] if unit]


def priority_of(units: list[Unit], kind: str) -> tuple[str, list[Unit], bool]:
    """The priority the notes state, else what their urgency words say, else Medium (an assumption)."""
    for unit in units:
        low = unit.text.lower()
        if unit.kind == "priority" or unit.under("priority") or "prio" in low:
            for level, names in (
                ("Critical", ("critical", "blocker", "highest", "kritisch", "p0")),
                ("High", ("high", "major", "hoch", "p1", "important", "prio 1")),
                ("Low", ("low", "minor", "trivial", "niedrig", "p3", "p4")),
                ("Medium", ("medium", "normal", "mittel", "p2")),
            ):
                if any(name in low and pattern(rf"\b{name}\b").search(low) for name in names):
                    return level, [unit], True
    for level in ("Critical", "High", "Low"):
        for unit in units:
            low = unit.text.lower()
            if (
                unit.kind not in ("chatter", "another", "out", "injection", "silent", "code")
                or (unit.kind == "out" and len(unit.words) <= 6)
            ) and any(
                word in low and pattern(rf"(?<!not )(?<!\w){word}(?!\w)").search(low) for word in lex.URGENT[level]
            ):
                return level, [unit], True
    return "Medium", [], False


def size_of(
    units: list[Unit], criteria: int, touched: dict[str, list[Unit]], kind: str
) -> tuple[str, int, list[Unit], bool]:
    """Complexity and hours: what the notes estimate, else one point for each criterion and each surface touched."""
    for unit in units:
        if (
            unit.kind == "estimate"
            or unit.under("estimate")
            or pattern(r"(?i)\b(?:estimate|est\.|effort|aufwand|schätz|should take|takes about)\b").search(unit.text)
        ):
            match = pattern(
                r"(?i)(\d+(?:[.,]\d+)?)\s*(?:-|–|to|bis)?\s*(\d+)?\s*(h|hours?|stunden|d|days?|tage|pt|weeks?|wochen?)\b"
            ).search(unit.text)
            if match:
                amount = float((match[2] or match[1]).replace(",", "."))
                hours = amount * {"h": 1, "s": 1, "d": 8, "t": 8, "p": 8, "w": 40}[match[3][0].lower()]
                if hours <= 80:
                    return band(hours), round(hours), [unit], True
    heavy = len(set(touched) & {"ui", "api", "data", "third", "security", "money", "load"})
    points = criteria + 2 * max(0, heavy - 1)
    if kind == "BUG":
        points = min(points, 6)
    if (points <= 2 and heavy <= 1) or (kind == "BUG" and points <= 3):
        return "Small", 3, [], False
    if points <= 7:
        return "Medium", 8 if points <= 4 else 12 if points <= 5 else 16, [], False
    if points <= 15:
        return "Large", 24 if points <= 10 else 32 if points <= 12 else 40, [], False
    return "XL", min(80, 40 + 8 * (points - 15)), [], False


def band(hours: float) -> str:
    return "Small" if hours < 4 else "Medium" if hours <= 16 else "Large" if hours <= 40 else "XL"
