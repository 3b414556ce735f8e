"""``review --fix`` and ``--diff``."""

import sys
from collections.abc import Sequence

from storyai.cli._batch import Batch
from storyai.cli._io import STDIN, Source, complaint, decode, read_bytes, write_atomically
from storyai.errors import UsageError
from storyai.finding import Finding
from storyai.fixes import Fixed, fix
from storyai.linter import examine
from storyai.report import Reviewed


def fix_files(batch: Batch, paths: Sequence[str], *, unsafe: bool, diff: bool, quiet: bool) -> int | None:
    """Fix the files, or show what that would change.

    None where the findings that are left are still to be reported; else the exit code: with ``diff``, and for stdin,
    whose fixed text is the result.
    """
    changes = files = 0
    failed = False
    for path in paths:
        name = batch.show.get(path, path)
        try:
            data = read_bytes(path)
            source = decode(data, name, batch.say)
            fixed = _fixed(batch, source, name, unsafe)
            for finding, why in fixed.refused:
                batch.say(f"{name}: {finding.code} is not fixed: {why}")
            if diff:
                sys.stdout.write(_difference(source, fixed.text, name))
            elif path == STDIN:
                sys.stdout.write(fixed.text)
            elif fixed.fixed:
                if read_bytes(path) != data:
                    raise UsageError(f"{path}: has changed meanwhile; not fixed")
                write_atomically(path, source.encode(fixed.text), force=True)
            changes += len(fixed.fixed)
            files += bool(fixed.fixed)
        except UsageError as error:
            if not (diff or STDIN in paths):
                continue  # the review that follows names it
            complaint(str(error))
            failed = True
    if changes and not quiet:
        verb = "would fix" if diff else "fixed"
        batch.say(f"{verb} {_number(changes, 'finding')} in {_number(files, 'file')}")
    if diff:
        return 2 if failed else 1 if changes else 0
    if STDIN in paths:
        return 2 if failed else 0
    return None


def _fixed(batch: Batch, source: Source, name: str, unsafe: bool) -> Fixed:
    def look(text: str) -> list[Finding]:
        found = examine(text, batch.settings, path=name, crash=lambda *_: None).findings
        if batch.critic is not None and text == source.text:  # a model is asked once, about the text as it came
            return batch.critic(Reviewed(name, text, found)).findings
        return found

    return fix(source.text, look, unsafe=unsafe)


def _difference(source: Source, after: str, name: str) -> str:
    from difflib import unified_diff

    if source.text == after:
        return ""
    lines = unified_diff(
        source.text.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )  # fmt: skip
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
