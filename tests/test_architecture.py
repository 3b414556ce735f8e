"""How the package hangs together: layers, homes of heavy libraries, what a start imports, the public names."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import storyai
from storyai.resources import shipped

PACKAGE = Path(storyai.__file__).parent

# A module imports only from rows above its own, and from its own package.
# Modules on one row do not know each other.
LAYERS = (
    "quick_dataclass",
    "errors text resources values amounts hostile finding result_cache",
    "document model outcomes baseline secrets grounding",
    "places rules config",
    "template engine",
    "linter answers tracer",
    "drafter reviewer pages",
    "clarifier reviser",
    "report lsp",
    "mcp",
    "cli",
    "__main__",
)
RANK = {name: row for row, names in enumerate(LAYERS) for name in names.split()}

# The only places that import a heavy library.
HOMES = {
    "openai": ("engine/openai_compatible.py",),
    "instructor": ("engine/openai_compatible.py",),
    "diskcache": ("engine/cached.py",),
    "pygls": ("lsp/",),
    "lsprotocol": ("lsp/",),
    "pyromark": ("document/markdown.py",),
    "typer": ("cli/",),
    "pydantic": ("model.py", "engine/replies/", "engine/openai_compatible.py"),
    "asyncio": ("lsp/", "engine/openai_compatible.py", "engine/many.py"),
}
HEAVY = (
    "pydantic",
    "openai",
    "instructor",
    "diskcache",
    "pygls",
    "lsprotocol",
    "rich",
    "jinja2",
    "asyncio",
    "httpx",
    "httpx2",
    "detect_secrets",
)


def modules() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in ("prompts", "fixtures")
    )


def imports(path: Path) -> list[tuple[str, str]]:
    """(module, name) of every import statement of a file, those inside functions included."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += [(node.module or "", alias.name) for alias in node.names]
    return found


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_a_module_imports_only_from_lower_layers_and_its_own_package() -> None:
    wrong: list[str] = []
    for path in modules():
        own = part(path)
        if own == "__init__":
            continue
        assert own in RANK, f"{own} stands in no layer"
        for module, name in imports(path):
            if module == "storyai":
                other = name if name in RANK else ""
            elif module.startswith("storyai."):
                other = module.split(".")[1]
            else:
                continue
            if other in ("", own) or (other, name) == ("__main__", "VERSION"):
                continue
            if RANK[other] >= RANK[own] and not type_only(path, module):
                wrong.append(f"{path.relative_to(PACKAGE)} imports {module}")
    assert not wrong


def type_only(path: Path, module: str) -> bool:
    """The module is imported for annotations alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    inside = {id(inner) for node in guarded for inner in ast.walk(node)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == module]
    return bool(found) and all(id(node) in inside for node in found)


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_is_imported_in_its_home_alone(library: str) -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for module, _ in imports(path)
        if module.split(".")[0] == library
    }
    assert found
    assert not [path for path in found if not path.startswith(HOMES[library])]


def test_nothing_is_printed_below_the_command_line() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in modules()
        if part(path) not in ("cli", "report", "__main__")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not found


def loaded(code: str, *arguments: str) -> set[str]:
    """The top-level modules a fresh interpreter has loaded after running the code."""
    script = f"{code}\nimport sys as _sys\n_names = ' '.join({{n.split('.')[0] for n in _sys.modules}})\n_sys.stderr.write('\\n' + _names)"
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rsplit("\n", 1)[-1].split())


COMMAND = "import sys; from storyai.cli import run; sys.argv[0] = 'storyai'; code = run(sys.argv[1:]); assert code in (0, 1), code"
STORY = str(shipped("fixtures") / "stories" / "library-hold-queue-position.md")


def test_the_version_is_answered_before_anything_is_imported() -> None:
    found = loaded("import sys; sys.argv = ['storyai', '--version']\nfrom storyai.__main__ import main; main()")
    assert not found & {*HEAVY, "typer", "click", "re", "dataclasses", "pyromark"}


def test_importing_the_package_imports_nothing_else() -> None:
    assert not loaded("import storyai") & {*HEAVY, "typer", "re", "dataclasses", "pyromark"}


def test_a_review_imports_no_heavy_library() -> None:
    assert not loaded(COMMAND, "review", STORY) & set(HEAVY)


def test_an_offline_draft_imports_no_heavy_library(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(
        "- readers want to see their position in the hold queue\n- must answer within 2 seconds\n", encoding="utf-8"
    )
    assert not loaded(COMMAND, "draft", "--engine", "offline", str(notes)) & set(HEAVY)


def test_rendering_and_reading_values_imports_no_heavy_library() -> None:
    code = "from storyai import parse, render, story_values\nassert render(story_values(parse(open(__import__('sys').argv[1]).read())))"
    assert not loaded(code, STORY) & set(HEAVY)


PUBLIC = """
    ConfigError Document Draft Edit EngineError Finding Fix LintSettings Review Story StoryaiError UsageError
    __version__ draft lint lint_project parse render review story_values to_story
"""


def test_the_public_names_are_these() -> None:
    assert storyai.__all__ == sorted(PUBLIC.split())


def test_every_public_name_is_there_and_documented() -> None:
    for name in storyai.__all__:
        value = getattr(storyai, name)
        assert name == "__version__" or inspect.getdoc(value)


def test_no_public_name_is_a_module_of_the_package() -> None:
    # Importing the module would put it in the place of the name.
    assert not {module.name for module in pkgutil.iter_modules([str(PACKAGE)])} & set(storyai.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'drafts'"):
        importlib.import_module("storyai").drafts  # noqa: B018
