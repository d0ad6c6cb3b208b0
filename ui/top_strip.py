"""The strip above every page: which round this is, who works in it, and the box that looks everywhere."""

from uuid import UUID

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from peer_challenge.domain.records import Round
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import CalmCombo
from ui.widgets.labels import Chip, Heading, plain_label, plain_tip
from ui.widgets.texts import LineBox

_PAUSE_MILLISECONDS = 200
_ROOMY_IN_LINES = 60
_DEMO = "Demo round: the people are invented"


class SearchBox(LineBox):
    """Looks while a person types; Down goes to what was found, Esc empties the box and leaves."""

    looked_for = Signal(str)
    left_down = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("words looked for", parent)
        self.setAccessibleName("Search everything")
        self.setPlaceholderText("Search everything")
        self.setToolTip("Search everything (Ctrl+Shift+F)")
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), self.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(lambda: self.looked_for.emit(self.text()))
        self.textEdited.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self._on_return)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leaves towards the list, Esc gives up."""
        if event.key() == Qt.Key.Key_Down:
            self._on_return()
        elif event.key() == Qt.Key.Key_Escape:
            self._pause.stop()
            self.clear()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _on_return(self) -> None:
        self._pause.stop()
        self.looked_for.emit(self.text())
        self.left_down.emit()


class TopStrip(QWidget):
    """Round, role and search; `round_wanted` carries the id of a round chosen where the file holds several."""

    round_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Heading("", 2)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rounds = CalmCombo()
        self.rounds.setAccessibleName("Round")
        self.rounds.activated.connect(lambda at: self.round_wanted.emit(self.rounds.itemData(at)))
        self.role = plain_label(wrap=False, muted=True)
        self.demo = Chip(_DEMO, Tone.INFO)
        self.closed = Chip("Reading only", Tone.WARNING)
        self.search = SearchBox()
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.title, 1)
        self._line.addWidget(self.rounds, 1)
        for each in (self.closed, self.demo, self.role, self.search):
            self._line.addWidget(each)
        self._fit()

    def show_rounds(self, rounds: list[Round], chosen: UUID | None) -> None:
        """Show the name of the round, or a list of names where the file holds several."""
        names = {each.id: each.name for each in rounds}
        self.title.setText(names.get(chosen, "No round yet") if chosen else "No round yet")
        self.title.setVisible(len(rounds) < 2)
        self.rounds.setVisible(len(rounds) > 1)
        with QSignalBlocker(self.rounds):
            self.rounds.clear()
            for each in reversed(rounds):
                self.rounds.addItem(each.name, each.id)
            newest_first = [each.id for each in reversed(rounds)]
            self.rounds.setCurrentIndex(newest_first.index(chosen) if chosen in newest_first else -1)

    def show_who(self, role: str, *, demo: bool, read_only: bool) -> None:
        """Show whose window this is, and what is special about the file."""
        self.role.setText(role)
        self.title.setToolTip(plain_tip(role))
        self.demo.setVisible(demo)
        self.closed.setVisible(read_only)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the box wide enough for its words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out on a narrow strip what can be read elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        roomy = self.width() > line * _ROOMY_IN_LINES
        self.search.setFixedWidth(line * (14 if roomy else 11))
        self.role.setVisible(roomy)
        self.demo.say(_DEMO if roomy else _DEMO.partition(":")[0], Tone.INFO)
        self._line.setContentsMargins(line, line // 3, line // 2, line // 3)
