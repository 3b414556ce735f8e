"""Two things in one sentence that together change what others have: their data, its form, what they build on.

Wider than the surfaces, which read phrases. The words are our own.
"""

from storyai.rules._surfaces_data import CARRIED, PREVIEW, UNDO
from storyai.rules._surfaces_run import ACROSS, STEPS
from storyai.rules._touches import Touch

# What people made or own; not caches, logs and builds.
_OWNED = (
    r"\b(?:accounts?|albums?|articles?|answers|appointments?|bookings?|boards?|chapters?|collections?|comments?|contacts?|content|conversations?|customers?|customer data|databases?|documents?|drafts|emails?|e-mails?|"
    r"entries|folders?|followers|history|images?|invoices?|mailbox(?:es)?|messages?|notes|orders?|pages|photos?|pictures?|playlists?|posts?|products?|profiles?|progress|projects?|recipes?|recordings?|records?|rows|"
    r"saved \w+|subscriptions?|transactions?|translations?|uploads?|videos?|wiki|workspaces?|files)\b"
)
DATA_LOSS_CONCEPTS = (
    Touch(
        "delet remov disappear gone lost wip eras destroy drop purg reset close cancel unsubscrib",
        (
            r"\b(?:(?:is|are|gets?) (?:deleted|removed|wiped|erased|purged|dropped|gone)|disappears?|wipes?|erases?|drops? all|purges?|deletes?|close my account|cancel my (?:account|membership))\b"
        ),
        UNDO,
        "what goes is gone: no confirmation, bin, backup or way back is mentioned",
        near=_OWNED
        + r"[\s\S]*\b(?:all|at once|automatically|both|every|other|bulk|forever|my account|tables)\b|\b(?:all|at once|automatically|both|every|other|bulk|forever|my account)\b[\s\S]*"
        + _OWNED,
        nor=PREVIEW,
    ),
    Touch(
        "bulk many selected mass all once import restor sync replac written rewrit overwrit",
        (
            r"\b(?:in bulk|bulk|many \w+ at once|all selected|mass|imports?|imported|restored?|is replaced by|are replaced by|rewrites?|overwrit\w+|in place|sync(?:s|ed|hroni[sz]\w*)? (?:both|two))\b"
        ),
        UNDO,
        "this writes over what is there: no preview, no answer to duplicates or partial failure and no way back is mentioned",
        near=r"\b(?:chang\w+|updat\w+|edit\w*|written|writes?|replac\w+|set|sets|rewrit\w+|overwrit\w+|merg\w+|creat\w+|newer)\b[\s\S]*"
        + _OWNED
        + r"|"
        + _OWNED
        + r"[\s\S]*\b(?:chang\w+|updat\w+|edit\w*|written|writes?|replaced|rewrit\w+|overwrit\w+|merg\w+|created?|in place)\b",
        nor=PREVIEW + r"|\bvalidat\w+ (?:before|the file|each)|\btests?\b",
    ),
    Touch(
        "remov delet clean clear destroy undeploy uninstall drop strip wip reset",
        r"\b(?:remov|delet|clean|clear|destroy|undeploy|uninstall|drop|wip|reset|purg)(?:e|es|ed|ing|s|ping|ting)?\b(?:[ -]up)?",
        UNDO,
        "what goes is gone: no confirmation, limit or way back is mentioned",
        near=r"\b(?:the |all |any |stale |default |user )*(?:topics?|queues?|object stores?|persistent data|application data|databases?|volumes?|buckets?|namespaces?|clusters?|streams?|mailbox(?:es)?|workspaces?|vector stores?|"
        r"indexes|indices|user data|customer data|user accounts?)\b",
        nor=PREVIEW + r"|\btests?\b|\bunused\b|\bmock",
    ),
    Touch(
        "after older expire retention ttl day days delet remov clean archiv zombi inactiv",
        r"\b(?:after \d+ (?:days|hours|weeks|months)|older than \d+ \w+|ttl|inactive (?:for|accounts?)|expired? (?:accounts?|files|uploads|jobs|results))\b",
        UNDO.replace(r"|\bretention", ""),
        "what is old is removed on its own: no notice, export or way back is mentioned",
        near=r"\b(?:deleted?|removed?|deletes|removes|purged?|clean(?:ed|s)? ?up|wiped?|erased?)\b[\s\S]*|\b(?:deletes?|removes?|purges?)\b",
        also=r"\b(?:users?|customers?|accounts?|uploads?|documents?|results|history|messages|photos?)\b",
        nor=PREVIEW + r"|\bcache\b|\btemp\w*|\blogs?\b|\bsession\b",
    ),
)
MIGRATION_CONCEPTS = (
    Touch(
        "replac place instead becom move encrypt split switch dropp utc convert index tables",
        (
            r"\b(?:(?:is|are) (?:replaced by|converted|split|moved|normali[sz]ed|renamed|stored in utc)|(?:stored|saved|kept|written) [^.]{0,40}(?:in place of|instead of)|no longer stored|become|becomes|(?:old|existing) (?:\w+ ){0,2}tables? (?:is|are) "
            r"(?:dropped|removed)|in utc|are utc|switch(?:es|ed)? (?:over )?(?:to|from))\b"
        ),
        CARRIED,
        "what is stored takes another form or place, and nothing is said about what is already there",
        near=(
            r"\b(?:table|tables|column|columns|schema|database|disk|on disk|encrypted|persist\w*|categories|tags|notes|ids|identifiers|currency|units|passwords?|files? format|settings file|"
            r"config\w* file|index(?:es)?|documents are)\b"
        ),
        also=r"\b(?:stor(?:e|es|ed|age)|tables?|columns?|schema|database|disk|persist\w*|categories|records?|saved|index(?:es|ed)?)\b",
        nor=r"\btests?\b[^.\n]{0,30}\b(?:only|fixture)|\bcopied\b|\bconverted (?:once|on)|\bempty\b",
    ),
)
_OUTWARD = (
    r"\b(?:apis?|api routes|routes|endpoints?|urls?|links?|ids?|identifiers?|commands?|options?|flags?|exports?|export formats?|formats?|fields?|keys?|parameters?|arguments?|hooks?|signatures?|plugins?|config\w*|"
    r"schema|headers?|exit codes?|status codes?|payloads?|responses?|repl(?:y|ies)|events?|topics?|protocols?|python|java|node|php|ruby|browsers?|ios|android|windows|clients?|integrations?|webhooks?|order|default|xml|csv|json|"
    r"package|namespace|imports?|sdk)\b"
)
COMPATIBILITY_CONCEPTS = (
    Touch(
        "longer place instead gone remov drop had only renam move return were replac reject error stop require",
        (
            r"\b(?:no longer (?:offers?|accepts?|supports?|returns?|exports?|reads?|works?|has|have)|in place of|(?:is|are) gone|they (?:had|were)|(?:is|are) (?:removed|dropped|renamed) (?:from|in)|"
            r"(?:drop|remove) (?:the )?(?:\w+ )?(?:support|export|api|endpoint|command|option)s?|all (?:\w+ ){1,3}(?:return|answer|move|use)s?|(?:unknown|missing|invalid) (?:keys?|fields?|options?) (?:\w+ ){0,4}(?:errors?|rejected|refused|stops?)|"
            r"(?:runs|works|builds|targets|requires?) (?:on |at least )?(?:python|java|node|php|ruby|android|ios|macos) ?\d[\d.]*(?: only| or (?:newer|later))?|the only format)\b"
        ),
        ACROSS,
        "others rely on the present form, and nothing says how they get across",
        near=_OUTWARD,
        nor=r"\bprivate\b|\binternal (?:only|api|function)|\bunused\b|\bno behaviou?r change|\bnever released|\bunreleased|\btests? (?:still )?pass|\bnew project\b",
    ),
    Touch(
        "rebrand renam replac split merg consolidat unify mov migrat switch chang remov drop deprecat rely convert",
        (
            r"\b(?:rebrand|renam|replac|split|merg|consolidat|unif|migrat|switch|chang|remov|drop|deprecat|convert)(?:e|es|ed|ing|s|y|ies|ied|ping|ped|ding|ting)?\b|\bmove[ds]?\b"
        ),
        ACROSS,
        "what others use today changes, and nothing says how they get across",
        near=(
            r"\b(?:product names?|names? (?:with|to|in|of)|rebrand\w*|public|urls?|apis?|plugins?|packages?|providers?|formats?|syntax|connectors?|elements?|commands?|propert(?:y|ies)|defaults?|schema|protocols?|"
            r"headers?|json|namespace|dsl|endpoints?|parameters?|versions?|interfaces?|artifacts?)\b[\s\S]*\b(?:instead of|rather than|in place of|existing|currently|with a new|new name|legacy|predefined|previous|from .* to)\b|"
            r"\b(?:instead of|rather than|in place of|existing(?! (?:project|repo|codebase|team))|currently|legacy|previous)\b[\s\S]*\b(?:urls?|apis?|plugins?|packages?|providers?|formats?|syntax|connectors?|elements?|commands?|propert(?:y|ies)|schema|protocols?|headers?|dsl|"
            r"endpoints?|parameters?|artifacts?)\b"
        ),
        nor=r"\btests?\b|\bunchanged\b|\binternal\b|\bfix(?:es|ed)?\b|\bbug\b",
    ),
)
ROLLOUT_CONCEPTS = (
    Touch(
        "switch off same day from all night once release dns cluster firmware update old live",
        (
            r"\b(?:(?:is|are) switched off|switched off on|on the same day|from \d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:goes|go) live|dns points|all services|"
            r"to all (?:devices|locks|terminals|sensors|machines|customers|users|shops)|new firmware|all \w+ (?:are|is) computed by|everybody (?:is|gets) (?:moved|switched)|cut over)\b"
        ),
        STEPS,
        "everybody gets it at once, without stages or a way back",
        near=r"\b(?:engine|system|server|servers|cluster|dns|firmware|devices|locks|terminals|provider|platform|database|services|network|login|checkout|app|version)\b",
        also=r"\b(?:new|move|run|replace|switch\w*|firmware|cluster|migrat\w*)\b",
    ),
)
