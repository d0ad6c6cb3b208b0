"""The Feedback page as a coordinator uses it: choose a host, read its very pages, move it on, issue and save it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.records import Finding
from peer_challenge.jobs import reports
from peer_challenge.services import report_life
from peer_challenge.services.rounds import start_round
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met
from ui.background import Background
from ui.pages.feedback import FeedbackPage
from ui.theme import Look, Theme
from ui.workspace import Workspace

KENT, MEDWAY, SLOUGH = range(3)


@pytest.fixture
def triad(store: Store) -> Triad:
    """Kent has two findings, Medway one, Slough none."""
    made = a_triad_that_met(store)
    for host, text in ((KENT, "Audits are read by managers."), (KENT, "Circles work."), (MEDWAY, "Medway listens.")):
        a_finding(store, made, text, host=host)
    return made


def shown(workspace: Workspace, round_id: object, qtbot: QtBot) -> FeedbackPage:
    workspace.choose_round(round_id)
    page = FeedbackPage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    page.first_focus().setFocus()
    return page


@pytest.fixture
def page(triad: Triad, workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[FeedbackPage]:
    page = shown(workspace, triad.round, qtbot)
    yield page
    page.hide()


def words(document: QPdfDocument) -> str:
    return " ".join(document.getAllText(at).text() for at in range(document.pageCount()))


def words_of(content: bytes) -> str:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    said = words(document)
    document.close()
    return said


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def buttons(page: FeedbackPage) -> list[str]:
    """The steps that are due; all of them are shown."""
    steps = (page.findings, page.agree, page.send, page.issue, page.again, page.save)
    assert all(each.isVisible() for each in steps)
    return [each.text() for each in steps if each.isEnabled()]


def test_choosing_a_host_by_key_draws_its_very_report(
    page: FeedbackPage, store: Store, triad: Triad, qtbot: QtBot
) -> None:
    for host, name in enumerate(("Kent", "Medway", "Slough")):
        assert page.host.text() == name
        said = words(page.pages.document)
        assert said == words_of(reports.report_of(store, triad.challenges[host]))
        assert f"Feedback to {name}" in said
        assert page.pages.view.accessibleDescription().startswith(f"Feedback to {name}, ")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)


def test_choosing_a_host_by_mouse(page: FeedbackPage, qtbot: QtBot) -> None:
    place = page.table.visualRect(page.table.model().index(1, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "Medway listens." in words(page.pages.document)


def test_a_report_goes_step_by_step_to_final_and_a_new_version(
    page: FeedbackPage, store: Store, workspace: Workspace, triad: Triad, qtbot: QtBot
) -> None:
    assert buttons(page) == ["The team has agreed it", "Save…"]
    click(qtbot, page.agree)
    assert (page.state.text, buttons(page)) == ("Agreed", ["The host has it to check", "Save…"])
    click(qtbot, page.send)
    assert (page.state.text, buttons(page)) == ("With the host", ["Issue final report", "Save…"])
    assert "Draft" in words(page.pages.document)
    click(qtbot, page.issue)
    click(qtbot, page.sure.yes)
    assert (page.state.text, buttons(page)) == ("Final", ["Begin new version", "Save…"])
    assert "Draft" not in words(page.pages.document)
    assert report_life.is_final(store, triad.challenges[KENT])
    assert page.table.current_row().sentence == "Kent, Triad A: final, 2 findings agreed."
    click(qtbot, page.again)
    click(qtbot, page.sure.yes)
    assert "version 2" in words(page.pages.document)
    workspace.undo()
    assert (page.state.text, "version 1" in words(page.pages.document)) == ("Final", True)


def test_a_hasty_hand_takes_one_step_at_a_time(
    page: FeedbackPage, store: Store, workspace: Workspace, triad: Triad, qtbot: QtBot
) -> None:
    said: list[str] = []
    workspace.failed.connect(said.append)
    qtbot.mouseDClick(page.agree, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.agree, Qt.MouseButton.LeftButton)
    assert page.state.text == "Agreed"
    click(qtbot, page.send)
    where = page.issue.mapTo(page, page.issue.rect().center())
    for _ in range(4):
        qtbot.mouseClick(page.childAt(where), Qt.MouseButton.LeftButton)
    assert page.state.text == "With the host"
    assert page.sure.no.hasFocus()
    click(qtbot, page.sure.no)
    assert not page.sure.isVisible()
    click(qtbot, page.issue)
    click(qtbot, page.sure.yes)
    page.sure.yes.click()
    assert page.state.text == "Final"
    click(qtbot, page.again)
    qtbot.keyClick(page.sure.no, Qt.Key.Key_Escape)
    assert page.state.text == "Final"
    assert report_life.is_final(store, triad.challenges[KENT])
    assert said == []


def test_a_question_belongs_to_the_host_it_was_asked_about(page: FeedbackPage, qtbot: QtBot) -> None:
    click(qtbot, page.agree)
    click(qtbot, page.send)
    click(qtbot, page.issue)
    page.table.selectRow(1)
    assert not page.sure.isVisible()


def test_a_step_can_be_undone(page: FeedbackPage, workspace: Workspace, qtbot: QtBot) -> None:
    click(qtbot, page.agree)
    assert workspace.undo_label() == "Report: agreed by the team"
    workspace.undo()
    assert (page.state.text, buttons(page)) == ("Draft", ["The team has agreed it", "Save…"])


def test_a_change_elsewhere_is_drawn_and_the_reader_keeps_the_page(
    page: FeedbackPage, store: Store, workspace: Workspace, triad: Triad, qtbot: QtBot
) -> None:
    page.pages.view.pageNavigator().jump(1, QPointF())
    assert page.pages.place.text().startswith("Page 2 of")
    (found, *_) = store.find(Finding, challenge=triad.challenges[KENT])
    workspace.do(lambda _store: edit("Edit finding", found, text="Reworded."))
    assert "Reworded." in words(page.pages.document)
    assert page.pages.place.text().startswith("Page 2 of")
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.pages.place.text().startswith("Page 1 of"), "another report is read from its beginning"


def test_a_refresh_that_changes_nothing_loads_nothing(
    page: FeedbackPage, store: Store, workspace: Workspace, triad: Triad, qtbot: QtBot
) -> None:
    statuses: list[object] = []
    page.pages.document.statusChanged.connect(statuses.append)
    other = store.find(Finding, challenge=triad.challenges[MEDWAY])[0]
    workspace.do(lambda _store: edit("Edit finding", other, text="Another host's."))
    page.refresh()
    assert statuses == [], "the pages do not blink"


def test_a_stale_drawing_never_shows_for_another_host(store: Store, triad: Triad, theme: Theme, qtbot: QtBot) -> None:
    background = Background(lambda error: pytest.fail(str(error)))
    workspace = Workspace(store, background)
    page = shown(workspace, triad.round, qtbot)
    seen: list[tuple[str, str]] = []

    def note(status: QPdfDocument.Status) -> None:
        if status is QPdfDocument.Status.Ready:
            seen.append((page.host.text(), words(page.pages.document)))

    page.pages.document.statusChanged.connect(note)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(page.table, key)
        assert page.pages.document.pageCount() == 0, "the pages before are of another host"
        assert page.pages.place.text() == "Drawing the pages"
    qtbot.waitUntil(lambda: not background.busy and page.pages.document.pageCount() > 0)
    assert seen
    assert all(f"Feedback to {host}" in said for host, said in seen)
    assert "Medway listens." in seen[-1][1]
    page.hide()
    background.close()


def test_saving_writes_the_very_bytes_where_the_person_says(
    page: FeedbackPage, store: Store, triad: Triad, tmp_path: Path, qtbot: QtBot
) -> None:
    asked: list[tuple[str, str]] = []

    def choose(question: str, name: str) -> str:
        asked.append((question, name))
        return str(tmp_path / "for the director.pdf")

    page.choose_file = choose
    click(qtbot, page.save)
    assert asked == [("Save the report to Kent", "kent-feedback.pdf")]
    assert (tmp_path / "for the director.pdf").read_bytes() == reports.report_of(store, triad.challenges[KENT])
    assert page.saved.isVisible()
    assert page.saved.text() == f"Saved for the director.pdf in {tmp_path}"


def test_thinking_better_of_it_writes_nothing(page: FeedbackPage, qtbot: QtBot) -> None:
    page.choose_file = lambda _question, _name: ""
    page.choose_folder = lambda _question: ""
    for button in (page.save, page.save_all, page.save_drafts, page.save_overview):
        click(qtbot, button)
    assert not page.saved.isVisible()


def test_all_reports_go_into_a_folder(page: FeedbackPage, tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "reports"
    out.mkdir()
    page.choose_folder = lambda _question: str(out)
    click(qtbot, page.save_overview)
    assert page.saved.text() == f"Saved 2 files in {out}"
    assert sorted(each.name for each in out.iterdir()) == ["regional-overview-network.pdf", "regional-overview.pdf"]
    click(qtbot, page.save_all)
    assert page.saved.text() == f"Saved 4 files in {out}"
    assert len(list(out.iterdir())) == 5
    click(qtbot, page.save_drafts)
    assert len(list(out.glob("*.docx"))) == 4


def test_a_folder_that_refuses_is_one_sentence_and_the_page_stays(
    page: FeedbackPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    page.choose_folder = lambda _question: str(tmp_path / "missing")
    with qtbot.waitSignal(workspace.failed) as said:
        click(qtbot, page.save_overview)
    assert "could not be written" in said.args[0]
    assert page.isVisible()
    assert not page.saved.isVisible()


def test_words_are_found_in_the_pages(page: FeedbackPage, qtbot: QtBot) -> None:
    box = page.find_box()
    box.setFocus()
    qtbot.keyClicks(box, "circles work")
    qtbot.waitUntil(lambda: page.pages.found.text() == "1 of 2")
    assert page.pages.place.text().startswith("Page 1 of")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert page.pages.found.text() == "2 of 2"
    assert page.pages.place.text().startswith("Page 2 of")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert page.pages.found.text() == "1 of 2"
    box.selectAll()
    qtbot.keyClicks(box, "zebra")
    qtbot.waitUntil(lambda: page.pages.found.text() == "Not found")
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    assert page.pages.found.text() == ""


def test_pages_grow_and_shrink_by_button_and_wheel(page: FeedbackPage, qtbot: QtBot) -> None:
    view = page.pages.view
    qtbot.mouseClick(page.pages.larger, Qt.MouseButton.LeftButton)
    grown = view.zoomFactor()
    assert view.zoomMode() is QPdfView.ZoomMode.Custom
    qtbot.mouseClick(page.pages.smaller, Qt.MouseButton.LeftButton)
    assert view.zoomFactor() == pytest.approx(grown / 1.25)
    wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoomFactor() == pytest.approx(grown)
    wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.zoomFactor() == pytest.approx(grown), "the wheel alone turns pages"
    for _ in range(20):
        qtbot.mouseClick(page.pages.smaller, Qt.MouseButton.LeftButton)
    assert view.zoomFactor() == pytest.approx(0.25)
    qtbot.mouseClick(page.pages.fitted, Qt.MouseButton.LeftButton)
    assert view.zoomMode() is QPdfView.ZoomMode.FitToWidth


def wheel(view: QPdfView, by: int, modifiers: Qt.KeyboardModifier) -> None:
    at = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_without_findings_the_page_leads_to_them(page: FeedbackPage, triad: Triad, qtbot: QtBot) -> None:
    assert page.open_record(triad.challenges[SLOUGH])
    assert buttons(page) == ["Agree findings", "Save…"]
    assert page.hint.text() == "No finding is agreed yet. Due 26 November 2026."
    with qtbot.waitSignal(page.wanted) as asked:
        click(qtbot, page.findings)
    assert asked.args == ["Findings", triad.challenges[SLOUGH]]


def test_a_round_without_groups_says_what_to_do(store: Store, workspace: Workspace, theme: Theme, qtbot: QtBot) -> None:
    act = start_round(store, "Spring", "quality_assurance", "South East", starts=None, sef_due=None)
    store.apply(act)
    page = shown(workspace, act.changes[0].record.id, qtbot)
    assert page.empty.isVisible()
    assert page.find_box() is None
    with qtbot.waitSignal(page.wanted) as asked:
        click(qtbot, page.first_focus())
    assert asked.args == ["Triads", None]


def test_a_record_of_another_page_is_not_here(page: FeedbackPage, store: Store) -> None:
    assert not page.open_record(store.new_id())


def test_the_host_pages_are_cleared_with_the_round(page: FeedbackPage, workspace: Workspace) -> None:
    workspace.choose_round(None)
    assert page.empty.isVisible()
    assert page.pages.document.pageCount() == 0


@pytest.mark.parametrize("scale", [100, 200])
def test_every_widget_is_named_and_the_table_has_room(
    page: FeedbackPage, theme: Theme, unnamed, qtbot: QtBot, scale: int
) -> None:
    theme.set_look(Look.DARK)
    theme.set_scale(scale)
    assert unnamed(page) == []
    qtbot.waitUntil(lambda: page.table.columnWidth(0) > page.fontMetrics().horizontalAdvance("Windsor and Maidenhead"))


def test_moving_on_what_changed_meanwhile_is_refused_in_words(
    page: FeedbackPage, store: Store, workspace: Workspace, triad: Triad, qtbot: QtBot
) -> None:
    store.apply(report_life.issue_final(store, triad.challenges[KENT], "0" * 64))
    with qtbot.waitSignal(workspace.failed) as said:
        workspace.do_seen(page.seen, report_life.move_report_on, triad.challenges[KENT], ReportState.AGREED)
    assert said.args == ["A final report never changes. A later change is a new version."]
