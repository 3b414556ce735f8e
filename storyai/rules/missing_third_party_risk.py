from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._concepts_run import THIRD_PARTY_CONCEPTS
from storyai.rules._rule import Problem, rule
from storyai.rules._surfaces_input import THIRD_PARTY
from storyai.rules._touches import SHAPES, Touch, missing

_TOUCHES = (
    Touch(
        "api stripe paypal twilio sendgrid openai anthropic gemini gpt maps mapbox geocod weather spotify youtube twitter vendor third external resend mailchimp vertex hugging yelp service provider arweave claude llm",
        (
            r"\b(?:call|fetch|use|integrat|connect|quer|send|request|pull|retriev|powered|load|look)(?:s|es|ed|e|d|"
            r"ing|ies|y|ion|s up)?\b\s+(?:(?!mock)[\w'-]+\s+){0,7}?(?:stripe|paypal|twilio|sendgrid|resend api|"
            r"mailchimp|openai|anthropic|claude(?:'s)? api|gemini|gpt-?[345]\w*|google maps|mapbox|geocoding|"
            r"openweather\w*|weather api|spotify|youtube api|twitter api|vertex ai|hugging ?face|yelp|arweave|"
            r"(?:external|third[- ]party|vendor)(?:'s)? (?:api|service|provider)s?|llm(?: api)?)\b"
        ),
        (
            r"\bfall(?:s|ing)? ?-?backs?\b|\bretr(?:y|ies|ied)|\btime[ds]?-?[ ]?outs?\b|\brate[- ]?limit|\bquotas?\b|"
            r"\bunavailab|\boffline\b|\bdegrad|\bcircuit[- ]break|\b(?:api|network|service|sdk|connection|request|"
            r"gateway|vendor|upstream|provider|payment|calls?) (?:errors?|failures?|fails?|outages?)|\bfail(?:s|ure|"
            r"ures|ed|ing)?\b|\bfailover|\berror[- ]handling|\bhandl\w* (?:\w+ )?(?:api )?errors|\boutage|\bthrottl|"
            r"\bdoes not answer|\bis down\b|\bstubs?\b|\bno real network"
        ),
        "an outside service is relied on without a word on its failure",
    ),
    *THIRD_PARTY,
    *THIRD_PARTY_CONCEPTS,
)
_ASKED = r"\bunavailable|\brate[- ]limit|\boutage|\bis down\b|\btimes? ?out|\bquota"
_HELP = "Say what the user sees when the service fails, limits or is slow."


@rule("RK506", "info", tags=("missing-risk",), help=_HELP, shapes=SHAPES)
def missing_third_party_risk(document: Document) -> Iterator[Problem]:
    """The change stands on an outside service and nothing says what happens without it.

    Vendors fail, limit, change and cost. A fallback, a timeout or an error message is enough.

    Bad:

    ```markdown
    As a courier, I want to see the arrival time of each stop, so that I can plan breaks.

    ## Acceptance Criteria
    - [ ] The arrival time of a stop is fetched from the Google Maps API
    - [ ] The list of stops shows the arrival time next to the address
    - [ ] The list is sorted by arrival time
    ```

    Good:

    ```markdown
    As a courier, I want to see the arrival time of each stop, so that I can plan breaks.

    ## Acceptance Criteria
    - [ ] The arrival time of a stop is fetched from the Google Maps API
    - [ ] When the API does not answer, the list shows the stops without times
    - [ ] The list is sorted by arrival time
    ```

    Source: labelled real stories; own patterns.
    """
    yield from missing(document, "third_party", _TOUCHES, _HELP, _ASKED)
