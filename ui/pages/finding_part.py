"""One line of enquiry on the findings page: its unused notes at the left, its findings at the right."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from peer_challenge.domain.choices import FindingKind, FindingState, LinkedTo, NoteKind
from peer_challenge.domain.days import day_in_england
from peer_challenge.services import findings, notes
from peer_challenge.services.finding_board import AuthoredNote, BoardLine, FindingRow, LinkRow
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import CalmCombo, ChoiceEditor, TextEditor
from ui.widgets.finding_list import FindingList
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Heading, Sign, plain_label
from ui.widgets.note_list import NoteList
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace


class NotesSide(QWidget):
    """The notes no finding uses yet, by kind; Enter, a double click or a drag makes a finding of the chosen ones.

    `make_wanted(notes)` asks for a finding, `add_wanted(notes)` to rest the current one on them too.
    """

    make_wanted = Signal(object)
    add_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading("Notes not yet used", 3)
        self.kinds = CalmCombo()
        self.kinds.setAccessibleName("Which notes to show")
        self.kinds.addItem("All kinds", None)
        for kind in NoteKind:
            self.kinds.addItem("Plain note" if kind is NoteKind.PLAIN else kind.words, kind)
        self.list = NoteList("Notes not yet used", many=True)
        self.make = QPushButton(icon("findings"), "Make a finding")
        self.add = QPushButton(icon("add"), "Add to the finding")
        self._empty = plain_label(muted=True)
        self._lay_out()
        self.kinds.activated.connect(lambda _at: self._keep_kind())
        self.list.row_activated.connect(lambda _row: self._send(self.make_wanted))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.make.clicked.connect(lambda: self._send(self.make_wanted))
        self.add.clicked.connect(lambda: self._send(self.add_wanted))

    def show_notes(self, rows: tuple[AuthoredNote, ...], *, any_finding: bool) -> None:
        """Show the notes of one line of enquiry."""
        self._any_finding = any_finding
        self.list.show_rows(rows)
        self.heading.setText(f"Notes not yet used: {len(rows)}" if rows else "Notes not yet used")
        self._empty.setText("Every note here is used." if any_finding else "There are no notes here yet.")
        self._empty.setVisible(not rows)
        self._show_buttons()

    def _keep_kind(self) -> None:
        kind = self.kinds.currentData()
        self.list.order.keep(None if kind is None else lambda row: row.note.kind == kind)

    def _send(self, signal: Signal) -> None:
        chosen = self.list.chosen()
        if chosen:
            signal.emit(chosen)  # type: ignore[attr-defined]

    def _show_buttons(self) -> None:
        chosen = bool(self.list.chosen())
        self.make.setEnabled(chosen)
        self.add.setEnabled(chosen and self._any_finding)

    def _lay_out(self) -> None:
        self._any_finding = False
        self.heading.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow_row([self.heading, self.kinds]))
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(flow_row([self.make, self.add]))


class FindingDetail(QWidget):
    """The words and kind of one finding, to be changed in place, and what it rests on. `unlink_wanted(links)`."""

    unlink_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = KeptForm(
            workspace,
            [
                Field("What you tell the host", "text", TextEditor(2, 5)),
                Field("Kind of finding", "kind", ChoiceEditor(FindingKind, none="")),
            ],
            findings.edit_finding,
            "finding",
        )
        self.links: RecordList[LinkRow] = RecordList(
            Face(words=lambda row: row.text, detail=lambda row: row.link.linked_to.words),
            lambda row: f"{row.link.linked_to.words}: {row.text}",
            "What the finding rests on",
            most_lines=2,
        )
        self.unlink = QPushButton(icon("close"), "Take off")
        self.unlink.setAccessibleName("Take off what the finding rests on")
        self._rests = plain_label(muted=True)
        self._grades = plain_label()
        self._lay_out()
        self.unlink.clicked.connect(self._on_unlink)
        self.links.current_changed.connect(lambda row: self.unlink.setEnabled(row is not None))

    def show_finding(self, row: FindingRow | None, seen: int) -> None:
        """Show one finding, or nothing."""
        self.setVisible(row is not None)
        if row is None:
            return
        self.form.show_kept(row, seen)
        self.links.show_rows(row.links)
        self.links.setVisible(bool(row.links))
        self.unlink.setVisible(bool(row.links))
        self.unlink.setEnabled(self.links.current_row() is not None)
        self._rests.setText(f"Rests on {row.basis}.")
        words = " and ".join(f"“{word}”" for word in dict.fromkeys(row.grades))
        self._grades.setText(f"{words} can read like a grade. A peer challenge does not grade." if words else "")
        self._grade_row.setVisible(bool(words))

    def _on_unlink(self) -> None:
        row = self.links.current_row()
        if row is not None:
            self.unlink_wanted.emit([row.id])

    def _lay_out(self) -> None:
        self._grade_row = QWidget()
        line = QHBoxLayout(self._grade_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Sign("warning", Tone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._grades, 1)
        self.links.setFixedHeight(self.fontMetrics().height() * 7)
        right = QVBoxLayout()
        right.addWidget(self._rests)
        right.addWidget(self.links)
        right.addWidget(self.unlink, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addWidget(self._grade_row)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 3)
        row.addLayout(right, 2)


class FindingPart(QSplitter):
    """Notes and findings of one line of enquiry, and everything that can be done with them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self._workspace = workspace
        self._line: BoardLine | None = None
        self._challenge: UUID | None = None
        self._seen = 0
        self.notes = NotesSide()
        self.heading = Heading("Findings", 3)
        self.list = FindingList("Findings")
        self.detail = FindingDetail(workspace)
        self.up = QPushButton(icon("chevron-up"), "Up")
        self.down = QPushButton(icon("chevron-down"), "Down")
        self.agree = QPushButton(icon("ok"), "Agree")
        self.park = QPushButton(icon("pause"), "Park")
        self.merge = QPushButton(icon("move"), "Merge")
        self.remove = QPushButton(icon("remove"), "Remove")
        self.new = QPushButton(icon("add"), "New finding")
        self._empty = plain_label(
            "No findings here yet. Choose notes and press Enter, drag them here, or start a new one.", muted=True
        )
        self._lay_out()
        self._connect()

    def show_line(self, challenge: UUID, line: BoardLine, seen: int) -> None:
        """Show one line of enquiry of a challenge."""
        self._challenge, self._line, self._seen = challenge, line, seen
        self.notes.show_notes(line.notes, any_finding=bool(line.findings))
        self.list.show_rows(line.findings)
        self.list.setVisible(bool(line.findings))
        self._empty.setVisible(not line.findings)
        if line.findings and self.list.current_row() is None:
            self.list.select(line.findings[0].id)
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current_row()
        chosen = self.list.chosen()
        self.detail.show_finding(row, self._seen)
        agreed = bool(row) and row.state in (FindingState.AGREED, FindingState.CHECKED)
        parked = bool(row) and row.state is FindingState.PARKED
        self.agree.setText("Propose again" if agreed else "Agree")
        self.park.setText("Propose again" if parked else "Park")
        self.agree.setVisible(not parked)
        for button in (self.up, self.down, self.agree, self.park, self.remove):
            button.setEnabled(row is not None)
        self.merge.setEnabled(len(chosen) > 1)

    def _connect(self) -> None:
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_current())
        self.list.row_activated.connect(lambda _row: self.detail.form.editor("text").box.setFocus())
        self.list.moved.connect(self._move)
        self.list.kind_wanted.connect(lambda ids, kind: self._do(findings.set_kind, ids, kind))
        self.list.removal_wanted.connect(self._remove)
        self.list.notes_dropped.connect(self._on_dropped)
        self.detail.unlink_wanted.connect(lambda ids: self._do(findings.unlink, ids))
        self.notes.make_wanted.connect(self._make)
        self.notes.add_wanted.connect(lambda ids: self._add(self._current(), ids))
        self.notes.list.kind_wanted.connect(lambda ids, kind: self._do(notes.set_note_kind, ids, kind))
        self.notes.list.removal_wanted.connect(self._remove_notes)
        self.up.clicked.connect(lambda: self._move(self._current(), -1))
        self.down.clicked.connect(lambda: self._move(self._current(), 1))
        self.agree.clicked.connect(self._on_agree)
        self.park.clicked.connect(self._on_park)
        self.merge.clicked.connect(lambda: self._do(findings.merge_findings, self.list.chosen()))
        self.remove.clicked.connect(lambda: self._remove(self.list.chosen()))
        self.new.clicked.connect(self._on_new)

    def _do(self, act: Callable[..., object], *args: object) -> bool:
        return self._workspace.do_seen(self._seen, act, *args) is not None  # type: ignore[arg-type]

    def _current(self) -> UUID | None:
        row = self.list.current_row()
        return row.id if row else None

    def _make(self, chosen: list[UUID]) -> None:
        line = self._line.id if self._line else None
        before = {row.id for row in self.list.records.rows}
        at = self.notes.list.currentIndex().row()
        if self._do(findings.make_finding, chosen, line):
            self._select_new(before)
            left = self.notes.list.order
            self.notes.list.setCurrentIndex(left.index(min(at, left.rowCount() - 1), 0))

    def _add(self, finding: UUID | None, chosen: list[UUID]) -> None:
        if finding is not None:
            self._do(findings.link_to_finding, finding, LinkedTo.NOTE, chosen)

    def _on_dropped(self, finding: UUID | None, chosen: list[UUID]) -> None:
        self._add(finding, chosen) if finding else self._make(chosen)

    def _on_new(self) -> None:
        if self._line is None or self._challenge is None:
            return
        before = {row.id for row in self.list.records.rows}
        kind, words = FindingKind.CONSIDERATION, "New finding"
        if self._do(findings.propose_finding, self._challenge, kind, self._line.id, words):
            self._select_new(before)
            box = self.detail.form.editor("text").box
            box.setFocus()
            box.selectAll()  # type: ignore[attr-defined]

    def _select_new(self, before: set[UUID]) -> None:
        made = next((row.id for row in self.list.records.rows if row.id not in before), None)
        if made is not None:
            self.list.select(made)

    def _move(self, finding: UUID | None, steps: int) -> None:
        order = [row.id for row in self.list.records.rows]
        if finding is None or self._line is None:
            return
        at = order.index(finding)
        there = at + steps
        if 0 <= there < len(order):
            rest = [each for each in order if each != finding]
            before = rest[there] if there < len(rest) else None
            self._do(findings.move_finding, finding, self._line.id, before)
            self.list.select(finding)

    def _on_agree(self) -> None:
        if self.agree.text() == "Agree":
            self._do(findings.agree, self.list.chosen(), day_in_england(self._workspace.now()))
        else:
            self._do(findings.propose_again, self.list.chosen())

    def _on_park(self) -> None:
        self._do(findings.park if self.park.text() == "Park" else findings.propose_again, self.list.chosen())

    def _remove(self, chosen: list[UUID]) -> None:
        for finding in chosen:
            self._do(findings.remove_finding, finding)

    def _remove_notes(self, chosen: list[UUID]) -> None:
        for note in chosen:
            self._do(notes.remove_note, note)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        buttons = [self.new, self.up, self.down, self.agree, self.park, self.merge, self.remove]
        column.addWidget(flow_row(buttons))
        column.addWidget(self.detail)
        column.addStretch(0)
        self.addWidget(self.notes)
        self.addWidget(right)
        self.setSizes([2000, 3000])
        self.detail.hide()
