from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_change import DATA_LOSS_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_data import DATA_LOSS
from storyai.rules._touches import SHAPES, Touch, missing

_UNDO = (
    r"\bconfirm(?:s|ed|ation)? (?:dialog|prompt|before|delet)|\b(?:delet|remov|overwrit|clear|"
    r"purg)\w*[^.\n]{0,60}\bconfirm|\bconfirm\w*[^.\n]{0,60}\b(?:delet|remov|overwrit|clear|purg)|\bundo\b|"
    r"\brestor(?:e|es|ed|able)\b(?! (?:the )?guard)|\brecover(?:y|able|ed)?\b(?! suggest)|\bsoft[- ]delet|"
    r"\btrash\b|\brecycle bin|\barchiv(?:es|ed|ing)\b|\b(?:be|to|can|or|and) archive\b|\barchive (?:the|it|them|old)\b|\bback(?:ed)?[ -]?ups?\b|\bdry[- ]run|\breversib|"
    r"\broll(?:ed|s|ing)?[ -]?back|\bare you sure|\bgrace period|\bversion history|\bsnapshots?\b|\bretention|"
    r"\bprompts? (?:the )?user|\bappend-only|\bgit\b[^.\n]{0,20}\b(?:preserv|history|keeps|tag)|\bwarn(?:s|ed|"
    r"ing)? before"
)
_TOUCHES = (
    Touch(
        "delet remov purg wip eras clear",
        (
            r"(?:\bcan |\bable to |\bi want |\bto |\busers? |\badmin\w* |\boption to |\bbuttons? |"
            r"^\W*)(?:permanently |bulk |mass )?(?:delete|purge|wipe|erase|clear all|clear my|clear the|"
            r"remove all)s?\s+(?:(?!test|code|branch|depend|unused|old |dead |temp|cache|error|legacy|"
            r"mock)[\w'-]+\s+){0,3}?(?:accounts?|users?|customers?|records?|data|e?-?mails?|messages?|contacts?|"
            r"events?|posts?|projects?|orders?|photos?|documents?|history|appointments?|doctors?|patients?|notes|"
            r"playlists?|collections?|albums?|profiles?|products?|lists?|cart)\b"
        ),
        _UNDO,
        "what is deleted is gone: no confirmation, undo or backup is mentioned",
        grave=True,
    ),
    Touch(
        "delete permanent",
        r"\bpermanent(?:ly)? (?:flag|delet\w*|remov\w*|eras\w*)\b|(?:`|\b)(?:e?mail|message|file|drive|record|user|contact)\w*[._]delete\b",
        _UNDO,
        "a delete action without confirmation, undo or dry run",
        also=r"\b(?:tool|agent|mcp|assistant|actions?|users?)\b",
    ),
    Touch(
        "siri assistant agent llm claude",
        (
            r"\b(?:siri|assistant|agents?|llm|claude)\b[^.]{0,40}\b(?:edits?|modif(?:y|ies)|rewrites?|deletes?|overwrites?|"
            r"replaces?)\b[^.]{0,40}\b(?:content|files?|pages?|posts?|documents?)\b"
        ),
        _UNDO,
        "a model changes content directly, without a preview or a way back",
        nor=r"\bpreview|\bapprov|\bconfirm|\breview(?:s|ed)? (?:before|the)|\brevert|\bdiffs?\b|\bgit\b",
    ),
    Touch(
        "overwrit bulk mass",
        (
            r"(?<!inadvertently )(?<!accidentally )\boverwrit(?:e|es|ing)\b(?!\s+confirm)[^.]{0,60}\b(?:"
            r"data|records?|content|notes?|settings|documents?)\b|\bbulk[- ](?:delet|updat|edit|overwrit|"
            r"chang)\w*|\bmass[- ](?:updat|delet)\w*"
        ),
        _UNDO,
        "data is overwritten in bulk and nothing says how to get it back",
    ),
    *DATA_LOSS,
    *DATA_LOSS_CONCEPTS,
)
_ASKED = r"\b(?:is|are|get|gets|be) lost\b|\blos(?:e|es|ing)\b|\boverwrit|\bcorrupt|\baccidental"
_HELP = "Name the risk and the way back: a confirmation, an undo, a soft delete, a backup."


@rule("RK501", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_data_loss_risk(document: Document) -> Iterator[Problem]:
    """Users' data is deleted or overwritten and nothing says how to get it back.

    Deleting is the one thing no later release repairs. A confirmation, an undo, a soft delete or a backup is enough.

    Bad:

    ```markdown
    As an editor, I want to delete all photos of an album, so that I can start over.

    ## Acceptance Criteria
    - [ ] One click deletes all photos of the album
    - [ ] The album shows an empty state afterwards
    - [ ] The storage used is shown again within a minute
    ```

    Good:

    ```markdown
    As an editor, I want to delete all photos of an album, so that I can start over.

    ## Acceptance Criteria
    - [ ] One click deletes all photos of the album
    - [ ] The album shows an empty state afterwards
    - [ ] Deleted photos can be restored for 30 days
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "data_loss", _TOUCHES, _HELP, _ASKED)
