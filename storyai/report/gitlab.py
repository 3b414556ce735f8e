"""GitLab's code quality report: a JSON array."""

# ruff: noqa: PTH109, PTH118
import os
from collections.abc import Iterable
from hashlib import sha256
from json import dumps

from storyai.report import Counts, Options, Reviewed, Write, place
from storyai.text import Lines

LEVELS = {"error": "major", "warning": "minor", "info": "info"}


def write(files: Iterable[Reviewed], out: Write, options: Options, counts: Counts) -> None:
    out("[")
    first = True
    for reviewed in files:
        lines = Lines(reviewed.text)
        path = _from_root(reviewed.path)
        for finding in reviewed.findings:
            line, _, end_line, _ = place(lines, finding)
            identity = f"{path}\0{finding.fingerprint}".encode("utf-8", "surrogatepass")
            entry = {
                "description": f"{finding.message} ({finding.help})" if finding.help else finding.message,
                "check_name": f"{finding.code} {finding.name}",
                "fingerprint": sha256(identity).hexdigest(),
                "severity": LEVELS[finding.severity],
                "location": {"path": path, "lines": {"begin": line, "end": end_line}},
            }
            out(("\n" if first else ",\n") + dumps(entry, ensure_ascii=False))
            first = False
    out("]\n" if first else "\n]\n")


def _from_root(path: str) -> str:
    """The path in the repository, which is all that GitLab links to; the path itself where it lies elsewhere."""
    here = os.getcwd()
    inner = os.path.relpath(os.path.join(here, path), os.environ.get("CI_PROJECT_DIR") or here)
    return (path if inner.startswith(os.pardir) else inner).replace("\\", "/")
