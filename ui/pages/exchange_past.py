"""The part of the page that says what was sent and received, and from which laptops."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.jobs.pack_files import FileRow, LaptopRow, files_met, laptops, say_yes
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, plain_label
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace


class PastPart(QWidget):
    """Files sent and received in the order of time, and the laptops that files came from."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        face: Face[FileRow] = Face(
            words=lambda row: row.name,
            detail=lambda row: row.detail,
            icon=lambda row: icon("chevron-left" if row.received else "chevron-right"),
            chip=lambda row: (row.state.capitalize(), Tone.GOOD if row.can_go else Tone.NEUTRAL),
        )
        self.files: RecordList[FileRow] = RecordList(face, lambda row: row.sentence, "Files sent and received")
        laptop: Face[LaptopRow] = Face(
            words=lambda row: f"{row.name}, check code {row.check_code}",
            detail=lambda row: row.detail,
            chip=lambda row: ("Known", Tone.GOOD) if row.known else ("New", Tone.WARNING),
        )
        self.laptops: RecordList[LaptopRow] = RecordList(laptop, lambda row: row.sentence, "Laptops")
        self.yes = QPushButton(icon("ok"), "I rang: the code is the same")
        self.yes.setAccessibleName("I rang: the check code of this laptop is the same")
        self.no_files = plain_label("No file was sent or received yet.", muted=True)
        self.no_laptops = plain_label("No file came from another laptop yet.", muted=True)
        self._lay_out()
        self.laptops.current_changed.connect(lambda _row: self._open_yes())
        self.yes.clicked.connect(self._on_yes)

    def refresh(self) -> None:
        """Read what was sent and received."""
        files, known = self._workspace.ask(files_met), self._workspace.ask(laptops)
        self.files.show_rows(files)
        self.laptops.show_rows(known)
        for part, rows in ((self.files, files), (self.laptops, known), (self.yes, known)):
            part.setVisible(bool(rows))
        self.no_files.setVisible(not files)
        self.no_laptops.setVisible(not known)
        if known and self.laptops.current_row() is None:
            self.laptops.select(known[0].id)
        self._open_yes()

    def _open_yes(self) -> None:
        row = self.laptops.current_row()
        self.yes.setEnabled(row is not None and not row.known and not self._workspace.read_only)

    def _on_yes(self) -> None:
        row = self.laptops.current_row()
        if row is not None:
            self._workspace.run(
                lambda store, _progress: say_yes(store, row.id, row.name), done=lambda _: self.refresh(), owner=self
            )

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        self.files.setMinimumHeight(line * 7)
        self.laptops.setMinimumHeight(line * 5)
        column = QVBoxLayout(self)
        column.addWidget(Heading("Files sent and received", 3))
        column.addWidget(self.no_files)
        column.addWidget(self.files, 3)
        column.addWidget(Heading("Laptops that files came from", 3))
        column.addWidget(self.no_laptops)
        column.addWidget(self.laptops, 2)
        column.addWidget(flow_row((self.yes,)))
        column.addStretch(0)
