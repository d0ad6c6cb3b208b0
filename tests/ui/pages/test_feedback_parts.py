"""What stands beside a report's pages: checks, what is behind it, corrections, hold and sending."""

import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from peer_challenge.domain.choices import CorrectionState, FindingKind, ReportSection, ReportState
from peer_challenge.domain.records import Correction, Distribution, Finding
from peer_challenge.jobs import reports
from peer_challenge.reports.formats import Format
from peer_challenge.services import report_life
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_sef, a_triad_that_met
from ui.pages.feedback import FeedbackPage
from ui.theme import Look, Theme
from ui.widgets.record_model import RECORD
from ui.workspace import Workspace

AUDITS = "Managers read every audit within a week, and say what follows from it for the child and for the team."
VOICE = "Practice is outstanding where the CPIC listens."
BETTER = "Managers read every audit within ten working days, and say what follows from it."


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_sef(store, made, shared_on=date(2026, 10, 20))
    a_finding(store, made, AUDITS)
    a_finding(store, made, VOICE, FindingKind.CONSIDERATION)
    store.apply(report_life.move_report_on(store, made.challenges[0], ReportState.WITH_HOST))
    return made


@pytest.fixture
def page(triad: Triad, workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[FeedbackPage]:
    workspace.choose_round(triad.round)
    page = FeedbackPage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.hide()


@pytest.fixture
def returned(store: Store, triad: Triad, tmp_path: Path) -> Path:
    """The draft as Kent sends it back: one sentence typed over, one commented."""
    path = tmp_path / "kent draft.docx"
    path.write_bytes(reports.report_of(store, triad.challenges[0], reports.Wanted(form=Format.WORD)))
    word = docx.Document(str(path))
    for each in word.paragraphs:
        if AUDITS in each.text:
            each.text = BETTER
        elif VOICE in each.text:
            word.add_comment(each.runs, text="The panel listens too.")
    word.save(str(path))
    return path


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(qtbot: QtBot, box: QWidget, words: str) -> None:
    box.setFocus()
    qtbot.keyClicks(box, words)


def printed(page: FeedbackPage) -> str:
    document = page.pages.document
    return " ".join(" ".join(document.getAllText(at).text() for at in range(document.pageCount())).split())


def shot(page: FeedbackPage, name: str) -> None:
    """Save what the page looks like, where PICTURES says so."""
    if folder := os.environ.get("PICTURES"):
        for _ in range(12):
            QApplication.processEvents()
        page.grab().save(f"{folder}/{name}.png")


def test_checks_are_clicked_through_and_shown_on_the_pages(page: FeedbackPage, qtbot: QtBot) -> None:
    assert page.tabs.tabText(0).startswith("Checks (")
    page.tabs.setCurrentIndex(0)
    kinds = [
        page.checks.list.order.index(at, 0).data(RECORD).kind.name for at in range(page.checks.list.order.rowCount())
    ]
    assert kinds[0] == "GRADE"
    assert "ACRONYM" in kinds
    page.checks.list.setFocus()
    qtbot.keyClick(page.checks.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(page.pages.found.text()))
    shot(page, "checks")
    with qtbot.waitSignal(page.wanted) as asked:
        click(qtbot, page.checks.open)
    assert asked.args[0] == "Findings"


def test_what_is_behind_a_sentence_stands_beside_it(page: FeedbackPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    page.behind.list.setFocus()
    qtbot.keyClick(page.behind.list, Qt.Key.Key_Down)
    row = page.behind.list.current_row()
    assert row is not None
    assert page.pages.search.text()
    assert row.text.startswith(page.pages.search.text()[:20])
    assert page.behind.sources.text() == "Nothing is linked to it yet."
    shot(page, "behind")


def test_sections_are_worded_ordered_and_left_out_and_come_back(
    page: FeedbackPage, store: Store, workspace: Workspace, triad: Triad, qtbot: QtBot
) -> None:
    part, kent = page.sections, triad.challenges[0]
    page.tabs.setCurrentIndex(2)
    generated = "On 12 November 2026 Medway and Slough challenged Kent"
    assert generated in printed(page)
    part.list.select(ReportSection.OPENING)
    part.text.box.setFocus()
    qtbot.keyClick(part.text.box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(part.text.box, "Kent asked us in and we thank it.")
    qtbot.keyClick(part.text.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Kent asked us in and we thank it." in printed(page)
    assert generated not in printed(page)
    shot(page, "sections")
    click(qtbot, part.back)
    assert generated in printed(page)
    part.text.box.setFocus()
    qtbot.keyClicks(part.text.box, "Kept when the page is left. ")
    page.settle()
    assert "Kept when the page is left." in printed(page)
    workspace.undo()
    assert printed(page).index("How the challenge was made") < printed(page).index("Next steps")
    part.list.select(ReportSection.NEXT)
    for _ in range(4):
        click(qtbot, part.up)
    assert printed(page).index("Next steps") < printed(page).index("How the challenge was made")
    part.list.select(ReportSection.HOW)
    click(qtbot, part.switch)
    assert "How the challenge was made" not in printed(page)
    workspace.undo()
    assert "How the challenge was made" in printed(page)
    part.list.select(ReportSection.LINES)
    click(qtbot, part.switch)
    assert "is always printed" in part.said.text()
    reports.issue_report(store, kent)
    page.refresh()
    assert not part.switch.isEnabled()


def test_a_returned_draft_is_looked_at_brought_in_in_one_act_and_answered(
    page: FeedbackPage, store: Store, workspace: Workspace, returned: Path, qtbot: QtBot
) -> None:
    part = page.corrections
    page.tabs.setCurrentIndex(3)
    part.choose_file = lambda: str(returned)
    click(qtbot, part.read)
    assert part.said.text() == "kent draft.docx would bring 2 corrections. Nothing is changed yet."
    assert store.find(Correction) == []
    shot(page, "preview")
    part.list.setFocus()
    qtbot.keyClick(part.list, Qt.Key.Key_Down)
    assert part.list.order.rowCount() == 2
    assert not part.accept.isVisible()
    click(qtbot, part.no)
    assert store.find(Correction) == []
    click(qtbot, part.read)
    click(qtbot, part.yes)
    assert (len(store.find(Correction)), page.tabs.tabText(3)) == (2, "Corrections (2)")
    workspace.undo()
    assert store.find(Correction) == []
    workspace.redo()
    first = next(each for each in store.find(Correction) if each.proposed)
    part.list.select(first.id)
    shot(page, "corrections")
    click(qtbot, part.accept)
    assert BETTER in [each.text for each in store.find(Finding)]
    assert page.tabs.tabText(3) == "Corrections (1)"
    waiting = next(each for each in store.find(Correction) if each.state is CorrectionState.PROPOSED)
    part.list.select(waiting.id)
    click(qtbot, part.accept)
    assert part.refused.text().startswith("Type how the sentence is to read, then accept; or decline with a reason.")
    assert waiting in store.find(Correction)
    click(qtbot, part.decline)
    assert part.refused.text() == "Say why it is declined: the host reads the reason."
    assert part.refused.isVisible()
    write(qtbot, part._reason.box, "No panel paper was shown.")
    click(qtbot, part.decline)
    part.list.select(waiting.id)
    shot(page, "answered")
    click(qtbot, part.printed)
    assert [each.printed for each in store.find(Correction) if each.id == waiting.id] == [True]
    shot(page, "declined")


def test_a_file_that_is_no_draft_is_refused_where_it_was_asked_for(
    page: FeedbackPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(3)
    other = tmp_path / "other.docx"
    docx.Document().save(str(other))
    page.corrections.choose_file = lambda: str(other)
    click(qtbot, page.corrections.read)
    assert page.corrections.said.text().startswith("No sentence of this report is in that file.")


def test_a_report_is_held_not_issued_and_let_go(page: FeedbackPage, store: Store, triad: Triad, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(4)
    part = page.hold
    write(qtbot, part.hold.editor("until"), "17 November 2026")
    click(qtbot, part.hold.button)
    assert part.hold.problem.startswith("Say why the report is held")
    write(qtbot, part.hold.editor("because"), "pre-election period")
    click(qtbot, part.hold.button)
    assert "Held until 17 November 2026: pre-election period." in page.hint.text()
    assert "Without the hold it would be due 26 November 2026." in page.hint.text()
    shot(page, "held")
    click(qtbot, page.issue)
    click(qtbot, page.sure.yes)
    assert not report_life.is_final(store, triad.challenges[0])
    click(qtbot, part.end)
    click(qtbot, page.issue)
    click(qtbot, page.sure.yes)
    assert report_life.is_final(store, triad.challenges[0])
    write(qtbot, part.sent.editor("sent_to"), "Director")
    click(qtbot, part.sent.button)
    assert [each.sent_to for each in store.find(Distribution)] == ["Director"]
    shot(page, "sent")


def test_marking_and_template_are_those_of_every_report(
    page: FeedbackPage, store: Store, triad: Triad, tmp_path: Path, qtbot: QtBot
) -> None:
    click(qtbot, page.set_up)
    box = page.settings.form.editor("marking").box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(box, "OFFICIAL")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert printed(page).startswith("OFFICIAL · Draft")
    path = tmp_path / "region.docx"
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "The region’s own header"
    word.save(str(path))
    page.settings.choose_file = lambda: str(path)
    click(qtbot, page.settings.choose)
    assert page.settings.said.text().startswith("Word reports take the look of region.docx. It lacks the styles ")
    shot(page, "settings")
    assert "The region’s own header" in heads(store, triad)
    click(qtbot, page.settings.remove)
    assert "The region’s own header" not in heads(store, triad)
    path.write_bytes(b"PK no Word file")
    click(qtbot, page.settings.choose)
    assert "not a Word document" in page.settings.said.text()
    click(qtbot, page.set_up)
    assert page.tabs.isVisible()


def heads(store: Store, triad: Triad) -> str:
    """Return what heads the pages of Kent's report as Word."""
    made = reports.report_of(store, triad.challenges[0], reports.Wanted(form=Format.WORD))
    return " ".join(each.text for each in docx.Document(io.BytesIO(made)).sections[0].header.paragraphs)


@pytest.mark.parametrize(("name", "look", "scale"), [("dark", Look.DARK, 100), ("large", Look.LIGHT, 200)])
def test_every_part_is_reached_at_any_look(page: FeedbackPage, theme: Theme, name: str, look: Look, scale: int) -> None:
    theme.set_look(look)
    theme.set_scale(scale)
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        part = page.tabs.widget(at)
        assert part.viewport().width() >= part.widget().minimumSizeHint().width(), "no part is cut off at the side"
        shot(page, f"{name}-{at}")


def test_a_draft_in_which_nothing_was_changed_is_said_to_be_so(
    page: FeedbackPage, store: Store, triad: Triad, tmp_path: Path, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(3)
    same = tmp_path / "same.docx"
    same.write_bytes(reports.report_of(store, triad.challenges[0], reports.Wanted(form=Format.WORD)))
    page.corrections.choose_file = lambda: str(same)
    click(qtbot, page.corrections.read)
    assert page.corrections.said.text() == "same.docx: Nothing was changed in this draft."
