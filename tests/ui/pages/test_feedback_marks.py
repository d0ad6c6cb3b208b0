"""Before a host reads a report, and before it is issued, what may identify somebody is said once more."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.choices import ReportState
from peer_challenge.services.identifiers import let_stay
from peer_challenge.services.report_life import issue_of
from peer_challenge.storage.store import Store
from tests.builders import a_finding, a_triad_that_met
from ui.pages.feedback import FeedbackPage
from ui.workspace import Workspace

SAID = "looks like a phone number"


def test_a_report_with_a_phone_number_is_asked_about_until_it_may_stay(
    store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    triad = a_triad_that_met(store)
    finding = a_finding(store, triad, "Ring 07700 900123.")
    workspace.choose_round(triad.round)
    page = FeedbackPage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    page.show()
    qtbot.waitExposed(page)
    page.open_record(triad.challenges[0])

    def state() -> ReportState | None:
        issue = issue_of(store, triad.challenges[0])
        return issue.state if issue else None

    qtbot.mouseClick(page.agree, Qt.MouseButton.LeftButton)
    assert state() is ReportState.AGREED
    qtbot.mouseClick(page.send, Qt.MouseButton.LeftButton)
    assert SAID in page.sure.question.text()
    assert state() is ReportState.AGREED
    qtbot.mouseClick(page.sure.yes, Qt.MouseButton.LeftButton)
    assert state() is ReportState.WITH_HOST
    qtbot.mouseClick(page.issue, Qt.MouseButton.LeftButton)
    assert SAID in page.sure.question.text()
    qtbot.mouseClick(page.sure.no, Qt.MouseButton.LeftButton)
    workspace.do(let_stay, finding, "text", "The duty team’s own line")
    qtbot.mouseClick(page.issue, Qt.MouseButton.LeftButton)
    assert SAID not in page.sure.question.text()
    assert "never changes again" in page.sure.question.text()
