"""One finding: its words and kind, changed in place, and what it rests on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import FindingKind
from peer_challenge.services import findings
from peer_challenge.services.finding_board import FindingRow, LinkRow, SourceRow
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import ChoiceEditor, TextEditor
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Sign, plain_label, plain_tip
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace

_MENU_LENGTH = 80


class FindingDetail(QWidget):
    """The words and kind of one finding, to be changed in place, and what it rests on.

    `unlink_wanted(links)` takes something off, `source_wanted(linked_to, id)` adds a part of the SEF.
    """

    unlink_wanted = Signal(object)
    source_wanted = Signal(object, object)

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
        self.add_source = QPushButton(icon("add"), "Add from the SEF")
        self._sources = QMenu(self)
        self._sources.setToolTipsVisible(True)
        self.add_source.setMenu(self._sources)
        self._rests = plain_label(muted=True)
        self.nudge = plain_label(muted=True)
        self._grades = plain_label()
        self._lay_out()
        self.unlink.clicked.connect(self._on_unlink)
        self.links.current_changed.connect(lambda row: self.unlink.setEnabled(row is not None))

    def show_finding(self, row: FindingRow | None, sources: Sequence[SourceRow], seen: int) -> None:
        """Show one finding, or nothing; `sources` is what else it could rest on."""
        self.setVisible(row is not None)
        if row is None:
            return
        self.form.show_kept(row, seen)
        self.links.show_rows(row.links)
        self.links.setVisible(bool(row.links))
        self.unlink.setVisible(bool(row.links))
        self.unlink.setEnabled(self.links.current_row() is not None)
        self._rests.setText(f"Rests on {row.basis}.")
        self._offer([each for each in sources if each.id not in {link.link.target for link in row.links}])
        words = " and ".join(f"“{word}”" for word in dict.fromkeys(row.grades))
        self._grades.setText(f"{words} can read like a grade. A peer challenge does not grade." if words else "")
        self._grade_row.setVisible(bool(words))
        self.nudge.setText(row.nudge)
        self.nudge.setVisible(bool(row.nudge))

    def _offer(self, sources: Sequence[SourceRow]) -> None:
        self._sources.clear()
        for each in sources:
            words = each.words if len(each.words) <= _MENU_LENGTH else f"{each.words[:_MENU_LENGTH].rstrip()}…"
            action = self._sources.addAction(words.replace("&", "&&"))
            action.setToolTip(plain_tip(each.words))
            action.triggered.connect(partial(self.source_wanted.emit, each.linked_to, each.id))
        self.add_source.setVisible(bool(sources))

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
        right.addWidget(flow_row([self.add_source, self.unlink]))
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addWidget(self.nudge)
        left.addWidget(self._grade_row)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
