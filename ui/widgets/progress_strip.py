"""A line that shows how far work is and stops it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui.background import Task
from ui.widgets.labels import announce, plain_label

PATIENCE_MILLISECONDS = 300


class ProgressStrip(QWidget):
    """Appears when work takes longer than 300 milliseconds and goes when it ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._words = plain_label(wrap=False)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.clicked.connect(self._cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._appear)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._words)
        line.addWidget(self._bar, 1)
        line.addWidget(self.cancel_button)
        self.hide()

    def follow(self, task: Task, saying: str) -> None:
        """Show this task from now on; `saying` is what is being done, before the work itself says."""
        self._task = task
        self._words.setText(saying)
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setAccessibleName(f"Cancel: {saying}")
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._on_ended)
        self._patience.start()

    def _appear(self) -> None:
        self.show()
        announce(self, self._words.text())

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel_button.setEnabled(False)
            self._words.setText("Stopping")

    def _on_progress(self, done: int, total: int, saying: str) -> None:
        if self.sender() is self._task and self.cancel_button.isEnabled():
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._words.setText(saying)

    def _on_ended(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._patience.stop()
            self.hide()
