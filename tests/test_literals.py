"""The pieces of text that spare a pattern: what a pattern matches always has them."""

import re
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyai.rules import MODULES
from storyai.rules._literals import may_match, needs
from storyai.rules._touches import Touch

TOUCHES: list[Touch] = [
    touch
    for name in MODULES
    if name.endswith("_risk")
    for touch in getattr(import_module(f"storyai.rules.{name}"), "_TOUCHES", ())
]
PATTERNS = sorted({pattern for touch in TOUCHES for pattern in (touch.claim, touch.also) if pattern})


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\bdelet\w*", ((("delet",),),)),
        (r"\bruns?\b", ((("run",),),)),
        (r"fast|\w+", ()),
        (r"(?:an? )?\bnew[- ]?columns?", ((("new",), ("column",)),)),
        (r"(?:user|role)s? (?:of|for)", ((("user", "role"),),)),
        (r"(?:users?|roles?){0,2}? kept", (((" kept",),),)),
        (r"(?<!not )saved\b(?! files)|\.zip files", ((("saved",),), (("zip files",),))),
        (r"[abc]+|known", ()),
        (r"(?:x(?:abc|abd)e{2}|abf)", ((("abc", "abd", "abf"),),)),
        (r"abc(?:de)?fgh+", ((("abc",), ("fgh",)),)),
    ],
)  # fmt: skip
def test_each_alternative_has_its_groups_of_pieces(pattern: str, pieces: object) -> None:
    assert {frozenset(groups) for groups in needs(pattern)} == {frozenset(groups) for groups in pieces}  # type: ignore[attr-defined]


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_match_of_a_risk_pattern_is_passed_over(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.MULTILINE), fullmatch=True))
    assert may_match(pattern, text)


def test_a_text_without_the_pieces_is_passed_over() -> None:
    assert not may_match(r"\b(?:drop|rename)\w*\s+(?:tables?|columns?)\b", "drop the curtain")
    assert may_match(r"\b(?:drop|rename)\w*\s+(?:tables?|columns?)\b", "drop tables")
