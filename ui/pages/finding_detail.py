"""One finding: its words and kind, changed in place, and what it rests on."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import FindingKind, FindingState, LinkedTo
from peer_challenge.domain.small_numbers import warnings_of
from peer_challenge.services import findings
from peer_challenge.services.finding_board import FindingRow, LinkRow, SourceRow
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.editors import ChoiceEditor, LineEditor, TextEditor
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Sign, plain_label, plain_tip
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.widgets.record_model import RECORD
from ui.workspace import Workspace

_MENU_LENGTH = 80


class FindingDetail(QWidget):
    """The words and kind of one finding, to be changed in place, and what it rests on.

    `unlink_wanted(links)` takes something off, `split_wanted(links)` makes a finding of its own of it,
    `source_wanted(linked_to, id)` adds a part of the SEF, `question_wanted` lets a point only ask.
    """

    unlink_wanted = Signal(object)
    split_wanted = Signal(object)
    question_wanted = Signal()
    source_wanted = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = KeptForm(
            workspace,
            [
                Field("What you tell the host", "text", TextEditor(2, 5)),
                Field("Kind of finding", "kind", ChoiceEditor(FindingKind, none="")),
                Field("Agreed by", "agreed_by", LineEditor("Authorities or roles, no names")),
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
        self.links.setSelectionMode(RecordList.SelectionMode.ExtendedSelection)
        self.split = QPushButton(icon("add"), "Split off")
        self.split.setToolTip("Make a finding of its own of the chosen notes")
        self.unlink = QPushButton(icon("close"), "Take off")
        self.unlink.setAccessibleName("Take off what the finding rests on")
        self.add_source = QPushButton(icon("add"), "Add from the SEF")
        self._sources = QMenu(self)
        self._sources.setToolTipsVisible(True)
        self.add_source.setMenu(self._sources)
        self._rests = plain_label(muted=True)
        self.nudge = plain_label(muted=True)
        self._warned = plain_label()
        self._asked = plain_label()
        self.ask = QPushButton(icon("question"), "Make it a question")
        self._lay_out()
        self.unlink.clicked.connect(self._on_unlink)
        self.split.clicked.connect(lambda: self.split_wanted.emit(self._chosen()))
        self.ask.clicked.connect(self.question_wanted)
        self.links.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())

    def show_finding(
        self, row: FindingRow | None, sources: Sequence[SourceRow], seen: int, *, one_source_asks: bool = False
    ) -> None:
        """Show one finding, or nothing; `sources` is what else it could rest on.

        Under `one_source_asks` a one-source point prints as a question.
        """
        self.setVisible(row is not None)
        if row is None:
            return
        self.form.show_kept(row, seen)
        self.links.show_rows(row.links)
        self.links.setVisible(bool(row.links))
        self.form.show_field("agreed_by", bool(row.agreed))
        self._show_buttons()
        self._rests.setText(f"Rests on {row.basis}. {row.agreed}".strip(" .") + ".")
        self._offer([each for each in sources if each.id not in {link.link.target for link in row.links}])
        self._warned.setText(_warning(row))
        self._warning_row.setVisible(bool(self._warned.text()))
        self._asked.setText(_question(row, one_source_asks))
        self._ask_row.setVisible(bool(self._asked.text()))
        self.nudge.setText(row.nudge)
        self.nudge.setVisible(bool(row.nudge))

    def event(self, event: QEvent) -> bool:
        """Ask for the height of words as they wrap: the splitter around asks for no height at a width."""
        done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            wanted = layout.totalHeightForWidth(self.width())
            if wanted != self.minimumHeight():
                self.setMinimumHeight(wanted)
        return done

    def _offer(self, sources: Sequence[SourceRow]) -> None:
        self._sources.clear()
        for each in sources:
            words = each.words if len(each.words) <= _MENU_LENGTH else f"{each.words[:_MENU_LENGTH].rstrip()}…"
            action = self._sources.addAction(words.replace("&", "&&"))
            action.setToolTip(plain_tip(each.words))
            action.triggered.connect(partial(self.source_wanted.emit, each.linked_to, each.id))
        self.add_source.setVisible(bool(sources))

    def _chosen(self) -> list[UUID]:
        return [index.data(RECORD).id for index in self.links.selectedIndexes()]

    def _show_buttons(self) -> None:
        rows = self.links.records.rows
        notes = [row for row in rows if row.link.linked_to is LinkedTo.NOTE]
        self.unlink.setVisible(bool(rows))
        self.unlink.setEnabled(bool(self._chosen()))
        self.split.setVisible(len(notes) > 1)
        self.split.setEnabled(any(row.id in self._chosen() for row in notes))

    def _on_unlink(self) -> None:
        if chosen := self._chosen():
            self.unlink_wanted.emit(chosen)

    def _lay_out(self) -> None:
        self._warning_row = _signed(Sign("warning", Tone.WARNING), self._warned)
        self._ask_row = QWidget()
        asked = QVBoxLayout(self._ask_row)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(_signed(Sign("question", Tone.INFO), self._asked))
        asked.addWidget(flow_row([self.ask]))
        self.links.setFixedHeight(self.fontMetrics().height() * 7)
        right = QVBoxLayout()
        right.addWidget(self._rests)
        right.addWidget(self.links)
        right.addWidget(flow_row([self.add_source, self.split, self.unlink]))
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addWidget(self.nudge)
        left.addWidget(self._warning_row)
        left.addWidget(self._ask_row)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 3)
        row.addLayout(right, 2)


def _signed(sign: Sign, words: QLabel) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return row


def _warning(row: FindingRow) -> str:
    """Return what in the words of a finding should not be there."""
    grades = " and ".join(f"“{word}”" for word in dict.fromkeys(row.grades))
    names = " and ".join(f"“{name}”" for name in row.names)
    said = [f"{grades} can read like a grade. A peer challenge does not grade."] if grades else []
    said += [f"{names} may name somebody. Say a role instead."] if names else []
    return " ".join((*said, *warnings_of(row.text)))


def _question(row: FindingRow, asks: bool) -> str:
    """Return what is asked about a point that rests on one kind of source; "" once the team has decided."""
    if not row.one_source_point or row.state is FindingState.PARKED:
        return ""
    if asks:
        return "It rests on fewer than two kinds of source, so it prints as a question, as the framework says."
    if row.state is not FindingState.PROPOSED:
        return ""
    return "It rests on fewer than two kinds of source. Does it stay as it is? Then agree it, or let it only ask."
