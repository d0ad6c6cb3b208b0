"""Holding a report until a day, saying what changed in a later version, and noting who was sent it."""

from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.days import day_in_words
from peer_challenge.services import distribution, holds, report_life
from peer_challenge.services.distribution import SentRow
from peer_challenge.services.report_life import ReportRow
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import Section, plain_label
from ui.widgets.record_form import Field
from ui.widgets.record_list import Face, RecordList
from ui.workspace import Workspace


class HoldPart(QWidget):
    """Hold and sending of one report."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._challenge: UUID | None = None
        self._seen = 0
        self.held = plain_label()
        self.hold = EntryForm(
            [
                Field("Until", "until", DateEditor()),
                Field("Because", "because", LineEditor("For example pre-election period, inspection")),
            ],
            "Hold report",
        )
        self.hold.entered.connect(self._on_hold)
        self.hold.cancel.hide()
        self.end = QPushButton("End hold")
        self.end.clicked.connect(self._on_end)
        self.changed = EntryForm([Field("What changed", "words", LineEditor())], "Print what changed")
        self.changed.entered.connect(self._on_changed)
        self.changed.cancel.hide()
        face: Face[SentRow] = Face(
            words=lambda row: row.sent_to,
            detail=lambda row: f"{day_in_words(row.sent_on)} · version {row.version}",
        )
        self.list = RecordList(face, lambda row: row.sentence, "Sent to", most_lines=2)
        self.sent = EntryForm(
            [
                Field("Sent to", "sent_to", LineEditor("A role or body, not a name")),
                Field("On", "sent_on", DateEditor()),
            ],
            "Note sending",
        )
        self.sent.entered.connect(self._on_sent)
        self.sent.cancel.hide()
        self.remove = QPushButton("Remove sending")
        self.remove.clicked.connect(self._on_remove)
        self._lay_out()

    def show_report(self, row: ReportRow, seen: int, *, closed: bool) -> None:
        """Show whether a report is held and who was sent it; `closed` says that nothing can be changed."""
        if row.id != self._challenge:
            for each in (self.hold, self.changed, self.sent):
                each.clear()
        self._challenge, self._seen = row.id, seen
        self.held.setText(row.hold_words or "Not held. While it is held it is not issued, and the days do not count.")
        self.end.setVisible(row.held_until is not None)
        self.versions.setVisible(row.version > 1 and row.state is not ReportState.FINAL)
        rows = self._workspace.ask(distribution.sendings, row.id)
        final = row.state is ReportState.FINAL
        self.sending.setVisible(final or bool(rows))
        self.sent.setVisible(final)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.remove.setVisible(bool(rows))
        self.setEnabled(not closed)

    def _on_hold(self, values: dict[str, object]) -> None:
        held = (self._challenge, values["until"], values["because"])
        if self.hold.send(self._workspace, self._seen, holds.hold_report, *held):
            self.hold.clear()

    def _on_end(self) -> None:
        if self._challenge is not None:
            self._workspace.do_seen(self._seen, holds.end_hold, self._challenge)

    def _on_changed(self, values: dict[str, object]) -> None:
        if self.changed.send(
            self._workspace, self._seen, report_life.say_what_changed, self._challenge, values["words"]
        ):
            self.changed.clear()

    def _on_sent(self, values: dict[str, object]) -> None:
        told = (self._challenge, values["sent_to"], values["sent_on"])
        if self.sent.send(self._workspace, self._seen, distribution.log_sending, *told):
            self.sent.clear()

    def _on_remove(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self._workspace.do_seen(self._seen, distribution.remove_sending, row.id)

    def _lay_out(self) -> None:
        self.holding, self.versions, self.sending = Section("Hold"), Section("What changed"), Section("Sent to")
        for each in (self.held, self.hold, flow_row([self.end])):
            self.holding.body.addWidget(each)
        self.versions.body.addWidget(self.changed)
        self.list.setMinimumHeight(self.fontMetrics().height() * 5)
        for each in (self.list, self.sent, flow_row([self.remove])):
            self.sending.body.addWidget(each)
        column = QVBoxLayout(self)
        for part in (self.holding, self.versions, self.sending):
            column.addWidget(part)
        column.addStretch(1)
