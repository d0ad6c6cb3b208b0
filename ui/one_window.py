"""A file that is double-clicked while the program is open goes to the window that is there, and not to a second one."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from peer_challenge.jobs.given_files import give, given, hold_window
from ui.arriving import is_round_file


class OneWindow(QObject):
    """Watches a folder of this user for notes that a second start leaves there; no network is involved.

    `file_given(path)` says which file it was given.
    """

    file_given = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._hold, self._other = hold_window(folder)
        self._watcher = QFileSystemWatcher(self)
        if self._hold is not None:
            list(given(folder))  # notes that nobody was there to read
            self._watcher.addPath(str(folder))
            self._watcher.directoryChanged.connect(self._on_changed)

    def passes_on(self, path: Path, suffix: str) -> bool:
        """Give a file that somebody sent to the other window; False where there is none, or it is a round file."""
        if not self._other or is_round_file(path, suffix):
            return False
        give(self._folder, path)
        return True

    def close(self) -> None:
        """Take no more files."""
        if self._hold is not None:
            self._watcher.removePath(str(self._folder))
            self._hold.release()
            self._hold = None

    def _on_changed(self) -> None:
        for path in given(self._folder):
            self.file_given.emit(path)
