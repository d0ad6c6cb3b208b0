"""What the Triads page has worked out beside the window, one thing at a time, with progress and Cancel."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Cancelled, Progress
from ui.widgets.progress_strip import ProgressStrip
from ui.workspace import Workspace

T = TypeVar("T")


class Errands(QObject):
    """`busy` says when one begins and has ended, `stopped` that a person cancelled it."""

    busy = Signal(bool)
    stopped = Signal()

    def __init__(self, workspace: Workspace, strip: ProgressStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._strip = workspace, strip

    def run(
        self,
        saying: str,
        ask: Callable[[Any, Progress], T],
        done: Callable[[T], None],
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        """Have `ask` answered beside the window, then give `done` the answer; a refusal is told where nobody takes it.

        `saying` is what is being done.
        """

        def work(store: Any, progress: Progress) -> tuple[T] | UserError | Cancelled:
            try:
                return (ask(store, progress),)
            except (UserError, Cancelled) as no:
                return no

        def land(outcome: tuple[T] | UserError | Cancelled) -> None:
            self.busy.emit(False)
            if isinstance(outcome, tuple):
                done(outcome[0])
            elif isinstance(outcome, Cancelled):
                self.stopped.emit()
            else:
                (refused or self._tell)(outcome)

        self.busy.emit(True)
        self._strip.follow(self._workspace.run(work, done=land, owner=self), saying)

    def _tell(self, error: UserError) -> None:
        self._workspace.failed.emit(error.sentence)
