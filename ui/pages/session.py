"""The session's page: whose turn it is, what they wrote, what to ask, and every note as it is typed."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.records import Record
from peer_challenge.services import sessions
from peer_challenge.services.console import ConsoleView, console, next_host, next_item
from peer_challenge.services.sessions import SessionRow
from ui.icons import icon
from ui.pages.note_desk import NoteDesk
from ui.pages.page import Page
from ui.pages.session_area import ConsoleArea, NoSession
from ui.pages.session_chat import ChatPanel
from ui.pages.session_concern import ConcernPanel
from ui.pages.session_keyboard import NoteKeyboard
from ui.pages.session_more import MoreButton
from ui.pages.session_panels import (
    DetailsPanel,
    ElsewhereRow,
    GroupChoice,
    Panel,
    missed_in_words,
    title_of,
)
from ui.pages.session_presence import PresencePanel, here_in_words
from ui.pages.session_questions import QuestionWork
from ui.pages.session_small import DeskAway, SmallWindow
from ui.pages.session_turns import Turns, running
from ui.pages.session_wrap_up import WrapUpPane
from ui.widgets.editors import CalmCombo
from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label
from ui.widgets.sef_pane import SefPane
from ui.widgets.session_lines import LineTabs
from ui.workspace import Workspace


class SessionPage(Page):
    """The console. The box for notes has the keyboard whenever the page is opened; F2 goes back to it."""

    name = "Session"
    shows = frozenset(
        {
            r.AgendaItem,
            r.Answer,
            r.Attendance,
            r.Authority,
            r.Challenge,
            r.Claim,
            r.Duty,
            r.Finding,
            r.FindingLink,
            r.Group,
            r.LineOfEnquiry,
            r.Note,
            r.Person,
            r.Plan,
            r.PreparedQuestion,
            r.Session,
            r.Submission,
            r.TimeEntry,
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
        self.turns = Turns(workspace)
        self.agenda, self.timer, self.step = self.turns.agenda, self.turns.timer, self.turns.step
        self.lines = LineTabs()
        self.sef = SefPane()
        self.desk = NoteDesk(workspace)
        self.groups = GroupChoice()
        self.first_groups = GroupChoice()
        self.details_panel = DetailsPanel(workspace)
        self.presence_panel = PresencePanel(workspace)
        self.chat_panel = ChatPanel(workspace)
        self.concern_panel = ConcernPanel(workspace.now)
        self.elsewhere = ElsewhereRow()
        self.wrap_up = WrapUpPane(workspace)
        self.left = QPushButton(icon("table"), "What is left")
        self.away = DeskAway()
        self.small = SmallWindow(self.desk)
        self.more = MoreButton(self, self.small)
        self.missed = plain_label()
        self.keyboard = NoteKeyboard(self, self.desk.entry.box)
        self.questions = QuestionWork(self)
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
            self.none.say(any_group=bool(groups))
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
            self.lines.open_line(found.line)
        return self.desk.list.select(id) if found is not None and found.is_note else True

    def _on_changed(self, touched: dict[type[Record], frozenset[object]]) -> None:
        shown = self.isVisible() or self.small.isVisible()
        if set(touched) == {r.Note} and shown and self._view is not None and self.wrap_up.isHidden():
            seen = self.workspace.seen()
            if self.desk.patch([each for each in touched[r.Note] if isinstance(each, UUID)], seen):
                self.seen = seen
                return
        if self.small.isVisible() and not self.isVisible() and not self.shows.isdisjoint(touched):
            self._read()
        else:
            super()._on_changed(touched)

    def _show_sessions(self, rows: list[SessionRow]) -> None:
        ids = [row.id for row in rows]
        if self._session not in ids:
            self._session = self.workspace.ask(sessions.first_session, rows[0].session.round) if rows else None
        self.sessions.clear()
        for row in rows:
            self.sessions.addItem(title_of(row), row.id)
        self.sessions.setCurrentIndex(ids.index(self._session) if self._session else -1)

    def _show(self, view: ConsoleView) -> None:
        self._view = view
        self.turns.show_view(view)
        self.questions.show_view(view)
        self.missed.setText(words := missed_in_words(view))
        self.missed.setVisible(bool(words))
        self.elsewhere.show_host(view.host_name, view.elsewhere)
        self.lines.show_lines(view.lines)
        self.presence.setText(here_in_words(view.people))
        held = view.session.state is SessionState.HELD
        self.close_button.setText("Open again" if held else "Close session")
        self.close_button.setIcon(icon("undo" if held else "ok"))
        self.details_panel.show_session(view.session, self.seen)
        self.presence_panel.show_people(view.session.id, view.people, self.seen)
        self.desk.show_view(view, self.seen)
        self.small.show_host(f"Notes on {view.host_name}" if view.host_name else "Notes")
        if not self.wrap_up.isHidden():
            self.wrap_up.show_view(view, self.seen)
        self._show_line()
        self.keyboard.spare_clicks()

    def _show_line(self) -> None:
        if self._view is None:
            return
        line = self.lines.line
        self.desk.set_line(line.id if line else None)
        self.sef.show_line(self._view, line)

    def _go(self, steps: int) -> None:
        view = self._view
        if view is not None and view.session.state is SessionState.HELD:
            self._look_at(next_host(view, steps))
        elif view is not None and (item := next_item(view, steps)) is not None:
            self._go_to(item)

    def _go_to(self, item: UUID) -> None:
        view = self._view
        if self._session is None or view is None:
            return
        if view.session.state is SessionState.HELD:
            chosen = next((row.item.challenge for row in view.agenda if row.id == item), None)
            self._look_at(chosen or view.challenge)
            return
        self._looked_at = None
        spent = self.timer.spent
        if self.workspace.do_seen(self.seen, sessions.go_to_host, self._session, item, spent=spent) is None:
            self._read()  # nothing changed, yet the click has unchecked the running item's button
        elif self._view is not None:
            announce(self, f"Now {self._view.host_name}")
        self.keyboard.back()

    def _look_at(self, challenge: UUID | None) -> None:
        """Look at a host of a session that was held: its time and agenda stay as they are."""
        self._looked_at = challenge
        self._read()
        self.keyboard.back()

    def _change_line(self, steps: int) -> None:
        self.lines.step(steps)
        self.keyboard.back()

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
        if self._view.session.state is SessionState.HELD:
            self.workspace.do_seen(self.seen, sessions.reopen_session, self._view.session.id)
        else:
            spent = self.timer.spent
            self.workspace.do_seen(self.seen, sessions.close_session, self._view.session.id, spent=spent)
        self.keyboard.back()

    def pause(self) -> None:
        """Let the running host's time stand, or go on."""
        item = running(self._view)
        if item is None:
            return
        if item.paused_at is None:
            self.workspace.do_seen(self.seen, sessions.pause_clock, item.session, spent=self.timer.spent)
        else:
            self.workspace.do_seen(self.seen, sessions.resume_clock, item.session)

    def take_from_chat(self) -> None:
        """Show what the clipboard would add, to be added or left."""
        if self._view is not None and self._view.challenge is not None:
            line = self.lines.line
            self.chat_panel.look(self._view, line.id if line else None)
            self._open(self.chat_panel if self.chat_panel.isHidden() else None)

    def record_concern(self) -> None:
        """Open the few choices that an immediate concern is recorded with."""
        if self.workspace.round is not None:
            self.concern_panel.open_for(self.workspace.round)
            self._open(self.concern_panel)

    def show_small(self) -> None:
        """Take the notes into the small window, or back."""
        if self.small.isVisible():
            self.small.close()
        elif self._view is not None:
            self.area.show_away()
            self.small.open()

    def show_wrap_up(self) -> None:
        """Show what is left instead of the SEF, or the SEF again."""
        wanted = self.wrap_up.isHidden() and self._view is not None
        for part in (self.lines, self.sef):
            part.setVisible(not wanted)
        self.wrap_up.setVisible(wanted)
        self.left.setChecked(wanted)
        if wanted and self._view is not None:
            self.wrap_up.show_view(self._view, self.seen)
            self.wrap_up.first_focus().setFocus()
            QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.wrap_up))
        else:
            self.keyboard.back()

    def to_notes(self) -> None:
        """Take the keyboard to the box for notes, wherever it is."""
        if self.small.isVisible():
            self.small.activateWindow()
        self.keyboard.back()

    def _on_small_closed(self) -> None:
        self.area.take_back()
        self.keyboard.back()

    def _open(self, panel: Panel | None) -> None:
        """Open one panel and close the others; opening the one that is open closes it."""
        for each, button in self._panels.items():
            each.setVisible(shown := each is panel and not each.isVisible())
            if button is not None:
                button.setChecked(shown)
        if panel is not None and panel.isVisible() and (first := panel.first_focus()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not any(each.isVisible() for each in self._panels):
            self.keyboard.back()

    def _connect(self) -> None:
        self.sessions.activated.connect(self._on_session)
        self.keyboard.watch(self.sessions, self.sef.sef, self.desk.list, *self.wrap_up.lists)
        for done in (self.chat_panel.done, self.concern_panel.done):
            done.connect(lambda: self._open(None))
        self.timer.pause_wanted.connect(self.pause)
        self.left.clicked.connect(self.show_wrap_up)
        self.wrap_up.note_wanted.connect(self.desk.set_statement)
        self.wrap_up.note_chosen.connect(self.desk.begin_edit)
        self.small.closed.connect(self._on_small_closed)
        self.away.back.connect(self.small.close)
        self.destroyed.connect(self.small.deleteLater)
        self.elsewhere.back.connect(self._on_turn)
        for panel, button in self._panels.items():
            if button is not None:
                button.setCheckable(True)
                button.clicked.connect(lambda _on, panel=panel: self._open(panel))
        self.close_button.clicked.connect(self._on_close)
        self.step.clicked.connect(lambda: self._go(1))
        self.agenda.chosen.connect(self._go_to)
        self.lines.currentChanged.connect(lambda _at: self._show_line())
        self.lines.tabBarClicked.connect(lambda _at: self.keyboard.back())
        self.groups.chosen.connect(self._on_group)
        self.first_groups.chosen.connect(self._on_group)
        self.sef.statement_chosen.connect(self.desk.set_statement)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+PgDown": lambda: self._go(1),
            "Ctrl+PgUp": lambda: self._go(-1),
            "Ctrl+Shift+PgDown": lambda: self._change_line(1),
            "Ctrl+Shift+PgUp": lambda: self._change_line(-1),
            "F2": self.to_notes,
            "F7": self.sef.sef.setFocus,
            "F8": self.desk.flag,
            "F9": self.pause,
            "Ctrl+D": self.desk.repeat_links,
            "Ctrl+Shift+V": self.take_from_chat,
            "Ctrl+Shift+N": self.show_small,
            "Ctrl+Shift+L": self.show_wrap_up,
        }
        self.small.add_keys({**keys, "Ctrl+Z": self.workspace.undo, "Ctrl+Y": self.workspace.redo})
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self._plan_panel = Panel("Plan a session")
        self._plan_panel.body.addWidget(self.groups, 1)
        self._panels: dict[Panel, QPushButton | None] = {
            self._plan_panel: self.plan,
            self.details_panel: self.details,
            self.presence_panel: self.presence,
            self.chat_panel: None,
            self.concern_panel: None,
        }
        self.sessions.setAccessibleName("Session")
        self._stack = QStackedLayout(self)
        self.none = NoSession(self.first_groups)
        self._stack.addWidget(self.none)
        self.area = ConsoleArea(self._rows(), (self.lines, self.sef, self.wrap_up), self.desk, self.away)
        self._stack.addWidget(self.area)

    def _rows(self) -> list[QWidget]:
        """Return what stands above the notes, from the choice of a session to whose turn it is."""
        for panel in self._panels:
            panel.hide()
        self.wrap_up.hide()
        self.left.setCheckable(True)
        self.left.setToolTip("What is left of this host, ten minutes afterwards (Ctrl+Shift+L)")
        buttons = (self.plan, self.details, self.presence, self.left, self.close_button, self.more)
        head = flow_row([self.sessions, *buttons])
        return [head, *self._panels, self.turns, self.missed, self.elsewhere]
