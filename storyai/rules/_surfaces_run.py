"""How a change behaves when it runs and when it is released: load, races, callers, releases, ways of using it.

Surfaces: work that grows with the data; read-modify-write, retries and unattended starts (Kleppmann, Designing
Data-Intensive Applications, chapters 7 to 9); names, defaults, codes and formats that others rely on (Hyrum's law,
semantic versioning); big-bang releases and applying infrastructure unseen (Humble & Farley, Continuous Delivery; the
12-factor app); input that needs one sense or one hand (WCAG 2.2). The words are our own.
"""

from storyai.rules._touches import Touch

BOUNDED = (
    r"\bpagina|\bpages of\b|\bper page|\blazy|\b(?:row|size|result|record|item|page|rate|batch|upper|hard)[- ]limit|\blimit(?:ed)? (?:to|of)|\bbatch(?:es|ed|ing)?\b|\bchunk|\bstream(?:s|ed|ing)?\b|"
    r"\bthrottl|\bback-?off|\bat night\b|\bpre-?comput|\bcach(?:e|ed|es|ing)\b|\bindex(?:es|ed)\b|\bmaterial|\bin the background|\bqueue|\bprogress (?:bar|indicator)|\bvirtuali[sz]|\bdebounc|"
    r"\bincremental|\bup to \d|\bat most \d|\b\d[\d,.]*k? (?:rows|records|items|users|files|entries|requests)"
)
PERFORMANCE = (
    Touch(
        "bulk mass every all entire whole unified cross",
        (
            r"\bbulk (?:export|import|process|operat|creat|upload|download)\w*\b[\s\S]{0,80}\b(?:e-?mails|contacts|records|rows|files|products|users|events|data|csv|json|formats?)\b|"
            r"\b(?:from|over|through|across|for) every \w+(?: of every \w+)?\b[^.]{0,20}\b(?:since|in the history|ever|on each (?:request|visit|load)|when the page)\b|"
            r"\b(?:computed|calculated|recalculated|aggregated|scanned|searched) (?:when the page is opened|on (?:each|every) (?:request|page|visit|load|search|change)|on the fly)\b"
        ),
        BOUNDED,
        "the work grows with the data: nothing says how much to expect, in what portions, or with what limit",
    ),
    Touch(
        "all every whole entire complete",
        (
            r"\b(?:show|list|load|display|render|return|download|fetch)(?:s|ed)? (?:all|every|the (?:whole|entire|complete|full))\b[^.]{0,30}\b(?:receipts|transactions|records|"
            r"measurements|readings|history|log entries|events|messages|orders)\b[^.]{0,60}\b(?:in one (?:list|page|table|request)|at once|since \d{4}|over (?:\w+ )?years)\b"
        ),
        BOUNDED,
        "a list without an end is loaded at once: no page size, limit or target is named",
    ),
    Touch(
        "index scan directory tree every each poll interval",
        (
            r"\b(?:indexes|indexing|scans?|scanning|walk(?:s|ing)?|pars(?:e|es|ing)|watch(?:es|ing)|crawl(?:s|ing)?)\b[^.]{0,30}\b(?:all|every|entire|whole) (?:of it|\w+ ){0,2}(?:files?|director(?:y|ies)|trees?|folders?|projects?|workspaces?|repositor\w+|database|"
            r"messages|pages|libraries)\b|\bon (?:every|each) (?:message|request|keystroke|save|render|event|page load|click|row)\b[^.]{0,60}\b(?:quer|fetch|comput|pars|scan|writ|call|load|log)\w*"
        ),
        BOUNDED + r"|\bperformance\b|\b\d+ ?(?:ms|seconds?|s)\b|\bo\(|\bfast\b|\bmemory\b",
        "the work grows with every file or event: no bound, target or measure is named",
    ),
)
ORDER = (
    r"\bconflict|\block(?:s|ed|ing)?\b|\bidempot|\brace\b|\blast[- ]write|\boptimistic|\batomic|\btransaction(?:al|s)?\b|\bdedup|\bduplicate|\bsame time|\bfirst come|"
    r"\bexactly once|\btwice\b|\boutdated\b|\bnewer version|\bone (?:run )?at a time|\balready (?:running|in progress|claimed|taken)|\bserial(?:i[sz]ed|ly)\b|\bnegative\b|\boversell|\boversold|\bcrdt\b|\bsecond start"
)
CONCURRENCY = (
    Touch(
        "several together same multiple two share shared both",
        (
            r"\b(?:several|multiple|two|many|all|both) (?:\w+ ){1,4}?(?:can |may |could )?(?:have |open )?(?:the same|one|a shared|together)\b[^.]{0,60}\b(?:chang|edit|updat|writ|sav|open)\w*|"
            r"\b(?:edit|chang|updat|writ)\w*\b[^.]{0,40}\b(?:together|at once|in parallel|jointly)\b|\bshared (?:document|list|board|plan|calendar|cart|note)s?\b[^.]{0,60}\b(?:edit|chang|updat|add)\w*"
        ),
        ORDER,
        "several change the same thing, and nothing says whose change stays",
    ),
    Touch(
        "claim redeem grab lower decreas tickets place spots coupon vouch remain left",
        (
            r"\b(?:claim|redeem|grab|tak|reserv|pick|us)(?:e|es|ing|s)?\b[^.]{0,40}\b(?:lowers?|decreas\w+|reduc\w+|decrement\w*|uses up)\b|\b(?:number|count|places|tickets|spots|units|seats|coupons|vouchers) (?:of \w+ )?(?:left|remaining)\b"
        ),
        ORDER,
        "two at once can take the last one",
        also=r"\b(?:claim|redeem|book|buy|reserve|order|register|join|sign up)(?:s|ing|ed)?\b",
    ),
    Touch(
        "retry retries append fails exit resend rerun again",
        (
            r"\b(?:after|although|though|once|still|already)\b[^.]{0,30}\b(?:append|writ|creat|sav|insert|commit|charg|sent|send|record)\w*\b[^.]{0,80}\b(?:fails?|error|exit|retr(?:y|ies))\w*|"
            r"\bretr(?:y|ies)\b[^.]{0,30}\b(?:files|creates|adds|writes|inserts|sends|appends)\b[^.]{0,30}\b(?:duplicate|second|again|near-duplicate|another)\b"
        ),
        (
            r"\bidempot|\bdedup|\bexactly once|\balready (?:written|recorded|created|sent)|\btransaction(?:al|s)?\b|\batomic|\bsafe to retry|\brequest ids?\b|\bunique (?:key|id)"
        ),
        "the work may be done although the caller is told that it failed: a retry does it again",
    ),
    Touch(
        "cache cached caching",
        (
            r"\bcache[sd]?\b[^.]{0,40}\b(?:prices?|stock|permissions?|balances?|availability|roles|inventory|session)\b|\b(?:prices?|stock|permissions?|balances?|availability|inventory)\b[^.]{0,30}\b(?:is|are) cached\b"
        ),
        r"\binvalidat|\bttl\b|\bstale|\bexpir|\brefresh|\bfor \d+ (?:s|seconds|min)",
        "what is cached can be out of date where it matters, and nothing says when it is renewed",
    ),
    Touch(
        "instance server replica node pod worker",
        (
            r"\b(?:every|each|several|multiple|all|two|three) (?:instances?|servers?|replicas?|nodes?|pods?|workers?)\b[^.]{0,60}\b(?:runs?|starts?|sends?|processes|writes?|execut\w+|picks?)\b"
        ),
        ORDER + r"|\bleader|\bclaims?\b|\bqueue|\bpartition",
        "several instances do the same work, and nothing says which of them does it",
    ),
    Touch(
        "parallel concurren multi thread rebalanc dynamic",
        (
            r"\b(?:in parallel|concurrently|simultaneous(?:ly)?|multi-?threaded|multiple threads|several threads|at the same time)\b[^.]{0,60}\b(?:writ|updat|import|process|creat|insert|modif|read|sav|compil|build|run)\w*|"
            r"\b(?:writ|updat|import|process|creat|insert|modif|read|sav|run)\w*\b[^.]{0,60}\b(?:in parallel|concurrently|multi-?threaded|by multiple threads|by several)\b"
        ),
        ORDER
        + r"|\bthread[- ]safe|\bsynchroni[sz]|\bmutex|\bqueue|\bindependent\b|\bread[- ]only|\btests? (?:run|in parallel)|\bagents?\b",
        "work runs side by side, and nothing says what keeps it apart or in order",
    ),
    Touch(
        "draft unsaved autosav watch refresh reload",
        (
            r"\bauto-?sav\w*|\bfile[- ]watch\w*[^.]{0,60}\b(?:reload|refresh|updat|overwrit)\w*|\b(?:hot )?reloads?\b[^.]{0,30}\bwhile\b"
        ),
        ORDER + r"|\bunsaved|\bdirty\b|\bdebounc|\bmerge|\b(?:prevent|avoid)\w* (?:data )?los",
        "what is saved or reloaded on its own meets what somebody is typing, and nothing says which stays",
    ),
)
ACROSS = (
    r"\bbackwards?[- ]compat|\bcompatib(?:le|ility) (?:with|is|must|layer|mode|test)|\b(?:keep|maintain|preserv|ensur)\w* (?:\w+ ){0,2}compatib|\bdeprecat|@deprecated|"
    r"\bmigration (?:guide|notice|path|notes?|docs?)|\balias|\bmajor version|\bsemver|\bchangelog|\bstill (?:work|accept|read|support)|\bkeep(?:s)? working|\bold (?:names?|forms?|clients|format|versions?) (?:still|stays?|keep|remain|are|is)|"
    r"\brelease notes|\bredirect|\bno (?:external )?(?:callers|users|consumers|clients)\b|\bopt[- ]in|\boff by default|\bdisabled by default|\baccept header|\bcontent negotiation|\bnegotiat|\bversion (?:1|2|3|one|two)\b|"
    r"\bv[12]\b|\bexisting (?:tools|clients|users|callers|consumers|scripts|behaviou?r|imports|integrations|tests|projects)[^.]{0,40}(?:remain|keep|work|unchanged|continue|pass)|\bupdat\w* (?:\w+ ){0,3}(?:clients?|callers?|consumers?|front-?end)|"
    r"\b(?:clients?|callers?|consumers?|front-?end|\w+panel) (?:is |are )?updated|\bunchanged\b|\bbyte-identical|\bno behaviou?r|\btransition"
)
COMPATIBILITY = (
    Touch(
        "option flag command field key become renam exit",
        (
            r"`--[\w-]+`[^.]{0,40}\b(?:becomes?|is renamed|are renamed|is removed|are removed|loses?|is replaced|are replaced|now (?:means|prints|does))\b|\b(?:options?|flags?|commands?|fields?|keys?|env\w* variables?)\b[^.]{0,40}\b(?:become|"
            r"(?:is|are) renamed|(?:is|are) replaced by)\b|\bexit (?:codes?|status)\b[^.]{0,40}\bchanges?\b"
        ),
        ACROSS,
        "scripts and people use the old names and codes, and nothing says how they get across",
    ),
    Touch(
        "endpoint reply replies response error status date content media header payload format json answer",
        (
            r"\b(?:all|every|existing|the) (?:endpoints?|repl(?:y|ies)|responses?|apis?|payloads?)\b[^.]{0,40}\b(?:answer|return|respond|use|have|wrap|chang)\w*\b[^.]{0,60}\b(?:in place of|instead of|rather than|envelope|new form)|"
            r"\b(?:status|code|errors?)\b[^.]{0,30}\b(?:where they (?:had|were)|instead of|in place of) \d{3}|\b(?:content-type|media types?|mime types?|response formats?)\b[^.]{0,60}\b(?:would|should|will|must) (?:change|be|become|differ)\b|"
            r"\b(?:dates?|ids?|amounts?|numbers?|fields?) (?:are|become) [^.;]{0,40}; they were\b"
        ),
        ACROSS,
        "callers rely on the present form of the replies, and nothing says how they get across",
    ),
    Touch(
        "automatic embed inject intercept instrument rewrit modif patch transparent",
        (
            r"\b(?:automatically|transparently|implicitly|by default)\b[^.]{0,40}\b(?:embed|inject|instrument|rewrit|patch|intercept|wrap|modif|add)\w*\b[^.]{0,80}\b(?:artifacts?|jars?|wars?|builds?|binar(?:y|ies)|packages?|"
            r"classes|class ?paths?|bytecode|outputs?|projects?|pages|requests|responses|files)\b|\b(?:intercept|instrument|rewrit|patch|inject)\w*\b[^.]{0,40}\b(?:all|every|each|any) [^.]{0,30}\b(?:calls?|tasks?|requests?|artifacts?|jars?|builds?|classes|pages)\b"
        ),
        (
            r"\bbackwards?[- ]compat|\bcompatib(?:le|ility) (?:with|tests?|matrix)|\bopt[- ]in|\b(?:off|disabled) by default|\boptional(?:ly)?\b|\bsigned (?:jars?|archives?)|\bclass ?loader conflict|\bexisting (?:builds|projects|artifacts)[^.]{0,40}\b(?:unchanged|work|remain)"
        ),
        "what others produce is altered on its own: nothing says that it is off unless asked for, and what it may break",
        inside=True,
    ),
    Touch(
        "default minimum drop require support",
        (
            r"\b(?:new |the )?default (?:\w+ ){0,4}(?:changes|becomes|is changed|switches|will be|is now)\b|\b(?:now|will) requires? (?:at least )?(?:python|node|java|php|ruby|android|ios|windows|macos|\.net|jdk) ?[\d.]+|"
            r"\b(?:behaviou?r|meaning|semantics|order(?:ing)?) (?:of \W?\w+\W? )?changes?\b"
        ),
        ACROSS,
        "those who rely on the present behaviour are surprised: nothing says how they learn of it or keep it",
    ),
    Touch(
        "renam replac remov drop mov split merg unif consolidat restructur chang deprecat convert",
        (
            r"\b(?:renam|split|unif(?:y|ie)|restructur|consolidat)\w*\b[^.]{0,40}\b(?:commands?|propert(?:y|ies)|attributes?|schemas?|headers?|elements?|namespaces?|protocols?|syntax|dsl|urls?|"
            r"endpoints?|apis?|plugins?|parameters?|connectors?|module names?|file names?|packages)\b|"
            r"\b(?:should be |is |are |be |gets? )?changed from (?:an? )?\w+ to (?:an? )?\w+\b|\b(?:in ?stead of|rather than) (?:the )?(?:old|current|existing|legacy|previous) (?:\w+ )?(?:api|format|"
            r"syntax|command|endpoint|property|attribute|schema|protocol|behaviou?r)\b|\b(?:change|switch|migrate)\w* (?:the )?(?:\w+ ){0,3}(?:protocol|wire format|syntax|url (?:scheme|structure)|"
            r"naming (?:convention|scheme)|message format|response (?:format|structure|body))\b"
        ),
        ACROSS,
        "others rely on the present name or form, and nothing says how they get across",
    ),
    Touch(
        "automatic auto overrid configur",
        (
            r"\bauto(?:matically|-)[ ]?(?:configur|chang|updat|set|disabl|modif|overrid|adjust|upgrad|convert)\w*\b[^.]{0,60}\b(?:settings?|preferences|configurations?|options?|projects?|files|"
            r"environment|compiler|dependenc\w+)\b"
        ),
        r"\bask(?:s|ed)?\b|\bconfirm|\bprompt|\bopt[- ](?:in|out)|\bdisable (?:this|it|the)|\bundo|\brevert|\bbackwards?[- ]compat|\bdefault off|\bnotif|\bdialog|\bwarn",
        "users' own settings are changed for them: nothing says that they are asked or can go back",
    ),
    Touch(
        "authori authent https tls enforc requir",
        (
            r"\b(?:add|enforc|requir|enabl|introduc)\w*\b[^.]{0,25}\b(?:authori[sz]ation|authentication|https|tls|mutual tls|rate limits?|quotas?)\b[^.]{0,30}\b(?:to|for|on) (?:all |the |every |existing )*(?:[\w-]+ ){0,3}"
            r"(?:endpoints?|apis?|requests|clients|calls|services)\b"
        ),
        ACROSS + r"|\boptional|\bconfigurable|\bdisabled?\b|\bby default\b|\bflag\b",
        "callers that do without it today are locked out: nothing says from when and how they adapt",
    ),
)
STEPS = (
    r"\broll(?:ed|s|ing)?[ -]?back|\bfeature[- ]?flag|\bbehind a flag|\bflag (?:switches|turns)|\btoggle\b|\bcanary|\bstaged\b|\bstag(?:ing|es)\b|\bphased?\b|\bgradual|\bblue[- ]green|\bincremental|\bin parallel|\bpilot\b|\bshadow|\bstrangler|"
    r"\bone \w+ at a time|\brevert|\bside[- ]by[- ]side|\bdual[- ]|\bswitched back|\bfirst staff\b|\bmanual approval|\bplan (?:review|approval|is reviewed|output)|\brequires? approval|\bdry[- ]run"
)
ROLLOUT = (
    Touch(
        "terraform infrastructure apply deploy merge helm kubernetes cloudformation pulumi",
        (
            r"\b(?:apply|applies|applying|run|deploy)\w*\b[^.]{0,30}\b(?:terraform|infrastructure|helm|cloudformation|pulumi|ansible)\b[^.]{0,30}\b(?:on|upon|after|with) (?:each |every )?(?:merge|push|commit)|"
            r"\b(?:terraform|infrastructure|helm|pulumi) (?:apply|applies|deploy\w*|upgrade)\b[^.]{0,20}\bon (?:each |every )?(?:merge|push|commit)|\bdeploys? (?:straight|directly) to prod\w*"
        ),
        STEPS.replace(r"\bstag(?:ing|es)\b|", "")
        .replace(r"\bin parallel|", "")
        .replace(r"\bphased?\b|", "")
        .replace(r"\bincremental|", ""),
        "what is merged changes the running environment at once: no approval of the plan and no way back is mentioned",
        inside=True,
    ),
    Touch(
        "all every from release replace identity provider login database dns domain hosting payment",
        (
            r"\b(?:all|every) (?:[\d,.]+ )?(?:customers|users|tenants|sites|devices|shops|stores|branches|clients|accounts)\b[^.]{0,80}\b(?:from the (?:first |next )?(?:release|day|launch)|at once|in one (?:night|step|go)|on the same day|over the weekend)\b|"
            r"\b(?:replac|switch|mov|migrat)\w*\b[^.]{0,30}\b(?:identity provider|payment provider|dns|hosting|message broker|search engine|data ?cent(?:er|re)|cloud provider|login|production database)\b[^.]{0,50}\b(?:by|with|to)\b|"
            r"\bin the same release\b"
        ),
        STEPS,
        "everybody is moved at once, without stages or a way back",
    ),
    Touch(
        "firmware over-the-air device update fleet",
        r"\b(?:firmware|over[- ]the[- ]air|ota) (?:updates?|upgrades?)\b|\bupdat\w* (?:all|every|the whole fleet of) (?:devices|terminals|sensors|kiosks)\b",
        STEPS,
        "devices in the field are updated without stages or a way back",
    ),
)
_OTHERWISE = r"\bkeyboard|\baccessib|\baria\b|\bscreen[- ]?readers?|\ba11y|\bwcag|\bcontrast|\bcolou?r[- ]?blind|\bfocus\b|\bor pressing\b|\bcaptions?|\bsubtitles|\btranscripts?\b|\balt text|\balternative"
ACCESSIBILITY = (
    Touch(
        "shak tilt swip colour color voice sound gestur blink pinch hover only alone",
        (
            r"\b(?:shaking|tilting|swiping|pinching|blowing|clapping|speaking)\b[^.]{0,40}\b(?:rolls?|turns?|ends?|opens?|starts?|selects?|moves?|deletes?|switch\w*|unlocks?)\b|\bthere is no button\b|"
            r"\bcolou?r (?:\w+ ){0,4}(?:alone|only)\b|\bonly (?:by|through|with) (?:colou?r|sound|voice|gestures?|swiping|dragging|touch|hover\w*)\b|\b(?:sound|voice|gesture)[- ]only\b"
        ),
        _OTHERWISE,
        "this needs one sense or one hand: no other way is offered",
    ),
)
