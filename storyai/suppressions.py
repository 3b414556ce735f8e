"""Which problems the comments of a document hide, and which comments hide nothing."""

from collections.abc import Sequence

from storyai.document import Document
from storyai.rules import Rule
from storyai.rules._rule import Problem
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
    for rule, problem in problems:
        by = [each for each in found if each.hides(rule, problem)]
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
