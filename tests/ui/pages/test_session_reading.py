"""Reading the notes of a session: whose they are, the newest in view, and rows of what is left shown whole."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import NoteKind
from tests.builders import a_triad_in_session
from tests.pages import open_session, type_note

LONG = "eleven hundred judgements a year, dips weekly, audits monthly, and a thematic reading of them every term " * 2


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


def a_note(store, triad, author, text):
    return r.Note(
        id=store.new_id(),
        session=triad.session,
        challenge=triad.challenges[0],
        at=store.now(),
        text=text,
        kind=NoteKind.PLAIN,
        author=author,
    )


def people(store, triad, *names):
    made = [r.Person(id=store.new_id(), name=name, authority=triad.hosts[0], invented=True) for name in names]
    store.apply(add("People", *made))
    return [person.id for person in made]


def test_a_name_stands_where_somebody_else_begins_to_write_and_never_under_ones_own(workspace, store, triad, qtbot):
    me, ada, ben = people(store, triad, "Mina Own", "Ada Example", "Ben Sample")
    workspace.become(me)
    writers = (("mine", me), ("hers", ada), ("hers again", ada), ("his", ben), ("mine again", me), ("hers too", ada))
    store.apply(add("Notes", *(a_note(store, triad, who, text) for text, who in writers)))
    page = open_session(workspace, triad.round, qtbot)
    QAbstractItemModelTester(page.desk.list.records)
    type_note(qtbot, page, "typed now")
    face = page.desk.list.itemDelegate()._face
    names = [face.detail(row).rpartition(" · ")[2] for row in page.desk.list.records.rows]
    assert names == ["Note", "Ada Example", "Note", "Ben Sample", "Note", "Ada Example", "Impact of QA"]
    spoken = [
        page.desk.list.records.index(at, 0, QModelIndex()).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)
    ]
    assert ["Ada Example" in each for each in spoken] == [False, True, False]


def test_the_newest_note_stays_in_view_with_larger_text_unless_an_older_one_is_read(
    workspace, store, triad, qtbot, theme
):
    store.apply(add("Notes", *(a_note(store, triad, None, f"{number} {LONG}") for number in range(30))))
    page = open_session(workspace, triad.round, qtbot)
    bar = page.desk.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    before = bar.maximum()
    theme.set_scale(200)
    qtbot.waitUntil(lambda: bar.maximum() > before and bar.value() == bar.maximum())
    bar.setValue(0)
    theme.set_scale(100)
    qtbot.waitUntil(lambda: bar.maximum() == before)
    assert bar.value() == 0


def test_emptying_the_box_puts_the_list_of_tags_away(workspace, triad, qtbot):
    page = open_session(workspace, triad.round, qtbot)
    entry = page.desk.entry
    qtbot.keyClicks(entry.box, "about #")
    assert entry.tags.list.isVisible()
    entry.box.selectAll()
    entry.box.cut()
    assert entry.tags.list.isHidden()


def test_a_row_of_what_is_left_is_shown_whole(workspace, store, triad, qtbot):
    store.apply(add("Notes", a_note(store, triad, None, LONG)))
    page = open_session(workspace, triad.round, qtbot)
    page.show_wrap_up()
    untagged = page.wrap_up.untagged
    qtbot.waitUntil(
        lambda: untagged.viewport().height() >= untagged.visualRect(untagged.order.index(0, 0)).height() > 0
    )
