"""What local rules found, remembered with the pieces of a text that is looked at again and again."""

from bisect import bisect_right
from collections.abc import Sequence

from storyai.document import Document, Piece
from storyai.finding import Edit, Fix
from storyai.rules._rule import Problem, Related, Rule

Found = tuple[Rule, Problem]
_FOUND = "found"  # in a piece's memo: under which conditions, where the piece stood, what was found


def local_problems(document: Document, rules: Sequence[Rule]) -> list[Found]:
    """The problems of local rules in all pieces; only those that are new, or whose conditions are, are looked at.

    By piece; within one by rule, as each rule tells them.
    """
    title = document.title.text if document.title is not None else None
    key = (document.language, document.shape, title, " ".join([rule.code for rule in rules]))
    stale = [piece for piece in document.pieces if _FOUND not in piece.memo or piece.memo[_FOUND][0] != key]
    if stale:
        view = restricted(document, stale)
        found: list[list[Found]] = [[] for _ in stale]
        starts = [piece.start for piece in stale]
        for rule in rules:
            for problem in rule.check(view) if rule.check is not None else ():
                found[bisect_right(starts, problem.start) - 1].append((rule, problem))
        for piece, each in zip(stale, found, strict=True):
            piece.memo[_FOUND] = (key, piece.start, each)
    problems: list[Found] = []
    for piece in document.pieces:
        _, start, told = piece.memo[_FOUND]
        if told and start != piece.start:
            told = [(rule, _moved(problem, piece.start - start)) for rule, problem in told]
            piece.memo[_FOUND] = (key, piece.start, told)
        problems += told
    return problems


def restricted(document: Document, pieces: list[Piece]) -> Document:
    """The document with nothing but what stands in some of its pieces; headings above are still reached from there."""
    view = Document(document.text, document.plain, document.lines, document.shape, document.language, document.title)
    view.pieces = pieces
    for piece in pieces:
        view.sections += piece.sections
        view.items += piece.items
        view.fields += piece.fields
        view.comments += piece.comments
        view.statements += piece.statements
        view.criteria += piece.criteria
        view.risks += piece.risks
    return view


def _moved(problem: Problem, by: int) -> Problem:
    """The problem in a piece that stands elsewhere now. Its slot and group are parts of the piece: they have moved."""
    fix = problem.fix
    if fix is not None:
        fix = Fix(fix.title, tuple([Edit(edit.start + by, edit.end + by, edit.text) for edit in fix.edits]), fix.safe)
    related = tuple([Related(other.start + by, other.end + by, other.message, other.path) for other in problem.related])
    return Problem(
        problem.start + by, problem.end + by, problem.message, problem.help, fix, problem.tags, related, problem.slot,
        problem.group,
    )  # fmt: skip
