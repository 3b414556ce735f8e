"""The cache of answers and the folders of recordings: nothing lost, nothing trusted, never in the way."""

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storyai.engine import Correction, Usage
from storyai.engine.cached import Store, cached
from storyai.engine.keys import cache_key, question
from storyai.engine.many import ask_many
from storyai.engine.replay import record, replay
from storyai.errors import BadReply, RecordingMissing, UsageError
from tests.asking import NOTES, Scripted, draft_reply, prompt_folder

FIRST, SECOND = draft_reply("First"), draft_reply("Second")
HEAVY = {"openai", "instructor", "pydantic", "httpx2"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "cache", NOTICES.append)
    NOTICES.clear()
    yield opened
    opened.close()


NOTICES: list[str] = []


def test_an_answer_is_asked_for_once(store: Store, tmp_path: Path) -> None:
    engine = Scripted([FIRST, SECOND])
    asked = cached(engine, store, identity="m @ a", prompts=prompt_folder(tmp_path / "p"))
    assert asked(NOTES).usage == Usage(requests=1, prompt_tokens=100, completion_tokens=20)
    again = asked(NOTES)
    assert (again.reply, again.usage, len(engine.asked)) == (FIRST, Usage(cached=1), 1)
    assert NOTICES == []


def test_another_sample_model_or_correction_is_another_question(store: Store, tmp_path: Path) -> None:
    engine = Scripted([FIRST])
    prompts = prompt_folder(tmp_path / "p")
    asked = cached(engine, store, identity="m @ a", prompts=prompts)
    other = cached(engine, store, identity="n @ a", prompts=prompts)
    for ask, request in [
        (asked, NOTES), (other, NOTES), (asked, replace(NOTES, sample=1)),
        (asked, replace(NOTES, corrections=(Correction("{}", "no"),))), (asked, NOTES),
    ]:  # fmt: skip
        ask(request)
    assert len(engine.asked) == 4


def test_read_keeps_nothing_refresh_asks_again_off_is_the_engine(store: Store, tmp_path: Path) -> None:
    prompts = prompt_folder(tmp_path / "p")
    engine = Scripted([FIRST, SECOND])
    cached(engine, store, identity="i", mode="read", prompts=prompts)(NOTES)
    assert store.size()[0] == 0
    assert cached(engine, store, identity="i", mode="refresh", prompts=prompts)(NOTES).reply == SECOND
    assert cached(Scripted([FIRST]), store, identity="i", mode="refresh", prompts=prompts)(NOTES).reply == FIRST
    assert cached(engine, store, identity="i", mode="read", prompts=prompts)(NOTES).reply == FIRST
    assert cached(engine, store, identity="i", mode="off") is engine


def test_a_failure_is_not_kept(store: Store, tmp_path: Path) -> None:
    engine = Scripted([BadReply("no"), FIRST])
    asked = cached(engine, store, identity="i", prompts=prompt_folder(tmp_path / "p"))
    with pytest.raises(BadReply):
        asked(NOTES)
    assert asked(NOTES).reply == FIRST


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "not json",
        "[]",
        "{}",
        '{"reply": []}',
        '{"reply": {"title": 3}}',
        "[" * 100_000,
        '{"reply": {"title": "x"}}',
    ],
)
def test_a_damaged_entry_is_asked_again_and_replaced(store: Store, tmp_path: Path, entry: str) -> None:
    prompts = prompt_folder(tmp_path / "p")
    key = cache_key(question(NOTES, prompts).key, "i")
    store.put(key, entry)
    asked = cached(Scripted([FIRST]), store, identity="i", prompts=prompts)
    assert asked(NOTES).reply == FIRST and asked(NOTES).usage == Usage(cached=1)


def test_the_cache_is_private_to_its_user(tmp_path: Path) -> None:
    old = os.umask(0o002)
    try:
        with closing(Store(tmp_path / "cache")) as store:
            store.put("k", "v" * 100_000)
    finally:
        os.umask(old)
    assert (tmp_path / "cache" / "answers").stat().st_mode & 0o777 == 0o700


def test_nothing_is_ever_unpickled(store: Store, tmp_path: Path) -> None:
    store.put("good", "text")
    mark = tmp_path / "executed"
    evil = pickle.dumps(Evil(str(mark)))
    with closing(sqlite3.connect(store.folder / "cache.db")) as base, base:
        row = base.execute("SELECT * FROM Cache").fetchone()
        names = [column[1] for column in base.execute("PRAGMA table_info(Cache)")]
        plain = dict(zip(names, row, strict=True)) | {"rowid": None}
        rows = [
            plain | {"key": "mode", "mode": 4, "value": evil},
            plain | {"key": evil, "raw": 0},
            plain | {"key": "file", "mode": 3, "value": None, "filename": "../../../../etc/hostname"},
            plain | {"key": "absolute", "mode": 3, "value": None, "filename": "/etc/hostname"},
        ]
        marks = ", ".join("?" for _ in names)
        for one in rows:
            base.execute(f"INSERT INTO Cache ({', '.join(names)}) VALUES ({marks})", [one[name] for name in names])
    with closing(Store(tmp_path / "cache", NOTICES.append)) as again:
        assert [again.get(key) for key in ("mode", "file", "absolute", "good")] == [None, None, None, "text"]
        list(again.items())
    assert not mark.exists() and len(NOTICES) == 1


class Evil:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (self.path, "w")


def spoiled(tmp_path: Path, how: str) -> Path:
    """A cache folder with something wrong."""
    folder = tmp_path / "cache"
    answers = folder / "answers"
    if how == "a file in place of the folder":
        folder.write_text("x")
        return folder
    answers.mkdir(parents=True)
    base = answers / "cache.db"
    if how == "not a database":
        base.write_bytes(b"hello" * 1000)
    elif how == "another program's database":
        with closing(sqlite3.connect(base)) as other, other:
            other.execute("CREATE TABLE Settings (a, b, c)")
    elif how == "cut off":
        with closing(Store(folder)) as store:
            for number in range(50):
                store.put(str(number), "x" * 1000)
        base.write_bytes(base.read_bytes()[:9000])
    elif how == "a folder in place of the database":
        base.mkdir()
    return folder


SPOILED = [
    "a file in place of the folder", "not a database", "another program's database", "cut off",
    "a folder in place of the database",
]  # fmt: skip


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_cache_costs_one_notice_and_never_the_run(tmp_path: Path, how: str) -> None:
    folder = spoiled(tmp_path, how)
    notices: list[str] = []
    with closing(Store(folder, notices.append)) as store:
        asked = cached(Scripted([FIRST]), store, identity="i", prompts=prompt_folder(tmp_path / "p"))
        assert [asked(NOTES).reply, asked(NOTES).reply] == [FIRST, FIRST]
    assert len(notices) == 1 and "\n" not in notices[0] and str(folder) in notices[0]


def test_a_damaged_cache_is_set_aside_whole_and_a_new_one_begun(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "not a database")
    with closing(Store(folder)) as store:
        store.put("k", "v")
        assert store.get("k") == "v"
    assert (folder / "answers.damaged-1" / "cache.db").read_bytes() == b"hello" * 1000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_costs_one_notice(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "answers"
    notices: list[str] = []
    with closing(Store(tmp_path / "cache", notices.append)) as store:
        store.put("a", "small")
        base = folder / "cache.db"
        # A database that may not grow is what a full disk is to SQLite.
        with closing(sqlite3.connect(base)) as other:
            pages = other.execute("PRAGMA page_count").fetchone()[0]
        store._opened._sql(f"PRAGMA max_page_count = {pages}")
        for number in range(40):
            store.put(str(number), "x" * 20_000)
        assert store.get("a") == "small"
    assert len(notices) == 1 and "full" in notices[0]


def test_threads_share_one_store(store: Store, tmp_path: Path) -> None:
    engine = Scripted([FIRST])
    asked = cached(engine, store, identity="i", prompts=prompt_folder(tmp_path / "p"))
    requests = [replace(NOTES, sample=number % 10) for number in range(40)]
    answers = ask_many(asked, requests, concurrency=8)
    assert all(answer.reply == FIRST for answer in answers if not isinstance(answer, Exception))
    assert len(answers) == 40 and store.size()[0] == 10


WRITER = """
import sys
from pathlib import Path
from storyai.engine.cached import Store
store = Store(Path(sys.argv[1]))
for number in range(100_000):
    key = f"{sys.argv[2]}-{number}"
    store.put(key, key * (4000 if number % 5 else 1))
    print(number, flush=True)
"""


def test_two_writers_killed_in_the_middle_lose_nothing_they_had_written(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "ab"]
    written = {}
    for name, writer in zip("ab", writers, strict=True):
        assert writer.stdout is not None
        with writer, writer.stdout as lines:
            try:
                seen = [int(lines.readline()) for _ in range(40)]
            finally:
                writer.send_signal(signal.SIGKILL)
            written[name] = max(seen + [int(line) for line in lines.read().split("\n") if line])
    notices: list[str] = []
    with closing(Store(tmp_path, notices.append)) as store:
        for name, last in written.items():
            for number in range(last + 1):
                key = f"{name}-{number}"
                assert store.get(key) == key * (4000 if number % 5 else 1)
        store.put("after", "x")
        assert store.get("after") == "x"
    assert notices == []


def test_a_recording_is_a_readable_file_that_answers_the_same_request(tmp_path: Path) -> None:
    prompts, folder = prompt_folder(tmp_path / "p"), tmp_path / "recordings"
    request = replace(NOTES, corrections=(Correction("{}", "title is missing"),))
    record(Scripted([FIRST], model="relay"), folder, prompts=prompts)(request)
    (file,) = folder.iterdir()
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert list(kept) == ["task", "model", "key", "sample", "inputs", "corrections", "reply", "usage"]
    assert kept["model"] == "relay" and kept["inputs"] == dict(NOTES.inputs)
    assert kept["corrections"] == [{"reply": "{}", "problem": "title is missing"}]
    assert file.name == f"draft-{kept['key'][:16]}.json" and kept["key"] == question(request, prompts).key
    engine = replay(folder, prompts=prompts)
    assert engine(request).reply == FIRST and (engine.name, engine.model) == ("openai", "relay")


def test_a_missing_recording_names_the_request_and_how_to_record_it(tmp_path: Path) -> None:
    prompts = prompt_folder(tmp_path / "p")
    key = question(NOTES, prompts).key[:16]
    with pytest.raises(RecordingMissing) as caught:
        replay(tmp_path, prompts=prompts)(NOTES)
    assert caught.value.exit_code == 3 and str(caught.value) == (
        f"draft {key}: no recording of this request in {tmp_path}; to record it, run the same command with "
        f"--engine openai --record {tmp_path} in place of --replay"
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"task": 1}', "\x00"])
def test_a_damaged_recording_is_missing_and_says_why(tmp_path: Path, text: str) -> None:
    prompts, folder = prompt_folder(tmp_path / "p"), tmp_path / "r"
    record(Scripted([FIRST]), folder, prompts=prompts)(NOTES)
    (file,) = folder.iterdir()
    file.write_text(text)
    with pytest.raises(RecordingMissing, match=r"not a recording"):
        replay(folder, prompts=prompts)(NOTES)


def test_a_recording_in_another_shape_is_missing(tmp_path: Path) -> None:
    prompts, folder = prompt_folder(tmp_path / "p"), tmp_path / "r"
    record(Scripted([{"title": "x"}]), folder, prompts=prompts)(NOTES)
    with pytest.raises(RecordingMissing, match=r"not a recording of this reply: reply\.issue_type is missing"):
        replay(folder, prompts=prompts)(NOTES)


def test_recordings_come_from_the_first_folder_that_has_one(tmp_path: Path) -> None:
    prompts, one, two = prompt_folder(tmp_path / "p"), tmp_path / "1", tmp_path / "2"
    one.mkdir()
    record(Scripted([SECOND]), two, prompts=prompts)(NOTES)
    assert replay(one, two, prompts=prompts)(NOTES).reply == SECOND
    record(Scripted([FIRST]), one, prompts=prompts)(NOTES)
    assert replay(one, two, prompts=prompts)(NOTES).reply == FIRST


def test_a_folder_of_recordings_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder of recordings"):
        replay(tmp_path / "absent")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="not a folder"):
        record(Scripted([FIRST]), tmp_path / "file")
    with pytest.raises(UsageError, match="cannot write the recording"):
        record(Scripted([FIRST]), tmp_path / "file" / "r", prompts=prompt_folder(tmp_path / "p"))(NOTES)


HIT = """
import socket, sys
def closed(*args, **kwargs):
    raise AssertionError("a socket was opened")
socket.socket.connect = socket.getaddrinfo = closed
from pathlib import Path
from storyai.config import load
from storyai.engine.choose import choose
from tests.asking import NOTES
engine = choose(load(sys.argv[1], {sys.argv[2]: sys.argv[3], "prompts": sys.argv[4], "engine": "openai"}))
print(engine(NOTES).reply["title"]["text"], *sys.modules)
"""


@pytest.mark.parametrize("how", ["replay", "cache-folder"])
def test_a_kept_answer_needs_no_client_no_pydantic_and_no_socket(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts, folder = prompt_folder(tmp_path / "p"), tmp_path / "kept"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-never-used")
    if how == "replay":
        record(Scripted([FIRST]), folder, prompts=prompts)(NOTES)
    else:
        with closing(Store(folder)) as store:
            cached(Scripted([FIRST]), store, identity="gpt-5-mini @ api.openai.com/v1", prompts=prompts)(NOTES)
    command = [sys.executable, "-c", HIT, str(tmp_path), how, str(folder), str(prompts)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert done.stderr == "" and done.stdout.split()[0] == "First"
    heavy = HEAVY | ({"diskcache", "sqlite3"} if how == "replay" else set())
    assert not set(done.stdout.split()) & heavy
