"""Where to save: dialogs begin in the user's Documents, and from then on where something was saved last."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


class SavePlace:
    """The folder that the next dialog begins in."""

    def __init__(self) -> None:
        self._last: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder used last, or the user's Documents; a folder that has gone counts for nothing."""
        if self._last is not None and self._last.is_dir():
            return self._last
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return documents if documents.is_dir() else Path.home()

    def ask_file(self, parent: QWidget, question: str, name: str, kinds: str = "") -> str:
        """Ask where to save a file proposed as `name`; "" when the person thought better of it."""
        chosen = QFileDialog.getSaveFileName(parent, question, str(self.folder / name), kinds)[0]
        if chosen:
            self._last = Path(chosen).parent
        return chosen

    def ask_folder(self, parent: QWidget, question: str) -> str:
        """Ask for a folder to save in; "" when the person thought better of it."""
        chosen = QFileDialog.getExistingDirectory(parent, question, str(self.folder))
        if chosen:
            self._last = Path(chosen)
        return chosen


SAVE_PLACE = SavePlace()
"""The one of this session."""
