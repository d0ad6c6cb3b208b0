"""What do we hold? Everything about one authority or one person, saved as a bundle for whoever has to answer."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.records import Authority, Person
from peer_challenge.jobs.holdings import write_holdings
from peer_challenge.services.holdings import Holdings, Subject, subjects
from ui.colours import Tone
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class HoldingsPage(Page):
    """Authorities and people to choose from; `choose_file(name)` asks where the bundle goes."""

    name = "What do we hold?"
    shows = frozenset({Authority, Person})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.choose_file: Callable[[str], str] = lambda name: SAVE_PLACE.ask_file(
            self, "Save all that is held", name, "Bundles (*.zip)"
        )
        self.looking = LineBox("words looked for")
        self.looking.setAccessibleName("Find an authority or a person")
        self.looking.setPlaceholderText("Find an authority or a person")
        self.looking.setClearButtonEnabled(True)
        self.looking.textEdited.connect(self._look_for)
        face = Face[Subject](lambda row: row.name, lambda row: row.about.capitalize(), _sign)
        self.list: RecordList[Subject] = RecordList(face, lambda row: row.sentence, "Authorities and people")
        self.save = QPushButton(icon("save"), "Save all that is held…")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self.list.row_activated.connect(lambda _row: self._on_save())
        self.progress = ProgressStrip()
        self.told = BannerBar()
        self._lay_out()

    def first_focus(self) -> QWidget:
        """The box that finds."""
        return self.looking

    def find_box(self) -> QLineEdit:
        """The box that Ctrl+F goes to."""
        return self.looking

    def refresh(self) -> None:
        """Read authorities and people again."""
        self._look_for(self.looking.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(Heading(self.name, 1))
        column.addWidget(plain_label(_HINT, muted=True))
        column.addWidget(self.looking)
        column.addWidget(self.list, 1)
        column.addWidget(flow_row([self.save]))
        column.addWidget(self.progress)
        column.addWidget(self.told)

    def _look_for(self, text: str) -> None:
        wanted = text.strip().casefold()
        rows = [row for row in self.workspace.ask(subjects) if wanted in row.sentence.casefold()]
        self.list.show_rows(rows)
        if rows and self.list.current_row() is None:
            self.list.select(rows[0].id)
        self.save.setEnabled(bool(rows))

    def _on_save(self) -> None:
        row = self.list.current_row()
        chosen = self.choose_file(f"Held about {row.name}.zip") if row else ""
        if row is None or not chosen:
            return
        self.told.clear()
        path = Path(chosen)
        task = self.workspace.run(
            lambda store, progress: write_holdings(store, row.id, path, progress),
            done=lambda held: self._show(held, path),
            owner=self,
            refused=lambda sentence: self.told.say(sentence, Tone.BAD),
        )
        self.progress.follow(task, "Looking through everything")

    def _show(self, held: Holdings, path: Path) -> None:
        self.told.say(f"Saved as {path.name}. {held.summary[1]} {held.summary[2]}", Tone.GOOD)


_HINT = (
    "For a freedom of information or a subject access request: every value in this round file, also what was written "
    "over or removed, kept papers, half-typed texts, and which backups and files sent hold any of it, each with its "
    "marking and state. Read it and redact it before anything is released."
)


def _sign(row: Subject) -> QIcon | None:
    return icon("authorities" if row.about == "authority" else "person")
