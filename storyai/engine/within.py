"""A limit for the whole of a request: a client's own limits start anew with every byte that arrives."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

from storyai.engine.envelope import Overdue

Result = TypeVar("Result")


def within(seconds: float, work: Callable[[Callable[[], bool]], Result]) -> Result:
    """The result of ``work``, which is told by its argument whether it is still waited for.

    Work that takes longer is left to itself, in a thread that ends with the process. Raises Overdue.
    """
    done: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()
    late = Event()

    def run() -> None:
        try:
            done.put((work(lambda: not late.is_set()), None))
        except BaseException as error:  # it is raised where it is waited for
            done.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except Empty:
        raise Overdue from None
    finally:
        late.set()
    if error is not None:
        raise error
    return result  # type: ignore[return-value]
