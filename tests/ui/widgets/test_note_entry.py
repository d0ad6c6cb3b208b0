"""Notes are typed without looking: kinds, times, drafts, and nothing typed is lost or changed."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.note_prefixes import PREFIXES, read_kind
from ui.widgets.note_entry import NoteEntry

START = datetime(2026, 11, 5, 10, 42, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def entry(qtbot, theme, clock) -> NoteEntry:
    window = QWidget()
    made = NoteEntry(clock)
    QVBoxLayout(window).addWidget(made)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.box.hasFocus)
    made.notes, made.drafts, made.window_of = [], [], window
    made.submitted.connect(lambda *note: made.notes.append(note))
    made.typing.connect(made.drafts.append)
    return made


def enter(qtbot, entry, text: str = "") -> None:
    for character in text:
        if character.isascii():
            qtbot.keyClicks(entry.box, character)
        else:  # a key that Qt's own test keyboard lacks
            press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(entry.box, press)
    qtbot.keyClick(entry.box, Qt.Key.Key_Return)


def test_type_enter_next(qtbot, entry, clock):
    enter(qtbot, entry, "First")
    clock.time += timedelta(minutes=5)
    enter(qtbot, entry, "Second")
    assert entry.notes == [("First", NoteKind.PLAIN, START), ("Second", NoteKind.PLAIN, clock.time)]
    assert entry.text == ""
    assert entry.box.hasFocus()


def test_the_time_is_that_of_the_first_character(qtbot, entry, clock):
    qtbot.keyClicks(entry.box, "C")
    clock.time += timedelta(minutes=7)
    enter(qtbot, entry, "hairs escalate early")
    assert entry.notes == [("Chairs escalate early", NoteKind.PLAIN, START)]


def test_an_emptied_box_forgets_its_time(qtbot, entry, clock):
    qtbot.keyClicks(entry.box, "x")
    qtbot.keyClick(entry.box, Qt.Key.Key_Backspace)
    assert entry.stamped_at is None
    clock.time += timedelta(minutes=7)
    enter(qtbot, entry, "y")
    assert entry.notes == [("y", NoteKind.PLAIN, clock.time)]


@pytest.mark.parametrize(("sign", "kind"), list(PREFIXES.items()))
@pytest.mark.parametrize("space", ["", " "])
def test_a_typed_sign_says_the_kind(qtbot, entry, sign, kind, space):
    enter(qtbot, entry, f"{sign}{space}Audits lead to change")
    assert entry.notes == [("Audits lead to change", kind, START)]


@pytest.mark.parametrize(
    "text", ["- a dash", "• a bullet", "1. a number", "+12% in a year", "<5 days", "> 80% of audits"]
)
def test_bullets_numbers_and_figures_are_never_a_kind_and_never_changed(qtbot, entry, text):
    enter(qtbot, entry, text)
    assert entry.notes == [(text, NoteKind.PLAIN, START)]


@pytest.mark.parametrize("sign", list(PREFIXES))
def test_pasted_text_is_never_a_kind(qtbot, entry, sign):
    QGuiApplication.clipboard().setText(f"{sign} pasted")
    entry.box.paste()
    enter(qtbot, entry)
    assert entry.notes == [(f"{sign} pasted", NoteKind.PLAIN, START)]


def test_pasting_over_a_typed_sign_takes_it_away(qtbot, entry):
    QGuiApplication.clipboard().setText("! pasted")
    qtbot.keyClicks(entry.box, "+ x")
    entry.box.selectAll()
    entry.box.paste()
    enter(qtbot, entry)
    assert entry.notes == [("! pasted", NoteKind.PLAIN, START)]


def test_a_typed_sign_before_pasted_words_counts(qtbot, entry):
    QGuiApplication.clipboard().setText("pasted")
    qtbot.keyClicks(entry.box, "+ ")
    entry.box.paste()
    enter(qtbot, entry)
    assert entry.notes == [("pasted", NoteKind.STRENGTH, START)]


def test_dictated_words_count_as_typed(qtbot, entry):
    said = QInputMethodEvent()
    said.setCommitString("! No numbers by team")
    QApplication.sendEvent(entry.box, said)
    enter(qtbot, entry)
    assert entry.notes == [("No numbers by team", NoteKind.CONSIDERATION, START)]


@pytest.mark.parametrize(("digit", "kind"), list(zip("123456", PREFIXES.values(), strict=True)))
def test_control_and_a_digit_say_the_kind(qtbot, entry, digit, kind):
    qtbot.keyClicks(entry.box, "Panel")
    qtbot.keyClick(entry.box, Qt.Key(ord(digit)), CONTROL)
    assert entry.chip.text == kind.words
    enter(qtbot, entry, " meets weekly")
    assert entry.notes == [("Panel meets weekly", kind, START)]


def test_a_chosen_kind_takes_the_place_of_a_typed_one_and_choosing_it_again_makes_it_plain(qtbot, entry):
    qtbot.keyClicks(entry.box, "+ Panel")
    qtbot.keyClick(entry.box, Qt.Key.Key_3, CONTROL)
    assert (entry.kind, entry.text) == (NoteKind.QUESTION, "Panel")
    qtbot.keyClick(entry.box, Qt.Key.Key_3, CONTROL)
    assert entry.kind is NoteKind.PLAIN


def test_digits_belong_to_the_box_even_where_the_window_wants_them(qtbot, entry):
    taken = []
    QShortcut(QKeySequence("Ctrl+2"), entry.window_of).activated.connect(lambda: taken.append(1))
    qtbot.keyClicks(entry.box, "x")
    qtbot.keyClick(entry.box, Qt.Key.Key_2, CONTROL)
    assert (entry.kind, taken) == (NoteKind.CONSIDERATION, [])


def test_shift_enter_is_a_new_line(qtbot, entry):
    qtbot.keyClicks(entry.box, "one")
    low = entry.box.height()
    qtbot.keyClick(entry.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    enter(qtbot, entry, "two")
    assert entry.notes == [("one\ntwo", NoteKind.PLAIN, START)]
    assert entry.box.height() == low


def test_enter_without_words_saves_nothing(qtbot, entry):
    for text in ("", "   ", "+"):
        enter(qtbot, entry, text)
    assert entry.notes == []


def test_every_change_is_a_draft(qtbot, entry):
    qtbot.keyClicks(entry.box, "ab")
    assert entry.drafts == ["a", "ab"]


def test_escape_sets_aside_and_brings_back_text_kind_and_time(qtbot, entry, clock):
    qtbot.keyClicks(entry.box, "! Half a thou")
    with qtbot.waitSignal(entry.set_aside) as aside:
        qtbot.keyClick(entry.box, Qt.Key.Key_Escape)
    assert aside.args == ["! Half a thou", NoteKind.CONSIDERATION, START]
    assert entry.text == ""
    assert entry.drafts[-1] == "! Half a thou"  # the draft on disk is not emptied
    clock.time += timedelta(minutes=9)
    qtbot.keyClick(entry.box, Qt.Key.Key_Escape)
    enter(qtbot, entry, "ght")
    assert entry.notes == [("Half a thought", NoteKind.CONSIDERATION, START)]


def test_a_note_that_could_not_be_saved_stays(qtbot, entry):
    entry.submitted.connect(lambda *_: entry.refuse("Another program holds the file. Your note is kept here."))
    enter(qtbot, entry, "+ Panel")
    assert (entry.text, entry.kind, entry.stamped_at) == ("+ Panel", NoteKind.STRENGTH, START)


def test_a_draft_comes_back_after_a_crash(qtbot, entry, clock):
    entry.restore("? Half", None, START - timedelta(hours=1))
    enter(qtbot, entry, " a question")
    assert entry.notes == [("Half a question", NoteKind.QUESTION, START - timedelta(hours=1))]


def test_up_in_an_empty_box_asks_for_the_last_note(qtbot, entry):
    with qtbot.waitSignal(entry.last_wanted):
        qtbot.keyClick(entry.box, Qt.Key.Key_Up)
    qtbot.keyClicks(entry.box, "x")
    with qtbot.assertNotEmitted(entry.last_wanted):
        qtbot.keyClick(entry.box, Qt.Key.Key_Up)


def test_undo_is_the_text_s_own_first_and_then_the_window_s(qtbot, entry):
    undone = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), entry.window_of)
    shortcut.activated.connect(lambda: undone.append(1))
    qtbot.keyClicks(entry.box, "x")
    qtbot.keyClick(entry.box, Qt.Key.Key_Z, CONTROL)
    assert (entry.text, undone) == ("", [])
    enter(qtbot, entry, "saved")
    qtbot.keyClick(entry.box, Qt.Key.Key_Z, CONTROL)
    assert (entry.text, undone) == ("", [1])


def test_everything_is_named(entry, unnamed):
    assert unnamed(entry.window_of) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("+", (NoteKind.STRENGTH, "")),
        ("?!", (NoteKind.PLAIN, "?!")),
        ('! "No"', (NoteKind.CONSIDERATION, '"No"')),
        ("<= 5", (NoteKind.PLAIN, "<= 5")),
        ("", (NoteKind.PLAIN, "")),
    ],
)
def test_signs_that_are_and_are_not(text, read):
    assert read_kind(text) == read
