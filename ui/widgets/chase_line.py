"""Who is late, in one line, and the button that writes to them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of
from peer_challenge.services.chasing import Late
from peer_challenge.services.next_steps import in_short
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.banner import BannerBar
from ui.widgets.flow import flow_row
from ui.widgets.labels import plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace


class ChaseLine(QWidget):
    """Hidden as long as nobody is late; `choose_folder` asks where the drafts go."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.choose_folder: Callable[[], str] = lambda: SAVE_PLACE.ask_folder(self, "Save e-mail drafts in a folder")
        self.said = plain_label()
        self.write = QPushButton(icon("edit"), "Write to those who are late…")
        self.write.setToolTip("Saves a draft for each; your mail program opens it, and nothing is sent before you do")
        self.progress = ProgressStrip()
        self.told = BannerBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.said, flow_row((self.write,)), self.progress, self.told):
            column.addWidget(part)
        self.write.clicked.connect(self._on_write)

    def show_late(self, late: Sequence[Late]) -> None:
        """Say who is late."""
        self.setVisible(bool(late))
        if late:
            are = "authority is" if len(late) == 1 else "authorities are"
            self.said.setText(f"{len(late)} {are} late: {in_short([each.name for each in late])}.")
            self.said.setToolTip("\n".join(f"{each.name}: {' '.join(each.asks)}" for each in late))

    def _on_write(self) -> None:
        from peer_challenge.jobs.chasing import write_chases  # it reads and writes documents, which Home does not

        round_id = self._workspace.round
        chosen = self.choose_folder() if round_id else ""
        if not chosen or round_id is None:
            return
        folder = Path(chosen)

        def saved(made: list[Path]) -> None:
            self.told.say(f"{count_of(len(made), 'e-mail draft')} saved in {folder.name}. Nothing was sent.", Tone.GOOD)

        self.told.clear()
        task = self._workspace.run(
            lambda store, progress: write_chases(store, round_id, folder, progress),
            done=saved,
            owner=self,
            refused=lambda sentence: self.told.say(sentence, Tone.BAD),
        )
        self.progress.follow(task, "Writing drafts")
