"""Every row of the pages of a session is one sentence to a screen reader, every control of them has a name."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from peer_challenge.domain.records import Submission
from ui.app import Program
from ui.pages.page import Page

_ROWS = {QAccessible.Role.ListItem, QAccessible.Role.Row, QAccessible.Role.Cell}
_CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.PageTab,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Table,
}


def tree(face: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield what a screen reader finds below a widget, but for what is hidden."""
    for at in range(face.childCount()):
        child = face.child(at)
        if child is not None and not child.state().invisible:
            yield child
            yield from tree(child)


def said(face: QAccessibleInterface) -> str:
    return face.text(QAccessible.Text.Name).strip()


@pytest.mark.parametrize("name", ["Session", "Findings", "Self-evaluations", "One SEF"])
def test_every_row_is_a_sentence_and_every_control_is_named(demo_program: Program, name: str) -> None:
    demo_program.window.go("Self-evaluations" if name == "One SEF" else name)
    for _ in range(3):
        QApplication.processEvents()
    page = demo_program.window.pages.current
    assert isinstance(page, Page)
    if name == "One SEF":
        sef = page.workspace.ask(lambda store: store.find(Submission)[0].id)
        assert page.open_record(sef)
        QApplication.processEvents()
    face = QAccessible.queryAccessibleInterface(page)
    assert face is not None
    found = list(tree(face))
    rows = [each for each in found if each.role() in _ROWS]
    assert rows
    assert [said(each) for each in rows if "\n" in said(each) or not said(each)] == []
    controls = [each for each in found if each.role() in _CONTROLS]
    assert len(controls) > 3
    assert [str(each.role()) for each in controls if not said(each)] == []
