"""The buttons that take a self-evaluation one step on, and what each asks first, in place."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import day_in_england
from peer_challenge.services import submissions
from peer_challenge.services.sef_views import SefView
from peer_challenge.services.submissions import Step
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import Editor, LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.widgets.record_form import Field
from ui.workspace import Workspace

_WORDS = {
    Step.SIGN_OFF: "Sign off…",
    Step.SEND: "Send",
    Step.SHARE: "Share with the group…",
    Step.ACCEPT: "Accept",
    Step.RETURN: "Return…",
    Step.TAKE_BACK: "Take back to drafting",
    Step.NEW_VERSION: "Start a new version",
    Step.WITHDRAW: "Withdraw",
}
_ACTS: dict[Step, Callable[..., ChangeSet]] = {
    Step.SIGN_OFF: submissions.sign_off,
    Step.SEND: submissions.submit,
    Step.SHARE: submissions.share,
    Step.ACCEPT: submissions.accept,
    Step.RETURN: submissions.return_to_author,
    Step.TAKE_BACK: submissions.take_back,
    Step.NEW_VERSION: submissions.new_version,
    Step.WITHDRAW: submissions.withdraw,
}
_AT_HAND = 3
"""How many steps are buttons of their own; the rest are under More."""
_DIRECTOR = "Director of Children’s Services"


class StepBar(QWidget):
    """Shows what comes next and the steps open to it. `before_step` comes first, so that typing is settled."""

    before_step = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view: SefView | None = None
        self.next_words = plain_label()
        self.only_here = plain_label("This records it here; send the file or a note yourself.", muted=True)
        self.buttons = {step: self._button(step) for step in Step}
        self.more = QPushButton("More")
        self.more.setAccessibleName("More steps")
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self.asks = {
            Step.SIGN_OFF: _ask("Signed off by", LineEditor(), "Sign off"),
            Step.SHARE: _ask("The group could read it from", DateEditor(), "Share"),
            Step.RETURN: _ask("Why it goes back", LineEditor("What to change, and by when"), "Return"),
        }
        for step, ask in self.asks.items():
            ask.entered.connect(partial(self._on_entered, step))
            ask.left.connect(self._close_asks)
        self._lay_out()

    def show_view(self, view: SefView) -> None:
        """Offer what can be done with this version as it stands."""
        if self._view is None or (self._view.id, self._view.steps) != (view.id, view.steps):
            self._close_asks()
        self._view = view
        self.next_words.setText(view.next_words)
        at_hand = view.steps[:_AT_HAND]
        for step, button in self.buttons.items():
            button.setVisible(step in at_hand)
            button.setDefault(step in view.steps[:1] and step is not Step.NEW_VERSION)
        self.only_here.setVisible(not {Step.SEND, Step.SHARE}.isdisjoint(at_hand))
        self._menu.clear()
        for step in view.steps[_AT_HAND:]:
            self._menu.addAction(self._action(step))
        self.more.setVisible(bool(self._menu.actions()))

    def take(self, step: Step) -> None:
        """Take a step, or ask for what it needs first."""
        self.before_step.emit()
        self._close_asks()
        ask = self.asks.get(step)
        if ask is None:
            self._do(step)
            return
        suggested = {Step.SIGN_OFF: _DIRECTOR, Step.SHARE: day_in_england(self._workspace.now())}
        ask.clear()
        ask.fill("value", suggested.get(step))
        ask.start()

    def _on_entered(self, step: Step, values: dict[str, object]) -> None:
        problems: list[str] = []
        with self._workspace.answering(problems.append):
            self._do(step, values["value"])
        self.asks[step].show_problem(problems[-1] if problems else "")
        if not problems:
            self._close_asks()

    def _do(self, step: Step, *given: object) -> None:
        assert self._view is not None
        self._workspace.do(_ACTS[step], self._view.id, *given)

    def _close_asks(self) -> None:
        for ask in self.asks.values():
            ask.hide()

    def _button(self, step: Step) -> QPushButton:
        button = QPushButton(_WORDS[step])
        button.clicked.connect(lambda: self.take(step))
        return button

    def _action(self, step: Step) -> QAction:
        action = QAction(_WORDS[step], self._menu)
        action.triggered.connect(lambda: self.take(step))
        return action

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.next_words)
        column.addWidget(flow_row([*self.buttons.values(), self.more]))
        column.addWidget(self.only_here)
        for ask in self.asks.values():
            ask.hide()
            column.addWidget(ask)


def _ask(label: str, editor: Editor, button: str) -> EntryForm:
    return EntryForm([Field(label, "value", editor)], button)
