"""The wrap-up beside the notes: what is left of a host, list by list, worked through by keyboard."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from peer_challenge.domain.choices import FindingKind, NoteKind
from peer_challenge.domain.days import count_of, day_in_england
from peer_challenge.services import findings, notes, questions, session_minutes
from peer_challenge.services.console import ConsoleView, StatementView
from peer_challenge.services.finding_board import FindingRow
from peer_challenge.services.session_minutes import MinutesRow
from peer_challenge.services.wrap_up import OpenQuestion, WrapUp, wrap_up
from ui.icons import icon
from ui.widgets.editors import MinutesEditor
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, plain_label
from ui.widgets.note_list import NoteList
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace

_MOST_ROWS = 4


class WorkList(RecordList[object]):  # type: ignore[type-var]
    """A list whose rows go as they are done: `done(row, what)` is a key, the row after becomes current."""

    done = Signal(object, str)

    def __init__(self, face: Face[object], name: str, keys: Mapping[tuple[Qt.Key, bool], str]) -> None:  # type: ignore[type-var]
        super().__init__(face, lambda row: getattr(row, "sentence", "") or face.words(row), name)
        self._keys = keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say what a key means for the current row."""
        row = self.current_row()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        what = self._keys.get((Qt.Key(event.key()), control))
        if row is not None and what:
            self.done.emit(row, what)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: rows are not looked up by their first letter."""


class WrapUpPane(QScrollArea):
    """Ten minutes a host. `note_wanted(statement)` asks for the note box, `note_chosen(note)` for a note's words."""

    note_wanted = Signal(object)
    note_chosen = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._seen = 0
        self._view: ConsoleView | None = None
        self.heading = Heading("Wrap-up")
        self.untagged = NoteList("Notes without a kind or line")
        space, enter = (Qt.Key.Key_Space, False), (Qt.Key.Key_Return, False)
        self.questions = WorkList(_face(lambda row: row.state), "Open questions", {space: "done"})
        self.untested = WorkList(
            Face(words=lambda row: f"{row.number}  {row.text}"), "Statements nobody tested", {enter: "note"}
        )
        self.points = WorkList(
            _face(lambda row: f"{row.kind.words} · rests on {row.basis}"),
            "Points that rest on one source",
            {space: "stays", (Qt.Key.Key_3, True): "question", (Qt.Key.Key_Delete, False): "park"},
        )
        self.minutes = MinutesEditor(session_minutes.MOST_MINUTES)
        self.minutes.box.setAccessibleName("Minutes on this host")
        self.confirm = QPushButton(icon("ok"), "Confirm minutes")
        self._known = plain_label(muted=True)
        self._headings: dict[QWidget, Heading] = {}
        self._lay_out()
        self._connect()

    @property
    def lists(self) -> tuple[QWidget, ...]:
        """The lists in the order in which they are worked through."""
        return self.untagged, self.questions, self.untested, self.points

    def show_view(self, view: ConsoleView, seen: int) -> None:
        """Show what is left of the host that the console is on."""
        self._view, self._seen = view, seen
        left = self._workspace.ask(wrap_up, view)
        self.heading.setText(
            f"{view.host_name}: {count_of(left.left, 'thing')} left" if left.left else f"{view.host_name}: nothing left"
        )
        topics = {line.id: line.short for line in view.lines} | {each.id: each.number for each in view.statements}
        self.untagged.name_topics(topics)
        for widget, rows in zip(self.lists, (left.untagged, left.questions, left.untested, left.points), strict=True):
            assert isinstance(widget, RecordList)
            self._fill(widget, rows)
        self._show_minutes(left)
        QTimer.singleShot(0, self, self._fit)  # once the lists have their width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lists other heights where words wrap otherwise."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def first_focus(self) -> QWidget:
        """The first list with something left, else the minutes."""
        return next((each for each in self.lists if not each.isHidden()), self.minutes.box)

    def _fill(self, widget: RecordList[object], rows: tuple[object, ...]) -> None:  # type: ignore[type-var]
        at, had_keyboard = widget.currentIndex().row(), widget.hasFocus()
        widget.show_rows(rows)
        heading = self._headings[widget]
        heading.setText(f"{widget.accessibleName()}: {len(rows) or 'none'}")
        widget.setVisible(bool(rows))
        if rows and not widget.currentIndex().isValid():
            widget.setCurrentIndex(widget.order.index(min(max(at, 0), len(rows) - 1), 0))
        elif not rows and had_keyboard:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Make each list as high as its first rows, so that none is cut through."""
        for widget in self.lists:
            assert isinstance(widget, RecordList)
            rows = min(widget.order.rowCount(), _MOST_ROWS)
            widget.setFixedHeight(sum(widget.sizeHintForRow(row) for row in range(rows)) + 2 * widget.frameWidth())

    def _show_minutes(self, left: WrapUp) -> None:
        row: MinutesRow | None = next(iter(left.minutes), None)
        self.confirm.setEnabled(row is not None)
        if row is not None:
            if not self.minutes.box.hasFocus():
                self.minutes.fill(row.minutes)
            self._known.setText(row.detail[:1].upper() + row.detail[1:])
            self.confirm.setText("Put right" if row.confirmed is not None else "Confirm minutes")

    def _on_question(self, row: OpenQuestion, _what: str) -> None:
        if row.is_note:
            self._workspace.do_seen(self._seen, notes.answer_note, row.id)
        else:
            self._workspace.do_seen(self._seen, questions.tick_question, row.id, self._workspace.now())

    def _on_point(self, row: FindingRow, what: str) -> None:
        if what == "stays":
            today = day_in_england(self._workspace.now())
            self._workspace.do_seen(self._seen, findings.agree, [row.id], today)
        elif what == "question":
            self._workspace.do_seen(self._seen, findings.set_kind, [row.id], FindingKind.QUESTION)
        else:
            self._workspace.do_seen(self._seen, findings.park, [row.id])

    def _on_confirm(self) -> None:
        view = self._view
        if view is not None and view.challenge is not None:
            minutes = self.minutes.value()
            self._workspace.do_seen(
                self._seen, session_minutes.confirm_minutes, view.session.id, view.challenge, minutes
            )

    def _on_kind(self, ids: list[UUID], kind: NoteKind) -> None:
        self._workspace.do_seen(self._seen, notes.set_note_kind, ids, kind)

    def _on_removal(self, ids: list[UUID]) -> None:
        for each in ids:
            self._workspace.do_seen(self._seen, notes.remove_note, each)

    def _on_statement(self, row: StatementView, _what: str) -> None:
        self.note_wanted.emit(row.id)

    def _connect(self) -> None:
        self.untagged.kind_wanted.connect(self._on_kind)
        self.untagged.removal_wanted.connect(self._on_removal)
        self.untagged.row_activated.connect(lambda row: self.note_chosen.emit(row.note) if row else None)
        self.questions.done.connect(self._on_question)
        self.untested.done.connect(self._on_statement)
        self.points.done.connect(self._on_point)
        self.confirm.clicked.connect(self._on_confirm)
        self.minutes.box.lineEdit().returnPressed.connect(self._on_confirm)  # type: ignore[attr-defined]

    def _lay_out(self) -> None:
        hints = (
            "Ctrl+1 to Ctrl+6 say what a note is; Enter opens its words, where #2 gives it a line.",
            "Space: it was asked, or answered.",
            "Enter begins a note about the statement.",
            "Space: it stays. Ctrl+3: it becomes a question. Delete: it is parked.",
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self.heading)
        for widget, hint in zip(self.lists, hints, strict=True):
            self._headings[widget] = Heading(widget.accessibleName(), 3)
            column.addWidget(self._headings[widget])
            column.addWidget(widget)
            widget.setAccessibleDescription(hint)
            column.addWidget(plain_label(hint, muted=True))
        column.addWidget(Heading("Minutes to confirm", 3))
        column.addWidget(flow_row([self.minutes, self.confirm]))
        column.addWidget(self._known)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)


def _face(detail: Callable[[Any], str]) -> Face[Any]:
    return Face(words=lambda row: row.text, detail=detail)
