"""A model's critique within ``storyai review``: whether there is one, over many files, with its cost and failures."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from storyai.cli._io import complaint
from storyai.errors import BudgetSpent, EngineUnavailable, StoryaiError
from storyai.linter import LintSettings
from storyai.quick_dataclass import dataclass, field

if TYPE_CHECKING:
    from storyai.config import Settings
    from storyai.engine.choose import Chosen
    from storyai.report import Reviewed
    from storyai.reviewer import Review

Say = Callable[[str], None]

# Variables that may make ``auto`` ask a model. Reading settings costs a start that no model is asked in.
_VARIABLES = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "AZURE_OPENAI_ENDPOINT", "STORYAI_")


@dataclass(slots=True)
class Critic:
    """Asks a model about reviewed files. code: the exit code its failures call for, 0 without any."""

    engine: Chosen
    settings: Settings
    lint: LintSettings
    say: Say
    suggest: bool = False
    code: int = 0
    _said: set[str] = field(default_factory=set)
    _stopped: bool = False

    def over(self, files: Iterable[Reviewed], fresh: bool = False) -> Iterator[Reviewed]:
        """The files in their order with the model's findings; several are asked about at the same time.

        fresh: the files' findings are not all that the rules found, so that the rules are asked again.
        """
        from storyai.engine.many import in_order

        reviewed = list(files)
        results = in_order(lambda each: self._asked(each, fresh), reviewed, self.settings.concurrency)
        for each, result in zip(reviewed, results, strict=True):
            yield self._added(each, result, fresh)

    def one(self, reviewed: Reviewed) -> Reviewed:
        """One file with the model's findings."""
        return next(self.over([reviewed]))

    def _asked(self, reviewed: Reviewed, fresh: bool) -> Review | None:
        from storyai.reviewer import Ask, review

        if self._stopped:
            return None
        if self.settings.mask_secrets or self.settings.allow_secrets:
            from storyai.secrets import guard

            masked, allowed = self.settings.mask_secrets, self.settings.allow_secrets
            guard(reviewed.text, reviewed.path, masked=masked, allowed=allowed, say=self.say)
        result = review(
            reviewed.text, self.lint, self.engine, path=reviewed.path,
            findings=None if fresh else reviewed.findings,
            ask=Ask(self.settings.samples, self.suggest, self.settings.mask_secrets, self.settings.allow_secrets),
        )  # fmt: skip
        # An endpoint that does not answer, or a spent budget, is the same for every further file.
        self._stopped = self._stopped or isinstance(result.error, (EngineUnavailable, BudgetSpent))
        return result

    def _added(self, reviewed: Reviewed, result: Review | StoryaiError | None, fresh: bool) -> Reviewed:
        if result is None:
            return reviewed
        if isinstance(result, StoryaiError):
            self._failed(result)
            return reviewed
        for line in result.notices:
            self.say(line if line.startswith(reviewed.path) else f"{reviewed.path}: {line}")
        if result.error is not None:
            self._failed(result.error)
        known = {finding.fingerprint for finding in reviewed.findings}
        reviewed.findings = [
            finding
            for finding in result.findings
            if finding.source == "model" or not fresh or finding.fingerprint in known
        ]
        usage = result.usage
        reviewed.usage = {
            "requests": usage.requests, "prompt_tokens": usage.prompt_tokens,
            "completion_tokens": usage.completion_tokens, "cached": usage.cached,
        }  # fmt: skip
        return reviewed

    def _failed(self, error: StoryaiError) -> None:
        """Say what failed, once for each wording, and keep the exit code: unusable input before a failed engine."""
        if error.exit_code == 0:  # a dry run
            return
        if str(error) not in self._said:
            self._said.add(str(error))
            complaint(str(error))
        self.code = error.exit_code if not self.code else min(self.code, error.exit_code)


def critic(start: str, flags: Mapping[str, Any], lint: LintSettings, say: Say, *, suggest: bool) -> Critic | None:
    """The critic that flags, environment and settings ask for; None for the rules alone.

    Raises ConfigError and UsageError.
    """
    given = {name: value for name, value in flags.items() if value not in ("", None, False, [], ())}
    asked = {"base_url", "model", "replay", "dry_run"} & given.keys() or given.get("engine") not in (None, "offline")
    if given.get("engine") == "offline" or not (asked or _may_be_configured(start)):
        return None
    from storyai.cli._engine import settings
    from storyai.engine.endpoint import configured

    run = settings(start, **given)
    if run.engine == "offline" or not (run.engine == "openai" or run.replay or run.dry_run or configured(run)):
        return None
    from storyai.engine.choose import choose

    engine = choose(run, notice=say, show=sys.stdout.write)
    return Critic(engine, run, lint, say, suggest) if engine is not None else None


def _may_be_configured(start: str) -> bool:
    if any(name.startswith(_VARIABLES) for name in os.environ):
        return True
    from storyai.cli._lint_settings import _configured

    return _configured(start)
