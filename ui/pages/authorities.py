"""The round's authorities: who takes part, what is known of each, their people and their links."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from peer_challenge.domain.choices import Joining
from peer_challenge.domain.records import (
    Authority,
    Group,
    Indicator,
    Membership,
    Participation,
    Person,
    Plan,
    Relationship,
    RolePeriod,
    Round,
)
from peer_challenge.services.authorities import AuthorityRow, add_authority, authority_view, register
from ui.icons import icon
from ui.page_index import START_ROUND
from ui.pages.page import Page
from ui.widgets.authority_detail import AuthorityDetail
from ui.widgets.bring_in import BringInContacts
from ui.widgets.editors import LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.labels import EmptyState, Heading, plain_label
from ui.widgets.record_form import Field
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.scrolled import scrolled
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class AuthoritiesPage(Page):
    """The register at the left, the chosen authority at the right; bringing in contacts takes the page meanwhile."""

    name = "Authorities"
    shows = frozenset(
        {Authority, Participation, Person, RolePeriod, Relationship, Round, Group, Membership, Plan, Indicator}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rows: list[AuthorityRow] = []
        self.count = plain_label(muted=True)
        self.search = LineBox("words looked for")
        self.table: RecordTable[AuthorityRow] = RecordTable(_columns(), _sentence, "Authorities of the round")
        self.add = QPushButton(icon("add"), "Add")
        self.bring = QPushButton(icon("table"), "Bring in contacts")
        self.entry = EntryForm([Field("New authority", "name", LineEditor())], "Add authority")
        self.detail = AuthorityDetail(workspace)
        self.bring_in = BringInContacts(workspace)
        self.empty = EmptyState(
            "No round yet", "Start a round; its authorities are then listed here.", START_ROUND.name
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def first_focus(self) -> QWidget:
        """The search box."""
        return self.search

    def find_box(self) -> QWidget:
        """The search box."""
        return self.search

    def open_record(self, id: UUID) -> bool:
        """Choose an authority, whatever was looked for before; the round itself leads to bringing in contacts."""
        if id == self.workspace.round and self._rows:
            self._open_bring_in()
            return True
        if not any(each.id == id for each in self._rows):
            return False
        self._stack.setCurrentWidget(self._register)
        self.search.clear()
        self._narrow()
        return self.table.select(id)

    def refresh(self) -> None:
        """Read the register and the chosen authority again."""
        round_id = self.workspace.round
        self._rows = self.workspace.ask(register, round_id) if round_id else []
        if self._stack.currentWidget() is not self._bring_in_frame or not self._rows:
            self._stack.setCurrentWidget(self._register if self._rows else self.empty)
        joined = sum(each.joining is Joining.JOINED for each in self._rows)
        there = sum(each.joining is not None or not each.not_there for each in self._rows)
        self.count.setText(f"{joined} of {there} take part in this round.")
        self._narrow()
        self._show_detail(self.table.current_row())

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("Find an authority")
        self.search.setAccessibleName("Find an authority")
        self.search.setClearButtonEnabled(True)
        self.add.setAccessibleName("Add an authority")
        self.add.setToolTip("Add an authority that is not in the list")
        self.entry.hide()
        buttons = QHBoxLayout()
        for each in (self.add, self.bring):
            buttons.addWidget(each)
        buttons.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        for part in (Heading(self.name, level=1), self.count, self.search, self.table, self.entry):
            column.addWidget(part)
        column.setStretchFactor(self.table, 1)
        column.addLayout(buttons)
        self._register = QSplitter(Qt.Orientation.Horizontal)
        self._register.setChildrenCollapsible(False)
        self._register.addWidget(left)
        self._register.addWidget(self.detail)
        self._register.setStretchFactor(0, 4)
        self._register.setStretchFactor(1, 3)
        self._bring_in_frame = scrolled(self.bring_in)
        for page in (self._register, self._bring_in_frame, self.empty):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _text: self._narrow())
        self.table.current_changed.connect(self._show_detail)
        self.table.row_activated.connect(lambda _row: self.detail.tabs.setFocus())
        self.add.clicked.connect(self._open_entry)
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self._close_entry)
        self.bring.clicked.connect(self._open_bring_in)
        self.bring_in.left.connect(self._close_bring_in)
        self.empty.asked.connect(lambda: self.wanted.emit(START_ROUND.name, None))

    def _narrow(self) -> None:
        wanted = self.search.text().casefold().split()
        self.table.show_rows(row for row in self._rows if all(word in _searched(row) for word in wanted))
        if self.table.current_row() is None and self.table.order.rowCount():
            self.table.selectRow(0)

    def _show_detail(self, row: AuthorityRow | None) -> None:
        self.detail.setVisible(row is not None)
        if row is not None:
            view = self.workspace.ask(authority_view, row.id, self.workspace.round)
            self.detail.show_view(view, self.seen, self.workspace.round, self._names())

    def _names(self) -> list[tuple[UUID, str]]:
        return [(each.id, each.name) for each in self._rows]

    def _open_entry(self) -> None:
        self.add.hide()
        self.entry.start()

    def _close_entry(self) -> None:
        self.entry.hide()
        self.entry.clear()
        self.add.show()

    def _on_entered(self, values: dict[str, str]) -> None:
        applied = self.entry.send(self.workspace, self.seen, add_authority, values["name"], self.workspace.round)
        if applied is not None:
            self._close_entry()
            self.search.clear()
            self._narrow()
            self.table.select(next(iter(applied.touched[Authority])))
            self.table.setFocus()

    def _open_bring_in(self) -> None:
        self._stack.setCurrentWidget(self._bring_in_frame)
        self.bring_in.start()

    def _close_bring_in(self) -> None:
        self._stack.setCurrentWidget(self._register)
        self.bring.setFocus()


def _columns() -> list[Column[AuthorityRow]]:
    return [
        Column("Authority", lambda row: row.name),
        Column("Takes part", _joining, tip=lambda row: row.joining_words),
        Column("People", lambda row: str(row.people), sort=lambda row: row.people),
        Column("Group", lambda row: row.group, sort=lambda row: row.group.casefold() or None),
        Column("Sub-region", lambda row: row.stratum, sort=lambda row: row.stratum.casefold() or None),
    ]


def _joining(row: AuthorityRow) -> str:
    return row.standing_words


def _searched(row: AuthorityRow) -> str:
    return f"{row.name} {row.stratum} {row.type} {row.joining_words} {row.group}".casefold()


def _sentence(row: AuthorityRow) -> str:
    people = "1 person" if row.people == 1 else f"{row.people} people"
    parts = [row.name, row.stratum, row.type, row.joining_words, people, row.group]
    return ", ".join(part for part in parts if part)
