"""What a change does with people's data and duties towards them.

Surfaces: the personal and sensitive data of GDPR articles 4 and 9, what is done with it (article 4 (2): collected,
recorded, disclosed, combined, profiled), and sending it to a processor (article 28), such as a vendor of models;
duties: consent to messages (ePrivacy article 13), age, regulated advice, recordings, others' content. Guards are the
principles of article 5 and the rights of chapter III. The words are our own.
"""

from storyai.rules._touches import Touch

PRIVATE = (
    r"\bconsent|\bopt[- ]?(?:in|out)|\bprivacy|\bretention|\banonym|\bpseudonym|\bgdpr|\bhipaa|"
    r"\bnot (?:be )?stored|\bnever (?:be )?(?:stored|logged|sent|shared|leaves?)|\bencrypt|\bredact|"
    r"\bpersonally|\bpii\b|\bmask(?:ed|s|ing)?\b|\bsynthetic|\birb\b|\brefuse|\bdeni(?:ed|es)|"
    r"\bpermissions?\b[^.]{0,30}\b(?:location|denied|refused|request)|\bstays? (?:on|local)"
)
# A model's vendor sees what it is sent; encryption or a refused request changes nothing about that.
MODEL_SAFE = (
    r"\bconsent|\bopt[- ]?(?:in|out)|\bprivacy|\bretention|\banonym|\bpseudonym|\bgdpr|\bhipaa|\bredact|\bpii\b|\bmask(?:ed|s|ing)?\b|\bconfidential|"
    r"\bdata (?:handling|processing|residency|protection)|\bself-hosted|\bon-device|\bon-prem|\blocal (?:model|llm)s?\b|\bollama\b|\bsynthetic|\bsensitive|"
    r"\bnot (?:be )?stored|\bnever (?:be )?(?:stored|logged|sent|shared|leaves?)|\bdeleted after|\bpublic(?:ly)? (?:available|documents|data)|\bstays? (?:on|local)"
)
_MODEL = (
    r"(?:gemini|openai|gpt[\w.-]*|chatgpt|claude|anthropic|(?:language|vision|ai|speech|multimodal) (?:models?|service|api|agent|judge)|llms?|vertex(?: ai)?|"
    r"whisper|mistral|bedrock|transcription service|an? ai\b)"
)
_HANDED = (
    r"(?:drawings?|recordings?|calls?|voice|audio|meetings?|conversations?|transcripts?|e-?mails?|inbox|tickets?|resumes?|cvs?|contracts?|invoices?|statements?|"
    r"scans?|photos?|pictures|selfies?|faces?|messages|chats?|reports?|uploaded \w+|(?:customer|user|client|patient|employee|student|household) \w+|medical \w+|bank \w+|"
    r"project specifications|specifications?|letters?|applications?|diar(?:y|ies)|journals?|essays?|receipts?|floor plans?|blueprints?)"
)
PRIVACY = (
    Touch(
        "send sent upload pass feed submit analy extract transcri summari classif process pars convert includ draw recording receiv",
        (
            rf"\b(?:send|sent|upload|pass|feed|submit|analy[sz]|extract|transcri|summari[sz]|classif|process|pars|convert|includ|receiv)\w*\b[^.]{{0,60}}\b{_HANDED}\b"
            rf"[^.]{{0,70}}\b{_MODEL}|\b{_MODEL}\b[^.]{{0,70}}\b(?:analy[sz]|extract|transcri|summari[sz]|classif|process|pars|read|receiv|includ|evaluat)\w*\b[^.]{{0,60}}\b{_HANDED}\b|"
            rf"\b{_HANDED}\b[^.]{{0,60}}\b(?:sent|uploaded|passed|fed|submitted|analy[sz]ed|transcribed|summari[sz]ed|classified|processed)\b[^.]{{0,40}}\b{_MODEL}"
        ),
        MODEL_SAFE,
        "what people hand in goes to a vendor of models: nothing says what is left out, kept or agreed",
    ),
    Touch(
        "fingerprint device advertising cookie tracking",
        (
            r"\b(?:device|browser) fingerprint\w*|\bfingerprint\w* (?:the |each |every )?(?:device|browser|visitor|user)s?\b|\badvertising ids?\b|"
            r"\btracking (?:pixels?|cookies?)|\bthird-party cookies?"
        ),
        r"\bconsent|\bopt[- ]?(?:in|out)|\bprivacy|\bretention|\bgdpr|\bcookie (?:banner|notice|policy)",
        "people are recognised by their devices without their consent or an end",
    ),
    Touch(
        "profil record track watch observ monitor compar rank scor rate measur learn",
        (
            r"\b(?:profil|record|track|watch|observ|monitor|compar|rank|scor|rat|measur)(?:e|es|s|ing|ed)?\b[^.]{0,50}\b(?:pupils?|students?|learners?|children|kids|"
            r"employees?|workers|drivers?|agents'|staff|patients?|residents|tenants'|members'|players'|each (?:user|person|member))\b"
        ),
        PRIVATE,
        "people's behaviour is recorded or judged: nothing says who sees it, for how long, and what they may refuse",
    ),
    Touch(
        "camera microphone face facial voice cctv video biometric heart sleep step menstrual mood weight",
        (
            r"\b(?:camera|cctv|microphone|webcam)\b[^.]{0,40}\b(?:record|captur|stream|detect|watch|monitor|recogni[sz])\w*|\b(?:face|facial|voice|iris|fingerprint) (?:recognition|detection|"
            r"matching|prints?|templates?)|\b(?:heart rate|sleep|menstrual|blood (?:pressure|sugar|glucose)|weight|calorie|fitness|mental health) (?:data|tracking|logs?|entries|history|records?)"
        ),
        PRIVATE,
        "sensitive data about bodies or voices is taken without a rule for it",
    ),
    Touch(
        "address birth phone email mail name contact",
        (
            r"\b(?:collect|ask|require|enter|stor|sav|keep|captur|import|sync|upload)\w*\b[^.]{0,50}\b(?:date of birth|birth ?dates?|birthdays?|phone numbers?|home address\w*|"
            r"postal address\w*|next of kin|emergency contacts?|address book|contact list|identity (?:card|document)s?|passport|driving licen[cs]e|gender|religion|ethnicity|income|bank details)\b"
        ),
        PRIVATE,
        "personal details are taken without a word on purpose, who sees them and for how long",
    ),
    Touch(
        "export import mailbox calendar contact inbox",
        (
            r"\b(?:export|download|backup|sync|archiv|import|search|scan|index)\w*\b[^.]{0,50}\b(?:mailbox(?:es)?|calendars?|inbox(?:es)?|address books?|contacts|chat histor\w+|"
            r"(?:all|every) (?:users?|members?|customers?|employees?|patients?|participants?))\b"
        ),
        PRIVATE,
        "people's mail, contacts or records are gathered without a rule for what happens to them",
        also=r"\b(?:e-?mails?|contacts|calendar|messages|personal|members?|customers?|patients?|participants?)\b",
    ),
    Touch(
        "preferences household registration sign account trial",
        (
            r"\b(?:household|family|dietary|health|personal) (?:preferences|details|setup|profile|information|members)\b|\buser profile (?:structure|table|data)\b"
        ),
        PRIVATE,
        "accounts hold what people say about themselves: nothing says why, for how long and who else gets it",
        also=r"\banalytics\b|\bchats?\b[\s\S]*\b(?:gemini|openai|gpt|claude|llm)\b|\berror (?:logging|tracking)|\bnewsletter|\btrack",
    ),
)
COMPLIANCE = (
    Touch(
        "newsletter marketing promotional nurture drip campaign sequence",
        (
            r"\b(?:nurture|drip|re-?engagement|win-?back|post-trial|marketing|promotional|cold|outreach)(?: \w+){0,2} (?:sequences?|campaigns?|e-?mails?|messages|series)\b"
        ),
        r"\bopt(?:ed|s)?[- ]?in\b|\bconsent|\bgdpr|\bcan-spam|\bsubscribe(?:d|s)? to\b|\bmarketing preferences",
        "advertising reaches people who never agreed to it: a link to unsubscribe does not replace consent",
    ),
    Touch(
        "offer text sms message call mail advert promot coupon whatsapp",
        (
            r"\b(?:offers?|coupons?|promotions?|advert\w*|deals)\b[^.]{0,40}\b(?:by|via|through|as) (?:text(?: message)?|sms|whatsapp|phone|e-?mail|push)\b|"
            r"\b(?:text messages?|sms|whatsapp|e-?mails?|mailing)s?\b[^.]{0,40}\bto (?:all|everybody|everyone|every) (?:\w+ )?(?:who|customers?|users?|contacts|leads|"
            r"members|numbers|addresses)\b|\b(?:goes|sent|go) to all (?:numbers|addresses|customers|leads)\b"
        ),
        r"\bunsubscrib|\bopt(?:ed|s)?[- ]?(?:in|out)|\bconsent|\bgdpr|\bcan-spam|\btcpa",
        "messages go out in bulk without consent or a way to stop them",
    ),
    Touch(
        "alcohol wine beer tobacco vap cannabis gambl bet lotter firearm weapon adult dating",
        (
            r"\b(?:sell|buy|order|deliver|put|offer|purchas|bet|play)\w*\b[^.]{0,40}\b(?:alcohol|wine|beer|spirits|tobacco|cigarettes|vap\w+|cannabis|lottery|bets?|casino|"
            r"knives|fireworks|firearms?|medicines?|prescription)\b"
        ),
        r"\bage (?:check|verif|gate|limit)|\b18\b|\b21\b|\bminors?\b|\bage\b|\blegal|\blicen[sc]|\byouth protection|\bregulat",
        "what is sold has a law of its own, and nothing refers to it",
    ),
    Touch(
        "record recording call calls conversation meeting",
        (
            r"\b(?:record|transcrib)(?:s|ed|ing|es)? (?:all |every |each |the |phone |support |video )*(?:calls?|conversations?|meetings?|interviews?)\b"
        ),
        r"\bconsent|\bannounc|\bnotif(?:y|ied)|\bagree|\basked\b|\bprivacy|\bopt[- ]?(?:in|out)|\blegal",
        "calls are recorded, and nothing says that those who speak are told or asked",
        also=r"\bcustomers?\b|\bcallers?\b|\bpatients?\b|\bcandidates?\b|\bparticipants?\b",
    ),
)
