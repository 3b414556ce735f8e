"""What a rule is: a decorated generator over a Document whose docstring is its page."""

import re
from collections.abc import Callable, Iterator, Sequence

from storyai.document import Document, Slot
from storyai.finding import Edit, Fix, Related, Severity
from storyai.quick_dataclass import dataclass

__all__ = ["Edit", "Fix", "Problem", "ProjectProblem", "Related", "Rule", "project_rule", "rule"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One place that breaks a rule: ``text[start:end]``, the shortest text that carries the fault.

    message: lower case, one clause, names the fault in this text. help: the remedy for this text (else the rule's).
    tags: further tags beside the rule's, such as the category of a missing risk.
    slot: the slot the place belongs to; keeps the fingerprint stable when other lines change.
    group: the slot of a heading or the like: what a rule finds below the same one is told once, see ``_fold``.
    """

    start: int
    end: int
    message: str
    help: str = ""
    fix: Fix | None = None
    tags: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    slot: Slot | None = None
    group: Slot | None = None


@dataclass(frozen=True, slots=True)
class ProjectProblem:
    """A problem found by looking at several files: ``path`` is the file it stands in."""

    path: str
    problem: Problem


Check = Callable[[Document], Iterator[Problem]]
ProjectCheck = Callable[[Sequence[tuple[str, Document]]], Iterator[ProjectProblem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """code is a stable key, name (from the function) is what people read and completes "allow ...".

    shapes: the document shapes it looks at; empty for all but ``none``.
    check is None for a rule over several files, project is None for a rule over one.
    default: whether it is on without being selected.
    local: what it finds between two headings depends on nothing that stands elsewhere but the headings above and the
    document's title, language and shape, so that an editor's change leaves what it found in the rest as it was.
    """

    code: str
    name: str
    severity: Severity
    tags: tuple[str, ...]
    help: str
    shapes: tuple[str, ...]
    default: bool
    check: Check | None
    project: ProjectCheck | None = None
    local: bool = False

    @property
    def page(self) -> str:
        """The docstring: summary, why, Bad and Good examples, source. Markdown."""
        from inspect import getdoc

        return getdoc(self.check or self.project) or ""

    @property
    def summary(self) -> str:
        """The docstring's first line."""
        return self.page.partition("\n")[0]

    def examples(self, kind: str) -> list[str]:
        """The Markdown blocks behind ``Bad:`` or ``Good:`` in the page."""
        return re.findall(rf"^{kind}:\n+```+markdown\n(.*?)^```+$", self.page, re.MULTILINE | re.DOTALL)

    def markdown(self) -> str:
        """The page with its heading, for ``storyai explain`` and the editor's hover."""
        tags = f" · {', '.join(self.tags)}" if self.tags else ""
        return f"# {self.name} ({self.code})\n\n*{self.severity}{tags}*\n\n{self.page}\n"


def rule(
    code: str, severity: Severity, *, tags: tuple[str, ...] = (), help: str = "", shapes: tuple[str, ...] = (),
    default: bool = True, local: bool = False,
) -> Callable[[Check], Rule]:  # fmt: skip
    """Make a rule of a generator over one Document."""
    return lambda check: Rule(
        code, check.__name__.replace("_", "-"), severity, tags, help, shapes, default, check, None, local
    )


def project_rule(
    code: str, severity: Severity, *, tags: tuple[str, ...] = (), help: str = "", default: bool = True
) -> Callable[[ProjectCheck], Rule]:
    """Make a rule of a generator over several (path, Document) pairs, in the order of their paths."""
    return lambda check: Rule(code, check.__name__.replace("_", "-"), severity, tags, help, (), default, None, check)
