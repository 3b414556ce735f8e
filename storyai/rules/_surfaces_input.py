"""What comes in from outside: content that can attack, services that can fail, money that moves.

Surfaces after the OWASP Top 10 (injection, insecure design, software and data integrity failures, SSRF), the OWASP
cheat sheets on uploads and the OWASP list for LLM applications; services and money after Nygard, Release It! (2018).
The words are our own.
"""

from storyai.rules._touches import Touch

CHECKED = (
    r"\bsanit|\bescap(?:e|ed|es|ing)\b|\bxss\b|\bmalicious|\bsandbox|\bisolat|\bvirus|\bmalware|\bwhitelist|\ballow-?list|\binjection|\bmoderat|\bsigned\b|\bsignature|"
    r"\bchecksum|\btravers|\bzip[- ](?:slip|bomb)|\btrusted\b|\buntrusted|\bapprov\w+ (?:each|every|by|before)|\bno scripts\b|\bunknown file types"
)
# What people hand in for themselves, or to a program of their own, attacks nobody else.
OWN = (
    r"\b(?:runs?|running|processed|stays?|works?) locally\b|\bclient[- ]side\b|\bin the browser\b|\bupload(?:s|ed|ing)? (?:my|their|his|her|its) own\b|\bcorrupt(?:ed)?\b|\bunreadable\b|"
    r"\bunsupported (?:file|format|type|extension)"
)
# Others meet what was handed in, or a program opens it.
REACHES = (
    r"\b(?:public\w*|everyone|everybody|visitors?|guests?|buyers?|other (?:users|members|people)|others|shar(?:e|es|ed|ing)|profiles?|gallery|comments?|marketplace|market|logos?|listings?|"
    r"avatars?|thumbnails?|previews?|render\w*|execut\w*|extract\w*|unpack\w*|parse[sd]?|import(?:s|ed)?|shown|appears?|feed)\b"
)
UNTRUSTED = (
    Touch(
        "code html css javascript script template",
        r"\b(?:custom|their own|own|raw|edit\w*|writ\w+|inject\w*|embed\w*) (?:html|javascript|js|scripts?|code|liquid|templates? code)\b|\bcode[- ]edit\w*",
        CHECKED + r"|\bsandbox|\bisolat|\bcsp\b|\breview(?:ed)? before|\bexisting code\b",
        "what others write as code runs for their visitors: nothing contains or checks it",
        grave=True,
        also=r"\b(?:merchants?|tenants?|shops?|stores?|sellers?|customers?|authors?|publishers?|website owners?|themes?)\b",
        nor=r"\brefactor|\bcode review|\bdevelopers? (?:only|team)",
    ),
    Touch(
        "zip archive tarball bundle package unpack upload submit theme plugin template",
        (
            r"\b(?:upload|submit|contribut|install|import|drop|load)\w*\b[^.]{0,50}\b(?:zip|tar\w*|archives?|themes?|plugins?|add-?ons?|extensions?|widgets?|macros?|"
            r"scripts?|notebooks?|apk|executables?|docker images?|skills?)\b|\b(?:archive|theme|plugin|bundle|package|tarball|upload|zip)s? (?:is|are|gets?) (?:unpacked|extracted|"
            r"unzipped|installed|executed|loaded)\b"
        ),
        CHECKED,
        "what others hand in can carry code or overwrite files when it is opened, and nothing checks or contains it",
        also=r"\bother(?:s| users| people)\b|\beverybody\b|\beveryone\b|\bcommunity\b|\bgallery\b|\bmarketplace\b|\bregistry\b|\bthird[- ]part",
    ),
    Touch(
        "evaluat execut formula expression eval run script quer compil",
        (
            r"\b(?:is|are|gets?) (?:evaluated|executed|compiled|run) as (?:an? )?(?:\w+ )?(?:expression|code|script|query|sql|shell|command|javascript|formula)\b|"
            r"\b(?:evaluat|execut|run|eval)\w*\b[^.]{0,40}\b(?:custom|own|free|typed|entered|pasted|user'?s?'?|generated) (?:\w+ )?(?:expressions?|formulas?|code|scripts?|sql|quer(?:y|ies)|commands?)\b|"
            r"\b(?:write|enter|type|define)s? (?:their |his |her |my |our )?(?:own |custom )(?:\w+ )?(?:sql|scripts?|code|expressions?|javascript|templates?)\b|"
            r"\b(?:generated|model's|llm'?s?|ai-generated) (?:sql|code|quer(?:y|ies)|commands?|scripts?)\b[^.]{0,30}\b(?:is|are|gets?) (?:run|executed)\b"
        ),
        CHECKED
        + r"|\bcontainer|\bread-only (?:role|user|connection)|\bpermissions?\b|\breviewed before|\bparser\b|\bonly (?:arithmetic|the functions)",
        "what users write is run as code, and nothing contains it",
    ),
    Touch(
        "embed iframe paste rich wysiwyg bio signature custom css html",
        (
            r"\b(?:custom|own|raw|user[- ]\w+|arbitrary) (?:html|css|javascript|svg|iframes?|embeds?)\b|\b(?:rich text|wysiwyg) (?:editor|input|field|comments?)\b|"
            r"\b(?:embed|iframe)s?\b[^.]{0,30}\b(?:any|external|user|third[- ]party)\b"
        ),
        CHECKED + r"|\bcsp\b|\bcontent security|\bdompurify|\bsafe(?:ly)?\b",
        "markup from outside is shown without a word on escaping it",
    ),
    Touch(
        "summar answer read agent assistant llm model chatbot",
        (
            r"\b(?:agents?|assistant|llm|model|chatbot|ai)\b[^.]{0,60}\b(?:reads?|browses?|summari[sz]es|crawls?|opens?|fetches|scans?)\b[^.]{0,50}\b(?:web ?(?:pages?|sites?)|"
            r"e-?mails?|tickets|issues|pull requests|comments|urls?|links|reviews)\b"
        ),
        CHECKED + r"|\bguardrail|\bjailbreak|\bhuman[- ]in|\bread[- ]only|\bconfirm",
        "text from strangers reaches a model that can act on it",
        also=r"\b(?:send|delete|post|repl(?:y|ies)|merge|pay|order|book|execute|run|edit|close|label)s?\b",
    ),
    Touch(
        "open redirect url link callback return",
        (
            r"\b(?:redirect|forward)\w*\b[^.]{0,40}\b(?:to|from) (?:the |an? )?(?:url|address|link|page) (?:in|from|given|passed)\b|\b(?:return|redirect|callback|next)[ _-]?(?:url|uri|to)\b[^.]{0,20}\bparam\w*"
        ),
        CHECKED
        + r"|\bvalidat\w+ (?:the )?(?:redirect|url)|\bsame (?:origin|host|domain)|\bregistered (?:redirect|callback|uris?)",
        "the address to go to comes with the request, and nothing says which are allowed",
    ),
    Touch(
        "python groovy javascript script shell processor expression custom native",
        (
            r"\b(?:python|groovy|javascript|ruby|shell|bash|lua|script) (?:processors?|scripts?|modules?|sinks?|functions?|plugins?|steps?)\b[^.]{0,50}\b(?:users?|custom|upload\w*|provid\w*|run|execut\w*)\b|"
            r"\b(?:users?|customers?|people)\b[^.]{0,30}\b(?:writ|provid|upload|suppl|defin)\w* (?:their own |own |custom )?(?:sql|scripts?|expressions?|templates?|quer(?:y|ies)|xslt|regex\w*)\b|"
            r"\b(?:load|read|instal|download|fetch)\w*\b[^.]{0,40}\b(?:custom|user|third[- ]party|remote) (?:modules?|jars?|plugins?|connectors?|drivers?|models?)\b"
        ),
        CHECKED + r"|\bpermissions?\b|\bchecksum|\bcontainer|\btests?\b",
        "code from users is loaded and run, and nothing checks or contains it",
    ),
)
SURVIVES = (
    r"\bfall(?:s|ing)? ?-?backs?\b|\bretr(?:y|ies|ied)|\btime[ds]?-?[ ]?outs?\b|\brate[- ]?limit|\bquotas?\b|\bcach(?:e|ed|es|ing)\b|"
    r"\bunavailab|\boffline\b|\bdegrad|\bcircuit[- ]break|\bfail(?:s|ure|ures|ed|ing)?\b|\bfailover|\berror|\boutage|\bthrottl|\b(?:cannot|can't|can not) be reached|"
    r"\bdoes not answer|\bno answer\b|\bis down\b|\bstubs?\b|\bmock|\bno real network|\blast (?:known|good)|\bexceptions?\b|\bnot reachable|\bcosts?\b"
)
THIRD_PARTY = (
    Touch(
        "fetch call query request read download load retriev pull look",
        (
            r"\b(?:fetched|called|queried|requested|downloaded|loaded|retrieved|pulled|looked up|read)\b[^.]{0,25}\b(?:from|at|through|via|with) (?:the |an? )?(?:[\w-]+ ){0,3}"
            r"(?:service|api|provider|feed|gateway|vendor|portal|bureau|exchange)\b"
        ),
        SURVIVES,
        "an outside service answers for this, and nothing says what is shown when it does not",
        also=r"\bi want\b|\bwe want\b|\bi would like\b|\buser story\b",
    ),
)
SAFE_MONEY = (
    r"\bidempot|\bdouble[- ]?(?:charg|pay|click|submit|book)|\bduplicate (?:charge|payment|order|transaction|payout|transfer|submission)|\breconcil|\bpaid once|\bcharge[sd]? (?:only )?once|"
    r"\bonly once\b|\bexactly once|\brounding|\brounded\b|\bround (?:half|up|down)|\bfail(?:ed|s)? (?:payments?|transfers?|payouts?)|\b(?:payment|transfer|payout|charge)s? fail|\bdeclin|\bpci\b|\baudit (?:log|trail)|"
    r"\bpaper trad|\bsimulat|\bfour[- ]eyes|\bapprov\w+ (?:by|the|each|every|before)|\bdry[- ]run|\bstripe (?:hosted )?checkout|\bsandbox"
)
MONEY = (
    Touch(
        "transfer payout pay commission salary wage royalt wire disburs withdraw reimburs",
        (
            r"\b(?:transfers?|pays? out|paid out|disburs\w+|wires?|credits?)\b[^.]{0,50}\b(?:bank accounts?|iban|wallets?|sellers?|affiliates?|employees|payees?|drivers|winners|money|"
            r"the sum|amounts?|balance)\b|\bpayouts?\b|\b(?:pay|process|run|calculat|comput)\w* (?:the |monthly |all )*(?:commissions?|royalties|payroll|wages|salaries|dividends|expenses|reimbursements?)\b"
        ),
        SAFE_MONEY,
        "money is sent out without a word on paying once, on failed transfers or on who checks the sums",
    ),
    Touch(
        "pro-rat prorat vat tax discount coupon interest late invoice currency exchange split tip refund credit",
        (
            r"\b(?:calculat|comput|deduct|appl(?:y|ies|ied)|add|split|charg|levy|conver)\w*\b[^.]{0,40}\b(?:vat|sales tax|taxes|interest|late fees?|proration|pro rata|discounts? (?:to|on|from)|"
            r"surcharges?|tips?|exchange rates?|refunds?|store credit)\b"
        ),
        SAFE_MONEY + r"|\bcents?\b|\bdecimal|\btwo decimals|\btest cases|\bexample",
        "amounts are worked out without a word on rounding, corrections or a check",
        also=r"\binvoices?\b|\bcharged?\b|\bbilling\b|\bcheckout\b|\bpayments?\b",
    ),
    Touch(
        "buy buys purchas top reload order",
        (
            r"\bi (?:want|would like|need)\b[^.]{0,20}\b(?:to|can|could) (?:buy|purchase|order|reload|top up|pay for|renew)\b[^.]{0,30}\b(?:gift cards?|credits?|tickets?|vouchers?|tokens?|subscriptions?|polic(?:y|ies)|plans?|balance|memberships?)\b"
        ),
        SAFE_MONEY
        + r"|\brefund|\brevers(?:e|ed|al)|\bcheckout\b|\bpayment (?:error|problem|provider)|\bconfirm\w* (?:the |each |every )?(?:purchase|payment|order|amount)",
        "money moves, and nothing says what a second try, a wrong sum or a failed payment does",
        nor=r"\bsimulat|\bplayers?\b|\bgame\b",
    ),
    Touch(
        "bonus cashback reward loyalty miles points voucher commission referral",
        (
            r"\b(?:bonus(?:es)?|cashback|rewards?|loyalty points|miles|vouchers?|referral (?:credits?|fees?))\b[^.]{0,80}\b(?:purchase[sd]?|transactions?|spen[dt]\w*|orders?|confirm\w*)\b|"
            r"\b(?:earn|credit|grant|award)\w*\b[^.]{0,30}\b(?:bonus(?:es)?|cashback|loyalty points|miles|vouchers?)\b"
        ),
        SAFE_MONEY
        + r"|\brefund|\brevers(?:e|ed|al)|\bcancel|\bchargeback|\breturn(?:s|ed) (?:order|item|goods)|\bfraud|\babuse|\bclaw|\bpractice\b|\bgame\b|\bplayers?\b|\bxp\b",
        "what is earned by buying has a price: nothing says what a refund, a second message or a misuse does to it",
        grave=True,
        also=r"\b(?:purchase|spen[dt]|merchant|shop|store|checkout|payment)\w*\b",
    ),
)
