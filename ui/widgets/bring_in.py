"""Bringing in contacts: paste cells or choose a file, see a verdict on every row, then all of it or nothing."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.spreadsheets import CONTACTS, SheetRow, read_pasted, read_table
from peer_challenge.jobs.bring_in import Outcome, Verdict, bring_in_contacts, preview_contacts
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.texts import TextBox
from ui.workspace import Workspace

_ICONS = {Outcome.NEW: ("add", Tone.GOOD), Outcome.CHANGED: ("edit", Tone.INFO), Outcome.WRONG: ("problem", Tone.BAD)}
_WAIT_MILLISECONDS = 400


class BringInContacts(QWidget):
    """`left` says that the person is done or thought better of it."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._rows: list[SheetRow] = []
        self.paste = TextBox(least=4, most=8)
        self.paste.setAccessibleName("Cells pasted from Excel")
        self.paste.setPlaceholderText("Name\tAuthority\tJob title\tEmail\tRole")
        self.choose = QPushButton(icon("table"), "Choose a file…")
        self.verdicts: RecordTable[Verdict] = RecordTable(_columns(), _sentence, "What would be brought in")
        self.summary = plain_label()
        self.confirm = QPushButton("Bring in")
        self.confirm.setDefault(True)
        self.cancel = QPushButton("Cancel")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MILLISECONDS)
        self._lay_out()
        self._connect()
        self._show([])

    def start(self) -> None:
        """Begin afresh, with the keyboard where to paste."""
        self.paste.fill("")
        self._show([])
        self.paste.setFocus()

    def read_file(self, path: Path) -> None:
        """Show what a file would bring in, or why it cannot be read."""
        self.paste.fill("")
        try:
            self._show(read_table(path, CONTACTS))
        except UserError as problem:
            self._refuse(problem.sentence)

    def read_paste(self) -> None:
        """Show what the pasted cells would bring in, or why they cannot be read."""
        self._wait.stop()
        try:
            self._show(read_pasted(self.paste.toPlainText(), CONTACTS) if self.paste.toPlainText().strip() else [])
        except UserError as problem:
            self._refuse(problem.sentence)

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
        column.addWidget(self.verdicts, 1)
        column.addLayout(buttons)
        self._column = column

    def _connect(self) -> None:
        self.paste.edited_by_person.connect(lambda _text: self._wait.start())
        self.paste.left.connect(self.read_paste)
        self._wait.timeout.connect(self.read_paste)
        self.choose.clicked.connect(self._on_choose)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self.left)

    def _show(self, rows: list[SheetRow]) -> None:
        verdicts = self._workspace.ask(preview_contacts, rows) if rows else []
        self._rows = rows
        self.verdicts.show_rows(verdicts)
        self.verdicts.setVisible(bool(rows))
        wrong = sum(each.outcome is Outcome.WRONG for each in verdicts)
        to_do = sum(each.outcome in {Outcome.NEW, Outcome.CHANGED} for each in verdicts)
        self._say(_summary(len(verdicts), wrong, to_do) if verdicts else "")
        self.confirm.setEnabled(bool(to_do) and not wrong)
        self.confirm.setText(f"Bring in {_people(to_do)}" if to_do and not wrong else "Bring in")

    def _refuse(self, sentence: str) -> None:
        self._show([])
        self._say(sentence)

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
        if self._workspace.do(bring_in_contacts, self._rows) is not None:
            self.left.emit()


def _columns() -> list[Column[Verdict]]:
    return [
        Column("Row", lambda row: str(row.id), sort=lambda row: row.id),
        Column("Name", lambda row: row.name),
        Column("Authority", lambda row: row.about),
        Column("What happens", lambda row: row.says, icon=_icon, wide=True),
    ]


def _icon(row: Verdict) -> QIcon | None:
    return icon(*_ICONS[row.outcome]) if row.outcome in _ICONS else None


def _sentence(row: Verdict) -> str:
    return f"Row {row.id}: {row.name}, {row.about}. {row.says}"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _summary(rows: int, wrong: int, to_do: int) -> str:
    if wrong:
        them = "One row is" if wrong == 1 else f"{wrong} rows are"
        return f"{them} not right. Put that right in Excel and paste again; nothing comes in until every row is."
    if not to_do:
        return "Everybody in this table is here already."
    return f"{_people(to_do)} of {rows} would be added or brought up to date."
