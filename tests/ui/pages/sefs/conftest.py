"""The page of self-evaluations of a triad."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.ids import known_id
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad
from tests.pages import show_page
from ui.pages.sefs import SefsPage
from ui.theme import Theme
from ui.workspace import Workspace


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad(store)


@pytest.fixture
def page(triad: Triad, workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[SefsPage]:
    page = show_page(SefsPage, workspace, triad.round, qtbot, 1176, 678)
    page.first_focus().setFocus()
    yield page
    page.hide()


@pytest.fixture
def kent(page: SefsPage, triad: Triad, qtbot: QtBot) -> UUID:
    """Kent's SEF, opened from the table by Enter."""
    page.overview.table.select(triad.hosts[0])
    qtbot.keyClick(page.overview.table, Qt.Key.Key_Return)
    return known_id("submission", triad.round, triad.hosts[0])
