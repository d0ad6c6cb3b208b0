"""Whose turn it is: the agenda, the time of the running host, and the button that goes on to the next."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.records import AgendaItem
from peer_challenge.services.console import ConsoleView, next_item
from ui.icons import icon
from ui.pages.session_timer import SessionTimer
from ui.widgets.agenda_strip import AgendaStrip
from ui.workspace import Workspace


class Turns(QWidget):
    """One row; its parts raise their own signals."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agenda = AgendaStrip()
        self.timer = SessionTimer(workspace)
        self.step = QPushButton(icon("chevron-right"), "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.agenda, 1)
        row.addWidget(self.timer)
        row.addWidget(self.step)

    def show_view(self, view: ConsoleView) -> None:
        """Show where the session is."""
        self.agenda.show_agenda(view.agenda, view.current.id if view.current else None, view.runs)
        self.timer.show_view(view)
        item = next_item(view, 1)
        row = next((row for row in view.agenda if row.id == item), None)
        began = any(each.item.began_at for each in view.agenda)
        self.step.setVisible(row is not None and view.session.state is not SessionState.HELD)
        if row is not None:
            self.step.setText("Next" if began else "Begin")
            self.step.setAccessibleName(f"Go to {row.item.title}")
            self.step.setToolTip(f"Go to {row.item.title} (Ctrl+Page Down)")


def running(view: ConsoleView | None) -> AgendaItem | None:
    """Return the item that runs."""
    return view.current.item if view and view.current and view.runs else None
