"""How an authority stands to others: borders, earlier partners, shared leadership, declared interests."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import RelationshipKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services.authorities import AuthorityView, LinkRow, relate, unrelate
from ui.icons import icon
from ui.widgets.editors import ChoiceEditor, LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.widgets.pick_editor import PickEditor
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace


class AuthorityLinks(QWidget):
    """The links of one authority, with adding and removing in place."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._authority: UUID | None = None
        self._seen = 0
        self.list: RecordList[LinkRow] = RecordList(
            Face(lambda row: row.words, lambda row: row.detail), _sentence, "Links", most_lines=2
        )
        self._none = plain_label("No links are noted. Groups are made without knowing of any.", muted=True)
        self._other = PickEditor()
        self.entry = EntryForm(self._fields(), "Add link")
        self.add = QPushButton(icon("add"), "Add a link")
        self.remove = QPushButton(icon("remove"), "Remove link")
        self._lay_out()
        self._connect()
        self._close_entry()

    def show_view(self, view: AuthorityView, seen: int, others: Iterable[tuple[UUID, str]]) -> None:
        """Show an authority's links as read at `seen`; `others` are the authorities it can be linked with."""
        if view.id != self._authority:
            self._close_entry()
        self._authority, self._seen = view.id, seen
        self._other.offer(each for each in others if each[0] != view.id)
        self.list.show_rows(view.links)
        self.list.setVisible(bool(view.links))
        self._none.setVisible(not view.links)
        self._follow(self.list.current_row())

    def _fields(self) -> list[Field]:
        kinds = ChoiceEditor(RelationshipKind, none="Choose a kind")
        return [
            Field("Link", "kind", kinds, "What is between the two authorities."),
            Field("With", "other", self._other, "The other authority."),
            Field("Year", "year", LineEditor("Only if together before"), "The year they were together."),
            Field("Source", "source", LineEditor("Who says so"), "Where this is known from."),
        ]

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addWidget(flow_row((self.add, self.remove)))
        column.addWidget(self.entry)
        self.list.setMinimumHeight(self.fontMetrics().height() * 6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def _connect(self) -> None:
        self.list.current_changed.connect(self._follow)
        self.add.clicked.connect(self._open_entry)
        self.remove.clicked.connect(self._on_remove)
        self.entry.entered.connect(self._on_entered)
        self.entry.left.connect(self._close_entry)

    def _follow(self, row: LinkRow | None) -> None:
        self.remove.setEnabled(row is not None)
        self.remove.setAccessibleDescription(_sentence(row) if row else "Choose a link first.")

    def _open_entry(self) -> None:
        self.add.hide()
        self.remove.hide()
        self.entry.start()

    def _close_entry(self) -> None:
        self.entry.hide()
        self.entry.clear()
        self.add.show()
        self.remove.show()

    def _on_entered(self, values: dict[str, object]) -> None:
        try:
            year = _year(str(values["year"]))
        except UserError as problem:
            self.entry.show_problem(problem.sentence)
            return
        if values["kind"] is None:
            self.entry.show_problem("Choose the kind of link.")
            return
        if values["other"] is None:
            self.entry.show_problem("Choose the other authority from the list.")
            return
        ends = (self._authority, values["other"])
        source = values["source"]
        if self.entry.send(self._workspace, self._seen, relate, *ends, values["kind"], year=year, source=source):
            self._close_entry()
            self.add.setFocus()

    def _on_remove(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self._workspace.do_seen(self._seen, unrelate, row.id)


def _sentence(row: LinkRow) -> str:
    return f"{row.words}. {row.detail}" if row.detail else row.words


def _year(text: str) -> int | None:
    if text and not text.isdecimal():
        raise UserError(f"“{text}” is not a year. Write it like 2024.")
    return int(text) if text else None
