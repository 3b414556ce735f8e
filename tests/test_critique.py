"""A model's critique: located, checked, merged, and never in the way of the rules."""

from collections.abc import Callable
from typing import Any

import pytest

from storyai.document import parse
from storyai.engine import Answer, Request, Usage
from storyai.errors import EngineUnavailable, UsageError
from storyai.finding import Finding
from storyai.linter import LintSettings, lint
from storyai.reviewer import Ask, Review, review
from storyai.reviewer.quotes import locate
from storyai.rules._kinds import KINDS

STORY = """\
# Export orders

## User Story
As a **shop owner**, I want **to export my orders**, so that **my accountant has them**.

## Acceptance Criteria
- [ ] **Format:** The export is a *CSV* file with a `total` column
- [ ] The export opens the way "accountants" like it
- [ ] The page loads fast
- [ ] Owners can delete all orders of a year

## Risks
- **Risk 1:** The file is large → **Mitigation:** we will be careful
"""


class Model:
    """Answers with the given replies in turn and keeps the requests; an exception among them is raised."""

    name, model = "openai", "test"

    def __init__(self, *replies: Any) -> None:
        self.replies = list(replies)
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return Answer(reply, Usage(requests=1, prompt_tokens=10))


def objection(quote: str, kind: str = "untestable", **other: Any) -> dict[str, Any]:
    return {"quote": quote, "kind": kind, "category": None, "why": "w", "remedy": "r", "severity": "warning", **other}


def reply(*findings: dict[str, Any]) -> dict[str, Any]:
    return {"surface": "orders", "findings": list(findings)}


def by_model(result: Review) -> list[Finding]:
    return [finding for finding in result.findings if finding.source == "model"]


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("delete all orders", "delete all orders"),
        ("The export is a CSV file with a total column", "The export is a *CSV* file with a `total` column"),
        (" 8| - [ ] The export opens", "The export opens"),
        ("- [ ] The export opens", "- [ ] The export opens"),
        ("opens the way “accountants” like it", 'opens the way "accountants" like it'),
        ("'The page loads fast'", "The page loads fast"),
        ("delete\n  all orders", "delete all orders"),
        ("The page  loads fast", "The page loads fast"),
        ("the export", None),
        ("page loads slowly", None),
        ("The page ... fast", None),
        ("delete all order", None),
        ("**", None),
        ("", None),
    ],
)
def test_a_quotation_is_located_exactly_or_not_at_all(quote: str, stands: str | None) -> None:
    place = locate(parse(STORY), quote)
    assert (STORY[place[0] : place[1]] if place else None) == stands


def test_a_quotation_that_stands_twice_is_taken_where_the_criteria_are() -> None:
    text = "# Orders are exported\n\nOrders are exported today.\n\n## Acceptance Criteria\n- [ ] Orders are exported\n"
    assert locate(parse(text), "Orders are exported") == (text.rindex("Orders"), len(text) - 1)


def test_a_models_objection_becomes_a_finding_with_its_place_and_the_tags_of_the_contract() -> None:
    model = Model(
        reply(
            objection('the way "accountants" like it'),
            objection("delete all orders of a year", "missing-risk", category="data_loss", severity="info"),
        )
    )
    vague, risk = by_model(review(STORY, LintSettings(ignore=("RK",)), model))
    assert (vague.code, vague.name, vague.severity, vague.tags) == ("MD001", "untestable", "warning", ("vague",))
    assert (vague.quote, vague.message, vague.help) == ('the way "accountants" like it', "w", "r")
    assert vague.section == "Acceptance Criteria"
    assert STORY[vague.start : vague.end] == vague.quote
    assert (risk.code, risk.severity, risk.tags) == ("MD006", "info", ("missing-risk", "data_loss"))
    assert len(model.asked) == 1


def test_the_rules_findings_come_through_unchanged_and_the_question_does_not_depend_on_them() -> None:
    model = Model(reply())
    result = review(STORY, engine=model)
    assert result.findings == lint(STORY)
    assert model.asked[0].inputs == {"story": STORY}
    assert model.asked[0].inputs["story"] == STORY


def test_a_quote_that_does_not_stand_is_asked_again_once_then_dropped_and_counted() -> None:
    wrong, right = objection("deletes everything"), objection('the way "accountants" like it')
    model = Model(reply(wrong, right), reply(wrong))
    result = review(STORY, engine=model)
    assert [finding.quote for finding in by_model(result)] == ['the way "accountants" like it']
    assert result.notices == ["dropped 1 finding of the model without an exact quote"]
    first, second = model.asked
    assert (len(first.corrections), len(second.corrections)) == (0, 1)
    assert '"deletes everything" does not stand in the story' in second.corrections[0].problem
    assert result.usage == Usage(requests=2, prompt_tokens=20)


def test_a_quote_mended_at_the_second_asking_counts() -> None:
    model = Model(reply(objection("deletes everything")), reply(objection("delete all orders of a year")))
    result = review(STORY, engine=model)
    assert [finding.quote for finding in by_model(result)] == ["delete all orders of a year"]
    assert result.notices == []


def test_what_a_rule_said_there_is_not_said_again_by_the_model() -> None:
    said = objection("loads fast")
    other = objection("loads fast", "missing-boundary")
    assert [finding.code for finding in by_model(review(STORY, engine=Model(reply(said, other))))] == ["MD005"]


def test_a_missing_risk_is_one_for_each_category() -> None:
    model = Model(
        reply(
            objection("delete all orders of a year", "missing-risk", category="data_loss"),
            objection("The file is large", "missing-risk", category="data_loss"),
            objection("The file is large", "missing-risk", category="performance"),
        )
    )
    tags = [finding.tags[1] for finding in by_model(review(STORY, LintSettings(ignore=("RK",)), model))]
    assert sorted(tags) == ["data_loss", "performance"]


def test_samples_are_merged_and_say_how_often_each_finding_came_back() -> None:
    twice = objection("delete all orders of a year", "missing-risk", category="data_loss")
    elsewhere = {**twice, "quote": "Owners can delete all orders"}
    once = objection('the way "accountants" like it')
    model = Model(reply(twice, once), reply(elsewhere), reply())
    result = review(STORY, LintSettings(ignore=("RK",)), model, ask=Ask(samples=3))
    assert [(finding.code, finding.message) for finding in by_model(result)] == [
        ("MD001", "w [1/3]"), ("MD006", "w [2/3]"),
    ]  # fmt: skip
    assert [request.sample for request in model.asked] == [0, 1, 2]


def test_a_fingerprint_survives_moved_lines_other_words_around_it_and_other_reasons() -> None:
    def fingerprint(text: str, **other: str) -> str:
        (found,) = by_model(review(text, engine=Model(reply(objection('the way "accountants" like it', **other)))))
        return found.fingerprint

    moved = STORY.replace("## Acceptance Criteria\n", "Some words.\n\n## Acceptance Criteria\n\n- [ ] Another one\n")
    assert fingerprint(moved, why="said otherwise") == fingerprint(STORY)


def test_ignored_and_suppressed_kinds_of_objections_are_left_out() -> None:
    found = reply(objection('the way "accountants" like it'), objection("a year", "missing-boundary"))
    assert [f.code for f in by_model(review(STORY, LintSettings(ignore=("MD005",)), Model(found)))] == ["MD001"]
    assert [f.code for f in by_model(review(STORY, LintSettings(ignore=("untestable",)), Model(found)))] == ["MD005"]
    comment = "<!-- storyai-disable-next-line untestable -- agreed -->\n"
    hushed = STORY.replace("- [ ] The export opens", f"{comment}- [ ] The export opens")
    assert [f.code for f in by_model(review(hushed, engine=Model(found)))] == ["MD005"]


def test_an_engine_that_fails_leaves_the_rules_findings_and_the_error() -> None:
    result = review(STORY, engine=Model(EngineUnavailable("no answer from http://x")))
    assert result.findings == lint(STORY)
    assert isinstance(result.error, EngineUnavailable)
    assert result.error.exit_code == 3


def test_samples_that_came_before_a_failure_count() -> None:
    model = Model(reply(objection('the way "accountants" like it')), EngineUnavailable("gone"))
    result = review(STORY, engine=model, ask=Ask(samples=2))
    assert [finding.message for finding in by_model(result)] == ["w [1/2]"]
    assert result.error is not None


def test_a_text_that_is_no_story_and_the_offline_engine_cost_no_request() -> None:
    model = Model()
    assert review("Just a shopping list.", engine=model).notices == ["the text is no story, so the model was not asked"]
    model.name = "offline"
    assert review(STORY, engine=model).findings == lint(STORY)
    assert model.asked == []


def test_a_models_words_bring_in_no_link_image_html_or_control_character() -> None:
    said = objection(
        "a year", "missing-boundary", why="see [this](https://evil.example) <img src=x>\x1b[2J\nnow",
        remedy="![x](https://evil.example/?q=orders)",
    )  # fmt: skip
    (found,) = by_model(review(STORY, engine=Model(reply(said))))
    assert (found.message, found.help) == ("see this &lt;img src=x>[2J now", "x")


TOKEN = "ghp_" + "a1B2" * 9


def test_a_story_with_a_secret_is_not_sent_and_masked_where_asked() -> None:
    text = STORY.replace("a year", f"a year with {TOKEN}")
    model = Model()
    with pytest.raises(UsageError, match=r"^shop\.md:10:51: this looks like a secret \(GitHub Token\); nothing was"):
        review(text, engine=model, path="shop.md")
    assert model.asked == []
    model = Model(reply(objection("delete all orders of a year with", "missing-boundary")))
    (found,) = by_model(review(text, engine=model, ask=Ask(masked=True)))
    assert found.quote == "delete all orders of a year with"
    assert TOKEN not in str(model.asked)


def test_every_kind_of_objection_has_a_code_of_its_own_and_a_name_no_rule_has() -> None:
    from storyai.rules import all_rules

    assert [kind.code for kind in KINDS.values()] == [f"MD{number:03}" for number in range(1, len(KINDS) + 1)]
    assert not {kind.name for kind in KINDS.values()} & {rule.name for rule in all_rules()}


def test_the_kinds_of_the_reply_are_the_kinds_we_know() -> None:
    from storyai.engine.prompts import reply_schema

    assert reply_schema("critique")["$defs"]["Objection"]["properties"]["kind"]["enum"] == list(KINDS)


Suggested = Callable[..., dict[str, Any]]


def rewrites(*lines: str, criterion: int = 1) -> dict[str, Any]:
    return {"suggestions": [{"criterion": criterion, "rewrites": list(lines)}]}


def test_suggestions_become_unsafe_fixes_of_the_vague_criterion() -> None:
    good = "The page is shown within (Open question: how many seconds?) of a click"
    other = "The page is shown without a visible wait (Open question: what counts as a wait?)"
    model = Model(reply(), rewrites(good, other))
    result = review(STORY, engine=model, ask=Ask(suggest=True))
    (found,) = [finding for finding in result.findings if "vague" in finding.tags]
    assert found.fix is not None and not found.fix.safe
    (edit,) = found.fix.edits
    assert STORY[edit.start : edit.end] == "The page loads fast"
    assert edit.text == good
    assert found.extra["suggestions"] == [good, other]
    assert model.asked[1].inputs["criteria"] == '1. The page loads fast\n   vague: "fast"'


def test_a_suggestion_with_a_fact_the_story_lacks_or_that_stays_vague_is_sent_back_once_then_dropped() -> None:
    invented = "The page is shown within 3 seconds on Firefox"
    vague = "The page is shown quickly"
    model = Model(reply(), rewrites(invented, vague), rewrites(invented))
    result = review(STORY, engine=model, ask=Ask(suggest=True))
    (found,) = [finding for finding in result.findings if "vague" in finding.tags]
    assert "suggestions" not in found.extra
    problem = model.asked[2].corrections[0].problem
    assert "the story does not say 3 seconds, Firefox" in problem
    assert "still vague: quickly" in problem
    assert result.notices == ["dropped 1 suggestion that brought in facts or stayed vague"]


def test_a_story_without_a_vague_criterion_asks_for_no_suggestion() -> None:
    model = Model(reply())
    review(STORY.replace("- [ ] The page loads fast\n", ""), engine=model, ask=Ask(suggest=True))
    assert [request.task for request in model.asked] == ["critique"]
