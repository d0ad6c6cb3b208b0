"""Word forms on the page for sending and receiving: saved, filled in, dropped, looked at, and brought in."""

from pathlib import Path

from docx import Document
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import Joining
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Participation
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.value import evaluation_of
from peer_challenge.storage.store import Store
from tests.builders import a_triad
from ui.pages.exchange import ExchangePage
from ui.theme import Theme
from ui.workspace import Workspace


def test_a_closing_form_goes_out_and_comes_back(
    store: Store, workspace: Workspace, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    triad = a_triad(store)
    parts = (
        Participation(
            id=link_id("participation", triad.round, host), round=triad.round, authority=host, joining=Joining.JOINED
        )
        for host in triad.hosts
    )
    store.apply(add("Join", *parts))
    workspace.choose_round(triad.round)
    page = ExchangePage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    forms = page.forms
    page.tabs.setCurrentIndex(page.tabs.count() - 1)
    forms.kind.setCurrentIndex(forms.kind.findData(FormKind.CLOSING))
    forms.save_forms(tmp_path)
    assert [each.sentence for each in forms.saved.banners] == [f"3 forms saved in {tmp_path}. Nothing was sent."]
    assert forms.saved.y() < forms.choose.mapTo(forms, QPoint()).y(), "said beside the button that saved"
    assert not forms.said.isVisible()
    forms.who.setCurrentIndex(2)
    chosen = forms.who.currentText()
    path = tmp_path / "kent-closing.docx"
    document = Document(str(path))
    document.tables[0].rows[0].cells[1].text = "4"
    document.tables[1].rows[0].cells[1].text = "very"
    returned = tmp_path / "Returned.docx"
    document.save(str(returned))
    page.tabs.setCurrentIndex(0)
    page.open_file(returned)
    qtbot.waitUntil(forms.confirm.isVisible)
    assert forms.confirm.mapTo(forms, QPoint()).y() < forms.found.y()
    qtbot.waitUntil(lambda: forms.found.height() >= forms.found.contentsSize().height() > 60)
    assert forms.said.text().startswith("After the challenge of Kent: 1 text found, 1 of them new or changed.")
    assert [row.words for row in forms.found.records.rows] == ["very", "4"]
    assert evaluation_of(store, triad.challenges[0], triad.hosts[0]).usefulness is None
    qtbot.mouseClick(forms.confirm, Qt.MouseButton.LeftButton)
    assert evaluation_of(store, triad.challenges[0], triad.hosts[0]).usefulness == 4
    assert store.undo_label() == "Bring in a form of Kent: after the challenge"
    page.refresh()
    assert forms.who.currentText() == chosen != "All authorities", "the next save writes no form for all"
    page.open_file(tmp_path / "kent-closing.docx")
    assert not forms.confirm.isEnabled()
    page.hide()


def test_a_form_without_its_mark_asks_who_sent_it_and_what_is_kept_aside_is_shown(
    store: Store, workspace: Workspace, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    triad = a_triad(store)
    kent = triad.hosts[0]
    part = link_id("participation", triad.round, kent)
    store.apply(add("Join", Participation(id=part, round=triad.round, authority=kent, joining=Joining.JOINED)))
    workspace.choose_round(triad.round)
    page = ExchangePage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    forms = page.forms
    document = Document()
    table = document.add_table(2, 2)
    for row, (asked, said) in zip(
        table.rows, (("Will you take part?", "Perhaps"), ("Bad dates", "Fridays")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = asked, said
    document.save(str(tmp_path / "Typed anew.docx"))
    page.open_file(tmp_path / "Typed anew.docx")
    assert forms.said.text() == "Typed anew.docx does not say whose it is. Say which authority sent it."
    forms.sent_by.setCurrentIndex(1)
    qtbot.waitUntil(forms.read.isVisible)
    qtbot.mouseClick(forms.read, Qt.MouseButton.LeftButton)
    assert "it was read by its headings" in forms.remarks.text()
    assert [row.words for row in forms.found.records.rows] == ["Perhaps", "Fridays"]
    qtbot.mouseClick(forms.confirm, Qt.MouseButton.LeftButton)
    page.refresh()
    assert [row.text.partition(" (")[0] for row in forms.aside.records.rows] == ["Perhaps", "Fridays"]
    qtbot.mouseClick(forms.done, Qt.MouseButton.LeftButton)
    page.refresh()
    assert [row.text.partition(" (")[0] for row in forms.aside.records.rows] == ["Fridays"]
    assert store.undo_label() == "Take away what was kept aside"
    page.hide()
