"""The house keeps its shape: floors, sizes, sentences, and what may stand only where."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("peer_challenge", "ui", "resources") for path in (ROOT / folder).rglob("*.py"))
MOST_LINES, MOST_IN_A_FUNCTION = 400, 50
BROAD_EXCEPTS = {"ui/background.py", "ui/messages.py", "ui/bug_report.py", "peer_challenge/exchange/spreadsheets.py"}
"""Where a failure nobody foresaw may be caught: the background runner, the excepthook, and one foreign reader."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=SOURCES, ids=name_of)
def source(request: pytest.FixtureRequest) -> tuple[Path, ast.Module]:
    return request.param, ast.parse(request.param.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


def test_sizes(source: tuple[Path, ast.Module]) -> None:
    path, tree = source
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    long = [
        f"{each.name}: {each.end_lineno - each.lineno + 1}"
        for each in functions(tree)
        if each.end_lineno and each.end_lineno - each.lineno + 1 > MOST_IN_A_FUNCTION
    ]
    assert not long


def test_each_module_has_its_sentence(source: tuple[Path, ast.Module]) -> None:
    _, tree = source
    said = ast.get_docstring(tree)
    assert said
    assert said.splitlines()[0].endswith((".", ":"))


def test_broad_excepts_stand_in_three_places(source: tuple[Path, ast.Module]) -> None:
    path, tree = source
    broad = [
        each.lineno
        for each in ast.walk(tree)
        if isinstance(each, ast.ExceptHandler)
        and (each.type is None or (isinstance(each.type, ast.Name) and each.type.id == "Exception"))
    ]
    assert not broad or name_of(path) in BROAD_EXCEPTS, broad


def test_nothing_unpickles_or_evaluates(source: tuple[Path, ast.Module]) -> None:
    _, tree = source
    named = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    imported = {
        alias.name.split(".")[0] for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names
    }
    assert not named & {"eval", "exec", "compile"}
    assert not imported & {"pickle", "marshal", "shelve"}


def test_clocks_and_ids_are_asked_only_where_they_are_handed_in(source: tuple[Path, ast.Module]) -> None:
    """A store is given `now` and `new_id`; nothing else in the program without a window asks a clock or makes an id."""
    path, tree = source
    name = name_of(path)
    if not name.startswith("peer_challenge/") or name in {
        "peer_challenge/domain/ids.py",
        "peer_challenge/storage/store.py",
    }:
        return
    asked = [
        each.lineno
        for each in ast.walk(tree)
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr in {"now", "utcnow", "today", "uuid4", "uuid1"}
        and isinstance(each.func.value, ast.Name)
        and each.func.value.id in {"datetime", "date", "uuid"}
    ]
    assert not asked


def test_the_floors() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("first_word", ["--help", "--version", "demo --help", "allocate --help", "report --help"])
def test_help_is_quick_to_load(first_word: str) -> None:
    """Asking for help loads none of the heavy parts, and no Qt."""
    heavy = ["PySide6", "pandas", "numpy", "highspy", "reportlab", "docx", "alembic"]
    program = (
        "import sys; from ui.__main__ import main\n"
        f"sys.argv[1:] = {first_word.split()!r}\n"
        "code = main()\n"
        f"loaded = [each for each in {heavy!r} if each in sys.modules]\n"
        "print('LOADED', loaded, 'CODE', code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "LOADED [] CODE 0" in done.stdout


def test_the_command_line_works_where_qt_is_not_installed(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from ui.__main__ import main\n"
        f"sys.argv[1:] = ['allocate', {str(tmp_path / 'p.json')!r}]\n"
        "sys.exit(main())"
    )
    (tmp_path / "p.json").write_text('{"authorities": ["A", "B", "C"]}')
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"optimal"' in done.stdout
