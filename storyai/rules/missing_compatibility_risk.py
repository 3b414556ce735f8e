from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_change import COMPATIBILITY_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_run import COMPATIBILITY
from storyai.rules._touches import SHAPES, Touch, missing

# Nobody else builds on what the file itself does not use.
_NOT_UNUSED = r"(?! (?:\w+ ){0,2}(?:unused|dead|unreachable) (?:\w+ )?(?:imports?|variables?|code|dependenc\w+)\b)"
_TOUCHES = (
    Touch(
        "signature default return parameter unexport remov longer renam drop replac delet breaking",
        (
            r"\b(?:remov|renam|drop|replac|delet)\w*\b(?![^.]{0,12}\btests\b)"
            + _NOT_UNUSED
            + r"[^.]{0,40}\b(?:public api|api fields?|"
            r"endpoints?|cli (?:flags?|options?|commands?)|package names?|import paths?|public (?:exports?|functions?|"
            r"methods?)|legacy tools?|(?:old|existing|deprecated) (?:tools|apis?|endpoints|commands|urls?|routes))\b|"
            r"\b(?:fields?|endpoints?|options?|commands?|tools?) (?:of the public api )?(?:(?:is|are) |"
            r"deprecated/)(?:removed|renamed|dropped)\b|\bdrop(?:s|ping|ped)? support for\b|"
            r"\b(?:remov|renam|drop|delet|unexport)\w*\b(?! unused)"
            + _NOT_UNUSED
            + r"[^.]{0,40}\b(?:exports|exported \w+|"
            r"from (?:the )?(?:public|index|package) \w+|public (?:types?|interfaces?|propert\w+|names?))\b|\bsignature (?:is |was )?changed\b|"
            r"\bchang\w+ (?:the )?(?:default|return type|signature|parameter order)\b(?! (?:theme|colou?r))|\bno longer (?:accept|support|export|return)s?\b|"
            r"\bremoved? from (?:the )?(?:public api|exports|core package)\b|\bbreaking change"
        ),
        (
            r"(?<!zero )(?<!no )(?<!without )(?<!drop )\bbackwards?[- ]compat|(?<!remove )(?<!legacy )\bcompatib(?:le|ility) (?:with|is|must|layer (?:is|"
            r"stays)|mode|test)|\b(?:keep|maintain|preserv|ensur)\w* (?:\w+ ){0,2}compatib|\bdeprecat(?:ion|"
            r"ed) (?:notice|warning|period|date|message|for|until|alias|path)|@deprecated|\bmigration (?:guide|notice|"
            r"path|notes?|docs?)|\bversion(?:ed|ing)\b|\bversion \d|\bv[12]\b|\balias|\bmajor version|\bsemver|"
            r"\bchangelog|\bno behaviou?r|\bkeep(?:s)? working|\bconsumers|\brelease notes|\bredirect|"
            r"\bno (?:external )?(?:callers|users|consumers)|\bexisting (?:tools|clients|users|behaviou?r|"
            r"imports)[^.]{0,30}(?:remain|keep|work|unchanged|continue)"
        ),
        "others use what is removed or renamed, and nothing says how they get across",
        inside=True,
    ),
    *COMPATIBILITY,
    *COMPATIBILITY_CONCEPTS,
)
_HELP = "Say who uses the old form, and how long it keeps working."


@rule("RK509", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_compatibility_risk(document: Document) -> Iterator[Problem]:
    """Something others build on changes and nothing says how they get across.

    Clients, scripts, saved settings and bookmarks keep using the old form.

    Bad:

    ```markdown
    As an integrator, I want shorter field names, so that replies are smaller.

    ## Acceptance Criteria
    - [ ] All fields of the public API are renamed to their short names
    - [ ] The reply of a list is at most half as long
    - [ ] The names follow the style guide
    ```

    Good:

    ```markdown
    As an integrator, I want shorter field names, so that replies are smaller.

    ## Acceptance Criteria
    - [ ] All fields of the public API are renamed to their short names in version 2; version 1 stays for a year
    - [ ] The reply of a list is at most half as long
    - [ ] The names follow the style guide
    ```

    Source: labelled real stories; semantic versioning.
    """
    yield from missing(document, "compatibility", _TOUCHES, _HELP)
