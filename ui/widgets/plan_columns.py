"""Plans side by side: their groups in columns, those that are the same everywhere told from those that are not."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.colours import Tone
from ui.painting import surface
from ui.widgets.labels import Heading, Sign, plain_label
from ui.widgets.turning_row import TurningRow

DIFFERENT = "Different"
_LEAST_IN_LINES = 14


@dataclass(frozen=True)
class GroupFace:
    """A group as it is compared: its title, who is in it, and whether every plan shown has the very same group.

    `new` are those of its names that sit elsewhere in the first plan.
    """

    title: str
    names: tuple[str, ...]
    same: bool
    new: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanFace:
    """A plan as it is compared: how it stands, its groups, and what can be done with it ("" for nothing)."""

    id: Hashable
    title: str
    standing: str
    groups: tuple[GroupFace, ...]
    act: str


class PlanColumns(TurningRow):
    """Shows plans; `asked(id)` is a click on the button of one."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, parent)
        self.columns: list[_PlanColumn] = []

    def show_plans(self, faces: Sequence[PlanFace]) -> None:
        """Become these plans, the first at the left."""
        for column in self.columns:
            self.row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns = [_PlanColumn(face) for face in faces]
        for column in self.columns:
            column.button.clicked.connect(lambda _on=False, plan=column.face.id: self.asked.emit(plan))
            self.row.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
            column.show()  # or the keyboard could not go there yet
        self.least_in_lines = _LEAST_IN_LINES * len(self.columns)
        self.fit()


class _PlanColumn(QWidget):
    def __init__(self, face: PlanFace) -> None:
        super().__init__()
        self.face = face
        self.button = QPushButton(face.act)
        self.button.setAccessibleName(f"{face.act}: {face.title}")
        self.setAccessibleName(". ".join((face.title, face.standing, *map(_sentence, face.groups))))
        line = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(line // 2, line // 3, line // 2, line // 2)
        column.setSpacing(line // 3)
        column.addWidget(Heading(face.title, 2))
        column.addWidget(plain_label(face.standing, muted=True))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.setVisible(bool(face.act))  # not before it has its place: it would be a window of its own
        for group in face.groups:
            column.addWidget(_GroupBox(group))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the column's ground."""
        palette = self.palette()
        pen = QPen(palette.color(QPalette.ColorRole.Midlight), 1.0)
        surface(QPainter(self), self.rect(), palette.color(QPalette.ColorRole.AlternateBase), pen, 5.0)


class _GroupBox(QWidget):
    def __init__(self, group: GroupFace) -> None:
        super().__init__()
        self._same = group.same
        self.setAccessibleName(_sentence(group))
        line = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(line // 2, line // 4, line // 2, line // 4)
        column.setSpacing(1)
        top = QHBoxLayout()
        top.addWidget(plain_label(group.title, muted=True), 1)
        if not group.same:
            top.addWidget(Sign("versions", Tone.INFO))
            top.addWidget(plain_label(DIFFERENT, wrap=False))
        column.addLayout(top)
        column.addWidget(plain_label(", ".join(group.names), muted=group.same))
        if group.new:
            column.addWidget(plain_label(_new_words(group), muted=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a surface that is raised, with a strong edge, where the group differs."""
        palette = self.palette()
        pen = QPen(palette.color(QPalette.ColorRole.Midlight if self._same else QPalette.ColorRole.Mid), 1.0)
        ground = palette.color(QPalette.ColorRole.AlternateBase if self._same else QPalette.ColorRole.Base)
        surface(QPainter(self), self.rect(), ground, pen, 4.0)


def _new_words(group: GroupFace) -> str:
    return f"New here: {', '.join(group.new)}"


def _sentence(group: GroupFace) -> str:
    said = f"{group.title}{'' if group.same else f', {DIFFERENT.lower()}'}: {', '.join(group.names)}"
    return f"{said}. {_new_words(group)}" if group.new else said
