"""``storyai review`` and its neighbours as real processes."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sarif_pydantic import Sarif

GOOD = """# Pause a job

## User Story

As an operator, I want to pause a running job, so that I can change its settings without losing work.

## Acceptance Criteria

- [ ] "Pause" stops the job after the current record and shows "Paused".
- [ ] If the job has already ended, "Pause" shows "Nothing to pause" and changes nothing.
- [ ] "Resume" continues with the next record.
"""
VAGUE = GOOD.replace('shows "Paused"', "is user-friendly")
LINE = VAGUE[: VAGUE.index("user-friendly")].count("\n") + 1
COLUMN = VAGUE.splitlines()[LINE - 1].index("user-friendly") + 1
# The rules come and go; these tests are about one of them.
ONLY = ("--select", "AC201")


def storyai(*arguments: str | Path, folder: Path, given: str | bytes = b"", **environment: str):  # type: ignore[no-untyped-def]
    return subprocess.run(
        [sys.executable, "-m", "storyai", *map(str, arguments)], cwd=folder, capture_output=True, check=False,
        input=given.encode() if isinstance(given, str) else given, env={**os.environ, **environment}, timeout=60,
    )  # fmt: skip


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def codes(done: "subprocess.CompletedProcess[bytes]") -> dict[str, list[str]]:
    """Path -> codes of a run with --format json."""
    return {file["path"]: [one["code"] for one in file["findings"]] for file in json.loads(done.stdout)["files"]}


def one_line(done: "subprocess.CompletedProcess[bytes]", *words: str) -> None:
    """One line on stderr, from storyai, with these words; nothing on stdout."""
    said = done.stderr.decode()
    assert said.startswith("storyai: "), said
    assert said.count("\n") == 1, said
    for word in words:
        assert word in said, said


def test_a_clean_story_exits_0_and_a_vague_one_1_with_its_place(tmp_path: Path) -> None:
    put(tmp_path, "good.md", GOOD)
    put(tmp_path, "vague.md", VAGUE)
    good = storyai("review", "good.md", "--severity", "warning", folder=tmp_path)
    assert (good.returncode, good.stderr) == (0, b"")
    vague = storyai("review", "vague.md", folder=tmp_path)
    assert vague.returncode == 1
    assert f"vague.md:{LINE}:{COLUMN}: warning AC201 unmeasured-quality: ".encode() in vague.stdout
    assert b"^^^^^^^^^^^^^" in vague.stdout and b"help: " in vague.stdout and b"\x1b" not in vague.stdout


def test_the_failing_severity_decides_the_exit_code(tmp_path: Path) -> None:
    put(tmp_path, "vague.md", VAGUE)
    for flags, code in [
        (["--fail-on", "error"], 0), (["--fail-on", "never"], 0), (["--exit-zero"], 0), (["--fail-on", "info"], 1),
        (["--ignore", "AC201"], 0), (["--select", "RK", "--select", "vague"], 1), (["--severity", "error"], 0),
    ]:  # fmt: skip
        assert storyai("review", "vague.md", *flags, folder=tmp_path).returncode == code, flags


def test_a_story_on_stdin_has_the_name_it_is_given(tmp_path: Path) -> None:
    done = storyai("review", "-", "--stdin-filename", "x/y.md", "--format", "json", *ONLY, folder=tmp_path, given=VAGUE)
    assert codes(done) == {"x/y.md": ["AC201"]}
    assert list(codes(storyai("review", "-", "--format=json", folder=tmp_path, given=GOOD))) == ["-"]


def test_folders_and_patterns_are_searched_and_others_files_passed_over(tmp_path: Path) -> None:
    passed_over = ("deep/notes.txt", ".git/d.md", "node_modules/x/e.md")
    for name in ("a.md", "deep/b.markdown", "deep/c.MD", "é f.md", *passed_over):
        put(tmp_path, name, GOOD)
    found = codes(storyai("review", ".", "--format", "json", folder=tmp_path))
    assert sorted(found) == ["a.md", "deep/b.markdown", "deep/c.MD", "é f.md"]
    assert list(codes(storyai("review", "deep", "a.md", "deep/c.MD", "--format", "json", folder=tmp_path))) == [
        "deep/b.markdown", "deep/c.MD", "a.md",
    ]  # fmt: skip
    assert list(codes(storyai("review", "**/*.md", "--format", "json", folder=tmp_path))) == ["a.md", "é f.md"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.md", None, "none.md: no such file"),
        ("binary.md", b"\x00\x01\x02story", "binary.md: is a binary file"),
        ("paper.md", b"%PDF-1.7 ...", "paper.md: is a binary file"),
        ("picture.md", bytes(range(1, 32)) * 20, "picture.md: is a binary file"),
        ("half.md", b"\xff\xfea", "half.md: is not valid UTF-16-LE"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_reviewed(
    name: str, content: bytes | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        put(tmp_path, name, content)
    put(tmp_path, "a.md", VAGUE)
    put(tmp_path, "z.md", GOOD)
    done = storyai("review", "a.md", name, "z.md", "--format", "json", folder=tmp_path)
    assert done.returncode == 2
    one_line(done, said)
    assert list(codes(done)) == ["a.md", "z.md"]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.md", GOOD).chmod(0)
    one_line(storyai("review", "a.md", folder=tmp_path), "a.md: cannot be read (Permission denied)")


def test_a_folder_without_stories_and_a_pattern_without_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for word, said in [("empty", "empty: no Markdown files"), ("*.md", "*.md: no file matches")]:
        done = storyai("review", word, folder=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr.decode()


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (VAGUE.replace("\n", "\r\n").encode(), ""),
        (b"\xef\xbb\xbf" + VAGUE.encode(), ""),
        (b"\xff\xfe" + VAGUE.encode("utf-16-le"), "a.md: read as UTF-16"),
        (b"\xfe\xff" + VAGUE.encode("utf-16-be"), "a.md: read as UTF-16"),
        (VAGUE.encode("utf-16-le"), "a.md: read as UTF-16"),
        (VAGUE.encode("utf-16-be"), "a.md: read as UTF-16"),
        (VAGUE.replace("next", "n\u00e9xt").encode("latin-1"), "a.md: not valid UTF-8 (line 11); read as Windows-1252"),
        (VAGUE.encode() + b"\n\x81\xe9 more\n", "read as Latin-1"),
    ],
)
def test_any_encoding_is_read_and_kept_when_fixing(content: bytes, notice: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", content)
    done = storyai("review", "a.md", "--format", "json", *ONLY, folder=tmp_path)
    assert (done.returncode, codes(done)) == (1, {"a.md": ["AC201"]})
    assert json.loads(done.stdout)["files"][0]["findings"][0]["column"] == COLUMN
    assert notice in done.stderr.decode()
    storyai("review", "a.md", "--fix", "--unsafe-fixes", *ONLY, folder=tmp_path)
    fixed = path.read_bytes()
    assert fixed != content
    encoding = {b"\xff": "utf-16-le", b"\xfe": "utf-16-be"}.get(content[:1], "utf-8")
    encoding = {b"#\0": "utf-16-le", b"\0#": "utf-16-be"}.get(content[:2], encoding)
    marked = "(Open question:".encode(encoding)
    assert marked in fixed
    at = fixed.index(marked)
    assert fixed[: at - 2] in content and fixed[:3] == content[:3]
    assert fixed.count(b"\r\n") == content.count(b"\r\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review"], "Missing argument"),
        (["review", "a.md", "--format", "yaml"], '--format = "yaml" is not one of text, json, jsonl'),
        (["review", "a.md", "--severity", "fatal"], '--severity = "fatal" is not one of error, warning, info'),
        (["review", "a.md", "--select", "AC2O1"], 'called "AC2O1"; did you mean AC2'),
        (["review", "a.md", "--ignore", "qqqqqq"], 'called "qqqqqq"; `storyai rules` lists them'),
        (["review", "a.md", "--colour"], "No such option"),
        (["review", "a.md", "--jobs", "many"], "many"),
        (["review", "a.md", "-j", "-1"], "'--jobs' / '-j': -1 is not in the range"),
        (["review", "a.md", "--cache", "bogus"], '--cache = "bogus" is not one of read-write'),
        (["draft", "a.md", "--cache", "bogus"], '--cache = "bogus" is not one of read-write'),
        (["reviw", "a.md"], "Did you mean 'review'"),
        (["review", "-", "--watch"], "--watch goes with files only"),
        (["review", "a.md", "--baseline", "none.json"], "none.json: no such file"),
        (["review", "a.md", "--baseline", "a.md"], "a.md: is no baseline"),
        (["review", "a.md", "-o", "no/such/folder/x"], "no/such/folder/x: cannot be written"),
        (["review", "a.md", "--statistics", "--format", "json"], "--statistics is a table for people"),
        (
            ["review", "a.md", "--diff", "-o", "x"],
            "--diff shows the difference and no findings; leave out --output-file",
        ),
        (["review", "a.md", "--diff", "--statistics"], "--diff shows the difference and no findings"),
        (["review", "-", "--fix", "--format", "json"], "- with --fix gives back the story and no findings"),
        (["explain", "AC2O1"], "no rule is called AC2O1; did you mean AC2"),
        (["explain"], "Missing argument"),
        (["rules", "--format", "xml"], '--format = "xml" is not one of'),
    ],
)
def test_wrong_usage_exits_2_and_says_what_is_wrong(arguments: list[str], said: str, tmp_path: Path) -> None:
    put(tmp_path, "a.md", GOOD)
    done = storyai(*arguments, folder=tmp_path)
    assert done.returncode == 2, done.stdout
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_settings_file_counts_for_the_stories_below_it_and_flags_before_it(tmp_path: Path) -> None:
    put(tmp_path, "storyai.toml", '[lint]\nignore = ["AC201"]\nfail-on = "error"\n[lint.per-path]\n"old/*" = ["all"]\n')
    put(tmp_path, "stories/a.md", VAGUE)
    put(tmp_path, "old/a.md", VAGUE)
    silent = storyai("review", "stories", "--format", "json", folder=tmp_path)
    assert "AC201" not in codes(silent)["stories/a.md"]
    flagged = storyai("review", "stories", "old", "--format", "json", "--ignore", "RK", folder=tmp_path)
    assert "AC201" in codes(flagged)["stories/a.md"]
    assert codes(flagged)["old/a.md"] == []
    assert flagged.returncode == 0
    strict = ("--ignore", "RK", "--fail-on", "warning")
    assert storyai("review", "../stories/a.md", *strict, folder=tmp_path / "old").returncode == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[lint]\nselect = ['AC2O1']\n", ["storyai.toml: lint.select", '"AC2O1"', "did you mean AC2"]),
        ("[lint]\nseverity = 'fatal'\n", ["storyai.toml: lint.severity", "error, warning, info"]),
        ("[lint]\nselct = ['AC201']\n", ["storyai.toml", "selct", "did you mean"]),
        ("[lint\n", ["storyai.toml"]),
        (
            "[lint.severities]\nAC201 = 'fatal'\n",
            ['lint.severities.AC201 = "fatal" is not one of error, warning, info'],
        ),
    ],
)
def test_bad_settings_name_file_key_and_what_is_allowed(text: str, said: list[str], tmp_path: Path) -> None:
    put(tmp_path, "storyai.toml", text)
    put(tmp_path, "a.md", GOOD)
    done = storyai("review", "a.md", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    one_line(done, *said)


def test_fixes_are_written_whole_and_keep_the_files_mode(tmp_path: Path) -> None:
    commented = GOOD.replace('- [ ] "Resume"', '<!-- storyai-disable AC201 -- agreed -->\n- [ ] "Resume"')
    path = put(tmp_path, "a.md", commented)
    path.chmod(0o640)
    shown = storyai("review", "a.md", "--diff", folder=tmp_path)
    assert shown.returncode == 1
    assert shown.stdout.decode().startswith("--- a/a.md\n+++ b/a.md\n@@ ")
    assert path.read_text() == commented
    done = storyai("review", "a.md", "--fix", folder=tmp_path)
    assert done.returncode == 0
    assert path.read_text() == GOOD
    assert path.stat().st_mode & 0o777 == 0o640
    assert b"fixed 1 finding in 1 file" in done.stderr
    assert storyai("review", "a.md", "--diff", folder=tmp_path).stdout == b""
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_fixing_stdin_is_a_filter(tmp_path: Path) -> None:
    given = GOOD.replace('- [ ] "Resume"', '<!-- storyai-disable AC201 -- agreed -->\n- [ ] "Resume"')
    done = storyai("review", "-", "--fix", folder=tmp_path, given=given)
    assert (done.returncode, done.stdout.decode()) == (0, GOOD)
    assert storyai("review", "-", "--fix", folder=tmp_path, given=GOOD).stdout.decode() == GOOD


def test_a_baseline_leaves_only_what_is_new_and_shrinks(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", VAGUE)
    made = storyai("baseline", "a.md", folder=tmp_path)
    assert made.returncode == 0
    file = tmp_path / "storyai-baseline.json"
    assert file.read_text().count('"AC201"') == 1
    again = storyai("baseline", "a.md", folder=tmp_path)
    assert again.returncode == 2
    one_line(again, "exists already", "--prune", "--force")
    known = storyai("review", "a.md", "--baseline", file, folder=tmp_path)
    assert known.returncode == 0 and b"in the baseline" in known.stdout
    path.write_text("Some words.\n\n" + VAGUE + "- [ ] The start is fast.\n")
    new = storyai("review", "a.md", "--baseline", file, "--format", "json", *ONLY, folder=tmp_path)
    assert (new.returncode, codes(new)) == (1, {"a.md": ["AC201"]})
    path.write_text(GOOD)
    assert b"AC201 is gone" in storyai("review", "a.md", "--baseline", file, folder=tmp_path).stdout
    assert storyai("baseline", "a.md", "--prune", folder=tmp_path).returncode == 0
    assert "AC201" not in file.read_text()


def test_what_was_not_looked_for_is_not_gone_from_a_baseline(tmp_path: Path) -> None:
    put(tmp_path, "a.md", VAGUE + "- [ ] TBD\n")
    put(tmp_path, "b.md", VAGUE)
    assert storyai("baseline", ".", folder=tmp_path).returncode == 0
    file = tmp_path / "storyai-baseline.json"
    before = file.read_text()
    assert all(f'"{code}"' in before for code in ("AC201", "TP708", "SF803"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "a.md")
    git(tmp_path, "commit", "-q", "-m", "first")
    put(tmp_path, "a.md", "Words.\n\n" + VAGUE + "- [ ] TBD\n")
    # Other rules, a higher severity, a revision; of a file alone also the rules over several files.
    for words in (ONLY, ("--ignore", "SF8,TP7"), ("--severity", "error"), ("--since", "HEAD"), ("a.md",)):
        told = storyai("review", *(words if words == ("a.md",) else (".", *words)), "--baseline", file, folder=tmp_path)
        assert told.returncode == 0 and b"gone" not in told.stdout, told.stdout
    for words in ((".", *ONLY), (".", "--severity", "error"), ("a.md",)):
        assert storyai("baseline", *words, "--prune", folder=tmp_path).returncode == 0
        assert file.read_text() == before
    put(tmp_path, "a.md", VAGUE)
    assert storyai("baseline", "a.md", "--prune", "--select", "TP7", folder=tmp_path).stderr.count(b"1 settled") == 1
    put(tmp_path, "b.md", "As a baker, I want to print labels, so that nobody mixes up the loaves.\n")
    assert b"SF803 is gone" in storyai("review", ".", "--baseline", file, folder=tmp_path).stdout


def test_what_a_path_passes_over_is_not_gone_from_a_baseline(tmp_path: Path) -> None:
    put(tmp_path, "a.md", VAGUE)
    assert storyai("baseline", ".", folder=tmp_path).returncode == 0
    put(tmp_path, "storyai.toml", '[lint.per-path]\n"a.md" = ["AC201"]\n')
    assert b"gone" not in storyai("review", ".", "--baseline", "storyai-baseline.json", folder=tmp_path).stdout
    assert b"0 settled" in storyai("baseline", ".", "--prune", folder=tmp_path).stderr


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_since_a_revision_only_what_got_worse_counts(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("same.md", "worse.md", "reworded.md", "old.md"):
        put(tmp_path, name, VAGUE)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    put(tmp_path, "worse.md", "Words.\n\n" + VAGUE + "- [ ] The start is fast.\n")
    put(tmp_path, "reworded.md", VAGUE.replace("stops the job", "halts the job"))
    (tmp_path / "old.md").rename(tmp_path / "renamed.md")
    git(tmp_path, "add", "-A")
    put(tmp_path, "new.md", VAGUE)
    done = storyai("review", ".", "--since", "HEAD", "--format", "json", *ONLY, folder=tmp_path)
    assert codes(done) == {"new.md": ["AC201"], "renamed.md": [], "reworded.md": [], "worse.md": ["AC201"]}
    assert done.returncode == 1
    assert storyai("review", "same.md", "--since", "main", folder=tmp_path).returncode == 0
    for revision in ("nowhere", "--output=x"):
        wrong = storyai("review", ".", f"--since={revision}", folder=tmp_path)
        assert wrong.returncode == 2
        one_line(wrong, revision, "no revision")


UNSAFE = ("--fix", "--unsafe-fixes")


def test_since_works_in_the_hook_of_a_linked_worktree(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "main")
    put(tmp_path, "main/stories/a.md", VAGUE)
    git(tmp_path / "main", "add", ".")
    git(tmp_path / "main", "commit", "-q", "-m", "first")
    git(tmp_path / "main", "worktree", "add", "-q", "../linked")
    linked = tmp_path / "linked"
    hook = {"GIT_DIR": str(tmp_path / "main/.git/worktrees/linked"), "GIT_PREFIX": ""}
    hook["GIT_INDEX_FILE"] = f"{hook['GIT_DIR']}/index"
    done = storyai("review", "stories", "--since", "HEAD", *ONLY, "--format", "json", folder=linked, **hook)
    assert (done.returncode, codes(done)) == (0, {})
    put(linked, "stories/a.md", VAGUE + "- [ ] The start is fast.\n")
    done = storyai("review", "stories", "--since", "HEAD", *ONLY, "--format", "json", folder=linked, **hook)
    assert codes(done) == {"stories/a.md": ["AC201"]}


def test_a_file_that_is_utf_8_but_for_a_byte_is_not_fixed_and_the_others_are(tmp_path: Path) -> None:
    broken = VAGUE.replace("Paused", "Paused \u2192 caf\u00e9").encode().replace(b"next record", b"next r\xe9cord")
    path = put(tmp_path, "a.md", broken + "\u2192 \u00fcber\n".encode())
    before = path.read_bytes()
    other = put(tmp_path, "b.md", VAGUE)
    for flags in (UNSAFE, ("--diff", "--unsafe-fixes")):
        done = storyai("review", "a.md", "b.md", "-q", *flags, *ONLY, folder=tmp_path)
        assert done.returncode == 2
        one_line(done, "a.md: not changed: not valid UTF-8 (line ")
        assert path.read_bytes() == before
    assert b"(Open question:" in other.read_bytes()


def test_a_fix_that_the_files_encoding_cannot_hold_is_refused() -> None:
    # The rules' own fixes are ASCII; a model may well suggest a character that Windows-1252 lacks.
    from storyai.cli._io import Source
    from storyai.errors import UsageError

    with pytest.raises(UsageError, match=r'a\.md: not changed: its encoding, cp1252, has no "\u2192"'):
        Source("a.md", "caf\u00e9", "cp1252").encode("caf\u00e9 \u2192 tea")


def test_text_outside_the_fixes_keeps_its_bytes_also_on_stdin(tmp_path: Path) -> None:
    given = VAGUE.replace("next", "n\u00e9xt").encode("cp1252")
    done = storyai("review", "-", *UNSAFE, *ONLY, folder=tmp_path, given=given)
    assert done.returncode == 0
    assert b"(Open question:" in done.stdout and b"n\xe9xt" in done.stdout
    marked = b"\xef\xbb\xbf" + VAGUE.encode()
    assert storyai("review", "-", *UNSAFE, *ONLY, folder=tmp_path, given=marked).stdout.startswith(marked[:40])


def test_unsafe_fixes_alone_change_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", VAGUE)
    done = storyai("review", "a.md", "--unsafe-fixes", *ONLY, folder=tmp_path)
    assert (done.returncode, path.read_text()) == (1, VAGUE)
    assert b"[unsafe fix]" in done.stdout and b"1 fixable with --fix --unsafe-fixes" in done.stdout


def test_a_difference_without_a_safe_fix_says_so(tmp_path: Path) -> None:
    put(tmp_path, "a.md", VAGUE)
    done = storyai("review", "a.md", "--diff", *ONLY, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"storyai: nothing to fix safely; 1 finding with --unsafe-fixes\n"


def test_what_the_baseline_holds_or_the_revision_had_is_not_fixed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    put(tmp_path, "same.md", VAGUE)
    path = put(tmp_path, "a.md", VAGUE)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    assert storyai("baseline", ".", *ONLY, folder=tmp_path).returncode == 0
    worse = VAGUE + "- [ ] The start is fast.\n"
    fixed = [VAGUE, "- [ ] The start is fast (Open question:"]
    for limit in (("--baseline", "storyai-baseline.json"), ("--since", "main")):
        path.write_text(worse)
        shown = storyai("review", ".", "--diff", "--unsafe-fixes", *limit, *ONLY, folder=tmp_path)
        assert (shown.returncode, shown.stdout.count(b"\n+-")) == (1, 1)
        done = storyai("review", ".", *UNSAFE, *limit, *ONLY, folder=tmp_path)
        assert (done.returncode, (tmp_path / "same.md").read_text()) == (0, VAGUE)
        assert path.read_text().startswith(fixed[0]) and fixed[1] in path.read_text()


def test_outside_a_repository_since_says_so(tmp_path: Path) -> None:
    put(tmp_path, "a.md", GOOD)
    done = storyai("review", "a.md", "--since", "HEAD", folder=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert done.returncode == 2
    one_line(done, "not a git repository")


def test_results_go_to_a_file_whole(tmp_path: Path) -> None:
    put(tmp_path, "a.md", VAGUE)
    done = storyai("review", "a.md", "--format", "sarif", "-o", "out.sarif", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    Sarif.model_validate_json((tmp_path / "out.sarif").read_text())


def test_results_never_replace_a_story_and_another_file_only_by_force(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", VAGUE)
    (tmp_path / "link.md").symlink_to(path)
    known = put(tmp_path, "known.json", '{"version": 1, "files": {}}')
    for command in (("review", "a.md"), ("review", "."), ("review", "a.md", "--baseline", "known.json")):
        for target in ("a.md", "./a.md", "link.md", *(["known.json"] if "--baseline" in command else [])):
            done = storyai(*command, "-o", target, "--force", folder=tmp_path)
            assert done.returncode == 2
            one_line(done, target, "is what is read")
    done = storyai("baseline", "a.md", "-o", "a.md", "--force", folder=tmp_path)
    assert done.returncode == 2
    one_line(done, "a.md: is what is read")
    assert path.read_text() == VAGUE and "files" in known.read_text()
    report = put(tmp_path, "out.txt", "mine")
    done = storyai("review", "a.md", "-o", "out.txt", folder=tmp_path)
    assert (done.returncode, report.read_text()) == (2, "mine")
    one_line(done, "out.txt: exists already; --force replaces it")
    assert storyai("review", "a.md", "-o", "out.txt", "--force", folder=tmp_path).returncode == 1
    assert "AC201" in report.read_text()
    assert b"AC201" in storyai("review", "a.md", "-o", "/dev/stdout", folder=tmp_path).stdout


def test_pipes_and_devices_are_named_and_the_others_reviewed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.md")
    put(tmp_path, "a.md", VAGUE)
    for word in ("b.md", "*.md", "/dev/zero"):
        done = storyai("review", "a.md", word, "--format", "json", folder=tmp_path)
        assert (done.returncode, list(codes(done))) == (2, ["a.md"])
        one_line(done, "is not a regular file")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no /dev/fd here")
def test_what_a_shell_hands_over_is_read(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, VAGUE.encode())
    os.close(write)
    done = subprocess.run(
        [sys.executable, "-m", "storyai", "review", f"/dev/fd/{read}"], pass_fds=[read], cwd=tmp_path, check=False,
        capture_output=True, timeout=60,
    )  # fmt: skip
    os.close(read)
    assert done.returncode == 1 and b"AC201" in done.stdout


def test_where_nothing_could_be_read_nothing_is_called_clean(tmp_path: Path) -> None:
    put(tmp_path, "bad.md", b"a\0b")
    for word in ("none.md", "bad.md"):
        for flags in ([], ["--statistics"], ["--format", "markdown"]):
            done = storyai("review", word, *flags, folder=tmp_path)
            assert (done.returncode, b"No findings" in done.stdout) == (2, False), flags
            one_line(done, word)


def test_an_interrupt_is_answered_in_one_line(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "storyai", "review", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    assert process.stdin is not None
    # More than a pipe holds: once all is written, the process reads, and waits for the rest.
    process.stdin.write(b"words " * 100_000)
    process.stdin.flush()
    for _ in range(10):  # a signal between two reads is seen by Python only behind the second
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(2)
            break
    process.kill()
    _, said = process.communicate()
    assert (process.returncode, said) == (130, b"storyai: interrupted\n")


def test_many_files_give_the_same_with_processes_with_the_cache_and_with_a_damaged_one(tmp_path: Path) -> None:
    for number in range(120):
        text = VAGUE if number % 3 else GOOD
        put(tmp_path, f"stories/{number:03}.md", f"{text}- [ ] It ends with code {number}.\n")

    def review(*flags: str) -> bytes:
        done = storyai("review", "stories", "--format", "json", *flags, folder=tmp_path)
        assert done.stderr == b""
        return bytes(done.stdout)

    plain = review("--no-cache", "--jobs", "1")
    assert review("--no-cache", "--jobs", "2") == plain
    assert review() == plain
    cache = Path(os.environ["XDG_CACHE_HOME"]) / "storyai"
    assert cache.stat().st_mode & 0o777 == 0o700
    (file,) = cache.glob("findings-*.sqlite")
    assert review() == plain
    assert review("--ignore", "AC201") != plain
    file.write_bytes(b"this is no database" * 1000)
    assert review() == plain
    file.write_bytes(file.read_bytes()[:5000])
    assert review() == plain
    import sqlite3

    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE outcome SET value = '[[[1, 2]], 3]'")
    connection.close()
    assert review() == plain
    assert review() == plain


def test_a_cache_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    for number in range(10):
        put(tmp_path, f"{number}.md", GOOD)
    put(tmp_path, "cache/storyai", "a file in the way")
    done = storyai("review", ".", "--severity", "error", folder=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_suppression_with_a_date_is_not_remembered_beyond_it(tmp_path: Path) -> None:
    comment = "<!-- storyai-disable AC201 -- agreed until 2999-01-01 -->"
    text = VAGUE.replace('- [ ] "Pause" stops', f'{comment}\n- [ ] "Pause" stops')
    for number in range(10):
        put(tmp_path, f"{number}.md", text)
    storyai("review", ".", folder=tmp_path)
    import sqlite3

    (file,) = (Path(os.environ["XDG_CACHE_HOME"]) / "storyai").glob("findings-*.sqlite")
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM outcome").fetchone() == (0,)
    connection.close()


def test_watching_reviews_again_what_changes_settings_too_and_ends_quietly(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", GOOD)
    process = subprocess.Popen(
        [sys.executable, "-m", "storyai", "review", "a.md", "--watch", "--select", "AC201"], cwd=tmp_path, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    try:
        assert process.stdout.readline().startswith("No findings")
        path.write_text(VAGUE)
        os.utime(path, (time.time() + 5, time.time() + 5))
        process.stdout.readline()
        assert process.stdout.readline().endswith("changed: a.md\n")
        assert "warning AC201" in process.stdout.readline()
        put(tmp_path, "storyai.toml", "[lint.severities]\nAC201 = ")
        assert "not a TOML file" in process.stderr.readline()  # half written: it goes on with the old ones
        put(tmp_path, "storyai.toml", '[lint.severities]\nAC201 = "error"\n')
        while "changed: the settings" not in (line := process.stdout.readline()):
            assert line
        assert "error AC201" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read() == ""
    finally:
        process.kill()
        process.communicate()


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    for number in range(200):
        put(tmp_path, f"{number}.md", VAGUE)
    with subprocess.Popen(
        [sys.executable, "-m", "storyai", "review", "."], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


HELPS = [[], ["--help"], ["-h"], ["review", "-h"], ["rules", "--help"], ["baseline", "-h"]]


@pytest.mark.parametrize("arguments", HELPS)
def test_help_is_printed_and_exits_0(arguments: list[str], tmp_path: Path) -> None:
    done = storyai(*arguments, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Usage: storyai")


def test_the_help_of_all_names_every_command(tmp_path: Path) -> None:
    from storyai.cli import COMMANDS

    done = storyai("--help", folder=tmp_path).stdout.decode()
    assert [name for name in COMMANDS if f"\n  {name} " not in done] == []


def test_rules_are_listed_and_explained(tmp_path: Path) -> None:
    listed = json.loads(storyai("rules", "--format", "json", folder=tmp_path).stdout)["rules"]
    assert len(listed) >= 60
    assert all(rule["summary"].endswith(".") for rule in listed)
    assert storyai("rules", folder=tmp_path).stdout.count(b"\n") == len(listed)
    assert storyai("rules", "--format", "markdown", folder=tmp_path).stdout.count(b"\n") == len(listed) + 2
    page = storyai("explain", "unmeasured-quality", folder=tmp_path).stdout
    assert page == storyai("explain", "AC201", folder=tmp_path).stdout
    assert page.startswith(b"# unmeasured-quality (AC201)\n")


def test_plain_words_and_typer_read_a_command_line_alike(tmp_path: Path) -> None:
    put(tmp_path, "a.md", VAGUE)
    plain = storyai("review", "a.md", "--format", "json", *ONLY, "--select=RK", folder=tmp_path)
    typed = storyai("review", "-f", "json", "--select", "AC201", "--select=RK", "--", "a.md", folder=tmp_path)
    assert plain.stdout == typed.stdout
    assert plain.returncode == typed.returncode == 1
    assert storyai("review", "--", "-x.md", folder=tmp_path).stderr == b"storyai: -x.md: no such file\n"


def test_a_plain_review_imports_nothing_heavy(tmp_path: Path) -> None:
    put(tmp_path, "a.md", VAGUE)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "storyai", "review", "a.md"], cwd=tmp_path, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "pyromark" in loaded
    assert not loaded & {"typer", "pydantic", "openai", "instructor", "diskcache", "pygls", "rich", "jinja2", "asyncio",
                         "sqlite3", "multiprocessing", "subprocess", "pathlib"}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "\ufeff", "# A", "- " * 20_000, "> " * 5_000, "* a\n" * 10_000, "  " * 50 + "- deep\n",
        "\n".join("  " * depth + "- [ ] It is fast" for depth in range(2_000)), "x" * 100_000, "|" * 5_000, "`" * 9_999,
        "<!-- " * 5_000, "[" * 10_000, "**" * 5_000, "e\u0301\u200d🎨" * 5_000, "\x01" * 3 + "# A story\n" * 100,
        "a\x85b\u2028c\n",
    ],
)  # fmt: skip
def test_hostile_text_is_reviewed_without_a_crash(text: str, tmp_path: Path) -> None:
    put(tmp_path, "a.md", GOOD + text)
    put(tmp_path, "b.md", text)
    done = storyai("review", "a.md", "b.md", "--format", "json", folder=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == b""
    assert list(codes(done)) == ["a.md", "b.md"]


@pytest.mark.parametrize("count", [3, 80])
def test_rules_over_several_files_are_run_remembered_and_suppressed(count: int, tmp_path: Path) -> None:
    for number in range(count):
        words = f"shows page {number} of the list" if number > 1 else "shows the list"
        text = GOOD.replace("changes nothing", f"changes nothing but the {words}")
        put(tmp_path, f"{number:02}.md", f"---\nid: US-{number if number > 1 else 1}\n---\n\n{text}")

    def review(*flags: str) -> dict[str, list[str]]:
        found = codes(storyai("review", ".", "--format", "json", "--select", "SF801", *flags, folder=tmp_path))
        return {path: names for path, names in found.items() if names}

    assert review("--no-cache", "--jobs", "1") == {"01.md": ["SF801"]}
    for _ in range(2):
        assert review("--jobs", "2") == {"01.md": ["SF801"]}
    path = tmp_path / "01.md"
    path.write_text(path.read_text() + "\n<!-- storyai-disable-file duplicate-id -- a copy on purpose -->\n")
    assert review() == {}
    path.write_text(path.read_text().replace("US-1\n", "US-9999\n"))
    assert review() == {}
    assert codes(storyai("review", "01.md", "--format", "json", "--select", "SF", folder=tmp_path)) == {"01.md": []}
