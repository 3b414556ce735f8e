"""What is shipped: the wheel and the project's own description of itself."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import storyai
from storyai.resources import shipped

ROOT = Path(storyai.__file__).parent.parent
PROJECT = ROOT / "pyproject.toml"
# The tests may run against an installed wheel, where there is nothing to build.
checkout = pytest.mark.skipif(not PROJECT.is_file(), reason="storyai is not a checkout")


def built(target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("storyai-*"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return zipfile.ZipFile(built("wheel", tmp_path_factory.mktemp("wheel")))


@checkout
def test_the_source_package_holds_what_its_tests_read(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as package:
        names = {name.partition("/")[2] for name in package.getnames()}
    for folder in ("storyai", "prompts", "fixtures", "tests", "benchmarks", "docs"):
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.*") if path.is_file()}
        assert {name for name in files if "__pycache__" not in name} <= names
    assert {"LICENSE", "README.md", "action.yml", ".ci/run", "editors/vscode/package.json"} <= names
    assert not any("node_modules" in name for name in names)


@checkout
@pytest.mark.parametrize("folder", ["prompts", "fixtures"])
def test_the_wheel_holds_every_file_of(folder: str, wheel: zipfile.ZipFile) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert files
    assert {f"storyai/{name}" for name in files if "__pycache__" not in name} <= set(wheel.namelist())


@checkout
def test_the_wheel_holds_every_module_and_nothing_of_the_tests(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "storyai").rglob("*.py")}
    names = set(wheel.namelist())
    assert modules | {"storyai/py.typed"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"storyai"}


@checkout
def test_the_wheel_works_from_where_it_is_installed(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = (
        "import storyai; from storyai.resources import shipped\n"
        f"assert storyai.__file__.startswith({str(tmp_path)!r})\n"
        "text = (shipped('fixtures') / 'template.md').read_text(encoding='utf-8')\n"
        "assert storyai.render(storyai.story_values(storyai.parse(text))).startswith('# User Story Template')\n"
        "assert (shipped('prompts') / 'draft.md').read_text(encoding='utf-8')\n"
    )
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{code}"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@checkout
def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    assert project["version"] == storyai.__version__


@checkout
def test_the_bounds_that_keep_an_installation_working_are_there() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    # Without the lower bound pip takes instructor 1.3; typer 0.29 imports pydantic for every command.
    assert {"instructor>=1.17,<2", "openai>=3.0,<4", "typer>=0.24,<0.29"} <= set(project["dependencies"])
    assert project["requires-python"] == ">=3.11"


@pytest.mark.parametrize("folder", ["prompts", "fixtures"])
def test_shipped_folders_are_found(folder: str) -> None:
    assert any(shipped(folder).iterdir())  # type: ignore[arg-type]
