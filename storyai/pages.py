"""The page of whatever storyai finds: rules, what a model objects to, what a trace finds."""

from storyai.rules import Rule, all_rules
from storyai.rules._kinds import KINDS, page
from storyai.rules._selection import matches
from storyai.tracer import KINDS as TRACED


def pages(key: str) -> list[tuple[Rule, str]]:
    """What a code, the beginning of one, a name or a tag means, each with its page. The rules come first."""
    rules = [(rule, rule.markdown()) for rule in all_rules() if matches(key, rule)]
    if rules:
        return rules
    others = [(kind, page(kind)) for kind in KINDS.values()] + [(kind, kind.markdown()) for kind in TRACED]
    return [(kind, text) for kind, text in others if matches(key, kind)]
