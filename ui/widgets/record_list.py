"""A list of records with the words of each wrapped over a line that explains: notes, findings, next steps."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QIcon,
    QMouseEvent,
    QPainter,
    QPalette,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.colours import Tone
from ui.widgets.labels import chip_size, paint_chip
from ui.widgets.record_model import RECORD, Column, RecordModel, RecordOrder, Row
from ui.widgets.record_table import accent_bar
from ui.widgets.row_menu import show_row_menu

R = TypeVar("R", bound=Row)
Chip = tuple[str, Tone]


@dataclass(frozen=True)
class Face(Generic[R]):
    """How a row looks: its words, a muted line below, an icon before them and a chip (word, tone) at the right.

    `more` are words that begin on a line of their own; `detail_lines` is how far the muted line may wrap.
    """

    words: Callable[[R], str]
    detail: Callable[[R], str] = lambda _row: ""
    icon: Callable[[R], QIcon | None] = lambda _row: None
    chip: Callable[[R], Chip | None] = lambda _row: None
    struck: Callable[[R], bool] = lambda _row: False
    more: Callable[[R], str] = lambda _row: ""
    detail_lines: int = 1


class RecordList(QListView, Generic[R]):
    """One column of rows; signals as in `RecordTable`. `most_lines` is how far the words of a row may wrap.

    One that is shown `whole` is as tall as its rows, and leaves scrolling to the page around it.
    `versions_asked(row)` is a click on the "2 versions" mark of a row.
    """

    current_changed = Signal(object)
    row_activated = Signal(object)
    versions_asked = Signal(object)

    def __init__(
        self,
        face: Face[R],
        sentence: Callable[[R], str],
        name: str,
        *,
        most_lines: int = 3,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self.records: RecordModel[R] = RecordModel([Column("", face.words)], sentence)
        self.order: RecordOrder[R] = RecordOrder(self.records)
        self.records.setParent(self)
        self.order.setParent(self)
        self.setModel(self.order)
        self.setAccessibleName(name)
        self.setItemDelegate(_FaceDelegate(face, most_lines, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(most_lines == 1)
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)

    def show_rows(self, rows: Iterable[R]) -> None:
        """Become `rows`; what was current stays current while it is among them."""
        self.records.show(rows)

    def current_row(self) -> R | None:
        """Return the row the keyboard is on, if any."""
        row: R | None = self.currentIndex().data(RECORD)
        return row

    def select(self, id: Hashable) -> bool:
        """Make the row with this id current and bring it into view; False when it is not shown."""
        place = self.records.place_of(id)
        index = self.order.mapFromSource(self.records.index(-1 if place is None else place, 0))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def changeEvent(self, event: QEvent) -> None:
        """Lay rows out again at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        """Take the height of the rows as they wrap at this width, where all are shown."""
        super().doItemsLayout()
        tall = max(1, self.contentsSize().height()) + 2 * self.frameWidth()
        if self._whole and tall != self.minimumHeight():
            QTimer.singleShot(0, self, lambda: self.setFixedHeight(tall))  # not while it is being laid out

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done about the row."""
        if self.current_row() is not None:
            show_row_menu(self, event)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(now.data(RECORD))

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(index.data(RECORD))


class _FaceDelegate(QStyledItemDelegate, Generic[R]):
    def __init__(self, face: Face[R], most_lines: int, view: RecordList[R]) -> None:
        super().__init__(view)
        self._face = face
        self._most = most_lines
        self._view = view
        self._sizes: dict[Hashable, tuple[R, tuple[int, int, str], QSize]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the row's size, worked out once for each width and text size: a list asks for all at each change."""
        row: R = index.data(RECORD)
        width, line = self._view.width(), option.fontMetrics.height()
        known = self._sizes.get(row.id)
        now = width, line, self._view.records.versions_words(row.id)
        if known is None or known[0] is not row or known[1] != now:
            known = row, now, self._size(row, option, self._width())
            self._sizes[row.id] = known
        return known[2]

    def _size(self, row: R, option: QStyleOptionViewItem, width: int) -> QSize:
        line, room = option.fontMetrics.height(), self._room(row, option, width)
        lines = len(self._words(row, option, room)) + len(self._detail(row, option, room))
        return QSize(width, round(line * (lines + 0.9)))

    def _words(self, row: R, option: QStyleOptionViewItem, room: int) -> list[str]:
        parts = [self._face.words(row), *filter(None, [self._face.more(row)])]
        return [line for part in parts for line in _wrapped(part, option, room, self._most)]

    def _detail(self, row: R, option: QStyleOptionViewItem, room: int) -> list[str]:
        detail = self._face.detail(row)
        return _wrapped(detail, option, room, self._face.detail_lines) if detail else []

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: R = index.data(RECORD)
        painter.save()
        painter.setFont(option.font)
        self._paint_ground(painter, option)
        self._paint_icon(painter, option, row)
        self._paint_words(painter, option, row)
        for area, chip in self._placed(row, option):
            paint_chip(painter, area, *chip, option.palette)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Ask for the versions of a row when their mark is clicked."""
        row: R = index.data(RECORD)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            marks = [area for area, chip in self._placed(row, option) if chip == self._mark(row)]
            if any(area.contains(event.position()) for area in marks):
                self._view.versions_asked.emit(row)
                return True
        return super().editorEvent(event, model, option, index)

    def _mark(self, row: R) -> Chip | None:
        versions = self._view.records.versions_words(row.id)
        return (versions, Tone.WARNING) if versions else None

    def _chips(self, row: R) -> list[Chip]:
        """Return the row's own chip and the mark of its versions, from right to left."""
        return [each for each in (self._face.chip(row), self._mark(row)) if each]

    def _placed(self, row: R, option: QStyleOptionViewItem) -> list[tuple[QRectF, Chip]]:
        line, right, found = option.fontMetrics.height(), option.rect.right(), []
        for chip in self._chips(row):
            size = chip_size(self._view, chip[0])
            right -= size.width() + line // 2
            found.append((QRectF(right, option.rect.top() + line * 0.3, size.width(), size.height()), chip))
        return found

    def _width(self) -> int:
        """Return the room with a scroll bar, there or not, so that its coming does not wrap every row again."""
        bar = self._view.verticalScrollBar().sizeHint().width()
        return self._view.width() - 2 * self._view.frameWidth() - bar

    def _room(self, row: R, option: QStyleOptionViewItem, width: int) -> int:
        line = option.fontMetrics.height()
        taken = sum(chip_size(self._view, chip[0]).width() + line // 2 for chip in self._chips(row))
        return max(line * 4, width - self._left(row, line) - taken - line // 2)

    def _left(self, row: R, line: int) -> int:
        return round(line * (2.1 if self._face.icon(row) else 0.8))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        accent_bar(painter, option)
        painter.setPen(option.palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_icon(self, painter: QPainter, option: QStyleOptionViewItem, row: R) -> None:
        picture = self._face.icon(row)
        if picture is None:
            return
        line = option.fontMetrics.height()
        square = QRect(option.rect.left() + round(line * 0.7), option.rect.top() + round(line * 0.45), line, line)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        picture.paint(painter, square, mode=QIcon.Mode.Selected if chosen else QIcon.Mode.Normal)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, row: R) -> None:
        metrics = option.fontMetrics
        line = metrics.height()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        left, top = option.rect.left() + self._left(row, line), option.rect.top() + line * 0.45
        room = self._room(row, option, self._width())
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(ink))
        font = painter.font()
        font.setStrikeOut(self._face.struck(row))
        painter.setFont(font)
        for text in self._words(row, option, room):
            painter.drawText(QPointF(left, top + metrics.ascent()), text)
            top += line
        font.setStrikeOut(False)
        painter.setFont(font)
        painter.setPen(option.palette.color(ink if chosen else QPalette.ColorRole.PlaceholderText))
        for text in self._detail(row, option, room):
            painter.drawText(QPointF(left, top + metrics.ascent()), text)
            top += line


def _wrapped(text: str, option: QStyleOptionViewItem, width: int, most: int) -> list[str]:
    """Break `text` into at most `most` lines of `width` pixels, the last one shortened with an ellipsis if need be."""
    metrics: QFontMetrics = option.fontMetrics
    flat = " ".join(text.split())
    if metrics.horizontalAdvance(flat) <= width:
        return [flat]
    layout = QTextLayout(flat, option.font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    lines: list[str] = []
    start = 0
    layout.beginLayout()
    while len(lines) < most - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(flat[start : start + line.textLength()].rstrip())
        start += line.textLength()
    layout.endLayout()
    if rest := flat[start:]:
        lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return lines
