"""What all reports of a round share: their marking, the region's look, and its Word template."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.jobs.report_template import Taken, leave_template, take_template
from peer_challenge.services.rounds import edit_round, round_of
from ui.pages.feedback_look import LookPart
from ui.widgets.editors import LineEditor
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Section, announce, plain_label
from ui.widgets.record_form import Field
from ui.widgets.scrolled import bring_into_view
from ui.workspace import Workspace

_PLAIN = "Word reports have the program’s own look. A template’s styles, header and footer can be taken instead."


class ReportSettings(QWidget):
    """Settings of a round's reports; `choose_file` asks for a template and returns its path, or ""."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._round: UUID | None = None
        self._seen = 0
        self._template: str | None = None
        self.choose_file: Callable[[], str] = self._ask_for_file
        marking = Field("Marking", "marking", LineEditor("For example OFFICIAL"), "Printed on every page.")
        self.form = KeptForm(workspace, [marking], edit_round, "round")
        self.said = plain_label(muted=True)
        self.choose, self.remove = QPushButton("Choose Word template…"), QPushButton("Remove template")
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        section = Section("Reports of this round")
        section.body.addWidget(self.form)
        self.look = LookPart(workspace)
        word = Section("Word template")
        for each in (self.said, flow_row([self.choose, self.remove])):
            word.body.addWidget(each)
        column = QVBoxLayout(self)
        for part in (section, self.look, word):
            column.addWidget(part)
        column.addStretch(1)

    def show_round(self, round_id: UUID, seen: int, *, closed: bool) -> None:
        """Show the settings of a round."""
        found = self._workspace.ask(round_of, round_id)
        if (round_id, found.word_template) != (self._round, self._template):
            named = f"Word reports take the look of {found.word_template_name}."
            self.said.setText(named if found.word_template else _PLAIN)
        self._round, self._seen, self._template = round_id, seen, found.word_template
        self.form.show_kept(found, seen)
        self.form.set_closed(closed)
        self.look.show_round(found, seen, closed=closed)
        self.choose.setEnabled(not closed)
        self.remove.setVisible(bool(found.word_template))
        self.remove.setEnabled(not closed)

    def _on_choose(self) -> None:
        chosen, round_id = self.choose_file(), self._round
        if chosen and round_id is not None:
            self._workspace.run(
                lambda store, _progress: take_template(store, round_id, Path(chosen)),
                done=lambda taken: self._on_taken(Path(chosen).name, taken),
                owner=self,
                refused=self._say,
            )

    def _on_taken(self, name: str, taken: Taken) -> None:
        self._workspace.tell(taken.applied)
        lacks = f" It lacks the styles {', '.join(taken.lacking)}: plain ones are used." if taken.lacking else ""
        self._say(f"Word reports take the look of {name}.{lacks}")

    def _on_remove(self) -> None:
        if self._round is not None:
            self._workspace.do_seen(self._seen, leave_template, self._round)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        bring_into_view(self.said)
        announce(self.said, words)

    def _ask_for_file(self) -> str:
        return QFileDialog.getOpenFileName(self, "Choose a Word template", "", "Word (*.docx)")[0]
