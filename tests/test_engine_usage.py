"""Cost: estimated before, held within a budget, said after; and several questions at once."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from storyai.config import Price
from storyai.engine import Answer, Request, Usage
from storyai.engine.endpoint import Endpoint
from storyai.engine.many import ask_many, in_order
from storyai.engine.openai_compatible import openai_compatible
from storyai.engine.shape import fault
from storyai.engine.usage import REPLY_ALLOWANCE, Meter, cost, estimate, usage_line
from storyai.errors import BadReply, BudgetSpent, StoryaiError
from tests.asking import NOTES, draft_reply, prompt_folder
from tests.fake_endpoint import FakeEndpoint, says

GOOD = json.dumps(draft_reply())


def test_the_estimate_is_a_token_for_4_bytes_and_4_for_a_message() -> None:
    assert estimate([{"role": "user", "content": "a" * 400}]) == 104
    assert estimate([{"role": "user", "content": "ä" * 400}]) == 204
    assert estimate([{"role": "user", "content": ""}], {"type": "object"}) == 9


def test_a_budget_stops_before_the_call_that_would_exceed_it(tmp_path: Path) -> None:
    usage = {"prompt_tokens": 3000, "completion_tokens": 500}
    with FakeEndpoint(says(GOOD, usage=usage)) as server:
        meter = Meter(budget=8000)
        target = Endpoint("gpt-x", server.url)
        engine = openai_compatible(target, prompts=prompt_folder(tmp_path), meter=meter)
        engine(NOTES)
        with pytest.raises(BudgetSpent) as caught:
            for _ in range(10):
                engine(NOTES)
    used = meter.usage.prompt_tokens + meter.usage.completion_tokens
    assert caught.value.exit_code == 4 and used == 3500 * len(server.bodies) <= 8000
    assert str(caught.value).startswith(
        f"the budget of 8,000 tokens is spent: {used:,} used, and the next request may take "
    )


def test_a_reply_that_is_asked_again_is_held_to_the_budget_too(tmp_path: Path) -> None:
    with FakeEndpoint(says("{}", usage={"prompt_tokens": 4000, "completion_tokens": 1000})) as server:
        meter = Meter(budget=7000)
        engine = openai_compatible(Endpoint("gpt-x", server.url), prompts=prompt_folder(tmp_path), meter=meter)
        with pytest.raises(BudgetSpent):
            engine(NOTES)
    assert len(server.bodies) == 1


def test_an_endpoint_that_counts_nothing_spends_the_estimate(tmp_path: Path) -> None:
    with FakeEndpoint(says(GOOD, usage=None)) as server:
        meter = Meter(budget=2 * REPLY_ALLOWANCE + 5000)
        engine = openai_compatible(Endpoint("gpt-x", server.url), prompts=prompt_folder(tmp_path), meter=meter)
        with pytest.raises(BudgetSpent):
            for _ in range(10):
                engine(NOTES)
    assert 1 <= len(server.bodies) <= 3 and meter.usage.prompt_tokens == 0


def test_threads_never_exceed_the_budget_together() -> None:
    meter = Meter(budget=1000)
    barrier = threading.Barrier(8)

    def call(number: int) -> bool:
        barrier.wait()
        try:
            meter.reserve(200)
        except BudgetSpent:
            return False
        return True

    assert sum(result is True for result in in_order(call, range(8), 8)) == 5
    meter.settle(200, Usage(requests=1, prompt_tokens=50))
    meter.reserve(100)


def test_the_usage_line_tells_requests_retries_tokens_cache_and_price() -> None:
    usage = Usage(requests=4, retries=1, prompt_tokens=12_000, completion_tokens=2_000, cached_tokens=8_000, cached=2)
    assert usage_line(usage) == (
        "usage: 4 requests (1 of them retry), 12,000 tokens in (8,000 cached by the provider), 2,000 out, "
        "2 of 5 answers from the cache"
    )
    price = Price(prompt=1.0, completion=10.0, cached=0.1, currency="EUR")
    assert cost(usage, price) == pytest.approx((4_000 * 1 + 8_000 * 0.1 + 2_000 * 10) / 1e6)
    assert usage_line(usage, price).endswith(", 0.0248 EUR")
    assert usage_line(Usage(cached=1), price) == "usage: 0 requests, 1 of 1 answer from the cache"
    assert cost(usage, replace(price, cached=None)) == pytest.approx((12_000 + 20_000) / 1e6)


class Slow:
    """Answers the later questions first, and counts how many are under way."""

    name, model = "openai", "slow"

    def __init__(self, count: int) -> None:
        self.gates = [threading.Event() for _ in range(count + 1)]
        self.gates[count].set()
        self.lock = threading.Lock()
        self.now = self.most = 0

    def __call__(self, request: Request, /) -> Answer:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        assert self.gates[request.sample + 1].wait(10)
        with self.lock:
            self.now -= 1
        self.gates[request.sample].set()
        if request.sample == 2:
            raise BadReply("the third fails")
        return Answer({"sample": request.sample})


def test_answers_come_in_the_order_of_the_questions_and_an_error_stays_in_its_place() -> None:
    slow = Slow(6)
    answers = ask_many(slow, [replace(NOTES, sample=number) for number in range(6)], concurrency=6)
    assert [a.reply["sample"] if isinstance(a, Answer) else str(a) for a in answers] == [
        0, 1, "the third fails", 3, 4, 5,
    ]  # fmt: skip
    assert slow.most <= 6


def test_no_more_than_the_concurrency_are_under_way() -> None:
    lock, under_way, most = threading.Lock(), [0], [0]
    pairs = threading.Barrier(2)

    def work(number: int) -> int:
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        pairs.wait(10)
        with lock:
            under_way[0] -= 1
        return number

    assert in_order(work, range(10), 2) == list(range(10)) and most[0] == 2


def test_a_bug_in_a_thread_is_not_swallowed() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise ZeroDivisionError
        return number

    with pytest.raises(ZeroDivisionError):
        in_order(work, range(6), 3)


def test_one_at_a_time_needs_no_thread() -> None:
    threads = {threading.current_thread().name}

    def work(number: int) -> str:
        if number == 1:
            raise StoryaiError("second")
        return threading.current_thread().name

    results = in_order(work, range(3), 1)
    assert {result for result in results if isinstance(result, str)} == threads and str(results[1]) == "second"


SCHEMA = {
    "type": "object", "required": ["name", "level", "tags", "next"], "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 5, "pattern": "^[a-z]+$"},
        "level": {"type": "integer", "minimum": 1, "maximum": 3},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 2},
        "next": {"anyOf": [{"$ref": "#/$defs/Next"}, {"type": "null"}]},
    },
    "$defs": {"Next": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "next"}}}},
}  # fmt: skip
SHAPED = {"name": "abc", "level": 2, "tags": ["a"], "next": {"kind": "next"}}
FAULTS: list[tuple[object, str]] = [
    ([], "reply is not of type object"),
    ({}, "reply.name is missing"),
    (SHAPED | {"more": 1}, "reply.more is not a field"),
    (SHAPED | {"name": 1}, "reply.name is not of type string"),
    (SHAPED | {"name": ""}, "reply.name has 0 characters"),
    (SHAPED | {"name": "abcdef"}, "reply.name has 6 characters"),
    (SHAPED | {"name": "ABC"}, "reply.name has another form"),
    (SHAPED | {"level": True}, "reply.level is not of type integer"),
    (SHAPED | {"level": 1.5}, "reply.level is not of type integer"),
    (SHAPED | {"level": 9}, "reply.level is out of range"),
    (SHAPED | {"tags": ["a", "c"]}, "reply.tags[1] is not one of a, b"),
    (SHAPED | {"tags": ["a", "b", "a"]}, "reply.tags has 3 items"),
    (SHAPED | {"next": {"kind": "last"}}, "reply.next.kind is not next"),
    (SHAPED | {"next": {}}, "reply.next.kind is missing"),
]


@pytest.mark.parametrize(("value", "expected"), FAULTS)
def test_a_reply_in_another_shape_has_its_first_fault_named(value: object, expected: str) -> None:
    assert fault(SCHEMA, value) == expected


def test_a_reply_in_shape_has_no_fault() -> None:
    assert fault(SCHEMA, SHAPED) is None and fault(SCHEMA, SHAPED | {"next": None}) is None
