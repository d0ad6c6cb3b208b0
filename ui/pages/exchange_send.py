"""The part of the page where a file to send is made."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of
from peer_challenge.jobs.pack_files import ReaderRow, readers
from peer_challenge.jobs.sending import Prepared, Saved, prepare, save, save_for_everybody
from ui.background import Task
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import EmptyState, Heading, announce, plain_label
from ui.widgets.pack_contents import PackContents
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.turning_row import TurningRow
from ui.workspace import Workspace

_WIDE_IN_LINES, _LEAST_IN_LINES = 46, 6


class SendPart(QStackedWidget):
    """Readers at the left, the file for the chosen one at the right; `choose_folder(question)` asks where it goes."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._prepared: Prepared | None = None
        self._under_way: Task | None = None
        self.choose_folder: Callable[[str], str] = lambda question: SAVE_PLACE.ask_folder(self, question)
        face: Face[ReaderRow] = Face(words=lambda row: row.name, detail=lambda row: row.detail)
        self.readers: RecordList[ReaderRow] = RecordList(face, lambda row: row.sentence, "Who the file is for")
        self.everybody = QPushButton(icon("save"), "Make a file for each…")
        self.everybody.setToolTip("A file and an e-mail draft for every authority, in a folder you choose")
        self.said = plain_label()
        self.contents = PackContents()
        self.progress = ProgressStrip()
        self.empty = EmptyState(
            "Nobody to send to yet",
            "Files are made for the groups of a round. Settle the groups first.",
            "Go to Triads",
        )
        self._lay_out()
        self.said.hide()
        self.readers.current_changed.connect(self._on_reader)
        self.contents.save_wanted.connect(lambda: self._save(draft=False))
        self.everybody.clicked.connect(self._on_everybody)
        self.contents.draft_wanted.connect(lambda: self._save(draft=True))

    def refresh(self) -> None:
        """Read whom a file can be made for, and what the chosen one's would hold now."""
        round_id = self._workspace.round
        rows = self._workspace.ask(readers, round_id) if round_id else ()
        self.setCurrentIndex(1 if rows else 0)
        self.everybody.setEnabled(not self._workspace.read_only)
        before = self.readers.current_row()
        self.readers.show_rows(rows)
        if rows and self.readers.current_row() is None:
            self.readers.select(rows[0].id)
        elif before is not None:
            self._prepare(self.readers.current_row())

    def _fit(self) -> None:
        self.readers.setMinimumHeight(self.fontMetrics().height() * _LEAST_IN_LINES)

    def _on_reader(self, row: ReaderRow | None) -> None:
        self._prepare(row)

    def _prepare(self, row: ReaderRow | None) -> None:
        """Find out beside the window what a file would hold; only the reader chosen last is of interest."""
        round_id = self._workspace.round
        if row is None or round_id is None:
            return
        if self._under_way is not None:
            self._under_way.cancel()
        self._under_way = self._workspace.run(
            lambda store, _progress: prepare(store, round_id, row.group, row.recipient),
            done=lambda prepared: self._show(row, prepared),
            owner=self,
            refused=self.contents.show_problem,
        )

    def _show(self, row: ReaderRow, prepared: Prepared) -> None:
        current = self.readers.current_row()
        if current is not None and current.id == row.id:
            another = self._prepared is None or prepared != self._prepared
            self._prepared = prepared
            if another:
                self.contents.show_prepared(prepared, closed=self._workspace.read_only)

    def _save(self, *, draft: bool) -> None:
        prepared = self._prepared
        chosen = self.choose_folder("Save the file to send in a folder") if prepared is not None else ""
        if prepared is None or not chosen:
            return
        locked, as_zip = self.contents.locked, self.contents.as_zip
        task = self._workspace.run(
            lambda store, progress: save(
                store, prepared, Path(chosen), locked=locked, as_zip=as_zip, draft=draft, progress=progress
            ),
            done=self._on_saved,
            owner=self,
            refused=self.contents.show_problem,
        )
        self.progress.follow(task, "Making the file")

    def _on_everybody(self) -> None:
        round_id = self._workspace.round
        chosen = self.choose_folder("Save the files to send in a folder") if round_id else ""
        if round_id is None or not chosen:
            return
        folder, locked = Path(chosen), self.contents.locked

        def saved(made: list[Saved]) -> None:
            self._tell(f"{count_of(len(made), 'file')} with an e-mail draft each saved in {folder.name}.")
            self.readers.show_rows(self._workspace.ask(readers, round_id))

        task = self._workspace.run(
            lambda store, progress: save_for_everybody(store, round_id, folder, locked=locked, progress=progress),
            done=saved,
            owner=self,
            refused=self._tell,
        )
        self.progress.follow(task, "Making the files")

    def _tell(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        announce(self, sentence)

    def _on_saved(self, saved: Saved) -> None:
        if saved.draft is None:
            QGuiApplication.clipboard().setText(f"{saved.message.subject}\n\n{saved.message.body}")
        self.contents.show_saved(saved)
        rows = self._workspace.ask(readers, self._workspace.round) if self._workspace.round else ()
        self.readers.show_rows(rows)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Heading("Who the file is for", 3))
        column.addWidget(self.readers, 1)
        column.addWidget(self.said)
        column.addWidget(flow_row((self.everybody,)))
        right = QWidget()
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.contents, 1)
        below.addWidget(self.progress)
        whole = TurningRow(_WIDE_IN_LINES)
        whole.row.unsetContentsMargins()
        whole.row.addWidget(side, 2)
        whole.row.addWidget(right, 5)
        whole.fitted.connect(self._fit)
        self.addWidget(self.empty)
        self.addWidget(whole)
