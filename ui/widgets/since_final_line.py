"""A line that says that findings changed since their final report, with the button that begins its next version."""

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.jobs.since_final import CHANGED_SINCE_FINAL, is_changed_since_final
from peer_challenge.services.report_life import new_version
from ui.colours import Tone
from ui.widgets.flow import flow_row
from ui.widgets.labels import Sign, announce, plain_label
from ui.workspace import Workspace


class SinceFinalLine(QWidget):
    """Hidden unless the challenge shown has changed since its final report; it stops nobody from changing more."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._seen = workspace, 0
        self._challenge: UUID | None = None
        self.words = plain_label(CHANGED_SINCE_FINAL, wrap=False)
        self.begin = QPushButton("Begin new version of report")
        self.begin.clicked.connect(self._on_begin)
        said = QWidget()
        line = QHBoxLayout(said)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Sign(Tone.WARNING.icon_name, Tone.WARNING))
        line.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow_row((said, self.begin)))
        self.hide()

    def show_challenge(self, challenge: UUID, seen: int) -> None:
        """Say it of a challenge of the workspace's round, or hide."""
        round_id = self._workspace.round
        changed = round_id is not None and self._workspace.ask(is_changed_since_final, round_id, challenge)
        if changed and (self._challenge != challenge or self.isHidden()):
            announce(self, CHANGED_SINCE_FINAL)
        self._challenge, self._seen = challenge, seen
        self.begin.setEnabled(not self._workspace.read_only)
        self.setVisible(changed)

    def _on_begin(self) -> None:
        if self._challenge is not None:
            self._workspace.do_seen(self._seen, new_version, self._challenge)
