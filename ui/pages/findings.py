"""The findings page: from notes to what the team tells the host, line of enquiry by line of enquiry."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import FindingState
from peer_challenge.domain.days import count_of, day_in_england
from peer_challenge.services import findings
from peer_challenge.services.finding_board import ChallengeRow, FindingBoard, challenges_of, finding_board
from ui.icons import icon
from ui.pages.finding_part import FindingPart
from ui.pages.outcome_parts import AskPart, StepPart
from ui.pages.page import Page
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import EmptyState, plain_label
from ui.widgets.since_final_line import SinceFinalLine
from ui.workspace import Workspace


class FindingsPage(Page):
    """One challenge at a time; a tab a line of enquiry, then asks and offers, then next steps."""

    name = "Findings"
    shows = frozenset(
        {
            r.Action,
            r.AskOffer,
            r.Authority,
            r.Challenge,
            r.Claim,
            r.Evidence,
            r.Finding,
            r.FindingLink,
            r.Framework,
            r.Group,
            r.LineOfEnquiry,
            r.Note,
            r.Person,
            r.ReportIssue,
            r.Submission,
            r.Unlike,
        }
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._challenge: UUID | None = None
        self._board: FindingBoard | None = None
        self.challenges = CalmCombo()
        self.challenges.setAccessibleName("Host")
        self.agree_all = QPushButton(icon("ok"), "")
        self.progress = plain_label(wrap=False, muted=True)
        self.rough = plain_label(wrap=False, muted=True)
        self.since_final = SinceFinalLine(workspace)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Lines of enquiry, asks and offers, next steps")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.line_part = FindingPart(workspace)
        self.ask_part = AskPart(workspace)
        self.step_part = StepPart(workspace)
        self._lay_out()
        self.challenges.activated.connect(self._on_challenge)
        self.tabs.currentChanged.connect(lambda _at: self._show_tab())
        self.agree_all.clicked.connect(self._on_agree_all)

    def refresh(self) -> None:
        """Ask for the challenges of the round and the board of the chosen one."""
        round_id = self.workspace.round
        rows = self.workspace.ask(challenges_of, round_id) if round_id else []
        self._show_challenges(rows)
        if self._challenge is None:
            self._board = None
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self._show(self.workspace.ask(finding_board, self._challenge))
        self.since_final.show_challenge(self._challenge, self.seen)

    def first_focus(self) -> QWidget | None:
        """The notes, or the findings when every note is used."""
        return self.line_part.notes.list if self._board else None

    def open_record(self, id: UUID) -> bool:
        """Show a challenge, or that of a finding, an ask or an offer, with it chosen."""
        finding = self.workspace.ask(lambda store: store.get(r.Finding, id))
        ask = self.workspace.ask(lambda store: store.get(r.AskOffer, id))
        found = finding or ask
        challenge = found.challenge if found else id
        before, self._challenge = self._challenge, challenge
        self._read()
        if self._challenge != challenge or self._board is None:
            self._challenge = before
            self._read()
            return False
        if ask is not None:
            self.tabs.setCurrentIndex(len(self._board.lines))
            return self.ask_part.list.select(id)
        if finding is None:
            return True
        lines = [line.id for line in self._board.lines]
        self.tabs.setCurrentIndex(lines.index(finding.line) if finding.line in lines else 0)
        return self.line_part.list.select(id)

    def _show_challenges(self, rows: list[ChallengeRow]) -> None:
        ids = [row.id for row in rows]
        if self._challenge not in ids:
            begun = [row.id for row in rows if row.notes]
            self._challenge = next(iter(begun or ids), None)
        self.challenges.clear()
        for row in rows:
            self.challenges.addItem(f"{row.host_name} ({row.group})", row.id)
        self.challenges.setCurrentIndex(ids.index(self._challenge) if self._challenge else -1)

    def _show(self, board: FindingBoard) -> None:
        self._board = board
        open_ones = [row for row in board.findings if row.state is FindingState.PROPOSED]
        agreed = sum(row.state in (FindingState.AGREED, FindingState.CHECKED) for row in board.findings)
        self.agree_all.setText(f"Agree all {len(open_ones)}" if len(open_ones) > 1 else "Agree all")
        self.agree_all.setEnabled(bool(open_ones))
        rough = sum(bool(row.nudge) for row in open_ones)
        self.rough.setText(f"{rough} not yet in the team’s own words")
        self.rough.setVisible(rough > 0)
        self.progress.setText(f"{count_of(len(board.findings), 'finding')}, {agreed} agreed")
        self._name_tabs(board)
        self._show_tab()

    def _name_tabs(self, board: FindingBoard) -> None:
        """Name the tabs, and stay on the same one although a line of enquiry may have come or gone before it."""
        titles = [f"{line.title} ({len(line.findings)})" for line in board.lines]
        titles += [f"Asks and offers ({len(board.asks)})", f"Next steps ({len(board.actions)})"]
        at, count = max(self.tabs.currentIndex(), 0), self.tabs.count()
        self.tabs.blockSignals(True)
        while self.tabs.count() < len(titles):
            self.tabs.addTab("")
        while self.tabs.count() > len(titles):
            self.tabs.removeTab(self.tabs.count() - 1)
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)
            line = board.lines[place].line if place < len(board.lines) else None
            self.tabs.setTabToolTip(place, line.question if line else "")
        behind = count and at >= count - 2
        self.tabs.setCurrentIndex(len(titles) - count + at if behind else min(at, len(board.lines) - 1))
        self.tabs.blockSignals(False)

    def _show_tab(self) -> None:
        board, at = self._board, self.tabs.currentIndex()
        if board is None:
            return
        if at < len(board.lines):
            self._parts.setCurrentWidget(self.line_part)
            self.line_part.show_line(board, board.lines[max(at, 0)], self.seen)
        elif at == len(board.lines):
            self._parts.setCurrentWidget(self.ask_part)
            self.ask_part.show_board(board, self.seen)
        else:
            self._parts.setCurrentWidget(self.step_part)
            self.step_part.show_board(board, self.seen)

    def _on_challenge(self, place: int) -> None:
        self.settle()
        self._challenge = self.challenges.itemData(place)
        self._read()

    def _on_agree_all(self) -> None:
        if self._board is not None:
            ids = [row.id for row in self._board.findings if row.state is FindingState.PROPOSED]
            self.workspace.do_seen(self.seen, findings.agree, ids, day_in_england(self.workspace.now()))

    def _lay_out(self) -> None:
        page = QWidget()
        self._parts = QStackedWidget()
        for part in (self.line_part, self.ask_part, self.step_part):
            self._parts.addWidget(part)
        column = QVBoxLayout(page)
        column.addWidget(flow_row([self.challenges, self.agree_all, self.rough, self.progress]))
        column.addWidget(self.since_final)
        column.addWidget(self.tabs)
        column.addWidget(self._parts, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(
            EmptyState("No findings yet", "Findings are made from the notes of a session. Settle the groups first.")
        )
        self._stack.addWidget(area)
