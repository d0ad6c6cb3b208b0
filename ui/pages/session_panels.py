"""The parts of a session's page that are open for a minute: planning and details."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.days import clock_in_words, day_in_words
from peer_challenge.domain.records import Session
from peer_challenge.services import sessions
from peer_challenge.services.console import ConsoleView
from peer_challenge.services.sessions import GroupToMeet, SessionRow
from ui.icons import icon
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import LineEditor, MinutesEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Heading, plain_label
from ui.widgets.record_form import Field
from ui.widgets.time_editor import TimeEditor
from ui.workspace import Workspace


class Panel(QScrollArea):
    """A part that opens above the notes, as high as it needs and never more than it may have."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.addWidget(Heading(title, 3))
        self.setWidget(self._inner)

    def first_focus(self) -> QWidget | None:
        """Where the keyboard goes when the panel opens; None leaves it where it is."""
        return None

    def sizeHint(self) -> QSize:
        """As high as what is in it, and at most fifteen lines of text."""
        layout, width = self.body, self.viewport().width()
        inner = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else self._inner.sizeHint().height()
        height = inner + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), min(height, self.fontMetrics().height() * 15))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another height where words wrap otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Room for a few lines."""
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), self.fontMetrics().height() * 8))


class GroupChoice(QWidget):
    """A button for each settled group; `chosen(group)` plans its session."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._buttons: list[QPushButton] = []

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The buttons in the groups' order."""
        return tuple(self._buttons)

    def show_groups(self, groups: Sequence[GroupToMeet]) -> None:
        """Become one button a group."""
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(group) for group in groups]
        for button in self._buttons:
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, group: GroupToMeet) -> QPushButton:
        hosts = f"{', '.join(group.hosts[:-1])} and {group.hosts[-1]}" if len(group.hosts) > 1 else group.hosts[0]
        button = QPushButton(f"Plan a session for {group.name}: {hosts}")
        button.setIcon(icon("calendar"))
        button.clicked.connect(lambda: self.chosen.emit(group.id))
        return button


class ElsewhereRow(QWidget):
    """Says that another host than the one whose turn it is is looked at; `back` is the way to that one."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = plain_label()
        self.button = QPushButton(icon("undo"), "")
        self.button.clicked.connect(self.back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)

    def show_host(self, host: str, turn: str) -> None:
        """Name the host that is looked at and the one whose turn it is; without the latter there is nothing to say."""
        self.words.setText(f"You are looking at {host}, and a note you type now is about {host}.")
        self.button.setText(f"Back to {turn}")
        self.setVisible(bool(turn))


class DetailsPanel(Panel):
    """When and where a session is."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("When and where", parent)
        self._workspace = workspace
        self.when = self._form(
            Field("Day", "held_on", DateEditor()),
            Field("Starts at", "starts_at", TimeEditor()),
            Field("Length", "minutes", MinutesEditor()),
        )
        self.where = self._form(
            Field("Place", "place", LineEditor("A room, or Teams", asks_for="a place")),
            Field("Joining link", "joining_link", LineEditor("https://", asks_for="a link")),
        )
        sides = QHBoxLayout()
        sides.addWidget(self.when, 2)
        sides.addWidget(self.where, 5)
        self.body.addLayout(sides)

    def show_session(self, session: Session, seen: int) -> None:
        """Fill the form."""
        self.when.show_kept(session, seen)
        self.where.show_kept(session, seen)

    def _form(self, *fields: Field) -> KeptForm:
        return KeptForm(self._workspace, fields, sessions.edit_session, "session")


def title_of(row: SessionRow) -> str:
    """Return what a session is called in the list of sessions."""
    held_on, starts_at = row.session.held_on, row.session.starts_at
    day = day_in_words(held_on) if held_on else "no day yet"
    clock = f", {clock_in_words(starts_at)}" if starts_at else ""
    held = ", held" if row.session.state is SessionState.HELD else ""
    return f"{row.group or 'Group'}, {day}{clock}{held}"


def missed_in_words(view: ConsoleView) -> str:
    """Return which hosts a closed session never reached; "" when all had their turn, or nobody ran the clock."""
    reached = {row.item.challenge for row in view.agenda if row.item.began_at}
    missed = [row.host_name for row in view.agenda if row.item.challenge and row.item.challenge not in reached]
    if view.session.state is not SessionState.HELD or not reached or not missed:
        return ""
    return f"Closed before it reached {' and '.join(missed)}. Open it again to go on with them."
