"""Choosing who you are: notes and changes carry that name, also after the file is opened again."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain import changes
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Authority, Person
from peer_challenge.services.whose import whose_window
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.store import Store
from ui.pages.you import YouPage
from ui.workspace import Workspace


def with_people(store: Store) -> dict[str, Person]:
    kent = Authority(id=new_id(), name="Kent")
    names = ("Ada Quill", "Bo Fenwick-Rao", "Cy Marlowe")
    people = {name: Person(id=new_id(), name=name, authority=kent.id, job_title="Challenger") for name in names}
    store.apply(changes.add("Add people", kent, *people.values()))
    return people


def test_a_person_is_found_and_chosen_by_keyboard(qtbot: QtBot, workspace: Workspace, store: Store) -> None:
    people = with_people(store)
    page = YouPage(workspace)
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClicks(page.looking, "fen")
    assert [row.name for row in page.people.records.rows] == ["Bo Fenwick-Rao"]
    qtbot.keyClick(page.people, Qt.Key.Key_Return)
    assert workspace.who == people["Bo Fenwick-Rao"].id
    assert "Bo Fenwick-Rao" in page.now.text()
    again = open_store(store.path)
    assert again.who == people["Bo Fenwick-Rao"].id
    again.close()


def test_somebody_new_becomes_the_coordinator(qtbot: QtBot, workspace: Workspace, store: Store) -> None:
    with_people(store)
    page = YouPage(workspace)
    qtbot.addWidget(page)
    page.show()
    qtbot.keyClicks(page.new_name, "Dee Osei-Lund")
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert whose_window(store) == "Dee Osei-Lund, coordinator"
    assert page.new_name.text() == ""


def test_an_empty_name_is_told_and_changes_nothing(qtbot: QtBot, workspace: Workspace, store: Store) -> None:
    with_people(store)
    page = YouPage(workspace)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(workspace.failed):
        qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert workspace.who is None
