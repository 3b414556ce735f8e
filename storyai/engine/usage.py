"""What a run costs: counted, estimated before a call, held within a budget, and said in one line.

The estimate counts one token for every 4 bytes of UTF-8 of the messages and the reply schema, and 4 for each
message: close for English, and too high rather than too low for most other scripts. A reply is allowed for with
``max-tokens`` where that is set, else with REPLY_ALLOWANCE.
"""

import json
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from storyai.config import Price
from storyai.engine import Usage
from storyai.errors import BudgetSpent

BYTES_PER_TOKEN = 4
MESSAGE_TOKENS = 4
REPLY_ALLOWANCE = 2_000


def estimate(messages: Sequence[Mapping[str, str]], schema: dict[str, Any] | None = None) -> int:
    """Tokens a request's prompt will take, by the rule above."""
    size = sum(len(message["content"].encode("utf-8", "replace")) for message in messages)
    if schema:
        size += len(json.dumps(schema, separators=(",", ":")))
    return -(-size // BYTES_PER_TOKEN) + MESSAGE_TOKENS * len(messages)


class Meter:
    """Counts a run's usage over all threads, and refuses a call that would exceed the budget (in tokens).

    ``reserve`` before a call and ``settle`` after it, also after a failed one.
    """

    def __init__(self, budget: int | None = None) -> None:
        self.budget = budget
        self.usage = Usage()
        self._reserved = 0
        self._unknown = 0
        self._lock = Lock()

    def reserve(self, tokens: int) -> None:
        """Set aside what a call may take. Raises BudgetSpent where that exceeds the budget."""
        with self._lock:
            spent = self.usage.prompt_tokens + self.usage.completion_tokens + self._unknown
            if self.budget is not None and spent + self._reserved + tokens > self.budget:
                running = f", {self._reserved:,} set aside for calls under way" if self._reserved else ""
                raise BudgetSpent(
                    f"the budget of {self.budget:,} tokens is spent: {spent:,} used{running}, "
                    f"and the next request may take {tokens:,}"
                )
            self._reserved += tokens

    def settle(self, reserved: int, usage: Usage, unknown: int = 0) -> None:
        """Replace what was set aside by what was used; unknown: tokens to take for used where no one counted."""
        with self._lock:
            self._reserved -= reserved
            self._unknown += unknown
            self.usage += usage

    def add(self, usage: Usage) -> None:
        """Count what cost no call, such as an answer from the cache."""
        self.settle(0, usage)


def cost(usage: Usage, price: Price) -> float:
    """What the tokens cost, in the price's currency."""
    cached = price.prompt if price.cached is None else price.cached
    fresh = max(usage.prompt_tokens - usage.cached_tokens, 0)
    return (fresh * price.prompt + usage.cached_tokens * cached + usage.completion_tokens * price.completion) / 1e6


def usage_line(usage: Usage, price: Price | None = None) -> str:
    """Requests, retries, tokens, cached share and price, as one line."""
    retries = f" ({usage.retries} of them {_many(usage.retries, 'retry', 'retries')})" if usage.retries else ""
    parts = [f"{usage.requests} {_many(usage.requests, 'request', 'requests')}{retries}"]
    if usage.requests:
        cached = f" ({usage.cached_tokens:,} cached by the provider)" if usage.cached_tokens else ""
        parts.append(f"{usage.prompt_tokens:,} tokens in{cached}, {usage.completion_tokens:,} out")
    if usage.cached:
        answers = usage.cached + max(usage.requests - usage.retries, 0)
        parts.append(f"{usage.cached} of {answers} {_many(answers, 'answer', 'answers')} from the cache")
    if price and usage.requests:
        parts.append(f"{cost(usage, price):.4f} {price.currency}")
    return "usage: " + ", ".join(parts)


def _many(count: int, one: str, more: str) -> str:
    return one if count == 1 else more
