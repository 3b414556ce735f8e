from collections.abc import Iterator

from storyai.document import Document
from storyai.finding import Edit, Fix
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import bare, is_placeholder


@rule("US113", "info", tags=("form",), help="Set the parts off with commas.")
def missing_comma(document: Document) -> Iterator[Problem]:
    """The parts of the statement run into each other without a comma.

    "As a buyer I want" is read twice before it is understood, and tools that split at commas miss the parts. Asked for
    only in files of the template's shape, which has the commas, and where the statement is all there is.

    Bad:

    ```markdown
    ## User Story

    As an accountant I want to export unpaid invoices, so that I can chase late payers.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: "well-formed" in AQUSA (Lucassen et al. 2017).
    """
    if len(document.statements) > 3 or not (document.shape == "template" or bare(document)):
        return
    for statement in document.statements:
        role, want, benefit = statement.role, statement.want, statement.benefit
        if (
            statement.language != "en"
            or role is None
            or want is None
            or is_placeholder(role)
            or not role.end <= want.start
        ):
            continue
        ends = [role.end]
        if (
            "in order to" not in document.plain[want.end : want.end + 16].lower()
            and benefit is not None
            and want.end <= benefit.start
        ):
            ends.append(want.end)
        edits: list[Edit] = []
        for end, following in zip(ends, (want, benefit), strict=False):
            between = document.text[end : following.start if following is not None else end]
            if "\n" in between or any(mark in between for mark in ",;:.-–—"):
                continue
            while document.text[end : end + 1] in ("*", "_"):
                end += 1
            edits.append(Edit(end, end, ","))
        if edits:
            fix = Fix("set the parts off with commas", tuple(edits), safe=True)
            first = edits[0].start
            stop = want.start if first < want.start else benefit.start if benefit is not None else first + 1
            yield Problem(
                first, stop, "no comma between the parts", slot=document.slot(statement.start, statement.end), fix=fix
            )
