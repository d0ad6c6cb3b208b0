"""The house keeps its shape: floors, sizes, sentences, and what may stand only where."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.page_index import ALL

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("peer_challenge", "ui", "resources") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES, MOST_IN_A_FUNCTION = 400, 50
BROAD_EXCEPTS = {"ui/background.py", "ui/messages.py", "ui/bug_report.py", "peer_challenge/exchange/foreign.py"}
"""Where a failure nobody foresaw may be caught: the background runner, the excepthook, and one foreign reader."""


Offences = Iterator[str]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def test_sizes(trees: dict[str, ast.Module]) -> None:
    def too_long() -> Offences:
        for path in (*SOURCES, *TESTS):
            if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES:
                yield f"{name_of(path)}: {lines} lines"
        for name, tree in trees.items():
            for each in ast.walk(tree):
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.end_lineno:
                    lines = each.end_lineno - each.lineno + 1
                    if lines > MOST_IN_A_FUNCTION:
                        yield f"{name}: {each.name} has {lines} lines"

    assert not list(too_long())


def test_each_module_has_its_sentence(trees: dict[str, ast.Module]) -> None:
    said = {name: (ast.get_docstring(tree) or "").split("\n\n")[0] for name, tree in trees.items()}
    assert not [name for name, sentence in said.items() if not sentence.endswith((".", ":"))]


def test_broad_excepts_stand_in_three_places(trees: dict[str, ast.Module]) -> None:
    found = {
        name
        for name, tree in trees.items()
        for each in ast.walk(tree)
        if isinstance(each, ast.ExceptHandler)
        and (each.type is None or (isinstance(each.type, ast.Name) and each.type.id == "Exception"))
    }
    assert found <= BROAD_EXCEPTS


def test_nothing_unpickles_or_evaluates(trees: dict[str, ast.Module]) -> None:
    def uses() -> Offences:
        for name, tree in trees.items():
            for each in ast.walk(tree):
                if isinstance(each, ast.Name) and each.id in {"eval", "exec", "compile"}:
                    yield f"{name}: {each.id}"
                if isinstance(each, ast.Import):
                    for alias in each.names:
                        if alias.name.split(".")[0] in {"pickle", "marshal", "shelve"}:
                            yield f"{name}: {alias.name}"

    assert not list(uses())


def test_clocks_and_ids_are_asked_only_where_they_are_handed_in(trees: dict[str, ast.Module]) -> None:
    """A store is given `now` and `new_id`; nothing else below the window asks a clock or makes an id."""
    allowed = {"peer_challenge/domain/ids.py", "peer_challenge/storage/store.py"}
    asked = [
        f"{name}:{each.lineno}"
        for name, tree in trees.items()
        if name.startswith("peer_challenge/") and name not in allowed
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


@pytest.mark.parametrize(
    "first_word", ["--help", "--version", "demo --help", "allocate --help", "report --help", "form --help"]
)
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


def test_the_window_opens_without_what_only_a_page_needs() -> None:
    """A first window waits for no page but Home, and for nothing that reads or writes documents, packs or plans."""
    heavy = ["docx", "lxml", "PIL", "reportlab", "cryptography", "pyrage", "pandas", "numpy", "highspy", "openpyxl"]
    heavy += ["xlsxwriter", "icalendar", "rapidfuzz", "click", "alembic", "PySide6.QtPdf", "PySide6.QtPrintSupport"]
    heavy += ["peer_challenge.reports", "peer_challenge.exchange", "peer_challenge.allocation"]
    heavy += [f"ui.pages.{entry.place.split(':')[0]}" for entry in ALL if entry.name != "Home"]
    program = (
        "import sys; import ui.app, ui.pages.home\n"
        f"print('LOADED', [each for each in {heavy!r} if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "LOADED []\n"


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
