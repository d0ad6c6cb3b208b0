"""Introductions: who was brought together with whom, the message to both, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from peer_challenge.domain.choices import IntroductionState
from peer_challenge.jobs.introduction_drafts import write_introduction_draft
from peer_challenge.services.asks_board import AsksBoard, IntroductionRow
from peer_challenge.services.contacts import contacts_of
from peer_challenge.services.introductions import edit_introduction, remove_introduction
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.banner import BannerBar
from ui.widgets.editors import ChoiceEditor, TextEditor
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import plain_label
from ui.widgets.record_form import Field
from ui.widgets.record_list import Chip, Face, RecordList
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.saved_files import open_path
from ui.workspace import Workspace

_TONES = {
    IntroductionState.PROPOSED: Tone.NEUTRAL,
    IntroductionState.MADE: Tone.INFO,
    IntroductionState.HELPED: Tone.GOOD,
    IntroductionState.NO_HELP: Tone.NEUTRAL,
    IntroductionState.DECLINED: Tone.NEUTRAL,
}


class IntroductionPart(QSplitter):
    """The list at the left, the chosen one at the right; what was saved is said in `told`."""

    def __init__(self, workspace: Workspace, told: BannerBar, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._workspace, self._told, self._seen = workspace, told, 0
        self.choose_folder: Callable[[], str] = lambda: SAVE_PLACE.ask_folder(self, "Save the mail draft in a folder")
        self.list: RecordList[IntroductionRow] = RecordList(
            Face(lambda row: row.words, lambda row: row.detail, chip=_state), lambda row: row.sentence, "Introductions"
        )
        self.form = KeptForm(
            workspace,
            [
                Field("How far it is", "state", ChoiceEditor(IntroductionState, none="")),
                Field("What both are told", "message", TextEditor(3, 8)),
                Field("What came of it", "outcome", TextEditor(2, 6)),
            ],
            edit_introduction,
            "introduction",
        )
        self.caution = plain_label()
        self.addresses = plain_label(muted=True)
        self.draft = QPushButton(icon("save"), "Save a mail draft to both…")
        self.remove = QPushButton(icon("remove"), "Remove")
        self.remove.setAccessibleName("Remove introduction")
        self.empty = plain_label(
            "Nobody has been brought together yet. Choose what may fit on the board, then “Bring them together”.",
            muted=True,
        )
        self._lay_out()
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.draft.clicked.connect(self._on_draft)
        self.remove.clicked.connect(self._on_remove)

    def show_board(self, board: AsksBoard, seen: int) -> None:
        """Show the introductions of a board."""
        self._seen = seen
        self.list.show_rows(board.introductions)
        self.list.setVisible(bool(board.introductions))
        self.empty.setVisible(not board.introductions)
        if board.introductions and self.list.current_row() is None:
            self.list.select(board.introductions[0].id)
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current_row()
        self._side.setVisible(row is not None)
        if row is None:
            return
        self.form.show_kept(row.record, self._seen)
        self.caution.setText(row.caution)
        self.caution.setVisible(bool(row.caution))
        self.addresses.setText(self._whom(row))

    def _whom(self, row: IntroductionRow) -> str:
        """Say to whom the draft goes, and who has no address here."""
        ends = ((row.asking, row.record.asking), (row.offering, row.record.offering))
        known = {name: self._workspace.ask(contacts_of, id_) for name, id_ in ends}
        people = ", ".join(f"{one.name} ({name})" for name, found in known.items() for one in found)
        without = [name for name, found in known.items() if not found]
        missing = f" No address is known for {' and '.join(without)}." if without else ""
        return f"The draft goes to {people}.{missing}" if people else missing.strip()

    def _on_draft(self) -> None:
        row = self.list.current_row()
        chosen = self.choose_folder() if row else ""
        if row is None or not chosen:
            return
        self.form.settle()

        def saved(path: Path) -> None:
            self._told.say(f"Saved as {path.name}. Nothing was sent.", Tone.GOOD, ("Open it", lambda: open_path(path)))

        self._workspace.run(
            lambda store, _progress: write_introduction_draft(store, row.id, Path(chosen)),
            done=saved,
            owner=self,
            refused=lambda sentence: self._told.say(sentence, Tone.BAD),
        )

    def _on_remove(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self._workspace.do_seen(self._seen, remove_introduction, row.id)

    def _lay_out(self) -> None:
        self.setChildrenCollapsible(False)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        for widget in (self.caution, self.form, self.addresses, flow_row([self.draft, self.remove])):
            right.addWidget(widget)
        right.addStretch(1)
        self.addWidget(left)
        self.addWidget(self._side)
        self.setSizes([1000, 1000])
        self.setHandleWidth(self.fontMetrics().height())
        self._side.hide()


def _state(row: IntroductionRow) -> Chip:
    return row.record.state.words, _TONES[row.record.state]
