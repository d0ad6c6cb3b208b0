"""The list of keys that F1 shows, read from the table of actions."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui.actions import Key
from ui.widgets.labels import Heading
from ui.widgets.record_table import Column, RecordTable


class KeyList(QDialog):
    """Every key and what it does; stays open beside the work."""

    def __init__(self, keys: Sequence[Key], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        columns = [
            Column[Key]("Keys", lambda key: key.keys),
            Column[Key]("What they do", lambda key: key.words, wide=True),
            Column[Key]("Where", lambda key: key.place),
        ]
        self.table = RecordTable(columns, lambda key: f"{key.keys}: {key.words} ({key.place}).", "Keys")
        self.table.show_rows(keys)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(Heading("Keys"))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        line = self.fontMetrics().height()
        self.resize(line * 44, line * 30)
