"""Lists to take away as Excel or CSV, and reminders of actions as calendars and mail drafts."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.domain.records import Action, Authority, Round, Session
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs.action_reminders import write_reminders
from peer_challenge.services.actions import Matter, matters_arising
from peer_challenge.services.reminders import FollowUp, follow_ups
from peer_challenge.services.tables import TABLES, table_to_take
from ui.colours import Tone
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.banner import BannerBar
from ui.widgets.bring_in_work import BringInWork
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, Section, plain_label
from ui.widgets.record_list import Chip, Face, RecordList
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace


class ListsPage(Page):
    """A list to choose, two ways to save it, and every unfinished action, overdue first, to be reminded of."""

    name = "Lists and reminders"
    shows = frozenset({Action, Authority, Round, Session})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.choose_file: Callable[[str], str] = lambda name: SAVE_PLACE.ask_file(self, "Save the list", name)
        self.choose_folder: Callable[[], str] = lambda: SAVE_PLACE.ask_folder(self, "Save reminders in a folder")
        self.which = CalmCombo()
        self.which.setAccessibleName("Which list")
        for each in TABLES:
            self.which.addItem(_NAMES[each], each)
        self.as_excel = QPushButton(icon("table"), "Save as Excel…")
        self.as_csv = QPushButton(icon("save"), "Save as CSV…")
        face = Face[Matter](lambda row: row.action.text, _detail, chip=_late)
        self.matters: RecordList[Matter] = RecordList(face, lambda row: row.sentence, "Matters arising")
        checked = Face[FollowUp](_check_words, _check_detail, chip=_check_chip)
        self.checks: RecordList[FollowUp] = RecordList(
            checked, lambda row: row.sentence, "Checks after 6 and 12 months"
        )
        self._checks_part = Section("Checks after 6 and 12 months", "When somebody looks what was done of it.")
        self.nothing = plain_label("No action is unfinished.", muted=True)
        self.remind = QPushButton(icon("calendar"), "Save reminders…")
        self.told = BannerBar()
        self.bring_in = BringInWork(workspace)
        self._lay_out()
        self.as_excel.clicked.connect(lambda: self._on_save(".xlsx"))
        self.as_csv.clicked.connect(lambda: self._on_save(".csv"))
        self.remind.clicked.connect(self._on_remind)

    def first_focus(self) -> QWidget:
        """The choice of a list."""
        return self.which

    def refresh(self) -> None:
        """Read the unfinished actions of every round again."""
        there = self.workspace.round is not None
        rows = self.workspace.ask(matters_arising, None)
        self.matters.show_rows(rows)
        self.matters.setVisible(bool(rows))
        checks = self.workspace.ask(follow_ups, self.workspace.round) if self.workspace.round else []
        self.checks.show_rows(checks)
        self._checks_part.setVisible(bool(checks))
        self.nothing.setVisible(not rows)
        for button in (self.as_excel, self.as_csv):
            button.setEnabled(there)
        self.remind.setEnabled(there and bool(rows))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(Heading(self.name, 1))
        lists = Section("Lists", "What each column means, and who may read it, is on a sheet of its own.")
        lists.body.addWidget(flow_row([self.which, self.as_excel, self.as_csv]))
        lists.body.addWidget(self.bring_in)
        matters = Section("Matters arising", "Every action that is not finished, of all rounds, overdue first.")
        self.matters.setMinimumHeight(self.fontMetrics().height() * 14)
        for widget in (self.nothing, self.matters, flow_row([self.remind])):
            matters.body.addWidget(widget)
        column.addWidget(lists)
        column.addWidget(self.told)
        column.addWidget(matters, 1)
        self.checks.setMinimumHeight(self.fontMetrics().height() * 10)
        self._checks_part.body.addWidget(self.checks)
        column.addWidget(self._checks_part)

    def _on_save(self, ending: str) -> None:
        name, round_id = self.which.currentData(), self.workspace.round
        chosen = self.choose_file(f"{_NAMES[name]}{ending}") if round_id else ""
        if not chosen or round_id is None:
            return
        path = Path(chosen).with_suffix(ending)

        def saved(made: list[Path]) -> None:
            self.told.say(f"Saved as {' and '.join(each.name for each in made)}.", Tone.GOOD)

        self.told.clear()
        self.workspace.run(
            lambda store, _progress: write_table(table_to_take(store, round_id, name), path),
            done=saved,
            owner=self,
            refused=lambda sentence: self.told.say(sentence, Tone.BAD),
        )

    def _on_remind(self) -> None:
        round_id = self.workspace.round
        chosen = self.choose_folder() if round_id else ""
        if not chosen or round_id is None:
            return
        folder = Path(chosen)

        def saved(made: list[Path]) -> None:
            self.told.say(f"{count_of(len(made), 'file')} saved in {folder.name}. Nothing was sent.", Tone.GOOD)

        self.told.clear()
        self.workspace.run(
            lambda store, progress: write_reminders(store, round_id, folder, None, progress),
            done=saved,
            owner=self,
            refused=lambda sentence: self.told.say(sentence, Tone.BAD),
        )


_NAMES = {
    "authorities": "Authorities",
    "findings": "Findings",
    "time": "Time spent",
    "actions": "Actions",
    "asks-and-offers": "Asks and offers",
    "indicators": "Figures",
}


def _detail(row: Matter) -> str:
    return f"{row.owner} · {row.when} · {row.round}"


def _check_words(row: FollowUp) -> str:
    return f"{row.host}, after {row.months} months"


def _check_detail(row: FollowUp) -> str:
    return f"{day_in_words(row.due_on)} · {row.done} of {count_of(row.of, 'action')} done"


def _check_chip(row: FollowUp) -> Chip | None:
    return ("To check", Tone.WARNING) if row.has_come and row.done < row.of else None


def _late(row: Matter) -> Chip | None:
    return ("Overdue", Tone.BAD) if row.late else None
