"""A small form in place for something new: fill it in, press the button; what is refused is said below."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.errors import UserError
from ui.colours import Tone
from ui.widgets.flow import flow_row
from ui.widgets.labels import Sign, announce, plain_label
from ui.widgets.record_form import Field
from ui.workspace import Workspace


class EntryForm(QWidget):
    """`entered` carries the values by field name, on the button or on Enter in a line; `left` is Cancel or Esc.

    A box is called by its label and the button, so that “Name” stays unique on a page. Values stay until `clear`, so
    that a refusal costs nobody their typing.
    """

    entered = Signal(object)
    left = Signal()

    def __init__(self, fields: Sequence[Field], button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = {field.name: field for field in fields}
        self.button = QPushButton(button)
        self.button.setAccessibleName(button)
        self.button.clicked.connect(self._on_enter)
        self.cancel = QPushButton("Cancel")
        self.cancel.setAccessibleName(f"Cancel: {button}")
        self.cancel.clicked.connect(self.left)
        self._problem = plain_label()
        self._problem_row = self._with_sign()
        self._lay_out()

    def editor(self, name: str) -> QWidget:
        """Return the box a field is typed into, for focus and tests."""
        return self._fields[name].editor.box

    def fill(self, name: str, value: object) -> None:
        """Show a value in a field."""
        self._fields[name].editor.fill(value)

    def clear(self) -> None:
        """Empty every field and take the problem away."""
        for field in self._fields.values():
            field.editor.fill(None)
        self.show_problem("")

    def start(self) -> None:
        """Show the form, with the keyboard in its first field."""
        self.show()
        next(iter(self._fields.values())).editor.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say what was refused and why; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem_row.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    @property
    def problem(self) -> str:
        """What was refused, "" while nothing is."""
        return self._problem.text()

    def send(
        self, workspace: Workspace, seen: int | None, act: Callable[..., ChangeSet], *args: Any, **named: Any
    ) -> Any:
        """Return what doing the act with what was entered gives; a refusal is said here and gives None."""
        with workspace.answering(self.show_problem):
            return workspace.do_seen(seen, act, *args, **named)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line presses the button, Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(self.focusWidget(), QLineEdit):
            self._on_enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        try:
            values = {name: field.editor.value() for name, field in self._fields.items()}
        except UserError as problem:
            self.show_problem(problem.sentence)
            return
        self.show_problem("")
        self.entered.emit(values)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in self._fields.values():
            field.editor.box.setAccessibleName(f"{field.label} ({self.button.text()})")
            field.editor.box.setAccessibleDescription(field.hint)
            rows.addRow(_label_of(field), field.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(rows)
        column.addWidget(self._problem_row)
        column.addWidget(flow_row((self.button, self.cancel)))

    def _with_sign(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Sign("problem", Tone.BAD), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._problem, 1)
        row.hide()
        return row


def _label_of(field: Field) -> QLabel:
    label = plain_label(field.label, wrap=False)
    label.setBuddy(field.editor.box)
    return label
