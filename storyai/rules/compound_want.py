import re
from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import VERBS, is_placeholder


@rule("US105", "warning", tags=("form",), help="Write one story for each of them.", local=True)
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
    tokens: list[str] = []
    places: list[int] = []
    for match in re.finditer(r"[\w'’-]+|,", plain.lower()):
        tokens.append(match[0])
        places.append(match.start())
    opening = next((words for words in _OPENINGS if tokens[: len(words)] == list(words)), None)
    if opening is None or len(tokens) < len(opening) + 5:
        return None
    first = len(opening)
    if tokens[first] not in VERBS or tokens[first] in _WAYS:
        return None
    for at in range(first + 2, len(tokens) - 2):
        if tokens[at] not in ("and", "then"):
            continue
        verb = at + 2 if tokens[at + 1] in ("to", "also", "then") else at + 1
        if verb + 1 >= len(tokens) or tokens[verb] not in VERBS or tokens[at - 1] in VERBS:
            continue
        # with an object of its own, not "and print it"
        if tokens[verb + 1] in _DETERMINERS or (verb > at + 1 and tokens[verb + 1] not in _SAME):
            return places[verb], len(plain.rstrip(" .,"))
    return None


_OPENINGS = (("to", "be", "able", "to"), ("be", "able", "to"), ("to",))
_SAME = frozenset(("it", "them", "this", "these", "that"))
# How one gets somewhere: "log in and see my orders" is one want.
_WAYS = frozenset(
    ("log", "login", "sign", "go", "open", "navigate", "click", "drag", "visit", "return", "enter", "access")
)
_DETERMINERS = frozenset(
    ("the", "a", "an", "my", "our", "their", "its", "all", "each", "every", "new", "any", "some", "other", "multiple")
)
