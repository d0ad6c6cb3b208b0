"""One authority's self-evaluation: state and next steps above, its parts at the left, the chosen one beside them."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.services import submissions
from peer_challenge.services.carried_over import carry_over
from peer_challenge.services.sef_more import SefMore
from peer_challenge.services.sef_placing import pieces_aside
from peer_challenge.services.sef_views import SefView
from ui.colours import Tone
from ui.icons import icon
from ui.pages.sef_aside import AsidePart
from ui.pages.sef_evidence import EvidencePanel
from ui.pages.sef_form import FormPart
from ui.pages.sef_line import LinePanel
from ui.pages.sef_ready import ReadyPart
from ui.pages.sef_steps import StepBar
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import CalmCombo, CheckEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Chip, Heading, plain_label
from ui.widgets.record_form import Field, RecordForm
from ui.widgets.record_list import Face, RecordList
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace

_TONES = {
    State.RETURNED: Tone.WARNING,
    State.SHARED: Tone.GOOD,
    State.WITHDRAWN: Tone.BAD,
    State.NOT_STARTED: Tone.NEUTRAL,
}
DOCUMENTS, READY, ASIDE, TERMS = "documents", "ready", "aside", "terms"


@dataclass(frozen=True)
class Part:
    """A part of the SEF in the list at the left."""

    id: Hashable
    words: str
    detail: str


class SefDetail(QWidget):
    """Shows one version of a SEF. `left` is the way back to all; `version_wanted` carries another version's id."""

    left = Signal()
    version_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SefView | None = None
        self._more: SefMore | None = None
        self._seen = 0
        self.back = QPushButton(icon("chevron-left"), "All SEFs")
        self.back.clicked.connect(self.left)
        self.title = Heading("", 1)
        self.chip = Chip("")
        self.version = CalmCombo()
        self.version.setAccessibleName("Version")
        self.version.activated.connect(lambda at: self.version_wanted.emit(self.version.itemData(at)))
        self.steps = StepBar(workspace)
        self.steps.before_step.connect(self.settle)
        self.closed = plain_label(muted=True)
        self.parts: RecordList[Part] = RecordList(
            Face(lambda part: part.words, lambda part: part.detail),
            lambda part: f"{part.words}: {part.detail}.",
            "Parts of the SEF",
            most_lines=2,
        )
        self.parts.current_changed.connect(lambda _part: self._show_part())
        self.line, self.evidence, self.form = LinePanel(workspace), EvidencePanel(workspace), FormPart(workspace)
        self.ready, self.aside = ReadyPart(workspace), AsidePart(workspace)
        self.carry = QPushButton("")
        self.carry.clicked.connect(lambda: workspace.do(carry_over, self.shown) if self.shown else None)
        self.evidence.form_offered.connect(self.form.offer)
        self.form.brought_in.connect(self._after_form)
        self.ready.line_wanted.connect(self.parts.select)
        self.terms = KeptForm(workspace, _terms(), _agree, "sef")
        self._stack = QStackedWidget()
        self._open: tuple[UUID, Hashable] | None = None
        self._lay_out()
        self._fit()

    @property
    def shown(self) -> UUID | None:
        """The version that is shown."""
        return self._view.id if self._view else None

    def show_view(self, view: SefView, more: SefMore, seen: int) -> None:
        """Show a version as it was read at `seen`; another one begins at its first line."""
        another = self._view is None or self._view.id != view.id
        same_authority = self._view is not None and self._view.submission.authority == view.submission.authority
        self._view, self._more, self._seen = view, more, seen
        self.title.setText(view.authority)
        self.chip.say(view.submission.state.words, _TONES.get(view.submission.state, Tone.INFO))
        self._show_versions(view)
        self.steps.show_view(view)
        self.closed.setText(view.closed)
        self.closed.setVisible(bool(view.closed))
        self.carry.setText(f"Bring over the text of {more.earlier}")
        self.carry.setVisible(bool(more.earlier) and not view.closed)
        self.parts.show_rows(_parts(view, more))
        if (another and not same_authority) or self.parts.current_row() is None:
            self.parts.select(view.lines[0].id if view.lines else DOCUMENTS)
        self._show_part()

    def settle(self) -> None:
        """Say what is still being typed."""
        for form in self.findChildren(RecordForm):
            form.settle()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the list of parts wide enough to read at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        self.parts.setMinimumWidth(round(line * 13.5))
        self.parts.setMinimumHeight(line * 14)

    def _show_versions(self, view: SefView) -> None:
        self.version.clear()
        for each in view.versions:
            self.version.addItem(f"Version {each.version}, {each.state.words.lower()}", each.id)
        self.version.setCurrentIndex([each.id for each in view.versions].index(view.id))
        self.version.setVisible(len(view.versions) > 1)

    def _show_part(self) -> None:
        part = self.parts.current_row()
        if part is None or self._view is None or self._more is None:
            return
        line = next((each for each in self._view.lines if each.id == part.id), None)
        if line is not None:
            self.line.show_line(self._view, line, self._more.changes, self._seen)
        self.evidence.show_view(self._view, self._seen)
        self.form.show_view(self._view)
        self.ready.show_view(self._view, self._more)
        self.aside.show_view(self._view)
        self.terms.show_kept(self._view.submission, self._seen)
        place = 0 if line is not None else 1 + (DOCUMENTS, READY, ASIDE, TERMS).index(str(part.id))
        if self._stack.currentIndex() != place:
            self._stack.setCurrentIndex(place)
        if self._open != (self._view.id, part.id):
            self._open = (self._view.id, part.id)
            self._areas[place].verticalScrollBar().setValue(0)  # the place kept would be that of another part

    def _after_form(self) -> None:
        """Go on to what a form left to be placed."""
        if self._view is not None and pieces_aside(self._view.submission):
            self.parts.select(ASIDE)

    def _keep_cursor(self, area: QScrollArea) -> None:
        """Keep the field with the keyboard in view when a statement came or went above it."""
        focus = QApplication.focusWidget()
        if focus is not None and area.isAncestorOf(focus):
            area.ensureWidgetVisible(focus, 0, self.fontMetrics().height())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.carry)
        head.addWidget(self.version)
        head.addWidget(self.chip)
        terms = QWidget()
        QVBoxLayout(terms).addWidget(self.terms)
        documents = QWidget()
        both = QVBoxLayout(documents)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.form)
        both.addWidget(self.evidence, 1)
        self._areas = [scrolled(panel) for panel in (self.line, documents, self.ready, self.aside, terms)]
        for area in self._areas:
            self._stack.addWidget(area)
            grown = area.verticalScrollBar().rangeChanged
            grown.connect(lambda *_, area=area: QTimer.singleShot(0, area, lambda: self._keep_cursor(area)))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.parts)
        split.addWidget(self._stack)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.steps)
        column.addWidget(self.closed)
        column.addWidget(split, 1)


def _parts(view: SefView, more: SefMore) -> list[Part]:
    lines = [Part(each.id, each.written.short, each.written.amount) for each in view.lines]
    documents = count_of(len(view.evidence), "piece") + " of evidence" if view.evidence else "nothing yet"
    if view.submission.document:
        documents = "SEF attached" + (f", {documents}" if view.evidence else "")
    due = view.submission.due_on or view.round.sef_due
    aside = pieces_aside(view.submission)
    return [
        *lines,
        Part(DOCUMENTS, "Documents and evidence", documents),
        *([Part(ASIDE, "Not placed yet", f"{count_of(len(aside), 'piece')} of a form")] if aside else []),
        Part(READY, "Before sharing", more.ready.short),
        Part(TERMS, "Due day and readers", f"due {day_in_words(due)}" if due else "no due day"),
    ]


def _terms() -> list[Field]:
    return [
        Field(
            "Due day agreed with this authority", "due_on", DateEditor(), "Leave it empty to keep the round’s own day."
        ),
        Field(
            "Who may read the text",
            "text_to_coordinator",
            CheckEditor("The coordinator may read it, as well as the group once it is shared"),
            "Without this tick the coordinator sees only that it was sent and shared.",
        ),
    ]


def _agree(store: Any, submission: UUID, **said: Any) -> ChangeSet:
    if "due_on" in said:
        return submissions.agree_due_day(store, submission, said["due_on"])
    return submissions.let_coordinator_read(store, submission, said["text_to_coordinator"])
