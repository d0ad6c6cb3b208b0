"""What went wrong is said in place in plain words; a fault of the program is reported without anybody's words."""

import sys
from datetime import datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Cancelled
from ui.bug_report import report_of
from ui.colours import Tone
from ui.messages import Messages, install_excepthook, saved_words

CANARY = "Child A of Elm Street"


@pytest.fixture
def window(qtbot, theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def messages(qtbot, window) -> Messages:
    made = Messages(window)
    column = QVBoxLayout(window)
    column.addWidget(made.bar)
    column.addWidget(made.status)
    with qtbot.waitExposed(window):
        window.show()
    return made


def said(messages: Messages) -> list[tuple[str, Tone]]:
    return [(banner.sentence, banner.tone) for banner in messages.bar.banners]


def fault() -> Exception:
    note = CANARY
    try:
        try:
            int(note)
        except ValueError as cause:
            raise KeyError(note) from cause
    except KeyError as error:
        return error


def test_a_user_error_is_its_sentence_in_place(messages):
    messages.show_failure(UserError("“Medwya” is not an authority. Choose one from the list."))
    assert said(messages) == [("“Medwya” is not an authority. Choose one from the list.", Tone.BAD)]
    assert messages.report is None
    assert messages.bar.isVisible()


def test_stopping_is_no_error(messages):
    messages.show_failure(Cancelled())
    assert said(messages) == [("Stopped. Nothing was changed.", Tone.INFO)]


def test_lines_are_dismissed_by_mouse_or_escape_and_take_no_room_then(qtbot, messages, window, unnamed):
    messages.info("One")
    messages.warning("Two")
    assert unnamed(window) == []
    assert [sentence for sentence, _ in said(messages)] == ["Two", "One"]
    first, second = messages.bar.banners
    qtbot.mouseClick(first.findChild(QToolButton), Qt.MouseButton.LeftButton)
    qtbot.keyClick(second.findChild(QToolButton), Qt.Key.Key_Escape)
    assert said(messages) == []
    assert not messages.bar.isVisible()


def test_the_same_twice_stands_once_and_only_the_latest_stay(messages):
    for sentence in ("a", "b", "c", "d", "c"):
        messages.info(sentence)
    assert [sentence for sentence, _ in said(messages)] == ["c", "d", "b"]


def test_a_line_can_offer_what_to_do(qtbot, messages):
    done = []
    messages.error("The file is open elsewhere.", ("Try again", lambda: done.append(1)))
    button = next(b for b in messages.bar.findChildren(QWidget) if getattr(b, "text", str)() == "Try again")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert done == [1]
    assert said(messages) == []


def test_typed_words_are_plain_text(messages):
    messages.error("<b>x</b>")
    label = next(one for one in messages.bar.findChildren(QLabel) if one.text() == "<b>x</b>")
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_saved_is_said_on_the_clock_of_the_laptop(messages):
    messages.saved(datetime(2026, 11, 5, 10, 42).astimezone())
    assert messages.status.text() == "Saved 10:42"
    assert saved_words(datetime(2026, 11, 5, 9, 5).astimezone()) == "Saved 09:05"


def test_a_report_has_versions_and_places_and_nobody_s_words():
    report = report_of(fault())
    assert CANARY not in report
    assert "builtins.KeyError" in report
    assert "builtins.ValueError" in report
    assert "ui/test_messages.py:" in report
    assert " in fault" in report
    assert "Qt 6." in report
    assert "/work/" not in report


def test_a_fault_opens_one_report_that_can_be_copied(qtbot, messages, unnamed):
    messages.show_failure(fault())
    messages.show_failure(fault())
    report = messages.report
    assert report is not None
    assert unnamed(report) == []
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == report.report
    qtbot.keyClick(report, Qt.Key.Key_Escape)
    assert messages.report is None


def test_what_nothing_caught_is_reported_and_the_window_stays_up(qtbot, messages, window, excepthook):
    restore = install_excepthook(messages)

    def fail() -> None:
        raise ValueError(CANARY)

    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: messages.report is not None)
    assert window.isVisible()
    messages.report.close()
    restore()
    assert sys.excepthook is excepthook


def test_a_user_error_that_nothing_caught_is_still_a_sentence(qtbot, messages, excepthook):
    restore = install_excepthook(messages)

    def fail() -> None:
        raise UserError("The folder is missing.")

    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: said(messages) == [("The folder is missing.", Tone.BAD)])
    restore()


def test_a_stop_from_the_keyboard_goes_to_python(messages, excepthook):
    passed = []
    sys.excepthook = lambda *what: passed.append(what[0])
    restore = install_excepthook(messages)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    restore()
