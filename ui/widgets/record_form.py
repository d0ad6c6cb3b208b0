"""A form over one record: filling it never saves, leaving a field does."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.errors import UserError
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import Editor
from ui.widgets.flow import flow_row
from ui.widgets.labels import Sign, announce, plain_label

IDLE_MILLISECONDS = 60_000
_REFUSED = object()


@dataclass(frozen=True)
class Field:
    """One row of a form: what it is called, the record's attribute, its editor, and a line that explains."""

    label: str
    name: str
    editor: Editor
    hint: str = ""


class RecordForm(QWidget):
    """Shows a record's fields and says what a person changed.

    `edited(name, value)` comes once when they leave the field, press Enter, choose, or stop typing for a minute, and
    only if the value differs from the one shown; until the handler has run, `record` is the record it belongs to.
    `typing(name, text)` comes with every key, for drafts. `versions_asked(name)` is a click on a "2 versions" mark.
    With `across` the fields stand beside each other.
    """

    edited = Signal(str, object)
    typing = Signal(str, str)
    versions_asked = Signal(str)

    def __init__(
        self,
        fields: Sequence[Field],
        parent: QWidget | None = None,
        *,
        idle_ms: int = IDLE_MILLISECONDS,
        across: bool = False,
    ) -> None:
        super().__init__(parent)
        self.record: object | None = None
        self._rows = {field.name: _FieldRow(field) for field in fields}
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle_ms)
        self._idle.timeout.connect(self.settle)
        for row in self._rows.values():
            self._connect(row)
        self._lay_out(across=across)

    def show_record(self, record: object) -> None:
        """Fill the form from a record's attributes.

        Another record settles what is still being typed for the one before it. The same record, read again, leaves a
        field alone that holds unsettled text.
        """
        same = self.record is not None and getattr(record, "id", record) == getattr(self.record, "id", self.record)
        if not same:
            self.settle()
            self.clear_problems()
        self.record = record
        for row in self._rows.values():
            if not (same and row.unsettled):
                row.fill(getattr(record, row.field.name), again=same)

    def settle(self) -> None:
        """Say now whatever is still being typed; call it before saving, printing or leaving the page."""
        self._idle.stop()
        for row in self._rows.values():
            if row.unsettled:
                self._settle_field(row)

    def unsettled(self) -> dict[str, str]:
        """Return the texts being typed and not yet said, by field."""
        return {name: row.typed_text for name, row in self._rows.items() if row.unsettled}

    def put_draft(self, name: str, text: str) -> None:
        """Bring back text that was typed and never settled, over what the record says."""
        self._rows[name].put_draft(text)

    def mark_versions(self, name: str, count: int) -> None:
        """Mark a field that has several versions; fewer than two takes the mark away."""
        self._rows[name].mark_versions(count)

    def show_problem(self, name: str, sentence: str) -> None:
        """Say below a field what is wrong with it, and to a screen reader; an empty sentence takes it away."""
        self._rows[name].show_problem(sentence)

    def refuse(self, name: str, sentence: str) -> None:
        """Say that a change could not be kept: what was typed stays and is offered again when the field is left."""
        self._rows[name].refuse(sentence)

    def clear_problems(self) -> None:
        """Take away every sentence about what is wrong."""
        for row in self._rows.values():
            row.show_problem("")

    def close_field(self, name: str, why: str) -> None:
        """Close a field to change and say why below it; its value can still be read. No reason opens it again."""
        self._rows[name].close_field(why)

    def show_field(self, name: str, shown: bool) -> None:
        """Show a field, or leave it out where it says nothing about this record."""
        self._rows[name].setVisible(shown)

    def set_closed(self, closed: bool) -> None:
        """Close or open every field."""
        for row in self._rows.values():
            row.field.editor.set_closed(closed)

    def editor(self, name: str) -> Editor:
        """Return a field's editor, for focus and tests."""
        return self._rows[name].field.editor

    def field_of(self, widget: QWidget | None) -> str:
        """Return the name of the field that a widget is part of; "" for none."""
        held = (name for name, row in self._rows.items() if widget is not None and row.isAncestorOf(widget))
        return next(held, "")

    def _lay_out(self, *, across: bool) -> None:
        """Put the fields below each other, or beside each other as far as there is room."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() * 3 // 4)
        for row in [flow_row(self._rows.values())] if across else self._rows.values():
            column.addWidget(row)
        if across:  # what is wrong stands below them all, so that no field makes room for it and moves the next
            for each in self._rows.values():
                column.addWidget(each.problem_row)
        column.addStretch(1)

    def _connect(self, row: "_FieldRow") -> None:
        row.field.editor.typed.connect(lambda text: self._on_typed(row, text))
        row.field.editor.settled.connect(lambda: self._settle_field(row))
        row.versions.clicked.connect(lambda: self.versions_asked.emit(row.field.name))

    def _on_typed(self, row: "_FieldRow", text: str) -> None:
        row.typed_text, row.unsettled = text, True
        self._idle.start()
        self.typing.emit(row.field.name, text)

    def _settle_field(self, row: "_FieldRow") -> None:
        try:
            value = row.field.editor.value()
        except UserError as problem:
            row.show_problem(problem.sentence)
            return
        row.unsettled = False
        row.show_problem("")
        if value != row.shown:
            row.shown = row.held = value
            self.edited.emit(row.field.name, value)


class _FieldRow(QWidget):
    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.held: object = None  # what the record says
        self.shown: object = None  # the same as the editor gives it back, for example without spaces around it
        self.unsettled = False
        self.typed_text = ""
        self.label = _label_of(field)
        self.versions = QPushButton(icon("versions", Tone.WARNING), "")
        self.versions.setAccessibleName(f"{field.label}: versions")
        self.versions.hide()
        self._problem = plain_label()
        self.problem_row = _with_icon(self._problem)
        self._why_closed = plain_label(muted=True)
        self._why_closed.hide()
        field.editor.box.setAccessibleName(field.label)
        field.editor.box.setAccessibleDescription(field.hint)
        self._lay_out()

    def fill(self, value: object, *, again: bool) -> None:
        """Show what the record holds; what has not changed is left alone, so that the cursor stays where it is."""
        if again and value == self.held:
            return
        self.held, self.unsettled = value, False
        self.field.editor.fill(value)
        self.shown = self.field.editor.value()

    def refuse(self, sentence: str) -> None:
        self.shown, self.unsettled = _REFUSED, True
        self.show_problem(sentence)

    def put_draft(self, text: str) -> None:
        self.typed_text, self.unsettled = text, True
        self.field.editor.fill_typed(text)

    def mark_versions(self, count: int) -> None:
        words = f"{count} versions"
        self.versions.setText(words)
        self.versions.setAccessibleName(f"{self.field.label}: {words}")
        self.versions.setVisible(count > 1)

    def show_problem(self, sentence: str) -> None:
        if sentence == self._problem.text():
            return
        self._problem.setText(sentence)
        self.problem_row.setVisible(bool(sentence))
        self.field.editor.box.setAccessibleDescription(sentence or self.field.hint)
        if sentence:
            announce(self.field.editor.box, f"{self.field.label}: {sentence}")

    def close_field(self, why: str) -> None:
        self.field.editor.set_closed(bool(why))
        self._why_closed.setText(why)
        self._why_closed.setVisible(bool(why))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.label)
        head.addWidget(self.versions)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 4)
        column.addLayout(head)
        if self.field.hint:
            column.addWidget(plain_label(self.field.hint, muted=True))
        for part in (self.field.editor, self.problem_row, self._why_closed):
            column.addWidget(part)


def _label_of(field: Field) -> QLabel:
    label = plain_label(field.label, wrap=False)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setBuddy(field.editor.box)
    return label


def _with_icon(words: QLabel) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(Sign("problem", Tone.BAD), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    row.hide()
    return row
