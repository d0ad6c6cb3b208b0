"""The list of pages at the left of the window: an icon and a word each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import icon
from ui.page_index import PageEntry
from ui.widgets.record_table import accent_bar


class Navigation(QListWidget):
    """The pages by name; `chosen` carries the name that a person chose, by arrow keys or mouse."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(True)
        self.viewport().setAutoFillBackground(False)
        for at, page in enumerate(pages, 1):
            item = QListWidgetItem(icon(page.icon), page.name)
            item.setToolTip(f"{page.name} (Alt+{at})")
            self.addItem(item)
        self.setItemDelegate(_PageDelegate(self))
        self._filling = False
        self._fit()
        self.currentTextChanged.connect(self._on_current)

    def show_page(self, name: str) -> None:
        """Mark the page that is open; a page that is not in the list leaves none marked."""
        self._filling = True
        found = self.findItems(name, Qt.MatchFlag.MatchExactly)
        if found:
            self.setCurrentItem(found[0])
        else:
            self.setCurrentRow(-1)
        self._filling = False

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that the words need at another text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def sizeHint(self) -> QSize:
        """As wide as the longest word."""
        return QSize(self.width(), super().sizeHint().height())

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        line = metrics.height()
        self.setIconSize(QSize(line, line))
        widest = 0
        for at in range(self.count()):
            item = self.item(at)
            item.setSizeHint(QSize(0, round(line * 2.1)))
            widest = max(widest, metrics.horizontalAdvance(item.text()))
        self.setFixedWidth(widest + round(line * 3.6))

    def _on_current(self, name: str) -> None:
        if name and not self._filling:
            self.chosen.emit(name)


class _PageDelegate(QStyledItemDelegate):
    """Paints the accent bar beside the open page, and a little room before its icon."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        accent_bar(painter, option)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        side = option.decorationSize.height()
        option.decorationSize = QSize(side * 2, side)
