"""Two things in one sentence that together touch people: what they are or do, and what is done with it.

Wider than the surfaces, which read phrases: a sentence may be put in any way. The words are our own.
"""

from storyai.rules._surfaces_access import AUTH
from storyai.rules._surfaces_people import MODEL_SAFE, PRIVATE
from storyai.rules._touches import Touch

PEOPLE = (
    r"\b(?:customers?|clients?|members?|visitors?|guests?|pupils?|students?|patients?|employees?|staff|workers?|couriers?|drivers?|residents?|"
    r"child(?:ren)?|kids|applicants?|candidates?|participants?|players?|buyers?|subscribers?|colleagues|friends|callers?|citizens?|volunteers?|donors?|"
    r"parents|families|learners?|households?|people|persons?|riders?|nurses?|attendees?|contacts)(?:'s?)?\b"
)
# Without those that are also parts of programs: members, clients, workers, children, candidates.
_WATCHED = (
    r"\b(?:customers?|visitors?|guests?|pupils?|students?|patients?|employees?|staff|couriers?|drivers?|residents?|applicants?|participants?|players?|buyers?|"
    r"citizens?|volunteers?|donors?|learners?|riders?|nurses?|attendees?|kids|all members|each member|every user|each user|users' (?:\w+ )?activity)(?:'s?)?\b"
)
_DONE = (
    r"\b(?:attendance|working hours|whereabouts|time spent|user (?:behaviou?r|activity)|(?:their|his|her|my child's) (?:\w+ )?(?:behaviou?r|activity|location|position|progress|performance|mood|sleep|"
    r"weight|purchases|visits|clicks))\b"
)
PRIVACY_CONCEPTS = (
    Touch(
        "leaderboard ranking",
        r"\b(?:leaderboards?|rankings?)\b",
        PRIVATE + r"|\bnicknames?\b|\bpseudonym|\bgame\b|\bhigh scores?\b",
        "people are shown to others with name and figure: nothing says that they agreed or can stay out",
        near=r"\b(?:user|full|real|first|student|employee|member|customer)s?'? ?names?\b",
    ),
    Touch(
        "message conversation chat",
        r"\b(?:incoming|every|all|each|client|customer|visitor|user)(?:'s|s'|s)? (?:incoming |client |customer |chat |support |private )*(?:messages?|conversations?|chats?|calls?)\b",
        PRIVATE,
        "what people write is looked through and kept: nothing says why, for how long and with whose leave",
        near=r"\b(?:detect\w*|analy[sz]\w*|scor(?:e|es|ed|ing)|classif\w*|train\w*|min(?:e|ed|ing)|profil\w*)\b",
        also=r"\b(?:persist\w*|stor(?:e|es|ed|ing)|kept|sav(?:e|es|ed)|database|training)\b",
    ),
    Touch(
        "classif analys analyz summar transcri translat categor sentiment moderat draft repl suggest",
        r"\b(?:classif|analy[sz]|summari[sz]|transcri|categori[sz]|sentiment|translat)\w*\b",
        MODEL_SAFE,
        "what people write or say goes to a model's vendor: nothing says what is left out, kept or agreed",
        near=r"\b(?:responses|messages|e-?mails?|conversations?|chats?|calls?|tickets?|reviews|feedback|meetings?|inbox|voice|recordings?|letters|comments)\b",
        also=r"\b(?:gemini|openai|gpt[\w.-]*|chatgpt|claude(?! code)|anthropic|vertex|whisper|mistral|bedrock)\b",
    ),
    Touch(
        "transaction bank spend expense salary account statement",
        r"\b(?:transaction (?:data|histor(?:y|ies)|files?)|bank (?:statements?|transactions?|data)|(?:my|their|card) (?:transactions|spending|expenses|statements)|account statements?)\b",
        PRIVATE + r"|\boffline\b|\blocal(?:ly)?\b|\bon the device\b",
        "what people earn and spend leaves them: nothing says who sees it, for how long and how it is removed",
        grave=True,
        near=r"\b(?:import\w*|upload\w*|shar\w*|send|sends|sent|analy[sz]\w*|sync\w*|export\w*)\b",
        also=r"\b(?:google|dropbox|cloud|openai|gemini|gpt|third[- ]party|spreadsheet|sheets?|server|shared?)\b",
    ),
    Touch(
        "chat minutes meeting channel ticket call recording cv cvs resume applicant mail conversation message document draw photo voice letter contract diar journal answer question prompt note transcri text",
        (
            r"\b(?:(?:meeting|support|group|customer) chats?|chat (?:histor(?:y|ies)|messages|logs?)|minutes|meetings?|tickets?|calls?|recordings?|cvs?|resumes?|applications?|mails?|e-?mails?|inbox|conversations?|messages|drawings?|photos?|voices?|audio|letters|contracts?|"
            r"diar(?:y|ies)|journals?|transcripts?|reviews|feedback|notes|invoices?|statements?|reports|scans?)\b"
        ),
        MODEL_SAFE,
        "what people say or write goes to a model's vendor: nothing says what is left out, kept or agreed",
        near=r"\b(?:gemini|openai|gpt[\w.-]*|chatgpt|claude(?! code)|anthropic|vertex|whisper|mistral|bedrock|(?:language|ai|speech|vision) (?:models?|service|api)|llms?)\b",
        also=(
            r"\b(?:customers?|clients?|patients?|applicants?|candidates?|employees?|students?|members?|callers?|team(?:s channel)?|meetings?|recruiter|security|personal|household|participants?|guests?|"
            r"private|confidential|inbox|e-?mails?)\b"
        ),
    ),
    Touch(
        "track follow rank leaderboard score rate record replay monitor watch profil map compar log measur observ",
        (
            # the people must be what is watched: not "staff track the drafts", "after following the guide visitors can"
            rf"\b(?:track|follow|rank|replay|monitor|watch|observ|surveil|scor|record)(?:s|es|ed|e|ing)?\b[^.,;]{{0,60}}?(?:{_WATCHED}|{_DONE})|"
            rf"{_WATCHED}(?: \w+)? (?:is|are|gets?|being) (?:\w+ )?(?:tracked|followed|ranked|monitored|watched|observed|recorded|scored|filmed)\b|"
            rf"\b(?:leaderboards?|rankings?|scores?)\b[^.,;]{{0,40}}?{_WATCHED}|{_WATCHED}[^.,;]{{0,40}}\b(?:leaderboards?|rankings?)"
        ),
        PRIVATE,
        "people are watched or measured: nothing says who sees it, for how long, and what they may refuse",
        nor=r"\btests?\b[^.\n]{0,30}\bpass",
    ),
    Touch(
        "clicks scroll typed keystroke session behavio mouse activit visits visit purchase crash last",
        (
            r"\b(?:clicks(?:,| and| are)|scrolling and|typed text|keystrokes|session (?:replays?|recordings?)|mouse movements?|(?:user|visitor|browsing|viewing|purchase|shopping|search) (?:behaviou?r|activit(?:y|ies)|histor(?:y|ies))|"
            r"crash(?:es)? (?:reports?|dumps?)|opens(?:,| and) (?:and )?clicks|click[- ]through|open rates?|tracking pixels?)\b"
        ),
        PRIVATE,
        "what people do is recorded: nothing says how much of it, for how long and with whose leave",
        near=r"\b(?:record\w*|stor\w*|sav\w*|send|sends|sent|count\w*|kept|log(?:s|ged)|collect\w*|report\w*|track\w*|upload\w*|captur\w*|shown?|sentry|bugsnag|crashlytics|analytics)\b",
    ),
    Touch(
        "birthday date birth age photo name address phone position location gps mood health symptom illness weight salary grade religion gender pregnan disab",
        (
            r"\b(?:birthdays?|dates? of birth|phone numbers?|mobile numbers?|home address\w*|gps|whereabouts|(?:their|his|her|courier's|driver's|user's|child's|current|exact|live) (?:position|location|whereabouts)|"
            r"moods?|symptoms?|illness\w*|medications?|allerg\w+|salar(?:y|ies)|grades|religion|gender|pregnan\w+|disabilit(?:y|ies)|criminal|ethnic\w*|biometric\w*|faces|national id|social security|tax ids?|"
            r"bank details|iban|next of kin|medical \w+|health (?:data|records?|condition\w*))\b"
        ),
        PRIVATE,
        "this says much about a person: nothing says why it is taken, who sees it and for how long",
        near=(
            r"\b(?:record\w*|stor\w*|sav\w*|send|sends|sent|show\w*|see|sees|list\w*|enter\w*|typ(?:e|es)|ask\w*|fill\w*|upload\w*|collect\w*|shar\w*|display\w*|import\w*|export\w*|regist\w+|track\w*|provid\w*|map|view\w*|averag\w*)\b"
        ),
    ),
    Touch(
        "photo picture video name",
        r"\b(?:photos?|pictures?|videos?|names?)\b(?! of the (?:file|field|project|rule|test|column))",
        PRIVATE,
        "people are shown to others by name or picture: nothing says that they agreed or can have it taken down",
        near=r"\b(?:leaderboards?|public(?:ly)?|screen at|wall|gallery|everyone|everybody|all (?:members|visitors|students|users))\b[\s\S]*"
        + PEOPLE
        + r"|"
        + PEOPLE
        + r"[\s\S]*\b(?:leaderboards?|public(?:ly)?|screen at|wall|everyone|everybody)\b",
    ),
    Touch(
        "regist sign signup account onboard profile",
        r"\b(?:registration|sign-?up|sign up|create an account|account creation|onboarding|user profiles?)\b",
        PRIVATE,
        "accounts, mail and measuring meet here: nothing says what is kept about people, for how long and with whose leave",
        also=r"\b(?:analytics|tracking|telemetry|error (?:tracking|reporting)|sentry)\b[\s\S]*\b(?:e-?mails?|newsletter|preferences|chat|personali[sz]\w*)\b|\b(?:e-?mails?|newsletter|preferences|chat|personali[sz]\w*)\b[\s\S]*\b(?:analytics|tracking|telemetry|error (?:tracking|reporting)|sentry)\b",
        shape="spec collection template",
    ),
    Touch(
        "log logs logged store save keep histor audit",
        r"\b(?:logs?|logged|logging|stores?|stored|saves?|saved|keeps?|kept|retains?|persist\w*|cached?)\b",
        PRIVATE + r"|\bscrub|\bsanit|\bsensitive|\bsecrets?\b",
        "what people send in is written down: nothing says how long it stays, who reads it and what is left out",
        near=r"\b(?:prompts?|user (?:input|messages?|queries|questions|content|text)|uploaded (?:files|documents|images|drawings)|conversations?|chat (?:messages|history)|questions and answers|request bod(?:y|ies)|e-?mail (?:bod|content)\w*|transcripts?|recordings?)\b",
        also=r"\b(?:gemini|openai|gpt|claude|anthropic|llms?|users?|customers?|patients?|students?)\b",
        nor=r"\btests?\b[^.\n]{0,20}\bonly\b|\bgit\b",
    ),
)
_BOSS = r"\b(?:as an? (?:\w+ ){0,2}(?:clerk|manager|teacher|owner|doctor|nurse|coach|agent|operator|receptionist|dispatcher|moderator|organi[sz]er|supervisor|assistant|engineer|admin\w*)|(?:the|an?) (?:clerk|manager|teacher|doctor|nurse|agent|operator|dispatcher|moderator|organi[sz]er|supervisor|admin\w*))\b"
ACCESS_CONCEPTS = (
    Touch(
        "change set reset enter edit approve restart delete unlock refund publish open type pick",
        (
            r"\b(?:change|changes|set|sets|reset|resets|enter|enters|edit|edits|approve|approves|restart|restarts|unlock|unlocks|cancel|cancels|block|blocks|assign|assigns|types?|give|gives) (?:\w+ ){0,3}(?:passwords?|prices?|"
            r"grades|roles?|salar(?:y|ies)|jobs?|accounts?|permissions|orders|bookings?|contracts?|stock|discounts?|balances?|shifts?|appointments?|results|money back|limits|profiles?|records?)\b"
        ),
        AUTH.replace(r"\bpasswords?\b(?!-protected)|", ""),
        "this is not for everybody, and nothing says who else is kept out",
        also=_BOSS,
        nor=r"\baudit",
    ),
    Touch(
        "token secret key credential password",
        r"\b(?:tokens?|secrets?|credentials|passwords?|api keys?|s3 keys?|access keys?|private keys?)\b(?! (?:count|usage|limit|budget|savings?|bloat|optimi[sz]ation|used|efficien\w+|consum\w+|cost))",
        (
            r"\bencrypt|\bhash(?:ed|es|ing)\b|\bvault\b|\bkey ?chain|\bmask|\bredact|\bonce\b|\brotat|\brevok|\bexpir|\bsecrets? (?:manager|store)|\benv(?:ironment)?[ _-](?:var|file)|\.env\b|\bnever\b|\bgitignore|\bscope[sd]?\b"
        ),
        "a secret is shown, passed on or written down: nothing says how it is protected or taken back",
        near=(
            r"\b(?:in(?:to)? the url|query string|in full|on the screen|saved with|saved in|stored in|written to|shared|clipboard|(?:to|in) (?:the |a )?(?:file|notebook|config\w*|preferences|settings|log|e-?mail|chat|repo\w*|workspace))\b"
        ),
    ),
    Touch(
        "agent assistant bot model llm",
        r"\b(?:agents?|assistants?|bots?|copilot|llms?)\b",
        (
            r"\bconfirm|\bapprov|\ballow-?list|\bsandbox|\bread[- ]only|\bpermissions?\b|\bdry[- ]run|\bhuman[- ]in|\bask(?:s|ed)? (?:the user|first|before)|\bleast[- ]privilege|\bdeny|\brefus"
        ),
        "a model acts in the user's name: nothing says what it may do and what needs a yes",
        near=(
            r"\b(?:run|runs|execut\w+|send|sends|delet\w+|book|books|pay|pays|order|orders|merge|merges|deploy|deploys|post|posts)\b[^.]{0,40}\b(?:commands?|shell|code|mails?|e-?mails?|messages|payments?|orders?|tickets|pull requests?|"
            r"production|files|accounts?|invitations?)\b"
        ),
        also=r"\bi want\b|\bso that\b",
    ),
    Touch(
        "whoever anyone anybody public everyone link",
        r"\b(?:whoever|anyone|anybody|everyone|everybody)\b[^.]{0,20}\b(?:opens|has|knows|with|who has|scans)\b[^.]{0,20}\b(?:link|url|address|code|qr)\b|\bpublic (?:link|url|page)\b|\bshare(?:able|d)? (?:link|url)\b",
        AUTH,
        "whoever has the link gets in: nothing says for how long, to what, or how to shut them out",
        nor=r"\bexpir|\brevok|\bread[- ]only",
    ),
    Touch(
        "switch lists all menu",
        r"\b(?:all|every|several|multiple|other|another|different) (?:\w+ )?(?:tenants?|organi[sz]ations?|workspaces?|client companies|companies|clients|customers' \w+|schools|clinics)\b",
        AUTH,
        "this reaches across organisations, and nothing says who may see which",
        near=r"\b(?:switch\w*|list(?:s|ed)?|menu|see|view|access|reload\w*|search\w*|export\w*|select\w*)\b",
    ),
    Touch(
        "door lock gate car heat machine device camera alarm",
        r"\b(?:doors?|locks?|gates?|garage|cars?|vehicles?|heating|machines?|alarms?|cameras?|pumps?|valves?|lights)\b",
        AUTH + r"|\bpin\b|\bpaired\b|\bkey card",
        "a thing in the world is moved from afar: nothing says who may and how others are kept out",
        near=r"\b(?:from (?:my|the|a|their) (?:phone|browser|app|web|watch)|remotely|by (?:app|phone|chat|voice))\b",
    ),
    Touch(
        "extension app apps plugin integration third partner client",
        r"\b(?:extensions?|plugins?|add-?ons?|(?:third[- ]party|partner|external|connected|installed) (?:apps?|applications?|clients?|integrations?|services?|developers?))\b",
        r"\bpermissions?\b|\bscopes?\b|\bconsent|\bapi[- ]keys?\b|\boauth\b|\bauthori[sz]|\bauthenticat|\b40[13]\b|\ballow-?list|\bsandbox|\brevok",
        "others' programs get at what users have, and nothing says which, by whose leave and how it is taken back",
        near=r"\b(?:read|reads|access|receive\w*|subscribe\w*|see|query|write|publish|modify|control)\b[\s\S]*\b(?:users?'?|customers?'?|events?|profiles?|notifications?|messages|content|data|files|accounts?|entries)\b",
    ),
)
