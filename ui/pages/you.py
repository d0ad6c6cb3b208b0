"""Who you are: the person whose name stands behind what is done in this window from now on."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import Role
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.records import Authority, Person, RolePeriod
from peer_challenge.services.people import add_person
from peer_challenge.services.whose import Somebody, everybody, whose_window
from ui.icons import icon
from ui.pages.page import Page
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.record_list import Face, RecordList
from ui.widgets.texts import LineBox
from ui.workspace import Workspace


class YouPage(Page):
    """The people of the round file, to choose oneself from; or a name to add as the coordinator."""

    name = "Who you are"
    shows = frozenset({Authority, Person, RolePeriod})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.now = plain_label()
        self.looking = LineBox("words looked for")
        self.looking.setAccessibleName("Find a person")
        self.looking.setPlaceholderText("Find a person")
        self.looking.setClearButtonEnabled(True)
        self.looking.textEdited.connect(self._look_for)
        face = Face[Somebody](lambda row: row.name, lambda row: row.about, lambda row: icon("person"))
        self.people: RecordList[Somebody] = RecordList(face, lambda row: row.sentence, "People", most_lines=2)
        self.people.row_activated.connect(self._become)
        self.this_is_me = QPushButton("This is me")
        self.this_is_me.setDefault(True)
        self.this_is_me.clicked.connect(lambda: self._become(self.people.current_row()))
        self.new_name = LineBox("a name")
        self.new_name.setAccessibleName("Your name")
        self.new_name.setPlaceholderText("Not listed? Type your name")
        self.new_name.returnPressed.connect(self._add)
        self.add = QPushButton("Add me as coordinator")
        self.add.clicked.connect(self._add)
        self._lay_out()

    def first_focus(self) -> QWidget:
        """The box that finds people."""
        return self.looking

    def find_box(self) -> QLineEdit:
        """The box that Ctrl+F goes to."""
        return self.looking

    def refresh(self) -> None:
        """Read the people again."""
        self.now.setText(f"Now: {self.workspace.ask(whose_window)}. Notes and changes carry this name.")
        self._look_for(self.looking.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(Heading(self.name, 1))
        column.addWidget(self.now)
        column.addWidget(self.looking)
        column.addWidget(self.people, 1)
        line = QHBoxLayout()
        line.addWidget(self.this_is_me)
        line.addStretch(1)
        line.addWidget(self.new_name, 2)
        line.addWidget(self.add)
        column.addLayout(line)

    def _look_for(self, text: str) -> None:
        wanted = text.strip().casefold()
        rows = [row for row in self.workspace.ask(everybody) if wanted in row.sentence.casefold()]
        self.people.show_rows(rows)
        if rows and self.people.current_row() is None:
            self.people.select(self.workspace.who if self.workspace.who in {r.id for r in rows} else rows[0].id)
        self.this_is_me.setEnabled(bool(rows))

    def _become(self, row: Somebody | None) -> None:
        if row is not None:
            self.workspace.become(row.id)
            self.refresh()
            announce(self, self.now.text())

    def _add(self) -> None:
        today = day_in_england(self.workspace.now())
        name = self.new_name.text()
        applied = self.workspace.do(add_person, name, role=Role.COORDINATOR, starts=today)
        if applied is not None:
            self.new_name.clear()
            self.workspace.become(next(iter(applied.touched[Person])))
            self.refresh()
