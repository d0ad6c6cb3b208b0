"""Many short things to tick, side by side in as many columns as there is room for."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget


class TickGrid(QWidget):
    """Boxes in the order given, down the columns; `ticked_changed` is a person's tick or one of the buttons'."""

    ticked_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._boxes: dict[UUID, QCheckBox] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def offer(self, names: Iterable[tuple[UUID, str]]) -> None:
        """Offer these and tick all of them; those that were offered before keep their ticks."""
        wanted = dict(names)
        if {id_: box.accessibleName() for id_, box in self._boxes.items()} == wanted:
            return
        left_out = {id_ for id_, box in self._boxes.items() if not box.isChecked()}
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {id_: self._box(name, id_ not in left_out) for id_, name in wanted.items()}
        self._columns = 0
        self._lay_out()
        self.ticked_changed.emit()

    def box(self, name: str) -> QCheckBox:
        """Return the box of this name, for focus and tests."""
        return next(box for box in self._boxes.values() if box.accessibleName() == name)

    def ticked(self) -> list[UUID]:
        """Return what is ticked, in order."""
        return [id_ for id_, box in self._boxes.items() if box.isChecked()]

    def tick_all(self, on: bool) -> None:
        """Tick every box, or none."""
        for box in self._boxes.values():
            box.setChecked(on)
        self.ticked_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit now."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Count columns again at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def _box(self, name: str, ticked: bool) -> QCheckBox:
        box = QCheckBox(name.replace("&", "&&"))
        box.setAccessibleName(name)
        box.setChecked(ticked)
        box.clicked.connect(self.ticked_changed)
        return box

    def _lay_out(self) -> None:
        boxes = list(self._boxes.values())
        if not boxes:
            return
        room = max(box.sizeHint().width() for box in boxes) + self._grid.horizontalSpacing()
        columns = max(1, self.width() // room)
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(boxes) // columns)
        for at, box in enumerate(boxes):
            self._grid.addWidget(box, at % rows, at // rows)
