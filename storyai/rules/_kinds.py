"""What a model objects to, in the form of rules that find nothing by themselves.

Selection, suppression comments and ``storyai explain`` know a model's finding by these codes, names and tags.
"""

from collections.abc import Iterator

from storyai.document import Document
from storyai.rules._rule import Problem, Rule, rule

_ADVICE = """

A model finds this, with the openai engine; each finding quotes the story and is advice. It decides the exit code with
`--model-gate` only."""


@rule("MD001", "warning", tags=("vague",), help="say what a tester would see")
def untestable(document: Document) -> Iterator[Problem]:
    """A criterion that two careful testers could judge differently.

    The rules know the usual words; a model also sees the unusual ones: "the export opens the way accountants like it".
    """
    yield from ()


@rule("MD002", "warning", tags=("consistency",), help="decide which of the two holds")
def contradiction(document: Document) -> Iterator[Problem]:
    """Two places of the story that cannot both hold.

    A criterion promises the new position "at the next load of the page", and a note keeps results for 60 seconds.
    """
    yield from ()


@rule("MD003", "warning", tags=("completeness",), help="add the criterion that meets the want")
def misses_want(document: Document) -> Iterator[Problem]:
    """With every criterion met, the role still cannot do what it wants.

    The story wants to see which campaign brings orders, and no criterion stores the code an order used.
    """
    yield from ()


@rule("MD004", "warning", tags=("missing-error-path",), help="say what happens then")
def unsettled_unhappy_path(document: Document) -> Iterator[Problem]:
    """A failure, refusal or empty case that users will meet, and nobody has decided what happens.

    Only what is a decision counts, not every thinkable error.
    """
    yield from ()


@rule("MD005", "info", tags=("completeness",), help="name the limit")
def missing_boundary(document: Document) -> Iterator[Problem]:
    """A limit of size, number, length, time or rounding that this change makes matter.

    Reminders go out 48 hours before an appointment: what about one that is booked a day ahead?
    """
    yield from ()


@rule("MD006", "warning", tags=("missing-risk",), help="name it with a mitigation")
def unmentioned_risk(document: Document) -> Iterator[Problem]:
    """A material risk of this very change that the story deals with nowhere.

    The finding's further tag is its category: data_loss, migration, access_control, privacy, untrusted_input,
    third_party, performance, concurrency, compatibility, rollout, money, accessibility or compliance.
    """
    yield from ()


@rule("MD007", "info", tags=("completeness",), help="name what lowers the risk")
def weak_mitigation(document: Document) -> Iterator[Problem]:
    """A mitigation that would not lower the risk it stands behind.

    Writing coupon codes in capital letters keeps nobody from using a leaked one.
    """
    yield from ()


@rule("MD008", "info", tags=("compound",), help="make it a story of its own")
def hidden_second_story(document: Document) -> Iterator[Problem]:
    """A part that could be shipped and accepted alone, and that a team would plan apart.

    Sharing an album by link, and in one of the criteria the order of a printed book.
    """
    yield from ()


@rule("MD009", "info", tags=("completeness",), help="ask who decides")
def security_question(document: Document) -> Iterator[Problem]:
    """A decision about the security of the named surface that only a person can take."""
    yield from ()


@rule("MD010", "info", tags=("completeness",), help="ask who decides")
def data_question(document: Document) -> Iterator[Problem]:
    """A decision about the named data that only a person can take."""
    yield from ()


# By the word of the reply (prompts/critique.schema.json), in the order of the codes.
KINDS: dict[str, Rule] = {
    "untestable": untestable,
    "contradiction": contradiction,
    "misses-want": misses_want,
    "missing-unhappy-path": unsettled_unhappy_path,
    "missing-boundary": missing_boundary,
    "missing-risk": unmentioned_risk,
    "weak-mitigation": weak_mitigation,
    "hidden-second-story": hidden_second_story,
    "security-question": security_question,
    "data-question": data_question,
}


def page(kind: Rule) -> str:
    """The page of a kind, for ``storyai explain``."""
    return kind.markdown().rstrip() + _ADVICE + "\n"
