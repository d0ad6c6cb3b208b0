"""What the host wrote and what to ask: SEF statements, prepared questions and prompts of one line of enquiry."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of
from peer_challenge.domain.records import PreparedQuestion
from peer_challenge.services.console import ConsoleView, LineView
from ui.icons import icon
from ui.widgets.identifier_line import guarded
from ui.widgets.labels import Heading, plain_label
from ui.widgets.record_list import Face, RecordList
from ui.widgets.texts import LineBox
from ui.widgets.tick_list import Tick, TickList

_EDIT, _SHARE, _REMOVE = "Edit", "Share with the host, or no more", "Remove"
_ADD = "Add a question; @1.2 puts it to a statement"


@dataclass(frozen=True)
class SefRow:
    """A statement, or a paragraph of what a SEF says; only a statement has a number and can be what a note is about."""

    id: object
    words: str
    detail: str
    number: str = ""
    statement: UUID | None = None


class SefPane(QSplitter):
    """Shows one line of enquiry of the host.

    `statement_chosen(id)` is Enter or a double click on a statement, `question_ticked(id, on)` a tick,
    `question_added(text)` Enter in the line below them, `question_edited(id, text)` Enter there once Edit was chosen,
    `question_shared(id, shared)` and `question_removed(id)` from the menu of a question, `share_wanted` the button.
    """

    statement_chosen = Signal(object)
    question_ticked = Signal(object, bool)
    question_added = Signal(str)
    question_edited = Signal(object, str)
    question_shared = Signal(object, bool)
    question_removed = Signal(object)
    share_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setChildrenCollapsible(False)
        self.sef: RecordList[SefRow] = RecordList(
            Face(words=_numbered, detail=lambda row: row.detail),
            lambda row: f"Statement {_numbered(row)}" if row.statement else row.words,
            "What the SEF says",
            most_lines=30,
        )
        self.sef.setAccessibleDescription("Enter on a statement makes the next note be about it")
        self.sef_heading = Heading("SEF", 3)
        self._no_sef = plain_label(muted=True)
        self.questions = TickList("Prepared questions", acts=(_EDIT, _SHARE, _REMOVE))
        self.new_question = _QuestionLine()
        self._edited: PreparedQuestion | None = None
        self._questions: Mapping[UUID, PreparedQuestion] = {}
        self.share = QPushButton("")
        self._questions_heading = Heading("Questions to ask", 3)
        self._prompts_heading = Heading("You could also ask", 3)
        self._prompts = plain_label(muted=True)
        self.addWidget(self._sef_part())
        self.addWidget(self._question_part())
        self.setSizes([1000, 1000])
        self.setHandleWidth(self.fontMetrics().height())
        self._connect()

    def show_line(self, view: ConsoleView, line: LineView | None) -> None:
        """Show what belongs to `line` in the view; None shows what belongs to no line."""
        of = line.id if line else None
        rows = _sef_rows(view, of)
        self.sef_heading.setText(f"What {view.host_name} says" if view.host_name else "SEF")
        self.sef.show_rows(rows)
        self.sef.setVisible(bool(rows))
        self._no_sef.setText(view.sef_words or "The SEF says nothing on this line of enquiry.")
        self._no_sef.setVisible(not rows)
        questions = [each for each in view.questions if each.line in (None, of)]
        self._questions = {each.id: each for each in questions}
        numbers = {each.id: each.number for each in view.statements}
        self.questions.show_ticks(
            Tick(each.id, each.text, _about_question(each, numbers), each.asked_at is not None) for each in questions
        )
        unshared = sum(not each.shared for each in view.questions)
        words = f"Share {count_of(unshared, 'question')} with {view.host_name}"
        self.share.setText(f"Share {count_of(unshared, 'question')}")
        self.share.setToolTip(words)
        self.share.setAccessibleName(words)
        self.share.setVisible(unshared > 0)
        prompts = line.prompts if line else ()
        self._prompts.setText("\n".join(f"• {each}" for each in prompts))
        self._prompts_heading.setVisible(bool(prompts))

    def _connect(self) -> None:
        self.sef.row_activated.connect(self._on_statement)
        self.questions.ticked.connect(self.question_ticked)
        self.questions.act_wanted.connect(self._on_act)
        self.new_question.returnPressed.connect(self._on_new_question)
        self.new_question.given_up.connect(lambda: self._edit(None))
        self.share.clicked.connect(self.share_wanted)

    def _on_statement(self, row: SefRow | None) -> None:
        if row is not None and row.statement is not None:
            self.statement_chosen.emit(row.statement)

    def _on_new_question(self) -> None:
        text = self.new_question.text().strip()
        edited = self._edited
        if text and edited is not None:
            self._edit(None)
            self.question_edited.emit(edited.id, text)
        elif text:
            self.new_question.clear()
            self.question_added.emit(text)

    def _on_act(self, id: UUID, act: str) -> None:
        question = self._questions[id]
        if act == _EDIT:
            self._edit(question)
        elif act == _SHARE:
            self.question_shared.emit(id, not question.shared)
        else:
            self.question_removed.emit(id)

    def _edit(self, question: PreparedQuestion | None) -> None:
        """Let the line below the questions change one of them; None lets it add a new one again."""
        self._edited = question
        words = "Change the question; Enter keeps it, Esc leaves it" if question else _ADD
        self.new_question.setPlaceholderText(words)
        self.new_question.setAccessibleName("Change the question" if question else "Add a question")
        self.new_question.setText(question.text if question else "")
        if question is not None:
            self.new_question.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sef_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sef_heading)
        column.addWidget(self.sef, 1)
        column.addWidget(self._no_sef)
        column.addStretch(0)
        return part

    def _question_part(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        for each in (self._questions_heading, self.questions, guarded(self.new_question), self._share_row()):
            column.addWidget(each)
        column.addWidget(self._prompts_heading)
        column.addWidget(self._prompts)
        column.addStretch(1)
        self._edit(None)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _share_row(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self.share.setIcon(icon("authorities"))
        line.addWidget(self.share)
        line.addStretch(1)
        return row


class _QuestionLine(LineBox):
    """Esc says that what is in the line is given up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


def _about_question(question: PreparedQuestion, numbers: Mapping[UUID, str]) -> str:
    """Return which statement a question is about, and whether the host sees it."""
    number = numbers.get(question.claim, "") if question.claim else ""
    parts = [f"On statement {number}" if number else "", "shared with the host" if question.shared else ""]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _numbered(row: SefRow) -> str:
    return f"{row.number}  {row.words}" if row.number else row.words


def _sef_rows(view: ConsoleView, line: UUID | None) -> list[SefRow]:
    """Return the statements first, then what the SEF says paragraph by paragraph."""
    rows = []
    for each in view.statements:
        if each.line == line:
            tested = f"Tested by {count_of(each.notes, 'note')}" if each.notes else ""
            parts = [each.how_known and f"Known from: {each.how_known}", tested]
            detail = " · ".join(part for part in parts if part)
            rows.append(SefRow(each.id, each.text, detail, each.number, each.id))
    for answer in view.answers:
        if answer.line != line:
            continue
        for name, label in (("text", ""), ("challenge_us", "Challenge us on"), ("gaps", "Gaps"), ("plans", "Plans")):
            for number, words in enumerate(filter(None, getattr(answer, name).split("\n"))):
                rows.append(SefRow((answer.id, name, number), words.strip(), label))
    return rows
