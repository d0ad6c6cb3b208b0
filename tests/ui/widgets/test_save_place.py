"""Where save dialogs begin; the dialog itself belongs to the system and is answered here."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.save_place import SavePlace


@pytest.fixture
def begun(monkeypatch, tmp_path):
    """Where each dialog began; the answers are a file in `chosen`, then a folder."""
    asked: list[str] = []
    (tmp_path / "chosen").mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path))

    def save(_parent, _question, first, _kinds):
        asked.append(first)
        return str(tmp_path / "chosen" / Path(first).name), ""

    def folder(_parent, _question, first):
        asked.append(first)
        return ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    return asked


def test_dialogs_begin_in_documents_and_then_where_was_saved_last(qtbot, begun, tmp_path):
    parent, place = QWidget(), SavePlace()
    qtbot.addWidget(parent)
    assert place.ask_file(parent, "Save", "kent.pdf") == str(tmp_path / "chosen" / "kent.pdf")
    assert place.ask_folder(parent, "Save all") == ""
    place.ask_file(parent, "Save", "slough.pdf")
    assert begun == [str(tmp_path / "kent.pdf"), str(tmp_path / "chosen"), str(tmp_path / "chosen" / "slough.pdf")]


def test_a_folder_that_has_gone_is_forgotten(qtbot, begun, tmp_path):
    parent, place = QWidget(), SavePlace()
    qtbot.addWidget(parent)
    place.ask_file(parent, "Save", "kent.pdf")
    (tmp_path / "chosen").rmdir()
    assert place.folder == tmp_path
