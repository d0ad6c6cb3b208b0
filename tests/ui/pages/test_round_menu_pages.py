"""The pages the Round menu opens: next year’s round, lists and reminders, what is held, and how long it is kept."""

import zipfile
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import Change, ChangeSet, add, edit
from peer_challenge.domain.choices import Joining, ReportState, Role
from peer_challenge.domain.ids import link_id
from peer_challenge.services import actions
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad_that_met
from ui.pages.holdings import HoldingsPage
from ui.pages.lists import ListsPage
from ui.pages.next_round import NextRoundPage
from ui.pages.retention import RetentionPage
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def triad(store: Store, workspace: Workspace) -> Triad:
    """The triad that met, its three taking part in an open round, with one late action."""
    made = a_triad_that_met(store)
    for each in made.hosts:
        host = store.need(r.Authority, each)
        store.apply(edit("Place", host, region="South East"))
        known = link_id("participation", made.round, each)
        part = r.Participation(id=known, round=made.round, authority=each, joining=Joining.JOINED)
        store.apply(add("Join", part))
    store.apply(edit("Place", store.need(r.Round, made.round), region="South East"))
    store.apply(actions.add_action(store, made.challenges[0], "Close the loop", "QA lead", date(2026, 11, 1)))
    workspace.choose_round(made.round)
    return made


def shown(qtbot: QtBot, page):
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def test_next_years_round_is_started_with_a_name_and_enter(
    qtbot: QtBot, workspace: Workspace, store: Store, triad: Triad
) -> None:
    page = shown(qtbot, NextRoundPage(workspace))
    assert "3 authorities take part as before." in page.carried.text()
    qtbot.keyClicks(page.round_name, "Autumn 2026")
    qtbot.keyClick(page.round_name, Qt.Key.Key_Return)
    assert "already" in page.problems.banners[0].sentence
    page.round_name.clear()
    qtbot.keyClicks(page.round_name, "Autumn 2027")
    with qtbot.waitSignal(page.wanted) as went:
        qtbot.keyClick(page.round_name, Qt.Key.Key_Return)
    assert went.args[0] == "Home"
    assert workspace.round != triad.round
    assert store.need(r.Round, workspace.round).name == "Autumn 2027"
    assert workspace.undo_label() == "Start next round"


def test_a_list_is_saved_as_excel_and_reminders_beside_it(
    qtbot: QtBot, workspace: Workspace, triad: Triad, tmp_path
) -> None:
    page = shown(qtbot, ListsPage(workspace))
    page.choose_file = lambda name: str(tmp_path / name)
    page.choose_folder = lambda: str(tmp_path / "reminders")
    page.which.setCurrentIndex(page.which.findData("actions"))
    qtbot.mouseClick(page.as_excel, LEFT)
    assert zipfile.is_zipfile(tmp_path / "Actions.xlsx")
    qtbot.mouseClick(page.as_csv, LEFT)
    assert "Close the loop" in (tmp_path / "Actions.csv").read_text(encoding="utf-8-sig")
    (row,) = page.matters.records.rows
    assert row.late == 4
    qtbot.mouseClick(page.remind, LEFT)
    assert (tmp_path / "reminders" / "Kent.eml").exists()
    assert "Nothing was sent" in page.told.banners[0].sentence


def test_time_comes_in_from_a_file_after_a_look_at_each_row(
    qtbot: QtBot, workspace: Workspace, store: Store, triad: Triad, tmp_path
) -> None:
    page = shown(qtbot, ListsPage(workspace)).bring_in
    table = tmp_path / "time.csv"
    page.choose_file = lambda _question: str(table)
    table.write_text("Host,What,Minutes\nKent,prep,90\nKent,lunch,90\n", encoding="utf-8")
    qtbot.mouseClick(page.of_time, LEFT)
    assert len(page.verdicts.records.rows) == 2
    assert not page.confirm.isEnabled()
    table.write_text("Host,What,Minutes\nKent,prep,90\n", encoding="utf-8")
    qtbot.mouseClick(page.of_time, LEFT)
    qtbot.mouseClick(page.confirm, LEFT)
    assert [each.minutes for each in store.find(r.TimeEntry)] == [90]
    assert not page.verdicts.isVisible()
    workspace.undo()
    assert store.find(r.TimeEntry) == []


def test_all_that_is_held_about_one_authority_is_saved(
    qtbot: QtBot, workspace: Workspace, triad: Triad, tmp_path
) -> None:
    page = shown(qtbot, HoldingsPage(workspace))
    page.choose_file = lambda name: str(tmp_path / name)
    qtbot.keyClicks(page.looking, "medw")
    assert [row.name for row in page.list.records.rows] == ["Medway"]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    with zipfile.ZipFile(tmp_path / "Held about Medway.zip") as bundle:
        assert "read me first.txt" in bundle.namelist()
    assert "Saved as Held about Medway.zip" in page.told.banners[0].sentence


def test_raw_notes_are_destroyed_after_a_second_look_and_a_hold_stops_it(
    qtbot: QtBot, workspace: Workspace, store: Store, triad: Triad
) -> None:
    someone = store.new_id()
    note = r.Note(id=store.new_id(), session=triad.session, challenge=triad.challenges[0], at=store.now(), text="Said")
    finals = [
        r.ReportIssue(
            id=store.new_id(), challenge=each, state=ReportState.FINAL, issued_at=datetime(2026, 11, 30, tzinfo=UTC)
        )
        for each in triad.challenges
    ]
    role = r.RolePeriod(id=store.new_id(), person=someone, role=Role.COORDINATOR)
    people = ChangeSet("Add", (Change(None, r.Person(id=someone, name="Kim Park")), Change(None, role)))
    store.apply(people + add("", note, *finals))
    store.who = someone
    page = shown(qtbot, RetentionPage(workspace))
    assert not page.destroy_button.isEnabled()
    store.now = lambda: datetime(2027, 6, 1, tzinfo=UTC)
    page.refresh()
    qtbot.keyClicks(page.reason, "Legal claim")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    assert "Kim Park stopped disposal on 1 June 2027: Legal claim" in page.hold_words.text()
    assert not page.destroy_button.isEnabled()
    qtbot.mouseClick(page.end, LEFT)
    qtbot.mouseClick(page.destroy_button, LEFT)
    assert len(store.find(r.Note)) == 1
    qtbot.mouseClick(page.confirm.yes, LEFT)
    assert store.find(r.Note) == []
    assert "1 record destroyed on 1 June 2027 by Kim Park" in page.account.text()
