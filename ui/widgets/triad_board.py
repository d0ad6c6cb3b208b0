"""The board of groups: columns side by side, those not yet placed at the left, moved by mouse or keyboard."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QWidget

from peer_challenge.services.board import BoardView, CardView, GroupView
from ui.widgets.labels import plain_label
from ui.widgets.triad_card import Card, Perch
from ui.widgets.triad_column import Column, GroupHead
from ui.widgets.triad_menu import add_card_acts, add_group_acts

_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
_COLUMN_WIDTH_IN_LINES = 10.5
_LEFT_SHARE = 0.3
_NO_GROUPS = "There are no groups yet. Suggest groups finds the best ones. Under More, type them or add an empty one."


class TriadBoard(QWidget):
    """Shows a plan and says what a person asks for; it moves nothing itself.

    Arrows go from card to card, Ctrl+M (or the menu key) offers where a card may go, Ctrl+L locks a group, F2 and
    Delete on a head rename and remove it, Space (or Ctrl and a click) chooses a card along with others, Esc lets them
    go. `group_chosen` carries the group the keyboard is in, or None; `cards_chosen` the cards chosen, as views.
    """

    move_asked = Signal(object, object)
    swap_asked = Signal(object, object)
    lock_asked = Signal(object, bool)
    rename_asked = Signal(object)
    remove_asked = Signal(object)
    seat_asked = Signal(object, object)
    objection_asked = Signal(object)
    group_chosen = Signal(object)
    cards_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: BoardView | None = None
        self._columns: list[Column] = []
        self._current: Perch | None = None
        self._chosen: list[UUID] = []
        self._left, self._left_layout = _scrolling()
        self._right, self._right_layout = _scrolling()
        self._left.setAccessibleName("Not yet in a group")
        self._right.setAccessibleName("Groups")
        self._no_groups = plain_label(_NO_GROUPS, muted=True)
        self._no_groups.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._left, 0)
        row.addWidget(self._right, 1)
        self.setAccessibleName("Board of groups")

    @property
    def columns(self) -> list[Column]:
        """The columns shown, those not yet placed first."""
        return list(self._columns)

    @property
    def closed(self) -> bool:
        """Whether the plan shown is settled, or was."""
        return self._view is not None and self._view.state.closed

    def show_board(self, view: BoardView) -> None:
        """Become `view`: only columns that differ are made anew, and the keyboard stays with its card."""
        kept = {(c.view, c.cards_shown): c for c in self._columns} if self._same_standing(view) else {}
        self._become(view, kept)

    def changeEvent(self, event: QEvent) -> None:
        """Make the columns anew for another text size: their margins follow it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._view is not None:
            self._become(self._view, {})

    def _become(self, view: BoardView, kept: dict[tuple[GroupView | None, tuple[CardView, ...]], Column]) -> None:
        stood_on = _identity(self._current) if self._current else None
        had_focus = self._current is not None and self._current.hasFocus()
        self._view = view
        wanted: list[tuple[GroupView | None, tuple[CardView, ...]]] = [(None, view.unplaced)]
        wanted += [(group, group.cards) for group in view.groups]
        columns = [kept[each] if each in kept else self._made(*each) for each in wanted]
        for old in self._columns:
            if old not in columns:
                old.hide()
                old.deleteLater()
        self._columns = columns
        self._arrange()
        self._mark_chosen()
        self._stand_again(stood_on, had_focus)

    def focus_on(self, id: UUID) -> bool:
        """Put the keyboard on an authority's card or a group's head; False when it is not shown."""
        perches = (perch for column in self._columns for perch in column.perches)
        found = next((perch for perch in perches if perch.stands_for == id), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll_to(found)
        return found is not None

    def first_focus(self) -> QWidget | None:
        """Return where Tab comes to on the board."""
        return self._current

    @property
    def chosen(self) -> tuple[CardView, ...]:
        """The cards chosen together, in the order they were chosen."""
        shown = {card.authority: card.view for column in self._columns for card in column.cards}
        return tuple(shown[each] for each in self._chosen if each in shown)

    def choose(self, authorities: Iterable[UUID]) -> None:
        """Choose these cards together, instead of any chosen before."""
        self._chosen = list(authorities)
        self._mark_chosen()
        self.cards_chosen.emit(self.chosen)

    def offers_for(self, card: Card) -> QMenu:
        """Return the menu that says what can be done with a card."""
        menu = QMenu(self)
        add_card_acts(menu, self, card, self._column_of(card), self._columns[1:])
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the board from its cards and heads, before a scroll area takes the arrows."""
        if isinstance(watched, Perch) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, current: Perch, event: QKeyEvent) -> bool:
        """Go about with the arrows and act with the keys of the board; False for any other key."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        head = current if isinstance(current, GroupHead) and not self.closed else None
        match Qt.Key(event.key()):
            case key if key in _ARROWS and plain:
                self._go(current, key)
            case Qt.Key.Key_M if control:
                self._offer(current)
            case Qt.Key.Key_Space if isinstance(current, Card):
                self._toggle(current)
            case Qt.Key.Key_Escape if self._chosen:
                self.choose(())
            case Qt.Key.Key_L if control:
                self._toggle_lock(current)
            case Qt.Key.Key_F2 if head:
                self.rename_asked.emit(head.stands_for)
            case Qt.Key.Key_Delete if head:
                self.remove_asked.emit(head.stands_for)
            case _:
                return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the card or group that was clicked."""
        if self._current is not None:
            self._offer(self._current, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many columns in a row as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _same_standing(self, view: BoardView) -> bool:
        return self._view is not None and (self._view.id, self._view.state) == (view.id, view.state)

    def _made(self, view: GroupView | None, cards: tuple[CardView, ...]) -> Column:
        column = Column(view, cards, closed=self.closed)
        column.dropped.connect(self.move_asked)
        for perch in column.perches:
            perch.focused.connect(self._on_focused)
            perch.installEventFilter(self)
        for card in column.cards:
            card.toggled.connect(self._toggle)
        return column

    def _arrange(self) -> None:
        if not self._columns:
            return
        width = round(self.fontMetrics().height() * _COLUMN_WIDTH_IN_LINES)
        self._left.setFixedWidth(max(min(width, round(self.width() * _LEFT_SHARE)), self._least_left()))
        room = self.width() - self._left.width()
        across = max(1, room // width)
        rows = -(-len(self._columns[1:]) // across)
        across = -(-len(self._columns[1:]) // rows) if rows else 1
        for layout in (self._left_layout, self._right_layout):
            while layout.takeAt(0) is not None:
                pass
        self._left_layout.addWidget(self._columns[0], 0, 0)
        line = self.fontMetrics().height()
        self._no_groups.setContentsMargins(line, line * 2, line, line)
        self._right_layout.addWidget(self._no_groups, 0, 0)
        self._no_groups.setVisible(not rows)
        for at, column in enumerate(self._columns[1:]):
            self._right_layout.addWidget(column, at // across, at % across)
        for column in self._columns:
            column.show()  # or the keyboard could not stand on its cards yet
        for at in range(self._right_layout.columnCount()):
            self._right_layout.setColumnStretch(at, int(at < across))

    def _least_left(self) -> int:
        """Return the width at which no word of those not yet placed is cut, a scroll bar beside them included."""
        margins = self._left_layout.contentsMargins()
        beside = margins.left() + margins.right() + self._left.verticalScrollBar().sizeHint().width()
        return self._columns[0].minimumSizeHint().width() + beside

    def _stand_again(self, stood_on: tuple[type[Perch], UUID] | None, had_focus: bool) -> None:
        perches = [perch for column in self._columns for perch in column.perches]
        same = next((perch for perch in perches if _identity(perch) == stood_on), None)
        self._current = None
        self._stand_on(same or next(iter(perches), None))
        if had_focus and self._current is not None:
            self._current.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_on(self, perch: Perch | None) -> None:
        if self._current is not None and self._current is not perch:
            self._current.set_tab_stop(False)
        self._current = perch
        if perch is not None:
            perch.set_tab_stop(True)

    def _on_focused(self, perch: Perch) -> None:
        self._stand_on(perch)
        column = self._column_of(perch)
        self.group_chosen.emit(column.group if column else None)

    def _go(self, current: Perch, key: Qt.Key) -> None:
        column = self._column_of(current)
        if column is None:
            return
        at = column.perches.index(current)
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            others = [each for each in self._columns if each.perches]
            beside = others.index(column) + (1 if key == Qt.Key.Key_Right else -1)
            if not 0 <= beside < len(others):
                return
            column = others[beside]
        else:
            last = len(column.perches) - 1
            at = {Qt.Key.Key_Up: at - 1, Qt.Key.Key_Down: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}[key]
        if at >= 0:
            target = column.perches[min(at, len(column.perches) - 1)]
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll_to(target)

    def _offer(self, current: Perch, at: QPoint | None = None) -> None:
        if self.closed:
            return
        column = self._column_of(current)
        menu = self.offers_for(current) if isinstance(current, Card) else QMenu(self)
        if column and column.view:
            add_group_acts(menu, self, column.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at or current.mapToGlobal(QPoint(current.width() // 3, current.height() // 2)))

    def _toggle(self, card: Card) -> None:
        others = [each for each in self._chosen if each != card.authority]
        self.choose(others if len(others) < len(self._chosen) else [*others, card.authority])

    def _mark_chosen(self) -> None:
        for column in self._columns:
            for card in column.cards:
                card.set_chosen(card.authority in self._chosen)

    def _toggle_lock(self, current: Perch) -> None:
        column = self._column_of(current)
        if column and column.view and not self.closed:
            self.lock_asked.emit(column.view.id, not column.view.locked)

    def _column_of(self, perch: Perch) -> Column | None:
        return next((column for column in self._columns if perch in column.perches), None)

    def _scroll_to(self, perch: Perch) -> None:
        for area in (self._left, self._right):
            inner = area.widget()
            if inner is not None and inner.isAncestorOf(perch):
                area.ensureWidgetVisible(perch, 8, 8)


def _identity(perch: Perch) -> tuple[type[Perch], UUID]:
    """Return what a perch is and stands for, which stays when its column is made anew."""
    return type(perch), perch.stands_for


def _scrolling() -> tuple[QScrollArea, QGridLayout]:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 4, 0)
    area.setWidget(inner)
    return area, grid
