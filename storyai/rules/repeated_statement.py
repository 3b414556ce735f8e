from collections.abc import Iterator

from storyai.document import Document
from storyai.finding import Related
from storyai.rules._rule import Problem, rule


@rule("US115", "warning", tags=("form",), help="Delete one of them, or say in what they differ.")
def repeated_statement(document: Document) -> Iterator[Problem]:
    """The same statement stands twice in the file.

    It will be estimated twice and built once, or the other way round.

    Bad:

    ```markdown
    As a buyer, I want to see my orders, so that I can order again.

    As a buyer, I want to see my orders, so that I can order again.
    ```

    Good:

    ```markdown
    As a buyer, I want to see my orders, so that I can order again.

    As a seller, I want to see new orders, so that I can pack them.
    ```

    Source: "unique" in the Quality User Story framework (Lucassen et al. 2016).
    """
    if len(document.statements) < 2:
        return
    seen: dict[str, tuple[int, int]] = {}
    for statement in document.statements:
        if statement.want is None:
            continue
        said = " ".join(document.plain[statement.start : statement.end].lower().replace(",", " ").split()).rstrip(" .")
        if said in seen:
            first = Related(*seen[said], "the first time")
            slot = document.slot(statement.start, statement.end)
            line = document.lines.place(seen[said][0])[0]
            yield Problem(slot.start, slot.end, f"the same statement as in line {line}", related=(first,), slot=slot)
        else:
            seen[said] = (statement.start, statement.end)
