"""Turn rough notes into a complete user story, and find what is wrong with a story before work starts.

    from storyai import draft, lint, parse, render

    made = draft(notes)                      # offline; pass an engine to ask a model
    text = render(made.values)
    for finding in lint(parse(text)):
        print(finding.code, finding.message)

Every name is imported on first use, because importing them all would cost every start of the command.
"""

TYPE_CHECKING = False  # as in typing, which would double the time that ``--version`` takes
if TYPE_CHECKING:
    from storyai.document import Document, parse
    from storyai.drafter import Draft, draft
    from storyai.errors import ConfigError, EngineError, StoryaiError, UsageError
    from storyai.finding import Edit, Finding, Fix
    from storyai.linter import LintSettings, lint, lint_project
    from storyai.model import Story
    from storyai.reviewer import Review, review
    from storyai.template import render, story_values, to_story

__version__ = "0.1.0"

_HOMES = {
    "ConfigError": "errors",
    "Document": "document",
    "Draft": "drafter",
    "Edit": "finding",
    "EngineError": "errors",
    "Finding": "finding",
    "Fix": "finding",
    "LintSettings": "linter",
    "Review": "reviewer",
    "Story": "model",
    "StoryaiError": "errors",
    "UsageError": "errors",
    "draft": "drafter",
    "lint": "linter",
    "lint_project": "linter",
    "parse": "document",
    "render": "template",
    "review": "reviewer",
    "story_values": "template",
    "to_story": "template",
}

__all__ = [
    "ConfigError", "Document", "Draft", "Edit", "EngineError", "Finding", "Fix", "LintSettings", "Review", "Story",
    "StoryaiError", "UsageError", "__version__", "draft", "lint", "lint_project", "parse", "render", "review",
    "story_values", "to_story",
]  # fmt: skip


def __getattr__(name: str) -> object:
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
