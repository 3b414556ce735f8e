from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._facts import is_open, is_placeholder, not_applicable
from storyai.rules._rule import Edit, Fix, Problem, rule


@rule("RK521", "warning", tags=("completeness",), help="Say what is done about it, or that it is accepted and by whom.")
def risk_without_mitigation(document: Document) -> Iterator[Problem]:
    """A risk is written down and nothing is done about it.

    Bad:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Risks
    - **Risk 1:** The export of a large shop exceeds the memory of the worker
    ```

    Good:

    ```markdown
    ## Acceptance Criteria
    - [ ] The export has one line for each order

    ## Risks
    - **Risk 1:** The export of a large shop exceeds the memory of the worker → **Mitigation:** Write it in pages
    ```

    Source: the template; any risk register.
    """
    if document.has("mitigations") or any(field.role == "mitigation" and field.value for field in document.fields):
        return
    ours = document.shape == "template"
    for risk in document.risks:
        text = risk.description.plain
        if risk.mitigation is not None or not text.strip() or is_open(text) or is_placeholder(text):
            continue
        if (
            not_applicable(text) is not None
            or _answered(risk.slot.plain)
            or (risk.item is not None and risk.item.children)
        ):
            continue
        named = (
            risk.item is not None and risk.item.label is not None and risk.item.label.plain.lower().startswith("risk")
        )
        if risk.section.role != "risks" or not (named or ours or any(other.mitigation for other in document.risks)):
            continue  # other layouts put the answers below a line of their own
        fix = None
        if risk.item is not None:
            end = risk.slot.start + len(risk.slot.text.rstrip())
            ask = " → **Mitigation:** Open question: How is this risk addressed?"
            fix = Fix("Insert an open question", (Edit(end, end, ask),))
        yield Problem(
            risk.description.start, risk.description.start + len(risk.description.text.rstrip()), "a risk without a mitigation",
            slot=risk.slot, fix=fix,
        )  # fmt: skip


def _answered(text: str) -> bool:
    """The sentence carries its answer without the word: "accepted", "will be ... by", "to avoid this"."""
    words = text.lower()
    return any(
        mark in words
        for mark in (
            "mitigat",
            "accepted",
            "to avoid",
            "to prevent",
            "fallback",
            "we will",
            "addressed by",
            "no risk",
            "low risk",
        )
    )
