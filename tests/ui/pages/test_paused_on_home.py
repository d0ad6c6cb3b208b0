"""Home as a challenge is paused and goes on: the grid says so at once, and nothing of it is late meanwhile."""

from datetime import date

from pytestqt.qtbot import QtBot

from peer_challenge.domain.choices import PauseReason, ReportState, SessionState
from peer_challenge.services import pauses
from peer_challenge.services.home import STAGES
from peer_challenge.storage.store import Store
from tests.services.test_home import at_work, finding, report, session, shared
from ui.pages.home import HomePage
from ui.workspace import Workspace


def test_a_pause_shows_at_once_and_undo_takes_it_back(store: Store, workspace: Workspace, qtbot: QtBot) -> None:
    triad = at_work(store)
    shared(store, triad)
    session(store, triad, date(2026, 10, 20), SessionState.HELD)
    finding(store, triad.challenges[0])
    report(store, triad.challenges[0], ReportState.WITH_HOST)
    workspace.choose_round(triad.round)
    page = HomePage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()

    def said() -> str:
        index = page.grid.model().index(0, STAGES.index("Report") + 1)
        return str(index.data())

    assert said() == "With host, late"
    workspace.do(pauses.pause_challenge, triad.challenges[0], PauseReason.INSPECTION, date(2026, 10, 26))
    qtbot.waitUntil(lambda: said() == "With host, paused")
    workspace.undo()
    qtbot.waitUntil(lambda: said() == "With host, late")
