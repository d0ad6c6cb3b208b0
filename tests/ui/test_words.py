"""The window and its help speak the words of councils: no word of ours reaches a reader."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

OURS = {
    r"workspaces?": "round file",
    r"packs?": "file to send",
    r"import(s|ed|ing)?": "bring in",
    r"merge conflicts?": "two versions",
    r"heads": "two versions",
    r"declared conflicts?|conflicts? of interest": "declared interest",
    r"devices?": "laptop",
    r"fingerprints?": "check code",
    r"quarantined?": "checked first",
    r"costs?": "points against",
    r"weights?": "importance",
    r"bounds?|gap": "best possible",
    r"optimal|optimum": "best possible",
    r"stratum|strata": "sub-region",
    r"seed": "(not shown)",
    r"scenarios?": "draft plan",
    r"waivers?": "exception agreed",
    r"claims?": "statement",
    r"moderation before sharing": "QA read",
    r"submissions?": "SEF",
    r"triangulation": "what it rests on",
}
"""A pattern for each word of ours, and what people in councils say; the table of the story."""

_MEANT = re.compile(r"\b(" + "|".join(OURS) + r")\b", re.IGNORECASE)


def shown_strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what may reach a reader: string literals that are a sentence or begin with a capital letter.

    Docstrings, and names such as a draft's key or a field of a record, are for the code alone.
    """
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    hidden = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            text = node.value.strip()
            if " " in node.value or text[:1].isupper() or text[:1] == "&":
                yield node.lineno, node.value


def ours_in(text: str) -> list[str]:
    return [found.group() for found in _MEANT.finditer(text.replace("&", ""))]


def window_files() -> list[Path]:
    return sorted((ROOT / "ui").rglob("*.py"))


def help_files() -> list[Path]:
    return sorted((ROOT / "resources" / "help").rglob("*.md"))


@pytest.mark.parametrize("file", window_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_the_window_says_no_word_of_ours(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [f"line {line}: {words} in “{text}”" for line, text in shown_strings(tree) if (words := ours_in(text))]
    assert found == []


@pytest.mark.parametrize("file", help_files(), ids=lambda file: file.name)
def test_the_help_says_no_word_of_ours(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [f"line {at}: {words}" for at, text in enumerate(lines, 1) if (words := ours_in(text))]
    assert found == []


def test_choices_are_shown_in_no_word_of_ours() -> None:
    from peer_challenge.domain import choices

    kinds = [kind for kind in vars(choices).values() if isinstance(kind, type) and issubclass(kind, choices.Choice)]
    said = [choice.words for kind in kinds for choice in kind]
    assert len(said) > 50
    assert [words for words in said if ours_in(words)] == []


def test_the_check_finds_what_it_looks_for() -> None:
    planted = '"""A workspace."""\nx = f("Open a Workspace", key="claim", why="two claims differ", more=f"{x} seed")'
    assert [ours_in(text) for _, text in shown_strings(ast.parse(planted))] == [["Workspace"], ["claims"], ["seed"]]
    assert ours_in("&Import") == ["Import"]
    assert help_files()
