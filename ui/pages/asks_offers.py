"""Asks and offers across the region: the board, what may fit together, and introductions with what came of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import AskOrOffer
from peer_challenge.exchange.tables import write_table
from peer_challenge.services.asks_board import Answered, AsksBoard, BoardFilter, Proposal, asks_board
from peer_challenge.services.asks_offers import ask_or_offer_outside_challenges
from peer_challenge.services.console import lines_of_round
from peer_challenge.services.introductions import introduce
from peer_challenge.services.rounds import participants
from peer_challenge.services.tables import table_to_take
from ui.colours import Tone
from ui.icons import icon
from ui.pages.asks_fit import FitPart
from ui.pages.asks_introductions import IntroductionPart
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.combo_choices import fill_choices
from ui.widgets.editors import CalmCombo, CheckEditor, ChoiceEditor, TextEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import EmptyState, Heading
from ui.widgets.pick_editor import PickEditor
from ui.widgets.record_form import Field
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace

_BOARD, _INTRODUCTIONS = range(2)
_ADD = "Add an ask or offer"


class AsksOffersPage(Page):
    """Two tabs: the board, and the introductions."""

    name = "Asks and offers"
    icon = "offer"
    shows = frozenset(
        {r.AskOffer, r.Authority, r.Challenge, r.Introduction, r.LineOfEnquiry, r.Objection, r.Person, r.Relationship}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.choose_file: Callable[[str], str] = lambda name: SAVE_PLACE.ask_file(self, "Save the list", name)
        self.by_line, self.by_authority, self.by_state = (
            _narrowing(name) for name in ("By line of enquiry", "By authority", "By state")
        )
        self.add = QPushButton(icon("add"), f"{_ADD}…")
        self.export = QPushButton(icon("table"), "Save as Excel…")
        self.whose, self.under = PickEditor(), PickEditor("None")
        self.entry = EntryForm(
            [
                Field("Ask or offer", "kind", ChoiceEditor(AskOrOffer, none="")),
                Field("Whose", "authority", self.whose),
                Field("Line of enquiry", "line", self.under),
                Field("In words", "text", TextEditor(2, 6)),
                Field("Region", "released", CheckEditor("It agreed that the whole region may read it")),
            ],
            _ADD,
        )
        self.told = BannerBar()
        self.tabs = QTabBar()
        self.fit = FitPart()
        self.introductions = IntroductionPart(workspace, self.told)
        self.empty = EmptyState(
            "Nothing released yet",
            "Only what its authority releases to the region stands here. Ask the hosts, then tick “The whole region "
            "may read it” under Findings, Asks and offers. What an authority told you, you can add yourself.",
            _ADD,
        )
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the board again, narrowed as before."""
        round_id = self.workspace.round
        board = self.workspace.ask(asks_board, round_id, self._only()) if round_id else _NOTHING
        self._offer(board)
        there = bool(board.count or board.introductions)
        self._stack.setCurrentIndex(int(there))
        self._tools.setVisible(there)
        self.tabs.setTabText(_INTRODUCTIONS, f"Introductions ({len(board.introductions)})")
        self.fit.show_board(board)
        self.introductions.show_board(board, self.seen)

    def first_focus(self) -> QWidget | None:
        """The asks, or the button of the empty page."""
        return self.fit.asks if self._stack.currentIndex() else self.empty.button

    def open_record(self, id: UUID) -> bool:
        """Show an introduction, an ask or an offer."""
        if self.introductions.list.select(id):
            self.tabs.setCurrentIndex(_INTRODUCTIONS)
            return True
        self.tabs.setCurrentIndex(_BOARD)
        return self.fit.select(id)

    def settle(self) -> None:
        """Say what is still typed about an introduction."""
        self.introductions.form.settle()

    def _only(self) -> BoardFilter:
        return BoardFilter(
            line=self.by_line.currentData() or "",
            authority=self.by_authority.currentData(),
            state=next((each for each in Answered if each == self.by_state.currentData()), None),
        )

    def _offer(self, board: AsksBoard) -> None:
        fill_choices(self.by_line, [(line, line) for line in board.lines], "All lines of enquiry")
        fill_choices(self.by_authority, board.authorities, "All authorities")
        fill_choices(self.by_state, [(each.value, each.words) for each in Answered], "Open or not")
        round_id = self.workspace.round
        if round_id is None:
            return
        self.whose.offer([(each.id, each.name) for each in self.workspace.ask(participants, round_id)])
        self.under.offer([(each.id, each.short) for each in self.workspace.ask(lines_of_round, round_id)])

    def _on_add(self) -> None:
        """Show the form; it begins with an offer where an offer is chosen on the board."""
        self.entry.fill("kind", AskOrOffer.OFFER if self.fit.offers.current_row() else AskOrOffer.ASK)
        self.entry.start()

    def _on_entered(self, values: dict[str, Any]) -> None:
        round_id = self.workspace.round
        if round_id is None:
            return
        if values["authority"] is None:
            self.entry.show_problem("Say whose it is: type part of a name.")
            return
        kind, authority, text = values["kind"] or AskOrOffer.ASK, values["authority"], values["text"]
        more = {"line": values["line"], "released": values["released"]}
        made = self.entry.send(
            self.workspace, self.seen, ask_or_offer_outside_challenges, round_id, authority, kind, text, **more
        )
        if made is None:
            return
        self._leave_entry()
        if not values["released"]:
            self.told.say("Kept for its group. It stands here once its authority releases it to the region.", Tone.INFO)

    def _leave_entry(self) -> None:
        self.entry.clear()
        self.entry.hide()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _on_introduce(self, proposal: Proposal) -> None:
        round_id = self.workspace.round
        if round_id is None:
            return
        pair = (proposal.ask.id, proposal.offer.id)
        if self.workspace.do_seen(self.seen, introduce, round_id, *pair) is not None:
            self.introductions.list.select(proposal.id)
            names = f"{proposal.ask.authority} and {proposal.offer.authority}"
            offer = ("Write to both", lambda: self.tabs.setCurrentIndex(_INTRODUCTIONS))
            self.told.say(f"{names} are proposed to one another. Nothing was sent.", Tone.GOOD, offer)
            self.fit.take_keyboard()

    def _on_export(self) -> None:
        round_id = self.workspace.round
        chosen = self.choose_file("Asks and offers.xlsx") if round_id else ""
        if not chosen or round_id is None:
            return
        path = Path(chosen).with_suffix(".xlsx")

        def saved(made: list[Path]) -> None:
            self.told.say(f"Saved as {' and '.join(each.name for each in made)}.", Tone.GOOD)

        self.workspace.run(
            lambda store, _progress: write_table(table_to_take(store, round_id, "asks-and-offers"), path),
            done=saved,
            owner=self,
            refused=lambda sentence: self.told.say(sentence, Tone.BAD),
        )

    def _connect(self) -> None:
        for each in (self.by_line, self.by_authority, self.by_state):
            each.activated.connect(lambda _at: self._read())
        for button in (self.add, self.empty.button):
            assert button is not None
            button.clicked.connect(self._on_add)
        self.export.clicked.connect(self._on_export)
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self._leave_entry)
        self.tabs.currentChanged.connect(self._parts.setCurrentIndex)
        self.fit.introduce_wanted.connect(self._on_introduce)

    def _lay_out(self) -> None:
        self.tabs.setAccessibleName("Board or introductions")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("Board")
        self.tabs.addTab("Introductions")
        self._parts = QStackedWidget()
        self._parts.addWidget(self.fit)
        self._parts.addWidget(self.introductions)
        self._tools = flow_row([self.by_line, self.by_authority, self.by_state, self.add, self.export])
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.tabs)
        inside.addWidget(self._parts, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(whole)
        column = QVBoxLayout(self)
        for widget in (Heading(self.name, 1), self._tools, self.entry):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.told)
        self.entry.hide()


_NOTHING = AsksBoard((), (), (), (), (), (), 0)


def _narrowing(name: str) -> CalmCombo:
    combo = CalmCombo()
    combo.setAccessibleName(name)
    return combo
