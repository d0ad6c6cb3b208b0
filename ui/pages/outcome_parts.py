"""What else a session leaves: asks and offers, and next steps, each a list with a form for the current one."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from peer_challenge.domain.choices import ActionState, AskOrOffer
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.records import Action, AskOffer
from peer_challenge.services import actions, asks_offers
from peer_challenge.services.finding_board import FindingBoard
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import CheckEditor, ChoiceEditor, LineEditor, TextEditor
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import plain_label
from ui.widgets.pick_editor import PickEditor
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class AskPart(QSplitter):
    """Asks and offers of a challenge."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._workspace, self._seen = workspace, 0
        self._board: FindingBoard | None = None
        self._names: dict[UUID, str] = {}
        self.new_ask, self.new_offer = LineBox(), LineBox()
        self.take = QPushButton(icon("note"), "")
        self.remove = QPushButton(icon("remove"), "Remove")
        self.remove.setAccessibleName("Remove ask or offer")
        self.list: RecordList[AskOffer] = RecordList(
            Face(words=lambda row: row.text, detail=self._about, icon=lambda row: _SIGNS[row.kind], chip=_released),
            lambda row: f"{row.kind.words}, {self._about(row)}: {row.text}",
            "Asks and offers",
        )
        self.whose, self.under = PickEditor("Whose it is"), PickEditor("None")
        self.form = KeptForm(
            workspace,
            [
                Field("In words", "text", TextEditor(2, 6)),
                Field("Ask or offer", "kind", ChoiceEditor(AskOrOffer, none="")),
                Field("Whose", "authority", self.whose),
                Field("Line of enquiry", "line", self.under),
                Field("Region", "released", CheckEditor("The whole region may read it")),
            ],
            asks_offers.edit_ask_or_offer,
            "ask",
        )
        self._empty = plain_label("Type what is asked for or offered, and press Enter.", muted=True)
        _two_sides(
            self,
            [self._empty, self.list, guarded(self.new_ask), guarded(self.new_offer)],
            [self.take, self.remove],
            self.form,
        )
        for box, kind in ((self.new_ask, AskOrOffer.ASK), (self.new_offer, AskOrOffer.OFFER)):
            box.setPlaceholderText(f"Add an {kind}")
            box.setAccessibleName(f"Add an {kind}")
            box.returnPressed.connect(lambda box=box, kind=kind: self._on_new(box, kind))
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.take.clicked.connect(self._on_take)
        self.remove.clicked.connect(self._on_remove)

    def show_board(self, board: FindingBoard, seen: int) -> None:
        """Show the asks and offers of a board."""
        self._board, self._seen = board, seen
        self._names = dict(board.authorities)
        self.whose.offer(board.authorities)
        self.under.offer([(each.line.id, each.title) for each in board.lines if each.line])
        self.list.show_rows(board.asks)
        self._empty.setVisible(not board.asks)
        self.list.setVisible(bool(board.asks))
        self.take.setText(f"Take {asks_offers.taken_in_words(board.to_take)} from the notes")
        self.take.setVisible(bool(board.to_take))
        if board.asks and self.list.current_row() is None:
            self.list.select(board.asks[0].id)
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current_row()
        self.form.setVisible(row is not None)
        self.remove.setEnabled(row is not None)
        if row is not None:
            self.form.show_kept(row, self._seen)

    def _about(self, row: AskOffer) -> str:
        return f"{row.kind.words} · {self._names.get(row.authority, '')}"

    def _on_take(self) -> None:
        if self._board is not None:
            self._do(asks_offers.take_asks_and_offers, self._board.challenge.id)
            self.list.setFocus()  # the button has gone, and would pass the keyboard on to anywhere

    def _on_new(self, box: LineBox, kind: AskOrOffer) -> None:
        board, text = self._board, box.text().strip()
        if board is not None and text:
            host = board.challenge.host
            if self._do(asks_offers.ask_or_offer, board.challenge.id, host, kind, text):
                box.clear()

    def _on_remove(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self._do(asks_offers.remove_ask_or_offer, row.id)

    def _do(self, act: Callable[..., object], *args: object) -> bool:
        return self._workspace.do_seen(self._seen, act, *args) is not None  # type: ignore[arg-type]


class StepPart(QSplitter):
    """The host's next steps."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._workspace, self._seen = workspace, 0
        self._board: FindingBoard | None = None
        self.new = LineBox()
        self.new.setPlaceholderText("Add a next step")
        self.new.setAccessibleName("Add a next step")
        self.remove = QPushButton(icon("remove"), "Remove")
        self.remove.setAccessibleName("Remove next step")
        self.list: RecordList[Action] = RecordList(
            Face(words=lambda row: row.text, detail=_by_whom, chip=_state),
            lambda row: f"{row.text} {_by_whom(row)}, {row.state.words}",
            "Next steps",
        )
        self.form = KeptForm(
            workspace,
            [
                Field("What is to be done", "text", TextEditor(2, 6)),
                Field("Who does it", "owner_role", LineEditor("A role, for example Head of QA")),
                Field("By when", "due_on", DateEditor()),
                Field("How far it is", "state", ChoiceEditor(ActionState, none="")),
                Field("What it changed", "impact", TextEditor(2, 4)),
                Field("How anybody can tell", "completion", TextEditor(2, 4)),
                Field("Comes from", "source", LineEditor("A meeting, where it is no finding")),
            ],
            actions.edit_action,
            "action",
        )
        self._empty = plain_label("Type what the host will do, and press Enter. Who and by when follow.", muted=True)
        _two_sides(self, [self._empty, self.list, guarded(self.new)], [self.remove], self.form)
        self.new.returnPressed.connect(self._on_new)
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.remove.clicked.connect(self._on_remove)

    def show_board(self, board: FindingBoard, seen: int) -> None:
        """Show the next steps of a board."""
        self._board, self._seen = board, seen
        self.list.show_rows(board.actions)
        self._empty.setVisible(not board.actions)
        self.list.setVisible(bool(board.actions))
        if board.actions and self.list.current_row() is None:
            self.list.select(board.actions[0].id)
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current_row()
        self.form.setVisible(row is not None)
        self.remove.setEnabled(row is not None)
        if row is not None:
            self.form.show_kept(row, self._seen)

    def _on_new(self) -> None:
        text = self.new.text().strip()
        if self._board is not None and text:
            before = {row.id for row in self.list.records.rows}
            if self._workspace.do_seen(self._seen, actions.add_action, self._board.challenge.id, text):
                self.new.clear()
                self.list.select(next(row.id for row in self.list.records.rows if row.id not in before))

    def _on_remove(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self._workspace.do_seen(self._seen, actions.remove_action, row.id)


_SIGNS = {AskOrOffer.ASK: icon("ask", Tone.INFO), AskOrOffer.OFFER: icon("offer", Tone.INFO)}


def _two_sides(splitter: QSplitter, parts: list[QWidget], buttons: list[QWidget], form: QWidget) -> None:
    splitter.setChildrenCollapsible(False)
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part, int(isinstance(part, RecordList)))
    column.addWidget(flow_row(buttons))
    column.addStretch(0)
    splitter.addWidget(left)
    splitter.addWidget(form)
    splitter.setSizes([3000, 2000])
    splitter.setHandleWidth(splitter.fontMetrics().height())
    form.hide()


def _released(row: AskOffer) -> tuple[str, Tone] | None:
    return ("Region", Tone.INFO) if row.released else None


def _state(row: Action) -> tuple[str, Tone] | None:
    tones = {ActionState.DONE: Tone.GOOD, ActionState.IN_PROGRESS: Tone.INFO, ActionState.DROPPED: Tone.NEUTRAL}
    return (row.state.words, tones[row.state]) if row.state in tones else None


def _by_whom(row: Action) -> str:
    when = f"by {day_in_words(row.due_on)}" if row.due_on else "no date yet"
    return f"{row.owner_role or 'no role yet'}, {when}"
