"""Findings in a list: what the team would say, of what kind, resting on what."""

from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from peer_challenge.domain.choices import FindingKind, FindingState, NoteKind
from peer_challenge.services.finding_board import FindingRow
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.finding_drag import Drop, dragged_findings, drop_at, paint_drop, read_findings
from ui.widgets.note_entry import face_of
from ui.widgets.note_list import read_dragged
from ui.widgets.record_list import Face, RecordList
from ui.widgets.record_model import RECORD

_KIND_OF_DIGIT = dict(zip("12345", FindingKind, strict=True))
_STATES = {
    FindingState.PROPOSED: None,
    FindingState.AGREED: ("Agreed", Tone.GOOD),
    FindingState.CHECKED: ("Checked by the host", Tone.GOOD),
    FindingState.PARKED: ("Parked", Tone.NEUTRAL),
}


def sign_of(kind: FindingKind) -> QIcon:
    """Return the sign of a kind of finding, the same as that of notes of the kind."""
    return icon("info", Tone.INFO) if kind is FindingKind.SUGGESTION else icon(*face_of(NoteKind(kind.value)))


class FindingList(RecordList[FindingRow]):
    """Findings in their order; several can be chosen.

    `moved(finding, steps)` is Alt+Up or Alt+Down, `kind_wanted(findings, kind)` Ctrl+1 to Ctrl+5, `removal_wanted(
    findings)` Delete. Notes dropped on a finding are `notes_dropped(finding, notes)`, elsewhere with None for it;
    findings dropped into one are `merge_wanted(findings)` with that first, between two `place_wanted(finding, before)`.
    """

    moved = Signal(object, int)
    kind_wanted = Signal(object, object)
    removal_wanted = Signal(object)
    notes_dropped = Signal(object, object)
    merge_wanted = Signal(object)
    place_wanted = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._icons = {kind: sign_of(kind) for kind in FindingKind}
        face: Face[FindingRow] = Face(
            words=lambda row: row.text,
            detail=about,
            icon=lambda row: self._icons[row.kind],
            chip=lambda row: _STATES[row.state],
        )
        super().__init__(face, _spoken, name, most_lines=8, parent=parent)
        self.setSelectionMode(RecordList.SelectionMode.ExtendedSelection)
        self.setAcceptDrops(True)
        self._pressed_at: QPoint | None = None
        self._drop: Drop | None = None

    def chosen(self) -> list[UUID]:
        """Return the findings that are selected, in the order of the list."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [index.data(RECORD).id for index in indexes]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that move, remove or say the kind."""
        chosen, key, held = self.chosen(), event.key(), event.modifiers()
        row = self.current_row()
        digit = chr(key) if Qt.Key.Key_1 <= key <= Qt.Key.Key_5 else ""
        if row and key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and held & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(row.id, -1 if key == Qt.Key.Key_Up else 1)
        elif chosen and key == Qt.Key.Key_Delete:
            self.removal_wanted.emit(chosen)
        elif chosen and digit and held & Qt.KeyboardModifier.ControlModifier:
            self.kind_wanted.emit(chosen, _KIND_OF_DIGIT[digit])
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Room for three or four rows."""
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height() * 8)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: findings are not looked up by their first letter."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag might begin."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the chosen findings once the mouse has gone far enough."""
        held = event.buttons() & Qt.MouseButton.LeftButton
        if not held or self._pressed_at is None or not self.chosen():
            return
        if (event.position().toPoint() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag = QDrag(self)
            drag.setMimeData(dragged_findings(self.chosen()))
            drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let notes and findings in."""
        if read_dragged(event.mimeData()) or read_findings(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let them be carried about, and show where findings would go."""
        if read_dragged(event.mimeData()) or read_findings(event.mimeData()):
            event.acceptProposedAction()
        if read_findings(event.mimeData()):
            self._show_drop(drop_at(self, event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place any more."""
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw where findings would go above the rows."""
        super().paintEvent(event)
        if self._drop is not None:
            paint_drop(self, self._drop)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say on which finding notes were dropped, and where findings were."""
        self._show_drop(None)
        if findings := read_findings(event.mimeData()):
            event.acceptProposedAction()
            self._drop_findings(findings, drop_at(self, event.position().toPoint()))
            return
        notes = read_dragged(event.mimeData())
        if notes:
            row: FindingRow | None = self.indexAt(event.position().toPoint()).data(RECORD)
            event.acceptProposedAction()
            self.notes_dropped.emit(row.id if row else None, notes)

    def _show_drop(self, drop: Drop | None) -> None:
        self._drop = drop
        self.viewport().update()

    def _drop_findings(self, findings: list[UUID], drop: Drop) -> None:
        if drop.onto is None:
            if drop.before != findings[0]:
                self.place_wanted.emit(findings[0], drop.before)
        elif others := [each for each in findings if each != drop.onto]:
            self.merge_wanted.emit([drop.onto, *others])


def about(row: FindingRow) -> str:
    """Return the small line below a finding."""
    one = " (one kind of source)" if row.sources == 1 else ""
    return f"{row.kind.words} · Rests on {row.basis}{one}"


def _spoken(row: FindingRow) -> str:
    grades = f" Reads like a grade: {', '.join(row.grades)}." if row.grades else ""
    names = f" Names {', '.join(row.names)}." if row.names else ""
    agreed = f" {row.agreed}." if row.agreed else ""
    return f"{row.kind.words}, {row.state.words}: {row.text} Rests on {row.basis}.{grades}{names}{agreed}"
