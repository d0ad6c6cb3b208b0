"""What the window shows while no round file is open: four ways to begin, and the files that were open before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.icons import icon
from ui.widgets.cards import ChoiceCard
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList
from ui.widgets.record_table import RECORD

_ABOUT = "Groups, self-evaluations, session notes and feedback reports, all in one place."


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A round file that was open before."""

    path: Path

    @property
    def id(self) -> str:
        """Its place on the disk."""
        return str(self.path)


class WelcomePage(QScrollArea):
    """Says what can be done; `path_wanted` carries a file chosen from the recent ones."""

    demo_wanted = Signal()
    start_wanted = Signal()
    open_wanted = Signal()
    sent_wanted = Signal()
    path_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Welcome")
        self.demo = ChoiceCard(
            "play", "Try the demo round", "Nineteen authorities with invented people, ready to look at and to change."
        )
        self.start = ChoiceCard("add", "Start a round", "Pick the questions, tick the authorities, set two dates.")
        self.open = ChoiceCard("table", "Open a round file", "A round that you keep on this computer already.")
        self.sent = ChoiceCard("exchange", "I was sent a file", "Look at what it would bring in, before it does.")
        self.progress = ProgressStrip()
        face = Face[RecentFile](
            lambda file: file.path.stem, lambda file: str(file.path.parent), lambda _file: icon("report")
        )
        self.recent: RecordList[RecentFile] = RecordList(
            face, lambda file: f"{file.path.stem}, in {file.path.parent}", "Opened before", most_lines=1
        )
        self._middle = QWidget()
        self._lay_out()
        self._connect()

    @property
    def cards(self) -> tuple[ChoiceCard, ...]:
        """The ways to begin, from the top."""
        return (self.demo, self.start, self.open, self.sent)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer the files that were open before, the newest first."""
        self.recent.show_rows(RecentFile(path) for path in paths)
        self._before.setVisible(bool(paths))

    def set_busy(self, busy: bool) -> None:
        """Close the choices while the demo round is being made."""
        for card in (*self.cards, self.recent):
            card.setEnabled(not busy)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        self._before = Section("Opened before")
        self._before.body.addWidget(self.recent)
        self._before.hide()
        column = QVBoxLayout(self._middle)
        column.setSpacing(line * 2 // 3)
        column.addWidget(Heading("Peer Challenge", 1))
        column.addWidget(plain_label(_ABOUT, muted=True))
        column.addSpacing(line // 2)
        for card in self.cards:
            column.addWidget(card)
        column.addWidget(self.progress)
        column.addSpacing(line // 2)
        column.addWidget(self._before)
        whole = QWidget()
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._middle, 20)
        across.addStretch(1)
        down = QVBoxLayout(whole)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(2)
        self.setWidget(whole)

        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep lines of a length that reads well at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        self._middle.setMaximumWidth(line * 44)
        self.recent.setFixedHeight(line * 11)

    def _connect(self) -> None:
        self.demo.clicked.connect(self.demo_wanted)
        self.start.clicked.connect(self.start_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.sent.clicked.connect(self.sent_wanted)
        self.recent.row_activated.connect(self._on_recent)
        self.recent.clicked.connect(lambda index: self._on_recent(index.data(RECORD)))

    def _on_recent(self, file: RecentFile | None) -> None:
        if file is not None:
            self.path_wanted.emit(file.path)
