"""An authority on the board: a card with its name, what it is, and what is wrong with where it sits."""

from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDrag, QEnterEvent, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from peer_challenge.allocation.problem import listed
from peer_challenge.services.board import CardView
from ui.colours import Tone
from ui.painting import focus_edge, surface
from ui.widgets.labels import Sign, SmallLabel, plain_label

CARD_MIME = "application/x-peer-challenge-authority"


class Perch(QWidget):
    """Something on the board that the keyboard can stand on: a card or the head of a group, `stands_for` its id."""

    focused = Signal(object)

    def __init__(self, stands_for: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stands_for = stands_for
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._hovered = False

    def set_tab_stop(self, on: bool) -> None:
        """Make this the one place of the board that Tab comes to; the arrows go on from there."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the board where the keyboard is."""
        super().focusInEvent(event)
        self.focused.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint without the edge of focus."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Paint the mouse being here."""
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Paint the mouse being gone."""
        super().leaveEvent(event)
        self._hovered = False
        self.update()


class Card(Perch):
    """Shows an authority; dragged with the mouse unless its group is locked. `place_words` ends its spoken sentence.

    Ctrl and a click, or Space, choose it along with others; `toggled` asks for that.
    """

    toggled = Signal(object)

    def __init__(self, view: CardView, place_words: str, *, movable: bool, parent: QWidget | None = None) -> None:
        super().__init__(view.id, parent)
        self.view = view
        self._movable = movable
        self._chosen = False
        self._pressed_at: QPoint | None = None
        shares = f"Sits as one with {listed(view.sits_with)}" if view.sits_with else ""
        self._sentence = ". ".join(filter(None, (view.name, view.about, place_words, shares, *view.problems)))
        self.setAccessibleName(self._sentence)
        self.setAccessibleDescription("Space chooses it, Ctrl+M moves it" if movable else "Space chooses it")
        self.setCursor(Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.ArrowCursor)
        line = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(line * 3 // 4, line * 3 // 8, line // 2, line * 3 // 8)
        column.setSpacing(1)
        top = QHBoxLayout()
        top.addWidget(plain_label(view.name), 1)
        self._mark = Sign("ok", Tone.INFO)
        self._mark.hide()
        top.addWidget(self._mark)
        column.addLayout(top)
        if view.about:
            column.addWidget(SmallLabel(view.about, muted=True))
        if shares:
            column.addWidget(SmallLabel(shares, muted=True))
        for problem in view.problems:
            column.addWidget(ProblemLine(problem))

    @property
    def authority(self) -> UUID:
        """The id of the authority."""
        return self.view.id

    @property
    def chosen(self) -> bool:
        """Whether it is chosen along with others."""
        return self._chosen

    def set_chosen(self, on: bool) -> None:
        """Show that it is chosen by a bar and a tick, and say so."""
        self._chosen = on
        self._mark.setVisible(on)
        self.setAccessibleName(f"{self._sentence}. Chosen" if on else self._sentence)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin; with Ctrl choose the card instead."""
        super().mousePressEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.toggled.emit(self)
        elif event.button() == Qt.MouseButton.LeftButton and self._movable:
            self._pressed_at = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click only, after all."""
        super().mouseReleaseEvent(event)
        self._pressed_at = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the mouse has gone far enough for it not to be a click."""
        super().mouseMoveEvent(event)
        if self._pressed_at is None:
            return
        point = event.position().toPoint()
        if (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._drag(self._pressed_at)

    def _drag(self, hot_spot: QPoint) -> None:
        self._pressed_at = None
        drag = QDrag(self)
        drag.setMimeData(carried(self.authority))
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        self.render(picture)
        drag.setPixmap(picture)
        drag.setHotSpot(hot_spot)
        drag.exec(Qt.DropAction.MoveAction)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a raised surface, with an edge that says focus."""
        painter = QPainter(self)
        palette = self.palette()
        ground = QPalette.ColorRole.AlternateBase if self._hovered and self._movable else QPalette.ColorRole.Base
        surface(painter, self.rect(), palette.color(ground), QPen(palette.color(QPalette.ColorRole.Midlight), 1.0), 4.0)
        if self._chosen:
            bar = QRect(self.rect())
            bar.setWidth(4)
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
        if self.hasFocus():
            focus_edge(painter, self.rect(), palette)


def carried(authority: UUID) -> QMimeData:
    """Return what a drag carries: the authority's id, and nothing that another program could read as text."""
    mime = QMimeData()
    mime.setData(CARD_MIME, str(authority).encode())
    return mime


def authority_carried(mime: QMimeData) -> UUID | None:
    """Return the authority that is being dragged; None for anything else."""
    if not mime.hasFormat(CARD_MIME):
        return None
    return UUID(bytes(mime.data(CARD_MIME).data()).decode())


class ProblemLine(QWidget):
    """A line that says what is wrong, with its icon; without words it is hidden."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = SmallLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(Sign("warning", Tone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.say(words)

    @property
    def words(self) -> str:
        """What is wrong."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Change what is wrong."""
        self._words.setText(words)
        self.setVisible(bool(words))
