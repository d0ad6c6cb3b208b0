"""The agenda of a session as a strip of buttons: what was, what is on now, what comes."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from peer_challenge.services.console import AgendaRow
from ui.icons import icon


class AgendaStrip(QScrollArea):
    """`chosen(item)` is a click on a stop. Where the window is too narrow for all, it follows the current one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stops: dict[UUID, QPushButton] = {}
        self._strip = QWidget()
        self._row = QHBoxLayout(self._strip)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.addStretch(1)
        self.setWidget(self._strip)
        self._fit()

    def show_agenda(self, agenda: Sequence[AgendaRow], current: UUID | None, runs: bool) -> None:
        """Show the items; the `current` one is marked “now” while it `runs`, else “next”."""
        items = {row.id for row in agenda}
        for gone in [each for each in self._stops if each not in items]:
            button = self._stops.pop(gone)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for place, row in enumerate(agenda):
            button = self._stops.get(row.id) or self._make(row.id)
            self._row.insertWidget(place, button)
            self._say(button, row, now=row.id == current and runs)
        self._fit()
        if current in self._stops:
            self.ensureWidgetVisible(self._stops[current])

    def stop(self, item: UUID) -> QPushButton:
        """Return the button of an item, for tests and the keyboard."""
        return self._stops[item]

    def changeEvent(self, event: QEvent) -> None:
        """Fit again at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _make(self, item: UUID) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.chosen.emit(item))
        self._stops[item] = button
        return button

    def _say(self, button: QPushButton, row: AgendaRow, *, now: bool) -> None:
        title = row.item.title or row.host_name
        state, picture = "", None
        if now:
            state, picture = "now", icon("play")
        elif row.item.ended_at is not None:
            state, picture = "done", icon("ok")
        minutes = f"{row.item.minutes} minutes planned" if row.item.minutes else "Called back"
        button.setText(f"{title}: now" if now else title)
        button.setIcon(picture or icon("time"))
        button.setChecked(now)
        button.setToolTip(f"{minutes}. Ctrl+Page Down goes to the next, Ctrl+Page Up to the one before.")
        button.setAccessibleName(f"{title}, {state or minutes}")

    def _fit(self) -> None:
        margins = self._row.contentsMargins()
        heights = [each.sizeHint().height() for each in self._stops.values()]
        self.setFixedHeight(max(heights, default=0) + margins.top() + margins.bottom())
