"""``review --watch``: the times of the files, looked at twice a second."""

import os
import sys
import time
from collections.abc import Callable

Times = dict[str, tuple[int, int]]


def watching(paths: Callable[[], list[str]], once: Callable[[list[str]], int], renewed: Callable[[], bool]) -> int:
    """Review all, then whatever changes, until interrupted, which is how it ends: nothing is said about it.

    renewed: takes over settings that have changed, and says whether they have.
    """
    try:
        _watch(paths, once, renewed)
    except KeyboardInterrupt:
        return 130
    return 0


def _watch(paths: Callable[[], list[str]], once: Callable[[list[str]], int], renewed: Callable[[], bool]) -> None:
    found = paths()
    before = _times(found)
    once(found)
    while True:
        sys.stdout.flush()
        time.sleep(0.5)
        found = paths()
        now = _times(found)
        changed = [path for path in found if now.get(path) != before.get(path)]
        before = now
        what = ", ".join(changed)
        if renewed():
            changed, what = found, "the settings"
        if changed:
            sys.stdout.write(f"\n{time.strftime('%H:%M:%S')} changed: {what}\n")
            once(changed)


def _times(paths: list[str]) -> Times:
    times: Times = {}
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            continue
        times[path] = (status.st_mtime_ns, status.st_size)
    return times
