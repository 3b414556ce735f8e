from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import parts, stands_alone


@rule("US110", "info", tags=("form",), help="Move it to the notes, or say it as a criterion.")
def aside_in_statement(document: Document) -> Iterator[Problem]:
    """The statement carries an aside in brackets.

    Either it matters, then it is a criterion, or it does not. Abbreviations in brackets are fine.

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
    for statement in document.statements:
        if not stands_alone(document, statement):
            continue
        for part in parts(statement):
            at = part.plain.find("(")
            close = part.plain.find(")", at)
            if at < 0:
                continue
            if close < 0:
                close = len(part.plain) - 1
            inside = part.plain[at + 1 : close].strip()
            if " " in inside and "," not in inside and not inside.isupper():
                yield Problem(part.start + at, part.start + close + 1, "an aside in brackets", slot=part)
