from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_change import ROLLOUT_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_run import ROLLOUT
from storyai.rules._touches import SHAPES, Touch, missing

_TOUCHES = (
    Touch(
        "migrat convert rewrit replac port mov switch cut big",
        (
            r"\b(?:migrat|convert|rewrit|port|mov|switch|replac)\w*\b[^.]{0,30}\b(?:all|entire|whole|complete|"
            r"every)\b[^.]{0,30}\b(?:api(?:s| code| endpoints)?|code ?base|backend|back-end|platform|system|services?|"
            r"site|website|database|infrastructure|application)\b|\b(?:api|code ?base|backend|platform|system|"
            r"application)\b[^.]{0,20}\b(?:is|are) (?:fully |completely |entirely )?(?:converted|rewritten|migrated|"
            r"replaced)|\bcut ?over\b|\bbig[- ]bang\b|\b(?:migrat|switch|convert|port)(?:e|es|ing|ion|"
            r"s)?\b[^.`]{0,40}\bfrom\b[^.`]{1,50}\bto\b[^.]{0,40}\b(?:database|cloud|platform|"
            r"backend|aws|azure|gcp|kubernetes|microservices)\b"
        ),
        (
            r"\broll(?:ed|s|ing)?[ -]?back|\bfeature[- ]flag|\bbehind a flag|\btoggle\b|\bcanary|\bstaged\b|"
            r"\bphased\b|\bgradual|\bblue[- ]green|\bincremental|\bin parallel|\bpilot\b|\bshadow|\bstrangler|"
            r"\bone (?:service |module )?at a time|\brevert|\bside[- ]by[- ]side|\bdual[- ]"
        ),
        "everything changes at once, without stages or a way back",
    ),
    *ROLLOUT,
    *ROLLOUT_CONCEPTS,
)
_ASKED = r"\broll(?:ed|s|ing)?[ -]?back|\brollout|\broll(?:ed|ing)? out|\bswitch-?over|\bcut-?over"
_HELP = "Say how it is released in steps and how to go back."


@rule("RK510", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_rollout_risk(document: Document) -> Iterator[Problem]:
    """A whole system is replaced at once, without stages or a way back.

    The larger the step, the more a failed release hurts; a flag, stages or a rollback plan is enough.

    Bad:

    ```markdown
    As a developer, I want to rewrite the entire backend in another language, so that it is easier to maintain.

    ## Acceptance Criteria
    - [ ] All API code is converted to the new language
    - [ ] The replies are the same as before
    - [ ] The old code is deleted
    ```

    Good:

    ```markdown
    As a developer, I want to rewrite the entire backend in another language, so that it is easier to maintain.

    ## Acceptance Criteria
    - [ ] All API code is converted to the new language, one service at a time behind a feature flag
    - [ ] The replies are the same as before
    - [ ] The old code is deleted
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "rollout", _TOUCHES, _HELP, _ASKED)
