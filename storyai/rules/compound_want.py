from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import VERBS, is_placeholder


@rule("US105", "warning", tags=("form",), help="Write one story for each of them.")
def compound_want(document: Document) -> Iterator[Problem]:
    """The statement wants two things: two verbs, each with an object of its own.

    Two wants are built, tested and paid for apart, and one of them is always late. Several objects of one verb are
    fine ("export invoices and receipts"), and so is one gesture in two words ("drag and drop").

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices and assign a reviewer to each supplier, so that I can close the month.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices and receipts, so that I can close the month.
    ```

    Source: "atomic" in the Quality User Story framework (Lucassen et al. 2016); INCOSE R18.
    """
    for statement in document.statements:
        want = statement.want
        if want is None or statement.language != "en" or is_placeholder(want):
            continue
        hit = second_verb(want.plain)
        if hit is not None:
            start, end = hit
            said = " ".join(want.text[start:end].split())
            yield Problem(want.start + start, want.start + end, f'"{said}" is a second want', slot=want)


def second_verb(plain: str) -> tuple[int, int] | None:
    """Where a second verb with its own object begins: "to export the list and assign a reviewer"."""
    tokens = plain.lower().replace(",", " , ").split()
    if len(tokens) < 5:
        return None
    first = (
        1
        if tokens[0] == "to"
        else 3
        if tokens[:3] == ["be", "able", "to"]
        else 4
        if tokens[:4] == ["to", "be", "able", "to"]
        else 0
    )
    if tokens[:4] == ["to", "be", "able", "to"]:
        first = 4
    if first == 0 or first >= len(tokens) or tokens[first] not in VERBS:
        return None
    for at in range(first + 2, len(tokens) - 2):
        if tokens[at] not in ("and", "then") or (tokens[at] == "and" and tokens[at + 1] == "then"):
            continue
        verb = at + 2 if tokens[at + 1] in ("to", "also", "then") else at + 1
        if verb + 1 >= len(tokens) or tokens[verb] not in VERBS or tokens[verb - 1] == ",":
            continue
        if tokens[verb + 1] not in _DETERMINERS and tokens[at + 1] not in ("to", "also"):
            continue
        if tokens[verb + 1] in ("it", "them", "this", "these", "that") or tokens[at - 1] in VERBS:
            continue  # the same object again: one want
        words = plain.split()
        joint = " ".join(words)
        del joint
        return _place(plain, tokens[at], tokens[verb])
    return None


_DETERMINERS = frozenset(
    ("the", "a", "an", "my", "our", "their", "its", "all", "each", "every", "new", "any", "some", "other", "multiple")
)


def _place(plain: str, joint: str, verb: str) -> tuple[int, int] | None:
    lowered = plain.lower()
    at = lowered.find(f"{joint} ")
    while at >= 0:
        rest = lowered[at:].split(None, 3)
        if verb in rest[1:3]:
            start = lowered.index(verb, at + len(joint))
            return start, len(plain.rstrip(" .,"))
        at = lowered.find(f"{joint} ", at + 1)
    return None
