"""What may stay is said so in place, with a reason, and can be taken back."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.services.findings import edit_finding
from peer_challenge.storage.store import Store
from tests.builders import a_finding, a_triad_that_met
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.record_form import Field
from ui.workspace import Workspace


@pytest.fixture
def finding(store: Store) -> UUID:
    return a_finding(store, a_triad_that_met(store), "Ring 07700 900123.")


@pytest.fixture
def form(qtbot: QtBot, workspace: Workspace, store: Store, finding: UUID) -> KeptForm:
    fields = [Field("Words", "text", TextEditor()), Field("Agreed by", "agreed_by", LineEditor())]
    form = KeptForm(workspace, fields, edit_finding, "finding")
    qtbot.addWidget(form)
    form.show_kept(store.need(r.Finding, finding), store.number())
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_it_may_stay_with_a_reason_and_comes_back_with_undo_or_another(
    form: KeptForm, qtbot: QtBot, store: Store, workspace: Workspace
) -> None:
    editor = form.editor("text")
    line = editor.guard
    assert line is not None
    qtbot.waitUntil(line.isVisible)
    before = editor.box.accessibleDescription()
    assert "a phone number" in before
    qtbot.mouseClick(line.parts.stay, Qt.MouseButton.LeftButton)
    assert line.parts.reason.hasFocus()
    qtbot.keyClick(line.parts.reason, Qt.Key.Key_Return)
    assert not store.find(r.ClearedMark)
    qtbot.keyClicks(line.parts.reason, "The duty team itself")
    qtbot.keyClick(line.parts.reason, Qt.Key.Key_Return)
    assert [each.reason for each in store.find(r.ClearedMark)] == ["The duty team itself"]
    assert not line.isVisible()
    assert editor.box.accessibleDescription() == ""
    workspace.undo()
    assert line.isVisible()
    workspace.redo()
    assert not line.isVisible()
    editor.box.setFocus()
    editor.box.moveCursor(editor.box.textCursor().MoveOperation.End)
    qtbot.keyClicks(editor.box, " Or 07700 900456.")
    qtbot.waitUntil(line.isVisible)


def test_esc_puts_the_reason_away(form: KeptForm, qtbot: QtBot, store: Store) -> None:
    line = form.editor("text").guard
    assert line is not None
    qtbot.waitUntil(line.isVisible)
    qtbot.mouseClick(line.parts.stay, Qt.MouseButton.LeftButton)
    qtbot.keyClick(line.parts.reason, Qt.Key.Key_Escape)
    assert line.parts.stay.hasFocus()
    assert not line.parts.reason.isVisible()


def test_a_single_line_is_looked_through_too_and_what_is_typed_is_said_first(
    form: KeptForm, qtbot: QtBot, store: Store, finding: UUID
) -> None:
    editor = form.editor("agreed_by")
    line = editor.guard
    assert line is not None
    editor.box.setFocus()
    qtbot.keyClicks(editor.box, "Child JB (14)")
    qtbot.waitUntil(line.isVisible)
    qtbot.mouseClick(line.parts.stay, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(line.parts.reason, "Invented")
    qtbot.mouseClick(line.parts.keep, Qt.MouseButton.LeftButton)
    assert store.need(r.Finding, finding).agreed_by == "Child JB (14)"
    assert [each.field for each in store.find(r.ClearedMark)] == ["agreed_by"]


def test_a_box_for_a_name_is_not_guarded_and_one_nobody_keeps_offers_nothing(qtbot: QtBot) -> None:
    assert LineEditor(asks_for="a name").guard is None
    editor = LineEditor()
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor.box, "Child JB (14)")
    assert editor.guard is not None
    qtbot.waitUntil(editor.guard.isVisible)
    assert not editor.guard.parts.stay.isVisible()
