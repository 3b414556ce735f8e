from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule


@rule("US114", "info", tags=("form",), help="Use the form of the other stories.")
def odd_statement_form(document: Document) -> Iterator[Problem]:
    """One statement of a backlog is worded unlike all the others.

    A story in another form is overlooked when somebody searches, sorts or imports the backlog.

    Bad:

    ```markdown
    As a buyer, I want to see my orders, so that I can order again.

    As a buyer, I want to cancel an order, so that I get my money back.

    As a buyer, I am able to rate an order, so that others can choose.

    As a seller, I want to see new orders, so that I can pack them.
    ```

    Good:

    ```markdown
    As a buyer, I want to see my orders, so that I can order again.

    As a buyer, I want to cancel an order, so that I get my money back.

    As a buyer, I want to rate an order, so that others can choose.

    As a seller, I want to see new orders, so that I can pack them.
    ```

    Source: "uniform" in the Quality User Story framework (Lucassen et al. 2016).
    """
    if len(document.statements) < 4:
        return
    forms: dict[str, list[tuple[int, int]]] = {}
    for statement in document.statements:
        if statement.role is None or statement.want is None or statement.role.end > statement.want.start:
            continue
        start, end = statement.role.end, statement.want.start
        form = " ".join(document.plain[start:end].lower().replace(",", " ").split())
        forms.setdefault(form, []).append((start, end))
    usual = max(forms.values(), key=len, default=[])
    total = sum(map(len, forms.values()))
    if len(usual) * 4 < total * 3:
        return
    for places in forms.values():
        if places is not usual and len(places) * 10 <= max(total, 10):
            for start, end in places:
                while start < end and document.plain[start] in " ,\r\n*_":
                    start += 1
                while end > start and document.plain[end - 1] in " ,\r\n*_":
                    end -= 1
                said = " ".join(document.text[start:end].split())
                yield Problem(
                    start, end, f'"{said}" where the others say something else', slot=document.slot(start, end)
                )
