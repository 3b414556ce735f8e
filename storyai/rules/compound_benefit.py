from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._statements import VERBS, bare, is_placeholder

_STARTS = frozenset(
    (
        "the",
        "a",
        "an",
        "my",
        "our",
        "their",
        "it",
        "i",
        "we",
        "all",
        "me",
        "them",
        "to",
        "from",
        "with",
        "for",
        "more",
        "not",
        "be",
    )
)


@rule("US111", "info", tags=("form",), help="Keep the reason that decides, or split the story.")
def compound_benefit(document: Document) -> Iterator[Problem]:
    """The benefit names two reasons.

    Two reasons often stand for two stories: one could be built without the other. Looked at only while the story is
    one sentence; criteria say better than the reason whether it is two.

    Bad:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers and file the tax return.
    ```

    Good:

    ```markdown
    ## User Story

    As an accountant, I want to export unpaid invoices, so that I can chase late payers.
    ```

    Source: "atomic" in the Quality User Story framework (Lucassen et al. 2016).
    """
    if not bare(document):
        return
    for statement in document.statements:
        benefit = statement.benefit
        if benefit is None or statement.language != "en" or is_placeholder(benefit):
            continue
        lowered = benefit.plain.lower()
        at = lowered.find(" and ")
        while at >= 0:
            words = lowered[at + 5 :].split()
            first = words[0].strip("*_,.") if words else ""
            before = lowered[:at].split()
            if (
                first in VERBS
                and len(words) > 1
                and words[1].strip("*_,.") in _STARTS
                and before
                and before[-1].strip("*_,") not in VERBS
            ):
                start = benefit.start + at + 5
                yield Problem(start, benefit.end, "a second reason", slot=benefit)
                break
            at = lowered.find(" and ", at + 1)
