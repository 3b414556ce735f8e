from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_run import COMPLIANCE_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_people import COMPLIANCE
from storyai.rules._touches import SHAPES, Touch, missing

_TOUCHES = (
    Touch(
        "newsletter marketing promotional nurture",
        r"\bnewsletters?\b|\b(?:marketing|promotional|nurture) e-?mails?\b",
        r"\bunsubscrib|\bopt(?:ed|s)?[- ]?(?:in|out)|\bconsent|\bgdpr|\bcan-spam",
        "bulk mail without consent or a way to unsubscribe",
    ),
    Touch(
        "scrap crawl download",
        (
            r"\b(?:scrap(?:e|es|ing|ed)|crawl(?:s|ing|ed)?)\b[^.]{0,40}\b(?:web ?sites?|sites?|pages?|data|content|"
            r"listings?|articles?|posts?)\b|\bdownload\w*\b[^.]{0,20}\b(?:youtube|songs?|music|movies?)\b"
        ),
        r"\blicen[sc]|\bterms\b|\brobots|\bcopyright|\blegal",
        "others' content is taken without a word on terms or licences",
    ),
    Touch(
        "ask answer respond gemini generat suggest recommend advice ai-",
        (
            r"\b(?:ai|gemini|gpt\S*|claude|openai|llms?|model)\b[^.]{0,60}\b(?:generat|suggest|recommend|creat|writ|advis|"
            r"validat|answer)\w*\b[^.]{0,60}\b(?:recipes?|meal plans?|diets?|nutrition\w*|medications?|dosages?|"
            r"treatments?|diagnos[ei]s|(?:medical|legal|financial|health|tax|investment) (?:advice|guidance|questions?|"
            r"recommendations?)|workouts?|therapy)\b|\b(?:ask|answer|suggest|recommend|respond)\w*\b[^.]{0,60}\b(?:ai|gemini|"
            r"assistant|chat\w*)\b[^.]{0,60}\b(?:recipes?|ingredients?|substitut\w+|cooking|symptoms?|medications?|"
            r"diets?|nutrition)\b"
        ),
        (
            r"\ballerg|\bfood[- ]safety|\bhuman (?:review|approv|check)|\bdisclaimer|\bclinician|\bdietitian|"
            r"\bnutritionist|\blawyer|\bregulat|\bcomplian|\breviewed by|\bnot (?:medical|legal|financial) advice|\bexpert review"
        ),
        "what a model makes up about health, food, law or money reaches people unchecked",
    ),
    Touch(
        "medical diagnos prescription patient loan gambl",
        (
            r"\b(?:medical advice|diagnos(?:e|es|is) (?:the |a )?(?:patient|disease|condition)|prescriptions?|"
            r"patient records?|medical (?:records?|history|data)|gambl\w+|loan applications?)\b"
        ),
        r"\bhipaa|\bgdpr|\bregulat|\bcomplian|\blegal|\baudit|\bconsent|\blicen[sc]",
        "a regulated matter without a word on its rules",
        grave=True,
    ),
    Touch(
        "buy sell trading signal invest",
        r"\b(?:buy|sell|trad(?:e|ing)|investment) (?:signals?|recommendations?|tips)\b",
        r"\bdisclaimer|\bnot (?:\w+ )?advice|\bregulat|\bcomplian|\blicen[sc]|\bpaper trad|\bbacktest only|\bpersonal use",
        "people are told what to buy: nothing says by what licence, with what warning and who answers for it",
        grave=True,
        also=r"\b(?:users?|subscri\w+|customers?|clients?|members?)\b",
    ),
    *COMPLIANCE,
    *COMPLIANCE_CONCEPTS,
)
_HELP = "Name the rule that applies and how it is met."


@rule("RK513", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_compliance_risk(document: Document) -> Iterator[Problem]:
    """Law, licences or rules of the trade apply and nothing in the story refers to them.

    Newsletters, scraped content, medicine and age limits come with duties.

    Bad:

    ```markdown
    As a shop owner, I want to send a weekly newsletter to all customers, so that they come back.

    ## Acceptance Criteria
    - [ ] A newsletter goes to all customers every Friday
    - [ ] It contains one offer and one recipe
    - [ ] The number of readers is shown
    ```

    Good:

    ```markdown
    As a shop owner, I want to send a weekly newsletter to all customers, so that they come back.

    ## Acceptance Criteria
    - [ ] A newsletter goes every Friday to all customers who opted in
    - [ ] It contains one offer, one recipe and a link to unsubscribe
    - [ ] The number of readers is shown
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "compliance", _TOUCHES, _HELP)
