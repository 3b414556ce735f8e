from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_people import ACCESS_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_access import ACCESS
from storyai.rules._touches import SHAPES, Touch, missing

_AUTH = (
    r"\bauth(?:enti|ori[sz]|n\b|z\b|\b)|\blog(?:s|ged|ging)?[ -]?in\b|\blogin\b|\bsign(?:s|ed)?[ -]?in\b|"
    r"(?<!write )(?<!read )(?<!file )\bpermissions?\b|\broles?\b(?! model|=)|\brbac\b|\b40[13]\b|\bforbidden|"
    r"\badmin[- ]only|\bonly (?:the )?(?:admin|owner)|(?<!password-)\bprotected\b|\baccess control (?:list|check|rule|"
    r"polic)|\bpasswords?\b(?!-protected)|\brestricted\b|\bjwt\b|\bapi[- ]keys?\b|\bloopback\b|127\.0\.0\.1|"
    r"\banother (?:user|customer|member|person)|\bof another\b|(?<!product )(?<!shop )(?<!business )\bowner\b|"
    r"\btenant|(?<!function )(?<!method )\bsignature|\bbinds?\b|\blocalhost only|\brls\b"
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
        # A line about a server among many others is a development detail; a story about one is not.
        also=r"\bcors\b|\b0\.0\.0\.0\b|\ball interfaces\b|\bi want\W[^.]{0,80}\bserver\b",
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
            r"only|rights|access)\b(?! settings)|\blog ?in as\b|\bonly (?:an? |the )?(?:admin|owner|manager|moderator)|"
            r"\bpermissions?\b|\brole[- ]based|\brbac\b|\b40[13]\b|\bforbidden|\bprotected\b|\baccess control|"
            r"\bunauthori|\brestricted\b|\bjwt\b|\baudit"
        ),
        "administration without a word on how administrators are told from others",
        grave=True,
        also=r"\b(?:sign(?:s|ed)?[ -]?up|regist(?:er|ers|ration)|create an account|visitors?|public|customers?|shoppers?|shops?|guests?|websites?|community)\b",
    ),
    Touch(
        "send delete share reply forward remov export",
        (
            r"(?:`|\b)(?:e?mail|message|file|drive)\w*[._](?:send|delete|share|reply|forward|remove)\b|\b(?:send|delete|share)s? (?:e-?mails?|"
            r"messages|files|contacts|events)\b|\bbulk export of (?:e-?mails?|contacts|messages|files)\b"
        ),
        (
            r"\bconfirm|\bapproval\b|\ballow-?list|\bleast privilege|\bdry[- ]run|\bread-only mode|\bhuman[- ]in|"
            r"\bconsent|\bper-tool|\boauth scopes?\b|\bleast-privilege"
        ),
        "an agent's tool acts on the user's behalf without approval or limits",
        grave=True,
        also=r"\bmcp\b|\bunified tool|\bagents? (?:can|may|calls?)\b|\bllm\b",
    ),
    Touch(
        "log sign register account",
        (
            r"\bi (?:want|would like|need|should be able|can|must)\b[^.]{0,25}\b(?:log ?in\b|sign ?(?:in|up)\b(?! (?:for|my|to (?:receive|get))\b)|"
            r"register(?= (?:as|with|myself|on|to)\b|[,.;]|$)|create an? (?:\w+ )?account\b)"
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
            r"\b(?:create|add|implement|expose|new|single|provide)s?\b[^.]{0,30}\b(?:post|put|patch|delete|upload)\b"
            r"[^.]{0,20}\bendpoints?\b|\bendpoints?\b[^.]{0,60}\b(?:receives?|uploads?|multipart)\b|"
            r"^\W*(?:post|put|patch|delete) `?/[a-z][\w/{}.:-]*|\b(?:create|add|implement|expose|new)\b[^.]{0,30}(?:post|put|patch|delete) `?/[a-z]"
        ),
        _AUTH,
        "a writing endpoint without a word on who may call it",
    ),
    Touch(
        "login password credential role permission",
        (
            r"\b(?:edit|change|reset|update)\b[^.]{0,60}\b(?:login (?:settings|details|data)|passwords?|credentials|"
            r"roles?|permissions?) (?:of|for)\b|\b(?:edit|change|reset|update) (?:other |any |all )?(?:\w+'?s?'? ){1,3}"
            r"(?:profiles? and )?(?:login settings|login details|credentials)\b"
        ),
        r"\baudit|\bverif(?:y|ied|ication)|\b[2m]fa\b|\btwo-factor|\bnotified\b|\bonly (?:an? |the )?(?:owner|super)|\brbac\b",
        "others' logins can be changed without limits or a trace",
    ),
    Touch(
        "log sign",
        (
            r"\b(?:log|sign)(?:s|ging|ning)?[ -]?in\b[^.]{0,20}\b(?:with|using|by)\b[^.]{0,30}\b(?:names?|motto|"
            r"nicknames?|phone|date of birth|room code|birthday)\b"
        ),
        r"\bpasswords?\b|\botp\b|\bone-time|\boauth|\bsso\b|\bmagic link|\bverif|\bgoogle\b|\bpasskey",
        "the login rests on something others know or can guess",
    ),
    Touch(
        "credential password token secret key",
        (
            r"\bcredentials for testing (?:in|on) prod\w*|\b(?:test|testing|default) (?:admin )?(?:credentials|passwords?)\b|"
            r"\bhard-?cod\w+ (?:\w+ )?(?:passwords?|tokens?|keys?|secrets?|credentials)\b|"
            r"\b(?:fixed|shared|well-known|same) (?:user ?names? and |logins? and )?(?:passwords?|credentials)\b|"
            r"\b(?:passwords?|credentials?|tokens?|api keys?|secrets?)\b[^.]{0,30}\b(?:in|as|to) (?:plain ?text|clear ?text|"
            r"local ?storage|the (?:url|repo\w*|query string|config\w*|prompt|readme|logs?))\b"
        ),
        (
            r"\bencrypt|\bvault\b|\bkeychain|\bgitignore|\benv(?:ironment)?[ _-](?:var|file)|\.env\b|\bmask|\bredact|"
            r"\bsecrets? manager|\bhttponly\b|\bnever (?:be )?(?:log|commit|stor|expos)|\bno hard|\brotat"
        ),
        "secrets are kept or passed on in the open",
        grave=True,
    ),
    Touch(
        "vite next react expo key token secret",
        (
            r"\b(?:vite|next_public|react_app|expo_public)_\w*(?:key|token|secret)\b|\b(?:api keys?|tokens?|secrets?)\b[^.]{0,40}"
            r"\b(?:in|from|to) (?:the )?(?:front-?end|browser|client(?:[- ]side)?|bundle|mobile app)\b"
        ),
        r"\bproxy|\bserver[- ]side|\bnever (?:be )?(?:expos|sent|ship|reach)|\bnot (?:be )?expos|\bpublishable|\banon key|\bhttponly",
        "a secret reaches the browser, where anybody can read it",
    ),
    Touch(
        "cors public bucket",
        (
            r"\bcors\b[^.]{0,30}(?:\*|\ball origins|\bany origin|\ballow all|\beverywhere)|\bpublic(?:ly)?[- ](?:readable|accessible|"
            r"read) (?:bucket|files?|urls?|storage)\b|\bpublic (?:s3 )?bucket\b"
        ),
        r"\brestrict|\ballow-?list|\bspecific origins?|\bsigned urls?|\bpresigned|\bcloudfront\b|\bno personal",
        "everybody can reach it, and nothing says that this is meant",
    ),
    Touch(
        "expos surfac mcp",
        r"\b(?:expos|surfac)\w*\b[^.]{0,60}\bmcp\b|\bmcp\b[^.]{0,60}\b(?:expos|surfac)\w*",
        r"\bconfirm|\bapproval\b|\bpermissions?\b|\ballow-?list|\bread-?only|\bauth(?:enti|ori[sz]|n\b|z\b|\b)|\bscopes?\b",
        "any agent on the machine can call what is exposed: nothing says which may",
    ),
    Touch(
        "manager teacher doctor coach staff employee moderator instructor organizer nurse",
        (
            r"\bas an? (?:\w+ )?(?:manager|teacher|doctor|coach|moderator|instructor|organi[sz]er|nurse)\b[^.]{0,60}\b"
            r"(?:see|view|edit|manage|approve|add|remove|assign|update)\b[^.]{0,40}\b(?:users?|students?|patients?|employees?|"
            r"members?|customers?|players?|orders|grades|accounts?)\b"
        ),
        _AUTH,
        "one role acts on another's data, and nothing says how the roles are told apart",
        shape="collection",
    ),
    Touch(
        "wallet keyfile keypair private seed jwk",
        (
            r"\b(?:load|read|us|pass|provid|accept|import|locat)\w*\b[^.]{0,40}\b(?:wallets?|keyfiles?|keypairs?|"
            r"private keys?|seed phrases?|jwk)\b"
        ),
        (
            r"\bencrypt|\bkeychain|\bnever (?:be )?(?:log|commit|stor|expos|print|leave)|\bgitignore|\b0?600\b|\bhardware wallet|"
            r"\bpassphrase|\bfile permissions|\bredact|\bmask|\bsecure(?:ly)?\b"
        ),
        "a key that signs or pays is read without a word on how it is protected",
    ),
    Touch(
        "share shar public link",
        r"\bshar(?:e|es|ed|ing)\b[^.]{0,40}\b(?:via|with|through|using|by) (?:an? )?(?:\w+ )?(?:link|url)\b|\bpublic (?:link|url)\b",
        _AUTH,
        "whoever has the link gets in, and nothing says for how long or to what",
        nor=r"\bexpir|\brevok|\bread-only",
    ),
    Touch(
        "secret token password key wallet credential",
        (
            r"(?<!without )(?<!not )(?<!never )(?<!remove )(?<!stop )(?<!avoid )\b(?:stor|sav|persist|cach|logg|expos)(?:e|es|ed|ing|"
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
    Touch(
        ".listen( 0.0.0.0 allow-origin cors( allow_origins",
        (
            r"\b(?:server|app)\.listen\((?![^)]*(?:127\.0\.0\.1|localhost))|\b0\.0\.0\.0\b|"
            r"access-control-allow-origin['\":, ]+\*|\bcors\(\)|\ballow_origins ?= ?\[['\"]\*"
        ),
        _AUTH,
        "a server that everybody on the network can reach, without a word on who may",
        code=True,
    ),
    Touch(
        "without no username requir",
        (
            r"\b(?:without|no) (?:requiring |needing |any )?(?:authentication|authori[sz]ation|log-?in|sign-?in|accounts?|passwords?)\b(?! (?:screen|page|change|form))|"
            r"\busername(?:-based| only)[^.]{0,20}\b(?:auth\w*|log-?in|sign-?in)\b|\blog(?:s|ged|ging)?[ -]?in (?:with|by) (?:a |their )?(?:user)?names? only\b"
        ),
        r"\bread-?only\b|\bpublic(?:ly)?\b|\bguests?\b|\b40[13]\b|\breject|\brefus|\bdeni|\bredirect|\bpermissions?\b|\btokens?\b|\binvit|\bpersonal use\b|\bsingle[- ]user\b|\blocal(?:ly|host)?\b",
        "nobody has to show who they are, and nothing says that this is meant",
        grave=True,
        also=r"\b(?:delet|edit|remov|submit|manag|upload|post|chang|updat)\w*\b",
    ),
    *ACCESS,
    *ACCESS_CONCEPTS,
)
_ASKED = r"\bunauthori|\bpermissions?\b|\brevoked|\bexpired? (?:token|session)"
_HELP = "Say who may do it and what everybody else gets."


@rule("RK503", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
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
