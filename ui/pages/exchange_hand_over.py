"""The part of the page where a person's duties and roles go over to somebody else from a day on."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of, day_in_england
from peer_challenge.services.handing_over import Handed, drafts_of, hand_over, to_hand_over
from peer_challenge.services.whose import everybody
from ui.widgets.date_editor import DateEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.pick_editor import PickEditor
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace

_HINT = (
    "When somebody leaves or is away, what they have to do goes to somebody else from a day on. What they did stays "
    "under their name. Send the group a new file afterwards, so that everybody knows."
)


class HandOverPart(QWidget):
    """Who, to whom, from which day; and a list of what goes over before it does."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._seen = 0
        self._giver, self._taker, self._day = PickEditor(), PickEditor(), DateEditor()
        self.form = EntryForm(
            [
                Field("From", "person", self._giver),
                Field("To", "to", self._taker),
                Field("From which day", "on", self._day),
            ],
            "Hand over",
        )
        face: Face[Handed] = Face(words=lambda row: row.words, detail=lambda row: row.detail)
        self.goes: RecordList[Handed] = RecordList(face, lambda row: row.sentence, "What goes over")
        self.said = plain_label(muted=True)
        self._lay_out()
        for editor in (self._giver, self._taker, self._day):
            editor.settled.connect(self._foresee)
        self.form.entered.connect(self._on_entered)

    def refresh(self, seen: int) -> None:
        """Offer the people of the round file."""
        self._seen = seen
        people = [(each.id, f"{each.name}, {each.about}") for each in self._workspace.ask(everybody)]
        self._giver.offer(people)
        self._taker.offer(people)
        if self._day.value() is None:
            self._day.fill(day_in_england(self._workspace.now()))
        self._foresee()

    def _foresee(self) -> None:
        person, day = self._giver.value(), self._day.value()
        if not isinstance(person, UUID) or not isinstance(day, date):
            self.goes.show_rows([])
            self.goes.hide()
            self.said.setText("Choose who hands over, and from which day.")
            return
        rows = self._workspace.ask(to_hand_over, person, day)
        notes = self._workspace.ask(drafts_of, person)
        self.goes.show_rows(rows)
        self.goes.setVisible(bool(rows))
        stays = f" {count_of(notes, 'note')} stay under their name, for the other to go on with." if notes else ""
        self.said.setText(f"{count_of(len(rows), 'duty or role', 'duties and roles')} would go over.{stays}")

    def _on_entered(self, values: dict[str, object]) -> None:
        if not values["person"] or not values["to"] or not values["on"]:
            self.form.show_problem("Choose who hands over, to whom, and from which day.")
        elif self.form.send(self._workspace, self._seen, hand_over, values["person"], values["to"], values["on"]):
            self.form.show_problem("")
            self.said.setText("Handed over. Ctrl+Z takes it back.")
            announce(self, self.said.text())

    def _lay_out(self) -> None:
        self.form.cancel.hide()
        self.goes.setMinimumHeight(self.fontMetrics().height() * 7)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(_HINT, muted=True))
        column.addWidget(self.form)
        column.addWidget(Heading("What goes over", 3))
        column.addWidget(self.said)
        column.addWidget(self.goes, 1)
        column.addStretch(0)
