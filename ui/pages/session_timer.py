"""The time of whoever is on: calm, one button to hide it, one to pause; sleep and a changed clock add nothing."""

from time import monotonic
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from peer_challenge.domain.days import count_of
from peer_challenge.domain.records import AgendaItem
from peer_challenge.domain.stopwatch import Stopwatch
from peer_challenge.services.console import ConsoleView
from peer_challenge.services.sessions import seconds_spent
from ui.icons import icon
from ui.workspace import Workspace

_LOOK_MILLISECONDS = 5000


class SessionTimer(QWidget):
    """Says the minutes of the running item, and only when they change; `pause_wanted` is the button.

    `rising` is a clock in seconds that nobody can set.
    """

    pause_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.rising = monotonic
        self._watch: Stopwatch | None = None
        self._item: AgendaItem | None = None
        self.time, self.pause, self.count = QPushButton(), QPushButton(), QPushButton()
        self._hidden = False
        self.time.setFlat(True)
        self.time.clicked.connect(self._on_hide)
        self.pause.clicked.connect(self.pause_wanted)
        self.count.clicked.connect(self._on_count)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_LOOK_MILLISECONDS)
        self._ticks.timeout.connect(self.look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (self.count, self.time, self.pause):
            row.addWidget(each)

    @property
    def spent(self) -> int | None:
        """The seconds of the running item as measured; None while nothing runs."""
        self.look()
        return round(self._watch.spent) if self._watch else None

    def show_view(self, view: ConsoleView) -> None:
        """Follow the item that runs, if one does."""
        item = view.current.item if view.current and view.runs else None
        if _facts(item) != _facts(self._item):
            self._item = item
            self._watch = self._fresh(item) if item and item.paused_at is None else None
        if self._watch is None:
            self._ticks.stop()
        elif not self._ticks.isActive():
            self._ticks.start()
        self.setVisible(item is not None)
        self._say()

    def look(self) -> None:
        """Take a further look at both clocks."""
        if self._watch is not None:
            self._watch = self._watch.looked(self._workspace.now(), self.rising())
            self._say()

    def _fresh(self, item: AgendaItem) -> Stopwatch:
        now = self._workspace.now()
        return Stopwatch(wall=now, rising=self.rising(), spent=seconds_spent(item, now))

    def _on_hide(self) -> None:
        self._hidden = not self._hidden
        self._say()

    def _on_count(self) -> None:
        if self._watch is not None:
            self._watch = self._watch.counted()
            self._say()

    def _say(self) -> None:
        if self._item is None:
            return
        paused = self._item.paused_at is not None
        seconds = self._watch.spent if self._watch else seconds_spent(self._item, self._workspace.now())
        minutes, planned = int(seconds // 60), self._item.minutes
        of = f" of {count_of(planned, 'minute')}" if planned else f" {'minute' if minutes == 1 else 'minutes'}"
        words = f"{minutes}{of}{', paused' if paused else ''}" if not self._hidden else "Show the time"
        left_out = int(self._watch.left_out // 60) if self._watch else 0
        if words != self.time.text():
            self.time.setText(words)
            self.time.setAccessibleName(f"Time: {words}")
            self.time.setToolTip("Shows or hides the time. It goes on either way.")
        self.pause.setText("Go on" if paused else "Pause")
        self.pause.setIcon(icon("play" if paused else "pause"))
        self.pause.setToolTip("Pauses the time, or lets it go on (F9)")
        self.count.setText(f"Count {count_of(left_out, 'minute')} of sleep")
        self.count.setToolTip("The computer slept, or its clock was changed, so these minutes are left out")
        self.count.setVisible(left_out > 0)


def _facts(item: AgendaItem | None) -> tuple[UUID, object, object, int] | None:
    return (item.id, item.began_at, item.paused_at, item.paused_seconds) if item else None
