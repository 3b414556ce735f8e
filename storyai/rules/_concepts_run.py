"""Two things in one sentence that together bring in load, races, attacks, vendors, money or a duty.

Wider than the surfaces, which read phrases. The words are our own.
"""

from storyai.rules._surfaces_input import CHECKED, OWN, REACHES, SAFE_MONEY, SURVIVES
from storyai.rules._surfaces_run import BOUNDED, ORDER
from storyai.rules._touches import Touch

CONCURRENCY_CONCEPTS = (
    Touch(
        "next lowest free last call reserv book pick claim assign take",
        r"\b(?:next (?:person|number|customer|ticket|order|job|free|one)|lowest|free (?:rooms?|tables?|seats?|slots?|places|spots|desks?|parking)|last (?:one|item|ticket|seat)|(?:reserves?|books?|claims?|takes?) (?:the|an?|one) \w+)\b",
        ORDER,
        "two can take the same one at the same moment, and nothing says what the second one gets",
        near=r"\b(?:call\w*|reserv\w*|book\w*|claim\w*|tak(?:e|es)|pick\w*|assign\w*|shows?|all counters|same list|click\w*)\b",
        also=r"\b(?:counters|rooms?|seats?|tables?|slots?|desks?|tickets?|places|queue|spots)\b",
        nor=r"\balready (?:taken|booked)|\btaken\b|\brefus\w*|\bavailab\w+ (?:is )?(?:checked|rechecked)",
    ),
    Touch(
        "offline tablet again online sync",
        r"\boffline\b|\bwithout (?:a )?(?:network|connection|internet)\b|\bonline again\b|\bback online\b",
        ORDER,
        "what is entered offline meets what changed meanwhile, and nothing says which stays",
        near=r"\b(?:sav\w+|edit(?:s|ed|ing)?|chang\w+|fill\w*|sent|enter\w*|queue\w*|sync\w*|upload\w*|record\w*|draft\w*)\b",
        nor=r"\bread[- ]only|\bmerg(?:e|ed|es)\b|\bfall-?back",
    ),
    Touch(
        "job worker task cron hour night again tri retr queue event",
        r"\b(?:job|worker|cron|task runner|scheduler|consumer|daemon|hook)\b",
        ORDER,
        "the work can start again or meet itself, and nothing keeps it from being done twice",
        near=(
            r"\b(?:tried again|retried|retries|try again|every (?:hour|minute|\d+ minutes|night|day)|each (?:hour|minute|night|day)|hourly|nightly|after the order|re-?run)\b[\s\S]*\b(?:mail|payment|line|invoice|import\w*|send\w*|sent|charge\w*|creat\w*|"
            r"becomes?|post\w*)\b|\b(?:imports?|imported|sends?|creates?|charges?)\b[\s\S]*\b(?:every|each) (?:hour|minute|night|day|\d+ minutes)\b"
        ),
        nor=r"\balready sent|\bsent once|\bonly new\b|\bunique\b",
    ),
    Touch(
        "notification event messag deliver webhook stream",
        r"\b(?:notifications?|events?|messages?|webhooks?|alerts?)\b",
        ORDER
        + r"|\bout of order|\bat[- ](?:least|most)[- ]once|\bdelivery guarantee|\bevent ids?\b|\bsequence numbers?|\bunread\b",
        "an event can come twice, late or out of order, and nothing says what then",
        near=r"\b(?:retr(?:y|ies|ied)|redeliver\w*|publish\w*|subscrib\w*|broadcast\w*|fan[- ]?out|real[- ]time|deliver(?:ed|y|s)|consum\w+|processed)\b[\s\S]*\b(?:subscribers?|all (?:users|members|clients|apps|extensions)|queues?|handlers?|devices|consumers|services)\b",
        shape="spec template",
    ),
    Touch(
        "background memory dictionary global in-memory job status",
        r"\b(?:in-memory(?! cache)|in memory(?! for the (?:current )?session)|global (?:variable|state|dictionary|map)|background (?:tasks?|jobs?|threads?|workers?)|job status|fire[- ]and[- ]forget)\b",
        ORDER
        + r"|\bpersist\w*|\bqueue|\brestart|\bsingle (?:user|process|instance)|\bcach(?:e|ing)|\btests?\b[^.\n]{0,40}\bin[- ]memory|\bsqlite",
        "work goes on in the background, and nothing says what a restart, a second run or a parallel request does to it",
        near=r"\b(?:jobs?|status|process\w*|state|updat\w*|sessions?|uploads?|requests?)\b",
        shape="story spec template",
    ),
)
UNTRUSTED_CONCEPTS = (
    Touch(
        "past address url link picture page fetch download import web",
        r"\b(?:pastes?|pasted|types?|enters?|entered|provides?|given|from the web|any (?:url|website|page|address)|user[- ]supplied)\b",
        CHECKED
        + r"|\bssrf\b|\bhttps only|\bsame (?:origin|host|domain)|\binvalid (?:url|link|address)|\bvalid(?:ate)?s? (?:the )?(?:url|link|address)",
        "the server fetches an address that a user gives: nothing says which are allowed",
        near=r"\b(?:url|link|address|web ?page|website|picture)\b",
        also=r"\b(?:server|backend|system|service|app|tool) (?:\w+ )?(?:downloads?|fetch\w*|crawls?|loads?|opens?|imports?|reads?)\b|\b(?:copied|imported|fetched|downloaded|crawled) (?:in)?to\b",
    ),
    Touch(
        "comment post review message bio profile description markdown html write",
        r"\b(?:comments?|reviews?|posts?|messages?|bios?|questions|answers|guest ?book|descriptions?|nicknames?)\b",
        CHECKED
        + r"|\breport(?:s|ed|ing)? (?:\w+ )?(?:comment|post|review|abuse)|\bspam|\babus|\bprofan|\bmarkdown (?:file|parser)|\bcode review",
        "what people write reaches others unchecked: nothing says what is escaped, refused or taken down",
        near=r"\b(?:typ(?:e|es)|writ(?:e|es)|leaves?|submits?|posts?|shares?)\b[\s\S]*\b(?:markdown|html|at once|public\w*|below|everyone|others|immediately|wall|page)\b",
        also=r"\b(?:readers?|visitors?|members?|customers?|guests?|players?|community|public(?:ly)?|others)\b",
    ),
    Touch(
        "csv excel spreadsheet xml yaml zip pdf image upload file svg",
        r"\b(?:uploads?|uploaded|drops? into|drag\w* (?:a |the )?(?:file|csv)|attach(?:es|ed|ments?)?|sends? in)\b",
        CHECKED
        + r"|\bvalidat|\breject|\brefus|\binvalid|\b\d+ ?mb\b|\b413\b|\bfile (?:types?|sizes?)\b|\b(?:max\w*|size) limit|\ballowed\b|\bupload(?:s|ed)? (?:to|the) (?:npm|pypi|s3|registry|server|artifact|release)",
        "files come in from outside, and nothing says what is refused or made harmless",
        nor=OWN,
        near=r"\b(?:csv|excel|spreadsheets?|xml|yaml|zip|pdfs?|images?|photos?|svg|documents?|videos?|files?|pictures?)\b",
        also=REACHES,
    ),
    Touch(
        "assistant agent model llm bot chatbot",
        r"\b(?:assistants?|agents?|chat ?bots?|llms?|language models?)\b",
        CHECKED + r"|\bguardrail|\bjailbreak|\bhuman[- ]in|\bread[- ]only|\bconfirm|\bpermissions?\b",
        "text from others reaches a model that can act on it, and nothing keeps instructions in it from being followed",
        near=r"\b(?:read|reads|reading|summari[sz]\w*|answers?|browses?|scans?)\b[\s\S]*\b(?:shared|anybody|anyone|e-?mails?|inbox|web|website|customers?|tickets|issues|uploaded|external)\b|\b(?:anybody|anyone|e-?mails?|inbox|web ?pages?|external)\b[\s\S]*\bread by\b",
        also=r"\bcan (?:also )?(?:send|create|delete|post|book|order|pay|run|execute|reply|merge)\b|\b(?:sends|creates|posts|runs|executes|replies)\b",
    ),
)
PERFORMANCE_CONCEPTS = (
    Touch(
        "every each all second live scan search open request poll",
        r"\b(?:every second|each second|every \d+ (?:ms|milliseconds)|opens each|(?:asks|calls|queries|polls|pings) (?:each|every|all)|in all files|(?:searche?s?|scans?|walks?) (?:through )?(?:all|every|each)|on (?:each|every) (?:keystroke|request|page load))\b",
        BOUNDED + r"|\bbattery\b|\b\d+ ?ms\b|\btarget\b|\bat most\b|\bwithin \d",
        "the work grows with every item or second: no bound, target or measure is named",
        near=r"\b(?:\d{2,} \w+|files?|shops|devices|records|rows|documents|cases|customers|users|services?|sensors|pages|position|projects)\b",
    ),
)
COMPLIANCE_CONCEPTS = (
    Touch(
        "symptom illness medicin diagnos dose diet tax legal law invest loan credit allerg",
        r"\b(?:symptoms?|illness\w*|medicines?|diagnos\w+|doses?|dosages?|therap\w+|legal (?:advice|questions?)|tax (?:advice|returns?)|invest(?:ment)? (?:advice|tips?|recommendations?)|credit scores?|loan (?:decisions?|applications?)|contracts? (?:review|clauses?))\b",
        r"\bdisclaimer|\bdoctor (?:checks|confirms|approves)|\bregulat|\bcomplian|\blicen[sc]|\bmedical device|\bnot (?:medical|legal|financial) advice|\breviewed by|\bhuman (?:review|check)|\baudit|\blaw\b",
        "advice on health, law or money comes from a machine: nothing says which rules apply or who checks it",
        near=r"\b(?:bot|assistant|model|ai|app|it|tool|system|llm|gpt\S*|automatically)\b[\s\S]*\b(?:answers?|suggests?|recommends?|advis\w*|decides?|generat\w*|reviews?|predicts?|asks?|calculates?)\b",
        also=r"\b(?:patients?|clients?|customers?|citizens?|borrowers?|users?|farmers|people)\b",
    ),
    Touch(
        "copy copied scrap crawl import recipes photos music lyric video article font",
        r"\b(?:cop(?:y|ies|ied)|scrap(?:e|es|ed|ing)|crawl(?:s|ed|ing)?|downloads?|republish\w*|embeds?|rip(?:s|ped)?)\b",
        r"\blicen[sc]|\bterms\b|\brobots|\bcopyright|\blegal|\bpermission\b|\battribut",
        "others' work is taken over, and nothing says whether that is allowed",
        near=r"\b(?:from (?:other|external|third[- ]party|public) (?:sites?|websites?|pages|sources|channels)|text and photos|song|songs|lyrics|movies?|youtube|instagram|linkedin|competitors?'?)\b",
    ),
    Touch(
        "letter mail newsletter sms text push send goes",
        r"\b(?:letters?|e-?mails?|mails?|sms|text messages?|push (?:messages?|notifications)|newsletters?|calls?|campaigns?)\b",
        r"\bunsubscrib|\bopt(?:ed|s)?[- ]?(?:in|out)|\bconsent|\bgdpr|\bcan-spam|\btransactional\b|\bagreed\b|\bsubscribed? to\b|\bturn(?:ed)? off\b",
        "messages go to everybody without their consent or a way to stop them",
        near=r"\b(?:to|at) (?:all|every|everyone|everybody)\b[^.]{0,40}\b(?:readers|customers|users|members|contacts|leads|visitors|subscribers|applicants|numbers|addresses|who)\b",
    ),
)
MONEY_CONCEPTS = (
    Touch(
        "pay pays paid money refund charge card bill invoice amount transfer",
        r"\b(?:pays? (?:with|by|their|the|for)|paid (?:by|with)|money (?:goes|back|is)|refunds?|charges? (?:the|a|their)|(?:bill|invoice|amount|fee|share) is (?:divided|split|charged|calculated|paid))\b",
        SAFE_MONEY + r"|\bfails?\b|\bcancel|\bat most the amount\b",
        "money moves, and nothing says what a second try, a wrong sum or a failed payment does",
        near=r"\b(?:card|cards|phone|bank|paypal|stripe|guests?|customers?|bill|invoice|order|account|amount|rent|fee|ticket)\b",
        also=r"\bi want\b|\bso that\b",
    ),
)
THIRD_PARTY_CONCEPTS = (
    Touch(
        "service api provider vendor gateway google stripe twilio",
        r"\b(?:(?:weather|map|maps|postal|payment|translation|geocoding|mail|sms|search|exchange|credit|shipping|carrier|identity|external|outside|third[- ]party|speech|vision|stock|news|traffic) (?:service|api|provider|gateway|feed)(?:'s)?)\b",
        SURVIVES,
        "an outside service answers for this, and nothing says what people see when it does not",
        near=r"\b(?:asks?|calls?|sends?|fetch\w*|quer\w+|requests?|gets?|loads?|checks?|uses?|shows?|looks?)\b",
        also=r"\bi want\b|\bso that\b",
    ),
    Touch(
        "discord slack telegram whatsapp line teams twilio sms push google amazon sns twitter mastodon",
        r"\b(?:discord|slack|telegram|whatsapp|line|(?:microsoft|ms) teams|google chat|twilio|amazon sns|twitter|mastodon)\b",
        SURVIVES,
        "a message goes through somebody else's service, and nothing says what happens when it does not get there",
        near=r"\b(?:receiv\w*|sends?|sent|posts?|posted|notif\w+|alert\w*|deliver\w*)\b[\s\S]*\b(?:alerts?|alarm|detected|incident|outage|deadline|emergency|urgent|failure|immediately)\b|"
        r"\b(?:alerts?|alarm|detected|incident|outage|deadline|emergency|urgent|immediately)\b[\s\S]*\b(?:receiv\w*|sends?|sent|posts?|posted|notif\w+|deliver\w*)\b",
        also=r"\bi want\b|\bso that\b",
    ),
)
ACCESSIBILITY_CONCEPTS = (
    Touch(
        "drag swip shak hover colour color sound voice gestur",
        r"\b(?:by dragging|dragging alone|by (?:swiping|shaking|tilting|hovering|voice|gesture)|only (?:by|with) (?:drag|swip|touch|mouse|voice)\w*|colou?r alone|by colou?r|makes? a sound)\b",
        r"\bkeyboard|\baccessib|\baria\b|\bscreen[- ]?readers?|\ba11y|\bwcag|\bcontrast|\bcolou?r[- ]?blind|\bfocus\b|\bor (?:pressing|the button|typing)|\bcaptions?|\btext (?:beside|label)",
        "this needs one sense or one hand: no other way is offered",
        near=r"\b(?:cards?|items?|rows?|moved?|sort\w*|order|turn|status|select\w*|dropped|shown|shows|told|roll\w*|delet\w*)\b",
        also=r"\bi want\b|\bso that\b",
    ),
)
