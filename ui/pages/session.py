"""The session's page: whose turn it is, what they wrote, what to ask, and every note as it is typed."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.records import Record
from peer_challenge.services import questions, sessions
from peer_challenge.services.console import ConsoleView, console, next_item
from peer_challenge.services.sessions import SessionRow
from ui.icons import icon
from ui.pages.note_desk import NoteDesk
from ui.pages.page import Page
from ui.pages.session_keyboard import NoteKeyboard
from ui.pages.session_panels import (
    DetailsPanel,
    ElsewhereRow,
    GroupChoice,
    Panel,
    PresencePanel,
    here_in_words,
    missed_in_words,
    title_of,
)
from ui.widgets.agenda_strip import AgendaStrip
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.sef_pane import SefPane
from ui.workspace import Workspace

_SIDE_BY_SIDE = 40  # as many lines of text high wide, or the SEF stands below the notes


class SessionPage(Page):
    """The console. The box for notes has the keyboard whenever the page is opened; F2 goes back to it."""

    name = "Session"
    icon = "session"
    shows = frozenset(
        {
            r.AgendaItem,
            r.Answer,
            r.Attendance,
            r.Authority,
            r.Challenge,
            r.Claim,
            r.Group,
            r.LineOfEnquiry,
            r.Note,
            r.Person,
            r.Plan,
            r.PreparedQuestion,
            r.Session,
            r.Submission,
        }
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._view: ConsoleView | None = None
        self._session: UUID | None = None
        self._looked_at: UUID | None = None
        self.sessions = CalmCombo()
        self.plan = QPushButton(icon("add"), "Plan a session")
        self.details = QPushButton(icon("calendar"), "When and where")
        self.presence = QPushButton(icon("person"), "Who is here")
        self.close_button = QPushButton(icon("ok"), "Close session")
        self.agenda = AgendaStrip()
        self.step = QPushButton(icon("chevron-right"), "")
        self.lines = QTabBar()
        self.sef = SefPane()
        self.desk = NoteDesk(workspace)
        self.groups = GroupChoice()
        self.first_groups = GroupChoice()
        self.details_panel = DetailsPanel(workspace)
        self.presence_panel = PresencePanel(workspace)
        self.elsewhere = ElsewhereRow()
        self.missed = plain_label()
        self.keyboard = NoteKeyboard(self, self.desk.entry.box)
        self._lay_out()
        self._connect()
        self._add_keys()

    def refresh(self) -> None:
        """Ask for the sessions and the console of the chosen one."""
        round_id = self.workspace.round
        rows = self.workspace.ask(sessions.sessions_of, round_id) if round_id else []
        groups = self.workspace.ask(sessions.groups_to_meet, round_id) if round_id else []
        self.groups.show_groups(groups)
        self.plan.setVisible(bool(groups) or self._plan_panel.isVisible())
        self.first_groups.show_groups(groups)
        self._show_sessions(rows)
        if self._session is None:
            self._say_empty(bool(groups))
            self._view = None
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self._show(self.workspace.ask(console, self._session, self._looked_at))

    def first_focus(self) -> QWidget | None:
        """The box for notes; asked before the page was first shown, it finds out whether there is a session."""
        if self._stale:
            self._read()
        return self.desk.entry.box if self._session else None

    def eventFilter(self, _box: QObject, event: QEvent) -> bool:
        """Bring the box for notes into view when it gets the keyboard, however small the window."""
        if event.type() == QEvent.Type.FocusIn:
            self._show_entry()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the box for notes in view."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().height() * _SIDE_BY_SIDE
        self._panes.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._panes.insertWidget(int(not narrow), self.desk)
        self.desk.updateGeometry()
        if self.desk.entry.box.hasFocus():
            QTimer.singleShot(0, self, self._show_entry)

    def _show_entry(self) -> None:
        self._area.ensureWidgetVisible(self.desk.entry, 0, 0)

    def settle(self) -> None:
        """Keep what is half-typed."""
        super().settle()
        self.desk.keep_now()

    def open_record(self, id: UUID) -> bool:
        """Show a session, or the host that a note or a question is about, with the note chosen."""
        found = self.workspace.ask(sessions.where_written, id)
        before = self._session, self._looked_at
        self._session, self._looked_at = (found.session, found.challenge) if found else (id, None)
        self._read()
        if self._session != (found.session if found else id):
            self._session, self._looked_at = before
            self._read()
            return False
        if found is not None and found.line is not None and not found.is_note:
            self._on_line_wanted(found.line)
        return self.desk.list.select(id) if found is not None and found.is_note else True

    def _on_changed(self, touched: dict[type[Record], frozenset[object]]) -> None:
        if set(touched) == {r.Note} and self.isVisible() and self._view is not None:
            seen = self.workspace.seen()
            if self.desk.patch([each for each in touched[r.Note] if isinstance(each, UUID)], seen):
                self.seen = seen
                return
        super()._on_changed(touched)

    def _show_sessions(self, rows: list[SessionRow]) -> None:
        ids = [row.id for row in rows]
        if self._session not in ids:
            open_ones = [row.id for row in rows if row.session.state is SessionState.PLANNED]
            self._session = next(iter(open_ones or ids), None)
        self.sessions.clear()
        for row in rows:
            self.sessions.addItem(title_of(row), row.id)
        self.sessions.setCurrentIndex(ids.index(self._session) if self._session else -1)

    def _show(self, view: ConsoleView) -> None:
        self._view = view
        self.agenda.show_agenda(view.agenda, view.current.id if view.current else None, view.runs)
        self._show_step(view)
        self.missed.setText(words := missed_in_words(view))
        self.missed.setVisible(bool(words))
        self.elsewhere.show_host(view.host_name, view.elsewhere)
        self._show_lines(view)
        self.presence.setText(here_in_words(view.people))
        held = view.session.state is SessionState.HELD
        self.close_button.setText("Open again" if held else "Close session")
        self.close_button.setIcon(icon("undo" if held else "ok"))
        self.details_panel.show_session(view.session, self.seen)
        self.presence_panel.show_people(view.session.id, view.people, self.seen)
        self.desk.show_view(view, self.seen)
        self._show_line()
        self.keyboard.spare_clicks()

    def _show_step(self, view: ConsoleView) -> None:
        item = next_item(view, 1)
        row = next((row for row in view.agenda if row.id == item), None)
        began = any(each.item.began_at for each in view.agenda)
        self.step.setVisible(row is not None and view.session.state is not SessionState.HELD)
        if row is not None:
            self.step.setText("Next" if began else "Begin")
            self.step.setAccessibleName(f"Go to {row.item.title}")
            self.step.setToolTip(f"Go to {row.item.title} (Ctrl+Page Down)")

    def _show_lines(self, view: ConsoleView) -> None:
        titles = [f"{line.number}  {line.short}" for line in view.lines]
        for place, title in enumerate(titles):
            if place == self.lines.count():
                self.lines.addTab("")
            self.lines.setTabText(place, title)
            self.lines.setTabToolTip(place, view.lines[place].question)
        while self.lines.count() > len(titles):
            self.lines.removeTab(self.lines.count() - 1)

    def _show_line(self) -> None:
        if self._view is None:
            return
        at = self.lines.currentIndex()
        line = self._view.lines[at] if 0 <= at < len(self._view.lines) else None
        self.desk.set_line(line.id if line else None)
        self.sef.show_line(self._view, line)

    def _say_empty(self, any_group: bool) -> None:
        self._empty_words.setText(
            "One session serves every host of a group. Choose the group; day, time and place can follow."
            if any_group
            else "Sessions are planned for groups. Settle the groups under Triads, then come back here."
        )

    def _go(self, steps: int) -> None:
        item = next_item(self._view, steps) if self._view else None
        if item is not None:
            self._go_to(item)

    def _go_to(self, item: UUID) -> None:
        if self._session is None:
            return
        self._looked_at = None
        if self.workspace.do_seen(self.seen, sessions.go_to_host, self._session, item) is None:
            self._read()  # nothing changed, yet the click has unchecked the running item's button
        elif self._view is not None:
            announce(self, f"Now {self._view.host_name}")
        self.keyboard.back()

    def _change_line(self, steps: int) -> None:
        self.lines.setCurrentIndex(max(0, min(self.lines.count() - 1, self.lines.currentIndex() + steps)))
        self.keyboard.back()

    def _on_line_wanted(self, line: UUID) -> None:
        lines = [each.id for each in self._view.lines] if self._view else []
        if line in lines:
            self.lines.setCurrentIndex(lines.index(line))

    def _on_session(self, place: int) -> None:
        self._session, self._looked_at = self.sessions.itemData(place), None
        self._read()
        self.keyboard.back()

    def _on_turn(self) -> None:
        self._looked_at = None
        self._read()
        self.keyboard.back()

    def _on_group(self, group: UUID) -> None:
        done = self.workspace.do_seen(self.seen, sessions.plan_session, group)
        if done is not None:
            (self._session,) = done.touched[r.Session]
            self._read()
            self._open(self.details_panel)
            self.details_panel.when.editor("held_on").box.setFocus()

    def _on_close(self) -> None:
        if self._view is None:
            return
        held = self._view.session.state is SessionState.HELD
        act = sessions.reopen_session if held else sessions.close_session
        self.workspace.do_seen(self.seen, act, self._view.session.id)
        self.keyboard.back()

    def _on_question(self, id: UUID, on: bool) -> None:
        at = self.workspace.now() if on else None
        self.workspace.do_seen(self.seen, questions.tick_question, id, at)

    def _on_new_question(self, text: str) -> None:
        view, at = self._view, self.lines.currentIndex()
        if view is not None and view.challenge is not None:
            line = view.lines[at].id if 0 <= at < len(view.lines) else None
            self.workspace.do_seen(self.seen, questions.prepare_question, view.challenge, text, line=line)

    def _on_share(self) -> None:
        if self._view is not None and self._view.challenge is not None:
            self.workspace.do_seen(self.seen, questions.share_questions, self._view.challenge)
            self.keyboard.back()

    def _open(self, panel: Panel | None) -> None:
        """Open one panel and close the others; opening the one that is open closes it."""
        for each, button in self._panels.items():
            shown = each is panel and not each.isVisible()
            each.setVisible(shown)
            button.setChecked(shown)
        if not any(each.isVisible() for each in self._panels):
            self.keyboard.back()

    def _connect(self) -> None:
        self.sessions.activated.connect(self._on_session)
        self.desk.entry.box.installEventFilter(self)
        self.keyboard.watch(self.sessions, self.sef.sef, self.desk.list)
        self.elsewhere.back.connect(self._on_turn)
        for panel, button in self._panels.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _on, panel=panel: self._open(panel))
        self.close_button.clicked.connect(self._on_close)
        self.step.clicked.connect(lambda: self._go(1))
        self.agenda.chosen.connect(self._go_to)
        self.lines.currentChanged.connect(lambda _at: self._show_line())
        self.lines.tabBarClicked.connect(lambda _at: self.keyboard.back())
        self.groups.chosen.connect(self._on_group)
        self.first_groups.chosen.connect(self._on_group)
        self.desk.line_wanted.connect(self._on_line_wanted)
        self.sef.statement_chosen.connect(self.desk.set_statement)
        self.sef.question_ticked.connect(self._on_question)
        self.sef.question_added.connect(self._on_new_question)
        self.sef.share_wanted.connect(self._on_share)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+PgDown": lambda: self._go(1),
            "Ctrl+PgUp": lambda: self._go(-1),
            "Ctrl+Shift+PgDown": lambda: self._change_line(1),
            "Ctrl+Shift+PgUp": lambda: self._change_line(-1),
            "F2": self.keyboard.back,
            "F7": self.sef.sef.setFocus,
            "F8": self.desk.flag,
            "Ctrl+D": self.desk.repeat_links,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self._plan_panel = Panel("Plan a session")
        self._plan_panel.body.addWidget(self.groups, 1)
        self._panels = {
            self._plan_panel: self.plan,
            self.details_panel: self.details,
            self.presence_panel: self.presence,
        }
        self.sessions.setAccessibleName("Session")
        self.lines.setAccessibleName("Lines of enquiry")
        self.lines.setExpanding(False)
        self.lines.setDrawBase(False)
        self.lines.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty_page())
        self._stack.addWidget(self._console_page())

    def _empty_page(self) -> QWidget:
        page = QWidget()
        self._empty_words = plain_label(muted=True)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(Heading("No session is planned yet"))
        column.addWidget(self._empty_words)
        column.addWidget(self.first_groups)
        column.addStretch(3)
        return page

    def _console_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(flow_row([self.sessions, self.plan, self.details, self.presence, self.close_button]))
        for panel in self._panels:
            panel.hide()
            column.addWidget(panel)
        strip = QHBoxLayout()
        strip.addWidget(self.agenda, 1)
        strip.addWidget(self.step)
        column.addLayout(strip)
        column.addWidget(self.missed)
        column.addWidget(self.elsewhere)
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.lines)
        side.addWidget(self.sef, 1)
        self._panes = panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.addWidget(left)
        panes.addWidget(self.desk)
        panes.setSizes([2000, 3000])
        panes.setHandleWidth(self.fontMetrics().height())
        column.addWidget(panes, 1)
        self._area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area
