"""What the risk rules look for before they search: the words that spare a pattern are in all that it matches."""

from importlib import import_module

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from storyai.document import parse
from storyai.rules import MODULES
from storyai.rules._facts import facts
from storyai.rules._touches import Said, Touch

TOUCHES = [
    pytest.param(touch, id=f"{name}-{number}")
    for name in MODULES
    if name.endswith("_risk")
    for number, touch in enumerate(getattr(import_module(f"storyai.rules.{name}"), "_TOUCHES", ()))
]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def told(text: str) -> Said:
    return Said(facts(parse(f"As a clerk, I want it.\n\n## Acceptance Criteria\n\n- [ ] x {text} x\n")))


@pytest.mark.parametrize("touch", [each for each in TOUCHES if each.values[0].besides])
@FEW
@given(data=st.data())
def test_a_claim_always_has_a_word_of_every_group_besides(touch: Touch, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(touch.claim, fullmatch=True).filter(str.isprintable))
    assume(text == text.lower() and text.isascii())
    said = told(text)
    assume(said.claims and any(text in claim for _, claim in said.claims) and said.standing(touch.hints))
    for words in touch.besides:
        assert said.standing(words), (text, words)


@pytest.mark.parametrize("touch", [each for each in TOUCHES if each.values[0].needs])
@FEW
@given(data=st.data())
def test_a_document_that_the_second_pattern_matches_has_one_of_the_words_it_needs(
    touch: Touch, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(touch.also, fullmatch=True).filter(str.isprintable))
    assume(text == text.lower() and text.isascii())
    assert not told(text).found.words.isdisjoint(touch.needs.split()), text
