"""A day as people write it: read, shown in words, and picked from a calendar."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QMenu, QWidgetAction

from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.meeting_words import read_days
from ui.icons import icon
from ui.widgets.editors import Editor
from ui.widgets.texts import LineBox

_FORMS = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %m %Y", "%d/%m/%y")


_WITHOUT_YEAR = (("{} {}", "%d %B %Y"), ("{} {}", "%d %b %Y"), ("{}/{}", "%d/%m/%Y"))
_EXAMPLE = "For example 5 November 2026"
_YEARS_TO_A_LEAP_DAY = 9


def read_day(text: str, today: date | None = None) -> date | None:
    """Read a day, the day before the month; empty is None, anything else a `UserError`.

    A day without its year is the next such day, today included.
    """
    given = " ".join(text.replace(",", " ").split())
    if not given:
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(given, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    if coming := _coming(given, today or day_in_england(datetime.now(UTC))):
        return coming
    read_days(given, today or day_in_england(datetime.now(UTC)))  # says what is wrong with a day of no calendar
    raise UserError(f"“{given}” is not a day. Write it like 5 November 2026.")


def _coming(given: str, today: date) -> date | None:
    for year in range(today.year, today.year + _YEARS_TO_A_LEAP_DAY):
        for join, form in _WITHOUT_YEAR:
            try:
                day = datetime.strptime(join.format(given, year), form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
            if day >= today:
                return day
    return None


class DateEditor(Editor):
    """A day, typed as people write it or picked from a calendar; empty is None. Up and Down go to the day beside it."""

    def __init__(self) -> None:
        self._line = _DateLine()
        super().__init__(self._line, wide=False)
        self._line.setPlaceholderText(_EXAMPLE)
        self._line.textEdited.connect(self.typed)
        self._line.returnPressed.connect(self._settle)
        self._line.left.connect(self._settle)
        self._line.stepped.connect(self._step)
        self._line.picked.connect(self._pick)

    @property
    def line(self) -> LineBox:
        """The line that the day is typed in."""
        return self._line

    def value(self) -> date | None:
        """Return the day; raises `UserError` for what is not one."""
        return read_day(self._line.text())

    def fill(self, value: object) -> None:
        """Show a day in words; None is an empty line."""
        self._line.setText(day_in_words(value) if isinstance(value, date) else "")

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
        super().__init__("a date")
        show = self.addAction(icon("calendar"), LineBox.ActionPosition.TrailingPosition)
        show.setToolTip("Pick a day from a calendar (Alt+Down)")
        show.triggered.connect(self._open_calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in steps and not self.isReadOnly():
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._open_calendar()
            else:
                self.stepped.emit(steps[key])
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(_EXAMPLE) + self.fontMetrics().height() * 3)
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
        for chosen in (calendar.activated, calendar.clicked):
            chosen.connect(menu.close)
            chosen.connect(self._on_chosen)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _on_chosen(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
