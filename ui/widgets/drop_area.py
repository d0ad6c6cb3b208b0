"""A part of a page that takes files from the desktop."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from ui.painting import surface


class DropArea(QWidget):
    """Takes files while `open`; `dropped` carries their paths. It shows an edge while something hovers."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = True
        self._hovering = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files while it is open."""
        if self.open and _paths(event.mimeData()):
            event.acceptProposedAction()
            self._hover(True)

    def dragLeaveEvent(self, event: Any) -> None:
        """Forget what hovered."""
        super().dragLeaveEvent(event)
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over the paths."""
        self._hover(False)
        if paths := _paths(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint an edge while files hover."""
        if self._hovering:
            pen = QPen(self.palette().color(QPalette.ColorRole.Accent), 2.0)
            surface(QPainter(self), self.rect(), self.palette().color(QPalette.ColorRole.Highlight), pen)

    def _hover(self, on: bool) -> None:
        self._hovering = on
        self.update()


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
