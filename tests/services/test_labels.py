"""The label of an act travels with it and can never be struck out, so it holds no word that somebody typed."""

import ast
from pathlib import Path

import peer_challenge.services

_MAKERS = {"add", "edit", "edit_each", "remove", "ChangeSet"}
_MAY_STAND_IN_A_LABEL = {
    "name",  # of an authority, which is public
    "other",
    "kind",
    "kind.words.lower()",
    "state.words.lower()",
    "count_of(len(claims), 'statement')",
    "count_of(len(made), 'note')",
    "'’' if name.endswith('s') else '’s'",
}
"""What labels may be put together from, as in the source: public names, counts and the program's own words."""


def _labels(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MAKERS and node.args:
            yield node.args[0]
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "label" for t in node.targets):
            yield node.value


def test_no_label_is_made_from_typed_words():
    found = []
    for path in sorted(Path(peer_challenge.services.__path__[0]).glob("*.py")):
        for label in _labels(ast.parse(path.read_text(encoding="utf-8"))):
            for part in (each for each in ast.walk(label) if isinstance(each, ast.FormattedValue)):
                words = ast.unparse(part.value)
                if words not in _MAY_STAND_IN_A_LABEL:
                    found.append(f"{path.name}: {words}")
    assert found == []
