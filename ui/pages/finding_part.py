"""One line of enquiry on the findings page: its unused notes at the left, its findings at the right."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from peer_challenge.domain.choices import FindingKind, FindingState, LinkedTo
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.note_prefixes import read_kind
from peer_challenge.services import asks_offers, findings, notes
from peer_challenge.services.finding_board import Alike, BoardLine, FindingBoard, SourceRow
from ui.icons import icon
from ui.pages.finding_detail import FindingDetail
from ui.pages.finding_notes import NotesSide
from ui.widgets.finding_alike import AlikeLine
from ui.widgets.finding_list import FindingList
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.labels import Heading, plain_label
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class FindingPart(QSplitter):
    """Notes and findings of one line of enquiry, and everything that can be done with them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self._workspace = workspace
        self._line: BoardLine | None = None
        self._challenge: UUID | None = None
        self._sources: Sequence[SourceRow] = ()
        self._one_source_asks = False
        self._seen = 0
        self.notes = NotesSide()
        self.heading = Heading("Findings", 3)
        self.list = FindingList("Findings")
        self.detail = FindingDetail(workspace)
        self.alike = AlikeLine()
        self.to_line = QPushButton(icon("move"), "Move to")
        self.to_line.setAccessibleName("Move finding to another line of enquiry")
        self._lines = QMenu(self)
        self.to_line.setMenu(self._lines)
        self.up = _arrow("chevron-up", "Move finding up", "Alt+Up")
        self.down = _arrow("chevron-down", "Move finding down", "Alt+Down")
        self.agree = QPushButton(icon("ok"), "Agree")
        self.park = QPushButton(icon("pause"), "Park")
        self.merge = QPushButton(icon("move"), "Merge")
        self.remove = QPushButton(icon("remove"), "Remove")
        self.new = LineBox()
        self.new.setPlaceholderText("Add a finding")
        self.new.setAccessibleName("Add a finding")
        self.new.setAccessibleDescription("Begin with + ! ? or * to say its kind, as in a note")
        self._empty = plain_label(
            "No findings here yet. Choose notes and press Enter, drag them here, or type one.", muted=True
        )
        self._lay_out()
        self._connect()

    def show_line(self, board: FindingBoard, line: BoardLine, seen: int) -> None:
        """Show one line of enquiry of a challenge."""
        self._challenge, self._line, self._seen = board.challenge.id, line, seen
        self._sources, self._one_source_asks = board.sources, board.one_source_asks
        self._offer_lines(board)
        self.alike.show_alike(line.alike)
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
        self.detail.show_finding(row, self._sources, self._seen, one_source_asks=self._one_source_asks)
        state = row.state if row else None
        agreed, parked = state in (FindingState.AGREED, FindingState.CHECKED), state is FindingState.PARKED
        self.agree.setText("Propose again" if agreed else "Agree")
        self.park.setText("Propose again" if parked else "Park")
        self.agree.setVisible(row is not None and not parked)
        for button in (self.up, self.down, self.park, self.merge, self.to_line, self.remove):
            button.setVisible(row is not None)
        self.merge.setEnabled(len(chosen) > 1)

    def _connect(self) -> None:
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_current())
        self.list.row_activated.connect(lambda _row: self.detail.form.editor("text").box.setFocus())
        self.list.moved.connect(self._move)
        self.list.kind_wanted.connect(lambda ids, kind: self._do(findings.set_kind, ids, kind))
        self.list.removal_wanted.connect(self._remove)
        self.list.notes_dropped.connect(self._on_dropped)
        self.list.merge_wanted.connect(lambda ids: self._do(findings.merge_findings, ids))
        self.list.place_wanted.connect(self._place)
        self.alike.together_wanted.connect(self._bring_together)
        self.alike.differ_wanted.connect(lambda alike: self._do(findings.tell_apart, self._challenge, alike.ids))
        self.detail.split_wanted.connect(self._on_split)
        self.detail.question_wanted.connect(
            lambda: self._do(findings.set_kind, [self._current()], FindingKind.QUESTION)
        )
        self.detail.source_wanted.connect(self._on_source)
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
        self.new.returnPressed.connect(self._on_new)

    def _do(self, act: Callable[..., object], *args: object) -> bool:
        return self._workspace.do_seen(self._seen, act, *args) is not None  # type: ignore[arg-type]

    def _current(self) -> UUID | None:
        row = self.list.current_row()
        return row.id if row else None

    def _make(self, chosen: list[UUID]) -> None:
        line = self._line.id if self._line else None
        before = {row.id for row in self.list.records.rows}
        at = self.notes.list.currentIndex().row()
        if self._do(asks_offers.use_notes, chosen, line):
            self._select_new(before)
            self.notes.focus_next(at)

    def _add(self, finding: UUID | None, chosen: list[UUID]) -> None:
        if finding is not None:
            self._do(findings.link_to_finding, finding, LinkedTo.NOTE, chosen)

    def _bring_together(self, alike: Alike) -> None:
        """Merge findings first, then let what is left rest on the notes: each a step that can be undone."""
        if not alike.findings:
            self._make(list(alike.notes))
            return
        if len(alike.findings) > 1:
            self._do(findings.merge_findings, list(alike.findings))
        if alike.notes:
            self._add(alike.findings[0], list(alike.notes))
        self.list.select(alike.findings[0])

    def _offer_lines(self, board: FindingBoard) -> None:
        self._lines.clear()
        for each in board.lines:
            if self._line is not None and each.id != self._line.id:
                action = self._lines.addAction(each.title.replace("&", "&&"))
                action.triggered.connect(partial(self._to_line, each.id))
        self.to_line.setEnabled(not self._lines.isEmpty())

    def _to_line(self, line: UUID | None, _checked: bool = False) -> None:
        for each in self.list.chosen():
            self._do(findings.move_finding, each, line)

    def _place(self, finding: UUID, before: UUID | None) -> None:
        if self._line is not None:
            self._do(findings.move_finding, finding, self._line.id, before)
            self.list.select(finding)

    def _on_split(self, notes_chosen: list[UUID]) -> None:
        self.list.setFocus()  # the button that has the keyboard goes with the notes it was there for
        self._do(findings.split_finding, self._current(), notes_chosen)

    def _on_source(self, linked_to: LinkedTo, source: UUID) -> None:
        self._do(findings.link_to_finding, self._current(), linked_to, [source])

    def _on_dropped(self, finding: UUID | None, chosen: list[UUID]) -> None:
        self._add(finding, chosen) if finding else self._make(chosen)

    def _on_new(self) -> None:
        noted, text = read_kind(self.new.text().strip())
        if self._line is None or self._challenge is None or not text:
            return
        before = {row.id for row in self.list.records.rows}
        kind = findings.KIND_OF_NOTE.get(noted, FindingKind.CONSIDERATION)
        if self._do(findings.propose_finding, self._challenge, kind, self._line.id, text):
            self.new.clear()
            self._select_new(before)

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
        column.addWidget(self.alike)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(guarded(self.new))
        column.addWidget(flow_row([self.up, self.down, self.agree, self.park, self.merge, self.to_line, self.remove]))
        column.addWidget(self.detail)
        column.addStretch(0)
        self.addWidget(self.notes)
        self.addWidget(right)
        self.setSizes([2000, 3000])
        self.setHandleWidth(self.fontMetrics().height())
        self.detail.hide()


def _arrow(picture: str, words: str, keys: str) -> QPushButton:
    button = QPushButton(icon(picture), "")
    button.setAccessibleName(words)
    button.setToolTip(f"{words} ({keys})")
    return button
