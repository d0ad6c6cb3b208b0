"""Starting next year's round from this one: a name, two dates, and what is taken over."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Action, Participation, Person, Round, Session, Submission
from peer_challenge.services.next_round import start_next_round, what_carries_over
from peer_challenge.services.places import Place
from ui.colours import Tone
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.round_dates import RoundDates
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class NextRoundPage(Page):
    """One act; afterwards every page is about the new round, and the old one stays to be looked at."""

    name = "Start next year’s round"
    shows = frozenset({Action, Participation, Person, Round, Session, Submission})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.carried = plain_label()
        self.round_name = LineBox()
        self.round_name.setAccessibleName("Name of the next round")
        self.round_name.setPlaceholderText("For example Autumn 2027")
        self.dates = RoundDates("It starts", "Its SEFs are due")
        self.start = QPushButton(icon("add"), "Start it")
        self.start.setDefault(True)
        self.problems = BannerBar()
        self._lay_out()
        self.start.clicked.connect(self._on_start)
        self.round_name.returnPressed.connect(self._on_start)
        for changed in (self.round_name.textChanged, self.dates.changed):
            changed.connect(lambda *_: self.problems.clear())

    def first_focus(self) -> QWidget:
        """The name."""
        return self.round_name

    def refresh(self) -> None:
        """Read again what would be taken over."""
        round_id = self.workspace.round
        self.start.setEnabled(round_id is not None)
        said: tuple[str, ...] = ("Start a first round: there is none to follow.",)
        if round_id is not None:
            said = self.workspace.ask(what_carries_over, round_id, None).sentences
        self.carried.setText("\n".join(said))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(Heading(self.name, 1))
        taken = Section("What is taken over", "The questions, terms and marking of the round that is open now, and:")
        taken.body.addWidget(self.carried)
        name = Section("What is it called?")
        name.body.addWidget(guarded(self.round_name))
        for section in (taken, name, self.dates, flow_row([self.start]), self.problems):
            column.addWidget(section)
        column.addStretch(1)

    def _on_start(self) -> None:
        round_id = self.workspace.round
        self.problems.clear()
        if round_id is None:
            return
        try:
            dates = self.dates.values()
        except UserError as problem:
            self._tell(problem.sentence)
            return
        with self.workspace.answering(self._tell):
            applied = self.workspace.do(start_next_round, round_id, self.round_name.text(), **dates)
        if applied is not None:
            self.round_name.clear()
            self.dates.clear()
            self.workspace.choose_round(next(iter(applied.touched[Round])))
            self.wanted.emit(Place.HOME, None)

    def _tell(self, sentence: str) -> None:
        self.problems.say(sentence, Tone.BAD)
