"""Keeps the open round file backed up, and goes back to a backup when the person asks or the file is damaged."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from peer_challenge.domain.errors import UserError
from peer_challenge.jobs import backing_up
from peer_challenge.jobs.backing_up import BackupRow
from ui.background import Background
from ui.widgets.restore_window import RestoreWindow

if TYPE_CHECKING:
    from ui.main_window import MainWindow

T = TypeVar("T")
_MILLISECONDS_A_MINUTE = 60_000


class Safekeeping(QObject):
    """Works beside the window. `open_wanted` carries a file to open and a sentence to say then.

    `let_go(path)` closes the file if it is the one that is open, with everything typed kept; False when it cannot.
    """

    open_wanted = Signal(object, str)

    def __init__(
        self, window: "MainWindow", background: Background, rounds: Path, let_go: Callable[[Path], bool]
    ) -> None:
        super().__init__(window)
        self._main, self._background, self._rounds, self._let_go = window, background, rounds, let_go
        self._path: Path | None = None
        self.window: RestoreWindow | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(backing_up.MINUTES_BETWEEN * _MILLISECONDS_A_MINUTE)
        self.timer.timeout.connect(lambda: self._look_after(opened=False))

    def begin(self, path: Path) -> None:
        """Back up the file that was just opened for writing, and from now on each quarter of an hour."""
        self._path = path
        self.timer.start()
        self._look_after(opened=True)

    def end(self) -> None:
        """Look after no file: the one that was open is let go."""
        self._path = None
        self.timer.stop()

    def show(self, path: Path, *, damaged: bool = False) -> None:
        """Show the backups of a file, which need not be open, or even whole."""
        if self.window is not None:
            self.window.close()
        window = self.window = RestoreWindow(path, damaged=damaged, parent=self._main)
        window.look_wanted.connect(self._look_into)
        window.restore_wanted.connect(self._restore)
        window.salvage_wanted.connect(self._salvage)
        window.show()
        task = self._background.run(
            lambda progress: backing_up.backup_rows(path, progress),
            done=window.show_rows,
            owner=window,
            touches_store=False,
        )
        window.progress.follow(task, "Looking into the backups")

    def _look_after(self, *, opened: bool) -> None:
        path = self._path
        if path is None:
            return
        self._background.run(
            lambda _progress: backing_up.look_after(path, opened=opened),
            done=lambda _made: None,
            failed=lambda error: self._on_trouble(path, error),
            owner=self,
            touches_store=False,
        )

    def _on_trouble(self, path: Path, error: Exception) -> None:
        if path != self._path:
            return
        if backing_up.is_damage(error):
            self._main.messages.show_failure(error)
            self.show(path, damaged=True)
        elif isinstance(error, UserError):
            self._main.messages.warning(error.sentence)
        else:
            self._main.messages.show_failure(error)

    def _look_into(self, row: BackupRow) -> None:
        window = self.window
        assert window is not None
        said = (
            f"This is a copy of {window.path.stem} as it was on {row.when}. Change it at will: the round is untouched."
        )
        self._work(
            lambda: backing_up.look_into(row, window.path, self._rounds),
            lambda made: self.open_wanted.emit(made, said),
            "Making a copy",
        )

    def _restore(self, row: BackupRow) -> None:
        window = self.window
        assert window is not None
        path = window.path
        if not self._let_go(path):
            return
        said = f"{path.stem} is as it was on {row.when}. What stood there before is among its backups."
        self._work(
            lambda: backing_up.restore_backup(path, row.path),
            lambda done: self.open_wanted.emit(path, backing_up.restored_in_words(said, done)),
            "Going back",
        )

    def _salvage(self) -> None:
        window = self.window
        assert window is not None
        path = window.path
        if self._let_go(path):
            self._work(
                lambda: backing_up.salvage_beside(path),
                lambda made: self.open_wanted.emit(made[0], f"From {path.name}: {made[1].words}"),
                "Reading the damaged file",
            )

    def _work(self, work: Callable[[], T], done: Callable[[T], None], saying: str) -> None:
        window = self.window
        assert window is not None

        def ended(value: T) -> None:
            window.close()
            done(value)

        def failed(error: Exception) -> None:
            window.set_busy(False)
            self._main.messages.show_failure(error)

        window.set_busy(True)
        task = self._background.run(
            lambda _progress: work(), done=ended, failed=failed, owner=window, touches_store=False
        )
        window.progress.follow(task, saying)
