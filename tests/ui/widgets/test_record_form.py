"""Filling a form says nothing; leaving a field, Enter, choosing and a pause say each change once."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QPushButton, QTableView

from peer_challenge.domain.choices import Grade
from peer_challenge.domain.errors import UserError
from ui.widgets.date_editor import DateEditor, read_day
from ui.widgets.editors import CheckEditor, ChoiceEditor, LineEditor, MinutesEditor, TextEditor
from ui.widgets.record_form import Field, RecordForm


@dataclass(frozen=True)
class Meeting:
    id: int
    name: str = "Kent"
    why: str = "Two lines\nof text"
    grade: Grade | None = Grade.GOOD
    held: date | None = date(2026, 11, 5)
    minutes: int = 90
    online: bool = False


@pytest.fixture
def form(qtbot, theme) -> RecordForm:
    made = RecordForm(
        [
            Field("Name", "name", LineEditor()),
            Field("Why", "why", TextEditor(), "In a sentence or two."),
            Field("Judgement", "grade", ChoiceEditor(Grade)),
            Field("Meeting day", "held", DateEditor()),
            Field("Length", "minutes", MinutesEditor()),
            Field("Place", "online", CheckEditor("Held online")),
        ],
        idle_ms=40,
    )
    qtbot.addWidget(made)
    made.resize(500, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.said, made.drafts = [], []
    made.edited.connect(lambda name, value: made.said.append((made.record.id, name, value)))
    made.typing.connect(lambda name, text: made.drafts.append((name, text)))
    made.show_record(Meeting(1))
    return made


def type_into(qtbot, form, name: str, text: str):
    box = form.editor(name).box
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    if hasattr(box, "selectAll"):
        box.selectAll()
    qtbot.keyClicks(box, text)
    return box


def test_filling_says_nothing(qtbot, form):
    form.show_record(Meeting(2, "Medway", "x", None, None, 5, True))
    form.show_record(Meeting(2, "Slough", "y", Grade.OUTSTANDING, date(2026, 1, 1), 0, False))
    form.settle()
    assert form.said == form.drafts == []


def test_walking_through_says_nothing_even_where_text_has_spaces_around_it(qtbot, form):
    form.show_record(Meeting(3, "  Kent ", "\nx\n", None, None))
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Tab)
    assert form.said == []


def test_each_key_is_a_draft_and_leaving_is_the_change(qtbot, form):
    type_into(qtbot, form, "name", "Sl")
    assert form.drafts == [("name", "S"), ("name", "Sl")]
    assert form.said == []
    form.editor("why").box.setFocus()
    assert form.said == [(1, "name", "Sl")]


def test_enter_says_it_once(qtbot, form):
    box = type_into(qtbot, form, "name", " Slough ")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    form.editor("why").box.setFocus()
    assert form.said == [(1, "name", "Slough")]


def test_a_pause_says_it_without_taking_the_keyboard(qtbot, form):
    box = type_into(qtbot, form, "why", "Because")
    qtbot.waitUntil(lambda: form.said == [(1, "why", "Because")])
    assert box.hasFocus()


def test_several_lines_settle_with_control_enter_and_enter_is_a_line(qtbot, form):
    box = type_into(qtbot, form, "why", "one")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClicks(box, "two")
    assert form.said == []
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.said == [(1, "why", "one\ntwo")]


def test_a_choice_a_tick_and_a_step_are_changes(qtbot, form):
    choice = form.editor("grade").box
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.mouseClick(form.editor("online").box, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    minutes = form.editor("minutes").box
    minutes.setFocus()
    qtbot.keyClick(minutes, Qt.Key.Key_Up)
    form.settle()
    assert form.said == [(1, "grade", Grade.REQUIRES_IMPROVEMENT), (1, "online", True), (1, "minutes", 95)]


def test_a_turn_of_the_wheel_changes_nothing(form):
    for name in ("grade", "minutes"):
        box = form.editor(name).box
        box.setFocus()
        turn = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turn)
    form.settle()
    assert form.said == []


def test_a_day_is_typed_as_people_write_it(qtbot, form):
    box = type_into(qtbot, form, "held", "12/11/2026")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert form.said == [(1, "held", date(2026, 11, 12))]
    assert box.text() == "12 November 2026"
    qtbot.keyClick(box, Qt.Key.Key_Up)
    form.settle()
    box.clear()
    qtbot.keyClicks(box, " ")
    form.settle()
    assert form.said[1:] == [(1, "held", date(2026, 11, 13)), (1, "held", None)]


def test_what_is_no_day_stays_with_a_sentence_below_until_it_is_put_right(qtbot, form):
    box = type_into(qtbot, form, "held", "5 Novembre")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert form.said == []
    assert box.text() == "5 Novembre"
    assert box.accessibleDescription() == "“5 Novembre” is not a day. Write it like 5 November 2026."
    type_into(qtbot, form, "held", "6 November 2026")
    form.settle()
    assert form.said == [(1, "held", date(2026, 11, 6))]
    assert box.accessibleDescription() == ""


@pytest.mark.parametrize("text", ["5 November 2026", "5 nov 2026", "05/11/2026", "5/11/26", "2026-11-05", "5.11.2026"])
def test_days_people_write(text):
    assert read_day(text) == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((each, "Write it like 5 November 2026") for each in ("November", "tomorrow", "5")),
        ("31/02/2026", "February 2026 has 28 days"),
        ("31 April 2027", "April has 30 days"),
        ("11/13/2026", "Write the day before the month"),
    ],
)
def test_what_is_not_a_day(text, why):
    with pytest.raises(UserError, match=why):
        read_day(text)


@pytest.mark.parametrize("text", ["4 dec", "4 December", "4/12", "4  DEC"])
def test_a_day_without_its_year_is_the_next_one(text):
    assert read_day(text, date(2026, 11, 5)) == date(2026, 12, 4)
    assert read_day(text, date(2026, 12, 4)) == date(2026, 12, 4)
    assert read_day(text, date(2026, 12, 5)) == date(2027, 12, 4)


def test_a_leap_day_without_its_year():
    assert read_day("29 february", date(2026, 11, 5)) == date(2028, 2, 29)


def test_the_calendar_picks_a_day(qtbot, form):
    box = form.editor("held").box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    calendar = QApplication.activePopupWidget().findChild(QCalendarWidget)
    qtbot.keyClick(calendar.findChild(QTableView), Qt.Key.Key_Right)
    qtbot.keyClick(calendar.findChild(QTableView), Qt.Key.Key_Return)
    assert form.said == [(1, "held", date(2026, 11, 6))]


def test_another_record_settles_the_one_before_it(qtbot, form):
    type_into(qtbot, form, "name", "Slough")
    form.show_record(Meeting(2, "Medway"))
    assert form.said == [(1, "name", "Slough")]
    assert form.editor("name").box.text() == "Medway"


def test_the_same_record_read_again_leaves_what_is_being_typed_and_the_cursor_alone(qtbot, form):
    why = form.editor("why").box
    why.moveCursor(why.textCursor().MoveOperation.Start)
    type_into(qtbot, form, "name", "Slough")
    form.show_record(replace(Meeting(1), minutes=30))
    assert form.editor("name").box.text() == "Slough"
    assert form.editor("minutes").value() == 30
    assert why.textCursor().position() == 0
    form.show_record(replace(Meeting(1), name="Somebody else's"))
    assert form.editor("name").box.text() == "Slough"
    assert form.unsettled() == {"name": "Slough"}


def test_a_draft_comes_back_over_what_the_record_says(form):
    form.put_draft("why", "Half a sen")
    assert form.unsettled() == {"why": "Half a sen"}
    form.settle()
    assert form.said == [(1, "why", "Half a sen")]


def test_a_refused_change_stays_and_is_offered_again(qtbot, form):
    def full_disk(name: str, _value: object) -> None:
        form.refuse(name, "There is no room left on this disk.")

    form.edited.connect(full_disk)
    box = type_into(qtbot, form, "name", "Slough")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.text(), box.accessibleDescription()) == ("Slough", "There is no room left on this disk.")
    form.edited.disconnect(full_disk)
    form.editor("why").box.setFocus()
    assert form.said == [(1, "name", "Slough"), (1, "name", "Slough")]
    assert box.accessibleDescription() == ""


def test_two_versions_are_marked_and_can_be_asked_for_by_keyboard(qtbot, form):
    form.mark_versions("name", 2)
    mark = next(button for button in form.findChildren(QPushButton) if button.isVisible())
    assert (mark.text(), mark.accessibleName()) == ("2 versions", "Name: 2 versions")
    with qtbot.waitSignal(form.versions_asked) as asked:
        qtbot.keyClick(mark, Qt.Key.Key_Space)
    assert asked.args == ["name"]
    form.mark_versions("name", 1)
    assert not mark.isVisible()


def test_a_closed_field_can_be_read_and_not_changed(qtbot, form):
    form.close_field("name", "A newer version of the program wrote this.")
    type_into(qtbot, form, "name", "Slough")
    form.settle()
    assert (form.editor("name").box.text(), form.said) == ("Kent", [])
    form.close_field("name", "")
    type_into(qtbot, form, "name", "Slough")
    form.settle()
    assert form.said == [(1, "name", "Slough")]


def test_every_field_is_named_by_its_label(form, unnamed):
    form.mark_versions("name", 2)
    assert unnamed(form) == []
    assert form.editor("why").box.accessibleName() == "Why"
    assert form.editor("why").box.accessibleDescription() == "In a sentence or two."


def test_pasted_markup_is_text(qtbot, form):
    QGuiApplication.clipboard().setText("<b>bold</b>")
    box = type_into(qtbot, form, "why", "x")
    box.selectAll()
    box.paste()
    form.settle()
    assert form.said == [(1, "why", "<b>bold</b>")]
    assert box.document().characterAt(0) == "<"


def test_text_grows_with_what_is_typed(qtbot, form):
    before = form.editor("why").box.height()
    box = type_into(qtbot, form, "why", "one")
    for _ in range(6):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.height() > before
