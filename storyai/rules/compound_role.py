from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import is_placeholder


@rule("US112", "info", tags=("form",), help="Write one story for each of them, or name what they share.", local=True)
def compound_role(document: Document) -> Iterator[Problem]:
    """The statement speaks for two roles.

    What is good for both is rarely the same, and one of them decides when they disagree.

    Bad:

    ```markdown
    ## User Story

    As a buyer and a seller, I want to see the order, so that I know its state.
    ```

    Good:

    ```markdown
    ## User Story

    As a party to an order, I want to see it, so that I know its state.
    ```

    Source: "atomic" in the Quality User Story framework (Lucassen et al. 2016).
    """
    for statement in document.statements:
        role = statement.role
        if role is None or is_placeholder(role):
            continue
        words = role.plain.lower().replace("/", " / ").split()
        for at in range(1, len(words) - 1):
            joint = words[at]
            if joint in ("/", "and/or") or (
                joint in ("and", "or") and (words[at + 1] in ("a", "an", "the") or len(words) == 3)
            ):
                if any(
                    word in ("who", "that", "with", "on", "using", "of", "in", "for", "from") for word in words[:at]
                ):
                    break
                yield Problem(role.start, role.end, "two roles in one story", slot=role)
                break
