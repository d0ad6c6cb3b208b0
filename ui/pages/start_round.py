"""Starting a round: its name, its questions, its authorities and its dates, on one calm page."""

from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Framework, LineOfEnquiry, Round
from peer_challenge.services.frameworks import framework_choices
from peer_challenge.services.places import Place
from peer_challenge.services.reference import regions
from peer_challenge.services.rounds import authorities_to_choose, start_round
from ui.colours import Tone
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.question_choice import QuestionChoice
from ui.widgets.round_dates import RoundDates
from ui.widgets.scrolled import scrolled
from ui.widgets.texts import LineBox
from ui.widgets.tick_grid import TickGrid
from ui.workspace import Workspace

FIRST_REGION, FIRST_FRAMEWORK = "South East", "quality_assurance"
_WIDTH_IN_LINES = 48


class StartRoundPage(Page):
    """A form for a new round; `started` carries the id of the round, which has become the one pages are about.

    `left` says that the person thought better of it.
    """

    name = "Start a round"
    shows = frozenset({Authority, Framework, LineOfEnquiry, Round})
    started = Signal(object)
    left = Signal()
    _form: QWidget | None = None

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.round_name = LineBox()
        self.questions = QuestionChoice()
        self.other_questions = QPushButton("Look at the questions and their prompts")
        self.region = CalmCombo()
        self.authorities = TickGrid("Authorities that take part")
        self.count = plain_label(muted=True)
        self.everyone, self.nobody = QPushButton("Tick all"), QPushButton("Tick none")
        self.dates = RoundDates("The round starts", "SEFs are due")
        self.problems = BannerBar()
        self.start = QPushButton("Start the round")
        self.cancel = QPushButton("Cancel")
        self.cancel.setAccessibleName("Cancel: start a round")
        self._fill_regions()
        self._lay_out()
        self._connect()

    def first_focus(self) -> QWidget:
        """The name of the round."""
        return self.round_name

    def refresh(self) -> None:
        """Read frameworks and authorities again; what was filled in stays."""
        self.questions.offer(self.workspace.ask(framework_choices), FIRST_FRAMEWORK)
        self._offer_authorities()

    def _fill_regions(self) -> None:
        self.region.setAccessibleName("Region")
        self.region.addItems(regions())
        self.region.setCurrentText(FIRST_REGION)

    def _offer_authorities(self) -> None:
        found = self.workspace.ask(authorities_to_choose, self.region.currentText(), self._first_day())
        self.authorities.offer((each.id, each.name) for each in found)
        self._show_count()

    def _first_day(self) -> date:
        """The day the round starts, today as long as none is readable: who has ended by then is not offered."""
        try:
            return self.dates.starts.value() or day_in_england(self.workspace.now())
        except UserError:
            return day_in_england(self.workspace.now())

    def _show_count(self) -> None:
        self.count.setText(f"{len(self.authorities.ticked())} take part.")

    def _lay_out(self) -> None:
        self.round_name.setAccessibleName("Name of the round")
        self.round_name.setPlaceholderText("For example Autumn 2026")
        self.start.setDefault(True)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setSpacing(self.fontMetrics().height())
        column.addWidget(Heading(self.name, level=1))
        for part in (self._name(), self._questions(), self._authorities(), self.dates):
            column.addWidget(part)
        column.addStretch(1)
        self._foot = _Foot()
        foot = QVBoxLayout(self._foot)
        foot.addWidget(self.problems)
        foot.addWidget(flow_row((self.start, self.cancel)))
        self._form = form
        self._keep_narrow()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolled(form)
        outer.addWidget(area, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, area.verticalScrollBar().sizeHint().width(), 0)
        below.addStretch(0)
        below.addWidget(self._foot, 1)
        below.addStretch(0)
        outer.addLayout(below)

    def changeEvent(self, event: QEvent) -> None:
        """Keep lines as long in letters at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._form is not None:
            self._keep_narrow()

    def _keep_narrow(self) -> None:
        assert self._form is not None
        for part in (self._form, self._foot):
            part.setMaximumWidth(self.fontMetrics().height() * _WIDTH_IN_LINES)

    def _name(self) -> Section:
        section = Section("What is it called?")
        section.body.addWidget(guarded(self.round_name))
        return section

    def _questions(self) -> Section:
        section = Section("What does it ask?", "A round keeps the questions it started with.")
        section.body.addWidget(self.questions)
        section.body.addWidget(self.other_questions, 0, Qt.AlignmentFlag.AlignLeft)
        return section

    def _authorities(self) -> Section:
        section = Section("Who takes part?", "Others can join later, and anybody can still decline.")
        section.body.addWidget(flow_row((self.region, self.everyone, self.nobody)))
        section.body.addWidget(self.authorities)
        section.body.addWidget(self.count)
        return section

    def _connect(self) -> None:
        self.other_questions.clicked.connect(lambda: self.wanted.emit(Place.FRAMEWORK, None))
        self.region.activated.connect(lambda _at: self._offer_authorities())
        self.dates.starts.settled.connect(self._offer_authorities)
        self.everyone.clicked.connect(lambda: self.authorities.tick_all(True))
        self.nobody.clicked.connect(lambda: self.authorities.tick_all(False))
        self.authorities.ticked_changed.connect(self._show_count)
        for changed in (self.round_name.textChanged, self.authorities.ticked_changed, self.dates.changed):
            changed.connect(lambda *_: self.problems.clear())  # what was wrong may be right by now
        self.round_name.returnPressed.connect(self._on_start)
        self.start.clicked.connect(self._on_start)
        self.cancel.clicked.connect(self._on_cancel)

    def _on_start(self) -> None:
        self.problems.clear()
        try:
            dates = self.dates.values()
        except UserError as problem:
            self._tell(problem.sentence)
            return
        framework = self.questions.chosen()
        assert framework is not None
        with self.workspace.answering(self._tell):
            applied = self.workspace.do(
                start_round,
                self.round_name.text(),
                framework,
                self.region.currentText(),
                self.authorities.ticked(),
                **dates,
            )
        if applied is not None:
            self._leave(applied.touched[Round])

    def _on_cancel(self) -> None:
        self._empty()
        self.left.emit()

    def _empty(self) -> None:
        self.problems.clear()
        self.round_name.clear()
        self.dates.clear()

    def _tell(self, sentence: str) -> None:
        self.problems.say(sentence, Tone.BAD)

    def _leave(self, made: frozenset[object]) -> None:
        """Empty the form for another time and turn every page to the new round."""
        round_id = next(iter(made))
        self._empty()
        self.workspace.choose_round(round_id)  # type: ignore[arg-type]
        self.started.emit(round_id)


class _Foot(QWidget):
    """As high as its words need at the present width, without making the whole page as high as its form."""

    def hasHeightForWidth(self) -> bool:
        """Ask for one height: a page that depends on its width would be given all the height it prefers."""
        return False

    def minimumSizeHint(self) -> QSize:
        """The height that is needed now."""
        layout = self.layout()
        assert layout is not None
        return QSize(super().minimumSizeHint().width(), layout.minimumHeightForWidth(max(self.width(), 1)))

    def sizeHint(self) -> QSize:
        """No more than is needed."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where words wrap otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
