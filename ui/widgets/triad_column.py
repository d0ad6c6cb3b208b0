"""A column of the board: a group, or those not yet placed, with its cards below its head."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from peer_challenge.services.board import CardView, GroupView
from ui.painting import focus_edge, surface
from ui.widgets.labels import Heading, Sign, plain_label, plain_tip
from ui.widgets.triad_card import Card, Perch, ProblemLine, authority_carried

POINTS_MEAN = (
    "Each wish that a plan does not meet adds points, as many as its importance under Rules says. "
    "The fewer points, the better: no points means that every wish is met. "
    "Choose a group to see under Why? what its points are for."
)
"""What points against are, for a tooltip."""

_SIZES = {1: "One authority", 2: "Pair", 3: "Triad", 4: "Quartet"}


def size_word(count: int) -> str:
    """Return what the field calls a group of so many: a pair, a triad, a quartet."""
    return _SIZES.get(count, f"{count} authorities" if count else "Nobody")


def points_words(points: int) -> str:
    """Return “1 point against”, “12 points against” or “no points against”."""
    return f"{points or 'no'} {'point' if points == 1 else 'points'} against"


class GroupHead(Perch):
    """The head of a column: name, lock, points against and the rules the group as a whole breaks."""

    def __init__(self, view: GroupView, parent: QWidget | None = None) -> None:
        super().__init__(view.id, parent)
        self.view = view
        count = size_word(len(view.cards))
        said = (view.name, "locked" if view.locked else "", count, points_words(view.points), *view.broken)
        self.setAccessibleName(". ".join(filter(None, said)))
        self.setAccessibleDescription("Ctrl+L unlocks it" if view.locked else "Ctrl+L locks it")
        line = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(line // 2, line // 4, line // 2, line // 4)
        column.setSpacing(1)
        top = QHBoxLayout()
        top.addWidget(Heading(view.name, 3), 1)
        if view.locked:
            top.addWidget(Sign("lock"))
        column.addLayout(top)
        standing = plain_label(f"{count}, {points_words(view.points)}", muted=True)
        standing.setToolTip(plain_tip(POINTS_MEAN))
        column.addWidget(standing)
        for words in view.broken_by_all:
            column.addWidget(ProblemLine(words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the edge of focus."""
        if self.hasFocus():
            focus_edge(QPainter(self), self.rect(), self.palette())


class Column(QWidget):
    """Cards of one group (or of none) in order; a card dropped here asks to be moved. Changing means a new column."""

    dropped = Signal(object, object)

    def __init__(self, view: GroupView | None, cards: tuple[CardView, ...], *, closed: bool) -> None:
        super().__init__()
        self.view = view
        self.cards_shown = cards
        self._target = False
        self.setAcceptDrops(not closed and not (view and view.locked))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(view.name if view else "Not yet in a group")
        movable = not closed and not (view and view.locked)
        name = view.name if view else "not yet in a group"
        self.cards = [
            Card(card, f"{name}, {at} of {len(cards)}", movable=movable) for at, card in enumerate(cards, start=1)
        ]
        self.head = GroupHead(view) if view else None
        self._lay_out()

    @property
    def group(self) -> UUID | None:
        """The group's id; None for those not yet placed."""
        return self.view.id if self.view else None

    @property
    def perches(self) -> list[Perch]:
        """Everything here that the keyboard can stand on, from the top."""
        return [*([self.head] if self.head else []), *self.cards]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a card from another column."""
        carried = authority_carried(event.mimeData())
        if carried is not None and all(card.authority != carried for card in self.cards):
            event.acceptProposedAction()
            self._show_target(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Keep welcoming it."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._show_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move."""
        self._show_target(False)
        carried = authority_carried(event.mimeData())
        if carried is not None:
            event.acceptProposedAction()
            self.dropped.emit(carried, self.group)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the column's ground; its edge is the accent colour while a card hovers over it."""
        palette = self.palette()
        role = QPalette.ColorRole.Accent if self._target else QPalette.ColorRole.Midlight
        pen = QPen(palette.color(role), 2.0 if self._target else 1.0)
        surface(QPainter(self), self.rect(), palette.color(QPalette.ColorRole.AlternateBase), pen, 5.0)

    def _show_target(self, on: bool) -> None:
        self._target = on
        self.update()

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(line // 2, line // 4, line // 2, line // 2)
        column.setSpacing(line * 3 // 8)
        if self.head:
            column.addWidget(self.head)
        else:
            title = Heading("Not yet in a group", 3)
            title.setContentsMargins(line // 4, line // 4, 0, 0)
            column.addWidget(title)
        for card in self.cards:
            column.addWidget(card)
        if not self.cards:
            column.addWidget(self._empty_words())
        column.addStretch(1)

    def _empty_words(self) -> QWidget:
        words = plain_label(
            "Drag an authority here, or press Ctrl+M on one." if self.view else "Everybody has a group."
        )
        words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        words.setContentsMargins(6, 6, 6, 6)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        return words
