from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_run import UNTRUSTED_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_input import OWN, REACHES, UNTRUSTED
from storyai.rules._touches import SHAPES, Touch, missing

_TOUCHES = (
    Touch(
        "pytorch scikit sklearn pickle joblib keras model plugin script notebook macro executable exe pkl",
        (
            r"\b(?:upload|import|load)\w*\b[^.]{0,60}\b(?:pytorch|scikit(?:-learn)?|sklearn|pickles?|joblib|keras|"
            r"model files?|plugins?|scripts?|notebooks?|macros|executables?|\.exe|\.pkl)\b"
        ),
        (
            r"\bsandbox|\bisolat|\bsafetensors|\bmalicious|\bweights_only|\bsigned\b|\bsignature|\bchecksum|\btrusted\b|"
            r"\buntrusted|\bcontainer"
        ),
        "what is uploaded can run code when it is opened, and nothing contains it",
        grave=True,
        also=r"\buploads?\b",
    ),
    Touch(
        "upload import",
        (
            r"(?:\b(?:can|want|able to|to|users?|allows?|may|must) |^\W*)uploads?\b(?![^.]{0,40}\bapi\b)[^.]{0,40}\b(?:files?|images?|photos?|"
            r"pictures?|pdfs?|csv|documents?|avatars?|videos?|models?|resumes?|excel|receipts?|spreadsheets?)\b|"
            r"\b(?:allow|support|accept|add|implement)\w* (?:\w+ ){0,2}(?:file|image|photo|picture|pdf|csv|document|"
            r"avatar|video) uploads?\b"
        ),
        (
            r"\bvalidat\w*[^.\n]{0,60}\b(?:files?|uploads?|images?|types?|sizes?|pdfs?|mime|csv)\b|\b(?:files?|"
            r"uploads?|images?|pdfs?|mime|csv|models?)\b[^.\n]{0,60}\b(?:validat|reject|refus|invalid)|\b(?:reject|"
            r"refus|invalid)\w*[^.\n]{0,40}\b(?:files?|uploads?|images?|pdfs?|csv|models?|rows)\b|\bsanit|\bvirus|"
            r"\bmalware|\bmax(?:imum)?\b[^.]{0,20}\bsize|\bfile (?:types?|sizes?|formats?)\b|\b\d+ ?mb\b|\bno (?:jpeg|"
            r"png|pdf|csv)\b|\b413\b|\ballowed (?:types|extensions|formats)|\bescap"
        ),
        "uploads are taken without a word on what is refused",
        also=REACHES,
        nor=OWN,
    ),
    Touch(
        "list read summar process fetch analy search",
        (
            r"\b(?:list|read|summari[sz]|process|fetch|analy[sz])\w*\b[^.]{0,60}\b(?:e-?mails?|inbox|web ?pages?|"
            r"messages)\b|(?:`|\b)(?:e?mail|message|inbox|web)\w*[._](?:list|read|search)\b"
        ),
        r"\binjection|\bsanit|\buntrusted|\bguardrail|\bescap(?:e|ed|es|ing)\b|\bxss\b|\bjailbreak",
        "content from outside reaches a model that can act on it",
        also=(
            r"(?:`|\b)(?:e?mail|message|file)\w*[._](?:send|delete|share|forward|reply)\b[\s\S]*\b(?:mcp|llm|agent|assistant)\b|\b(?:mcp|llm|"
            r"agent|assistant)\b[\s\S]*(?:`|\b)(?:e?mail|message|file)\w*[._](?:send|delete|share|forward|reply)\b"
        ),
    ),
    Touch(
        "post comment review message photo image picture feedback",
        (
            r"\bi (?:want|would like|need|should be able|can)\b[^.]{0,30}\b(?:post|leave|write|submit|share|send|add|"
            r"upload)\b[^.]{0,25}\b(?:comments?|reviews?|messages|posts?|photos?|images?|pictures?)\b(?!-)"
        ),
        (
            r"\bmoderat|\breport(?:s|ed|ing)? (?:\w+ )?(?:comment|post|review|message|user|abuse|content)|\bsanit|"
            r"\bspam|\bvalidat|\bescap(?:e|ed|es|ing)\b|\babus|\bblock|\bapprov|\bprofan|\breject|\brefus|"
            r"\bfile (?:types?|sizes?)|\b\d+ ?mb\b|\btest|\bauthori[sz]ed\b|\bassign(?:ed|s)?\b"
        ),
        "what people write or upload reaches others unchecked",
        nor=OWN,
    ),
    Touch(
        "html markdown svg rich",
        (
            r"\b(?:render|display|preview|insert|show)\w*\b[^.]{0,40}\b(?:user|raw|custom|submitted|"
            r"external)\b[^.]{0,20}\b(?:html|markdown|svg|rich text)\b|\b(?:html|markdown) (?:entered|written|"
            r"submitted) by"
        ),
        r"\bsanit|\bescap(?:e|ed|es|ing)\b|\bxss\b|\bdompurify|\bcsp\b|\bsafe(?:ly)? render",
        "markup from users is shown without a word on escaping it",
    ),
    Touch(
        "render markdown html",
        r"\brender\w*\b[^.]{0,40}\b(?:markdown|html|readme|descriptions?)\b|\bmarkdown ?render\w*",
        r"\bsanit|\bescap(?:e|ed|es|ing)\b|\bxss\b|\bdompurify|\bcsp\b|\bsafe(?:ly)? render",
        "what others published is rendered without a word on escaping it",
        also=r"\bregistry\b|\buser[- ]generated|\bmarketplace\b|\bsubmitted by\b|\bpublished by\b|\bcommunity\b",
    ),
    Touch(
        "url urls link",
        (
            r"\b(?:fetch|crawl|load|import|scrap|download|preview)\w*\b[^.]{0,30}\b(?:any|arbitrary|user[- ]\w+|given|provided|"
            r"pasted|entered|custom)\s+(?:\w+\s+)?urls?\b|\b(?:paste|enter)s?\s+(?:an?|any)\s+"
            r"(?:\w+\s+)?url\b"
        ),
        r"\bssrf\b|\ballow-?list|\bvalid(?:at\w*|) urls?|\binvalid (?:url|link)|\bhttps only|\bsanit|\bmalicious|\bblock(?:ed|list)",
        "an address from a user is fetched without a word on which are allowed",
    ),
    Touch(
        "execut run eval",
        (
            r"\b(?:runs?|execut\w+|eval\w*)\b[^.]{0,30}\b(?:user[- ](?:provided|submitted|written|supplied)|arbitrary|"
            r"submitted|uploaded|untrusted|third-party|generated)\b[^.]{0,20}\b(?:code|scripts?|commands?|sql|queries|"
            r"plugins?)\b"
        ),
        r"\bsandbox|\bisolat|\bcontainer|\ballow-?list|\bwhitelist|\breview(?:ed)? before|\bpermission",
        "foreign code is run without a word on containing it",
        grave=True,
    ),
    Touch(
        "extract unzip decompress unpack",
        r"\b(?:extract|unzip|decompress|unpack)\w*\b(?! (?:the |a )?(?:list|names?|version|metadata))[^.]{0,50}\b(?:archives?|bundles?|zips?|tar\w*|packages?)\b",
        (
            r"\bpath travers|\bdirectory travers|\bzip[- ]slip|\bchecksum|\bsignature|\bsigned\b|\bintegrity|"
            r"\bsha-?\d|\bsandbox|\bmalicious"
        ),
        "archives from outside are unpacked without a check of what is in them",
    ),
    Touch(
        "attachment",
        (
            r"\battachments?\w*\b[^.]{0,60}\b(?:sav(?:e|ed|es|ing)|save_\w+|download\w*|stor(?:e|ed|es)|writ\w+)\b|\b(?:sav|download|"
            r"stor)(?:e|es|ed|ing|s)?\b[^.]{0,40}\battachments?\b"
        ),
        r"\bsanit|\bvirus|\bmalware|\btravers|\bfile (?:types?|sizes?)\b|\ballowed (?:types|extensions)|\b\d+ ?mb\b|\bmalicious",
        "what strangers attach is saved without a word on what is refused",
    ),
    Touch(
        "install download import publish",
        (
            r"\b(?:install|download|import|fetch)(?:s|es|ed|ing)\b[^.]{0,30}\b(?:skills?|plugins?|extensions?|bundles?|"
            r"add-?ons?|themes?)\b|\b(?:to|can|must|and) (?:install|download|import) (?:\w+ ){0,3}(?:skills?|plugins?|extensions?|"
            r"bundles?|add-?ons?|themes?)\b"
        ),
        (
            r"\bpath travers|director\w+ travers|\bchecksum|\bsignature|\bsigned\b|\bintegrity|\bsandbox|\bmalicious|"
            r"\btrusted\b"
        ),
        "what others published is installed unchecked",
        also=(
            r"\b(?:registry|marketplace|community|third[- ]part\w+|arweave|other users)\b|\b(?:install|download|import|"
            r"fetch|publish)\w*\b[^.]{0,100}\b(?:urls?|remote)\b"
        ),
    ),
    Touch(
        "innerhtml v-html pickle.load shell=true os.system( exec(` execsync(`",
        (
            r"\bdangerouslysetinnerhtml\b|\.innerhtml ?=|\bv-html\b|\bpickle\.loads?\(|"
            r"\bshell=true\b|\bos\.system\(|\bexec(?:sync)?\(`[^`]*\$\{"
        ),
        r"\bsanit|\bdompurify|\bescap(?:e|ed|es|ing)\b|\bsandbox|\bsafe_?load|\ballow-?list|\binjection|\bxss\b",
        "what comes from outside is run or rendered as it is",
        code=True,
    ),
    Touch(
        "webhook",
        (
            r"\b(?:receiv|accept|handl|process|add|implement|configur|creat)\w*\b[^.]{0,30}\bwebhooks?\b|"
            r"\bwebhook (?:endpoint|handler|receiver)"
        ),
        r"\bsignature|\bhmac|\bverif(?:y|ied|ication)|\bshared secret|\bsigned\b",
        "webhooks are accepted without a word on who sent them",
    ),
    *UNTRUSTED,
    *UNTRUSTED_CONCEPTS,
)
_ASKED = r"\bmalicious|\binjection|\bspam|\babuse|\bhostile"
_HELP = "Say what is checked, escaped or refused."


@rule("RK505", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_untrusted_input_risk(document: Document) -> Iterator[Problem]:
    """Content from outside reaches code, a model or other users unchecked.

    Uploads, archives, HTML and texts for a model are where attacks come in.

    Bad:

    ```markdown
    As a member, I want to upload a photo to my profile, so that others recognise me.

    ## Acceptance Criteria
    - [ ] A member can upload a photo from the profile page
    - [ ] The photo shows next to every comment
    - [ ] A new photo takes the place of the old one
    ```

    Good:

    ```markdown
    As a member, I want to upload a photo to my profile, so that others recognise me.

    ## Acceptance Criteria
    - [ ] A member can upload a photo from the profile page
    - [ ] A file that is no JPEG or PNG, or larger than 5 MB, is refused with a message
    - [ ] The photo shows next to every comment
    ```

    Source: labelled real stories; OWASP on uploads and on LLM applications.
    """
    yield from missing(document, "untrusted_input", _TOUCHES, _HELP, _ASKED)
