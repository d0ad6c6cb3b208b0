"""Editors for one field each: what a person can type, choose or tick, with user-only signals."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QComboBox, QMenu, QSpinBox, QVBoxLayout, QWidget, QWidgetAction

from peer_challenge.domain.errors import UserError
from ui.icons import icon
from ui.widgets.days import read_day, words_of_day
from ui.widgets.texts import LineBox, TextBox


class Editor(QWidget):
    """What a form asks of an editor.

    `typed` carries the text while a person types; `settled` says that they pressed Enter, left, or chose. `fill` shows a
    value and raises neither. `value` raises `UserError` when what was typed cannot be read. `box` is what has the keyboard.
    """

    typed = Signal(str)
    settled = Signal()

    def __init__(self, box: QWidget, *, wide: bool = True) -> None:
        super().__init__()
        self.box = box
        self.setFocusProxy(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)

    def value(self) -> object:
        """Return what the editor holds, as the record would."""
        raise NotImplementedError

    def fill(self, value: object) -> None:
        """Show a value without a signal."""
        raise NotImplementedError

    def fill_typed(self, text: str) -> None:
        """Show text that a person had begun to type and never settled; only text editors have such."""

    def set_closed(self, closed: bool) -> None:
        """Close the editor to change while its value can still be read."""
        self.box.setEnabled(not closed)


class LineEditor(Editor):
    """One line of text; spaces around it are dropped."""

    def __init__(self, placeholder: str = "") -> None:
        self._line = LineBox()
        super().__init__(self._line)
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(self.typed)
        self._line.editingFinished.connect(self.settled)

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self._line.text().strip()

    def fill(self, value: object) -> None:
        """Show text; None is an empty line."""
        self._line.setText("" if value is None else str(value))

    def fill_typed(self, text: str) -> None:
        """Show unsettled text."""
        self._line.setText(text)

    def set_closed(self, closed: bool) -> None:
        """Close the line so that its text can still be copied."""
        self._line.setReadOnly(closed)


class TextEditor(Editor):
    """Several lines of plain text; Enter is a new line, Ctrl+Enter or leaving settles."""

    def __init__(self, least_lines: int = 3, most_lines: int = 14) -> None:
        self._text = _SettlingText(least_lines, most_lines)
        super().__init__(self._text)
        self._text.edited_by_person.connect(self.typed)
        self._text.left.connect(self.settled)

    def value(self) -> str:
        """Return the text without blank lines around it."""
        return self._text.toPlainText().strip()

    def fill(self, value: object) -> None:
        """Show text; None is an empty box."""
        self._text.fill("" if value is None else str(value))

    def fill_typed(self, text: str) -> None:
        """Show unsettled text."""
        self._text.fill(text)

    def set_closed(self, closed: bool) -> None:
        """Close the box so that its text can still be copied."""
        self._text.setReadOnly(closed)


class _SettlingText(TextBox):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
            return
        super().keyPressEvent(event)


class ChoiceEditor(Editor):
    """One of a few choices in words; `none` is what an open choice is called, and leaves it out when it is empty."""

    def __init__(
        self, choices: Iterable[StrEnum], words: Callable[[StrEnum], str] | None = None, none: str = "Not said"
    ) -> None:
        self._combo = CalmCombo()
        super().__init__(self._combo, wide=False)
        if none:
            self._combo.addItem(none, None)
        for choice in choices:
            said = words(choice) if words else str(getattr(choice, "words", choice))
            self._combo.addItem(said, choice)
        self._combo.activated.connect(lambda _at: self.settled.emit())

    def value(self) -> object:
        """Return the choice, or None."""
        return self._combo.currentData()

    def fill(self, value: object) -> None:
        """Show a choice; one that is not offered shows as the open one."""
        at = next((at for at in range(self._combo.count()) if self._combo.itemData(at) == value), -1)
        self._combo.setCurrentIndex(max(at, 0) if self._combo.itemData(0) is None else at)


class CalmCombo(QComboBox):
    """A drop-down list that a turn of the wheel over a form does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class DateEditor(Editor):
    """A day, typed as people write it or picked from a calendar; empty is None. Up and Down go to the day beside it."""

    def __init__(self, today: Callable[[], date] | None = None) -> None:
        self._line = _DateLine()
        super().__init__(self._line, wide=False)
        self._today = today
        self._line.setPlaceholderText("5 November 2026")
        self._line.textEdited.connect(self.typed)
        self._line.editingFinished.connect(self._settle)
        self._line.stepped.connect(self._step)
        self._line.picked.connect(self._pick)

    def value(self) -> date | None:
        """Return the day; raises `UserError` for what is not one."""
        return read_day(self._line.text())

    def fill(self, value: object) -> None:
        """Show a day in words; None is an empty line."""
        self._line.setText(words_of_day(value) if isinstance(value, date) else "")

    def fill_typed(self, text: str) -> None:
        """Show unsettled text."""
        self._line.setText(text)

    def set_closed(self, closed: bool) -> None:
        """Close the line so that its day can still be read."""
        self._line.setReadOnly(closed)

    def _settle(self) -> None:
        if self._readable():
            self.fill(self.value())
        self.settled.emit()

    def _step(self, days: int) -> None:
        if self._readable() and (day := self.value()) is not None:
            self.fill(day + timedelta(days=days))
            self.typed.emit(self._line.text())

    def _pick(self, day: date) -> None:
        self.fill(day)
        self.settled.emit()

    def _readable(self) -> bool:
        try:
            self.value()
        except UserError:
            return False
        return True


class _DateLine(LineBox):
    stepped = Signal(int)
    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        show = self.addAction(icon("calendar"), LineBox.ActionPosition.TrailingPosition)
        show.setToolTip("Pick a day from a calendar (Alt+Down)")
        show.triggered.connect(self._open_calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in steps and not self.isReadOnly():
            alone = not event.modifiers() & Qt.KeyboardModifier.AltModifier
            self.stepped.emit(steps[key]) if alone else self._open_calendar()
            return
        super().keyPressEvent(event)

    def sizeHint(self):  # type: ignore[no-untyped-def]  # noqa: ANN201
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("29 September 2026") + self.fontMetrics().height() * 3)
        return hint

    def _open_calendar(self) -> None:
        if self.isReadOnly():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setAccessibleName("Calendar")
        try:
            day = read_day(self.text())
        except UserError:
            day = None
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(lambda chosen: (menu.close(), self.picked.emit(chosen.toPython())))
        calendar.clicked.connect(lambda chosen: (menu.close(), self.picked.emit(chosen.toPython())))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()
