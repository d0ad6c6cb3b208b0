"""One person: name and address to change in place, and the roles they hold from and to a day."""

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import Role
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.records import RolePeriod
from peer_challenge.services.people import PersonRow, add_role, edit_person, end_role, remove_person
from ui.icons import icon
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import ChoiceEditor, LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import plain_label
from ui.widgets.record_form import Field
from ui.workspace import Workspace


class PersonPart(QWidget):
    """The person chosen in a list."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._row: PersonRow | None = None
        self._ending: UUID | None = None
        self._seen = 0
        self.form = KeptForm(
            workspace,
            [
                Field("Person’s name", "name", LineEditor(asks_for="a name")),
                Field("Job title", "job_title", LineEditor()),
                Field("E-mail", "email", LineEditor("name@council.gov.uk", asks_for="an address")),
            ],
            edit_person,
            "person",
        )
        self.roles = QWidget()
        self.add_role = QPushButton(icon("add"), "Add a role")
        self.remove = QPushButton(icon("remove"), "Remove person")
        self.remove.setToolTip("The name goes; notes and times they gave stay")
        self.new_role = EntryForm(
            [Field("Role", "role", ChoiceEditor(Role, none="Choose a role")), Field("From", "starts", DateEditor())],
            "Give role",
        )
        self.end = EntryForm([Field("Last day", "last_day", DateEditor())], "End role")
        self._lay_out()
        self._connect()

    def show_person(self, row: PersonRow, seen: int) -> None:
        """Show a person as read at `seen`."""
        if self._row is None or row.id != self._row.id:
            self._close()
        self._row, self._seen = row, seen
        self.form.show_kept(row.person, seen)
        self._show_roles(row.roles)

    def _lay_out(self) -> None:
        self._roles_column = QVBoxLayout(self.roles)
        self._roles_column.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, self.fontMetrics().height() // 2, 0, 0)
        for part in (self.form, self.roles, self.new_role, self.end):
            column.addWidget(part)
        column.addWidget(flow_row((self.add_role, self.remove)))
        self._close()

    def _connect(self) -> None:
        self.add_role.clicked.connect(self._open_role)
        self.remove.clicked.connect(self._on_remove)
        self.new_role.entered.connect(self._on_role)
        self.new_role.left.connect(self._close)
        self.end.entered.connect(self._on_end)
        self.end.left.connect(self._close)

    def _show_roles(self, periods: tuple[RolePeriod, ...]) -> None:
        while (item := self._roles_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for period in periods:
            self._roles_column.addWidget(self._role_line(period))

    def _role_line(self, period: RolePeriod) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(plain_label(_words(period)), 1)
        if period.ends is None:
            end = QPushButton("End…")
            end.setAccessibleName(f"End role: {_words(period)}")
            end.clicked.connect(lambda: self._open_end(period))
            row.addWidget(end)
        return line

    def _open_role(self) -> None:
        self._close()
        self.new_role.start()

    def _open_end(self, period: RolePeriod) -> None:
        self._close()
        self._ending = period.id
        self.end.fill("last_day", day_in_england(self._workspace.now()))
        self.end.start()

    def _close(self) -> None:
        for form in (self.new_role, self.end):
            form.hide()
            form.clear()

    def _on_role(self, values: dict[str, object]) -> None:
        if values["role"] is None:
            self.new_role.show_problem("Choose a role.")
        elif self._row and self.new_role.send(self._workspace, self._seen, add_role, self._row.id, **values):
            self._close()

    def _on_end(self, values: dict[str, object]) -> None:
        if values["last_day"] is None:
            self.end.show_problem("Write the last day.")
        elif self.end.send(self._workspace, self._seen, end_role, self._ending, **values):
            self._close()

    def _on_remove(self) -> None:
        if self._row:
            self._workspace.do_seen(self._seen, remove_person, self._row.id)


def _words(period: RolePeriod) -> str:
    start = f" from {day_in_words(period.starts)}" if period.starts else ""
    end = f" to {day_in_words(period.ends)}" if period.ends else ""
    return f"{period.role.words}{start}{end}"
