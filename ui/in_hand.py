"""The record that the keyboard is on: a field of a form, or a row of a list or table."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.record_form import RecordForm
from ui.widgets.record_list import RecordList
from ui.widgets.record_table import RecordTable


@dataclass(frozen=True, slots=True)
class InHand:
    """A record by id, and the field of it that is being written; "" for a row."""

    entity: UUID
    field: str = ""


def in_hand() -> InHand | None:
    """Return the record that the keyboard is on; None where it is on no record."""
    widget = QApplication.focusWidget()
    inside: QWidget | None = widget
    while inside is not None:
        found = _record_of(inside, widget)
        if found is not None:
            return found
        inside = None if inside.isWindow() else inside.parentWidget()
    return None


def _record_of(widget: QWidget, focus: QWidget | None) -> InHand | None:
    if isinstance(widget, RecordForm):
        entity = getattr(widget.record, "id", None)
        return InHand(entity, widget.field_of(focus)) if isinstance(entity, UUID) else None
    if isinstance(widget, RecordList | RecordTable):
        row = widget.current_row()
        return InHand(row.id) if row is not None and isinstance(row.id, UUID) else None
    return None
