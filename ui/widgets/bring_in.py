"""Bringing in contacts: paste cells or choose a file, see a verdict on every row, then all of it or nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.exchange.spreadsheets import CONTACTS, Sheet, open_pasted, open_table
from peer_challenge.jobs.bring_in import bring_in_contacts, preview_contacts
from peer_challenge.jobs.table_look import TableLook, look_at
from ui.icons import icon
from ui.widgets.column_choice import ColumnChoice
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.texts import TextBox
from ui.widgets.verdict_table import VerdictTable
from ui.workspace import Workspace

_WAIT_MILLISECONDS = 400


class BringInContacts(QWidget):
    """`left` says that the person is done or thought better of it."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._looked = TableLook()
        self._looks = 0
        self.paste = TextBox(least=4, most=8, asks_for="contacts")
        self.paste.setAccessibleName("Cells pasted from Excel")
        self.paste.setPlaceholderText("Name\tAuthority\tJob title\tEmail\tRole")
        self.choose = QPushButton(icon("table"), "Choose a file…")
        self.columns = ColumnChoice()
        self.verdicts = VerdictTable("What would be brought in", "Name")
        self.summary = plain_label()
        self.confirm = QPushButton("Bring in")
        self.confirm.setDefault(True)
        self.cancel = QPushButton("Cancel")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MILLISECONDS)
        self._lay_out()
        self._connect()
        self._show(TableLook())

    def start(self) -> None:
        """Begin afresh, with the keyboard where to paste."""
        self.paste.fill("")
        self._show(TableLook())
        self.paste.setFocus()

    def read_file(self, path: Path) -> None:
        """Look what a file would bring in, or why it cannot be read."""
        self.paste.fill("")
        self._say(f"Reading {path.name}…")
        self._look(lambda: open_table(path))

    def read_paste(self) -> None:
        """Look what the pasted cells would bring in, or why they cannot be read."""
        self._wait.stop()
        text = self.paste.toPlainText()
        if text.strip():
            self._look(lambda: open_pasted(text))
        else:
            self._show(TableLook())

    def _lay_out(self) -> None:
        hint = (
            "Copy the cells in Excel, headings included, and paste them here; or choose a file. Name and Authority are "
            "needed; Job title, Email and Role may be there. Nothing changes until you bring them in."
        )
        file = QHBoxLayout()
        file.addWidget(self.choose)
        file.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(Heading("Bring in contacts", level=1))
        column.addWidget(plain_label(hint, muted=True))
        column.addWidget(self.paste)
        column.addLayout(file)
        column.addWidget(self.summary)
        column.addWidget(self.columns)
        column.addWidget(self.verdicts, 1)
        column.addLayout(buttons)
        column.addStretch(0)
        self._column = column

    def _connect(self) -> None:
        self.paste.edited_by_person.connect(lambda _text: self._wait.start())
        self.paste.left.connect(self.read_paste)
        self._wait.timeout.connect(self.read_paste)
        self.choose.clicked.connect(self._on_choose)
        self.columns.chosen.connect(self._on_columns)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.left)

    def _look(self, read: Callable[[], Sheet], chosen: dict[str, str] | None = None) -> None:
        """Read and judge beside the window; only the latest look is shown."""
        self._looks += 1
        look = self._looks
        self._workspace.run(
            lambda store, _progress: look_at(read, CONTACTS, partial(preview_contacts, store), chosen),
            done=lambda found: self._show(found) if look == self._looks else None,
            owner=self,
        )

    def _on_columns(self, chosen: dict[str, str]) -> None:
        if sheet := self._looked.sheet:
            self._look(lambda: sheet, chosen)

    def _show(self, looked: TableLook) -> None:
        self._looked = looked
        self.columns.show_look(looked, CONTACTS)
        self.verdicts.show_verdicts(looked.verdicts)
        wrong, to_do = self.verdicts.wrong, self.verdicts.to_do
        self._say(looked.problem or (_summary(len(looked.rows), wrong, to_do) if looked.rows else ""))
        self.confirm.setEnabled(self.verdicts.may_come_in)
        self.confirm.setText(f"Bring in {_people(to_do)}" if self.verdicts.may_come_in else "Bring in")

    def _say(self, sentence: str) -> None:
        self.summary.setText(sentence)
        self.summary.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Bring in contacts", "", "Tables (*.xlsx *.xls *.ods *.csv *.txt)"
        )
        if chosen:
            self.read_file(Path(chosen))

    def _on_confirm(self) -> None:
        if self._workspace.do(bring_in_contacts, self._looked.rows) is not None:
            self.left.emit()


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _summary(rows: int, wrong: int, to_do: int) -> str:
    if wrong:
        them = "One row is" if wrong == 1 else f"{wrong} rows are"
        return f"{them} not right. Put that right in Excel and paste again; nothing comes in until every row is."
    if not to_do:
        return "Everybody in this table is here already."
    return f"{_people(to_do)} of {rows} would be added or brought up to date."
