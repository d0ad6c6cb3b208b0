"""Notes in a list: what was said, when, about what, each with the sign of its kind."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.days import ENGLAND, clock_in_a_list, day_in_words, in_a_row
from peer_challenge.services.console import AuthoredNote
from peer_challenge.services.identifiers import Cleared, identifiers_in
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.note_entry import KIND_OF_DIGIT, face_of
from ui.widgets.record_list import Face, RecordList
from ui.widgets.record_model import RECORD
from ui.widgets.row_menu import show_row_menu

NOTES_DRAGGED = "application/x-peer-challenge-notes"
_DETAIL_LINES = 3


def time_of(row: AuthoredNote, day: date | None = None) -> str:
    """Return when a note was begun, for example 10:42am, and which day that was where it is not `day`."""
    here = row.note.at.astimezone(ENGLAND)
    clock = clock_in_a_list(here.time())
    return clock if day in (None, here.date()) else f"{day_in_words(here.date())}, {clock}"


def flag_words(*, flagged: bool) -> str:
    """Return what turning a note's flag round is called."""
    return "Take the flag off" if flagged else "Flag"


def read_dragged(data: QMimeData) -> list[UUID]:
    """Return the notes that are being dragged; an empty list for anything else."""
    if not data.hasFormat(NOTES_DRAGGED):
        return []
    return [UUID(each) for each in json.loads(bytes(data.data(NOTES_DRAGGED).data()))]


class NoteList(RecordList[AuthoredNote]):
    """Notes in order; with `many` several can be chosen and dragged.

    Who typed it stands under every note that `show_rows` shows; `show_notes` is for a list of one person's work.

    `kind_wanted(notes, kind)` is Ctrl+1 to Ctrl+6, `removal_wanted(notes)` Delete; `row_activated` Enter or a double
    click; `edit_wanted(row)` and `flag_wanted(note)` come from the menu of a list that `edits`. Notes are given by id.
    """

    kind_wanted = Signal(object, object)
    removal_wanted = Signal(object)
    edit_wanted = Signal(object)
    flag_wanted = Signal(object)

    def __init__(self, name: str, *, many: bool = False, edits: bool = False, parent: QWidget | None = None) -> None:
        self._edits = edits
        self._day: date | None = None
        self._cleared: Cleared = {}
        self._topics: dict[UUID, str] = {}
        self._named: frozenset[UUID] | None = None
        self._at_end = True
        self._icons = {kind: icon(*face_of(kind)) for kind in NoteKind}
        self._pressed_at: QPoint | None = None
        face: Face[AuthoredNote] = Face(
            lambda row: row.note.text, self._detail, self._icon, self._chip, detail_lines=_DETAIL_LINES
        )
        super().__init__(face, self._spoken, name, most_lines=8, parent=parent)
        if many:
            self.setSelectionMode(RecordList.SelectionMode.ExtendedSelection)

    def name_topics(self, topics: Mapping[UUID, str]) -> None:
        """Say what lines of enquiry and statements are called in the small line below a note."""
        self._topics = dict(topics)
        self.viewport().update()

    def set_day(self, day: date | None) -> None:
        """Say on which day these notes belong: one that was typed on another names it."""
        self._day = day

    def let_stand(self, cleared: Cleared) -> None:
        """Leave unmarked what somebody has let stay."""
        self._cleared = cleared

    def follow_newest(self) -> None:
        """Go on showing the newest note, if that is what is shown, at another size of list or text."""
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most) if self._at_end else None)

    def show_notes(self, rows: Sequence[AuthoredNote], myself: UUID | None) -> None:
        """Become `rows` and name only others than `myself`, each where the author changes."""
        authors = [row.note.author for row in rows]
        begun = zip(rows, [None, *authors], strict=False)
        named = frozenset(row.id for row, before in begun if row.note.author not in {myself, before})
        renamed = named != self._named
        self._named = named
        self.show_rows(rows)
        if renamed:
            self.viewport().update()

    def _on_scrolled(self, value: int) -> None:
        self._at_end = value == self.verticalScrollBar().maximum()

    def chosen(self) -> list[UUID]:
        """Return the notes that are selected, in the order of the list."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [index.data(RECORD).id for index in indexes]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete and Ctrl+digit; a letter does not jump about in the list."""
        chosen = self.chosen()
        digit = chr(event.key()) if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_6 else ""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if chosen and event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit(chosen)
        elif chosen and digit and control:
            self.kind_wanted.emit(chosen, KIND_OF_DIGIT[digit])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to edit, flag or remove the note, and what can be done about any row."""
        row = self.current_row()
        if row is None:
            return
        own = {"Remove": lambda: self.removal_wanted.emit(self.chosen() or [row.id])}
        if self._edits:
            flag = f"{flag_words(flagged=row.note.flagged)}\tF8"
            own = {
                "Edit": lambda: self.edit_wanted.emit(row),
                flag: lambda: self.flag_wanted.emit(row.id),
            } | own
        actions = [QAction(words, self) for words in own]
        for action, does in zip(actions, own.values(), strict=True):
            action.triggered.connect(does)
        show_row_menu(self, event, actions)
        for action in actions:
            action.deleteLater()

    def minimumSizeHint(self) -> QSize:
        """Room for three or four rows."""
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height() * 8)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: notes are not looked up by their first letter."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag might begin."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the chosen notes once the mouse has gone far enough."""
        many = self.selectionMode() == RecordList.SelectionMode.ExtendedSelection
        held = event.buttons() & Qt.MouseButton.LeftButton and self._pressed_at is not None
        if not (many and held and self.chosen()):
            return
        assert self._pressed_at is not None
        if (event.position().toPoint() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag = QDrag(self)
            drag.setMimeData(dragged(self.chosen()))
            drag.exec(Qt.DropAction.CopyAction)

    def _icon(self, row: AuthoredNote) -> QIcon:
        return self._icons[row.note.kind]

    def _detail(self, row: AuthoredNote) -> str:
        about = [self._topics.get(each, "") for each in (row.note.line, row.note.claim) if each]
        when, kind = time_of(row, self._day), row.note.kind.words
        parts = (self._doubt(row), when, kind, *about, row.note.speaker, self._author(row))
        return " · ".join(part for part in parts if part)

    def _doubt(self, row: AuthoredNote) -> str:
        """Say what in a note looks as if it identified somebody, unless it was let stay."""
        pieces = identifiers_in(row.note.text)
        kinds = [kind for kind in pieces if pieces[kind] > self._cleared.get((row.id, "text", kind), 0)]
        return f"Looks like {in_a_row([kind.words for kind in kinds])}" if kinds else ""

    def _chip(self, row: AuthoredNote) -> tuple[str, Tone] | None:
        if row.note.flagged:
            return "Flagged", Tone.WARNING
        return ("May identify", Tone.WARNING) if self._doubt(row) else None

    def _author(self, row: AuthoredNote) -> str:
        return row.author if self._named is None or row.id in self._named else ""

    def _spoken(self, row: AuthoredNote) -> str:
        flagged = "Flagged. " if row.note.flagged else ""
        about = self._topics.get(row.note.line, "") if row.note.line else ""
        topic = "".join(f", {each}" for each in (about, self._author(row)) if each)
        doubt = f". {self._doubt(row)}" if self._doubt(row) else ""
        return f"{flagged}{row.note.kind.words} at {time_of(row, self._day)}{topic}: {row.note.text}{doubt}"


def dragged(notes: list[UUID]) -> QMimeData:
    """Return notes as they are carried by the mouse."""
    data = QMimeData()
    data.setData(NOTES_DRAGGED, json.dumps([str(each) for each in notes]).encode())
    return data
