"""The page of self-evaluations as an officer uses it: by keys, clicks and dropped files."""

from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import EvidenceKind, SubmissionState
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Answer, Claim, Evidence, EvidenceLink, Submission
from peer_challenge.services import sefs, submissions
from peer_challenge.services.submissions import Step
from peer_challenge.storage.store import Store
from tests.builders import Triad
from tests.pages import drop_files, press_button
from ui.pages.sefs import SefsPage
from ui.theme import Look, Theme
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


def write(qtbot: QtBot, box: QWidget, text: str) -> None:
    box.setFocus()
    qtbot.keyClicks(box, text)


def leave(page: SefsPage) -> None:
    page.detail.back.setFocus()


def paper(folder: Path, name: str = "Our SEF.pdf") -> Path:
    file = folder / name
    file.write_bytes(b"%PDF-1.7 " + name.encode())
    return file


def test_the_button_starts_every_sef_in_one_act(page: SefsPage, store: Store, qtbot: QtBot) -> None:
    assert page.overview.start_button.text() == "Start 3 SEFs"
    press_button(qtbot, page.overview.start_button)
    assert len(store.find(Submission)) == 3
    assert not page.overview.start_button.isVisible()
    page.workspace.undo()
    assert page.overview.start_button.isVisible()


def test_the_table_says_who_is_late(page: SefsPage, store: Store, kent: UUID, qtbot: QtBot) -> None:
    press_button(qtbot, page.detail.back)
    store_change = edit("Agree", store.need(Submission, kent), due_on=date(2026, 11, 2))
    page.workspace.tell(store.apply(store_change))
    row = page.overview.table.current_row()
    assert row is not None
    assert row.sentence == "Kent: not started, 3 days late, not shared, nothing yet."
    assert page.overview.summary.text().startswith("1 authority has not sent theirs and should have.")


def test_an_answer_is_kept_when_left_and_a_draft_before(
    page: SefsPage, store: Store, kent: UUID, triad: Triad, qtbot: QtBot
) -> None:
    box = page.detail.line.answer.editor("text").box
    write(qtbot, box, "We know ourselves.")
    draft = f"answer:{known_id('answer', kent, triad.lines[0])}:text"
    qtbot.waitUntil(lambda: store.draft(draft) == "We know ourselves.", timeout=4000)
    assert store.find(Answer) == []
    leave(page)
    assert [each.text for each in store.find(Answer)] == ["We know ourselves."]
    assert store.draft(draft) == ""
    assert page.detail.chip.text == "Drafting"


def test_going_to_another_line_keeps_what_was_typed_in_its_own(
    page: SefsPage, store: Store, kent: UUID, triad: Triad, qtbot: QtBot
) -> None:
    write(qtbot, page.detail.line.answer.editor("text").box, "First line.")
    page.detail.parts.setFocus()
    qtbot.keyClick(page.detail.parts, Qt.Key.Key_Down)
    write(qtbot, page.detail.line.more.editor("gaps").box, "Second gap.")
    qtbot.keyClick(page.detail.parts, Qt.Key.Key_Up)
    said = {each.line: (each.text, each.gaps) for each in store.find(Answer)}
    assert said == {triad.lines[0]: ("First line.", ""), triad.lines[1]: ("", "Second gap.")}


def test_statements_come_by_enter_and_are_edited_moved_and_removed(
    page: SefsPage, store: Store, kent: UUID, qtbot: QtBot
) -> None:
    panel = page.detail.line
    for text in ("Audits lead to action.", "Children help."):
        write(qtbot, panel.new, text)
        qtbot.keyClick(panel.new, Qt.Key.Key_Return)
    assert panel.new.toPlainText() == ""
    first, second = store.find(Claim)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPlainTextEdit)
    qtbot.keyClicks(focused, "Audit 2026")
    leave(page)
    assert store.need(Claim, second.id).how_known == "Audit 2026"
    press_button(qtbot, panel.cards[second.id].up)
    assert [each.id for each in store.find(Claim)] == [second.id, first.id]
    press_button(qtbot, panel.cards[first.id].remove)
    assert [each.id for each in store.find(Claim)] == [second.id]
    page.workspace.undo()
    assert set(panel.cards) == {first.id, second.id}


def test_a_statement_emptied_is_refused_where_it_stands(
    page: SefsPage, store: Store, kent: UUID, triad: Triad, qtbot: QtBot
) -> None:
    page.workspace.do(sefs.add_claim, kent, triad.lines[0], "Audits lead to action.")
    (claim,) = store.find(Claim)
    card = page.detail.line.cards[claim.id]
    box = card.form.editor("text").box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    leave(page)
    assert store.need(Claim, claim.id).text == "Audits lead to action."
    assert "A statement needs words. Remove it instead." in box.accessibleDescription()


def test_a_statement_rests_on_evidence_by_a_tick(
    page: SefsPage, store: Store, kent: UUID, triad: Triad, qtbot: QtBot
) -> None:
    page.workspace.do(sefs.add_claim, kent, triad.lines[0], "Audits lead to action.")
    page.workspace.do(sefs.add_evidence, kent, EvidenceKind.AUDIT, "Audit & plan")
    (claim,), (evidence,) = store.find(Claim), store.find(Evidence)
    card = page.detail.line.cards[claim.id]
    (action,) = card.rests_on.menu().actions()
    action.trigger()
    assert [(each.claim, each.evidence) for each in store.find(EvidenceLink)] == [(claim.id, evidence.id)]
    assert card.rests_on.text() == "Rests on 1 piece of evidence"
    (action,) = card.rests_on.menu().actions()
    assert action.isChecked()
    action.trigger()
    assert store.find(EvidenceLink) == []


def test_the_paper_they_have_is_dropped_signed_off_sent_and_shared(
    page: SefsPage, store: Store, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    detail, steps = page.detail, page.detail.steps
    detail.parts.select("documents")
    drop_files(detail.evidence.paper_area, paper(tmp_path))
    assert detail.evidence.document.text() == "Our SEF.pdf"
    press_button(qtbot, steps.buttons[Step.SIGN_OFF])
    assert QApplication.focusWidget() is steps.asks[Step.SIGN_OFF].editor("value")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert store.need(Submission, kent).signed_off_by == "Director of Children’s Services"
    press_button(qtbot, steps.buttons[Step.SEND])
    press_button(qtbot, steps.buttons[Step.SHARE])
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    sef = store.need(Submission, kent)
    assert (sef.state, sef.shared_on) == (SubmissionState.SHARED, date(2026, 11, 5))
    assert steps.next_words.text() == "The group can read it since 5 November 2026. A change needs a new version."
    assert not any(ask.isVisible() for ask in steps.asks.values())


def test_a_step_that_is_refused_says_why_in_place(page: SefsPage, store: Store, kent: UUID, qtbot: QtBot) -> None:
    steps = page.detail.steps
    press_button(qtbot, steps.buttons[Step.SIGN_OFF])
    ask = steps.asks[Step.SIGN_OFF]
    qtbot.keyClick(ask.editor("value"), Qt.Key.Key_Return)
    assert ask.isVisible()
    assert any("There is nothing under" in each.text() for each in ask.findChildren(QWidget) if hasattr(each, "text"))
    qtbot.keyClick(ask.editor("value"), Qt.Key.Key_Escape)
    assert not ask.isVisible()


def test_a_sef_that_was_sent_is_closed_until_a_new_version(
    page: SefsPage, store: Store, kent: UUID, triad: Triad, qtbot: QtBot
) -> None:
    page.workspace.do(sefs.write_answer, kent, triad.lines[0], text="Version one.")
    page.workspace.tell(store.apply(edit("Send", store.need(Submission, kent), state=SubmissionState.SHARED)))
    box = page.detail.line.answer.editor("text").box
    assert box.isReadOnly()
    assert not page.detail.line.new.isVisible()
    press_button(qtbot, page.detail.steps.buttons[Step.NEW_VERSION])
    assert page.detail.version.currentText() == "Version 2, drafting"
    assert not box.isReadOnly()
    write(qtbot, box, "Now ")
    leave(page)
    newest = submissions.submission_of(store, triad.round, triad.hosts[0])
    assert newest is not None
    assert [each.text for each in store.find(Answer, submission=newest.id)] == ["Now Version one."]
    page.detail.version.setFocus()
    qtbot.keyClick(page.detail.version, Qt.Key.Key_Down)
    assert page.detail.shown == kent
    assert box.toPlainText() == "Version one."
    assert page.detail.closed.text() == "An earlier version, so it is closed. Version 2 is the newest."
    assert not any(button.isVisible() for button in page.detail.steps.buttons.values())


def test_dropped_files_become_evidence_and_wrong_ones_a_sentence(
    page: SefsPage, store: Store, kent: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    page.detail.parts.select("documents")
    panel = page.detail.evidence
    drop_files(panel.evidence_area, paper(tmp_path, "Audit summary.pdf"), paper(tmp_path, "Plan.pdf"))
    assert [each.title for each in store.find(Evidence)] == ["Audit summary", "Plan"]
    bad = tmp_path / "run.exe"
    bad.write_bytes(b"MZ")
    with qtbot.waitSignal(page.workspace.failed) as told:
        drop_files(panel.evidence_area, bad)
    assert told.args[0].startswith("run.exe cannot be attached.")
    panel.table.setFocus()
    panel.table.selectRow(0)
    press_button(qtbot, panel.remove)
    assert [each.title for each in store.find(Evidence)] == ["Plan"]


def test_evidence_can_be_named_without_a_file(page: SefsPage, store: Store, kent: UUID, qtbot: QtBot) -> None:
    page.detail.parts.select("documents")
    panel = page.detail.evidence
    press_button(qtbot, panel.add)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert store.find(Evidence) == []
    qtbot.keyClicks(panel.entry.editor("title"), "Audit summary")
    qtbot.keyClick(panel.entry.editor("title"), Qt.Key.Key_Return)
    assert [(each.title, each.kind) for each in store.find(Evidence)] == [("Audit summary", EvidenceKind.AUDIT)]
    assert not panel.entry.isVisible()


def test_due_day_and_readers_are_agreed_here(page: SefsPage, store: Store, kent: UUID, qtbot: QtBot) -> None:
    page.detail.parts.select("terms")
    write(qtbot, page.detail.terms.editor("due_on").box, "12/11/2026")
    qtbot.keyClick(page.detail.terms.editor("due_on").box, Qt.Key.Key_Return)
    qtbot.keyClick(page.detail.terms.editor("text_to_coordinator").box, Qt.Key.Key_Space)
    sef = store.need(Submission, kent)
    assert (sef.due_on, sef.text_to_coordinator) == (date(2026, 11, 12), True)


def test_an_open_sef_whose_start_is_undone_goes_back_to_the_table(page: SefsPage, store: Store, kent: UUID) -> None:
    page.workspace.undo()
    assert store.find(Submission) == []
    assert page.overview.isVisible()


def test_prompts_stand_open_until_something_is_written(page: SefsPage, kent: UUID, triad: Triad, qtbot: QtBot) -> None:
    panel = page.detail.line
    assert panel.prompts.text() == "•  How many audits are done?"
    assert panel.prompts.isVisible()
    press_button(qtbot, panel.show_prompts)
    assert not panel.prompts.isVisible()
    page.workspace.do(sefs.write_answer, kent, triad.lines[0], text="Twelve a month.")
    page.detail.parts.select(triad.lines[1])
    page.detail.parts.select(triad.lines[0])
    assert not panel.prompts.isVisible()
    press_button(qtbot, panel.show_prompts)
    assert panel.prompts.isVisible()


def test_opening_one_starts_only_that_one(page: SefsPage, store: Store, kent: UUID) -> None:
    assert [each.id for each in store.find(Submission)] == [kent]


def test_another_page_can_point_to_what_a_sef_says(
    page: SefsPage, store: Store, kent: UUID, triad: Triad, qtbot: QtBot
) -> None:
    page.workspace.do(sefs.add_claim, kent, triad.lines[1], "Children help.")
    (claim,) = store.find(Claim)
    press_button(qtbot, page.detail.back)
    assert page.open_record(triad.hosts[1]), "a SEF that has not been started is only pointed to"
    assert page.overview.isVisible()
    assert len(store.find(Submission)) == 1
    assert page.open_record(claim.id)
    assert claim.id in page.detail.line.cards
    assert not page.open_record(triad.round)


def test_before_a_round_the_page_says_what_to_do(workspace: Workspace, theme: Theme, qtbot: QtBot) -> None:
    page = SefsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert page.overview.empty.isVisible()
    assert not page.overview.table.isVisible()
    page.hide()


def test_a_screen_reader_can_name_everything(
    page: SefsPage, store: Store, kent: UUID, triad: Triad, unnamed: object
) -> None:
    page.workspace.do(sefs.add_claim, kent, triad.lines[0], "Audits lead to action.")
    page.workspace.do(sefs.add_claim, kent, triad.lines[0], "Children help.")
    page.workspace.do(sefs.add_evidence, kent, EvidenceKind.AUDIT, "Audit summary")
    assert unnamed(page) == []  # type: ignore[operator]


def test_it_fits_in_a_small_window_at_twice_the_text(page: SefsPage, kent: UUID, theme: Theme, qtbot: QtBot) -> None:
    theme.set_look(Look.DARK)
    theme.set_scale(200)
    for part in (page.detail.parts.records.rows[0].id, "documents", "terms"):
        page.detail.parts.select(part)
        QApplication.processEvents()
        assert page.minimumSizeHint().width() <= 1176


def in_view(page: SefsPage, widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_a_line_opens_at_its_question(page: SefsPage, kent: UUID, qtbot: QtBot) -> None:
    page.resize(1000, 420)
    detail = page.detail
    qtbot.waitUntil(lambda: detail._areas[0].verticalScrollBar().maximum() > 0)
    detail._areas[0].verticalScrollBar().setValue(10_000)
    detail.parts.setFocus()
    qtbot.keyClick(detail.parts, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: in_view(page, detail.line.question))
    assert detail._areas[0].verticalScrollBar().value() == 0


def test_a_new_statement_is_in_view_with_the_keyboard_in_it(page: SefsPage, kent: UUID, qtbot: QtBot) -> None:
    page.resize(1000, 500)
    panel = page.detail.line
    for text in ("Audits lead to action.", "Children help."):
        write(qtbot, panel.new, text)
        qtbot.keyClick(panel.new, Qt.Key.Key_Return)
        box = QApplication.focusWidget()
        assert box is list(panel.cards.values())[-1].form.editor("how_known").box
        qtbot.waitUntil(lambda box=box: in_view(page, box))


def test_a_shared_sef_has_nothing_pressing_and_sharing_says_what_it_does_not_do(
    page: SefsPage, store: Store, kent: UUID, qtbot: QtBot
) -> None:
    steps = page.detail.steps
    assert not steps.only_here.isVisible()
    page.workspace.tell(store.apply(edit("Send", store.need(Submission, kent), state=SubmissionState.SUBMITTED)))
    assert steps.only_here.text() == "This records it here; send the file or a note yourself."
    assert steps.only_here.isVisible()
    assert steps.buttons[Step.SHARE].isDefault()
    page.workspace.tell(store.apply(edit("Share", store.need(Submission, kent), state=SubmissionState.SHARED)))
    assert steps.buttons[Step.NEW_VERSION].isVisible()
    assert not any(button.isDefault() for button in steps.buttons.values())
    assert not steps.only_here.isVisible()
