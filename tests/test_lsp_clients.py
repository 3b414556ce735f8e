"""Real editors, without their screens: open a story, see the finding, hover, apply the fix, save.

Each is driven by a script in its own language and skipped where it is not installed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CLIENTS = Path(__file__).parent / "clients"
STORY = """\
# Export invoices

## User Story
As a 😀 clerk, I want to export invoices, so that the accountant has them.

## Acceptance Criteria
- [ ] 😀 The export is a CSV file with not less than 3 columns
- [ ] 😀 The export of an invoice is fast
"""
FIXED = STORY.replace("not less than", "at least")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "é project"  # a name that a URI must escape
    folder.mkdir()
    path = folder / "story.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def drive(arguments: list[str], story: Path, **more: str) -> dict[str, Any]:
    """Run an editor on a story; what its script writes to the file it is told."""
    result = story.parent / "result.json"
    environment = {
        **os.environ,
        "STORY": str(story),
        "RESULT": str(result),
        "SERVER": json.dumps([sys.executable, "-m", "storyai", "lsp"]),
        **more,
    }
    done = subprocess.run(
        arguments,
        env=environment,
        cwd=story.parent,
        capture_output=True,
        timeout=90,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert result.exists(), (done.returncode, done.stdout.decode(), done.stderr.decode())
    value: dict[str, Any] = json.loads(result.read_text("utf-8"))
    assert "fault" not in value, value
    return value


def test_neovim_shows_hovers_fixes_and_saves(story: Path) -> None:
    if shutil.which("nvim") is None:
        pytest.skip("Neovim is not installed")
    said = drive(["nvim", "--headless", "-u", "NONE", "-n", "-S", str(CLIENTS / "neovim.lua")], story)
    assert {"AC215", "AC201"} <= set(said["codes"]), said
    assert said["marked"] == "fast"
    assert "AC201" in said["hover"] and "Good:" in said["hover"]
    assert story.read_text("utf-8") == FIXED
    assert said["fixed"] not in said["codes_after"]
    assert said["stopped"]


def test_emacs_shows_hovers_fixes_and_saves(story: Path) -> None:
    if shutil.which("emacs") is None:
        pytest.skip("Emacs is not installed")
    script = str(CLIENTS / "emacs.el")
    found = subprocess.run(
        ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"],
        capture_output=True, check=False,
    )  # fmt: skip
    if found.returncode:
        pytest.skip("Emacs has no eglot")
    said = drive(["emacs", "--batch", "-l", script], story)
    assert said["marked"] == "fast"
    assert "AC201" in said["hover"]
    assert said["symbols"] == ["Export invoices"]
    assert story.read_text("utf-8") == FIXED


def test_vims_quickfix_list_holds_the_findings(story: Path) -> None:
    if shutil.which("vim") is None:
        pytest.skip("Vim is not installed")
    page = (Path(__file__).parents[1] / "docs" / "editors.md").read_text("utf-8")
    setting = next(line for line in page.splitlines() if line.startswith("autocmd FileType markdown setlocal makeprg"))
    if "+quickfix" not in subprocess.run(["vim", "--version"], capture_output=True, text=True, check=True).stdout:
        pytest.skip("this Vim has no quickfix list")
    script = story.parent / "go.vim"
    script.write_text(
        f"{setting}\nedit $STORY\nsetfiletype markdown\nsilent make!\n"
        "let g:found = map(getqflist(), {_, e -> [bufname(e.bufnr), e.lnum, e.col, e.type, e.text, e.valid]})\n"
        "call writefile([json_encode({'found': g:found})], $RESULT)\nqall!\n",
        encoding="utf-8",
    )
    bin_folder = Path(sys.executable).parent
    if not (bin_folder / "storyai").exists():
        pytest.skip("the command storyai is not installed")
    said = drive(
        ["vim", "-es", "-N", "-u", "NONE", "-S", str(script)],
        story,
        PATH=f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
    )
    found = [entry for entry in said["found"] if entry[5]]
    fast = next(entry for entry in found if "AC201" in entry[4])
    # Vim counts bytes where we count code points, so the column is exact on lines of ASCII alone.
    assert fast[1:4] == [8, STORY.splitlines()[7].index("fast") + 1, "w"]
    assert fast[0].endswith("story.md")
    assert len(found) == len(said["found"]), said["found"]


MODULES = Path(__file__).parents[1] / "editors" / "vscode" / "node_modules"
FULL = STORY.replace(
    "## User Story", "**Issue Type:** FEATURE\n**Priority:** High\n**Complexity:** Small\n\n## User Story"
).replace("- [ ] 😀 The export is a CSV", "- [X] 😀 The export is a CSV")


def test_the_protocol_library_of_vs_code_accepts_every_answer(tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    if not (MODULES / "vscode-languageserver-protocol").is_dir():
        pytest.skip("run npm ci in editors/vscode first")
    environment = {
        **os.environ,
        "MODULES": str(MODULES),
        "STORY_TEXT": FULL,
        "FOLDER": str(tmp_path),
        "SERVER": json.dumps([sys.executable, "-m", "storyai", "lsp"]),
    }
    done = subprocess.run(
        ["node", str(Path(__file__).parent / "node_client" / "client.js")],
        env=environment, capture_output=True, timeout=90, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    said = json.loads(done.stdout)
    assert said["encoding"] == "utf-16" and said["marked"] == "fast"
    assert said["pushed"] == 0 and said["same"] == "unchanged"
    assert {"AC215", "AC201"} <= set(said["codes"]) and "AC215" not in said["codesAfter"]
    assert said["fixed"] == FULL.replace("not less than", "at least")
    assert said["link"].endswith("#unmeasured-quality-ac201") and "AC201" in said["hover"]
    assert set(said["completions"]) == {"Critical", "High", "Medium", "Low"}
    assert said["cancelled"] == -32800
    assert said["exit"] == 0


def test_the_extension_registers_what_its_manifest_promises() -> None:
    folder = MODULES.parent
    if not folder.is_dir():
        pytest.skip("the extension is not part of this copy")
    manifest = json.loads((folder / "package.json").read_text("utf-8"))
    source = (folder / "src" / "extension.ts").read_text("utf-8")
    from storyai.lsp.commands import COMMANDS

    promised = {command["command"] for command in manifest["contributes"]["commands"]}
    registered = set(re.findall(r'registerCommand\("([\w.]+)"', source))
    assert promised == registered
    # The client registers the server's commands under their own names, so ours must differ.
    assert not promised & set(COMMANDS)
    assert set(re.findall(r'run\("([\w.]+)"', source)) <= set(COMMANDS)
    settings = {name.partition(".")[2] for name in manifest["contributes"]["configuration"]["properties"]}
    assert settings == set(re.findall(r'\.get\("(\w+)"', source))
