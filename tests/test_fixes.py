"""Fixes: splices that change nothing else, add no fact, and are done after one run."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyai.document import Document, parse
from storyai.finding import Edit, Finding, Fix
from storyai.linter import lint
from storyai.linter.fixes import facts, fix, objection, splice, without_overlaps
from storyai.rules import all_rules
from storyai.rules._rule import Problem, Rule, rule
from tests.small_rules import red, story


def finding(start: int, end: int, text: str, *, safe: bool = True, code: str = "ZZ1") -> Finding:
    remedy = Fix("do it", (Edit(start, end, text),), safe)
    return Finding(code, "x", "warning", "no", start, end, fix=remedy, fingerprint=f"{code}{start}{end}{text}")


def test_a_splice_replaces_its_place_and_nothing_else() -> None:
    assert splice("one two three", [Edit(8, 13, "3"), Edit(0, 3, "1")]) == "1 two 3"
    assert splice("ab", [Edit(1, 1, "-")]) == "a-b"
    assert splice("ab", []) == "ab"


def test_inserted_lines_end_as_the_lines_of_the_text_do() -> None:
    assert splice("a\r\nb", [Edit(3, 3, "x\ny\n")]) == "a\r\nx\r\ny\r\nb"
    assert splice("a\nb", [Edit(2, 2, "x\n")]) == "a\nx\nb"


def test_of_fixes_that_touch_each_other_the_first_is_taken() -> None:
    chosen = without_overlaps([finding(4, 8, "b"), finding(0, 5, "a"), finding(8, 9, "c"), finding(8, 8, "d")])
    assert [(one.start, one.end) for one in chosen] == [(0, 5), (8, 9)]


def test_safe_fixes_are_applied_and_unsafe_ones_only_when_asked_for() -> None:
    def look(text: str) -> list[Finding]:
        return lint(text, rules=[red])

    assert fix(story("It is red and red."), look).text == story("It is blue and blue.")

    def unsafe(text: str) -> list[Finding]:
        at = text.find("red")
        return [finding(at, at + 3, "blue", safe=False)] if at >= 0 else []

    assert fix(story("It is red."), unsafe).text == story("It is red.")
    assert fix(story("It is red."), unsafe, unsafe=True).text == story("It is blue.")


def test_what_one_fix_brings_to_light_is_fixed_in_the_next_round() -> None:
    steps = {"one": "two", "two": "three", "three": "four"}

    def look(text: str) -> Iterator[Finding]:
        for word, after in steps.items():
            if (at := text.find(word)) >= 0:
                yield finding(at, at + len(word), after, code=word)

    assert fix(story("It is one."), lambda text: list(look(text))).text == story("It is four.")


def test_fixes_that_undo_each_other_end() -> None:
    def look(text: str) -> list[Finding]:
        for word, after in (("black", "white"), ("white", "black")):
            if (at := text.find(word)) >= 0:
                return [finding(at, at + len(word), after, code=word)]
        return []

    done = fix(story("It is black."), look)
    assert done.text in (story("It is black."), story("It is white."))
    assert done.refused and done.refused[0][1] == "another fix takes it back"


def test_a_fix_that_leaves_its_finding_is_refused() -> None:
    def stubborn(text: str) -> list[Finding]:
        at = text.index("red")
        remedy = Fix("ask", (Edit(at + 3, at + 3, " (really?)"),), True)
        return [Finding("ZZ1", "x", "warning", "no", at, at + 3, "red", fix=remedy, fingerprint="same")]

    done = fix(story("It is red."), stubborn)
    assert done.text == story("It is red.")
    assert [why for _, why in done.refused] == ["it does not settle the finding"]


@pytest.mark.parametrize(
    ("added", "refused"),
    [
        (" within 200 ms", "200, 200ms"),
        (" by 2027-01-31", "2027-01-31"),
        (" as Maria agreed", "Maria"),
        (" over HTTPS", "HTTPS"),
        (" in iOS", "iOS"),
        (", see https://example.org", "https://example.org"),
        (", ask a@example.org", "a@example.org"),
        (" for #12", "#12"),
        (" at 5 EUR", "5, EUR"),
        (" (Open question: within how long?)", None),
        (" after 3 s", None),
        (" after 3s", None),
        (" after 3 ms", "3ms"),
        (" as Ann wants", None),
        (" as the Acceptance Criteria say", None),
    ],
)
def test_a_fix_adds_no_number_unit_date_name_or_address(added: str, refused: str | None) -> None:
    text = story("The page opens after 3 s, as Ann wants.", "The door opens.")
    at = text.index("The door opens") + len("The door opens")
    why = objection(text, Fix("add", (Edit(at, at, added),)))
    if refused is None:
        assert why is None
    else:
        assert why is not None and why.startswith("it adds what the story does not say: ")
        assert set(refused.split(", ")) & set(why.split(": ", 1)[1].split(", "))


@pytest.mark.parametrize(
    "added",
    ["\n\n## Notes", "\n\n```", "\n<!--", "\n- [x] more\n\nand", "\n\n    ", "\n---\n"],
)
def test_a_fix_that_changes_the_rest_of_the_story_is_refused(added: str) -> None:
    text = story("The wall is new.", "The door opens.", "The roof is flat.")
    at = text.index("The wall is new.")
    before = parse(text)
    after = parse(splice(text, [Edit(at, at, added)]))
    why = objection(text, Fix("add", (Edit(at, at, added),)))
    same = [item.slot.text for item in after.items[-2:]] == [item.slot.text for item in before.items[-2:]]
    assert why is not None or same


def test_a_new_heading_above_other_criteria_is_refused() -> None:
    text = story("The wall is new.", "The door opens.")
    at = text.index("- [ ] The door")
    assert objection(text, Fix("add", (Edit(at, at, "\n## Notes\n\n"),))) == (
        "the rest of the story would change its meaning"
    )
    assert objection(text, Fix("add", (Edit(at, at, "- [ ] It shuts.\n"),))) is None


def test_edits_outside_the_text_or_across_each_other_are_refused() -> None:
    text = story("The wall is new.")
    assert objection(text, Fix("x", (Edit(0, len(text) + 1, ""),))) == "it reaches outside the text"
    assert objection(text, Fix("x", (Edit(2, 5, ""), Edit(4, 6, "")))) == "its edits overlap"


def test_one_bad_fix_does_not_keep_the_good_ones_away() -> None:
    text = story("It is red.", "It is old.")

    def look(text: str) -> list[Finding]:
        found = lint(text, rules=[red])
        at = text.find("old")
        return [*found, finding(at, at + 3, "42 years old")]

    done = fix(text, look)
    assert done.text == story("It is blue.", "It is old.")
    assert [why for _, why in done.refused] == ["it adds what the story does not say: 42, 42years"]


CRITERIA = st.lists(
    st.sampled_from(
        [
            "It is red.", "The page is fast, red, etc.", "It shows several rows and should be user-friendly.",
            "🎨 It is red as appropriate.", "<!-- storyai-disable ZZ101 -- old -->", "- nested is red",
            "It is red within 3 s, TBD.", "**Label:** red and/or blue", "| red |", "`red` is fine, red is not",
        ]
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(CRITERIA, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_fixing_twice_is_fixing_once_and_no_fact_is_added(criteria: list[str], unsafe: bool, newline: str) -> None:
    text = story(*criteria).replace("\n", newline)
    rules = (*all_rules(), red)

    def look(text: str) -> list[Finding]:
        return lint(text, rules=rules)

    once = fix(text, look, unsafe=unsafe)
    again = fix(once.text, look, unsafe=unsafe)
    assert again.text == once.text
    # Comments may go, and what stood in them with them; nothing comes.
    assert facts(once.text) - facts(text) <= {word for rule in rules for word in (rule.code, *rule.tags)}
    assert ("\r\n" in once.text) == (newline == "\r\n" and newline in text)
    assert "\n" not in once.text.replace("\r\n", "") or newline == "\n"


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Fix]:
    text = story(*draw(CRITERIA))
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(0, 12)))
    words = st.sampled_from(["", " ", "x", "\n", "- [ ] ", "# ", "```", "<!-- ", "**", "blue", "\n\n"])
    return text, Fix("change", (Edit(start, end, "".join(draw(st.lists(words, max_size=3)))),))


def others(document: Document, start: int, end: int) -> list[str]:
    return [item.slot.text for item in document.items if item.slot.end < start or item.slot.start > end]


@settings(max_examples=150, deadline=None)
@given(edits())
def test_a_fix_that_is_allowed_leaves_every_other_criterion_as_it_was(case: tuple[str, Fix]) -> None:
    text, remedy = case
    if objection(text, remedy) is not None:
        return
    (edit,) = remedy.edits
    after = splice(text, remedy.edits)
    kept = others(parse(text), edit.start, edit.end)
    left = others(parse(after), edit.start, edit.start + len(edit.text))
    assert kept == left


def test_every_fix_of_every_rule_is_allowed_on_its_own_bad_example() -> None:
    refused: list[str] = []
    for each in all_rules():
        if each.check is None:
            continue
        for example in each.examples("Bad"):
            done = fix(example, lambda text, one=each: lint(text, rules=[one]), unsafe=True)  # type: ignore[misc]
            refused += [f"{each.code} {each.name}: {why}" for _, why in done.refused]
    assert refused == []


def test_an_edit_within_a_comment_states_nothing() -> None:
    @rule("ZZ401", "warning")
    def in_comment(document: Document) -> Iterator[Problem]:
        for comment in document.comments:
            at = comment.start + 5
            yield Problem(at, at, "old", fix=Fix("number it", (Edit(at, at, "AC201 "),)))

    assert isinstance(in_comment, Rule)
    text = story("It is new. <!-- storyai-disable red -- agreed -->")
    (found,) = lint(text, rules=[in_comment])
    assert found.fix is not None and objection(text, found.fix) is None
