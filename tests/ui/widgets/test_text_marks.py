from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ui.widgets.editors import TextEditor
from ui.widgets.identifier_line import IdentifierLine
from ui.widgets.note_entry import NoteEntry
from ui.widgets.spelling import Spelling, words_in
from ui.widgets.texts import TextBox

pytest.importorskip("hunspell")


@pytest.mark.parametrize("word", ["organise", "colour", "IRO", "QA’s", "triad", "dip-sample", "child’s", "I"])
def test_british_words_acronyms_and_the_sectors_own_words_stand(word):
    assert Spelling().is_right(word)


@pytest.mark.parametrize("word", ["recieve", "color", "seperate", "occured"])
def test_a_wrong_word_is_told_and_something_is_suggested(word):
    spelling = Spelling()
    assert not spelling.is_right(word)
    assert spelling.suggestions(word)


def test_an_ignored_word_stands_until_the_program_ends():
    spelling = Spelling()
    spelling.ignore("Wexlebury")
    assert spelling.is_right("Wexlebury")
    assert not Spelling().is_right("Wexlebury")


def test_addresses_are_not_words():
    assert [word for _, word in words_in("See www.exmple.org or a.b@exmple.org, Kent’s own")] == [
        "See",
        "or",
        "Kent’s",
        "own",
    ]


def _underlined(box: TextBox) -> list[str]:
    found = []
    block = box.document().firstBlock()
    while block.isValid():
        for each in block.layout().formats():
            if each.format.underlineStyle() != each.format.UnderlineStyle.NoUnderline:
                found.append(block.text()[each.start : each.start + each.length])
        block = block.next()
    return found


@pytest.fixture
def box(qtbot):
    box = TextBox()
    qtbot.addWidget(box)
    box.show()
    return box


def test_a_wrong_word_is_underlined_in_the_first_pause_and_the_one_being_typed_is_not(qtbot, box):
    box.setFocus()
    qtbot.keyClicks(box, "They recieve visits; the seperat")
    qtbot.waitUntil(lambda: _underlined(box) == ["recieve"])
    qtbot.keyClicks(box, " ")
    qtbot.waitUntil(lambda: _underlined(box) == ["recieve", "seperat"])


def test_an_identifier_is_underlined_at_once(qtbot, box):
    box.setFocus()
    qtbot.keyClicks(box, "NHS 943 476 5919")
    assert "943 476 5919" in _underlined(box)


def test_marks_are_nothing_to_undo_and_tell_nobody(qtbot, box):
    told = []
    box.fill("They recieve visits")
    box.edited_by_person.connect(told.append)
    box.marks.rehighlight()
    assert not told
    assert not box.document().isUndoAvailable()


def test_the_menu_offers_what_was_meant(qtbot, box):
    box.fill("They recieve visits")
    cursor = box.textCursor()
    cursor.setPosition(8)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Paste")
    box.marks.add_to(menu, cursor)
    assert menu.actions()[0].text() == "receive"
    menu.actions()[0].trigger()
    assert box.toPlainText() == "They receive visits"


def test_the_line_under_a_field_explains_and_goes_again(qtbot):
    editor = TextEditor()
    qtbot.addWidget(editor)
    editor.show()
    line = editor.findChild(IdentifierLine)
    assert line is not None
    editor.box.setFocus()
    qtbot.keyClicks(editor.box, "Spoke to JB (14)")
    qtbot.waitUntil(line.isVisible)
    assert "a child or relative by initials" in editor.box.accessibleDescription()
    for _ in range(8):
        qtbot.keyClick(editor.box, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not line.isVisible())
    assert editor.box.accessibleDescription() == ""


def test_a_word_left_by_the_cursor_or_the_keyboard_is_looked_at_again(qtbot, box):
    box.setFocus()
    qtbot.keyClicks(box, "They recieve the seperat")
    qtbot.waitUntil(lambda: _underlined(box) == ["recieve"])
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert _underlined(box) == ["recieve", "seperat"]
    for _ in range(8):
        qtbot.keyClick(box, Qt.Key.Key_Right)
    assert _underlined(box) == ["recieve", "seperat"], "walking through a word is not typing it"
    qtbot.keyClicks(box, "x")
    assert _underlined(box) == ["seperat"]
    box.clearFocus()
    assert len(_underlined(box)) == 2


def test_a_word_with_an_apostrophe_is_put_right_as_one(qtbot, box):
    box.fill("A childs’s view")
    cursor = box.textCursor()
    cursor.setPosition(9)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Paste")
    box.marks.add_to(menu, cursor)
    meant = menu.actions()[0].text()
    menu.actions()[0].trigger()
    assert box.toPlainText() == f"A {meant} view"


def test_the_note_box_is_looked_through_too(qtbot):
    entry = NoteEntry(lambda: datetime(2026, 11, 5, tzinfo=UTC))
    qtbot.addWidget(entry)
    entry.show()
    entry.box.setFocus()
    qtbot.keyClicks(entry.box, "+ They recieve JB (14) ")
    qtbot.waitUntil(lambda: _underlined(entry.box) == ["recieve", "JB (14)"])
    assert entry.text == "+ They recieve JB (14) "
