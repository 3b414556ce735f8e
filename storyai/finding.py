"""A finding: one place in a story that a rule or a model objects to."""

from typing import Literal

from storyai.quick_dataclass import dataclass, field

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")

Category = Literal[
    "data_loss", "migration", "access_control", "privacy", "untrusted_input", "third_party", "performance",
    "concurrency", "compatibility", "rollout", "money", "accessibility", "compliance",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` (code points, half-open) by ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy as splices; ``safe`` fixes keep the meaning and need no human decision."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding, in the same file unless ``path`` says otherwise."""

    start: int
    end: int
    message: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection. ``start``/``end`` are code-point offsets into the file's text, half-open."""

    code: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    quote: str = ""
    help: str = ""
    section: str | None = None
    source: Literal["rule", "model"] = "rule"
    tags: tuple[str, ...] = ()
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    fingerprint: str = ""
    extra: dict[str, object] = field(default_factory=dict, compare=False)
