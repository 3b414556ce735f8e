from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, rule
from storyai.rules._touches import Touch, missing

_AUTH = (
    r"\bauth(?:enti|ori[sz]|n\b|z\b|\b)|\blog(?:s|ged|ging)?[ -]?in\b|\blogin\b|\bsign(?:s|ed)?[ -]?in\b|"
    r"\bpermissions?\b|\broles?\b(?! model)|\brbac\b|\b40[13]\b|\bforbidden|\badmin[- ]only|"
    r"\bonly (?:the )?(?:admin|owner)|\bprotected\b|\baccess control|\bpasswords?\b|\brestricted\b|\bjwt\b|"
    r"\bapi[- ]keys?\b|\bloopback\b|127\.0\.0\.1|\banother (?:user|customer|member|person)|\bof another\b|"
    r"\bowner\b|\btenant|\bsignature|\bbinds?\b|\blocalhost only|\brls\b"
)
_TOUCHES = (
    Touch(
        "server listen serve",
        (
            r"\b(?:http|web|local|dashboard|websocket|rest|express|fastapi|flask|file) server\b|\bserver\.listen\(|"
            r"\bstarts? (?:a |the )?(?:local )?server\b|\bserves? (?:static )?files\b"
        ),
        _AUTH,
        "a server without a word on who may reach it",
        also=(
            r"\bserver\b[^.]{0,200}\b(?:port|listen|serves?|start)|\b(?:port|listen|serves?|"
            r"start)\w*\b[^.]{0,200}\bserver\b"
        ),
    ),
    Touch(
        "admin superuser",
        (
            r"\b(?:as an? )?(?:admin(?:istrat\w+)?(?: users?)?s?|superuser)\b(?![- ]server),?[^.]{0,60}\b(?:add|"
            r"modify|edit|delete|remove|manage|create|update|approve|ban|block|change|publish|view all|see all|"
            r"export)s?\b"
        ),
        (
            r"\bauth(?:enti|ori[sz]|n\b|z\b|\b)|\badmin\w*[^.\n]{0,40}\b(?:log[ -]?in|sign[ -]?in|login|role|check|"
            r"only|rights|access)\b|\blog ?in as\b|\bonly (?:an? |the )?(?:admin|owner|manager|moderator)|"
            r"\bpermissions?\b|\brole[- ]based|\brbac\b|\b40[13]\b|\bforbidden|\bprotected\b|\baccess control|"
            r"\bunauthori|\brestricted\b|\bjwt\b|\baudit"
        ),
        "administration without a word on how administrators are told from others",
    ),
    Touch(
        "send delete share reply forward remov export",
        (
            r"(?:`|\b)\w+[._](?:send|delete|share|reply|forward|remove)\b|\b(?:send|delete|share)s? (?:e-?mails?|"
            r"messages|files|contacts|events)\b|\bbulk export of (?:e-?mails?|contacts|messages|files)\b"
        ),
        (
            r"\bconfirm|\bapproval\b|\ballow-?list|\bleast privilege|\bdry[- ]run|\bread-only mode|\bhuman[- ]in|"
            r"\bconsent|\bper-tool|\boauth scopes?\b|\bleast-privilege"
        ),
        "an agent's tool acts on the user's behalf without approval or limits",
        also=r"\bmcp\b|\bunified tool|\bagents? (?:can|may|calls?)\b|\bllm\b",
    ),
    Touch(
        "log sign register account",
        (
            r"\bi (?:want|would like|need|should be able|can|must)\b[^.]{0,25}\b(?:log ?in\b|sign ?(?:in|up)\b|"
            r"register(?= (?:as|for|with|myself|on|to)\b|[,.;]|$)|create an? (?:\w+ )?account\b)"
        ),
        (
            r"\bpasswords?\b|\boauth|\bsso\b|\bgoogle\b|\bhash|\bencrypt|\bverif|\breset\b|\bsessions?\b|\btokens?\b|"
            r"\bcognito|\b[2m]fa\b|\block(?:ed|out)\b|\bsecure|\bpermissions?\b|\bunauthori|\b40[13]\b"
        ),
        "accounts without a word on how they are protected",
    ),
    Touch(
        "endpoint post put patch delete",
        (
            r"\b(?:create|add|implement|expose|new|single|provide)s?\b[^.]{0,30}\b(?:post|put|patch|delete|rest|api|"
            r"http|upload)\b[^.]{0,20}\bendpoints?\b|\b(?:post|put|patch|delete) `?/[a-z][\w/{}.:-]*"
        ),
        _AUTH,
        "a writing endpoint without a word on who may call it",
    ),
    Touch(
        "secret token password key wallet credential",
        (
            r"(?<!without )(?<!not )(?<!never )\b(?:stor|sav|persist|cach|logg|expos)(?:e|es|ed|ing|"
            r"s)\b(?! does)[^.,;]{0,40}\b(?:api[- ]keys?|access[- ]tokens?|refresh[- ]tokens?|secrets|"
            r"private[- ]keys?|wallets?|keypairs?|credentials|passwords?)\b"
        ),
        (
            r"\bencrypt|\bhash(?:ed|es|ing)\b|\bvault\b|\bkeychain|\bnever (?:be )?(?:log|commit|stor|expos)|"
            r"\benv(?:ironment)?[ _-](?:var|file)|\.env\b|\bmask|\bredact|\bsecure(?:ly)?\b|\bgitignore|\brotat|"
            r"\b0?600\b|\brevok|\bsecrets? manager|\bhttponly\b"
        ),
        "secrets are kept without a word on how they are protected",
    ),
)
_ASKED = r"\bunauthori|\bpermissions?\b|\brevoked|\bexpired? (?:token|session)"
_HELP = "Say who may do it and what everybody else gets."


@rule("RK503", "info", tags=("missing-risk",), help=_HELP)
def missing_access_control_risk(document: Document) -> Iterator[Problem]:
    """Who may do this is at stake, and nothing says who.

    A server without a login, an administration page without a role, an agent's tool that sends and deletes: somebody has to say who may.

    Bad:

    ```markdown
    As an administrator, I want to edit all shops, so that the opening hours are right.

    ## Acceptance Criteria
    - [ ] An administrator can change the opening hours of a shop
    - [ ] Changes show on the shop page at once
    - [ ] The list of shops can be filtered by town
    ```

    Good:

    ```markdown
    As an administrator, I want to edit all shops, so that the opening hours are right.

    ## Acceptance Criteria
    - [ ] An administrator can change the opening hours of a shop
    - [ ] Changes show on the shop page at once
    - [ ] Anybody else who calls the endpoint gets 403
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "access_control", _TOUCHES, _HELP, _ASKED)
