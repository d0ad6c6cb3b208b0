"""Naming who follows an authority, on the Authorities page, by keys and clicks."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain import records as r
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round
from tests.pages import show_page
from ui.pages.authorities import AuthoritiesPage
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(store: Store, workspace: Workspace, qtbot: QtBot) -> Iterator[AuthoritiesPage]:
    page = show_page(AuthoritiesPage, workspace, south_east_round(store), qtbot, 1176, 678)
    assert page.table.select(authority_id(store, "Surrey"))
    yield page
    page.hide()


def test_what_is_publicly_known_is_offered_and_one_undo_takes_it_back(
    page: AuthoritiesPage, store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    part = page.detail.following
    assert not part.said.isVisible()
    qtbot.mouseClick(part.name, LEFT)
    qtbot.keyClick(part.entry.editor("names"), Qt.Key.Key_Return)
    surrey = store.need(r.Authority, authority_id(store, "Surrey"))
    assert (len(surrey.successors), surrey.valid_to) == (2, date(2027, 3, 31))
    assert part.said.text() == (
        "East Surrey and West Surrey will take its place on 1 April 2027. This round goes on with Surrey to its end."
    )
    assert part.entry.isHidden()
    assert page.count.text() == "19 of 19 take part in this round."
    assert page.open_record(authority_id(store, "East Surrey"))
    assert page.detail.following.said.text() == "It took the place of Surrey on 1 April 2027."
    workspace.undo()
    assert store.find(r.Authority, name="East Surrey") == []
    assert page.count.text() == "19 of 19 take part in this round."


def test_a_refusal_is_said_in_place_and_keeps_what_was_typed(page: AuthoritiesPage, store: Store, qtbot: QtBot) -> None:
    part = page.detail.following
    qtbot.mouseClick(part.name, LEFT)
    names = part.entry.editor("names")
    names.selectAll()
    qtbot.keyClicks(names, "Surrey")
    qtbot.keyClick(names, Qt.Key.Key_Return)
    assert part.entry.problem == "Surrey cannot take the place of Surrey. Write the name of another authority."
    qtbot.keyClick(names, Qt.Key.Key_Escape)
    assert part.entry.isHidden()
    assert store.need(r.Authority, authority_id(store, "Surrey")).successors == ()
