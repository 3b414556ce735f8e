"""What a change does to stored data: the ways of losing it and of changing its form.

Each surface is an operation on an object (delete, overwrite, bulk-import, merge, publish for good; move, convert, change
a key), each guard a way back (preview, confirmation, undo, bin, backup; conversion, default, old form still read). The
operations are those of CRUD in bulk and of schema evolution (Ambler & Sadalage, Refactoring Databases, 2006); the
words are our own.
"""

from storyai.rules._touches import Touch

UNDO = (
    r"\bconfirm(?:s|ed|ation)? (?:dialog|prompt|before|delet|step)|\b(?:delet|remov|overwrit|clear|replac|merg|import|"
    r"purg)\w*[^.\n]{0,60}\bconfirm|\bconfirm\w*[^.\n]{0,60}\b(?:delet|remov|overwrit|clear|replac|merg|import|purg)|\bundo\b|"
    r"\brestor(?:e|es|ed|able)\b(?! (?:the )?guard)|\brecover(?:y|able|ed)?\b(?! suggest)|\bsoft[- ]delet|"
    r"\btrash\b|\brecycle bin|\b(?:the|a|to) bin\b|\barchiv(?:es|ed|ing)\b|\b(?:be|to|can|or|and) archive\b|\barchive (?:the|it|them|old)\b|\bback(?:ed)?[ -]?ups?\b|\bdry[- ]run|\breversib|"
    r"\broll(?:ed|s|ing)?[ -]?back|\bare you sure|\bgrace period|\bversion history|\bsnapshots?\b|\bretention|"
    r"\bprompts? (?:the )?user|\bappend-only|\bgit\b[^.\n]{0,20}\b(?:preserv|history|keeps|tag)|\bwarn(?:s|ed|"
    r"ing)? before"
)
PREVIEW = (
    r"\bpreview|\brevert|\bundone\b|\bbring\w* (?:\w+ ){0,2}back\b|\bduplicate (?:handling|check|detection|rows|records|"
    r"entries)|\bskips? (?:existing|duplicate)|\bpartial fail|\btransaction(?:al|s)?\b|\batomic|\bsees? which\b|\bapprov\w+ "
    r"(?:by|before|the)|\bno data loss|\bwithout (?:losing|loss)|\bkept for\b|\bfor \d+ days\b|\bpreserv|\bnever (?:delet|remov|overwrit)"
)
_STORED = (
    r"(?:records?|rows|entries|prices|pictures|photos|images|recordings|videos|members|users|accounts|customers|"
    r"clients|contacts|messages|e-?mails|orders|invoices|receipts|bookings|reservations|appointments|subscriptions|"
    r"documents|histor(?:y|ies)|backups|uploads|attachments|products|articles|customer data|user data|data of|"
    r"measurements|readings|transactions|playlists|albums|folders|profiles|submissions|answers|responses|translations)"
)
_GONE = r"(?:replaced|overwritten|deleted|removed|purged|erased|wiped|discarded|truncated|reset|dropped|pruned)"
DATA_LOSS = (
    Touch(
        "replac overwr",
        (
            r"\b(?:replac|overwrit)(?:e|es|ing)\b (?:all |any )?(?:the |my |their |his |her )?(?:entered|existing|current|saved|stored|previous|local|present|own) (?:\w+ )?(?:values?|data|entries|settings|contents?|notes|texts?|progress|"
            r"configuration|records?|rows|edits|changes|answers|levels)\b"
        ),
        UNDO,
        "what people entered is written over: no question before it and no way back is mentioned",
        also=r"\b(?:imports?|imported|importing|upload\w*|sync\w*|load(?:s|ed|ing)?|download\w*)\b",
        nor=PREVIEW,
    ),
    Touch(
        "bulk mass batch import",
        (
            r"\b(?:bulk|mass|batch)[- ](?:import|upload|restor|replac|remov|renam|mov)\w*|\bimport_data\b|"
            r"\bimports?\b[^.]{0,60}\b(?:replac|overwrit)\w*|\b(?:replac|overwrit)\w*\b[^.]{0,60}\b(?:by|with|from) (?:the )?"
            r"(?:imported|uploaded|new) (?:list|file|data|rows|values|csv)"
        ),
        UNDO,
        "this writes over what is there in bulk: no preview, no answer to duplicates and no way back is mentioned",
        nor=PREVIEW,
    ),
    Touch(
        "all every each old unused stale inactiv orphan expired existing previous duplicate other second",
        (
            rf"\b(?:all|every|each|any|old|older|unused|stale|inactive|orphaned|expired|existing|previous|duplicate)\b[^.,]{{0,25}}\b(?:{_STORED}|price|"
            rf"picture|photo|member|user|account|customer|contact|message|order|document|entry|folder)\b[^.]{{0,40}}\b(?:is|are|gets?|being|be) (?:\w+ )?{_GONE}\b|"
            rf"\b(?:delet|eras|purg|wip|prun|discard|truncat|overwrit|remov)(?:e|es|s|ing)? (?:all|every|each|any|old|older|unused|stale|inactive|"
            rf"orphaned|expired|existing|previous|duplicate)\b[^.,]{{0,25}}\b{_STORED}\b"
        ),
        UNDO,
        "what is removed or replaced here is gone: no confirmation, bin or backup is mentioned",
        nor=PREVIEW,
    ),
    Touch(
        "merg combin dedup",
        (
            r"\b(?:merg|combin|deduplicat)(?:e|es|ed|ing)\b[^.]{0,30}\b(?:two|duplicates?|several|both)\b[^.]{0,30}\b(?:entries|records|"
            r"accounts|contacts|members|customers|clients|users|patients|profiles|products|projects|companies)\b|"
            r"\bmerge (?:duplicate )?(?:accounts|contacts|members|customers|clients|users|patients|profiles|companies)\b"
        ),
        UNDO,
        "records are joined for good: no preview and no way to part them again is mentioned",
        nor=PREVIEW,
    ),
    Touch(
        "permanent immutable irrevers irrevoc blockchain arweave ipfs",
        (
            r"\b(?:permanently|immutabl[ey]|irreversibl[ey]|irrevocabl[ey])\b[^.]{0,30}\b(?:publish\w*|record(?:ed|s)|"
            r"upload\w*|stored)\b|\b(?:publish|upload|write|commit)\w*\b[^.]{0,40}\b(?:to|on) (?:the )?(?:blockchain|arweave|ipfs|"
            r"ledger|permanent|immutable)\b"
        ),
        (
            r"\bpreview|\bconfirm\w* (?:before|prompt|dialog|the (?:upload|publish))|\bprompts? (?:the |for )?(?:user|confirm)|"
            r"\bdry[- ]run|\bare you sure|\bgrace period|\bdraft"
        ),
        "what goes there can never be taken back: no preview or confirmation comes before it",
    ),
    Touch(
        "move merge split consolidat clean",
        (
            rf"\b(?:nightly|weekly|daily|scheduled|cron|automatic(?:ally)?)\b[^.]{{0,60}}\b(?:delet|remov|purg|eras|prun|clean)\w*\b[^.]{{0,40}}\b{_STORED}\b|"
            rf"\b(?:job|cron|script)\b[^.]{{0,20}}\b(?:deletes|removes|purges|erases|prunes)\b[^.]{{0,40}}\b{_STORED}\b"
        ),
        UNDO,
        "a job removes this on its own: no bin, backup or trial run is mentioned",
        nor=PREVIEW,
    ),
    Touch(
        "clear reset clean wip destroy purg uninstall",
        (
            r"\b(?:clear|reset|clean(?:s|ing)?[ -]?(?:up)?|wip|destroy|purg|eras|flush)(?:e|es|s|ed|ing)?\b (?:up )?(?:the |all |any |my |old |stale |existing |user |application |project |persistent |default |stored |saved |unused |orphaned )*"
            r"(?:data|object stores?|stores?|state|queues?|topics?|workspaces?|databases?|tables?|volumes?|buckets?|projects?|settings|preferences|history|resources|records|progress|content)\b"
        ),
        UNDO,
        "what is cleared is gone: no confirmation, no limit to what is meant and no way back is mentioned",
        nor=PREVIEW,
    ),
    Touch(
        "overwrit regenerat replac sync rewrit",
        (
            r"\b(?:overwrit|regenerat|rewrit|re-?creat)(?:e|es|ing|ten|ed)\b[^.]{0,40}\b(?:files?|configurations?|settings|content|data|changes|edits|projects?|notes?|sources?|documents?|entries)\b"
        ),
        UNDO + r"|\bgit\b|\bgenerated file|\bbyte-identical|\btests?\b",
        "what users wrote can be written over, and nothing says how it is spared or brought back",
        nor=PREVIEW,
    ),
)
CARRIED = (
    r"\broll(?:ed|s|ing)?[ -]?back|backfill|back-fill|\bback(?:ed)?[ -]?ups?\b|\bdefault value|\bdown migration|\brevert|"
    r"\breversib|\bbackwards?[- ]compat|\b(?:existing|old|legacy|stored|current|previous) (?:\w+ ){0,2}(?:rows|records|data|users|files|entries|"
    r"numbers|tasks|values|settings|projects|orders|keys|ids|config\w*|indexes|indices|tables?)\b[^.]{0,60}\b(?:keep|kept|remain|becomes?|are|is|stays?|"
    r"unchanged|preserv\w*|convert\w*|migrat\w*|copied|upgrad\w*|move[ds]?|read|still|work\w*|load\w*)|\bdual[- ](?:writ|read)|\bidempot|"
    r"\bup and down\b|\bno data loss|\bpreserv\w+ (?:all )?(?:existing|data)|\bwithout (?:data )?loss|"
    r"\bdata integrity|\bdry[- ]run|\bnullable|\bno (?:data )?migration|\bmigration (?:script|tool|step|path|guide|plan)|\bone[- ]time "
    r"(?:migration|conversion)|\bauto(?:matic(?:ally)?|-)[ ]?(?:migrat|convert|upgrad)\w*|\bon (?:its |the )?first (?:start|run|launch|load|open)|"
    r"\bcop(?:y|ies|ied) what\b|\bstill (?:read|load|open|accept)|\brebuil(?:d|t)|\breindex|\bre-index|\bfresh (?:database|install)|\bgreenfield|"
    r"\bupgrade path|\bimport(?:s|ed)? (?:the )?(?:old|existing)"
)
_STORE = (
    r"(?:registry|database|tables?|files?|json|yaml|toml|xml|ini|csv|sqlite|postgres\w*|mysql|mongo\w*|redis|local ?storage|"
    r"indexeddb|s3|preferences|propert(?:y|ies)|session|cookies?|key ?store|keychain|disk|spreadsheets?|firestore|dynamodb|cache)"
)
MIGRATION = (
    Touch(
        "move moves moved migrat switch stor persist relocat transfer convert",
        (
            rf"\b(?:mov|migrat|switch|relocat|transfer|convert)(?:e|es|ed|ing|s|ion)?\b[^.]{{0,50}}\bfrom\b[^.]{{0,30}}\b{_STORE}\b[^.]{{0,30}}\b(?:to|into)\b[^.]{{0,40}}"
            rf"(?:\b{_STORE}\b|`\.?[\w.-]+`|\.\w+)|"
            rf"\b(?:currently |is |are |now )?(?:stored|kept|saved|persisted|held) (?:as|in|on)\b[^.]{{0,60}}\b{_STORE}\b[\s\S]{{0,160}}\b(?:should|instead|rather|"
            rf"better|likely|will|must)\b[^.]{{0,40}}\b(?:be (?:stored|written|kept|moved)|write|store|move|save)\b"
        ),
        CARRIED,
        "what is stored moves to another place, and nothing is said about what is already there",
    ),
    Touch(
        "primary key ids identif type format encod schema column field unit precision hash",
        (
            r"\b(?:primary keys?|(?:database|stored|user|order|customer|record|internal) (?:ids?|identifiers?)|column types?|(?:stored|on-disk|file|storage|index|serialization|"
            r"database) formats?|(?:hash|encryption) algorithms?|encoding of (?:stored|all))\b[^.]{0,40}\b(?:changes?|changed|becomes?|switch\w*|migrat\w*|"
            r"replaced)\b|\b(?:chang|convert|switch|replac)\w*\b[^.]{0,40}\b(?:primary keys?|column types?|(?:stored|on-disk|storage|index|file|database) "
            r"formats?|(?:database|data) (?:models?|schemas?)|hash algorithm|encryption algorithm)\b"
        ),
        CARRIED,
        "the form of stored data changes, and nothing is said about what is already stored",
    ),
    Touch(
        "unique required not",
        (
            r"\b(?:add|introduc|enforc|creat)\w*\b[^.]{0,25}\b(?:unique (?:constraint|index)|not[- ]null|foreign key constraint|check constraint)\b|"
            r"\b(?:becomes?|made|is now|are now) (?:required|mandatory|unique|not null)\b"
        ),
        CARRIED,
        "a new rule for stored data, and nothing is said about rows that break it",
        also=r"\b(?:database|schema|table|column|migration)s?\b",
    ),
    Touch(
        "schema format stor persist metadata precision unit",
        (
            r"\bschema changes?\b|\b(?:increas|chang|chang)\w* (?:the )?(?:\w+ ){0,2}(?:precision|resolution|unit|time ?zone|encoding)\b[^.]{0,40}\b(?:to|from|of)\b|"
            r"\b(?:stor|sav|persist|writ|record|keep)(?:e|es|ed|ing|t|ten)?\b[^.]{0,50}\b(?:into|in|to) (?:its own|their own|a separate|a new|separate|another|different) (?:\w+ ){0,2}(?:files?|formats?|tables?|"
            r"schemas?|indexes|index|database|collections?|stores?|repositor(?:y|ies)|columns?)\b"
        ),
        CARRIED,
        "the stored form changes, and nothing is said about what was stored before",
    ),
    Touch(
        "mov replac migrat switch relocat",
        (
            r"\b(?:mov|migrat|switch|relocat|transfer|port)(?:e|es|ed|ing|ion)? (?:\w+ ){0,4}(?:data|settings|preferences|configurations?|definitions|metadata|state|users|accounts|projects|content|history|files)\b"
            r"[^.]{0,40}\b(?:from|to|into|out of)\b[^.]{0,40}\b(?:file|database|db|table|storage|store|repository|service|zookeeper|redis|s3|bucket|server|provider|workspace|format|cloud|hdfs)\b"
        ),
        CARRIED,
        "stored things move, and nothing says how what is there gets across or back",
    ),
)
