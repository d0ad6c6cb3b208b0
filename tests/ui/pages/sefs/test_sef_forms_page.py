"""SEF forms in the window: handed out, dropped in, looked at, brought in; then what is left placed by hand."""

from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from docx.oxml.ns import qn
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import Joining, SubmissionState
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Answer, Claim, Participation, QaRead, Submission
from peer_challenge.jobs.sef_forms import write_form
from peer_challenge.services import sefs
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad
from tests.pages import drop_files, press_button
from ui.pages.sefs import SefsPage
from ui.theme import Look, Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def triad(store: Store) -> Triad:
    triad = a_triad(store)
    parts = (
        Participation(
            id=link_id("participation", triad.round, host), round=triad.round, authority=host, joining=Joining.JOINED
        )
        for host in triad.hosts
    )
    store.apply(add("Join", *parts))
    return triad


def filled(store: Store, triad: Triad, folder: Path, host: int = 0) -> Path:
    """A form with one answer, one statement and a word that has no place."""
    path = write_form(store, triad.round, triad.hosts[host], folder).path
    document = Document(str(path))
    words = [each for each in document.element.body.iter(qn("w:t")) if each.text == "Write here."]
    words[1].text = "We hear little from fathers."
    document.tables[0].rows[1].cells[0].text = "Re-audits improve."
    document.paragraphs[0].insert_paragraph_before("With thanks to the team.")
    document.save(str(path))
    return path


def test_a_dropped_form_is_shown_first_then_brought_in_as_one_act(
    page: SefsPage, store: Store, triad: Triad, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    page.detail.parts.select("documents")
    part = page.detail.form
    assert not part.confirm.isVisible()
    assert drop_files(page.detail.evidence.paper_area, filled(store, triad, tmp_path))
    assert part.summary.text().startswith("SEF form of Kent: 2 texts found, 2 of them new or changed. 1 piece could")
    assert [row.detail for row in part.found.records.rows] == [
        "Could not be placed, kept aside: before the first question",
        "Impact of QA: Gaps. Will be written.",
        "Impact of QA: statement. Will be written.",
    ]
    assert store.find(Answer) == []
    press_button(qtbot, part.confirm)
    assert [each.gaps for each in store.find(Answer)] == ["We hear little from fathers."]
    assert not part.confirm.isVisible()
    assert part.kept.text() == "The last form brought in is kept: kent-sef-form.docx"
    assert page.workspace.undo_label() == "Bring in Kent’s SEF form"


def test_what_was_left_is_placed_by_hand(
    page: SefsPage, store: Store, triad: Triad, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    page.detail.parts.select("documents")
    assert drop_files(page.detail.evidence.paper_area, filled(store, triad, tmp_path))
    press_button(qtbot, page.detail.form.confirm)
    part = page.detail.aside
    assert part.isVisible(), "what was left comes next"
    part.line.setCurrentIndex(1)
    press_button(qtbot, part.put)
    assert [(each.line, each.text) for each in store.find(Claim) if each.line == triad.lines[1]] == [
        (triad.lines[1], "With thanks to the team.")
    ]
    assert store.need(Submission, kent).unplaced == ""
    assert not page.detail.parts.select("aside")


def test_a_form_of_another_is_refused_in_place_and_opens_from_the_list(
    page: SefsPage, store: Store, triad: Triad, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    page.detail.parts.select("documents")
    form = filled(store, triad, tmp_path, host=1)
    assert drop_files(page.detail.evidence.paper_area, form)
    assert page.detail.form.summary.text().startswith("medway-sef-form.docx was made for Medway, not for Kent")
    assert not page.detail.form.confirm.isVisible()
    press_button(qtbot, page.detail.back)
    assert drop_files(page.overview, form)
    assert page.detail.title.text() == "Medway"
    press_button(qtbot, page.detail.form.confirm)
    assert [each.gaps for each in store.find(Answer)] == ["We hear little from fathers."]


def test_a_form_for_a_shared_sef_starts_the_next_version(
    page: SefsPage, store: Store, triad: Triad, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    form = filled(store, triad, tmp_path)
    page.workspace.tell(store.apply(edit("Share", store.need(Submission, kent), state=SubmissionState.SHARED)))
    page.detail.parts.select("documents")
    assert drop_files(page.detail.evidence.paper_area, form)
    assert "this begins version 2, not shared until you share it" in page.detail.form.remarks.text()
    press_button(qtbot, page.detail.form.confirm)
    assert page.detail.version.currentText() == "Version 2, drafting"


def test_a_file_that_cannot_be_read_says_so_where_it_was_dropped(
    page: SefsPage, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    page.detail.parts.select("documents")
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    assert drop_files(page.detail.evidence.paper_area, bad)
    assert page.detail.form.summary.text().startswith("bad.docx could not be read.")


def test_a_word_paper_that_is_no_form_is_attached(
    page: SefsPage, store: Store, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    page.detail.parts.select("documents")
    document = Document()
    document.add_paragraph("Forty pages.")
    document.save(str(tmp_path / "Our SEF.docx"))
    assert drop_files(page.detail.evidence.paper_area, tmp_path / "Our SEF.docx")
    assert page.detail.evidence.document.text() == "Our SEF.docx"
    page.workspace.do(sefs.add_claim, kent, page.detail.parts.records.rows[0].id, "We audit.")
    page.detail.parts.select(page.detail.parts.records.rows[0].id)
    (card,) = page.detail.line.cards.values()
    assert card.form.editor("pages").isVisible(), "a statement can cite its pages"
    page.workspace.tell(store.apply(edit("Share", store.need(Submission, kent), state=SubmissionState.SHARED)))
    page.detail.parts.select("documents")
    (tmp_path / "Our SEF.docx").rename(tmp_path / "Another.docx")
    assert drop_files(page.detail.evidence.paper_area, tmp_path / "Another.docx")
    assert page.detail.form.summary.text().startswith("Another.docx is not a filled form, and the SEF is closed.")
    assert len(store.find(Submission)) == 1


def test_forms_are_saved_for_one_and_for_each(
    page: SefsPage, store: Store, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    page.detail.form.save(tmp_path / "one.xlsx")
    assert (tmp_path / "one.xlsx").is_file()
    assert page.detail.form.summary.text() == "Saved as one.xlsx. Send it to Kent yourself."
    page.save_forms(tmp_path)
    assert sorted(each.name for each in tmp_path.glob("*.docx")) == [
        "kent-sef-form.docx",
        "medway-sef-form.docx",
        "slough-sef-form.docx",
    ]
    assert page.overview.said.text().startswith("3 forms saved in ")


def test_paragraphs_pasted_as_a_new_statement_become_several(
    page: SefsPage, store: Store, kent: UUID, qtbot: QtBot
) -> None:
    box = page.detail.line.new
    box.setFocus()
    data = QMimeData()
    data.setText("We audit.\n\nWe learn.\nWe change.")
    box.insertFromMimeData(data)
    assert page.detail.line.add.text() == "Add 3 statements"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert [each.text for each in store.find(Claim)] == ["We audit.", "We learn.", "We change."]
    assert page.workspace.undo_label() == "Add 3 statements"


def test_the_qa_read_is_asked_for_and_comes_back(page: SefsPage, store: Store, kent: UUID, qtbot: QtBot) -> None:
    page.workspace.tell(store.apply(edit("Send", store.need(Submission, kent), state=SubmissionState.SUBMITTED)))
    page.detail.parts.select("ready")
    part = page.detail.ready
    press_button(qtbot, part.ask)
    qtbot.keyClicks(QApplication.focusWidget(), "Medw")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    press_button(qtbot, part.asking.button)
    assert [row.words for row in part.reads.records.rows] == ["With Medway since 5 November 2026"]
    press_button(qtbot, part.give)
    qtbot.keyClicks(QApplication.focusWidget(), "Say more of impact.")
    qtbot.keyClick(part.answering.editor("give_back"), Qt.Key.Key_Space)
    press_button(qtbot, part.answering.button)
    assert [each.comments for each in store.find(QaRead)] == ["Say more of impact."]
    assert page.detail.chip.text == "Returned"


def test_the_ready_check_leads_to_the_line(
    page: SefsPage, store: Store, triad: Triad, kent: UUID, qtbot: QtBot
) -> None:
    page.workspace.do(sefs.write_answer, kent, triad.lines[0], text="Seen with 3 children.")
    page.detail.parts.select("ready")
    part = page.detail.ready
    assert part.summary.text() == "Not ready yet: 1 thing to put right first."
    part.remarks.setFocus()
    part.remarks.select(0)
    qtbot.keyClick(part.remarks, Qt.Key.Key_Return)
    assert page.detail.line.question.text() == "Are children heard?"


def test_a_new_version_shows_what_changed(page: SefsPage, store: Store, triad: Triad, kent: UUID, qtbot: QtBot) -> None:
    from peer_challenge.services.submissions import new_version

    page.workspace.do(sefs.write_answer, kent, triad.lines[0], text="Before the summer.")
    page.workspace.tell(store.apply(edit("Share", store.need(Submission, kent), state=SubmissionState.SHARED)))
    page.workspace.do(new_version, kent)
    panel = page.detail.line
    assert not panel.show_changes.isVisible()
    newest = page.detail.shown
    assert newest is not None
    page.workspace.do(sefs.write_answer, newest, triad.lines[0], text="After the summer.")
    press_button(qtbot, panel.show_changes)
    assert panel.changes.text() == "Now: After the summer.\nBefore: Before the summer."


def test_every_part_speaks_and_fits(
    page: SefsPage, store: Store, triad: Triad, kent: UUID, tmp_path: Path, theme: Theme, unnamed: object
) -> None:
    page.detail.parts.select("documents")
    assert drop_files(page.detail.evidence.paper_area, filled(store, triad, tmp_path))
    assert unnamed(page) == []  # type: ignore[operator]
    theme.set_look(Look.DARK)
    theme.set_scale(200)
    page.workspace.tell(store.apply(edit("Keep", store.need(Submission, kent), unplaced="A piece.")))
    for part in ("documents", "ready", "aside"):
        page.detail.parts.select(part)
        QApplication.processEvents()
        assert page.minimumSizeHint().width() <= 1176
