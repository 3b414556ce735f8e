from collections.abc import Iterator, Sequence

from storyai.document import Document, Slot
from storyai.rules._files import graph
from storyai.rules._rule import Problem, ProjectProblem, project_rule

Edges = dict[str, dict[str, tuple[str, Slot]]]


@project_rule("SF804", "error", tags=("consistency",), help="Cut one of the links.")
def dependency_cycle(files: Sequence[tuple[str, Document]]) -> Iterator[ProjectProblem]:
    """Stories wait for each other in a circle: none of them can start.

    Bad:

    ```markdown
    <!-- file: a.md -->
    # PAY-1: Refund an order

    As a clerk, I want to refund an order, so that the customer gets the money back.

    ## Related Issues
    - Blocked by PAY-2
    <!-- file: b.md -->
    # PAY-2: Send a credit note

    As a clerk, I want to send a credit note, so that accounting can book it.

    ## Related Issues
    - Blocked by PAY-1
    ```

    Good:

    ```markdown
    <!-- file: a.md -->
    # PAY-1: Refund an order

    As a clerk, I want to refund an order, so that the customer gets the money back.

    ## Related Issues
    - Blocked by PAY-2
    <!-- file: b.md -->
    # PAY-2: Send a credit note

    As a clerk, I want to send a credit note, so that accounting can book it.

    ## Related Issues
    - Blocks PAY-1
    ```

    Source: BMAD; own.
    """
    edges = graph(files)
    for cycle in _cycles(edges):
        path, slot = edges[cycle[0]][cycle[1 % len(cycle)]]
        yield ProjectProblem(path, Problem(
            slot.start, slot.end, f"a circle: {' waits for '.join([*cycle, cycle[0]])}", slot=slot,
        ))  # fmt: skip


def _cycles(edges: Edges) -> Iterator[list[str]]:
    """One cycle for each back edge of a depth-first walk, without recursion."""
    done: set[str] = set()
    for root in edges:
        if root in done:
            continue
        trail: list[str] = []
        on: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = [(root, iter(edges[root]))]
        trail.append(root)
        on.add(root)
        while stack:
            name, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                trail.pop()
                on.discard(name)
                done.add(name)
            elif following in on:
                yield trail[trail.index(following) :]
            elif following not in done:
                stack.append((following, iter(edges[following])))
                trail.append(following)
                on.add(following)
