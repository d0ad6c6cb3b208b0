"""Corrections the host proposes: read from its Word draft or typed in, beside their sentence, accepted or declined."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import CorrectionState
from peer_challenge.domain.days import count_of
from peer_challenge.domain.word_difference import word_difference
from peer_challenge.jobs.accuracy import preview_returned_draft
from peer_challenge.services import corrections
from peer_challenge.services.corrections import CorrectionRow
from peer_challenge.services.draft_returned import NOTHING_CHANGED, Preview
from ui.colours import Tone
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label
from ui.widgets.pick_editor import PickEditor
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.widgets.word_difference import WordDifference
from ui.workspace import Workspace

_TONES = {
    CorrectionState.PROPOSED: Tone.WARNING,
    CorrectionState.ACCEPTED: Tone.GOOD,
    CorrectionState.DECLINED: Tone.NEUTRAL,
}
_NONE = "No corrections yet. Save the draft as a Word file, send it to the host, and read back what it returns."


class CorrectionsPart(QWidget):
    """The corrections of one report; `chosen(words)` asks for the sentence to be shown on the pages.

    `choose_file` asks for the draft that came back and returns its path, or "".
    """

    chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._challenge: UUID | None = None
        self._seen = 0
        self._closed = False
        self._preview: Preview | None = None
        self.choose_file: Callable[[], str] = self._ask_for_file
        self.read = QPushButton("Read returned draft…")
        self.read.setAccessibleDescription("A Word file from the host: its tracked changes and comments")
        self.read.clicked.connect(self._on_read)
        self.note = QPushButton("Note a correction")
        self.note.clicked.connect(self._on_note)
        self.said = plain_label(muted=True)
        face: Face[CorrectionRow] = Face(
            words=lambda row: row.words,
            detail=lambda row: row.what,
            chip=lambda row: (row.correction.state.words, _TONES[row.correction.state]),
        )
        self.list = RecordList(face, lambda row: row.sentence, "Corrections", most_lines=4)
        self.list.setMinimumHeight(self.fontMetrics().height() * 6)
        self.list.current_changed.connect(self._show_row)
        self._entry()
        self._answer()
        column = QVBoxLayout(self)
        column.addWidget(flow_row([self.read, self.note]))
        column.addWidget(self.said)
        column.addWidget(self.bring)
        column.addWidget(self.entry)
        column.addWidget(self.list, 20)
        column.addWidget(self.answer)
        column.addStretch(1)

    def show_report(self, challenge: UUID, seen: int, *, closed: bool) -> int:
        """Show the corrections of a report and return how many wait; `closed` says that nothing can be changed."""
        if challenge != self._challenge:
            self._end_preview()
            self.entry.hide()
        self._challenge, self._seen, self._closed = challenge, seen, closed
        looked_at = self._preview.new if self._preview else None
        rows = self._workspace.ask(corrections.corrections_of, challenge)
        waiting = sum(row.correction.state is CorrectionState.PROPOSED for row in rows)
        if self._preview is None:
            self._say(_words(len(rows), waiting))
        self._sentence.offer(
            (each.id, f"{each.what}: {each.text}") for each in self._workspace.ask(corrections.sentences, challenge)
        )
        if looked_at is not None:
            rows = self._workspace.ask(corrections.beside, challenge, looked_at)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        if rows and self.list.current_row() is None:
            self.list.select(rows[0].id)
        self._show_row(self.list.current_row())
        for each in (self.read, self.note):
            each.setEnabled(not closed)
        return waiting

    # Bringing in

    def _on_read(self) -> None:
        chosen, challenge = self.choose_file(), self._challenge
        if not chosen or challenge is None:
            return
        self._workspace.run(
            lambda store, progress: preview_returned_draft(store, challenge, Path(chosen), progress),
            done=lambda preview: self._on_preview(challenge, Path(chosen).name, preview),
            owner=self,
            refused=self._say,
        )

    def _on_preview(self, challenge: UUID, name: str, preview: Preview) -> None:
        if challenge != self._challenge:
            return
        self._preview = preview if preview.new else None
        self.yes.setText(f"Bring in {count_of(len(preview.new), 'correction')}")
        self.bring.setVisible(bool(preview.new))
        self.show_report(challenge, self._seen, closed=self._closed)
        self._say(_preview_words(name, preview))
        if preview.new:
            self.yes.setFocus()

    def _on_yes(self) -> None:
        preview, challenge = self._preview, self._challenge
        if preview is not None and challenge is not None:
            self._end_preview()
            self._workspace.do_seen(self._seen, corrections.bring_in, challenge, preview.new)
            self.list.setFocus()

    def _on_no(self) -> None:
        self._end_preview()
        if self._challenge is not None:
            self.show_report(self._challenge, self._seen, closed=self._closed)
        self.read.setFocus()

    def _end_preview(self) -> None:
        self._preview = None
        self.bring.hide()

    def _on_note(self) -> None:
        self.entry.clear()
        self.entry.start()

    def _on_entered(self, values: dict[str, object]) -> None:
        told = (self._challenge, values["target"], values["proposed"], values["comment"])
        if self.entry.send(self._workspace, self._seen, corrections.propose, *told):
            self._on_left()

    def _on_left(self) -> None:
        self.entry.hide()
        self.note.setFocus()

    # Answering

    def _show_row(self, row: CorrectionRow | None) -> None:
        self.answer.setVisible(row is not None)
        self._refuse("")
        if row is None:
            return
        for each in self._answers:
            each.setVisible(self._preview is None)
        found = row.correction
        self.difference.setVisible(bool(found.proposed and found.quoted))
        self.difference.show_difference(word_difference(found.quoted, found.proposed))
        remarks = [f"In the draft: {found.quoted}"] if found.quoted and not found.proposed else []
        remarks += [f"The host says: {found.comment}"] if found.comment else []
        remarks += [f"Now: {row.now}"] if row.moved_on else []
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self._wording.fill(row.now if row.moved_on else found.proposed)
        self._reason.fill(found.reason)
        open_ = not self._closed and self._preview is None and found.state is not CorrectionState.ACCEPTED
        for each in (self._wording, self._reason):
            each.set_closed(not open_)
        self.accept.setEnabled(open_)
        self.decline.setEnabled(open_)
        self.printed.setVisible(found.state is CorrectionState.DECLINED and bool(row.now))
        self.printed.setEnabled(not self._closed)
        self.printed.setChecked(found.printed)
        self.chosen.emit(row.now or found.quoted)

    def _on_accept(self) -> None:
        row = self.list.current_row()
        if row is not None:
            wording = self._wording.value()
            given = wording if wording != row.correction.proposed or row.moved_on else ""
            self._do(corrections.accept, row.id, given)
            now = self.list.current_row()
            if not row.now and now and now.correction.state is CorrectionState.ACCEPTED:
                self._say("Accepted. It belongs to no sentence of the report: change what it is about by hand.")

    def _on_decline(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self._do(corrections.decline, row.id, self._reason.value())

    def _on_printed(self, printed: bool) -> None:
        row = self.list.current_row()
        if row is not None:
            self._do(corrections.print_comment, row.id, printed)

    def _do(self, act: Callable[..., object], *args: object) -> None:
        self._refuse("")
        with self._workspace.answering(self._refuse):
            self._workspace.do_seen(self._seen, act, *args)  # type: ignore[arg-type]

    # Building

    def _entry(self) -> None:
        self.yes, self.no = QPushButton("Bring in"), QPushButton("Not now")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        self.bring = flow_row([self.yes, self.no])
        self.bring.hide()
        self._sentence = PickEditor("Which sentence; empty: the report as a whole")
        fields = [
            Field("Sentence", "target", self._sentence),
            Field("To read", "proposed", LineEditor()),
            Field("What the host said", "comment", LineEditor()),
        ]
        self.entry = EntryForm(fields, "Keep correction")
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self._on_left)
        self.entry.hide()

    def _answer(self) -> None:
        self.answer = QWidget()
        self.difference = WordDifference("The wording proposed, as it differs from the draft")
        self.remarks = plain_label()
        self._wording, self._reason = TextEditor(2, 5), LineEditor("Why it is declined; the host reads this")
        self._wording.box.setAccessibleName("How the sentence is to read")
        self._reason.box.setAccessibleName("Why it is declined")
        self.accept, self.decline = QPushButton("Accept"), QPushButton("Decline")
        self.accept.clicked.connect(self._on_accept)
        self.decline.clicked.connect(self._on_decline)
        self.printed = QCheckBox("Print the host’s comment beside the finding")
        self.printed.clicked.connect(self._on_printed)
        buttons = flow_row([self.accept, self.decline])
        self.refused = plain_label()
        self._answers = (plain_label("To read", muted=True), self._wording, self._reason, buttons)
        column = QVBoxLayout(self.answer)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (self.difference, self.remarks, *self._answers, self.refused, self.printed):
            column.addWidget(each)

    def _refuse(self, words: str) -> None:
        """Say beside the boxes why an answer was not taken."""
        self.refused.setText(words)
        self.refused.setVisible(bool(words))
        if words:
            announce(self.refused, words)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        announce(self.said, words)

    def _ask_for_file(self) -> str:
        return QFileDialog.getOpenFileName(self, "Read a returned draft", "", "Word (*.docx)")[0]


def _words(count: int, waiting: int) -> str:
    if not count:
        return _NONE
    return f"{count_of(waiting, 'correction')} to answer, {count - waiting} answered."


def _preview_words(name: str, preview: Preview) -> str:
    known = f" {preview.known} of those in it are here already." if preview.known else ""
    if not preview.new and not preview.known:
        return f"{name}: {NOTHING_CHANGED}"
    if not preview.new:
        return f"{name} brings nothing new: every change and comment in it is here already."
    unplaced = len(preview.unplaced)
    place = f"; {unplaced} of them belong to no sentence and are listed with their place" if unplaced else ""
    return f"{name} would bring {count_of(len(preview.new), 'correction')}{place}.{known} Nothing is changed yet."
