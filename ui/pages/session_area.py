"""The room of a session's console: the SEF beside the notes, or below them, and the box for notes always in view."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ui.pages.note_desk import NoteDesk
from ui.widgets.labels import Heading, plain_label

_SIDE_BY_SIDE = 40  # as many lines of text high wide, or the SEF stands below the notes


class ConsoleArea(QScrollArea):
    """Scrolls where the window is small or the text large, and brings the box for notes into view with the keyboard.

    `above` are the rows over the notes, `beside` what was written and is to be asked, `away` what stands where the
    notes were while another window has them.
    """

    def __init__(
        self,
        above: Sequence[QWidget],
        beside: Sequence[QWidget],
        desk: NoteDesk,
        away: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._desk, self._away = desk, away
        side = QWidget()
        stack = QVBoxLayout(side)
        stack.setContentsMargins(0, 0, 0, 0)
        for part in beside:
            stack.addWidget(part)
        self._narrow = False
        self._sizes: list[int] = []
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(side)
        self._panes.addWidget(desk)
        self._panes.addWidget(away)
        away.hide()
        self._panes.setSizes([2000, 3000, 3000])
        self._panes.setHandleWidth(self.fontMetrics().height())
        page = QWidget()
        column = QVBoxLayout(page)
        for row in above:
            column.addWidget(row)
        column.addWidget(self._panes, 1)
        self.setWidget(page)
        desk.entry.box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the box for notes into view when it gets the keyboard, however small the window."""
        if watched is self._desk.entry.box and event.type() == QEvent.Type.FocusIn:
            self.show_entry()
            QTimer.singleShot(0, self, self.show_entry)  # again once a page that was just opened has its heights
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the box for notes in view."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().height() * _SIDE_BY_SIDE
        self._panes.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._narrow = narrow
        if not self.is_away:
            self._panes.insertWidget(int(not narrow), self._desk)
        self._desk.updateGeometry()
        if self._desk.entry.box.hasFocus():
            QTimer.singleShot(0, self, self.show_entry)

    @property
    def is_away(self) -> bool:
        """Whether another window has the notes."""
        return not self._panes.isAncestorOf(self._desk)

    def show_away(self) -> None:
        """Show that the notes are elsewhere; called while they are still here, so that their size is known."""
        self._sizes = [] if self.is_away else self._panes.sizes()
        self._away.show()

    def take_back(self) -> None:
        """Put the notes where they were."""
        self._away.hide()
        self._panes.insertWidget(int(not self._narrow), self._desk)
        self._desk.show()
        self._panes.setSizes(self._sizes)

    def show_entry(self) -> None:
        """Bring the box for notes into view."""
        self.ensureWidgetVisible(self._desk.entry, 0, 0)


class NoSession(QWidget):
    """What the page says before a session is planned, with the ways to plan one."""

    def __init__(self, choice: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = plain_label(muted=True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(Heading("No session is planned yet"))
        column.addWidget(self.words)
        column.addWidget(choice)
        column.addStretch(3)

    def say(self, *, any_group: bool) -> None:
        """Say what comes first: groups that are settled, or else settling them."""
        self.words.setText(
            "One session serves every host of a group. Choose the group; day, time and place can follow."
            if any_group
            else "Sessions are planned for groups. Settle the groups under Triads, then come back here."
        )
