"""What to look at before a report goes out, and what is behind each of its sentences, beside its pages."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import FindingState
from peer_challenge.domain.days import count_of
from peer_challenge.services.finding_board import FindingRow, finding_board
from peer_challenge.services.report_checks import Check, CheckKind, checks_of
from ui.colours import Tone
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace

_SERIOUS = {CheckKind.IDENTIFIER, CheckKind.NAME, CheckKind.TWO_VERSIONS}
_PRINTED = {FindingState.AGREED, FindingState.CHECKED}


class ChecksPart(QWidget):
    """A list to click through: `chosen(words)` shows the place on the pages, `opened()` goes to the findings."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.said = plain_label(muted=True)
        face: Face[Check] = Face(
            words=lambda row: row.words,
            chip=lambda row: (row.kind.value, Tone.BAD if row.kind in _SERIOUS else Tone.WARNING),
        )
        self.list = RecordList(face, lambda row: row.sentence, "Checks", most_lines=3)
        self.list.current_changed.connect(self._on_chosen)
        self.list.clicked.connect(lambda _index: self._on_chosen(self.list.current_row()))
        self.list.row_activated.connect(lambda _row: self.opened.emit())
        self.open = QPushButton("Open in Findings")
        self.open.clicked.connect(self.opened)
        column = QVBoxLayout(self)
        column.addWidget(self.said)
        column.addWidget(self.list, 20)
        column.addWidget(flow_row([self.open]))
        column.addStretch(1)

    def show_report(self, challenge: UUID) -> int:
        """Look a report through and return how many things there are to look at."""
        rows = self._workspace.ask(checks_of, challenge)
        said = f"{count_of(len(rows), 'thing')} to look at. Choose one to see it on the pages."
        self.said.setText(said if rows else "Nothing stands out. Read it once more all the same.")
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.open.setVisible(bool(rows))
        return len(rows)

    def _on_chosen(self, row: Check | None) -> None:
        if row is not None and row.excerpt and self.isVisible():
            self.chosen.emit(row.excerpt)


class BehindPart(QWidget):
    """The findings the report prints; of the one chosen, the notes, statements and evidence it rests on."""

    chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        face: Face[FindingRow] = Face(words=lambda row: row.text, detail=lambda row: f"Rests on {row.basis}")
        self.list = RecordList(face, lambda row: f"{row.text} Rests on {row.basis}.", "Sentences", most_lines=4)
        self.list.current_changed.connect(self._on_chosen)
        self.list.clicked.connect(lambda _index: self._on_chosen(self.list.current_row()))
        self.sources = plain_label()
        column = QVBoxLayout(self)
        column.addWidget(plain_label("Choose a sentence to see it on the pages and what is behind it.", muted=True))
        column.addWidget(self.list, 20)
        column.addWidget(self.sources)
        column.addStretch(1)

    def show_report(self, challenge: UUID) -> None:
        """Show the findings of a report."""
        board = self._workspace.ask(finding_board, challenge)
        self.list.show_rows(each for line in board.lines for each in line.findings if each.state in _PRINTED)
        self._show_sources(self.list.current_row())

    def _on_chosen(self, row: FindingRow | None) -> None:
        self._show_sources(row)
        if row is not None and self.isVisible():
            self.chosen.emit(row.text)

    def _show_sources(self, row: FindingRow | None) -> None:
        links = row.links if row else ()
        said = "\n".join(f"{each.link.linked_to.words}: {each.text}" for each in links)
        self.sources.setText(said or ("Nothing is linked to it yet." if row else ""))
