"""Starting next year's round from this one: a name, two dates, and what is taken over."""

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Action, Participation, Person, Round, Session, Submission
from peer_challenge.services.next_round import start_next_round, what_carries_over
from peer_challenge.services.places import Place
from ui.colours import Tone
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.date_editor import DateEditor
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class NextRoundPage(Page):
    """One act; afterwards every page is about the new round, and the old one stays to be looked at."""

    name = "Start next year’s round"
    icon = "add"
    shows = frozenset({Action, Participation, Person, Round, Session, Submission})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.carried = plain_label()
        self.round_name = LineBox()
        self.round_name.setAccessibleName("Name of the next round")
        self.round_name.setPlaceholderText("For example Autumn 2027")
        self.starts, self.sef_due = DateEditor(), DateEditor()
        self.start = QPushButton(icon("add"), "Start it")
        self.start.setDefault(True)
        self.problems = BannerBar()
        self._lay_out()
        self.start.clicked.connect(self._on_start)
        self.round_name.returnPressed.connect(self._on_start)

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
        name.body.addWidget(self.round_name)
        when = Section("When?", "Both can be filled in later.")
        grid = QGridLayout()
        for at, (words, editor) in enumerate((("It starts", self.starts), ("Its SEFs are due", self.sef_due))):
            label = plain_label(words, wrap=False)
            label.setBuddy(editor.box)
            editor.box.setAccessibleName(words)
            grid.addWidget(label, at, 0)
            grid.addWidget(editor, at, 1)
        grid.setColumnStretch(2, 1)
        when.body.addLayout(grid)
        for section in (taken, name, when, self.problems, flow_row([self.start])):
            column.addWidget(section)
        column.addStretch(1)

    def _on_start(self) -> None:
        round_id = self.workspace.round
        self.problems.clear()
        if round_id is None:
            return
        try:
            dates = {"starts": self.starts.value(), "sef_due": self.sef_due.value()}
        except UserError as problem:
            self._tell(problem.sentence)
            return
        with self.workspace.answering(self._tell):
            applied = self.workspace.do(start_next_round, round_id, self.round_name.text(), **dates)
        if applied is not None:
            for empty in (self.round_name.clear, lambda: self.starts.fill(None), lambda: self.sef_due.fill(None)):
                empty()
            self.workspace.choose_round(next(iter(applied.touched[Round])))
            self.wanted.emit(Place.HOME, None)

    def _tell(self, sentence: str) -> None:
        self.problems.say(sentence, Tone.BAD)
