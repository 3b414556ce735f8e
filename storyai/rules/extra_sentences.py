from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import parts, stands_alone


@rule("US109", "info", tags=("form",), help="Move it to the background, the criteria or the notes.")
def extra_sentences(document: Document) -> Iterator[Problem]:
    """Further sentences hide behind the statement.

    What stands there is neither criterion nor background and is missed by whoever plans, builds or tests.

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers. Sorting must be kept.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.

    ## Notes

    Sorting must be kept.
    ```

    Source: "minimal" in the Quality User Story framework (Lucassen et al. 2016).
    """
    for statement in document.statements:
        present = parts(statement)
        if (
            not present
            or not stands_alone(document, statement)
            or (statement.want is None and statement.benefit is None)
        ):
            continue
        start, end = present[-1].end, statement.end
        rest = document.plain[start:end]
        left = len(rest) - len(rest.lstrip(' \t\r\n.!?;,*_"”)'))
        if "." not in rest[:left] and "!" not in rest[:left] and "?" not in rest[:left]:
            continue
        if "   " in rest[:left] or document.text[start + left - 2 : start + left].startswith(("*", "-")):
            continue  # line breaks that were lost on the way (tickets): it was a paragraph or a list of its own
        words = rest[left:].split()
        if len(words) >= 3:
            stop = start + len(rest.rstrip(" *_"))
            yield Problem(
                start + left, stop, "a further sentence behind the statement", slot=document.slot(start + left, stop)
            )
