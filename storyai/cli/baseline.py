"""``storyai baseline``: the findings a project has today, so that only new ones count."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from storyai.cli._io import STDIN, check_target, notice, read_text, write_atomically
from storyai.cli._stories import each_once, find_stories
from storyai.errors import UsageError

if TYPE_CHECKING:
    import typer

    from storyai.baseline import Baseline


def baseline(
    stories: Annotated[list[str], typer.Argument(help="Files, folders or patterns.", metavar="STORY...")],
    *,
    output_file: Annotated[str, typer.Option("--output-file", "-o", help="The baseline.")] = "storyai-baseline.json",
    select: Annotated[list[str] | None, typer.Option(help="Only these rules.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not these rules.")] = None,
    severity: Annotated[str, typer.Option(help="Leave out findings below: info, warning or error.")] = "",
    prune: Annotated[bool, typer.Option("--prune", help="Only take out what is settled; nothing is added.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make an existing baseline anew.")] = False,
) -> int:
    """Write down today's findings, so that only new ones count.

    Findings are recognised when lines move. Without --force an existing baseline only ever shrinks.

    \b
    Examples:
      storyai baseline stories/
      storyai baseline stories/ --prune
    """
    from storyai.baseline import Baseline, read
    from storyai.cli._batch import Batch
    from storyai.cli._known import looked_for
    from storyai.cli._lint_settings import settings
    from storyai.cli._looking import cores
    from storyai.report import plural

    if STDIN in stories:
        raise UsageError("a baseline is made of files, not of stdin")
    paths = each_once(path for word in stories for path in find_stories(word))
    found = settings(stories[0], {"select": select, "ignore": ignore, "severity": severity}, cache=False)
    batch = Batch(found.lint, root=found.root, jobs=cores())
    exists = os.path.exists(output_file)  # noqa: PTH110
    check_target(output_file, paths, force=True)
    if exists and not (prune or force):
        raise UsageError(f"{output_file}: exists already; --prune takes out what is settled, --force makes it anew")
    if prune:
        known = read(read_text(output_file), output_file)
        before = sum(len(entries) for entries in known.files.values())
        _drop_missing_files(known)
        looked = looked_for(known, found.lint, paths)
        for reviewed in batch.review(paths):
            known.prune(reviewed.path, reviewed.findings, looked)
        after = sum(len(entries) for entries in known.files.values())
        said = f"{before - after} settled, {after} left"
    else:
        known = Baseline(os.path.dirname(output_file) or ".")  # noqa: PTH120
        for reviewed in batch.review(paths):
            known.set(reviewed.path, reviewed.findings)
        after = sum(len(entries) for entries in known.files.values())
        said = f"{plural(after, 'finding')} in {len(known.files)} of {plural(len(paths), 'file')}"
    if batch.unreadable:
        notice(f"{output_file}: not written")
        return 2
    write_atomically(output_file, known.text(), force=exists)
    notice(f"{output_file}: {said}")
    return 0


def _drop_missing_files(known: Baseline) -> None:
    """Entries of files that are gone are settled too."""
    for name in list(known.files):
        if not os.path.exists(os.path.join(known.folder, name)):  # noqa: PTH110, PTH118
            del known.files[name]
