"""Figures and links brought in on the page of lists: looked at row by row, one act, and shown with the authority."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit
from peer_challenge.domain.records import Indicator, Relationship, Session
from peer_challenge.storage.store import Store
from tests.builders import a_triad_that_met, authority_id, south_east_round
from ui.pages.authorities import AuthoritiesPage
from ui.pages.lists import ListsPage
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


def test_figures_come_in_from_a_file_and_stand_with_their_authority(
    store: Store, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace.choose_round(south_east_round(store))
    table = tmp_path / "figures.csv"
    table.write_text("Authority,Indicator,Period,Value\nKent,Audits a month,2026,12\n", encoding="utf-8")
    page = ListsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.bring_in.choose_file = lambda _question: str(table)
    qtbot.mouseClick(page.bring_in.of_figures, LEFT)
    qtbot.mouseClick(page.bring_in.confirm, LEFT)
    assert [each.value for each in store.find(Indicator)] == ["12"]
    authorities = AuthoritiesPage(workspace)
    qtbot.addWidget(authorities)
    authorities.show()
    assert authorities.open_record(authority_id(store, "Kent"))
    assert authorities.detail.tabs.tabText(3) == "Figures (1)"
    assert authorities.open_record(authority_id(store, "Slough"))
    assert not authorities.detail.tabs.isTabVisible(3)
    workspace.undo()
    assert store.find(Indicator) == []


def test_links_come_in_from_a_file(store: Store, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    workspace.choose_round(south_east_round(store))
    before = len(store.find(Relationship))
    table = tmp_path / "links.csv"
    table.write_text("Authority,Other authority,Kind\nKent,Slough,Declared interest\n", encoding="utf-8")
    page = ListsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.bring_in.choose_file = lambda _question: str(table)
    qtbot.mouseClick(page.bring_in.of_links, LEFT)
    qtbot.mouseClick(page.bring_in.confirm, LEFT)
    assert len(store.find(Relationship)) == before + 1


def test_the_checks_after_six_and_twelve_months_are_listed_once_the_group_has_met(
    store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    triad = a_triad_that_met(store)
    workspace.choose_round(triad.round)
    page = ListsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert not page.checks.isVisible()  # the meeting is on 12 November, a week ahead
    (session,) = store.find(Session, round=triad.round)
    workspace.do(lambda _store: edit("Edit session", session, held_on=date(2026, 4, 30)))
    assert [page.checks.model().index(at, 0).data() for at in (0, 3)] == [
        "Kent, after 6 months",
        "Kent, after 12 months",
    ]
    assert page.checks.model().rowCount() == 6
