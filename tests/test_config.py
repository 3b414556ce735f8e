"""Settings: which source wins, and what a wrong one says."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from storyai.config import KEYS, Price, load
from storyai.config.checks import NOT_IN_FILES
from storyai.errors import ConfigError
from storyai.linter import LintSettings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith(("OPENAI_", "AZURE_OPENAI_", "STORYAI_")):
            monkeypatch.delenv(name)


def project(folder: Path, text: str, name: str = "storyai.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert (settings.engine, settings.model, settings.cache_mode, settings.fail_on) == (
        "auto", None, "read-write", "warning",
    )  # fmt: skip
    assert settings.file is None and settings.price is None and settings.lint == {}


def test_flags_win_over_environment_and_environment_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, 'model = "from-file"\nauthor = "from-file"\nconcurrency = 2\n')
    monkeypatch.setenv("STORYAI_MODEL", "from-environment")
    monkeypatch.setenv("STORYAI_CONCURRENCY", "3")
    settings = load(tmp_path, {"model": "from-flag", "author": None})
    assert (settings.model, settings.concurrency, settings.author) == ("from-flag", 3, "from-file")


def test_the_nearest_file_above_counts_alone(tmp_path: Path) -> None:
    project(tmp_path, 'model = "far"\nauthor = "far"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    near = project(tmp_path / "a", 'model = "near"\n')
    settings = load(inner / "story.md")
    assert (settings.model, settings.author, settings.file) == ("near", None, str(near))


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    project(tmp_path, '[tool.storyai]\nmodel = "mine"\n[tool.storyai.lint]\nignore = ["US1"]\n', "pyproject.toml")
    inner = tmp_path / "inner"
    inner.mkdir()
    project(inner, '[project]\nname = "storyai-like"\n', "pyproject.toml")
    settings = load(inner)
    assert settings.model == "mine" and settings.lint == {"ignore": ("US1",)}


def test_the_lint_section_fills_the_linters_settings(tmp_path: Path) -> None:
    project(
        tmp_path,
        '[lint]\nselect = ["AC", "US1"]\nextend-select = ["RK5"]\nignore = ["AC201"]\nseverity = "warning"\n'
        'fail-on = "error"\n[lint.severities]\nAC2 = "info"\n[lint.per-path]\n"old/*" = ["all"]\n',
    )
    settings = load(tmp_path, {"ignore": ["US101,US102", "TP7"]})
    lint = LintSettings(**settings.lint)
    assert lint.select == ("AC", "US1") and lint.extend_select == ("RK5",) and lint.severity == "warning"
    assert lint.ignore == ("US101", "US102", "TP7") and lint.per_path == {"old/*": ("all",)}
    assert lint.severities == {"AC2": "info"} and settings.fail_on == "error"


def test_prices_and_folders_are_read(tmp_path: Path) -> None:
    (tmp_path / "our-prompts").mkdir()
    project(tmp_path, '[prompts]\nfolder = "our-prompts"\n[price]\nprompt = 1.25\ncompletion = 10\ncurrency = "EUR"\n')
    settings = load(tmp_path)
    assert settings.prompts == str(tmp_path / "our-prompts")
    assert settings.price == Price(prompt=1.25, completion=10.0, currency="EUR")


WRONG = {
    'engine = "opnai"': 'engine = "opnai" is not one of auto, offline, openai; did you mean openai?',
    'modle = "x"': "there is no setting modle; did you mean model?",
    '[lint]\nselct = ["x"]': "there is no setting lint.selct; did you mean lint.select?",
    '[lint]\nseverity = "warn"': 'lint.severity = "warn" is not one of error, warning, info; did you mean warning?',
    'concurrency = "many"': "must be a whole number of requests from 1 to 64",
    "concurrency = 0": "concurrency = 0 must be a whole number of requests from 1 to 64",
    "concurrency = true": "must be a whole number of requests",
    "temperature = 3": "temperature = 3 must be a number from 0 to 2",
    "temperature = nan": "must be a number from 0 to 2",
    'base-url = "localhost:11434"': "must be a URL such as https://api.openai.com/v1",
    'base-url = "http://me:hunter2@example.com/v1"': "must hold no user name or password",
    'base-url = "https://example.com/v1?key=hunter2"': "must hold nothing behind a ? or #",
    "base-url = 'https://evil.example\\.openai.com/v1'": "must be a URL such as",
    'api-key = "sk-hunter2"': "keys come from the environment alone: set OPENAI_API_KEY",
    'OPENAI_API_KEY = "sk-hunter2"': "keys come from the environment alone",
    '[cache]\nfolder = "inside"': "cache.folder must lie outside the project",
    '[prompts]\nfolder = "absent"': "there is no such folder",
    'lint = "all"': "lint must be a table: [lint]",
    "model = ": "not a TOML file in UTF-8: Invalid value (at line 1",
    "model = 3": "model = 3 must be a text that is not empty",
    "[price]\nprompt = -1": "price.prompt = -1 must be a number from 0 to 1000000",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_setting_is_one_line_with_file_place_and_remedy(tmp_path: Path, text: str) -> None:
    file = project(tmp_path, text + "\n")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    line = str(caught.value)
    assert WRONG[text] in line and "\n" not in line and "hunter2" not in line
    assert str(file) in line or "prompts folder" in line
    assert caught.value.exit_code == 2


def test_a_settings_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "storyai.toml").write_bytes('author = "Jürgen"\n'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"storyai\.toml: not a TOML file in UTF-8"):
        load(tmp_path)


def test_a_wrong_environment_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYAI_CACHE", "readonly")
    with pytest.raises(ConfigError, match=r"environment variable STORYAI_CACHE = \"readonly\" is not one of"):
        load(tmp_path)


def test_a_wrong_flag_is_named_as_it_was_typed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^--fail-on = \"always\" is not one of error, warning, info, never"):
        load(tmp_path, {"fail_on": "always"})


def test_keys_come_from_the_environment_and_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-hunter2")
    settings = load(tmp_path)
    assert settings.openai_key == "sk-hunter2" and "hunter2" not in repr(settings)


def test_a_base_url_remembers_where_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, 'base-url = "http://localhost:11434/v1/"\n')
    settings = load(tmp_path)
    assert (settings.base_url, settings.base_url_from) == ("http://localhost:11434/v1", "file")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:1/v1")
    assert load(tmp_path).base_url_from == "environment"
    assert load(tmp_path, {"base_url": "http://localhost:2/v1"}).base_url_from == "flag"


def test_every_setting_of_the_file_reaches_the_settings(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    examples = {"engine": '"offline"', "lint.severity": '"error"', "lint.fail-on": '"never"', "cache.mode": '"off"'}
    examples |= {"base-url": '"http://h/v1"', "azure-endpoint": '"http://h"', "prompts.folder": '"p"'}
    examples |= {"cache.folder": '"/elsewhere"', "model-gate": "true", "mask-secrets": "true", "date": "2026-01-31"}
    examples |= {"lint.severities": '{AC2 = "info"}', "lint.per-path": '{"a/*" = ["all"]}'}
    texts = {"model", "api-version", "author", "price.currency", "lint.select", "lint.extend-select"}
    for key in KEYS.keys() - NOT_IN_FILES:
        value = examples.get(key) or (
            '"2"' if key in {*texts, "lint.ignore"} else "1.5" if key == "temperature" else "3"
        )
        section, _, name = key.rpartition(".")
        project(tmp_path, (f"[{section}]\n" if section else "") + f"{name} = {value}\n")
        assert replace(load(tmp_path), file=None) != load(Path("/")), key


def test_loading_settings_imports_nothing_heavy(tmp_path: Path) -> None:
    code = f"import sys; from storyai.config import load; load({str(tmp_path)!r})"
    listing = "; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code + listing], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"pathlib", "pydantic", "tomllib", "openai", "instructor", "diskcache", "difflib", "json"}


def test_an_unknown_flag_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^there is no setting modell; did you mean model\?$"):
        load(tmp_path, {"modell": "x"})


def test_folders_of_recordings_are_flags_only(tmp_path: Path) -> None:
    settings = load(tmp_path, {"replay": [tmp_path, "b"], "record": "c", "dry_run": True})
    assert (settings.replay, settings.record, settings.dry_run) == ((str(tmp_path), "b"), "c", True)
    project(tmp_path, 'replay = "a"\n')
    with pytest.raises(ConfigError, match="there is no setting replay"):
        load(tmp_path)
