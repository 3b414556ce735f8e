"""``review --fix`` and ``--diff``."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from storyai.cli._batch import Batch
from storyai.cli._io import STDIN, Source, complaint, decode, read_bytes, read_text, replace_unchanged
from storyai.errors import UsageError
from storyai.finding import Finding
from storyai.linter import examine
from storyai.linter.fixes import Fixed, fix
from storyai.quick_dataclass import dataclass
from storyai.report import Reviewed, plural

if TYPE_CHECKING:
    from storyai.baseline import Baseline
    from storyai.cli._since import Since


@dataclass(slots=True)
class Fixing:
    """What is fixed. since: a revision, baseline: a file; both leave what a review would not report as it is.

    failed: whether a file was refused; it is named on stderr. left: how many findings only an unsafe fix mends.
    """

    batch: Batch
    unsafe: bool
    diff: bool
    quiet: bool
    since: str = ""
    baseline: str = ""
    failed: bool = False
    left: int = 0
    _then: "Since | None" = None
    _known: "Baseline | None" = None

    def files(self, paths: Sequence[str]) -> int | None:
        """Fix the files, or show what that would change.

        None where the findings that are left are still to be reported; else the exit code: with ``diff``, and for
        stdin, whose fixed text is the result. Raises UsageError, ConfigError.
        """
        if self.since:
            from storyai.cli._since import since

            self._then = since(paths, self.since)
            paths = self._then.paths
        if self.baseline:
            from storyai.baseline import read

            self._known = read(read_text(self.baseline), self.baseline)
        changes = files = 0
        final = self.diff or STDIN in paths
        for path in paths:
            try:
                data = read_bytes(path)
                source = decode(data, self.batch.show.get(path, path), self.batch.say)
            except UsageError as error:
                if final:  # else the review that follows names it
                    complaint(str(error))
                    self.failed = True
                continue
            try:
                done = self._one(path, data, source)
            except UsageError as error:
                complaint(str(error))
                self.failed = True
                continue
            changes += done
            files += bool(done)
        if changes and not self.quiet:
            verb = "would fix" if self.diff else "fixed"
            self.batch.say(f"{verb} {plural(changes, 'finding')} in {plural(files, 'file')}")
        if not final:
            return None
        if self.diff and not changes and self.left and not self.quiet and not self.unsafe:
            self.batch.say(f"nothing to fix safely; {plural(self.left, 'finding')} with --unsafe-fixes")
        return 2 if self.failed else 1 if changes and self.diff else 0

    def _one(self, path: str, data: bytes, source: Source) -> int:
        """Fix one file; how many findings were. Raises UsageError."""
        batch, name = self.batch, source.path
        fixed = self._fixed(source)
        after = data
        if fixed.fixed:
            source.check_changeable(data)
            after = source.encode(fixed.text)
        for finding, why in fixed.refused:
            batch.say(f"{name}: {finding.code} is not fixed: {why}")
        if self.diff:
            from storyai.cli._difference import difference

            sys.stdout.write(difference(source.text, fixed.text, name))
        elif path == STDIN:
            sys.stdout.flush()
            sys.stdout.buffer.write(after)
        elif fixed.fixed:
            replace_unchanged(path, data, after)
        return len(fixed.fixed)

    def _fixed(self, source: Source) -> Fixed:
        batch, name = self.batch, source.path
        passed_over: list[Finding] = []

        def look(text: str) -> list[Finding]:
            found = examine(text, batch.settings, path=name, crash=lambda *_: None).findings
            if text != source.text:
                # A fix gives the other findings of its slot new fingerprints; they are still passed over.
                return worse(found, passed_over) if passed_over else found
            reported = self._then.worse(batch, name, found) if self._then is not None else found
            if batch.critic is not None:  # a model is asked once, about the text as it came
                old = {finding.fingerprint for finding in reported}
                found = batch.critic(Reviewed(name, text, found)).findings
                reported = [one for one in found if one.source == "model" or one.fingerprint in old]
            if self._known is not None:
                reported = self._known.divide(name, reported)[0]
            self.left += sum(finding.fix is not None and not finding.fix.safe for finding in reported)
            kept = {id(finding) for finding in reported}
            passed_over[:] = [finding for finding in found if id(finding) not in kept]
            return reported

        if self.since or self.baseline:
            from storyai.cli._since import worse
        return fix(source.text, look, unsafe=self.unsafe)
