"""Code actions: fixes, fix all, suppress, insert missing sections, ask the model."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from storyai.finding import Edit, Finding, Fix
from storyai.linter import lint
from storyai.linter.fixes import fix, objection
from storyai.lsp.diagnostics import diagnostic
from storyai.lsp.files import OpenFile

FIX_ALL = "source.fixAll.storyai"
KINDS = ["quickfix", FIX_ALL]
COMMENTS = "SU"
"""Codes that begin so are about comments that suppress; a further comment would not help."""


def workspace_edit(file: OpenFile, edits: Iterable[Edit]) -> dict[str, Any]:
    """Edits for the version they were computed for; a client refuses them for another."""
    changes = [{"range": file.positions.range(edit.start, edit.end), "newText": edit.text} for edit in edits]
    document = {"uri": file.uri, "version": file.version}
    return {"documentChanges": [{"textDocument": document, "edits": changes}]}


def _wanted(kind: str, only: list[str] | None) -> bool:
    return only is None or any(kind == asked or kind.startswith(asked + ".") for asked in only)


def _fix(file: OpenFile, finding: Finding, fix: Fix, title: str) -> dict[str, Any] | None:
    if objection(file.text, fix, file.document) is not None:
        return None
    action: dict[str, Any] = {
        "title": title,
        "kind": "quickfix",
        "diagnostics": [diagnostic(file, finding)],
        "edit": workspace_edit(file, fix.edits),
    }
    if fix.safe:
        action["isPreferred"] = True
    return action


def _fixes(file: OpenFile, finding: Finding) -> list[dict[str, Any]]:
    """The finding's own fix, then the model's rewrites; what would break the file is not offered."""
    fixes = []
    if finding.fix is not None:
        title = finding.fix.title if finding.fix.safe else f"{finding.fix.title} (check the meaning)"
        fixes.append((finding.fix, f"{title} [{finding.code}]"))
    for rewrite in file.rewrites.get(finding.fingerprint, ()):
        if finding.fix is None or rewrite.edits != finding.fix.edits:
            fixes.append((rewrite, f"Rewrite: {rewrite.edits[0].text} (check the meaning) [{finding.code}]"))
    actions = [_fix(file, finding, fix, title) for fix, title in fixes]
    return [action for action in actions if action is not None]


def _sections(file: OpenFile, findings: list[Finding]) -> list[dict[str, Any]]:
    """All missing sections at once, where more than one is missing."""
    missing = [finding for finding in findings if finding.name == "missing-section" and finding.fix is not None]
    if len(missing) < 2:
        return []
    at: dict[int, str] = {}  # several sections at one place become one edit: not every client keeps their order
    for finding in missing:
        for edit in finding.fix.edits if finding.fix is not None else ():
            at[edit.start] = at.get(edit.start, "") + edit.text
    edits = [Edit(start, start, text) for start, text in sorted(at.items())]
    return [
        {
            "title": f"Insert all {len(missing)} missing sections (check the meaning)",
            "kind": "quickfix",
            "diagnostics": [diagnostic(file, finding) for finding in missing],
            "edit": workspace_edit(file, edits),
        }
    ]


def suppression(file: OpenFile, finding: Finding) -> Edit:
    """A comment at the end of the finding's line that silences this rule there."""
    line, _ = file.document.lines.place(finding.start)
    starts = file.document.lines.starts
    end = starts[line] if line < len(starts) else len(file.text)
    while end > starts[line - 1] and file.text[end - 1] in " \t\r\n":
        end -= 1
    return Edit(end, end, f" <!-- storyai-disable {finding.code} -- accepted: say why -->")


def _suppress(file: OpenFile, finding: Finding) -> dict[str, Any]:
    return {
        "title": f"Suppress {finding.code} ({finding.name}) on this line",
        "kind": "quickfix",
        "diagnostics": [diagnostic(file, finding)],
        "edit": workspace_edit(file, [suppression(file, finding)]),
    }


def code_actions(file: OpenFile, start: int, end: int, only: list[str] | None, model: bool) -> list[dict[str, Any]]:
    """Actions for a range of offsets, computed from this version's findings, not from what the client sent."""
    actions: list[dict[str, Any]] = []
    if _wanted("quickfix", only):
        here = file.finding_at(start, end)
        for finding in here:
            actions += _fixes(file, finding)
        actions += _sections(file, here)
        titles = Counter(action["title"] for action in actions)
        for action in actions:
            if titles[action["title"]] > 1:  # five missing sections: say which
                action["title"] += ": " + action["diagnostics"][0]["message"].split("\n")[0]
        lines = {(finding.code, suppression(file, finding).start): finding for finding in here}
        actions += [_suppress(file, finding) for (code, _), finding in lines.items() if not code.startswith(COMMENTS)]
        if model and any("vague" in finding.tags for finding in here):
            title = "Ask the model for rewrites"
            command = {"title": title, "command": "storyai.suggest", "arguments": [{"uri": file.uri}]}
            actions.append({"title": title, "kind": "quickfix", "command": command})
    if _wanted(FIX_ALL, only):
        edit = fix_all(file)
        if edit is not None:
            actions.append({"title": "Fix all safe problems", "kind": FIX_ALL, "edit": workspace_edit(file, [edit])})
    return actions


def fix_all(file: OpenFile) -> Edit | None:
    """All safe fixes as one edit over the part that changes, None where there is nothing to fix."""
    if not any(finding.fix is not None and finding.fix.safe for finding in file.findings):
        return None
    before = file.text
    after = fix(before, lambda text: lint(text, file.lint_settings, path=file.name)).text
    if after == before:
        return None
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < shorter - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Edit(start, len(before) - tail, after[start : len(after) - tail])
