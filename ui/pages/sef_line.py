"""One line of enquiry of a self-evaluation: the question, the answer, and the statements that can be tested."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.records import Answer
from peer_challenge.services import sefs
from peer_challenge.services.carried_over import ChangesView
from peer_challenge.services.sef_views import LineOfSef, SefView
from ui.icons import icon
from ui.pages.sef_statement import StatementCard
from ui.widgets.editors import TextEditor
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.record_form import Field
from ui.widgets.texts import TextBox
from ui.workspace import Workspace


class LinePanel(QWidget):
    """Edits what a SEF says to one line. Statements that stay keep their card, and the keyboard in it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._line: LineOfSef | None = None
        self._submission: UUID | None = None
        self._answers: dict[UUID, Answer] = {}
        self.question = Heading("", 2)
        self.prompts = plain_label(muted=True)
        self.show_prompts = QPushButton("")
        self.show_prompts.clicked.connect(lambda: self._open_prompts(self.prompts.isHidden()))
        self.answer = KeptForm(workspace, [_answer_field()], self._write, "answer")
        self.more = KeptForm(workspace, _further_fields(), self._write, "answer")
        self.cards: dict[UUID, StatementCard] = {}
        self._card_column = QVBoxLayout()
        self.changes = plain_label(muted=True)
        self.show_changes = QPushButton("")
        self.show_changes.clicked.connect(self._on_changes)
        self._since = ""
        self.new = _NewStatements(least=1, most=12)
        self.new.setPlaceholderText("One thing you know about the work, then Enter; or paste several, one a paragraph")
        self.new.setAccessibleName("New statement")
        self.add = QPushButton(icon("add"), "Add statement")
        self.new.entered.connect(self._on_add)
        self.new.textChanged.connect(self._name_add)
        self.add.clicked.connect(self._on_add)
        self._lay_out()

    def show_line(self, view: SefView, line: LineOfSef, changes: ChangesView | None, seen: int) -> None:
        """Show a line of a SEF as it was read at `seen`, and what changed since the one it was carried over from."""
        closed = bool(view.closed)
        another = self._line is None or self._line.answer.id != line.answer.id
        self._line, self._submission = line, view.id
        self._answers |= {each.answer.id: each.answer for each in view.lines}
        self.question.setText(line.line.question)
        self.prompts.setText("\n".join(f"•  {each.text}" for each in line.prompts))
        self.show_prompts.setVisible(bool(line.prompts))
        if another:
            self._open_prompts(not line.answer.text)
        for form in (self.answer, self.more):
            form.show_kept(line.answer, seen)
            form.set_closed(closed)
        self._show_cards(view, line, seen, closed)
        for part in (self.new, self.add):
            part.setVisible(not closed)
        self._show_changes(changes, line.id, another)

    def _show_changes(self, changes: ChangesView | None, line: UUID, another: bool) -> None:
        changed = changes.of(line) if changes else None
        self.changes.setText(changed.words if changed else "")
        self._since = changes.since if changes else ""
        self.show_changes.setVisible(changed is not None)
        if another or changed is None:
            self.changes.hide()
        self._name_changes()

    def _on_changes(self) -> None:
        self.changes.setVisible(self.changes.isHidden())
        self._name_changes()

    def _name_changes(self) -> None:
        hidden = self.changes.isHidden()
        self.show_changes.setText(f"{'Show' if hidden else 'Hide'} what changed since {self._since}")
        self.show_changes.setIcon(icon("chevron-down" if hidden else "chevron-up"))

    def _show_cards(self, view: SefView, line: LineOfSef, seen: int, closed: bool) -> None:
        wanted = {each.id for each in line.statements}
        for gone in self.cards.keys() - wanted:
            card = self.cards.pop(gone)
            self._card_column.removeWidget(card)
            card.hide()
            card.deleteLater()
        count = len(line.statements)
        for place, each in enumerate(line.statements):
            card = self.cards.get(each.id) or self._make_card(each.id)
            card.show_statement(each, place + 1, count, view, seen, closed)
            if self._card_column.indexOf(card) != place:
                self._card_column.insertWidget(place, card)

    def _make_card(self, id: UUID) -> StatementCard:
        card = StatementCard(self._workspace)
        card.move_wanted.connect(lambda by: self._on_move(id, by))
        self.cards[id] = card
        return card

    def _open_prompts(self, on: bool) -> None:
        self.prompts.setVisible(on and bool(self.prompts.text()))
        self.show_prompts.setText("Hide what challengers may ask" if on else "Show what challengers may ask")
        self.show_prompts.setIcon(icon("chevron-up" if on else "chevron-down"))

    def _write(self, store: Any, id: UUID, **said: str) -> ChangeSet:
        answer = self._answers[id]
        return sefs.write_answer(store, answer.submission, answer.line, **said)

    def _on_add(self) -> None:
        texts = self.new.statements()
        if self._line is None or self._submission is None or not texts:
            self.new.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        before = set(self.cards)
        if self._workspace.do(sefs.add_claims, self._submission, self._line.id, texts):
            self.new.fill("")
            self._name_add()
            for new in self.cards.keys() - before:
                self.cards[new].form.editor("how_known").box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_add(self) -> None:
        count = len(self.new.statements())
        self.add.setText(f"Add {count} statements" if count > 1 else "Add statement")

    def _on_move(self, id: UUID, by: int) -> None:
        assert self._line is not None
        order = [each.id for each in self._line.statements]
        place = order.index(id)
        after = place - 1 if by < 0 else place + 2
        before = order[after] if 0 <= after < len(order) else None
        self._workspace.do(sefs.move_claim, id, self._line.id, before)

    def _lay_out(self) -> None:
        statements = Section(
            "Statements", "What challengers can test: one thing you know, and how. You could add some."
        )
        statements.body.addLayout(self._card_column)
        row = QHBoxLayout()
        row.addWidget(guarded(self.new), 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        statements.body.addLayout(row)
        further = Section("You could add", "None of this is needed.")
        further.body.addWidget(self.more)
        column = QVBoxLayout(self)
        line = self.fontMetrics().height()
        column.setSpacing(line)
        self._card_column.setSpacing(line * 3 // 4)
        column.addWidget(self.question)
        column.addWidget(flow_row([self.show_prompts, self.show_changes]))
        for part in (self.changes, self.prompts, self.answer, statements, further):
            column.addWidget(part)
        column.addStretch(1)


class _NewStatements(TextBox):
    """Takes one statement, or several pasted or dropped in, a paragraph each; `entered` is Enter."""

    entered = Signal()

    def statements(self) -> list[str]:
        """Return what was typed, statement by statement."""
        return [line.strip() for line in self.toPlainText().split("\n") if line.strip()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds what is there, Shift and Enter begins another, Esc empties the box."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText():
            self.fill("")
        else:
            super().keyPressEvent(event)


def _answer_field() -> Field:
    return Field(
        "Answer", "text", TextEditor(6, 30), "One paragraph is enough. Write it, or paste it from your own paper."
    )


def _further_fields() -> list[Field]:
    return [
        Field("Gaps", "gaps", TextEditor(2, 12), "What you do not know yet."),
        Field("Plans for the next 12 months", "plans", TextEditor(2, 12)),
        Field("What you want to be challenged on", "challenge_us", TextEditor(2, 12)),
        Field("Asks", "asks", TextEditor(2, 12), "Help you would like from another authority."),
        Field("Offers", "offers", TextEditor(2, 12), "What others could borrow from you."),
    ]
