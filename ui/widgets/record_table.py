"""A table of records as a person uses it: whole rows, by keyboard or mouse, sorted by a click on a heading."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.colours import Tone
from ui.icons import icon
from ui.widgets.record_model import RECORD, Column, RecordModel, RecordOrder, Row
from ui.widgets.row_menu import show_row_menu

__all__ = ["RECORD", "Column", "RecordTable", "Row"]

R = TypeVar("R", bound=Row)


class RecordTable(QTableView, Generic[R]):
    """Shows rows and says which one is current.

    `current_changed` carries the row or None whenever another row becomes current, by a person or because the row went;
    `row_activated` carries the row on Enter or a double click. `name` is what a screen reader calls the table.
    """

    current_changed = Signal(object)
    row_activated = Signal(object)

    def __init__(
        self, columns: Sequence[Column[R]], sentence: Callable[[R], str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.records: RecordModel[R] = RecordModel(columns, sentence)
        self.order: RecordOrder[R] = RecordOrder(self.records)
        self.records.setParent(self)
        self.order.setParent(self)
        self.setModel(self.order)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)  # or growing text would leave rows at the old height
        self._shape_columns()
        self._fit_rows()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)

    def show_rows(self, rows: Iterable[R]) -> None:
        """Become `rows`; what was current stays current while it is among them."""
        self.records.show(rows)

    def current_row(self) -> R | None:
        """Return the row the keyboard is on, if any."""
        return _row_of(self.currentIndex())

    def select(self, id: Hashable) -> bool:
        """Make the row with this id current and bring it into view; False when it is not shown."""
        place = self.records.place_of(id)
        index = self.order.mapFromSource(self.records.index(-1 if place is None else place, 0))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows as high as the text needs."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_rows()

    def _shape_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(60)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        wide = [at for at, column in enumerate(self.records.columns) if column.wide]
        for at in range(len(self.records.columns)):
            stretch = at in wide or (not wide and at == len(self.records.columns) - 1)
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(at, mode)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _fit_rows(self) -> None:
        line = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(round(line * 1.9))
        self.horizontalHeader().setMinimumSectionSize(line * 3)
        self.horizontalHeader().setMaximumSectionSize(line * 24)
        self.horizontalHeader().setMinimumHeight(round(line * 1.8))
        self.setMinimumHeight(line * 6)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done about the row."""
        if self.current_row() is not None:
            show_row_menu(self, event)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(_row_of(now))

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(_row_of(index))


class RowDelegate(QStyledItemDelegate):
    """Paints a line below each row and an accent bar beside the chosen one, so that colour alone never says it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell, then its line and bar."""
        super().paint(painter, option, index)
        painter.setPen(option.palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if index.column() == 0:
            accent_bar(painter, option)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave out the dotted frame of one cell: the whole row is current."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        row = index.data(RECORD)
        table = self.parent()
        if index.column() == 0 and row is not None and isinstance(table, RecordTable):
            versions = table.records.versions_words(row.id)
            if versions:
                option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
                option.icon = icon("versions", Tone.WARNING)
                option.text = f"{option.text} ({versions})"


def accent_bar(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the bar that marks a chosen row, in the accent colour, or in the text's where both would be the same."""
    if not option.state & QStyle.StateFlag.State_Selected:
        return
    accent, ground = (option.palette.color(role) for role in (QPalette.ColorRole.Accent, QPalette.ColorRole.Highlight))
    bar = QRect(option.rect)
    bar.setWidth(4)
    painter.fillRect(bar, option.palette.color(QPalette.ColorRole.Text) if accent == ground else accent)


def _row_of(index: QModelIndex) -> R | None:
    row: R | None = index.data(RECORD) if index.isValid() else None
    return row
