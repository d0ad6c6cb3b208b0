"""Home as a person uses it: the first step by Enter, the chase by a click, and what is there for whom."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.services.places import Place
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round
from ui.pages.home import HomePage
from ui.workspace import Workspace


@pytest.fixture
def round_id(store: Store, workspace: Workspace) -> UUID:
    made = south_east_round(store)
    workspace.choose_round(made)
    return made


@pytest.fixture
def page(round_id: UUID, workspace: Workspace, qtbot: QtBot) -> Iterator[HomePage]:
    page = HomePage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.hide()


def test_the_first_step_is_ready_and_enter_goes_where_it_is_done(page: HomePage, qtbot: QtBot) -> None:
    page.first_focus().setFocus()
    with qtbot.waitSignal(page.wanted) as went:
        qtbot.keyClick(page.steps, Qt.Key.Key_Return)
    assert went.args == [Place.SEND_RECEIVE, page.workspace.round]


def test_the_timeline_is_said_in_one_sentence_after_another(page: HomePage) -> None:
    assert [cell.title.text() for cell in page.timeline.cells][:2] == ["Groups: now", "SEFs in"]
    said = page.timeline.accessibleDescription()
    assert said.startswith("Groups, 19 take part, now. SEFs in, 0 of 19, to come.")


def test_who_is_late_is_written_to_with_a_click_and_a_folder(
    page: HomePage, workspace: Workspace, store: Store, round_id: UUID, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not page.chase.isVisible()
    before = store.need(r.Round, round_id)
    workspace.do(lambda _store: edit("Edit round", before, sef_due=date(2026, 10, 16)))
    assert (
        page.chase.said.text()
        == "19 authorities are late: Bracknell Forest, Brighton and Hove, Buckinghamshire and 16 more."
    )
    page.chase.choose_folder = lambda: str(tmp_path)
    qtbot.mouseClick(page.chase.write, Qt.MouseButton.LeftButton)
    assert len(list(tmp_path.glob("*-reminder.eml"))) == 19
    assert "Nothing was sent." in page.chase.told.banners[0].sentence


def test_a_challenger_is_not_asked_to_chase_anybody(
    page: HomePage, workspace: Workspace, store: Store, round_id: UUID
) -> None:
    someone = r.Person(id=store.new_id(), name="Ann", authority=authority_id(store, "Kent"))
    store.apply(add("Add", someone))
    before = store.need(r.Round, round_id)
    workspace.become(someone.id)
    workspace.do(lambda _store: edit("Edit round", before, sef_due=date(2026, 10, 16)))
    assert not page.chase.isVisible()
