"""What a change made worse: the findings of now that the file at an earlier revision did not have."""

# ruff: noqa: PTH118
import os
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence

from storyai.cli._batch import Batch
from storyai.cli._io import STDIN, decode
from storyai.errors import UsageError
from storyai.finding import Finding
from storyai.linter import examine
from storyai.quick_dataclass import dataclass
from storyai.report import Reviewed


def changed(revision: str, top: str) -> dict[str, str | None]:
    """Real path of every file that differs from the revision -> its path in the revision, None for a new file.

    top: the repository's folder. Raises UsageError where there is no such revision.
    """
    if revision.startswith("-"):
        raise UsageError(f"--since {revision}: is no revision")
    unknown = f"--since {revision}: is no revision here"
    git(["rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"], top, unknown)
    words = os.fsdecode(git(["diff", "--name-status", "-z", "-M", revision, "--"], top)).split("\0")
    found: dict[str, str | None] = {}
    at = 0
    while at + 1 < len(words):
        status, old = words[at], words[at + 1]
        at += 2
        new = old
        if status[0] in "RC":
            new = words[at]
            at += 1
        if status[0] != "D":
            found[os.path.realpath(os.path.join(top, new))] = None if status[0] == "A" else old
    for name in os.fsdecode(git(["ls-files", "--others", "--exclude-standard", "-z"], top)).split("\0"):
        if name:
            found[os.path.realpath(os.path.join(top, name))] = None
    return found


def content(revision: str, name: str, folder: str) -> bytes:
    """A file's bytes at a revision; name as ``changed`` gives it."""
    return git(["show", f"{revision}:{name}"], folder)


def git(arguments: list[str], folder: str, problem: str = "") -> bytes:
    """The output of git. Raises UsageError."""
    here = dict(os.environ)
    if "GIT_WORK_TREE" not in here:
        # A hook in a linked worktree gets these, and git would take whatever folder it runs in for the top.
        for name in ("GIT_DIR", "GIT_INDEX_FILE"):
            here.pop(name, None)
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, env=here, capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("--since needs git, which was not found") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(problem or f"--since: git: {said[-1].removeprefix('fatal: ') if said else 'failed'}")
    return done.stdout


def worse(now: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """The findings that are new: by fingerprint, then by rule, section and words, for a slot that was rewritten."""
    old = Counter(finding.fingerprint for finding in before)
    left: list[Finding] = []
    for finding in now:
        if old[finding.fingerprint]:
            old[finding.fingerprint] -= 1
        else:
            left.append(finding)
    spare = Counter(_gist(finding) for finding in before if old.pop(finding.fingerprint, 0))
    fresh: list[Finding] = []
    for finding in left:
        if spare[_gist(finding)]:
            spare[_gist(finding)] -= 1
        else:
            fresh.append(finding)
    return fresh


def _gist(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.section or "", " ".join(finding.quote.split()).lower()


@dataclass(frozen=True, slots=True)
class Since:
    """paths: those of the files that differ from the revision. old: repository and name there, of those it has."""

    revision: str
    paths: list[str]
    old: dict[str, tuple[str, str]]

    def worse(self, batch: Batch, path: str, now: list[Finding]) -> list[Finding]:
        """The findings of a file that it had not at the revision."""
        if path not in self.old or not now:
            return now
        top, name = self.old[path]
        try:
            text = decode(content(self.revision, name, top), path, lambda message: None).text
        except UsageError:
            text = ""  # it was no text then: everything is new
        return worse(now, examine(text, batch.settings, path=path).findings)


def since(paths: Sequence[str], revision: str) -> Since:
    """What of the files differs from a revision. Raises UsageError."""
    folders: dict[str, dict[str, str | None]] = {}
    tops: dict[str, str] = {}
    wanted: list[str] = []
    old: dict[str, tuple[str, str]] = {}
    for path in paths:
        if path == STDIN:
            raise UsageError("--since goes with files, not with stdin")
        folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
        if folder not in tops:
            tops[folder] = os.fsdecode(git(["rev-parse", "--show-toplevel"], folder)).strip()
        top = tops[folder]
        if top not in folders:
            folders[top] = changed(revision, top)
        real = os.path.realpath(path)
        if real in folders[top]:
            wanted.append(path)
            name = folders[top][real]
            if name is not None:
                old[path] = (top, name)
    return Since(revision, wanted, old)


def since_revision(batch: Batch, paths: Sequence[str], revision: str) -> Iterator[Reviewed]:
    """The changed ones of the files, each with what it has now and had not at the revision."""
    then = since(paths, revision)
    for reviewed in batch.review(then.paths):
        reviewed.findings = then.worse(batch, reviewed.path, reviewed.findings)
        yield reviewed
