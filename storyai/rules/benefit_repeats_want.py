from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import is_placeholder

_EMPTY = frozenset(
    """
    a an the to i we can could will be able so that of and or in on for my our their it is are have has this them they
    want with do
    """.split()
)


@rule("US108", "warning", tags=("form",), help="Say what becomes possible, or what stops hurting.", local=True)
def benefit_repeats_want(document: Document) -> Iterator[Problem]:
    """The benefit says the want again: "export invoices, so that I can export invoices".

    It names no reason, so nobody can weigh it or look for a better way.

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can export the unpaid invoices.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: "conceptually sound" in the Quality User Story framework (Lucassen et al. 2016).
    """
    for statement in document.statements:
        want, benefit = statement.want, statement.benefit
        if want is None or benefit is None or is_placeholder(benefit):
            continue
        wanted, good = _stems(want.plain), _stems(benefit.plain)
        if good and good <= wanted and len(good) * 2 >= len(wanted):
            yield Problem(benefit.start, benefit.end, "the benefit repeats the want", slot=benefit)


def _stems(plain: str) -> set[str]:
    """The words that mean something, without their endings."""
    return {
        word.rstrip("s").removesuffix("ing").removesuffix("ed").rstrip("e") for word in
        ("".join(c if c.isalnum() or c in "-'" else " " for c in plain.lower())).split() if word not in _EMPTY
    }  # fmt: skip
