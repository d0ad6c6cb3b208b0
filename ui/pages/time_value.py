"""Whether challenges were useful: a short form for each authority, and the answers beside when SEFs were shared."""

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import Again
from peer_challenge.domain.days import count_of
from peer_challenge.domain.records import Evaluation
from peer_challenge.exchange.closing_sheet import CLOSING
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs.closing_form import bring_in_closing, closing_table, preview_closing
from peer_challenge.jobs.round_forms import write_form
from peer_challenge.services import value
from peer_challenge.services.closing_forms import MONTHS
from peer_challenge.services.value import SharingGroup, ValueRow, ValueView
from ui.icons import icon
from ui.pages.time_closing import ClosingPart
from ui.pages.time_import import BringInTable
from ui.widgets.banner import BannerBar
from ui.widgets.editors import CalmCombo, ChoiceEditor, Editor, TextEditor
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Section, plain_label
from ui.widgets.record_form import Field
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.save_place import SAVE_PLACE
from ui.widgets.saved_files import say_saved
from ui.workspace import Workspace


class UsefulEditor(Editor):
    """A score from 1 to 5, or not said."""

    def __init__(self) -> None:
        self._combo = CalmCombo()
        super().__init__(self._combo, wide=False)
        for words in ("Not said", "1, not useful", "2", "3", "4", "5, very useful"):
            self._combo.addItem(words)
        self._combo.activated.connect(lambda _at: self.settled.emit())

    def value(self) -> int | None:
        """Return the score, None for not said."""
        return self._combo.currentIndex() or None

    def fill(self, value: object) -> None:
        """Show a score."""
        self._combo.setCurrentIndex(value if isinstance(value, int) else 0)


class ValuePart(QWidget):
    """Shows every challenge with its answers, and asks the authorities of the chosen one.

    `returned(path)` is a Word form that came back, to be looked at.
    """

    returned = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._seen = 0
        self._said: dict[UUID, Evaluation] = {}
        self.sentences = plain_label()
        self.table: RecordTable[ValueRow] = RecordTable(_COLUMNS, lambda row: row.sentence, "Usefulness by challenge")
        self.groups: RecordTable[SharingGroup] = RecordTable(
            _GROUP_COLUMNS, lambda row: f"{row.sharing.words}: {row.words}.", "Usefulness by when the SEF was shared"
        )
        self.ask = Section(
            "Was it useful?",
            "Asked of an authority, never of a named person. The coordinator reads the answer, the region only counts.",
        )
        self.who = CalmCombo()
        self.who.setAccessibleName("Who answers")
        self.when = CalmCombo()
        self.when.setAccessibleName("When it is asked")
        for months, words in _WHEN.items():
            self.when.addItem(words, months)
        self.form = KeptForm(workspace, _fields(), self._say, "evaluation")
        self.closing = ClosingPart(workspace)
        self.save_form = QPushButton(icon("save"), "Save as a form for Excel…")
        self.save_form.clicked.connect(self._on_save_form)
        self.told = BannerBar()
        self.word_form = QPushButton(icon("save"), "Save as a form for Word…")
        self.word_form.clicked.connect(self._on_word_form)
        self.word_back = QPushButton(icon("add"), "Bring in a filled Word form…")
        self.word_back.clicked.connect(self._on_word_back)
        self.bring_in = BringInTable(workspace, "Bring in a filled form…", CLOSING, preview_closing, bring_in_closing)
        self.table.current_changed.connect(self._show_current)
        for box in (self.who, self.when):
            box.activated.connect(lambda _at: self._show_answer())
        self._lay_out()

    def show_view(self, view: ValueView, seen: int) -> None:
        """Show the answers as read at `seen`."""
        self._seen = seen
        line = self.fontMetrics().height()
        self.sentences.setText("\n".join(value.value_sentences(view)))
        self.table.show_rows(view.rows)
        self.table.setMinimumHeight(line * 14)
        groups = [each for each in view.groups if each.challenges]
        self.groups.show_rows(groups)
        self.groups.setFixedHeight(line * (3 + 2 * len(groups)))
        if self.table.current_row() is None and view.rows:
            self.table.selectRow(0)
        self._show_current(self.table.current_row())

    def _show_current(self, row: ValueRow | None) -> None:
        self.ask.setVisible(row is not None)
        if row is None:
            return
        chosen = self.who.currentData()
        asked = self._workspace.ask(value.who_can_say, row.id)
        self.ask.heading.setText(f"Was the challenge of {row.host} useful?")
        self.who.clear()
        for each in asked:
            self.who.addItem(f"{each.name} as host" if each.name == row.host else each.name, each.id)
        ids = [each.id for each in asked]
        self.who.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)
        self._show_answer()

    def _show_answer(self) -> None:
        row = self.table.current_row()
        if row is None or self.who.currentData() is None:
            return
        months = self.when.currentData()
        said = self._workspace.ask(value.evaluation_of, row.id, self.who.currentData(), months)
        self._said[said.id] = said
        self.form.show_kept(said, self._seen)
        self.closing.show_for(row.id, self.who.currentData(), self._seen)

    def _say(self, store: Any, id: UUID, **said: Any) -> ChangeSet:
        before = self._said[id]
        answers = {"usefulness": before.usefulness, "again": before.again, "changed": before.changed} | said
        return value.evaluate(store, before.challenge, before.authority, months=before.months, **answers)

    def _on_save_form(self) -> None:
        """Save the form of the authority that is asked, with every challenge it was in."""
        round_id = self._workspace.round
        name = f"After the challenge, {self.who.currentText().removesuffix(' as host')}.xlsx"
        chosen = SAVE_PLACE.ask_file(self, "Save as a form for Excel", name, "Excel (*.xlsx)")
        if chosen and round_id:
            authority = self.who.currentData()
            self._workspace.run(
                lambda store, _progress: write_table(closing_table(store, round_id, authority), Path(chosen)),
                done=lambda made: say_saved(self.told, made),
                owner=self,
            )

    def _on_word_form(self) -> None:
        """Save the same questions as a Word form, for the time they are asked at."""
        round_id, authority = self._workspace.round, self.who.currentData()
        kind = {months: kind for kind, months in MONTHS.items()}[self.when.currentData()]
        chosen = SAVE_PLACE.ask_folder(self, "Save as a form for Word")
        if chosen and round_id:
            self._workspace.run(
                lambda store, _progress: write_form(store, round_id, authority, Path(chosen), kind),
                done=lambda made: say_saved(self.told, [made.path]),
                owner=self,
            )

    def _on_word_back(self) -> None:
        """Choose a filled form; it is looked at where forms come back."""
        if chosen := QFileDialog.getOpenFileName(self, "Bring in a filled Word form", "", "Word (*.docx)")[0]:
            self.returned.emit(Path(chosen))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for words, box in (("Who answers", self.who), ("When", self.when)):
            label = plain_label(words, wrap=False)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        self.ask.body.addLayout(row)
        self.ask.body.addWidget(flow_row([self.save_form, self.word_form, self.word_back]))
        self.ask.body.addWidget(self.told)
        self.ask.body.addWidget(self.form)
        self.ask.body.addWidget(self.closing)
        shared = Section(
            "By when the SEF was shared", "Every answer counts once; with few answers no difference is claimed."
        )
        shared.body.addWidget(self.groups)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height())
        column.addWidget(self.sentences)
        column.addWidget(self.table, 1)
        column.addWidget(self.bring_in)
        column.addWidget(self.ask)
        column.addWidget(shared)


def _lead(row: ValueRow) -> str:
    if row.lead_days is None or row.lead_days <= 0:
        return row.sharing.words
    return f"{row.sharing.words}, {count_of(row.lead_days, 'day')} before"


_WHEN = {0: "Straight after the meeting", 6: "Six months on", 12: "Twelve months on"}

_COLUMNS = [
    Column[ValueRow]("Host challenged", lambda row: row.host, wide=True),
    Column[ValueRow]("SEF", _lead, lambda row: row.lead_days),
    Column[ValueRow]("The host says", lambda row: row.host_words, lambda row: row.by_host),
    Column[ValueRow]("Challengers say", lambda row: row.challengers_words),
    Column[ValueRow]("Spent on its challenge", lambda row: row.time_words, lambda row: row.person_minutes),
]
_GROUP_COLUMNS = [
    Column[SharingGroup]("SEF", lambda row: row.sharing.words),
    Column[SharingGroup]("Challenges", lambda row: str(row.challenges), lambda row: row.challenges),
    Column[SharingGroup]("Usefulness", lambda row: row.words, wide=True),
]


def _fields() -> list[Field]:
    return [
        Field("How useful was it?", "usefulness", UsefulEditor()),
        Field("Would you do it again?", "again", ChoiceEditor(Again)),
        Field(
            "What changed because of it?",
            "changed",
            TextEditor(2, 8),
            "Audit or other QA activity it led to, for example.",
        ),
    ]
