"""The questions after a challenge as a Word form, from the page of time: saved, and handed on when it comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from peer_challenge.jobs.receiving import is_paper
from peer_challenge.storage.store import Store
from tests.builders import a_triad
from ui.pages.time import TimePage
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace


def test_a_word_form_is_saved_and_one_that_came_back_goes_where_forms_are_looked_at(
    store: Store, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.choose_round(a_triad(store).round)
    page = TimePage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.tabs.setCurrentIndex(2)
    part = page.value
    part.who.setCurrentIndex(part.who.findText("Medway"))
    monkeypatch.setattr(SAVE_PLACE, "ask_folder", lambda *_: str(tmp_path))
    qtbot.mouseClick(part.word_form, Qt.MouseButton.LeftButton)
    (form,) = tmp_path.glob("*.docx")
    assert is_paper(form)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(form), ""))
    with qtbot.waitSignal(page.came) as came:
        qtbot.mouseClick(part.word_back, Qt.MouseButton.LeftButton)
    assert came.args == [form]
    page.hide()
