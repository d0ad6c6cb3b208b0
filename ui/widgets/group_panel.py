"""Why this group: what everyone may read, points against by reason, and what can be done with it."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.allocation.problem import listed
from peer_challenge.services.board import GroupView
from ui.icons import icon
from ui.widgets.identifier_line import guarded
from ui.widgets.labels import Heading, plain_label
from ui.widgets.texts import LineBox
from ui.widgets.triad_card import ProblemLine
from ui.widgets.triad_column import points_words


class GroupPanel(QWidget):
    """Shows the group the keyboard is in, or asks to choose one."""

    lock_asked = Signal(object, bool)
    renamed = Signal(object, str)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: GroupView | None = None
        self.name_box = LineBox()
        self.name_box.setAccessibleName("Name of the group")
        self.name_box.editingFinished.connect(self._on_name)
        self.lock_button = QPushButton()
        self.lock_button.clicked.connect(self._on_lock)
        self.remove_button = QPushButton(icon("remove"), "Remove")
        self.remove_button.clicked.connect(self._on_remove)
        self._told = QWidget()
        self._column = QVBoxLayout(self)
        self._column.addWidget(guarded(self.name_box))
        self._column.addWidget(self._told)
        acts = QHBoxLayout()
        acts.addWidget(self.lock_button)
        acts.addWidget(self.remove_button)
        acts.addStretch(1)
        self._column.addLayout(acts)
        self._column.addStretch(1)
        self.show_group(None, closed=True)

    @property
    def group(self) -> UUID | None:
        """The group shown."""
        return self._view.id if self._view else None

    def show_group(self, view: GroupView | None, *, closed: bool) -> None:
        """Become `view`; a name being typed for the same group is left alone."""
        same = view is not None and self._view is not None and view.id == self._view.id
        self._view = view
        if view is not None and not (same and self.name_box.hasFocus() and self.name_box.isModified()):
            self.name_box.setText(view.name)
        self.name_box.setReadOnly(closed)
        for part in (self.name_box, self.lock_button, self.remove_button):
            part.setVisible(view is not None and (part is self.name_box or not closed))
        if view is not None:
            word = "Unlock" if view.locked else "Lock"
            self.lock_button.setText(word)
            self.lock_button.setIcon(icon(word.lower()))
            self.lock_button.setAccessibleName(f"{word} {view.name}")
            self.remove_button.setAccessibleName(f"Remove {view.name}")
            self.remove_button.setEnabled(not view.locked)
        self._tell(view)

    def _tell(self, view: GroupView | None) -> None:
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        if view is None:
            hint = "Choose a group or an authority on the board to read why it sits there."
            column.addWidget(plain_label(hint, muted=True))
        else:
            self._fill(column, view)
        self._column.replaceWidget(self._told, told)
        self._told.hide()
        self._told.deleteLater()
        self._told = told
        told.show()

    def _fill(self, column: QVBoxLayout, view: GroupView) -> None:
        for words in view.broken:
            column.addWidget(ProblemLine(words))
        for words in view.excepted:
            column.addWidget(plain_label(f"Exception agreed: {words}", muted=True))
        if view.why:
            column.addWidget(Heading("For everyone", 3))
            column.addWidget(plain_label(f"{view.why}."))
        column.addWidget(Heading("For you alone", 3))
        column.addWidget(plain_label(f"{points_words(view.points).capitalize()}."))
        for reason in view.reasons:
            column.addWidget(plain_label(f"{reason.points} · {listed(reason.names)}: {reason.reason}", muted=True))

    def _on_name(self) -> None:
        if self._view and self.name_box.isModified() and self.name_box.text().strip() != self._view.name:
            self.name_box.setModified(False)
            self.renamed.emit(self._view.id, self.name_box.text())

    def _on_lock(self) -> None:
        if self._view:
            self.lock_asked.emit(self._view.id, not self._view.locked)

    def _on_remove(self) -> None:
        if self._view:
            self.remove_asked.emit(self._view.id)
