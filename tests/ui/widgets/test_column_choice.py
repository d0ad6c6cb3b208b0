"""Saying in the window which column of a file is which: opened where one is missing, read again at once, forgotten."""

from pathlib import Path

import pandas
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.records import Indicator, Person, TimeEntry
from peer_challenge.storage.store import Store
from tests.builders import a_triad_that_met, south_east_round
from ui.pages.authorities import AuthoritiesPage
from ui.pages.lists import ListsPage
from ui.pages.time_entries import EntriesPart
from ui.widgets.bring_in import BringInContacts
from ui.widgets.bring_in_work import BringInWork
from ui.widgets.column_choice import ColumnChoice
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


def pick(qtbot: QtBot, choice: ColumnChoice, key: str, heading: str) -> None:
    """Choose a heading as a person does, by the keyboard."""
    combo = choice.combos[key]
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(combo.findText(heading)):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentText() == heading


@pytest.fixture
def lists(store: Store, workspace: Workspace, qtbot: QtBot) -> BringInWork:
    workspace.choose_round(south_east_round(store))
    page = ListsPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    return page.bring_in


def test_missing_columns_show_the_choice_and_a_change_reads_the_preview_again(
    store: Store, workspace: Workspace, lists: BringInWork, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "figures.xlsx"
    rows = [["LA name", "Measure", "FY", "Result shown"], ["Kent", "Audits a month", "2026", "12"]]
    pandas.DataFrame(rows).to_excel(table, header=False, index=False, engine="xlsxwriter")
    lists.choose_file = lambda _question: str(table)
    qtbot.mouseClick(lists.of_figures, LEFT)
    assert lists.told.banners[0].sentence == "Choose below which column is “Authority” and “Value”."
    choice = lists.columns
    assert choice.combos["authority"].isVisible()
    assert choice.combos["name"].currentText() == "Measure"
    assert choice.combos["authority"].currentText() == "Not in this file"
    assert choice.said.text() == "Left out: “LA name”, “FY” and “Result shown”."
    assert not lists.verdicts.isVisible()
    pick(qtbot, choice, "authority", "LA name")
    pick(qtbot, choice, "value", "Result shown")
    assert lists.verdicts.isVisible()
    pick(qtbot, choice, "period", "FY")
    assert choice.said.text() == "Every column of the file is used."
    qtbot.mouseClick(lists.confirm, LEFT)
    (figure,) = store.find(Indicator)
    assert (figure.value, figure.period) == ("12", "2026")
    assert not choice.isVisible()
    workspace.undo()
    assert store.find(Indicator) == []
    qtbot.mouseClick(lists.of_figures, LEFT)
    assert choice.combos["authority"].currentText() == "Not in this file", "nothing is remembered"


def test_a_column_is_one_fields_alone_and_passing_over_it_takes_it_from_nobody(
    lists: BringInWork, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "figures.csv"
    table.write_text("Authority,Indicator,Value,Source,Notes\nKent,Audits,12,Region,x\n", encoding="utf-8")
    lists.choose_file = lambda _question: str(table)
    qtbot.mouseClick(lists.of_figures, LEFT)
    choice = lists.columns
    assert choice.said.text() == "Left out: “Notes”."
    assert not choice.combos["unit"].isVisible(), "nothing is missing, so the choice stays closed"
    qtbot.mouseClick(choice.open, LEFT)
    assert choice.combos["unit"].isVisible()
    pick(qtbot, choice, "unit", "Source")
    assert lists.told.banners[0].sentence == "The column “Source” is chosen for “Unit” and “Source”. Leave it to one."
    assert not lists.confirm.isVisible()
    pick(qtbot, choice, "unit", "Notes")
    assert choice.combos["source"].currentText() == "Source"
    assert lists.confirm.isEnabled()
    pick(qtbot, choice, "name", "Not in this file")
    assert lists.told.banners[0].sentence == "Choose below which column is “Indicator”."
    assert not lists.confirm.isVisible()
    qtbot.mouseClick(lists.cancel, LEFT)
    assert not choice.isVisible()
    assert not lists.told.banners


def test_contacts_take_other_headings_too(store: Store, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    workspace.choose_round(south_east_round(store))
    page = AuthoritiesPage(workspace)
    qtbot.addWidget(page)
    panel = BringInContacts(workspace)
    qtbot.addWidget(panel)
    panel.show()
    table = tmp_path / "people.csv"
    table.write_text("Who,Council\nAda Birch,Kent\n", encoding="utf-8")
    panel.read_file(table)
    assert panel.summary.text() == "Choose below which column is “Name”."
    pick(qtbot, panel.columns, "name", "Who")
    qtbot.mouseClick(panel.confirm, LEFT)
    assert "Ada Birch" in {each.name for each in store.find(Person)}


def test_time_takes_other_headings_too(store: Store, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    workspace.choose_round(a_triad_that_met(store).round)
    page = EntriesPart(workspace)
    qtbot.addWidget(page)
    page.show()
    table = tmp_path / "time.csv"
    table.write_text("Host,Stage,How long\nKent,prep,90\n", encoding="utf-8")
    page.bring_in.read_file(table)
    pick(qtbot, page.bring_in.columns, "minutes", "How long")
    qtbot.mouseClick(page.bring_in.confirm, LEFT)
    assert [each.minutes for each in store.find(TimeEntry)] == [90]
