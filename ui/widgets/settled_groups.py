"""Groups that stand: a line for each challenge with roles and dates, and a place to change who does what."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import ChallengePurpose, DutyKind
from peer_challenge.services.challenges import ChallengeRow
from ui.icons import icon
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, plain_label
from ui.widgets.record_table import Column, RecordTable
from ui.widgets.scrolled import bring_into_view

ROLES = (DutyKind.LEAD_CHALLENGER, DutyKind.THIRD_PEER, DutyKind.NOTE_TAKER, DutyKind.FACILITATOR)


def day_words(row: ChallengeRow) -> str:
    """Return the day of the session, such as “19 January 2027”."""
    return f"{row.held_on.day} {row.held_on:%B %Y}" if row.held_on else "No date yet"


def sentence(row: ChallengeRow) -> str:
    """Return a challenge as a screen reader says it."""
    roles = f"Lead challenger {row.lead or 'nobody'}, third peer {row.third_peer or 'nobody'}"
    return f"{row.group}, host {row.host}. {roles}, note taker {row.note_taker or 'nobody'}. {row.state}"


class SettledGroups(QWidget):
    """`duty_asked(challenge, kind, authority or None)` comes when a person chooses somebody else for a role.

    `purpose_asked(challenge, on)` says whether it supports the directors' own challenge.
    """

    duty_asked = Signal(object, object, object)
    purpose_asked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: dict[UUID, list[tuple[UUID, str]]] = {}
        self.table: RecordTable[ChallengeRow] = RecordTable(
            [
                Column("Group", lambda row: row.group),
                Column("Host", lambda row: row.host, wide=True),
                Column("Lead challenger", lambda row: row.lead, wide=True),
                Column("Third peer", lambda row: row.third_peer or "–", wide=True),
                Column("Note taker", lambda row: row.note_taker, wide=True),
                Column("Session", day_words, sort=lambda row: row.held_on),
                Column("Where it is", lambda row: row.state),
            ],
            sentence,
            "Groups and roles",
        )
        self.table.setWordWrap(True)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.current_changed.connect(self._on_current)
        self.table.row_activated.connect(lambda _row: self._open_roles())
        self.change_button = QPushButton(icon("edit"), "Change roles")
        self.change_button.clicked.connect(self._open_roles)
        self.change_button.setEnabled(False)
        self.purpose_box = QCheckBox("Supports the directors’ challenge")
        self.purpose_box.clicked.connect(self._on_purpose)
        self.why = plain_label(muted=True)
        self.why.setAccessibleName("Why this group")
        self._roles = QWidget()
        self._title = Heading("", 3)
        self._combos = {kind: self._combo(kind) for kind in ROLES}
        self._lay_out()

    def show_challenges(self, rows: Sequence[ChallengeRow], others: dict[UUID, list[tuple[UUID, str]]]) -> None:
        """Show the challenges; `others` are those of the group who may challenge each host, id and name."""
        self._others = others
        self.table.show_rows(rows)
        self._fit_columns()
        self._tell_why(self.table.current_row())
        self._fill_roles(self.table.current_row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to another width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share the width out and wrap names; where a word would be cut, let the table scroll sideways instead."""
        header, columns = self.table.horizontalHeader(), self.table.records.columns
        self.table.verticalHeader().setMinimumSectionSize(self.table.verticalHeader().defaultSectionSize())
        narrow = [at for at, column in enumerate(columns) if not column.wide]
        taken = sum(max(self.table.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in narrow)
        bar = self.table.verticalScrollBar().sizeHint().width()
        share_out = (self.width() - bar - 2 * self.table.frameWidth() - taken) // (len(columns) - len(narrow))
        roomy = share_out >= self._longest_word()
        share = QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.ResizeToContents
        for at, column in enumerate(columns):
            if column.wide and header.sectionResizeMode(at) != share:
                header.setSectionResizeMode(at, share)

    def _longest_word(self) -> int:
        """Return how wide a column of names must be so that it cuts no word, nor its own heading."""
        header, columns = self.table.horizontalHeader(), self.table.records.columns
        wide = [(at, column) for at, column in enumerate(columns) if column.wide]
        words = {word for row in self.table.records.rows for _, column in wide for word in column.text(row).split()}
        metrics = self.table.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0) + metrics.height()
        return max(longest, *(header.sectionSizeHint(at) for at, _ in wide))

    def role_box(self, kind: DutyKind) -> CalmCombo:
        """Return the box that chooses who has a role."""
        return self._combos[kind]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.why)
        bar = QHBoxLayout()
        bar.addWidget(self.change_button)
        bar.addWidget(
            plain_label("Another date or a stand-in for one session is set on the Session page.", muted=True), 1
        )
        column.addLayout(bar)
        inner = QVBoxLayout(self._roles)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._title)
        inner.addWidget(flow_row([_labelled(kind.words, combo) for kind, combo in self._combos.items()]))
        inner.addWidget(self.purpose_box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._roles)
        self._roles.hide()

    def _combo(self, kind: DutyKind) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(kind.words)
        combo.activated.connect(lambda _at: self._on_chosen(kind))
        return combo

    def _on_chosen(self, kind: DutyKind) -> None:
        row = self.table.current_row()
        if row is not None:
            self.duty_asked.emit(row.id, kind, self._combos[kind].currentData())

    def _on_purpose(self, on: bool) -> None:
        row = self.table.current_row()
        if row is not None:
            self.purpose_asked.emit(row.id, on)

    def _on_current(self, row: ChallengeRow | None) -> None:
        self.change_button.setEnabled(row is not None)
        self._tell_why(row)
        self._fill_roles(row)

    def _tell_why(self, row: ChallengeRow | None) -> None:
        self.why.setText(f"{row.group}: {row.why}" if row and row.why else "")
        self.why.setVisible(bool(self.why.text()))

    def _open_roles(self) -> None:
        self._roles.show()
        self._combos[DutyKind.LEAD_CHALLENGER].setFocus()
        bring_into_view(self._roles)

    def _fill_roles(self, row: ChallengeRow | None) -> None:
        if row is None:
            self._roles.hide()
            return
        self._title.setText(f"Who challenges {row.host}?")
        self.purpose_box.setChecked(row.challenge.purpose is ChallengePurpose.SUPPORTS_DIRECTORS)
        holders = dict(zip(ROLES, (row.lead, row.third_peer, row.note_taker, row.facilitator), strict=True))
        for kind, combo in self._combos.items():
            combo.clear()
            combo.addItem("Nobody", None)
            for authority, name in self._others.get(row.id, []):
                combo.addItem(name, authority)
                if holders[kind] == name or holders[kind].startswith(f"{name} ("):
                    combo.setCurrentIndex(combo.count() - 1)


def _labelled(words: str, box: QWidget) -> QWidget:
    """Return a box with its label above it, to stand in a row of such that may wrap."""
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    label = plain_label(words, wrap=False)
    label.setBuddy(box)
    column.addWidget(label)
    column.addWidget(box)
    return pair
