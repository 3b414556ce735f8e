"""The engine that a run's settings ask for, with its cache, recording and budget around it.

Every run comes through here, also the offline ones: what only a model needs is imported below.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storyai.config import Settings
from storyai.engine import Answer, Engine, Request
from storyai.engine.endpoint import configured, endpoint

if TYPE_CHECKING:
    from pathlib import Path

    from storyai.engine.usage import Meter

Notice = Callable[[str], None]


@dataclass(slots=True)
class Chosen:
    """The engine of a run, and what it has cost so far (``meter``, failed requests included)."""

    engine: Engine
    meter: "Meter"

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def model(self) -> str | None:
        return self.engine.model

    def __call__(self, request: Request, /) -> Answer:
        return self.engine(request)


def choose(
    settings: Settings,
    *,
    notice: Notice | None = None,
    progress: Callable[[str], None] | None = None,
    show: Callable[[str], object] | None = None,
) -> Chosen | None:
    """The engine, or None for the offline one; ``notice`` is told in one line which one it is.

    progress: given a reply's text as far as it has arrived, each time more of it does; turns streaming on.
    show: given the text of each request in a dry run, where nobody is asked (engines raise NotAsked).
    Raises ConfigError (no key, no model), UsageError (no such folder of recordings). Imports no model client.
    """
    say = notice or (lambda line: None)
    asked = settings.replay or settings.dry_run
    if settings.engine == "offline" and not asked:
        say("engine: offline")
        return None
    if not (asked or settings.engine == "openai" or configured(settings)):
        say("engine: offline (no key or base URL is set)")
        return None
    from storyai.engine.usage import Meter

    if settings.dry_run:
        from storyai.engine.dry_run import DryRun

        say("engine: none (dry run)")
        put = show or (lambda text: None)
        dry = DryRun(lambda seen: put(seen.text()), _prompts(settings), settings.max_tokens, model=settings.model)
        return Chosen(dry, Meter())
    if settings.replay:
        from storyai.engine.replay import replay

        meter = Meter()
        engine = replay(*settings.replay, prompts=_prompts(settings), answered=meter.add)
        say(f"engine: replay from {', '.join(map(str, settings.replay))}")
        return Chosen(engine, meter)
    return _openai(settings, say, progress, Meter(settings.budget))


def _openai(settings: Settings, say: Notice, progress: Callable[[str], None] | None, meter: "Meter") -> Chosen:
    from pathlib import Path

    from storyai.engine.openai_compatible import openai_compatible

    target = endpoint(settings)
    remember = Path(settings.cache_folder) if settings.cache_mode in ("read-write", "refresh") else None
    engine = openai_compatible(
        target, prompts=_prompts(settings), meter=meter, progress=progress, notice=say, remember=remember,
        allow_secrets=settings.allow_secrets,
    )  # fmt: skip
    if settings.cache_mode != "off":
        from storyai.engine.cached import Store, cached

        engine = cached(
            engine, Store(Path(settings.cache_folder), say), identity=target.identity, mode=settings.cache_mode,
            prompts=_prompts(settings), answered=meter.add,
        )  # fmt: skip
    if settings.record:
        from storyai.engine.replay import record

        engine = record(engine, settings.record, prompts=_prompts(settings))
    say(f"engine: openai, {target.model} at {target.base_url}")
    return Chosen(engine, meter)


def _prompts(settings: Settings) -> "Path | None":
    from pathlib import Path

    return Path(settings.prompts) if settings.prompts else None
