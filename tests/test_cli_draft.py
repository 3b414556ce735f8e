"""``storyai draft`` as a process: results, notices, exit codes, bad input, models over real HTTP, recordings."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from storyai.resources import shipped
from tests.draft_replies import NOTES, criterion, good_reply
from tests.fake_endpoint import FakeEndpoint, fails, hangs, says

DATE = ("--date", "2026-01-02")


def run(*words: str, text: str | bytes = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    data = text.encode() if isinstance(text, str) else text
    done = subprocess.run(
        [sys.executable, "-m", "storyai", "draft", *words], capture_output=True, input=data, timeout=60, check=False,
        env={**os.environ, **(env or {})},
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The run failed with a code and one clear line that holds these words, and wrote no result."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("storyai: engine:")]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("storyai: ")
    for word in words:
        assert word in lines[0]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


def test_notes_become_a_story_on_stdout_and_the_rest_goes_to_stderr(notes: Path) -> None:
    done = run(str(notes), *DATE)
    assert done.returncode == 0
    assert done.stdout.startswith("# ")
    assert "## Acceptance Criteria" in done.stdout
    assert done.stdout.count("\n## ") == 11
    assert done.stderr.splitlines()[0] == "storyai: engine: offline (no key or base URL is set)"
    assert "of 6 notes lines used" in done.stderr
    assert run("-", *DATE, text=NOTES).stdout == done.stdout


def test_quiet_says_nothing_but_the_story(notes: Path) -> None:
    assert run(str(notes), "--quiet", *DATE).stderr == ""


def test_json_has_the_evidence_and_the_same_story(notes: Path) -> None:
    values = json.loads(run(str(notes), "--format", "json", *DATE).stdout)
    assert values["version"] == 1
    assert [line["line"] for line in values["notes"]] == [1, 2, 3, 4, 5, 7]
    assert values["engine"] == {"name": "offline", "model": None}
    for statement in values["statements"]:
        if statement["quote"]:
            assert any(statement["quote"] in NOTES.splitlines()[line - 1] for line in statement["lines"])


def test_author_and_date_stand_at_the_end(notes: Path) -> None:
    story = run(str(notes), "--author", "Mia Example", *DATE).stdout
    assert story.endswith("**Created:** 2026-01-02\n**Created By:** Mia Example\n**Last Updated:** 2026-01-02\n")


def test_a_file_is_written_and_never_overwritten_without_force(notes: Path) -> None:
    story = notes.with_name("story.md")
    assert run(str(notes), "-o", str(story), *DATE).returncode == 0
    first = story.read_bytes()
    one_line(run(str(notes), "-o", str(story), "--date", "2026-01-03"), 2, "story.md", "--force")
    assert story.read_bytes() == first
    assert run(str(notes), "-o", str(story), "--force", "--date", "2026-01-03").returncode == 0
    assert b"2026-01-03" in story.read_bytes()


def test_the_notes_themselves_are_never_replaced(notes: Path) -> None:
    one_line(run(str(notes), "-o", str(notes), "--force"), 2, "is what is read")
    assert notes.read_text(encoding="utf-8") == NOTES


BAD: list[tuple[str, bytes | None, tuple[str, ...]]] = [
    ("empty.txt", b"", ("empty.txt", "no notes")),
    ("blank.txt", b" \n\t\n", ("blank.txt", "no notes")),
    ("binary.bin", bytes(range(256)), ("binary.bin", "binary")),
    ("large.txt", b"a line of notes\n" * 650_000, ("large.txt", "10.4 MB")),
    ("missing.txt", None, ("missing.txt", "no such file")),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD, ids=[name for name, _, _ in BAD])
def test_notes_that_cannot_be_used_are_one_clear_line(
    tmp_path: Path, name: str, content: bytes | None, words: tuple[str, ...]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    one_line(run(str(path)), 2, *words)


def test_a_folder_is_no_file_of_notes(tmp_path: Path) -> None:
    one_line(run(str(tmp_path)), 2, "folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_notes_that_may_not_be_read_are_one_clear_line(notes: Path) -> None:
    notes.chmod(0)
    one_line(run(str(notes)), 2, "cannot be read")


def test_notes_that_are_a_story_already_name_the_command_for_that(notes: Path) -> None:
    story = notes.with_name("story.md")
    run(str(notes), "-o", str(story))
    one_line(run(str(story)), 2, "story already", "storyai revise")


def test_notes_in_another_encoding_are_read_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Büroräume: users can book a room".encode("cp1252"))
    done = run(str(path))
    assert done.returncode == 0
    assert "Büroräume" in done.stdout
    assert "latin.txt: not valid UTF-8 (line 1); read as Windows-1252" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--date", "31.01.2026"), 2, ("2026-01-31",)),
        (("--engine", "openai"), 2, ("OPENAI_API_KEY",)),
        (("--engine", "openai", "--base-url", "http://127.0.0.1:9/v1", "--cache", "off"), 2, ("--model",)),
        (("--replay", "/no/such/folder"), 2, ("/no/such/folder",)),
        (("-o", "/no/such/folder/story.md"), 2, ("/no/such/folder",)),
        (("--base-url", "localhost:80"), 2, ("--base-url", "http")),
        (("--rounds", "many"), 2, ("--rounds", "whole number")),
    ],
)
def test_wrong_settings_are_one_clear_line(
    notes: Path, words: tuple[str, ...], code: int, said: tuple[str, ...]
) -> None:
    one_line(run(str(notes), *words), code, *said)


def test_a_reader_that_goes_away_leaves_no_traceback(notes: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m storyai draft {notes} | head -c 1",
        shell=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == b"#"
    assert b"Traceback" not in done.stderr
    assert b"Errno" not in done.stderr


def model(server: FakeEndpoint, *more: str) -> tuple[str, ...]:
    return ("--engine", "openai", "--base-url", server.url, "--model", "fake", "--cache", "off", *DATE, *more)


KEY = {"OPENAI_API_KEY": "unused"}


def test_a_models_draft_names_its_parts_as_they_arrive(notes: Path) -> None:
    with FakeEndpoint(says(json.dumps(good_reply()))) as server:
        done = run(str(notes), *model(server), env=KEY)
    assert done.returncode == 0, done.stderr
    assert "- [ ] **Download:** The agent downloads the orders of a customer as CSV." in done.stdout
    written = [line.removeprefix("storyai: writing ") for line in done.stderr.splitlines() if "writing" in line]
    assert written[:3] == ["title", "issue type", "priority"]
    assert written[-1] == "left out"
    assert "drafted by fake: 5 of 6 notes lines used" in done.stderr
    assert "usage: 1 request" in done.stderr


def test_what_the_notes_do_not_have_goes_back_once(notes: Path) -> None:
    bad = good_reply()
    bad["acceptance_criteria"] = [criterion("The export ends in 3 seconds.", "derived", 4)]
    with FakeEndpoint(says(json.dumps(bad))) as server:
        done = run(str(notes), *model(server), env=KEY)
        asked = len(server.bodies)
    assert asked == 2
    assert "Open question: Which number belongs here: The export ends in …?" in done.stdout
    assert "3 seconds" not in done.stdout


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (fails(401, "bad key"), ("401",)),
        (fails(404, "the model 'fake' does not exist"), ("fake",)),
        (says("I would rather not", finish="stop"), ("fake",)),
    ],
)
def test_an_engine_that_fails_is_exit_3_and_writes_nothing(notes: Path, step: Any, words: tuple[str, ...]) -> None:
    story = notes.with_name("story.md")
    with FakeEndpoint(step) as server:
        done = run(str(notes), *model(server, "--quiet", "-o", str(story)), env=KEY)
    one_line(done, 3, *words)
    assert not story.exists()


def test_an_address_where_nobody_listens_is_named(notes: Path) -> None:
    words = ("--engine", "openai", "--base-url", "http://127.0.0.1:9/v1", "--model", "m", "--cache", "off", "--quiet")
    one_line(run(str(notes), *words, env=KEY), 3, "127.0.0.1:9")


def test_an_interrupt_leaves_the_old_file(notes: Path) -> None:
    story = notes.with_name("story.md")
    story.write_text("old", encoding="utf-8")

    gate = threading.Event()
    with FakeEndpoint(hangs(gate)) as server:
        words = [sys.executable, "-m", "storyai", "draft", str(notes), *model(server, "-o", str(story), "--force")]
        process = subprocess.Popen(words, stderr=subprocess.PIPE, env={**os.environ, **KEY})
        while not server.bodies:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        gate.set()
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert story.read_text(encoding="utf-8") == "old"


def test_a_recorded_draft_replays_byte_for_byte_without_a_network(notes: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    with FakeEndpoint(says(json.dumps(good_reply()))) as server:
        first = run(str(notes), *model(server, "--record", str(folder)), env=KEY)
    assert len(list(folder.glob("draft-*.json"))) == 1
    again = run(str(notes), "--replay", str(folder), *DATE)
    assert (again.returncode, again.stdout) == (0, first.stdout)


def test_a_request_that_was_never_recorded_is_exit_3_and_says_how(notes: Path, tmp_path: Path) -> None:
    one_line(run(str(notes), "--replay", str(tmp_path), "--quiet"), 3, "no recording", "--record")


def test_a_dry_run_shows_the_prompt_and_asks_nobody(notes: Path) -> None:
    with FakeEndpoint(says("{}")) as server:
        done = run(str(notes), *model(server, "--dry-run"), env=KEY)
        assert server.bodies == []
    assert done.returncode == 0
    assert "3| - at most 10,000 rows" in done.stdout
    assert "DraftReply" in done.stdout


def test_a_budget_that_is_too_small_is_exit_4(notes: Path) -> None:
    with FakeEndpoint(says(json.dumps(good_reply()))) as server:
        done = run(str(notes), *model(server, "--budget", "100", "--quiet"), env=KEY)
        assert server.bodies == []
    one_line(done, 4, "budget of 100 tokens")


def test_a_secret_in_the_notes_is_not_sent(notes: Path) -> None:
    key = "ghp_" + "aB3" * 12
    notes.write_text(NOTES + f"the token is {key}\n", encoding="utf-8")
    with FakeEndpoint(says(json.dumps(good_reply()))) as server:
        one_line(run(str(notes), *model(server, "--quiet"), env=KEY), 2, "notes.txt")
        assert server.bodies == []
        run(str(notes), *model(server, "--quiet", "--mask-secrets"), env=KEY)
        assert key not in json.dumps(server.bodies)
        done = run(str(notes), *model(server, "--allow-secrets"), env=KEY)
        assert done.returncode == 0 and key in json.dumps(server.bodies[-1])
    assert "(GitHub Token) goes to the model as it is (--allow-secrets)" in done.stderr


def test_a_password_in_the_notes_is_not_sent_and_only_the_one_who_runs_it_can_allow_that(notes: Path) -> None:
    notes.write_text(NOTES + "staging: user ana, password: Sommer2026!\n", encoding="utf-8")
    with FakeEndpoint(says(json.dumps(good_reply()))) as server:
        one_line(run(str(notes), *model(server, "--quiet"), env=KEY), 2, "(password)", "--allow-secrets")
        one_line(
            run(str(notes), *model(server, "--quiet", "--allow-secrets", "--mask-secrets"), env=KEY), 2,
            "mask-secrets and allow-secrets exclude each other",
        )  # fmt: skip
        settings = notes.parent / "storyai.toml"
        settings.write_text("allow-secrets = true\n")
        one_line(run(str(notes), *model(server, "--quiet"), env=KEY), 2, "no file may allow this for others")
        settings.write_text("mask-secrets = true\n")
        assert server.bodies == []
        assert run(str(notes), *model(server, "--allow-secrets"), env=KEY).returncode == 0
    assert "Sommer2026!" in json.dumps(server.bodies)


def test_answers_are_notes_with_their_own_evidence(notes: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.md"
    answers.write_text(
        "# Questions\n\n## 1. Which columns does the file have?\n\nAnswer: number and date\n", encoding="utf-8"
    )
    values = json.loads(run(str(notes), "--answers", str(answers), "--format", "json", *DATE).stdout)
    line = values["notes"][-1]
    assert (line["line"], line["text"]) == (9, "- Which columns does the file have: number and date.")
    answers.write_text('{"questions": [{"text": "Which?", "answer": null}]}', encoding="utf-8")
    one_line(run(str(notes), "--answers", str(answers), "--quiet"), 2, "answers.md", "no answers")


RECORDED = shipped("fixtures") / "recordings"
DRAFTS = shipped("fixtures") / "recordings" / "drafts"


def recorded_notes() -> list[str]:
    """The notes whose drafts by a model are recorded, with the draft beside the recordings."""
    folder = Path(str(DRAFTS))
    return sorted(path.stem for path in folder.glob("*.md")) if folder.is_dir() else []


@pytest.mark.parametrize("name", recorded_notes())
def test_the_shipped_recordings_replay_byte_for_byte(name: str) -> None:
    notes = next(Path(str(shipped("fixtures") / "notes")).glob(f"{name}.*"))
    done = run(str(notes), "--replay", str(RECORDED), "--quiet", *DATE)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (Path(str(DRAFTS)) / f"{name}.md").read_text(encoding="utf-8")
