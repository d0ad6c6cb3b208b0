"""The answer to “was it worth it?”: five headlines, then the pictures and measures they rest on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.services import metrics
from peer_challenge.services.answer import NO_CAUSE, AnswerView, Headline
from peer_challenge.services.follow_on import Changed
from peer_challenge.services.measures import Measure
from peer_challenge.services.time_spent import AuthorityTotal, hours_words
from ui.icons import icon
from ui.widgets.bar_chart import BarChart
from ui.widgets.dot_chart import DotChart
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.record_table import Column, RecordTable


class AnswerPart(QWidget):
    """`save_asked` is the wish to have it as an Excel file; `statement_asked` to have its one sentence to paste."""

    save_asked = Signal()
    statement_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headlines = [HeadlineRow() for _ in range(5)]
        self.statement = plain_label()
        self.copy = QPushButton(icon("copy"), "Copy this sentence")
        self.save = QPushButton(icon("table"), "Save for Excel…")
        self.copy.clicked.connect(lambda: self.statement_asked.emit(self.statement.text()))
        self.save.clicked.connect(self.save_asked)
        self.lead = DotChart("Usefulness by how long before the meeting the SEF was shared")
        self.stages = BarChart("People’s time by stage, all challenges together", _said)
        self.challenges = BarChart("People’s time by stage, challenge by challenge", _said)
        self.given = BarChart("Time given to others, and spent as host", _said)
        self.ratios: RecordTable[AuthorityTotal] = RecordTable(
            _RATIO, _ratio_sentence, "Given to received, by authority"
        )
        self.changed: RecordTable[Changed] = RecordTable(
            _CHANGED, lambda row: row.sentence, "What hosts had changed at six months"
        )
        self.measures: RecordTable[Measure] = RecordTable(_MEASURES, lambda row: row.sentence, "All measures")
        self._sections: dict[str, QWidget] = {}
        self._lay_out()

    def show_view(self, view: AnswerView, in_time: int) -> None:
        """Show the answer; `in_time` is from how many days before a SEF counts as shared in time."""
        for row, headline in zip(self.headlines, view.headlines, strict=True):
            row.show_headline(headline)
        self.statement.setText(view.statement)
        self.copy.setEnabled(bool(view.time.person_minutes))
        self.lead.show_points(view.points, in_time)
        used = [at for at, each in enumerate(view.time.stages) if each.person_minutes]
        self.stages.show_rows([(each.stage.words, [("Time", each.person_minutes)]) for each in view.time.stages])
        self.challenges.show_rows(
            [
                (each.host, [(view.time.stages[at].stage.words, each.by_stage[at]) for at in used])
                for each in view.time.challenges
                if each.person_minutes
            ]
        )
        self.given.show_rows(
            [(each.name, [("Given", each.given), ("As host", each.received)]) for each in view.time.authorities]
        )
        self._fill(self.ratios, view.time.authorities)
        self._fill(self.changed, view.changed)
        self._fill(self.measures, view.measures)
        for title, there in (
            (_LEAD, view.points),
            (_STAGES, view.time.person_minutes),
            (_GIVEN, view.time.person_minutes),
            (_SIX, view.changed),
        ):
            self._sections[title].setVisible(bool(there))

    def _fill(self, table: RecordTable, rows: Sequence) -> None:  # type: ignore[type-arg]
        table.show_rows(rows)
        table.setMinimumHeight(self.fontMetrics().height() * (3 + 2 * min(len(rows), 8)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height())
        grid = QGridLayout()
        for at, row in enumerate(self.headlines):
            grid.addWidget(row, at // 2, at % 2)
        grid.addWidget(self._section("In short", "", self.statement, flow_row([self.copy, self.save])), 2, 1)
        column.addLayout(grid)
        column.addWidget(self._section(_SIX, "In the hosts’ own words.", self.changed))
        column.addWidget(self._section(_LEAD, NO_CAUSE, self.lead))
        column.addWidget(self._section(_STAGES, "Every person’s minutes count.", self.stages, self.challenges))
        column.addWidget(self._section(_GIVEN, "Of the authorities that told us.", self.given, self.ratios))
        column.addWidget(self._section("All measures", "Each with what it rests on and its formula.", self.measures))
        column.addStretch(1)

    def _section(self, title: str, hint: str, *parts: QWidget) -> QWidget:
        section = Section(title, hint)
        for part in parts:
            section.body.addWidget(part)
        self._sections[title] = section
        return section


class HeadlineRow(QFrame):
    """A question, its figure in large words, and what the figure rests on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.question, self.figure, self.rests_on = plain_label(muted=True), Heading("", 2), plain_label()
        column = QVBoxLayout(self)
        column.setSpacing(2)
        for each in (self.question, self.figure, self.rests_on):
            column.addWidget(each)
        column.addStretch(1)

    def show_headline(self, headline: Headline) -> None:
        """Show one headline."""
        self.question.setText(headline.question)
        self.figure.setText(headline.figure)
        self.rests_on.setText(headline.rests_on)
        self.setAccessibleName(headline.sentence)


_LEAD = "Usefulness, and how long before the meeting the SEF was shared"
_STAGES = "Hours by stage, all together and challenge by challenge"
_GIVEN = "Given and received"
_SIX = "What hosts had changed at six months"

_RATIO = [
    Column[AuthorityTotal]("Authority", lambda row: row.name, wide=True),
    Column[AuthorityTotal]("Given", lambda row: hours_words(row.given), lambda row: row.given),
    Column[AuthorityTotal]("As host", lambda row: hours_words(row.received), lambda row: row.received),
    Column[AuthorityTotal](
        "Given : received", lambda row: metrics.ratio_words(row.given, row.received) or "one side only"
    ),
]
_CHANGED = [
    Column[Changed]("Host", lambda row: row.host),
    Column[Changed]("What had changed", lambda row: row.words, wide=True),
]
_MEASURES = [
    Column[Measure]("Measure", lambda row: row.name),
    Column[Measure]("Figure", lambda row: row.figure),
    Column[Measure]("Rests on", lambda row: row.rests_on),
    Column[Measure]("How it is worked out", lambda row: row.formula, wide=True),
]


def _said(minutes: float) -> str:
    return hours_words(round(minutes)) if minutes else "none"


def _ratio_sentence(row: AuthorityTotal) -> str:
    ratio = metrics.ratio_words(row.given, row.received)
    return f"{row.sentence} {ratio}".strip()
