"""Who may do it: secrets that are handed over, doors that are opened, deeds in another's name.

Surfaces after STRIDE's spoofing and elevation of privilege and the chapters of OWASP ASVS on authentication (V2),
access control (V4) and secrets (V6.4); the words are our own.
"""

from storyai.rules._touches import Touch

AUTH = (
    r"\bauth(?:enti|ori[sz]|n\b|z\b|\b)|\blog(?:s|ged|ging)?[ -]?in\b|\blogin\b|\bsign(?:s|ed)?[ -]?in\b|"
    r"(?<!write )(?<!read )(?<!file )\bpermissions?\b|\broles?\b(?! model|=)|\brbac\b|\b40[13]\b|\bforbidden|"
    r"\badmin[- ]only|\bonly (?:the )?(?:admin|owner)|(?<!password-)\bprotected\b|\baccess control (?:list|check|rule|"
    r"polic)|\bpasswords?\b(?!-protected)|\brestricted\b|\bjwt\b|\bapi[- ]keys?\b|\bloopback\b|127\.0\.0\.1|"
    r"\banother (?:user|customer|member|person)|\bof another\b|(?<!product )(?<!shop )(?<!business )\bowner\b|"
    r"\btenant|(?<!function )(?<!method )\bsignature|\bbinds?\b|\blocalhost only|\brls\b"
)
_SECRET = (
    r"(?:(?:registry|activation|licen[cs]e|product|pairing|access|secret|private|signing|encryption|service|account|subscription|bot|personal access|api) "
    r"(?:keys?|tokens?)|credentials|connection strings?|pass ?phrases?|client secrets?|registration keys?)"
)
_KEPT_SAFE = (
    r"\bencrypt|\bhash(?:ed|es|ing)\b|\bvault\b|\bkey ?chain|\bcredential (?:store|manager)|\bnever (?:be )?(?:\w+ )?(?:log|commit|stor|expos|print|show|sent|writ|"
    r"return)|\benv(?:ironment)?[ _-](?:var|file)|\.env\b|\bmask|\bredact|\bsecure(?:ly)?\b|\bgitignore|\brotat|\b0?600\b|\brevok|\bsecrets? (?:manager|store)|"
    r"\bhttponly\b|\bno (?:hard-?coded |plain )?(?:secrets?|credentials)|\binvalid (?:\w+ )?(?:key|token|credential)|\bexpired? (?:key|token)|\b40[13]\b|"
    r"\bplaceholder|\bleast[- ]privilege|\bscrub|\bsanit"
)
ACCESS = (
    Touch(
        "key keys token tokens credential secret secrets passphrase connection pairing",
        (
            rf"(?<!without )(?<!not )(?<!never )\b(?:configur|enter|stor|sav|keep|provid|set|past|suppl|specif|paired?|ask|read|pass|includ|persist|writ|remember)\w*\b[^.:]{{0,50}}\b{_SECRET}\b|"
            rf"\b(?:my|the|their|your|our|its|a) {_SECRET} (?:is|are) (?:saved|stored|kept|written|read|passed|configured|entered|included|shown)\b"
        ),
        _KEPT_SAFE,
        "a secret is handed over: nothing says how it is kept, who sees it, or what happens to a wrong or revoked one",
    ),
    Touch(
        "credential login password account auth",
        (
            r"\bcredentials for testing\b|\b(?:test|testing|default|demo|sample|shared) (?:admin )?(?:credentials|passwords?|logins?)\b|"
            r"\b(?:file|template|prd|readme|config\w*|document|markdown)\b[^.]{0,60}\b(?:login|test) (?:credentials|passwords?)\b"
        ),
        (
            r"\bencrypt|\bvault\b|\bkey ?chain|\bgitignore|\benv(?:ironment)?[ _-](?:var|file)|\.env\b|\bmask|\bredact|\bsecrets? (?:manager|store)|"
            r"\bnever (?:be )?(?:log|commit|stor|expos)|\bno hard|\brotat|\bdummy|\bfake\b|\bseed\b"
        ),
        "credentials stand in the open: nothing says how they are kept out of files, logs and history",
        also=r"\b(?:template|markdown|readme|config\w*|\w+\.(?:md|json|ya?ml|txt))\b",
    ),
    Touch(
        "impersonat view act behalf masquerad delegat",
        (
            r"\bimpersonat\w+|\b(?:view|act|log ?in|sign in|browse|see it|order)s? as (?:an?|the|another|any) (?:customer|user|member|client|patient|"
            r"tenant|student|employee)\b|\bon behalf of (?:an?|the|another|other|any) (?:customer|user|member|client|patient|student|employee|colleague)s?\b"
        ),
        (
            r"\baudit|\bpermissions? |\brbac\b|\b40[13]\b|\bread[- ]only|\bonly (?:\w+ )?(?:admin|agents? with|staff with|supervisor)|\bconsent|"
            r"\bends? after\b|\bexpir|\bapproval\b|\btime[- ]limited|\blogged\b"
        ),
        "somebody acts in another's name without a limit, a trace or the other's leave",
    ),
    Touch(
        "expos endpoint port debug metric actuator internal health admin console",
        (
            r"\b(?:expos|open|publish|serv|provid|add|offer)\w*\b[^.]{0,40}(?:\b(?:debug|actuator|profil\w+|internal|admin|management|diagnostic\w*|heap dump|console)\b|`?/(?:debug|actuator|"
            r"admin|internal|manage))[^.]{0,30}(?:\b(?:endpoints?|ports?|apis?|routes?|page|interface|server|url)\b|`?/\w+)|"
            r"\bexpos\w*\b[^.]{0,30}\b(?:http|tcp|rest|grpc|web) (?:endpoint|port|api|service|interface)\b"
        ),
        AUTH,
        "a door to the inside is opened, and nothing says who may use it",
    ),
    Touch(
        "remote execut command control shell ssh",
        (
            r"\b(?:remotely|from (?:the )?(?:web|browser|phone|internet|chat|slack|anywhere))\b[^.]{0,40}\b(?:execut|control|restart|shut ?down|run|start|stop|unlock|manag|"
            r"trigger)\w*\b|\b(?:unlock|open|start|stop|control|restart)\w*\b[^.]{0,40}\b(?:remotely|from (?:the )?(?:web|browser|phone|internet|chat|slack|anywhere))\b"
        ),
        AUTH,
        "this is steered from afar, and nothing says by whom",
        nor=r"\bpair(?:ed|ing)\b|\bconfirm",
    ),
    Touch(
        "switch all across every organi tenant workspac compan school clinic branch team",
        (
            r"\b(?:switch|see|view|access|search|report|list|manag)\w*\b[^.]{0,30}\b(?:across|between|of|for) (?:all |every |several |multiple |different |other )+"
            r"(?:\w+ )?(?:tenants?|organi[sz]ations?|workspaces?|companies|schools|clinics|customers|clients|accounts|departments)\b"
        ),
        AUTH,
        "this reaches across organisations, and nothing says who may see which",
    ),
    Touch(
        "register publish claim name submit update",
        (
            r"\b(?:handler|action|endpoint|anyone|anybody|everyone|everybody|users?|developers?|message)\b[^.]{0,60}\b(?:regist|publish|updat|claim|replac)\w*\b[^.]{0,60}\b(?:author|"
            r"owner|by name|name, version|names?)\b"
        ),
        (
            r"\bownership|\bowners?\b|\bsignature|\bsigned\b|\bverif\w+ (?:the )?(?:author|publisher|sender|identity)|\bpermissions?\b|\bunauthori|"
            r"\bonly (?:the )?(?:author|publisher|creator)|\b40[13]\b"
        ),
        "whoever writes a name first or again owns it: nothing says how a publisher is told from others",
        also=r"\bregistry\b|\bmarketplace\b|\bpackages?\b|\bskills?\b|\bplugins?\b",
    ),
    Touch(
        "guest anonymous without anyone everyone anybody everybody nobody kiosk code link invite invit",
        (
            r"\bwithout (?:having to )?(?:an account|log(?:ging)? ?in|sign(?:ing)? (?:in|up)|regist\w+|authenticat\w+)\b|\b(?:anyone|anybody|everyone|everybody) (?:with|who has) "
            r"(?:the |a )?(?:link|code|url)\b|\b(?:join|enter)s?\b[^.]{0,30}\b(?:with|by|using) (?:an? |the )?(?:room |game |class |invite |pin )?(?:code|pin|link)\b"
        ),
        (
            r"\bexpir|\brevok|\bread[- ]only|\bpermissions?\b|\brate[- ]limit|\bone-time|\bapprov|\bpasswords?\b|\bmoderat|\b40[13]\b|\bkick|\brandom"
        ),
        "whoever has the link or code gets in: nothing says for how long, to what, or how to shut them out",
    ),
    Touch(
        "basic file user users password",
        (
            r"\bbasic auth\w*\b|\bfile[- ]based (?:\w+ )?(?:storage|store|users?|security|authentication)\b[^.]{0,30}(?:\busers?\b|\bgroups?\b|\bsecurity\b)|\bpasswords?\b[^.]{0,40}\b(?:in|to|from) (?:an? |the )?"
            r"(?:\w+ )?(?:file|properties|config\w*|yaml|json|command line|url|prompt)\b"
        ),
        r"\bencrypt|\bhash(?:ed|es|ing)\b|\bhttps\b|\btls\b|\bssl\b|\bvault\b|\bkey ?chain|\bmask|\bbcrypt|\benv(?:ironment)?[ _-](?:var|file)|\bnever\b",
        "names and passwords travel or lie in clear text: nothing says how they are protected",
    ),
    Touch(
        "websocket socket http tcp listen rest port inbound receiv source",
        (
            r"\b(?:websocket|http|tcp|udp|mqtt|ftp|sftp|rest|smtp) (?:sources?|listener|receiver|server|inbound|server socket)\b(?! (?:docs|documentation|tests?|reference|client))"
        ),
        AUTH + r"|\bread[- ]only|\bssl\b|\btls\b|\bhttps\b",
        "a new door for data from outside, and nothing says who may come in",
        shape="story",
    ),
)
