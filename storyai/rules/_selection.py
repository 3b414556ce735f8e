"""Keys that name rules: a code (``AC201``), the beginning of one (``AC2``), a name, a tag, or ``all``."""

from collections.abc import Iterable

from storyai.rules._rule import Rule

# Codes of findings that come from a model and not from a rule module.
MODEL_FAMILY = "MD"


def specificity(key: str, rule: Rule) -> int:
    """How closely a key names a rule: 0 not at all, 1 ``all``, 2 a tag, 3 and more a prefix, 99 exactly this one."""
    upper = key.upper()
    if upper == rule.code or key == rule.name:
        return 99
    if _is_prefix(upper) and rule.code.startswith(upper):
        return 2 + len(upper)
    if key in rule.tags:
        return 2
    return 1 if key == "all" else 0


def matches(key: str, rule: Rule) -> bool:
    return specificity(key, rule) > 0


def names(key: str, code: str, name: str, tags: Iterable[str]) -> bool:
    """Whether a key names a finding, whether a rule or a model made it."""
    upper = key.upper()
    return upper == code or key == name or key == "all" or key in tags or (_is_prefix(upper) and code.startswith(upper))


def unknown_key(key: str, rules: Iterable[Rule]) -> str | None:
    """None for a key that names something, else what was probably meant (may be empty)."""
    rules = tuple(rules)
    if key == "all" or key.upper().startswith(MODEL_FAMILY) or any(matches(key, rule) for rule in rules):
        return None
    from storyai.rules._kinds import KINDS

    if any(matches(key, kind) for kind in KINDS.values()):
        return None
    from difflib import get_close_matches

    known = {word.lower(): word for rule in rules for word in (rule.code, rule.name, *rule.tags)}
    # A letter for the digit it looks like is the usual slip.
    code = key[:2].lower() + key[2:].upper().translate({ord("O"): "0", ord("I"): "1", ord("L"): "1", ord("S"): "5"})
    if code in known:
        return known[code]
    close = get_close_matches(key.lower(), known, n=1, cutoff=0.6)
    return known[close[0]] if close else ""


def _is_prefix(key: str) -> bool:
    return len(key) >= 2 and key[:2].isalpha() and (len(key) == 2 or key[2:].isdigit())
