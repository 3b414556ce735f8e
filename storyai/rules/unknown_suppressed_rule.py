from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Edit, Fix, Problem, rule
from storyai.rules._selection import unknown_key
from storyai.rules._suppression import suppressions


@rule("SU904", "warning", tags=("hygiene",), help="Name a rule that `storyai rules` lists.")
def unknown_suppressed_rule(document: Document) -> Iterator[Problem]:
    """A suppression names a rule that does not exist.

    A misspelt code hides nothing, and the finding it was meant for comes back as a surprise.

    Bad:

    ```markdown
    ## Acceptance Criteria

    <!-- storyai-disable AC2O1 -- agreed with the team -->
    - [ ] The search is fast.
    ```

    Good:

    ```markdown
    ## Acceptance Criteria

    <!-- storyai-disable unmeasured-quality -- agreed with the team -->
    - [ ] The search is fast.
    ```

    Source: Ruff's invalid-rule-code (RUF102).
    """
    from storyai.rules import all_rules

    known: dict[str, str | None] = {}
    for each in suppressions(document):
        for key, start, end in each.keys:
            if key not in known:
                known[key] = unknown_key(key, all_rules())
            meant = known[key]
            if meant is None:
                continue
            if meant:
                fix = Fix(f"Replace {key} by {meant}", (Edit(start, end, meant),))
                yield Problem(start, end, f"no rule is called {key}", f"Did you mean {meant}?", fix)
            else:
                yield Problem(start, end, f"no rule is called {key}")
