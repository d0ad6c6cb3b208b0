"""One authority of a round: whether it takes part, and its people, facts and links."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from peer_challenge.domain.choices import Joining
from peer_challenge.domain.records import Indicator
from peer_challenge.services.authorities import AuthorityView
from peer_challenge.services.rounds import set_joining
from ui.colours import Tone
from ui.widgets.authority_facts import AuthorityFacts
from ui.widgets.authority_following import AuthorityFollowing
from ui.widgets.authority_links import AuthorityLinks
from ui.widgets.authority_people import AuthorityPeople
from ui.widgets.editors import LineEditor
from ui.widgets.entry_form import EntryForm
from ui.widgets.flow import flow_row
from ui.widgets.labels import Chip, Heading, plain_label
from ui.widgets.record_form import Field
from ui.widgets.record_table import Column, RecordTable
from ui.workspace import Workspace

_TONES = {Joining.JOINED: Tone.GOOD, Joining.DECLINED: Tone.WARNING, Joining.INVITED: Tone.INFO}


class AuthorityDetail(QWidget):
    """The authority chosen in the register."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._round: UUID | None = None
        self._view: AuthorityView | None = None
        self._seen = 0
        self.heading = Heading(level=1)
        self.chip = Chip("")
        self.reason = plain_label(muted=True)
        self.join = QPushButton("Join")
        self.decline = QPushButton("Decline…")
        self.why = EntryForm(
            [Field("Why not", "reason", LineEditor("For example: inspection due"))], "Note as declined"
        )
        self.following = AuthorityFollowing(workspace)
        self.people = AuthorityPeople(workspace)
        self.facts = AuthorityFacts(workspace)
        self.links = AuthorityLinks(workspace)
        self.figures: RecordTable[Indicator] = RecordTable(_figures(), _figure_words, "Figures")
        self.tabs = QTabWidget()
        self._lay_out()
        self._connect()

    def show_view(
        self, view: AuthorityView, seen: int, round_id: UUID | None, others: Sequence[tuple[UUID, str]]
    ) -> None:
        """Show an authority as read at `seen`; `others` are those it can be linked with."""
        if self._view is None or self._view.id != view.id:
            self._close_why()
        self._view, self._seen, self._round = view, seen, round_id
        self.heading.setText(view.authority.name)
        self._show_joining(view)
        self.following.show_following(view.id, view.following, seen)
        self.people.show_view(view, seen)
        self.facts.show_view(view, seen)
        self.links.show_view(view, seen, others)
        self.figures.show_rows(view.figures)
        self.tabs.setTabVisible(3, bool(view.figures))
        self.tabs.setTabText(3, f"Figures ({len(view.figures)})")
        self.tabs.setTabText(0, f"People ({len(view.people)})")
        self.tabs.setTabText(2, f"Links ({len(view.links)})")

    def _show_joining(self, view: AuthorityView) -> None:
        joining = view.joining
        unsaid = joining is Joining.JOINED and view.answered_on is None
        tone = Tone.NEUTRAL if joining is None else Tone.INFO if unsaid else _TONES[joining]
        self.chip.say(joining.words_for(view.answered_on) if joining else "Not asked", tone)
        self.reason.setText(view.reason)
        self.reason.setVisible(bool(view.reason))
        self.join.setText("Has said yes" if unsaid else "Join")
        self.join.setVisible(joining is not Joining.JOINED or unsaid)
        self.decline.setVisible(joining is not Joining.DECLINED and self.why.isHidden())

    def _lay_out(self) -> None:
        self.join.setToolTip("The authority has said that it takes part in this round")
        self.decline.setToolTip("The authority does not take part; you can say why")
        self.tabs.setAccessibleName("About the authority")
        self.tabs.addTab(self.people, "People")
        self.tabs.addTab(self.facts, "Facts")
        self.tabs.addTab(self.links, "Links")
        self.tabs.addTab(self.figures, "Figures")
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(flow_row((self.chip, self.join, self.decline)))
        column.addWidget(self.reason)
        column.addWidget(self.why)
        column.addWidget(self.following)
        column.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.join.clicked.connect(lambda: self._set(Joining.JOINED))
        self.decline.clicked.connect(self._open_why)
        self.why.entered.connect(self._on_declined)
        self.why.left.connect(self._close_why)

    def _open_why(self) -> None:
        self.decline.hide()
        self.why.start()

    def _close_why(self) -> None:
        self.why.hide()
        self.why.clear()
        if self._view is not None:
            self._show_joining(self._view)

    def _on_declined(self, values: dict[str, str]) -> None:
        assert self._view is not None
        part = (self._round, self._view.id, Joining.DECLINED)
        if self.why.send(self._workspace, self._seen, set_joining, *part, values["reason"]):
            self._close_why()

    def _set(self, joining: Joining) -> None:
        assert self._view is not None
        assert self._round is not None
        self._workspace.do_seen(self._seen, set_joining, self._round, self._view.id, joining)


def _figures() -> list[Column[Indicator]]:
    return [
        Column("Figure", lambda row: row.name, wide=True),
        Column("Period", lambda row: row.period),
        Column("Value", _value, sort=lambda row: float(row.value)),
        Column("Source", lambda row: row.source),
    ]


def _value(row: Indicator) -> str:
    return f"{row.value}{row.unit}" if row.unit == "%" else f"{row.value} {row.unit}".strip()


def _figure_words(row: Indicator) -> str:
    return ", ".join(part for part in (row.name, row.period, _value(row), row.source) if part)
