from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_people import PRIVACY_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_people import PRIVACY
from storyai.rules._touches import SHAPES, Touch, missing

_PRIVATE = (
    r"\bconsent|\bopt[- ]?(?:in|out)|\bprivacy|\bretention|\banonym|\bpseudonym|\bgdpr|\bhipaa|"
    r"\bnot (?:be )?stored|\bnever (?:be )?(?:stored|logged|sent|shared|leaves?)|\bencrypt|\bredact|"
    r"\bpersonally|\bpii\b|\bmask(?:ed|s|ing)?\b|\bsynthetic|\birb\b|\brefuse|\bdeni(?:ed|es)|"
    r"\bpermissions?\b[^.]{0,30}\b(?:location|denied|refused|request)|\bstays? (?:on|local)"
)
_PERSONS = r"\b(?:patients?|students?|pupils?|children|kids|employees?)\b"
_KEPT = r"\b(?:screenshots?|(?:db|database|html) ?_?snapshots?|(?:console|network) ?_?logs?|screen recordings?|session replays?)\b"
_TOUCHES = (
    Touch(
        "location geoloc gps",
        (
            r"\b(?:users?'?s?'?|current|my|his|her|their|gps|device|live|"
            r"real-time|last(?: known)?)\s+(?:current\s+)?(?:geo)?locations?\b|\bgeolocation\b|\bgps (?:position|"
            r"coordinates|data)|\b(?:pictures?|photos?) (?:\w+ )?with location|\blocation-tagged"
        ),
        _PRIVATE
        + r"|\b(?:bus|vehicle|truck|train|ship|aircraft|device|sensor|store|station)(?:'s|es|s)? (?:current )?(?:gps )?(?:locations?|positions?|coordinates)",
        "the user's location is taken without consent, retention or a way to refuse",
        grave=True,
    ),
    Touch(
        "medical mood journal weight health patient allerg symptom birth passport ssn biometric facial salary income resume demograph survey participant child",
        (
            r"\b(?:collect|store|save|record|show|display|see|view|share|send|upload|manage|enter|access|track|"
            r"capture|export|import|download|edit|log)(?:s|d|ed|ing)?\b[^.]{0,60}\b(?:medical|health (?:data|records?|"
            r"info\w*)|patients?\b|allerg(?:y|ies)\b|symptoms?\b|dates? of birth|passports?|ssn|biometric|facial|"
            r"salar(?:y|ies)|resumes?|demographics?|survey (?:responses?|answers?|data)|participants?'? (?:data|"
            r"responses?|answers?|names?|emails?)|prescriptions?|moods?\b|journal entr\w+|body weight)\b"
        ),
        _PRIVATE,
        "sensitive data is handled without a rule for it",
        grave=True,
    ),
    Touch(
        "recipient email mail contact phone personal chat conversation user",
        (
            r"\b(?:includ|send|pass|shar|forward|feed|submit|upload|log|extract)\w*\b[^.]{0,60}\b(?:recipients?|"
            r"e-?mail (?:address\w*|contents?|subject|body|bodies|metadata)|contacts?|phone numbers?|personal (?:data|"
            r"info\w*)|chat (?:history|logs?|transcripts?)|conversations?|user (?:data|profiles?))\b[^.]{0,60}\b(?:ai|"
            r"llms?|openai|gpt|gemini|claude|analytics|third[- ]part\w+|model|context|prompt)\b"
        ),
        _PRIVATE,
        "personal data goes to a model or a third party without a rule for it",
    ),
    Touch(
        "email mail phone name address personal profile contacts",
        (
            r"\b(?:enter|provid|submit|fill|collect|ask|display|show|captur|export)(?:s|e|es|ed|"
            r"ing)?\b[^.]{0,40}\b(?:full names?|e-?mail address\w*|phone(?: numbers?)?|home address\w*|"
            r"personal (?:info\w*|details|data)|profile (?:pic\w*|photo|info\w*))\b|\b(?:bulk )?(?:export|"
            r"dump)s?\b[^.]{0,30}\b(?:e-?mails|contacts|users|customers|messages)\b"
        ),
        _PRIVATE,
        "personal details are taken or handed out without a rule for them",
    ),
    Touch(
        "kids child campers minors friends players other students",
        (
            r"\b(?:see|view|share|show|find|search|track|follow)(?:s|ing)?\b[^.]{0,30}\b(?:other (?:users|players|"
            r"people|members|students)|friends|kids|child(?:ren)?|campers|minors)\b[^.]{0,30}\b(?:locations?|"
            r"profiles?|info\w*|photos?|activity|data|progress|medical)\b"
        ),
        _PRIVATE,
        "people are shown to others without a rule for what is seen",
    ),
    Touch(
        "track record log monitor collect captur",
        (
            r"\b(?:track|log|record|monitor|collect|captur)(?:s|ing|ed|e|es)?\b[^.]{0,40}\b(?:user (?:behaviou?r|"
            r"activity|actions|interactions?|sessions?)|users'? (?:behaviou?r|activity)|keystrokes?|ip address\w*|"
            r"browsing|personal (?:data|info\w*)|phone numbers?|e-?mail addresses|microphone|audio|conversations?|"
            r"(?:raw )?transcripts?)\b"
        ),
        _PRIVATE,
        "people's behaviour or data is recorded without a rule for it",
    ),
    Touch(
        "participant prolific respondent input text message quer prompt chat every histor",
        (
            r"\b(?:collect|export|download|track|submit|pass)\w*\b[^.]{0,40}\b(?:participants?'?|prolific|respondents?'?) "
            r"(?:ids?|inputs?|texts?|interactions?|behaviou?r|e-?mails?|writing|chats?|names?|logs?|data)\b|"
            r"\b(?:log(?:s|ged|ging)?|record(?:s|ed|ing)?)\b[^.]{0,40}\b(?:participants?'?|user (?:input|text|messages?|"
            r"queries|prompts?)|prompts? and (?:responses|completions)|search queries|chat messages|every (?:message|edit|"
            r"keypress))\b|\b(?:stor|sav|persist|keep)\w*\b[^.]{0,40}\b(?:conversation|chat|message|search|browsing|"
            r"viewing|location) histor(?:y|ies)\b"
        ),
        _PRIVATE,
        "what people write or search is kept without a rule for it",
        nor=r"\bretain",
    ),
    Touch(
        "analytics telemetry usage",
        (
            r"\b(?:send|collect|add|integrat|enabl|report|captur|implement)\w*\b[^.]{0,40}\b(?:google analytics|telemetry|"
            r"user analytics|usage (?:data|analytics|tracking)|mixpanel|posthog|segment\.io|hotjar)\b|\bgoogle analytics integration"
        ),
        _PRIVATE,
        "behaviour is sent to a service without consent or a way out",
        nor=r"\bcookie",
    ),
    Touch(
        "screenshot console network snapshot session evidence",
        (
            rf"\b(?:captur|record|stor|sav|keep|persist|attach|upload)\w*\b[^.]{{0,60}}{_KEPT}|"
            rf"{_KEPT}[^.]{{0,40}}\b(?:captur|record|stor|sav|kept|persist|attach|upload)\w*|"
            rf"\bscreenshots?\b[^.]{{0,40}}{_KEPT}[^.]{{0,40}}{_KEPT}"
        ),
        _PRIVATE,
        "what is on screens and in logs is kept without redaction or a date of deletion",
        also=r"\b(?:db|database)[ _]?snapshots?|\b(?:network|console)[ _]logs?|\bsession replays?",
        nor=r"\bscrub|\bsanit|\bsensitive",
    ),
    Touch(
        "gemini openai gpt claude llm vertex anthropic ai",
        (
            r"\b(?:analy[sz]|process|send|sent|extract|summari[sz]|transcri|pars)\w*\b[^.]{0,60}\b(?:security|confidential|"
            r"customer|client|employee|patient|personal|private|uploaded|user'?s?'?|their|my|legal|"
            r"financial)\b[^.]{0,40}\b(?:using|to|with|via|by|through)\b[^.]{0,20}\b(?:gemini|openai|gpt\S*|claude|llms?|"
            r"vertex ai|anthropic|an? ai)\b"
        ),
        _PRIVATE.replace(r"\bsynthetic|", "") + r"|\bconfidential|\bsensitive|\bsecurity review",
        "what users hand in goes to a vendor of models without a rule for it",
    ),
    Touch(
        "phone address email mail photo picture profile message chat friend age gender birth",
        (
            r"\b(?:phone numbers?|home address|e-?mail address\w*|profile (?:pic\w*|photos?)|"
            r"photos? of (?:me|my\w*|users?|people|kids)|message (?:other|another|my|team|the)|"
            r"chat with|my friends|(?:my|their) (?:age|weight|gender|birthday))\b|^\W*phone\b"
        ),
        _PRIVATE,
        "personal details are taken or shown without a rule for them",
        shape="collection",
    ),
    Touch(
        "patient student pupil child kids employ",
        (
            rf"\b(?:see|view|add|edit|find|search|list|message|track|transfer|manage|show|display|assign)s?\b[^.]{{0,40}}{_PERSONS}|"
            rf"{_PERSONS}'?s?'? (?:profiles?|names?|records?|data|lists?|grades?|schedules?|info\w*|details)"
        ),
        _PRIVATE,
        "people who depend on others are shown without a rule for what is seen",
    ),
    Touch(
        "phone home birth profile",
        (
            r"\bphone numbers?\b|\bhome address|\bdates? of birth\b|\b(?:see|view|show|display|browse|search|visit|publish)\w*\b[^.]{0,40}\b(?:users?'?|their|his|her|doctors?'?|"
            r"customers?'?|players?'?) profiles?\b|\bprofile (?:pic\w*|photos?|details)\b"
        ),
        _PRIVATE,
        "personal details are taken or shown without a rule for them",
        nor=r"\bsecur|\bprotected",
    ),
    *PRIVACY,
    *PRIVACY_CONCEPTS,
)
_ASKED = r"\bpersonal (?:data|info)|\bprivacy|\bsensitive|\bconsent|\bpii\b"
_HELP = "Say what is stored, for how long, who sees it, and what happens when somebody refuses."


@rule("RK504", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_privacy_risk(document: Document) -> Iterator[Problem]:
    """Personal data is collected, shown, shared or kept without a rule for it.

    Consent, what is stored, for how long and who sees it: one of them has to be said.

    Bad:

    ```markdown
    As a visitor, I want to see the shops near me, so that I find one quickly.

    ## Acceptance Criteria
    - [ ] The page asks for the user's location
    - [ ] Shops are sorted by their distance
    - [ ] The three nearest shops are shown on a map
    ```

    Good:

    ```markdown
    As a visitor, I want to see the shops near me, so that I find one quickly.

    ## Acceptance Criteria
    - [ ] The page asks for the user's location; it is not stored
    - [ ] A visitor who refuses types a postcode instead
    - [ ] Shops are sorted by their distance; the three nearest are shown on a map
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "privacy", _TOUCHES, _HELP, _ASKED)
