from collections.abc import Iterator, Sequence

from storyai.document import Document
from storyai.rules._facts import pattern
from storyai.rules._rule import Problem, ProjectProblem, project_rule

# Two spellings of one word. Synonyms (client and customer) are left out: they often are two things.
PAIRS = (
    ("email", "e-mail"), ("log in", "sign in"), ("dropdown", "drop-down"), ("website", "web site"), ("checkbox", "check box"),
    ("backend", "back end"), ("frontend", "front end"), ("dataset", "data set"), ("filename", "file name"),
    ("timezone", "time zone"), ("username", "user name"), ("organization", "organisation"), ("canceled", "cancelled"),
    ("color", "colour"), ("wifi", "wi-fi"), ("offline", "off-line"), ("signup", "sign-up"), ("whitelist", "allowlist"),
)  # fmt: skip
_MANY = 3


@project_rule("SF806", "info", tags=("consistency",), help="Use one spelling everywhere.")
def term_drift(files: Sequence[tuple[str, Document]]) -> Iterator[ProjectProblem]:
    """The stories spell one word in two ways.

    Who searches for one spelling misses the other. Told once for each word, at the rarer spelling, where at least
    three files use the other one and few use this one.

    Bad:

    ```markdown
    <!-- file: a.md -->
    As a clerk, I want to send the receipt by email, so that paper is saved.
    <!-- file: b.md -->
    As a clerk, I want to correct an email address, so that receipts arrive.
    <!-- file: c.md -->
    As a clerk, I want to see when an email bounced, so that I can call the customer.
    <!-- file: d.md -->
    As a clerk, I want to get an e-mail for each refund, so that I can check it.
    ```

    Good:

    ```markdown
    <!-- file: a.md -->
    As a clerk, I want to send the receipt by email, so that paper is saved.
    <!-- file: b.md -->
    As a clerk, I want to correct an email address, so that receipts arrive.
    <!-- file: c.md -->
    As a clerk, I want to see when an email bounced, so that I can call the customer.
    <!-- file: d.md -->
    As a clerk, I want to get an email for each refund, so that I can check it.
    ```

    Source: Vale's consistency checks; GtWR (use of terms).
    """
    if len(files) <= _MANY:
        return
    lowered = [(path, document, document.plain.lower()) for path, document in files if document.shape != "none"]
    for first, second in PAIRS:
        spelt = {}
        for term in (first, second):
            spelt[term] = [
                (path, document)
                for path, document, lower in lowered
                if term in lower and pattern(rf"\b{term}").search(lower)
            ]
            if not spelt[term]:
                break
        if len(spelt) < 2:
            continue
        rare, usual = sorted(spelt, key=lambda term: len(spelt[term]))
        if not spelt[rare] or len(spelt[usual]) < max(_MANY, 3 * len(spelt[rare])):
            continue
        path, document = spelt[rare][0]
        match = pattern(rf"\b{rare}\w*").search(document.plain)
        if match:
            slot = document.slot(match.start(), match.end())
            message = f'"{rare}" here, "{usual}" in {len(spelt[usual])} files'
            yield ProjectProblem(path, Problem(slot.start, slot.end, message, slot=slot))
