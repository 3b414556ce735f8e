"""Which problems the comments of a document hide, and which comments hide nothing."""

from collections.abc import Sequence

from storyai.document import Document
from storyai.finding import Finding
from storyai.rules import Rule
from storyai.rules._rule import Problem
from storyai.rules._selection import names
from storyai.rules._suppression import MARK, Suppression, suppressions, unused

Found = tuple[Rule, Problem]


def apply(
    document: Document, problems: list[Found], rules: Sequence[Rule]
) -> tuple[list[Found], list[tuple[Rule, Problem, str]]]:
    """Problems to report, and hidden ones each with the comment's reason.

    rules: those that ran; where ``unused-suppression`` is among them, comments that hide nothing are reported.
    """
    if MARK not in document.text:
        return problems, []
    found = suppressions(document)
    if not found:
        return problems, []
    kept: list[Found] = []
    hidden: list[tuple[Rule, Problem, str]] = []
    used: list[Suppression] = []
    coming = sorted(found, key=lambda each: each.scope, reverse=True)
    open_now: list[Suppression] = []
    for rule, problem in sorted(problems, key=lambda pair: pair[1].start):
        while coming and coming[-1].scope[0] <= problem.start:
            open_now.append(coming.pop())
        open_now = [each for each in open_now if each.scope[1] >= problem.start]
        by = [each for each in open_now if each.hides(rule, problem)]
        if by:
            used.extend(by)
            hidden.append((rule, problem, by[0].reason))
        else:
            kept.append((rule, problem))
    hygiene = next((rule for rule in rules if rule.name == "unused-suppression"), None)
    if hygiene is not None:
        from storyai.rules.unused_suppression import problem_of

        kept.extend((hygiene, problem_of(document, each)) for each in unused(found, used, rules))
    return kept, hidden


def divide(document: Document, findings: Sequence[Finding]) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Findings of a model: those to report, and those a comment hides, each with the comment's reason."""
    if MARK not in document.text:
        return list(findings), []
    found = [each for each in suppressions(document) if not each.expired]
    kept: list[Finding] = []
    hidden: list[tuple[Finding, str]] = []
    for finding in findings:
        by = next((each for each in found if _hides(each, finding)), None)
        if by is None:
            kept.append(finding)
        else:
            hidden.append((finding, by.reason))
    return kept, hidden


def _hides(suppression: Suppression, finding: Finding) -> bool:
    if not suppression.covers(finding.start, finding.end):
        return False
    keys = suppression.keys
    return not keys or any(names(key, finding.code, finding.name, finding.tags) for key, _, _ in keys)
