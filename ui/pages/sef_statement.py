"""One statement of a self-evaluation as a card: what it says, how it is known, and what it means for children."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of
from peer_challenge.services import sefs
from peer_challenge.services.sef_views import EvidenceRow, SefView, StatementView
from ui.icons import icon
from ui.painting import surface
from ui.widgets.editors import LineEditor, TextEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Heading, plain_tip
from ui.widgets.record_form import Field
from ui.workspace import Workspace


class StatementCard(QWidget):
    """Edits one statement. `move_wanted` carries -1 for up and 1 for down."""

    move_wanted = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.id: UUID | None = None
        fields = [
            Field("What we know", "text", TextEditor(1, 8)),
            Field("How we know", "how_known", TextEditor(1, 8)),
            Field("Impact on children", "impact", TextEditor(1, 8)),
            Field("How sure we are", "confidence", LineEditor()),
            Field("Pages of your paper that say so", "pages", LineEditor("For example 4 to 6")),
        ]
        self.form = KeptForm(workspace, fields, sefs.edit_claim, "statement")
        self.number = Heading("", 3)
        self.rests_on = QPushButton(icon("report"), "")
        self._menu = QMenu(self.rests_on)
        self.rests_on.setMenu(self._menu)
        self.up = _small("chevron-up", "Move up")
        self.down = _small("chevron-down", "Move down")
        self.remove = _small("remove", "Remove")
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))
        self.remove.clicked.connect(self._on_remove)
        self._lay_out()

    def show_statement(
        self, view: StatementView, number: int, count: int, sef: SefView, seen: int, closed: bool
    ) -> None:
        """Show a statement, the `number`th of `count` of its line."""
        self.id = view.id
        self.form.show_kept(view.claim, seen)
        self.form.set_closed(closed)
        name = f"statement {number}"
        self.number.setText(name.capitalize())
        for field, words in _FIELDS.items():
            self.form.editor(field).box.setAccessibleName(f"{words}, {name}")
        self.up.setAccessibleName(f"Move {name} up")
        self.down.setAccessibleName(f"Move {name} down")
        self.remove.setAccessibleName(f"Remove {name}")
        self.up.setEnabled(number > 1 and not closed)
        self.down.setEnabled(number < count and not closed)
        self.remove.setEnabled(not closed)
        self._show_evidence(view, name, sef.evidence, closed)
        self.form.show_field("pages", bool(sef.submission.document or view.claim.pages))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card's ground and edge."""
        palette = self.palette()
        area = QRect(self.rect())
        pen = QPen(palette.color(QPalette.ColorRole.Midlight), 1.0)
        surface(QPainter(self), area, palette.color(QPalette.ColorRole.AlternateBase), pen)

    def _show_evidence(self, view: StatementView, name: str, evidence: Sequence[EvidenceRow], closed: bool) -> None:
        linked = {each.id for each in view.evidence}
        titles = ", ".join(each.title for each in view.evidence)
        words = f"Rests on {count_of(len(linked), 'piece')} of evidence" if linked else "Say what it rests on"
        self.rests_on.setText(words)
        self.rests_on.setToolTip(plain_tip(titles))
        self.rests_on.setAccessibleName(f"{words}, {name}")
        self.rests_on.setAccessibleDescription(titles)
        self.rests_on.setEnabled(bool(evidence) and not closed)
        self._menu.clear()
        for each in evidence:
            action = self._menu.addAction(each.evidence.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.id in linked)
            action.triggered.connect(lambda on, piece=each.id: self._on_link(piece, on))

    def _on_link(self, evidence: UUID, on: bool) -> None:
        assert self.id is not None
        self._workspace.do(sefs.link_evidence if on else sefs.unlink_evidence, self.id, evidence)

    def _on_remove(self) -> None:
        assert self.id is not None
        self._workspace.do(sefs.remove_claim, self.id)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self.number, 1)
        for button in (self.up, self.down, self.remove):
            tools.addWidget(button)
        column = QVBoxLayout(self)
        line = self.fontMetrics().height()
        column.setContentsMargins(line, line * 3 // 4, line, line * 3 // 4)
        column.addLayout(tools)
        column.addWidget(self.form)
        column.addWidget(self.rests_on, 0, Qt.AlignmentFlag.AlignLeft)


_FIELDS = {
    "text": "What we know",
    "how_known": "How we know",
    "impact": "Impact on children",
    "confidence": "How sure we are",
    "pages": "Pages of your paper that say so",
}


def _small(icon_name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolTip(tip)
    return button
