"""The part of the page where a file is checked, looked at, brought in, and taken back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.jobs.pack_files import (
    FileRow,
    Merged,
    files_met,
    say_yes,
    take_back,
    take_up_aside,
    whether_taken_back,
)
from peer_challenge.jobs.pack_in import bring_in
from peer_challenge.jobs.receiving import Looked, look_at
from ui.background import Task
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.confirm_line import ConfirmLine
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.pack_preview import PackPreview
from ui.widgets.pack_words import Sentences
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList
from ui.widgets.two_versions import review
from ui.workspace import Workspace

_HINT = "Or drop the file on the window. It is checked first, and shown; nothing changes until you say so."
_READ_ONLY = "This round file can only be read here, so nothing can be brought in."
_KINDS = "Files sent (*.pcpack *.zip);;All files (*)"


class ReceivePart(QWidget):
    """`sort_out_wanted` asks for the list of what does not go together, `you_wanted` for who uses this window."""

    sort_out_wanted = Signal()
    you_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._looked: Looked | None = None
        self._merged: Merged | None = None
        self._task: Task | None = None
        self.choose_file: Callable[[], str] = self._ask_for_file
        self.choose = QPushButton(icon("add"), "Bring in a file…")
        self.preview = PackPreview()
        self.progress = ProgressStrip()
        self.said = Sentences()
        self.versions = QPushButton(icon("versions", Tone.WARNING), "Look at the two versions")
        self.sort_out = QPushButton("See what to sort out")
        self.you = QPushButton(icon("person"), "Say who you are")
        face: Face[FileRow] = Face(
            words=lambda row: row.name,
            detail=lambda row: row.detail,
            chip=lambda row: (row.state.capitalize(), Tone.GOOD if row.can_go else Tone.NEUTRAL),
        )
        self.files: RecordList[FileRow] = RecordList(face, lambda row: row.sentence, "Files received", most_lines=2)
        self.nothing = plain_label("Nothing has been brought in yet.", muted=True)
        self.back = QPushButton(icon("undo"), "Take back this file…")
        self.aside = QPushButton("Take in what was kept aside…")
        self.why_not = plain_label(muted=True)
        self.sure = ConfirmLine()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read which files came."""
        rows = [each for each in self._workspace.ask(files_met) if each.received]
        self.files.show_rows(rows)
        self._files.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows and self.files.current_row() is None:
            self.files.select(rows[0].id)
        self._show_row(self.files.current_row())

    def open_file(self, path: Path, passphrase: str | None = None) -> None:
        """Check a file beside the window and show what it would bring; nothing is brought in."""
        self._end_look()
        self.said.show_sentences([])
        self._offer()
        self._task = self._workspace.run(
            lambda store, progress: look_at(store, path, passphrase, progress),
            done=self._show,
            owner=self,
            refused=lambda sentence: self._refused(path, sentence, locked=passphrase is not None),
        )
        self.progress.follow(self._task, f"Checking {path.name}")

    def _end_look(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._looked = None
        self.preview.hide()

    def _refused(self, path: Path, sentence: str, *, locked: bool) -> None:
        if locked:
            self.preview.ask_passphrase(Looked(path), sentence)
            self._looked = Looked(path)
        else:
            self._say(sentence if path.name in sentence else f"{path.name}: {sentence}", Tone.BAD)

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        if looked.read is None:
            self.preview.ask_passphrase(looked)
        else:
            self.preview.show_looked(looked, closed=_READ_ONLY if self._workspace.read_only else "")

    def _on_passphrase(self, words: str) -> None:
        if self._looked is not None:
            self.open_file(self._looked.path, words)

    def _on_yes(self) -> None:
        looked = self._looked
        if looked is None or looked.read is None or looked.preview is None:
            return
        sender = looked.read.manifest.sender
        found = looked.preview
        self._workspace.run(
            lambda store, _progress: say_yes(store, sender.key, sender.name),
            done=lambda _: self.preview.show_laptop(found, said_yes=True),
            owner=self,
        )
        self.preview.bring_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_in(self) -> None:
        read = self._looked.read if self._looked is not None else None
        if read is None:
            return
        self.preview.bring_in.setEnabled(False)
        task = self._workspace.run(
            lambda store, progress: bring_in(store, read, progress=progress),
            done=self._on_brought_in,
            owner=self,
            refused=lambda sentence: self._say(sentence, Tone.BAD),
        )
        task.ended.connect(lambda: self.preview.bring_in.setEnabled(True))
        self.progress.follow(task, "Bringing in")

    def _on_brought_in(self, merged: Merged) -> None:
        self._merged = merged
        name = self._looked.path.name if self._looked is not None else "The file"
        self._end_look()
        if merged.applied.touched:
            self._workspace.tell(merged.applied)
        else:
            self.refresh()
        self._say(f"{name} is brought in. A backup from just before is kept.", Tone.GOOD)
        self._offer(merged)
        first = self.versions if merged.two_versions else self.files
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, merged: Merged | None = None) -> None:
        """Offer what is to be looked at after a file came in."""
        several = len(merged.two_versions) if merged else 0
        self.versions.setText(f"Look at the two versions ({several})" if several > 1 else "Look at the two versions")
        self.versions.setVisible(bool(several))
        self.sort_out.setVisible(bool(merged and (merged.removed or merged.redactions)))
        self.you.setVisible(merged is not None and self._workspace.who is None)

    def _review(self) -> None:
        if self._merged is not None and self._merged.two_versions:
            _kind, entity, field = self._merged.two_versions[0]
            review(self, self._workspace, entity, field)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.said.show_sentences([(sentence, tone)] if sentence else [])
        if sentence:
            announce(self, sentence)

    # What came before

    def _show_row(self, row: FileRow | None) -> None:
        open_file = not self._workspace.read_only
        self.back.setEnabled(False)
        self.why_not.setText("")
        self.aside.setVisible(row is not None and bool(row.aside))
        self.aside.setEnabled(open_file)
        if row is not None and row.can_go and open_file:
            file = row.id
            self._workspace.run(
                lambda store, _progress: whether_taken_back(store, file),
                done=lambda why: self._show_why_not(row, why),
                owner=self,
            )

    def _show_why_not(self, row: FileRow, why: str) -> None:
        current = self.files.current_row()
        if current is not None and current.id == row.id:
            self.back.setEnabled(not why)
            self.why_not.setText(why)

    def _ask_back(self) -> None:
        row = self.files.current_row()
        if row is not None:
            question = (
                f"Exactly what {row.name} brought goes again, as if it had never come. The file itself is not touched, "
                "and can be brought in later."
            )
            self.sure.ask(question, "Take it back", partial(self._take_back, row))

    def _take_back(self, row: FileRow) -> None:
        task = self._workspace.run(
            lambda store, _progress: take_back(store, row.id),
            done=lambda applied: self._after(partial(self._workspace.tell, applied), f"{row.name} is taken back."),
            owner=self,
            refused=lambda sentence: self._say(sentence, Tone.BAD),
        )
        self.progress.follow(task, "Taking back")

    def _ask_aside(self) -> None:
        row = self.files.current_row()
        if row is not None:
            question = (
                f"{row.with_whom} changed what the file was not sent for changing, such as another authority’s SEF. "
                "Take it in only if you know why."
            )
            self.sure.ask(question, "Take it in", partial(self._take_aside, row))

    def _take_aside(self, row: FileRow) -> None:
        task = self._workspace.run(
            lambda store, _progress: take_up_aside(store, row.id),
            done=lambda merged: self._after(partial(self._workspace.tell, merged.applied), "Taken in."),
            owner=self,
            refused=lambda sentence: self._say(sentence, Tone.BAD),
        )
        self.progress.follow(task, "Bringing in")

    def _after(self, tell: Callable[[], object], sentence: str) -> None:
        tell()
        self.refresh()
        self._offer()
        self._say(sentence, Tone.GOOD)

    def _on_choose(self) -> None:
        chosen = self.choose_file()
        if chosen:
            self.open_file(Path(chosen))

    def _ask_for_file(self) -> str:
        return QFileDialog.getOpenFileName(self, "Bring in a file", "", _KINDS)[0]

    def _on_left(self) -> None:
        self._end_look()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.preview.passphrase_given.connect(self._on_passphrase)
        self.preview.bring_in_wanted.connect(self._bring_in)
        self.preview.yes_wanted.connect(self._on_yes)
        self.preview.left.connect(self._on_left)
        self.versions.clicked.connect(self._review)
        self.sort_out.clicked.connect(self.sort_out_wanted)
        self.you.clicked.connect(self.you_wanted)
        self.files.current_changed.connect(self._show_row)
        self.back.clicked.connect(self._ask_back)
        self.aside.clicked.connect(self._ask_aside)
        self.sure.closed.connect(self.files.setFocus)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        self._files = QWidget()
        below = QVBoxLayout(self._files)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.files, 1)
        below.addWidget(self.why_not)
        below.addWidget(flow_row((self.back, self.aside)))
        below.addWidget(self.sure)
        self.files.setMinimumHeight(line * 7)
        column = QVBoxLayout(self)
        column.setSpacing(line // 2)
        parts: tuple[QWidget, ...] = (
            plain_label(_HINT, muted=True),
            self.progress,
            self.said,
            flow_row((self.versions, self.sort_out, self.you)),
            self.preview,
            Heading("Files brought in", 3),
            self.nothing,
        )
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        for part in parts:
            column.addWidget(part)
        column.addWidget(self._files, 1)
        column.addStretch(0)
        self._offer()
