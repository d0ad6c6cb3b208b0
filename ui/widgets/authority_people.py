"""The people of an authority and the roles they hold, with adding and ending in place."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import Role
from peer_challenge.services.authorities import AuthorityView
from peer_challenge.services.people import PersonRow, add_person
from ui.icons import icon
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import ChoiceEditor, LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.labels import plain_label
from ui.widgets.person_part import PersonPart
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace


class AuthorityPeople(QWidget):
    """People of one authority; the one chosen can be changed below the list."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._authority: UUID | None = None
        self._seen = 0
        self.list: RecordList[PersonRow] = RecordList(
            Face(lambda row: row.name, _detail), _sentence, "People", most_lines=1
        )
        self._none = plain_label("Nobody is noted here yet. Add a person, or bring in contacts from Excel.", muted=True)
        self.add = QPushButton(icon("add"), "Add a person")
        self.entry = EntryForm(_new_person(), "Add person")
        self.person = PersonPart(workspace)
        self._lay_out()
        self.list.current_changed.connect(self._follow)
        self.add.clicked.connect(self._open_entry)
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self._close_entry)
        self._close_entry()

    def show_view(self, view: AuthorityView, seen: int) -> None:
        """Show an authority's people as read at `seen`."""
        if view.id != self._authority:
            self._close_entry()
        self._authority, self._seen = view.id, seen
        self.list.show_rows(view.people)
        self.list.setVisible(bool(view.people))
        self._none.setVisible(not view.people)
        self._follow(self.list.current_row())

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        for part in (self._none, self.list, self.add, self.entry, self.person):
            column.addWidget(part)
        column.setAlignment(self.add, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.list.setMinimumHeight(self.fontMetrics().height() * 6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def _follow(self, row: PersonRow | None) -> None:
        self.person.setVisible(row is not None and self.entry.isHidden())
        if row is not None:
            self.person.show_person(row, self._seen)

    def _open_entry(self) -> None:
        self.add.hide()
        self.person.hide()
        self.entry.start()

    def _close_entry(self) -> None:
        self.entry.hide()
        self.entry.clear()
        self.add.show()
        self._follow(self.list.current_row())

    def _on_entered(self, values: dict[str, object]) -> None:
        if self.entry.send(self._workspace, self._seen, add_person, authority=self._authority, **values):
            self._close_entry()
            self.add.setFocus()


def _new_person() -> list[Field]:
    return [
        Field("Name", "name", LineEditor(asks_for="a name")),
        Field("Job title", "job_title", LineEditor()),
        Field("E-mail", "email", LineEditor("For example name@council.gov.uk", asks_for="an address")),
        Field("Role", "role", ChoiceEditor(Role, none="No role yet")),
        Field("From", "starts", DateEditor()),
    ]


def _detail(row: PersonRow) -> str:
    """Return job title, the roles not ended, and the address."""
    roles = ", ".join(each.role.words for each in row.roles if each.ends is None)
    return " · ".join(filter(None, (row.person.job_title, roles, row.person.email)))


def _sentence(row: PersonRow) -> str:
    return f"{row.name}. {_detail(row)}" if _detail(row) else row.name
