"""Several questions at once: in threads, with the answers in the order of the questions."""

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from storyai.engine import Answer, Engine, Request
from storyai.errors import StoryaiError

Item = TypeVar("Item")
Result = TypeVar("Result")


def ask_many(engine: Engine, requests: Sequence[Request], concurrency: int = 4) -> list[Answer | StoryaiError]:
    """Each request's answer, or the error it ended with, in the order of the requests."""
    return in_order(engine, requests, concurrency)


def in_order(
    work: Callable[[Item], Result], items: Sequence[Item], concurrency: int = 4
) -> list[Result | StoryaiError]:
    """Each item's result, or the StoryaiError it ended with, in the order of the items.

    At most ``concurrency`` are under way. An interrupt does not wait for them (the threads are daemons). Any
    other exception is raised here, once all are done.
    """

    def one(item: Item) -> Result | StoryaiError:
        try:
            return work(item)
        except StoryaiError as error:
            return error

    if concurrency <= 1 or len(items) <= 1:
        return [one(item) for item in items]
    results: dict[int, Result | StoryaiError] = {}
    waiting: SimpleQueue[int] = SimpleQueue()
    done: SimpleQueue[BaseException | None] = SimpleQueue()
    for number in range(len(items)):
        waiting.put(number)

    def run() -> None:
        try:
            while True:
                number = waiting.get_nowait()
                results[number] = one(items[number])
        except Empty:
            done.put(None)
        except BaseException as error:
            done.put(error)

    threads = [Thread(target=run, daemon=True) for _ in range(min(concurrency, len(items)))]
    for thread in threads:
        thread.start()
    failed = [error for error in [done.get() for _ in threads] if error is not None]
    if failed:
        raise failed[0]
    return [results[number] for number in range(len(items))]
