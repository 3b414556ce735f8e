"""``storyai review``: findings in stories."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

from storyai.cli._io import STDIN, check_target, complaint, sayer
from storyai.cli._stories import each_once, find_stories
from storyai.errors import StoryaiError, UsageError
from storyai.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from storyai.cli._batch import Batch
    from storyai.cli._critic import Critic
    from storyai.cli._lint_settings import ReviewSettings
    from storyai.report import Counts, Options

choices = {"format": FORMATS}

# From this number of files on, findings are remembered: for fewer, opening the cache takes longer than looking.
CACHED = 8
# From this number of files on, a person may want to see that something happens.
PROGRESS = 200


def review(
    stories: Annotated[list[str], typer.Argument(help="Files, folders, patterns, or - for stdin.", metavar="STORY...")],
    *,
    format: Annotated[str, typer.Option("--format", "-f", help=", ".join(FORMATS) + ".")] = "text",
    output_file: Annotated[str, typer.Option("--output-file", "-o", help="Write the results here.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file with the results.")] = False,
    select: Annotated[list[str] | None, typer.Option(help="Only these rules: code, prefix, name, tag, all.")] = None,
    extend_select: Annotated[list[str] | None, typer.Option(help="These rules besides the others.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not these rules.")] = None,
    severity: Annotated[str, typer.Option(help="Hide findings below: info, warning or error.")] = "",
    fail_on: Annotated[str, typer.Option(help="Exit 1 from: info, warning (the default), error; or never.")] = "",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 even with findings.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the fixes that keep the meaning.")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help="With --fix: also what needs a look.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what fixing would change; change nothing.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule.")] = False,
    baseline: Annotated[str, typer.Option(help="Count only findings that this file does not hold.")] = "",
    since: Annotated[str, typer.Option(help="Only what got worse since this git revision.", metavar="REV")] = "",
    stdin_filename: Annotated[str, typer.Option(help="The name of the story on stdin.")] = "",
    watch: Annotated[bool, typer.Option("--watch", help="Review again whenever a file changes.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one a core.")] = 0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Do not remember findings.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no notices.")] = False,
    engine: Annotated[str, typer.Option(help="auto, offline (the rules alone) or openai (a model as well).")] = "",
    model: Annotated[str, typer.Option(help="The model of an OpenAI-compatible endpoint.")] = "",
    base_url: Annotated[str, typer.Option(help="The endpoint, such as http://localhost:11434/v1.")] = "",
    samples: Annotated[str, typer.Option(help="How often to ask the model; findings say how often they came.")] = "",
    suggest: Annotated[bool, typer.Option("--suggest", help="Ask the model for rewrites of vague criteria.")] = False,
    model_gate: Annotated[bool, typer.Option("--model-gate", help="Let the model's findings decide the exit.")] = False,
    concurrency: Annotated[str, typer.Option(help="Requests at the same time; default 4.")] = "",
    budget: Annotated[str, typer.Option(help="The most tokens the model may cost.", metavar="TOKENS")] = "",
    cache: Annotated[str, typer.Option(help="The model's answers: read-write, read, refresh or off.")] = "",
    replay: Annotated[list[str] | None, typer.Option(help="Answer from the recordings here only.")] = None,
    record: Annotated[str, typer.Option(help="Keep the model's answers in this folder.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the prompts and their size; call nobody.")] = False,
    mask_secrets: Annotated[bool, typer.Option("--mask-secrets", help="Send asterisks in place of secrets.")] = False,
    allow_secrets: Annotated[
        bool, typer.Option("--allow-secrets", help="Send secrets to the model as they are.")
    ] = False,
) -> int:
    """Find vague criteria, missing risks, contradictions and gaps.

    Exits 0 without findings, 1 with some at or above --fail-on, 2 if a file cannot be read, 3 if the model could not
    be asked, 4 if the budget is spent. The rules decide; a model's findings are advice without --model-gate.

    \b
    Examples:
      storyai review story.md
      storyai review stories/ --format sarif -o review.sarif
      storyai review stories/ --since main
      git show :story.md | storyai review - --stdin-filename story.md
    """
    from storyai.cli._batch import Batch
    from storyai.cli._io import one_of
    from storyai.cli._lint_settings import settings
    from storyai.cli._looking import cores

    one_of("--format", format, FORMATS)
    if cache:  # said also where no model is asked
        from storyai.config.checks import CACHE_MODES

        one_of("--cache", cache, CACHE_MODES)
    stdin = STDIN in stories
    if watch and (stdin or fix or diff or output_file):
        raise UsageError("--watch goes with files only, and not with --fix, --diff or --output-file")
    if statistics and format != "text":
        raise UsageError(f"--statistics is a table for people; leave it out, or --format {format}")
    if (diff or (fix and stdin)) and (output_file or statistics or format != "text"):
        result = "--diff shows the difference" if diff else "- with --fix gives back the story"
        raise UsageError(f"{result} and no findings; leave out --output-file, --statistics and --format")
    say = sayer(quiet)
    paths, missing = _paths(stories, say)
    if output_file:
        check_target(output_file, (*paths, baseline), force=force)
    first = stdin_filename or next((word for word in stories if word != STDIN), ".")
    flags = {
        "select": select, "extend_select": extend_select, "ignore": ignore, "severity": severity, "fail_on": fail_on,
    }  # fmt: skip

    def settings_now() -> ReviewSettings:
        return settings(first, flags, not no_cache)

    found = settings_now()
    batch = Batch(
        found.lint, root=found.root, jobs=jobs or cores(), say=say, show={STDIN: stdin_filename or STDIN},
    )  # fmt: skip
    from storyai.cli._critic import critic

    asking = {
        "engine": engine, "model": model, "base_url": base_url, "samples": samples, "model_gate": model_gate,
        "concurrency": concurrency, "budget": budget, "cache": cache, "replay": replay, "record": record,
        "dry_run": dry_run, "mask_secrets": mask_secrets, "allow_secrets": allow_secrets,
    }  # fmt: skip
    judge = critic(first, asking, found.lint, say, suggest=suggest or unsafe_fixes)
    if judge is None and engine != "offline" and (model or samples or suggest or model_gate or record):
        say("engine: offline (no key or base URL is set)")
    if dry_run:
        for _ in judge.over(batch.review(paths)) if judge else ():
            pass
        return 2 if missing or batch.unreadable else judge.code if judge else 0
    failed = False
    if fix or diff:
        from storyai.cli._fixing import Fixing

        if judge is not None and judge.suggest:
            batch.critic = judge.one
        fixing = Fixing(batch, unsafe_fixes, diff, quiet, since, baseline)
        code = fixing.files(paths)
        if code is not None:
            return 2 if missing or fixing.failed else 0 if exit_zero else code
        failed = fixing.failed
    batch.critic = None
    options = _options(found.fail_on, format, output_file, quiet, judge, lambda: bool(missing or batch.unreadable))

    def once(paths: list[str]) -> int:
        remember = found.cache is not None and len(paths) >= CACHED
        cache = _open_cache(found.cache or "", batch) if remember else None
        batch.cache, batch.unreadable = cache, 0
        counts = _report(batch, paths, format, options, output_file, baseline, since, statistics, judge)
        if judge is not None and not quiet:
            from storyai.cli._engine import report_usage

            report_usage(judge.engine, judge.settings, say)
        if batch.unreadable or missing or failed:
            return 2
        if judge is not None and judge.code:
            return judge.code
        return 1 if counts.failing and not exit_zero else 0

    if watch:
        from dataclasses import replace

        from storyai.cli._watch import watching

        mistake = ""

        def renewed() -> bool:
            nonlocal found, options, mistake
            try:
                now = settings_now()
            except StoryaiError as error:  # half written: the old ones hold
                if str(error) != mistake:
                    complaint(mistake := str(error))
                return False
            mistake = ""
            if now == found:
                return False
            found, batch.settings, batch.root = now, now.lint, now.root
            options = replace(options, fail_on=now.fail_on)
            return True

        return watching(lambda: _paths(stories, say)[0], once, renewed)
    return once(paths)


def _paths(words: list[str], say: Any) -> tuple[list[str], int]:
    """The files in the order given, each once, and how many words stand for none."""
    found: list[str] = []
    missing = 0
    for word in words:
        try:
            found.extend(find_stories(word))
        except UsageError as error:
            complaint(str(error))
            missing += 1
    return each_once(found), missing


def _options(
    fail_on: str, format: str, output_file: str, quiet: bool, judge: Critic | None, unread: Callable[[], bool]
) -> Options:
    from storyai.__main__ import VERSION
    from storyai.report import Options

    colour = bool(os.environ.get("FORCE_COLOR")) or (
        not output_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    gate = judge is not None and judge.settings.model_gate
    return Options(fail_on, colour and format == "text", quiet, version=VERSION, model_gate=gate, unread=unread)


def _open_cache(folder: str, batch: Batch) -> Any:
    from storyai.__main__ import VERSION
    from storyai.result_cache import ResultCache, stamp

    batch.stamp = stamp(VERSION)
    return ResultCache(folder)


def _report(
    batch: Batch, paths: list[str], format: str, options: Options, output_file: str, baseline: str, since: str,
    statistics: bool, judge: Critic | None,
) -> Counts:  # fmt: skip
    from storyai.report import report

    _show_progress(batch, len(paths), options)
    reviewed = batch.review(paths)
    if since:
        from storyai.cli._since import since_revision

        reviewed = since_revision(batch, paths, since)
    if judge is not None:
        reviewed = judge.over(reviewed, fresh=bool(since))
    if baseline:
        from storyai.cli._known import against

        reviewed = against(reviewed, baseline, batch.settings, paths, since=bool(since))
    pieces: list[str] = []
    if statistics and format == "text":
        from storyai.report import statistics as counted

        counts = counted.count(reviewed, options)
        pieces.append(counted.table(counts, options))
    elif output_file:
        counts = report(format, reviewed, pieces.append, options)
    else:
        counts = report(format, reviewed, sys.stdout.write, options)
    if not output_file:
        sys.stdout.write("".join(pieces))
        return counts
    from storyai.cli._io import write_atomically

    write_atomically(output_file, "".join(pieces), force=True)
    return counts


def _show_progress(batch: Batch, total: int, options: Options) -> None:
    """Count the files on stderr while someone watches it and the results go elsewhere."""
    if total < PROGRESS or options.quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        return
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done % 25 == 0:
            sys.stderr.write(f"\r\x1b[Kstoryai: {done} of {total} files" if done < total else "\r\x1b[K")
            sys.stderr.flush()

    batch.tick = tick
