from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import bare, parts

_LIMITS = frozenset((
    "only", "except", "excluding", "including", "not", "optional", "optionally", "unless", "must", "should", "without", "if",
    "also", "later", "maybe", "possibly", "tbd", "required",
))  # fmt: skip


@rule("US110", "info", tags=("form",), help="Move it to the notes, or say it as a criterion.")
def aside_in_statement(document: Document) -> Iterator[Problem]:
    """The statement carries an aside in brackets.

    Either it matters, then it is a criterion, or it does not. Abbreviations, examples and explanations in brackets are
    fine; what limits or adds something ("only", "except", "not", "optional") is what a tester must not miss.

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export invoices (only the unpaid ones), so that I can chase late payers.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export value added tax (VAT) returns, so that I can file them.
    ```

    Source: "minimal" in the Quality User Story framework (Lucassen et al. 2016).
    """
    alone = len(document.statements) == 1 and bare(document)
    for statement in document.statements:
        for part in parts(statement):
            at = part.plain.find("(")
            close = part.plain.find(")", at)
            if at < 0:
                continue
            if close < 0:
                close = len(part.plain) - 1
            inside = part.plain[at + 1 : close].strip()
            said = inside.lower().split()
            if len(said) < 2 or inside.isupper() or inside.lower().startswith(("e.g", "i.e", "for example", "such as")):
                continue
            limits = not _LIMITS.isdisjoint(said)
            if limits or alone:
                message = "a condition stands in brackets" if limits else "an aside in brackets"
                yield Problem(part.start + at, part.start + close + 1, message, slot=part)
