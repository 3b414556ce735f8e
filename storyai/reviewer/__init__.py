"""Review: what the rules find, and on top of it what a model objects to.

The rules come first and are never lost: an engine that fails leaves their findings, and the error for the exit code.
A model's findings are advisory. Each has been located in the text; what has no exact quotation is asked for again
once, then dropped and counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from storyai.document import Document, parse
from storyai.engine import Engine, Request, Usage
from storyai.errors import EngineError
from storyai.finding import SEVERITIES, Finding
from storyai.linter import LintSettings, lint
from storyai.linter.suppressions import apply
from storyai.reviewer import critique
from storyai.reviewer.critique import Objection
from storyai.rules._kinds import KINDS
from storyai.rules._rule import Problem


@dataclass(slots=True)
class Review:
    """The findings of one story by place, rules' and model's.

    usage: what the model cost. notices: lines for people (what was dropped, what was not asked). error: why the
    model's findings are missing or incomplete; the rules' are there all the same.
    """

    findings: list[Finding]
    usage: Usage = field(default_factory=Usage)
    notices: list[str] = field(default_factory=list)
    error: EngineError | None = None

    def __post_init__(self) -> None:
        self.findings.sort(key=lambda finding: (finding.start, finding.end, finding.code))


@dataclass(frozen=True, slots=True)
class Ask:
    """How a model is asked. samples: how often for the same story. suggest: rewrites of vague criteria as well.

    masked, allowed: what happens to secrets in the story (see ``secrets.guard``).
    """

    samples: int = 1
    suggest: bool = False
    masked: bool = False
    allowed: bool = False


def review(
    source: str | Document,
    settings: LintSettings | None = None,
    engine: Engine | None = None,
    *,
    path: str | None = None,
    findings: Sequence[Finding] | None = None,
    ask: Ask | None = None,
) -> Review:
    """Review one story. Without an engine, or with the offline one, the rules alone.

    findings: the rules' findings where they are known already. Raises UsageError where the story holds a secret that
    may not be sent; an engine's failure is in the result.
    """
    document = parse(source) if isinstance(source, str) else source
    settings = settings or LintSettings()
    said = list(lint(document, settings, path=path) if findings is None else findings)
    if engine is None or engine.name == "offline":
        return Review(said)
    ask = ask or Ask()
    if document.shape == "none":
        return Review(said, notices=[f"{path or 'the text'} is no story, so the model was not asked"])
    text = sendable(document, path, ask)
    result = Review(said)
    samples: list[list[Objection]] = []
    try:
        for sample in range(ask.samples):
            samples.append(_objections(document, text, engine, sample, result))
    except EngineError as error:
        result.error = error
    result.findings += _findings(document, samples, said, settings, path, ask.samples)
    if ask.suggest and result.error is None:
        _suggest(document, text, engine, result)
    result.__post_init__()
    return result


def sendable(document: Document, path: str | None, ask: Ask) -> str:
    """The story as it may be sent: itself, or with its secrets masked. Raises UsageError."""
    from storyai.secrets import guard

    return guard(document.text, path or "<story>", masked=ask.masked, allowed=ask.allowed)


def requests(document: Document, path: str | None, ask: Ask) -> Iterator[Request]:
    """The first requests a review would make, for ``--dry-run``. Raises UsageError."""
    text = sendable(document, path, ask)
    for sample in range(ask.samples):
        yield _request(text, sample)


def _request(text: str, sample: int) -> Request:
    """The question about a story. What the rules found is not in it: repetitions are dropped afterwards, a model that
    does not know it finds more that is right, and answers kept or recorded stay good when a rule changes.
    """
    return Request("critique", {"story": text}, sample=sample)


def _objections(document: Document, text: str, engine: Engine, sample: int, result: Review) -> list[Objection]:
    """What one sample objects to; asks once more where a quotation does not stand in the story."""
    request = _request(text, sample)
    answer = engine(request)
    result.usage += answer.usage
    good, faults = critique.read(document, answer.reply)
    if faults:
        again = engine(replace(request, corrections=(critique.correction(answer.reply, faults),)))
        result.usage += again.usage
        better, faults = critique.read(document, again.reply)
        good = critique.merge(better, good)
    if faults:
        plural = "s" if len(faults) > 1 else ""
        result.notices.append(f"dropped {len(faults)} finding{plural} of the model without an exact quote")
    return good


def _findings(
    document: Document,
    samples: Sequence[Sequence[Objection]],
    said: Sequence[Finding],
    settings: LintSettings,
    path: str | None,
    asked: int,
) -> list[Finding]:
    """The model's findings that no rule made, that are selected, and that no comment hides."""
    counted = [
        (objection, seen)
        for objection, seen in critique.count(samples)
        if settings.allows(KINDS[objection.kind], path) and not critique.said_already(document, objection, said)
    ]
    problems: dict[int, tuple[Objection, int]] = {}
    # Suppression comments know a finding by its rule and place; the kinds of objections stand in for rules.
    pairs = []
    for objection, seen in counted:
        problem = Problem(objection.start, objection.end, objection.why, tags=critique.tags(objection))
        problems[id(problem)] = (objection, seen)
        pairs.append((KINDS[objection.kind], problem))
    kept, _ = apply(document, pairs, ())
    floor = SEVERITIES.index(settings.severity)
    found = [critique.as_finding(document, *problems[id(problem)], asked) for _, problem in kept]
    return [finding for finding in found if SEVERITIES.index(finding.severity) >= floor]


def _suggest(document: Document, text: str, engine: Engine, result: Review) -> None:
    from storyai.reviewer.suggestions import suggest

    try:
        made = suggest(document, text, result.findings, engine)
    except EngineError as error:
        result.error = error
        return
    result.findings = made.findings
    result.usage += made.usage
    if made.dropped:
        plural = "s" if made.dropped > 1 else ""
        result.notices.append(f"dropped {made.dropped} suggestion{plural} that brought in facts or stayed vague")
