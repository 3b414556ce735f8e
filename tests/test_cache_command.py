"""``storyai cache`` and ``storyai init`` as a person runs them."""

import json
import os
import subprocess
import sys
import tomllib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storyai.cli.init import SETTINGS
from storyai.config import KEYS, load
from storyai.config.checks import NOT_IN_FILES
from storyai.engine.cached import Store, cached
from storyai.engine.replay import record, replay
from tests.asking import NOTES, Scripted, draft_reply, prompt_folder


def storyai(cwd: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "storyai", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**os.environ, **environment})
    return done.returncode, done.stdout, done.stderr


def fill(cache: Path, prompts: Path, **answers: str) -> None:
    """Keep an answer with this title for each model."""
    with closing(Store(cache)) as store:
        for model, title in answers.items():
            engine = Scripted([draft_reply(title)], model=model)
            cached(engine, store, identity=f"{model} @ h/v1", prompts=prompts)(NOTES)


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    return prompt_folder(tmp_path / "prompts")


def test_info_says_where_how_many_and_of_whom(tmp_path: Path, prompts: Path) -> None:
    fill(tmp_path / "c", prompts, one="A", two="B")
    code, out, err = storyai(tmp_path, "cache", "info", STORYAI_CACHE_FOLDER=str(tmp_path / "c"))
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"folder   {tmp_path / 'c' / 'answers'}"
    assert out.splitlines()[1].startswith("answers  2 (")
    assert [line.split(maxsplit=1) for line in out.splitlines()[2:]] == [
        ["1", "draft by one @ h/v1"], ["1", "draft by two @ h/v1"],
    ]  # fmt: skip


def test_clear_deletes_answers_and_what_was_learnt(tmp_path: Path, prompts: Path) -> None:
    fill(tmp_path / "c", prompts, one="A")
    (tmp_path / "c" / "endpoints.json").write_text("{}")
    here = {"STORYAI_CACHE_FOLDER": str(tmp_path / "c")}
    assert storyai(tmp_path, "cache", "clear", **here)[:2] == (
        0,
        f"deleted 1 answer from {tmp_path / 'c' / 'answers'}\n",
    )
    assert storyai(tmp_path, "cache", "info", **here)[1].splitlines()[1] == "answers  0 (0.0 MB)"
    assert not (tmp_path / "c" / "endpoints.json").exists()


def test_an_export_replays_and_imports_elsewhere(tmp_path: Path, prompts: Path) -> None:
    fill(tmp_path / "c", prompts, one="A", two="B")
    out = tmp_path / "recordings"
    here = {"STORYAI_CACHE_FOLDER": str(tmp_path / "c")}
    assert storyai(tmp_path, "cache", "export", str(out), **here)[1] == f"exported 2 answers to {out}\n"
    assert (
        storyai(tmp_path, "cache", "export", str(out), **here)[1] == f"exported 0 answers to {out}, 2 there already\n"
    )
    assert replay(out, prompts=prompts)(NOTES).reply == draft_reply("A")
    elsewhere = {"STORYAI_CACHE_FOLDER": str(tmp_path / "d")}
    code, told, err = storyai(tmp_path, "cache", "import", str(out), **elsewhere)
    assert (code, told, err) == (0, f"imported 2 answers into {tmp_path / 'd' / 'answers'}\n", "")
    with closing(Store(tmp_path / "d")) as store:
        for model, title in (("one", "A"), ("two", "B")):
            asked = cached(Scripted([RuntimeError()]), store, identity=f"{model} @ h/v1", prompts=prompts)
            assert asked(NOTES).reply == draft_reply(title)


def test_an_export_leaves_what_says_something_else_unless_forced(tmp_path: Path, prompts: Path) -> None:
    fill(tmp_path / "c", prompts, one="new")
    out = tmp_path / "recordings"
    here = {"STORYAI_CACHE_FOLDER": str(tmp_path / "c")}
    storyai(tmp_path, "cache", "export", str(out), **here)
    (file,) = out.iterdir()
    code, told, err = storyai(tmp_path, "cache", "export", str(file), **here)
    assert (code, told, err) == (2, "", f"storyai: {file}: is a file, not a folder\n")
    old = json.loads(file.read_text()) | {"reply": draft_reply("old")}
    file.write_text(json.dumps(old))
    code, told, err = storyai(tmp_path, "cache", "export", str(out), **here)
    assert code == 0 and told == f"exported 0 answers to {out}, 1 left as before\n"
    assert err == f"storyai: {file}: exists and says something else; --force replaces it\n"
    assert json.loads(file.read_text()) == old
    storyai(tmp_path, "cache", "export", str(out), "--force", **here)
    assert json.loads(file.read_text())["reply"] == draft_reply("new")


def test_an_import_leaves_out_what_is_no_recording_and_says_so(tmp_path: Path, prompts: Path) -> None:
    folder = tmp_path / "r"
    record(Scripted([draft_reply()], model="relay"), folder, prompts=prompts)(NOTES)
    record(Scripted([{"title": "x"}]), folder, prompts=prompts)(replace(NOTES, sample=1))
    (folder / "broken.json").write_text("{")
    here = {"STORYAI_CACHE_FOLDER": str(tmp_path / "c")}
    code, told, err = storyai(tmp_path, "cache", "import", str(folder), **here)
    assert code == 0 and told.startswith("imported 0 answers")
    assert err.count("\n") == 3 and err.count("storyai: left out: ") == 3 and "1 recording without an endpoint" in err
    named = {**here, "STORYAI_MODEL": "m", "STORYAI_BASE_URL": "http://localhost:1/v1"}
    assert storyai(tmp_path, "cache", "import", str(folder), **named)[1].startswith("imported 1 answer into")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("cache", "inof"), 'storyai: cache action = "inof" is not one of info, clear, export, import\n'),
        (("cache", "export"), "storyai: cache export needs a folder of recordings\n"),
        (("cache", "clear", "x"), "storyai: cache clear takes no folder\n"),
        (("cache", "import", "absent"), "storyai: absent: there is no such folder of recordings\n"),
    ],
)
def test_a_wrong_word_is_one_line_and_exit_2(tmp_path: Path, words: tuple[str, ...], line: str) -> None:
    assert storyai(tmp_path, *words) == (2, "", line)


def test_init_writes_a_file_that_changes_nothing_and_holds_every_setting(tmp_path: Path) -> None:
    code, out, err = storyai(tmp_path, "init")
    assert (code, out, err) == (0, "", "storyai: wrote storyai.toml\n")
    file = tmp_path / "storyai.toml"
    assert replace(load(tmp_path), file=None) == load("/")
    section, shown = "", set()
    for line in file.read_text().splitlines():
        if line.startswith("["):
            section = line.strip("[]") + "."
        elif line.startswith(("# ", '# "')) and " = " in line:
            name = line[2:].partition(" = ")[0]
            shown.add(section.rstrip(".") if name.startswith('"') else section + name)
    assert shown == set(KEYS) - set(NOT_IN_FILES)


def test_every_example_of_init_is_a_setting_that_loads(tmp_path: Path) -> None:
    text = "\n".join(
        line[2:] if " = " in line and line[2:].partition(" = ")[0].replace("-", "").strip('"/*').isalnum() else line
        for line in SETTINGS.splitlines()
    )
    (tmp_path / "prompts").mkdir()
    (tmp_path / "storyai.toml").write_text(text)
    assert len(tomllib.loads(text)) > 20
    assert load(tmp_path).model == "qwen3:8b"


def test_init_does_not_replace_a_file_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "storyai.toml"
    file.write_text('model = "mine"\n')
    assert storyai(tmp_path, "init") == (2, "", "storyai: storyai.toml: exists already; --force replaces it\n")
    assert file.read_text() == 'model = "mine"\n'
    assert storyai(tmp_path, "init", "--force")[0] == 0 and file.read_text() == SETTINGS
    assert storyai(tmp_path, "init", "-")[:2] == (0, SETTINGS)
