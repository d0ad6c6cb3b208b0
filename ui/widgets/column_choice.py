"""Which column of a file is which: a drop-down for each field, with the file's own headings."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of, in_a_row
from peer_challenge.exchange.spreadsheets import Sheet, SheetColumn
from peer_challenge.jobs.table_look import TableLook
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label

_NOT_THERE = "Not in this file"
_NAMED = 4


class ColumnChoice(QWidget):
    """A quiet line on the columns that opens into the choice of each; `chosen` says key → heading, as now chosen.

    It opens by itself where a column is missing that is needed, and forgets everything with its file.
    """

    chosen = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combos: dict[str, CalmCombo] = {}
        self._sheet: Sheet | None = None
        self.open = QPushButton("Columns…")
        self.open.setFlat(True)
        self.open.setCheckable(True)
        self.said = plain_label(muted=True)
        self._choices: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.open)
        line.addWidget(self.said, 1)
        self._column.addLayout(line)
        self.open.toggled.connect(self._on_open)
        self.hide()

    def show_look(self, look: TableLook, columns: Sequence[SheetColumn]) -> None:
        """Show what is chosen for each of `columns`; hidden where there is no table."""
        self.setVisible(look.sheet is not None)
        if look.sheet is not None and look.sheet is not self._sheet:
            self._begin(look.sheet, columns)
        self._sheet = look.sheet
        if look.sheet is None:
            return
        for key, combo in self.combos.items():
            combo.setCurrentIndex(max(combo.findData(look.chosen.get(key)), 0))
        self.said.setText(_said(look, look.sheet))
        if look.missing:
            self.open.setChecked(True)

    def _begin(self, sheet: Sheet, columns: Sequence[SheetColumn]) -> None:
        """Offer the headings of another file."""
        if self._choices is not None:
            self._choices.hide()
            self._choices.deleteLater()
        self.combos = {each.key: self._combo(each, sheet) for each in columns}
        self._choices = flow_row([_titled(each, self.combos[each.key]) for each in columns])
        self._column.addWidget(self._choices)
        self.open.setChecked(False)
        self._on_open(False)

    def _combo(self, column: SheetColumn, sheet: Sheet) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(f"Column for {column.heading}{', needed' if column.needed else ''}")
        combo.addItem(_NOT_THERE, None)
        for heading in sheet.headings.values():
            combo.addItem(heading, heading)
        combo.activated.connect(lambda _at: self._on_chosen())
        return combo

    def _on_open(self, opened: bool) -> None:
        if self._choices is not None:
            self._choices.setVisible(opened)

    def _on_chosen(self) -> None:
        self.chosen.emit({each: combo.currentData() for each, combo in self.combos.items() if combo.currentData()})


def _titled(of: SheetColumn, combo: CalmCombo) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    label = plain_label(f"{of.heading} (needed)" if of.needed else of.heading, wrap=False)
    label.setBuddy(combo)
    column.addWidget(label)
    column.addWidget(combo)
    return widget


def _said(look: TableLook, sheet: Sheet) -> str:
    """Return how many headings are used, and which are not."""
    unused = [f"“{each}”" for each in sheet.unused(look.chosen)]
    if not unused:
        return "Every column of the file is used."
    if len(unused) > _NAMED:
        return f"{count_of(len(look.chosen), 'column')} used, {len(unused)} left out."
    return f"Left out: {in_a_row(unused)}."
