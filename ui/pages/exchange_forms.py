"""The part of the page where Word forms go out, to one authority or all, and come back: looked at, then brought in."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.jobs import round_forms
from peer_challenge.jobs.receiving import bring_in_paper, look_at_paper
from peer_challenge.jobs.reports import Made
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.services.filled_forms import NamelessError
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.kept_aside import KeptAside, done_with, kept_aside
from peer_challenge.services.rounds import participants
from ui.colours import Tone
from ui.icons import icon
from ui.pages.sef_form import Found, found_rows
from ui.widgets.banner import BannerBar
from ui.widgets.combo_choices import fill_choices
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, Section, announce, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.saved_files import say_saved
from ui.widgets.scrolled import bring_into_view
from ui.workspace import Workspace

_OUT = "Whoever has no copy of this program fills in a form in Word. Save the forms, and send them yourself."
_BACK = (
    "Choose a filled form, or drop it on the window. You see first what was found; nothing changes until you say so."
)


_KINDS = "Forms and papers (*.docx *.xlsx *.pdf)"


class FormsPart(QWidget):
    """Forms of the round on screen, known by their mark whatever their name."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._look: Look | None = None
        self._path = Path()
        self.kind, self.who = CalmCombo(), CalmCombo()
        self.kind.setAccessibleName("Which form")
        self.who.setAccessibleName("Form for which authority")
        for each in FormKind:
            self.kind.addItem(each.words, each)
        self.save = QPushButton(icon("save"), "Save Word forms…")
        self.choose = QPushButton(icon("add"), "Bring in a filled form…")
        self.progress, self.saved = ProgressStrip(), BannerBar()
        self.said, self.remarks = plain_label(), plain_label(muted=True)
        face: Face[Found] = Face(lambda row: row.words, lambda row: row.detail, lambda row: icon(*row.sign))
        self.found = RecordList(
            face, lambda row: f"{row.detail}: {row.words}", "Found in the form", most_lines=4, whole=True
        )
        self.sent_by, self.read = CalmCombo(), QPushButton("Read it as theirs")
        self.sent_by.setAccessibleName("Who sent the form")
        self._whose = flow_row((self.sent_by, self.read))
        self.confirm, self.cancel = QPushButton("Bring in"), QPushButton("Not now")
        self.confirm.setAccessibleName("Bring in the form")
        self.cancel.setAccessibleName("Not now: leave the form")
        self.save.clicked.connect(self._on_save)
        self.choose.clicked.connect(self._on_choose)
        self.read.clicked.connect(self._on_read)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(lambda: self._show(None))
        self.waiting = Section(
            "Kept aside", "What no place was found for in forms brought in. Only the coordinator reads it."
        )
        kept: Face[KeptAside] = Face(lambda row: row.text, lambda row: row.name, lambda _row: icon("question"))
        self.aside = RecordList(
            kept, lambda row: f"{row.name}: {row.text}", "Kept aside of forms", most_lines=4, whole=True
        )
        self.done = QPushButton(icon("ok"), "Done with this line")
        self.done.clicked.connect(self._on_done)
        self._lay_out()
        self._show(None)

    def refresh(self) -> None:
        """Offer the authorities of the round."""
        round_id = self._workspace.round
        found = self._workspace.ask(participants, round_id) if round_id is not None else []
        names = [(each.id, each.name) for each in found]
        fill_choices(self.who, names, every="All authorities")
        fill_choices(self.sent_by, names, every="Choose who sent it")
        self.save.setEnabled(bool(found))
        self._show_aside(self._workspace.ask(kept_aside, round_id) if round_id is not None else [])

    def open_file(self, path: Path, authority: UUID | None = None) -> None:
        """Look at a form that came back and show what it would bring; nothing is brought in.

        One that does not say whose it is asks for `authority` in place.
        """
        round_id = self._workspace.round
        self._show(None)
        if round_id is None:
            self._say("There is no round yet that a form could belong to. Start one first.")
            return
        self._path = path
        self._say(f"Reading {path.name}…")
        self._workspace.run(
            lambda store, _progress: _looked(store, round_id, path, authority),
            done=self._on_looked,
            owner=self,
            refused=self._say,
        )

    def save_forms(self, folder: Path) -> None:
        """Write the chosen form for the chosen authority, or for all, into a folder beside the window."""
        round_id, kind, authority = self._workspace.round, FormKind(self.kind.currentData()), self.who.currentData()
        assert round_id is not None
        task = self._workspace.run(
            lambda store, progress: (
                ([round_forms.write_form(store, round_id, authority, folder, kind)], [])
                if isinstance(authority, UUID)
                else round_forms.write_all_forms(store, round_id, folder, kind, progress)
            ),
            done=lambda saved: self._on_saved(*saved),
            owner=self,
            refused=lambda sentence: self.saved.say_alone(sentence, Tone.BAD),
        )
        self.progress.follow(task, "Saving forms")

    def _on_saved(self, made: list[Made], without: list[str]) -> None:
        say_saved(self.saved, [each.path for each in made], "form", "\n".join(f"No form: {each}" for each in without))

    def _on_looked(self, found: Look | str) -> None:
        if isinstance(found, str):
            self._say(found)
            self._whose.show()
            self.sent_by.setFocus()
        else:
            self._show(found)

    def _on_read(self) -> None:
        if isinstance(authority := self.sent_by.currentData(), UUID):
            self.open_file(self._path, authority)

    def _show_aside(self, rows: list[KeptAside]) -> None:
        self.aside.show_rows(rows)
        self.waiting.setVisible(bool(rows))
        self.done.setEnabled(not self._workspace.read_only)
        if rows and self.aside.current_row() is None:
            self.aside.select(rows[0].id)

    def _on_done(self) -> None:
        if row := self.aside.current_row():
            self._workspace.do(done_with, row.id)

    def _show(self, look: Look | None) -> None:
        self._look = look
        preview = look.preview if look else None
        self._whose.hide()
        self._say(look.summary if look else "")
        self.remarks.setText("\n".join(preview.remarks) if preview else "")
        self.remarks.setVisible(bool(self.remarks.text()))
        rows = found_rows(look) if look and preview else []
        self.found.show_rows(rows)
        self.found.setVisible(bool(rows))
        for each in (self.confirm, self.cancel):
            each.setVisible(look is not None)
        takes = look is not None and (preview is None or bool(preview.changes))
        self.confirm.setEnabled(takes and not self._workspace.read_only)
        if rows:
            self.found.setFocus()
        if look is not None:
            bring_into_view(self.confirm)

    def _on_confirm(self) -> None:
        look, round_id = self._look, self._workspace.round
        if look is None or round_id is None:
            return
        if self._workspace.do(bring_in_paper, round_id, look) is not None:
            self._show(None)
            self._say(f"{look.path.name} is brought in. One undo takes all of it back.")
            self.choose.setFocus()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _on_save(self) -> None:
        if chosen := SAVE_PLACE.ask_folder(self, "Save Word forms"):
            self.save_forms(Path(chosen))

    def _on_choose(self) -> None:
        if chosen := QFileDialog.getOpenFileName(self, "Bring in a filled form", "", _KINDS)[0]:
            self.open_file(Path(chosen))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height() // 2)
        column.addWidget(Heading("Forms to send", 3))
        column.addWidget(plain_label(_OUT, muted=True))
        column.addWidget(flow_row((self.kind, self.who, self.save)))
        column.addWidget(self.progress)
        column.addWidget(self.saved)
        column.addWidget(Heading("Forms that came back", 3))
        column.addWidget(plain_label(_BACK, muted=True))
        column.addWidget(flow_row((self.choose,)))
        for part in (self.said, self._whose, flow_row((self.confirm, self.cancel)), self.remarks, self.found):
            column.addWidget(part)
        self.waiting.body.addWidget(self.aside)
        self.waiting.body.addWidget(flow_row((self.done,)))
        column.addWidget(self.waiting)
        column.addStretch(1)


def _looked(store: Any, round_id: UUID, path: Path, authority: UUID | None) -> Look | str:
    """Look at a paper; where it must be said whose it is, return the sentence that asks."""
    try:
        return look_at_paper(store, round_id, path, authority)
    except NamelessError as problem:
        return problem.sentence
